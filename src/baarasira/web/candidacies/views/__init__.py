"""Pages of candidacies: the list and its export, the file with its next step, letters, checks of placements."""

from .checks import check_placement, list_checks
from .file import candidacy_file, take_step
from .letters import letter, report, send
from .listing import export_candidacies, list_candidacies

__all__ = [
    "candidacy_file",
    "check_placement",
    "export_candidacies",
    "letter",
    "list_candidacies",
    "list_checks",
    "report",
    "send",
    "take_step",
]
