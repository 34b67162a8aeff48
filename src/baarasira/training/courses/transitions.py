"""The states of a session and of an enrolment."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import LIVE, EnrolmentState, SessionState

SESSION = TransitionTable(
    "course_session",
    [
        transition("plan", "", SessionState.PLANNED, _("Plan the session")),
        transition("open", SessionState.PLANNED, SessionState.OPEN, _("Open to enrolment")),
        transition("begin", SessionState.OPEN, SessionState.RUNNING, _("Begin the session")),
        transition("finish", SessionState.RUNNING, SessionState.FINISHED, _("Close the training session")),
        transition("cancel", LIVE, SessionState.CANCELLED, _("Cancel the training session")),
    ],
)

ENROLMENT = TransitionTable(
    "enrolment",
    [
        transition("enrol", "", EnrolmentState.ENROLLED, _("Enrol")),
        transition(
            "complete", EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, pgettext_lazy("enrolment", "Completes")
        ),
        transition(
            "fail", EnrolmentState.ENROLLED, EnrolmentState.FAILED, pgettext_lazy("enrolment", "Does not complete")
        ),
        transition("drop", EnrolmentState.ENROLLED, EnrolmentState.DROPPED, _("Record that the person stopped")),
        transition("cancel", EnrolmentState.ENROLLED, EnrolmentState.CANCELLED),
    ],
)
