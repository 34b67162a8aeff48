"""The states of a visit and of a survey."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import SurveyState, VisitState

VISIT = TransitionTable(
    "visit_due",
    [
        transition("plan", "", VisitState.PLANNED, _("Plan the visit")),
        transition("make", VisitState.PLANNED, VisitState.DONE, _("Record the visit")),
        transition("cancel", VisitState.PLANNED, VisitState.CANCELLED),
    ],
)

SURVEY = TransitionTable(
    "rss_survey",
    [
        transition("begin", "", SurveyState.OPEN, _("Begin the survey")),
        transition("finish", SurveyState.OPEN, SurveyState.DONE, _("Finish the survey")),
    ],
)
