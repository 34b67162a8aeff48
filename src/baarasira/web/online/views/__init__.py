"""Pages of online courses."""

from .places import allot, certificate, list_places, place, place_act, to_call
from .platforms import address, edit_platform, load, load_report, new_platform, platform, read_export

__all__ = [
    "address",
    "allot",
    "certificate",
    "edit_platform",
    "list_places",
    "load",
    "load_report",
    "new_platform",
    "place",
    "place_act",
    "platform",
    "read_export",
    "to_call",
]
