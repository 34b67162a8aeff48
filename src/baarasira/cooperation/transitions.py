"""The states of an agreement (domain.md A.2): from a draft to its end, with suspension in between."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import AgreementState as State

AGREEMENT = TransitionTable(
    "agreement",
    [
        transition("record", "", State.DRAFT, _("Record the agreement")),
        transition("negotiate", State.DRAFT, State.NEGOTIATION, _("Open the negotiation")),
        transition("sign", State.NEGOTIATION, State.SIGNED, _("Record the signature")),
        transition("enter", State.SIGNED, State.IN_FORCE, _("Bring into force")),
        transition("suspend", State.IN_FORCE, State.SUSPENDED, _("Suspend the agreement")),
        transition("lift", State.SUSPENDED, State.IN_FORCE, _("Lift the suspension")),
        transition("renew", {State.IN_FORCE, State.EXPIRED}, State.IN_FORCE, _("Renew the agreement")),
        # An agreement suspended, or that expired while it was, is renewed without its suspension being lifted.
        transition("renew_suspended", {State.SUSPENDED, State.EXPIRED}, State.SUSPENDED, _("Renew the agreement")),
        transition(
            "denounce", {State.SIGNED, State.IN_FORCE, State.SUSPENDED}, State.DENOUNCED, _("Denounce the agreement")
        ),
        # The clock's: the last day is past and nothing renews it.
        transition("expire", {State.SIGNED, State.IN_FORCE, State.SUSPENDED}, State.EXPIRED),
    ],
)
