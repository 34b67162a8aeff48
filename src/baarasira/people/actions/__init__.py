"""The writes of the person's file."""

from .editing import edit_person
from .looking import (
    Copy,
    IdentityNumbers,
    look_at_file,
    mark_looks_seen,
    open_outside,
    print_copy,
    see_identity_numbers,
)
from .papers import add_document, remove_document
from .purging import erase, purge_person
from .registering import Registration, register_people, register_person
from .rights import answer_right, ask_right, set_consent
from .skills import gain_skills, lose_skills

__all__ = [
    "Copy",
    "IdentityNumbers",
    "Registration",
    "add_document",
    "answer_right",
    "ask_right",
    "edit_person",
    "erase",
    "gain_skills",
    "look_at_file",
    "lose_skills",
    "mark_looks_seen",
    "open_outside",
    "print_copy",
    "purge_person",
    "register_people",
    "register_person",
    "remove_document",
    "see_identity_numbers",
    "set_consent",
]
