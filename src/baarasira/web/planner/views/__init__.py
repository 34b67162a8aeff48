"""Pages of timetables."""

from .keeping import closings, group, journeys, list_groups, list_trainers, open_day, trainer
from .lesson import keep_lesson, lesson
from .proposal import apply, drop, proposal, propose
from .week import week

__all__ = [
    "apply",
    "closings",
    "drop",
    "group",
    "journeys",
    "keep_lesson",
    "lesson",
    "list_groups",
    "list_trainers",
    "open_day",
    "proposal",
    "propose",
    "trainer",
    "week",
]
