"""The acts on clearances and on numbered forms."""

from .batches import Line, issue_many, propose_many
from .ending import abandon, revoke, revoke_of_file, revoke_stopped, use
from .forgetting import forget_person
from .forms import enter_form, reserve_forms
from .importing import Entered, enter_file
from .issue import issue, propose
from .printing import languages_of, print_clearance, print_forms

__all__ = [
    "Entered",
    "Line",
    "abandon",
    "enter_file",
    "enter_form",
    "forget_person",
    "issue",
    "issue_many",
    "languages_of",
    "print_clearance",
    "print_forms",
    "propose",
    "propose_many",
    "reserve_forms",
    "revoke",
    "revoke_of_file",
    "revoke_stopped",
    "use",
]
