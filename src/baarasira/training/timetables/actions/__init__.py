"""The acts on timetables."""

from .keeping import close_day, keep_journey, keep_needs, keep_trainer_week, open_day
from .moving import MoveData, keep_in_place, let_move, move, would_be
from .proposing import apply, drop, propose

__all__ = [
    "MoveData",
    "apply",
    "close_day",
    "drop",
    "keep_in_place",
    "keep_journey",
    "keep_needs",
    "keep_trainer_week",
    "let_move",
    "move",
    "open_day",
    "propose",
    "would_be",
]
