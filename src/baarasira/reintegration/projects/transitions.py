"""The states of a business project and of a session of the committee."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import WRITTEN, ProjectState, SessionState

PROJECT = TransitionTable(
    "project",
    [
        transition("begin", "", ProjectState.DRAFT, _("Begin a project")),
        transition("submit", WRITTEN, ProjectState.SUBMITTED, _("Submit to the committee")),
        transition("take_back", ProjectState.SUBMITTED, ProjectState.DRAFT, _("Take back to write on")),
        transition("grant", ProjectState.SUBMITTED, ProjectState.GRANTED),
        transition("adjourn", ProjectState.SUBMITTED, ProjectState.ADJOURNED),
        transition("refuse", ProjectState.SUBMITTED, ProjectState.REFUSED),
        transition("redirect", ProjectState.SUBMITTED, ProjectState.REDIRECTED),
        transition("withdraw", {*WRITTEN, ProjectState.SUBMITTED}, ProjectState.WITHDRAWN, _("Withdraw the project")),
    ],
)

SESSION = TransitionTable(
    "committee_session",
    [
        transition("convene", "", SessionState.CONVENED, _("Convene the committee")),
        transition("begin", SessionState.CONVENED, SessionState.MARKING, _("Begin marking")),
        transition("open", SessionState.MARKING, SessionState.OPENED, _("Open the marks")),
        transition("close", SessionState.OPENED, SessionState.CLOSED, _("Close the session")),
    ],
)
