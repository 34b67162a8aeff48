"""Tables of the room: the competition and where people sit (`sitting`), scripts and marks (`scripts`), what follows (`results`)."""

from .results import Complaint, Consultation, Exclusion, Place, ResultList, SeatOffer
from .scripts import Correction, LabelSheet, Mark, Marker, Script, SealHolder
from .sitting import Competition, Hall, HallSheet, Incident, Paper, Presence, ReservedSeats, Sitting

__all__ = [
    "Competition",
    "Complaint",
    "Consultation",
    "Correction",
    "Exclusion",
    "Hall",
    "HallSheet",
    "Incident",
    "LabelSheet",
    "Mark",
    "Marker",
    "Paper",
    "Place",
    "Presence",
    "ReservedSeats",
    "ResultList",
    "Script",
    "SealHolder",
    "SeatOffer",
    "Sitting",
]
