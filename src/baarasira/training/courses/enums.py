"""Closed lists of courses (domain.md C.6; mission.md S3 to S6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CourseKind(models.TextChoices):
    """What a course is: the modules of the department, the courses of the centres, and what comes from elsewhere."""

    TRE = "tre", _("Job-search techniques (TRE)")
    TRIE = "trie", _("Find your business idea (TRIE)")
    CREE = "cree", _("Start your business (CREE)")
    GERME = "germe", _("Run your business better (GERME)")
    QUALIFYING = "qualifying", _("Qualifying course")
    SHORT_TRADE = "short_trade", _("Short course in a trade")
    A_LA_CARTE = "a_la_carte", _("Course ordered by a company or a body")
    ONLINE = "online", _("Online course")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")


ACCREDITED = frozenset({CourseKind.TRE, CourseKind.TRIE, CourseKind.CREE, CourseKind.GERME})
"""Kinds whose trainers need an accreditation in force on each day they teach (C.6)."""

BUSINESS = frozenset({CourseKind.TRIE, CourseKind.CREE, CourseKind.GERME})
"""Kinds that lead to a business of one's own."""


class Literacy(models.TextChoices):
    """For whom a group is taught: it decides how quizzes are asked and which papers are handed out."""

    READS = "reads", pgettext_lazy("group", "People who read and write")
    READS_LITTLE = "reads_little", pgettext_lazy("group", "People who read little")
    ORAL = "oral", pgettext_lazy("group", "People who do not read")


class SessionState(models.TextChoices):
    """Where a session of a course stands."""

    PLANNED = "planned", pgettext_lazy("course session", "Planned")
    OPEN = "open", pgettext_lazy("course session", "Open to enrolment")
    RUNNING = "running", pgettext_lazy("course session", "Under way")
    FINISHED = "finished", pgettext_lazy("course session", "Finished")
    CANCELLED = "cancelled", pgettext_lazy("course session", "Cancelled")


LIVE = frozenset({SessionState.PLANNED, SessionState.OPEN, SessionState.RUNNING})


class Origin(models.TextChoices):
    """Where somebody comes from, as directors count them."""

    RETURNEE = "returnee", pgettext_lazy("origin", "Returnee")
    SEEKER = "seeker", pgettext_lazy("origin", "Job seeker")
    EMPLOYEE = "employee", pgettext_lazy("origin", "Employee")


class EnrolmentState(models.TextChoices):
    """Where an enrolment stands."""

    ENROLLED = "enrolled", pgettext_lazy("enrolment", "Enrolled")
    COMPLETED = "completed", pgettext_lazy("enrolment", "Completed")
    FAILED = "failed", pgettext_lazy("enrolment", "Not completed")
    DROPPED = "dropped", pgettext_lazy("enrolment", "Dropped out")
    CANCELLED = "cancelled", pgettext_lazy("enrolment", "Cancelled with the session")


class DropReason(models.TextChoices):
    """Why somebody stopped."""

    WORK = "work", pgettext_lazy("drop", "Found work")
    HEALTH = "health", pgettext_lazy("drop", "Health")
    FAMILY = "family", pgettext_lazy("drop", "Family")
    DISTANCE = "distance", pgettext_lazy("drop", "Distance or transport")
    MONEY = "money", pgettext_lazy("drop", "Lack of money")
    LEFT = "left", pgettext_lazy("drop", "Left the place or the country")
    LEVEL = "level", pgettext_lazy("drop", "Level not suited")
    OTHER = "other", pgettext_lazy("drop", "Another reason")


class Mark(models.TextChoices):
    """Whether somebody was there on a day."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


CAME = frozenset({Mark.PRESENT, Mark.LATE})


class EntryKind(models.TextChoices):
    """What an entry of attendance is: noted by somebody in front of the group, or corrected later with a reason."""

    NOTE = "note", pgettext_lazy("attendance entry", "Noted")
    CORRECTION = "correction", pgettext_lazy("attendance entry", "Corrected")


class AskedHow(models.TextChoices):
    """How a quiz or a form was answered."""

    WRITTEN = "written", pgettext_lazy("asked", "In writing")
    ORAL = "oral", pgettext_lazy("asked", "Orally")
    PICTURES = "pictures", pgettext_lazy("asked", "With pictures")


class OutputKind(models.TextChoices):
    """What comes out of a course for a person (C.6)."""

    CV = "cv", _("CV")
    LETTER = "letter", _("Cover letter")
    MOCK_INTERVIEW = "mock_interview", _("Mock interview")
    BUSINESS_FILE = "business_file", _("Business file")


class FollowedAs(models.TextChoices):
    """What somebody does when followed up after a course."""

    EMPLOYED = "employed", pgettext_lazy("after a course", "In a job")
    SELF_EMPLOYED = "self_employed", pgettext_lazy("after a course", "Runs a business of their own")
    SEEKING = "seeking", pgettext_lazy("after a course", "Looks for work")
    TRAINING = "training", pgettext_lazy("after a course", "In training")
    ABROAD = "abroad", pgettext_lazy("after a course", "Abroad")
    UNREACHABLE = "unreachable", pgettext_lazy("after a course", "Not reached")


AT_WORK = frozenset({FollowedAs.EMPLOYED, FollowedAs.SELF_EMPLOYED})


class FormCode(models.TextChoices):
    """The forms of a cycle (C.6), the quiz asked at entry and at exit, and the list of modules taught."""

    F1 = "f1", _("F1 Registration and business at entry")
    F2 = "f2", _("F2 Needs of training")
    F3 = "f3", _("F3 Opinion on the day")
    F4 = "f4", _("F4 Evaluation at the end")
    F5 = "f5", _("F5 Action plan")
    F6 = "f6", _("F6 Follow-up visit")
    F7 = "f7", _("F7 Impact at 6 and 12 months")
    F8 = "f8", _("F8 Performance of the trainer")
    QUIZ = "quiz", _("Quiz at entry and at exit")
    MODULES = "modules", _("Modules of the course")


PERSONAL = frozenset({FormCode.F1, FormCode.F2, FormCode.F5, FormCode.F6, FormCode.F7, FormCode.QUIZ})
"""Forms that one enrolled person answers; F3 and F4 are the group's, without a name; F8 is of a trainer."""


class AnswerType(models.TextChoices):
    """How a question of a form is answered."""

    TEXT = "text", pgettext_lazy("question", "words")
    NUMBER = "number", pgettext_lazy("question", "number")
    YES_NO = "yes_no", pgettext_lazy("question", "yes/no")
    SCALE = "scale", pgettext_lazy("question", "1 to 5")
    CHOICE = "choice", pgettext_lazy("question", "choice")
    DATE = "date", pgettext_lazy("question", "date")


class When(models.TextChoices):
    """When a quiz is asked."""

    ENTRY = "entry", pgettext_lazy("quiz", "At entry")
    EXIT = "exit", pgettext_lazy("quiz", "At exit")
