"""Tables of selections: panels and marks; runs, their files, their places; reserve calls and appeals."""

from .afterwards import Appeal, Correction, ReserveCall
from .panels import Conflict, Hearing, Member, Panel, Sheet
from .runs import Entry, QuotaChange, Run, RunFile, Seat

__all__ = [
    "Appeal",
    "Conflict",
    "Correction",
    "Entry",
    "Hearing",
    "Member",
    "Panel",
    "QuotaChange",
    "ReserveCall",
    "Run",
    "RunFile",
    "Seat",
    "Sheet",
]
