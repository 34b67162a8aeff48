"""Pages of business projects and of their committee."""

from .committee import convene, decision, declare, list_sessions, mark, minutes, session, session_act
from .projects import (
    begin,
    cash_flow,
    letter,
    list_projects,
    project,
    project_act,
    quote_file,
    write_part,
)

__all__ = [
    "begin",
    "cash_flow",
    "convene",
    "decision",
    "declare",
    "letter",
    "list_projects",
    "list_sessions",
    "mark",
    "minutes",
    "project",
    "project_act",
    "quote_file",
    "session",
    "session_act",
    "write_part",
]
