"""The tables of states of counselling."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import AppointmentState, CardState, PlanState

CARD = TransitionTable(
    "card",
    [
        transition("issue", "", CardState.ACTIVE, _("Issue the card")),
        transition("renew", {CardState.ACTIVE, CardState.DUE}, CardState.ACTIVE, _("Renew")),
        transition("fall_due", CardState.ACTIVE, CardState.DUE),
        transition("suspend", {CardState.ACTIVE, CardState.DUE}, CardState.SUSPENDED, _("Suspend")),
        transition(
            "strike_off", {CardState.ACTIVE, CardState.DUE, CardState.SUSPENDED}, CardState.STRUCK_OFF, _("Strike off")
        ),
        transition("place", {CardState.ACTIVE, CardState.DUE, CardState.SUSPENDED}, CardState.PLACED),
        transition(
            "reactivate",
            {CardState.SUSPENDED, CardState.STRUCK_OFF, CardState.PLACED},
            CardState.ACTIVE,
            _("Reactivate"),
        ),
    ],
)

APPOINTMENT = TransitionTable(
    "appointment",
    [
        transition("plan", "", AppointmentState.PLANNED, _("Give an appointment")),
        transition("keep", {AppointmentState.PLANNED, AppointmentState.MISSED}, AppointmentState.KEPT, _("Came")),
        transition(
            "miss", {AppointmentState.PLANNED, AppointmentState.KEPT}, AppointmentState.MISSED, _("Did not come")
        ),
        transition("cancel", AppointmentState.PLANNED, AppointmentState.CANCELLED, _("Cancel")),
    ],
)

PLAN = TransitionTable(
    "plan",
    [
        transition("agree", "", PlanState.ACTIVE, _("Agree the plan")),
        transition("reach", PlanState.ACTIVE, PlanState.REACHED, _("Aim reached")),
        transition("end", PlanState.ACTIVE, PlanState.ENDED, _("End the plan")),
    ],
)
