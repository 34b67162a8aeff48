"""The states of an employer's offer and of a contract."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import VISED, ContractState, OfferState

OFFER = TransitionTable(
    "employer_offer",
    [
        transition("record", "", OfferState.DRAFT, _("Record the offer")),
        transition("publish", OfferState.DRAFT, OfferState.PUBLISHED, _("Publish the offer")),
    ],
)

CONTRACT = TransitionTable(
    "contract",
    [
        transition("record", "", ContractState.DRAFT, _("Record the contract")),
        transition("submit", ContractState.DRAFT, ContractState.UNDER_REVIEW, _("Put under review")),
        transition("return", ContractState.UNDER_REVIEW, ContractState.DRAFT, _("Return for correction")),
        transition("grant", ContractState.UNDER_REVIEW, ContractState.GRANTED, _("Grant the visa")),
        transition(
            "reserve", ContractState.UNDER_REVIEW, ContractState.RESERVED, _("Grant the visa with reservations")
        ),
        transition("refuse", ContractState.UNDER_REVIEW, ContractState.REFUSED, _("Refuse the visa")),
        transition("supersede", VISED, ContractState.SUPERSEDED, _("Replace by a later contract")),
    ],
)
