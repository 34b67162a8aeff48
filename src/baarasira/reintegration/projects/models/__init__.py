"""Tables of the room: business projects, their equipment and pro-formas, the committee in session."""

from .committee import Hearing, MarkSheet, Seat, SeatConflict, Session
from .projects import Equipment, ProForma, Project

__all__ = ["Equipment", "Hearing", "MarkSheet", "ProForma", "Project", "Seat", "SeatConflict", "Session"]
