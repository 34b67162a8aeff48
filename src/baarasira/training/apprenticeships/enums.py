"""Closed lists of apprenticeships."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IntakeState(models.TextChoices):
    """Where a call for apprentices stands."""

    OPEN = "open", pgettext_lazy("intake", "Open")
    RANKED = "ranked", pgettext_lazy("intake", "List proposed")
    PUBLISHED = "published", pgettext_lazy("intake", "List published")
    CANCELLED = "cancelled", pgettext_lazy("intake", "Cancelled")


class ApplicantState(models.TextChoices):
    """What became of somebody who applied."""

    APPLIED = "applied", pgettext_lazy("applicant", "Applied")
    ADMITTED = "admitted", pgettext_lazy("applicant", "Admitted")
    WAITING = "waiting", pgettext_lazy("applicant", "On the waiting list")
    REFUSED = "refused", pgettext_lazy("applicant", "Not admitted")
    WITHDRAWN = "withdrawn", pgettext_lazy("applicant", "Withdrew")


class ContractState(models.TextChoices):
    """Where a contract of apprenticeship stands."""

    DRAFT = "draft", pgettext_lazy("apprenticeship", "Contract prepared")
    RUNNING = "running", pgettext_lazy("apprenticeship", "Under way")
    COMPLETED = "completed", pgettext_lazy("apprenticeship", "Three years done")
    CERTIFIED = "certified", pgettext_lazy("apprenticeship", "Certified")
    TERMINATED = "terminated", pgettext_lazy("apprenticeship", "Terminated")
    DROPPED = "dropped", pgettext_lazy("apprenticeship", "Given up before it began")


class Signing(models.TextChoices):
    """How somebody signed: who does not write puts a thumb."""

    WRITTEN = "written", _("Written signature")
    THUMB = "thumb", _("Thumbprint")


class EndReason(models.TextChoices):
    """Why a contract was terminated."""

    AGREED = "agreed", _("Both agreed")
    APPRENTICE = "apprentice", _("The apprentice left")
    MASTER = "master", _("The master ended it")
    ABSENCE = "absence", _("Absences of the apprentice")
    SAFETY = "safety", _("Danger or ill-treatment in the workshop")
    HEALTH = "health", _("Illness or accident of the apprentice")
    CLOSED = "closed", _("The workshop closed")
    MOVED = "moved", _("The family moved")


class Level(models.IntegerChoices):
    """How far the apprentice is with a task (domain.md C.7)."""

    SEEN = 1, pgettext_lazy("logbook level", "Seen")
    HELPED = 2, pgettext_lazy("logbook level", "With help")
    ALONE = 3, pgettext_lazy("logbook level", "Alone")
    TEACHES = 4, pgettext_lazy("logbook level", "Teaches it")


class Presence(models.TextChoices):
    """Whether the apprentice came on a day."""

    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")


class VisitState(models.TextChoices):
    """Where a quarterly visit stands."""

    PLANNED = "planned", pgettext_lazy("workshop visit", "To make")
    DONE = "done", pgettext_lazy("workshop visit", "Made")
    CANCELLED = "cancelled", pgettext_lazy("workshop visit", "Cancelled")


class Grade(models.TextChoices):
    """What a visitor found, in three grades a pictogram can show."""

    GOOD = "good", pgettext_lazy("workshop visit", "Good")
    FAIR = "fair", pgettext_lazy("workshop visit", "To be improved")
    BAD = "bad", pgettext_lazy("workshop visit", "Bad")


class AllowanceState(models.TextChoices):
    """Where the allowance of a month stands."""

    DUE = "due", pgettext_lazy("allowance", "Due")
    PAID = "paid", pgettext_lazy("allowance", "Recorded as paid")
    CONFIRMED = "confirmed", pgettext_lazy("allowance", "Payment confirmed")


class ExamState(models.TextChoices):
    """Where an examination stands."""

    PLANNED = "planned", pgettext_lazy("examination", "Planned")
    MARKED = "marked", pgettext_lazy("examination", "Marks proposed")
    CLOSED = "closed", pgettext_lazy("examination", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("examination", "Cancelled")


class JurorKind(models.TextChoices):
    """Who sits on a jury of three."""

    TRAINER = "trainer", pgettext_lazy("juror", "Trainer")
    PROFESSIONAL = "professional", pgettext_lazy("juror", "Professional of the trade")


class Situation(models.TextChoices):
    """What a certified apprentice does, six months after."""

    EMPLOYED = "employed", pgettext_lazy("after training", "In a job")
    SELF_EMPLOYED = "self_employed", pgettext_lazy("after training", "On their own account")
    SEEKING = "seeking", pgettext_lazy("after training", "Looking for work")
    TRAINING = "training", pgettext_lazy("after training", "In training")
    ABROAD = "abroad", pgettext_lazy("after training", "Gone abroad")
    UNREACHABLE = "unreachable", pgettext_lazy("after training", "Cannot be reached")


INSERTED = frozenset({Situation.EMPLOYED, Situation.SELF_EMPLOYED})
"""Who works (ONEF's insertion, domain.md R14)."""
UNDER_CONTRACT = frozenset({ContractState.DRAFT, ContractState.RUNNING})
