"""Tables of journeys: the journey itself, what prepares a departure, what follows it."""

from .abroad import Contact
from .briefing import Briefing, Participant
from .journeys import Journey, Relative
from .preparing import Manifest, MedicalVisit, VisaBundle, VisaPaper

__all__ = [
    "Briefing",
    "Contact",
    "Journey",
    "Manifest",
    "MedicalVisit",
    "Participant",
    "Relative",
    "VisaBundle",
    "VisaPaper",
]
