"""What can be done with business projects and their committee."""

from .committee import (
    begin_marking,
    convene,
    declare,
    hand_in,
    list_project,
    open_marks,
    seat_member,
    unseat_member,
)
from .deciding import DECIDED, Decision, close_session, propose_decision, sign_decision
from .forgetting import forget_person
from .writing import (
    add_equipment,
    add_quote,
    begin_project,
    choose_quote,
    record_course,
    remove_equipment,
    submit_project,
    take_back,
    withdraw_project,
    write_part,
)

__all__ = [
    "DECIDED",
    "Decision",
    "add_equipment",
    "add_quote",
    "begin_marking",
    "begin_project",
    "choose_quote",
    "close_session",
    "convene",
    "declare",
    "forget_person",
    "hand_in",
    "list_project",
    "open_marks",
    "propose_decision",
    "record_course",
    "remove_equipment",
    "seat_member",
    "sign_decision",
    "submit_project",
    "take_back",
    "unseat_member",
    "withdraw_project",
    "write_part",
]
