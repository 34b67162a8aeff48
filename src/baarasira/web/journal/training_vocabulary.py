"""What the journal can say of training."""

from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence

NOUNS: dict[str, Sentence] = {
    "course": pgettext_lazy("journal", "Course"),
    "course_session": pgettext_lazy("journal", "Session of a course"),
    "trainer": pgettext_lazy("journal", "Trainer"),
    "room": pgettext_lazy("journal", "Room"),
    "enrolment": pgettext_lazy("journal", "Enrolment in a course"),
    "attendance": pgettext_lazy("journal", "Attendance at a course"),
    "training_form": pgettext_lazy("journal", "Form of the training cycle"),
    "training_output": pgettext_lazy("journal", "What came out of a course"),
    "training_follow_up": pgettext_lazy("journal", "Support after a course"),
}

VERBS: dict[str, Sentence] = {
    "course.record": pgettext_lazy("journal", "Course added to the catalogue"),
    "course.edit": pgettext_lazy("journal", "Course corrected"),
    "trainer.record": pgettext_lazy("journal", "Trainer recorded"),
    "trainer.edit": pgettext_lazy("journal", "Trainer corrected"),
    "trainer.accredit": pgettext_lazy("journal", "Accreditation recorded"),
    "trainer.end_accreditation": pgettext_lazy("journal", "Accreditation ended before its day"),
    "room.record": pgettext_lazy("journal", "Room recorded"),
    "course_session.plan": pgettext_lazy("journal", "Training session planned"),
    "course_session.open": pgettext_lazy("journal", "Session opened to enrolment"),
    "course_session.begin": pgettext_lazy("journal", "Training session begun"),
    "course_session.finish": pgettext_lazy("journal", "Training session closed"),
    "course_session.cancel": pgettext_lazy("journal", "Training session cancelled"),
    "course_session.edit": pgettext_lazy("journal", "Session corrected"),
    "course_session.teach": pgettext_lazy("journal", "Trainer named for a session"),
    "course_session.stop_teaching": pgettext_lazy("journal", "Trainer no longer teaches a session"),
    "course_session.meet": pgettext_lazy("journal", "Day of a session set"),
    "course_session.remove_day": pgettext_lazy("journal", "Day of a session taken away"),
    "enrolment.enrol": pgettext_lazy("journal", "Person enrolled"),
    "enrolment.complete": pgettext_lazy("journal", "Course completed"),
    "enrolment.fail": pgettext_lazy("journal", "Course not completed"),
    "enrolment.drop": pgettext_lazy("journal", "Person stopped a course"),
    "enrolment.cancel": pgettext_lazy("journal", "Enrolment cancelled with the session"),
    "enrolment.move": pgettext_lazy("journal", "Person moved to another session"),
    "enrolment.assess": pgettext_lazy("journal", "Mark of a quiz recorded"),
    "enrolment.answer": pgettext_lazy("journal", "Answers of a quiz kept"),
    "enrolment.correct_score": pgettext_lazy("journal", "Mark of a quiz corrected"),
    "attendance.record": pgettext_lazy("journal", "Attendance noted"),
    "training_form.keep": pgettext_lazy("journal", "Form kept from a day on"),
    "training_form.fill": pgettext_lazy("journal", "Form filled in"),
    "training_output.record": pgettext_lazy("journal", "What came out of a course recorded"),
    "training_follow_up.plan": pgettext_lazy("journal", "Support after a course planned"),
    "training_follow_up.record": pgettext_lazy("journal", "Support after a course recorded"),
}
