"""Pages of clearances."""

from .blocks import blank_forms, block, enter, enter_file, list_blocks
from .clearance import abandon, card, paper, revoke, show
from .queue import issue, list_campaigns, propose, queue

__all__ = [
    "abandon",
    "blank_forms",
    "block",
    "card",
    "enter",
    "enter_file",
    "issue",
    "list_blocks",
    "list_campaigns",
    "paper",
    "propose",
    "queue",
    "revoke",
    "show",
]
