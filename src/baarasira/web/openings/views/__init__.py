"""Pages of offers: lists, the form with its rules, the file, the decision of the second person, the end."""

from .deciding import approvals, decide_opening, submit_opening
from .ending import cancel_opening, close_opening, extend_opening
from .file import opening_file
from .listing import export_openings, list_openings
from .writing import check_rules, edit_opening, new_opening, suggest_languages, suggest_occupations, suggest_skills

__all__ = [
    "approvals",
    "cancel_opening",
    "check_rules",
    "close_opening",
    "decide_opening",
    "edit_opening",
    "export_openings",
    "extend_opening",
    "list_openings",
    "new_opening",
    "opening_file",
    "submit_opening",
    "suggest_languages",
    "suggest_occupations",
    "suggest_skills",
]
