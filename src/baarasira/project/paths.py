"""Where this installation keeps its things on disk."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Return the folder of the installation's own data: BAARASIRA_DATA, else ``var`` of the checkout, else of the user.

    It holds the SQLite file, the keys and what commands export. Nothing in it belongs to the program.
    """
    if chosen := os.environ.get("BAARASIRA_DATA"):
        return Path(chosen).resolve()
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").exists():
        return checkout / "var"
    return Path.home() / ".local" / "share" / "baarasira"
