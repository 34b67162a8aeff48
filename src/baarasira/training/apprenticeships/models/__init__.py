"""Tables of the room."""

from .contracts import Contract
from .examining import Examination, Juror, JurorMark, MarkChange, Sitting
from .following import Allowance, Insertion, Visit
from .intakes import Applicant, Intake, IntakeSeats
from .logbook import DayMark, LogEntry
from .masters import Master, Phone
from .trades import Recording, Task, Trade

__all__ = [
    "Allowance",
    "Applicant",
    "Contract",
    "DayMark",
    "Examination",
    "Insertion",
    "Intake",
    "IntakeSeats",
    "Juror",
    "JurorMark",
    "LogEntry",
    "MarkChange",
    "Master",
    "Phone",
    "Recording",
    "Sitting",
    "Task",
    "Trade",
    "Visit",
]
