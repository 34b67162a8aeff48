"""The access tables of every room as one document: docs/access.md, held equal to the code by a test.

python -m baarasira.project.access     writes docs/access.md again
"""

import importlib
import os
import sys
from pathlib import Path

from baarasira.project.paths import PACKAGE

DOCUMENT = PACKAGE.parent.parent / "docs" / "access.md"

_HEAD = """# Who may do what

This page is written by `python -m baarasira.project.access` from the policy tables of the rooms; a test holds it equal
to them. A mark means: in the structures where the role is held and in all those below them. A role held at
headquarters reaches the whole country. Nothing that has no mark is allowed; `system` is the installation itself (the
worker's clock, a command typed on the server).
"""


def load_rooms() -> None:
    """Import every `policies` module of the package, so that `kernel.policies.TABLES` is complete."""
    for path in sorted(PACKAGE.rglob("policies.py")):
        inside = path.relative_to(PACKAGE).with_suffix("")
        importlib.import_module(".".join(["baarasira", *inside.parts]))


def document() -> str:
    """Return the document: one table per noun, its actions as rows, the roles as columns."""
    from baarasira.accounts.enums import Role
    from baarasira.kernel.actor import SYSTEM_ROLE
    from baarasira.kernel.policies import TABLES

    load_rooms()
    roles = [*Role.values, SYSTEM_ROLE]
    parts = [_HEAD]
    for noun in sorted(TABLES):
        grants = TABLES[noun].grants
        parts.append(f"## {noun}\n")
        parts.append("| action | " + " | ".join(role.replace("_", " ") for role in roles) + " |")
        parts.append("|---|" + ":-:|" * len(roles))
        for action in sorted(grants):
            marks = " | ".join("✓" if role in grants[action] else " " for role in roles)
            parts.append(f"| {action} | {marks} |")
        parts.append("")
    return "\n".join(parts)


def write(path: Path = DOCUMENT) -> None:
    """Write the document."""
    path.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    import django

    django.setup()
    write()
    print(DOCUMENT, file=sys.stderr)
