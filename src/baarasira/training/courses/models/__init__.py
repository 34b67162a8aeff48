"""Tables of the room: the catalogue and its trainers, sessions and who is enrolled, attendance, forms, what came after."""

from .after import FollowUp, Output
from .attendance import Attendance, AttendanceEntry
from .catalogue import Accreditation, Course, Room, Trainer
from .forms import FormAnswer, FormVersion
from .sessions import Enrolment, ScoreCorrection, Session, SessionDay, SessionTrainer

__all__ = [
    "Accreditation",
    "Attendance",
    "AttendanceEntry",
    "Course",
    "Enrolment",
    "FollowUp",
    "FormAnswer",
    "FormVersion",
    "Output",
    "Room",
    "ScoreCorrection",
    "Session",
    "SessionDay",
    "SessionTrainer",
    "Trainer",
]
