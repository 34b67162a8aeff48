"""What may be done with visits and surveys. Every write of the room goes through here."""

from .forgetting import forget_person
from .planning import assign, cancel_of, plan_visits, sound_alarms
from .surveying import answer, begin, finish, record_weights
from .visiting import make_unplanned, make_visit

__all__ = [
    "answer",
    "assign",
    "begin",
    "cancel_of",
    "finish",
    "forget_person",
    "make_unplanned",
    "make_visit",
    "plan_visits",
    "record_weights",
    "sound_alarms",
]
