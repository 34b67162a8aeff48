"""What may be done with online courses. Every write of the room goes through here."""

from .calls import keep_certificate, record_call
from .forgetting import forget_person
from .loads import (
    Told,
    UnreadableExport,
    apply_load,
    drop_load,
    match_address,
    preview,
    read_load,
    set_address_aside,
)
from .places import allot, complete, end_places, held_of, keep_platform, lengthen, stop

__all__ = [
    "Told",
    "UnreadableExport",
    "allot",
    "apply_load",
    "complete",
    "drop_load",
    "end_places",
    "forget_person",
    "held_of",
    "keep_certificate",
    "keep_platform",
    "lengthen",
    "match_address",
    "preview",
    "read_load",
    "record_call",
    "set_address_aside",
    "stop",
]
