"""The people pages."""

from .documents import documents, drop_document
from .entry import edit, likely, register, suggest_country, suggest_occupation, suggest_skill
from .file import file, history, numbers
from .looks import open_outside, outside_looks
from .paper import print_file
from .rights import answer, ask, consent, rights
from .search import search

__all__ = [
    "answer",
    "ask",
    "consent",
    "documents",
    "drop_document",
    "edit",
    "file",
    "history",
    "likely",
    "numbers",
    "open_outside",
    "outside_looks",
    "print_file",
    "register",
    "rights",
    "search",
    "suggest_country",
    "suggest_occupation",
    "suggest_skill",
]
