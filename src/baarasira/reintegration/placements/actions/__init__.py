"""What may be done with placements of graduates. Every write of the room goes through here."""

from .agreements import approve, drop, prepare, record_signatures
from .following import break_off, end, evaluate, record_attendance
from .forgetting import forget_person

__all__ = [
    "approve",
    "break_off",
    "drop",
    "end",
    "evaluate",
    "forget_person",
    "prepare",
    "record_attendance",
    "record_signatures",
]
