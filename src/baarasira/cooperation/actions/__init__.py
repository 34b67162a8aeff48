"""What is done to organisations and agreements. Every write is journaled; lifting a suspension takes two people (R-16)."""

from .acts import denounce, enter_into_force, expire_due, negotiate, record_visa, renew, sign
from .agreements import edit_agreement, record_agreement, remove_term, set_ceilings, set_term, set_topics
from .committee import add_member, end_member, record_meeting, record_opinion
from .organisations import add_contact, edit_organisation, end_contact, record_organisation
from .seats import release_seats, reserve_seats
from .suspension import ask_lifting, confirm_lifting, refuse_lifting, suspend

__all__ = [
    "add_contact",
    "add_member",
    "ask_lifting",
    "confirm_lifting",
    "denounce",
    "edit_agreement",
    "edit_organisation",
    "end_contact",
    "end_member",
    "enter_into_force",
    "expire_due",
    "negotiate",
    "record_agreement",
    "record_meeting",
    "record_opinion",
    "record_organisation",
    "record_visa",
    "refuse_lifting",
    "release_seats",
    "remove_term",
    "renew",
    "reserve_seats",
    "set_ceilings",
    "set_term",
    "set_topics",
    "sign",
    "suspend",
]
