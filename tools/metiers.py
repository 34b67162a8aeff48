"""Fill the table of docs/guide/metiers.md with what the system answers to the words typed: no answer is written by hand.

python tools/metiers.py [--check]
"""

import re
import sys
from pathlib import Path

from baarasira.reference.occupations import carried_index, titled

PAGE = Path(__file__).parent.parent / "docs/guide/metiers.md"
BEGIN, END = "<!-- exemples : début -->", "<!-- exemples : fin -->"
SHOWN = 3
TYPED = (
    "soudeuse",
    "MENUISIERS",
    "plonbier",
    "masson",
    "je suis couturière à domicile",
    "taxi-motard",
    "apprenti-chauffeur",
    "chauffeur de camion citerne",
    "orpailleur",
    "teinturière au bazin",
    "bonne",
    "vendeuse de galettes",
    "vendeur de friperie",
    "vendeuse",
    "berger",
    "cultivateur",
    "maraîchère",
    "sɛnɛkɛla",
    "numu",
    "furufuru feerela",
    "mɔbili dilala",
    "maîtresse d'école",
    "infirmière dans une clinique",
    "coiffeuse et esthéticienne",
    "maçon, carreleur, peintre",
    "security guard",
    "poultry farmer",
    "agent",
    "je cherche du travail",
    "azerty",
)


def table() -> str:
    """Return the examples as Markdown: what is typed, the suggestions with their scores."""
    lines = ["| Vous tapez | Le système propose |", "|---|---|"]
    for words in TYPED:
        found = titled(carried_index(), words, "fr", SHOWN, unfinished=False)
        told = "<br>".join(f"{one.code} {one.title} ({one.score})" for one in found)
        lines.append(f"| {words} | {told or 'rien : il le dit, et vous choisissez vous-même'} |")
    return "\n".join(lines)


def filled(page: str) -> str:
    """Return the page with its table made anew."""
    return re.sub(
        f"{re.escape(BEGIN)}.*{re.escape(END)}", lambda _: f"{BEGIN}\n\n{table()}\n\n{END}", page, flags=re.DOTALL
    )


def main(words: list[str]) -> int:
    """Fill the page; with ``--check`` only say (status 1) that it is not what the system answers."""
    page = PAGE.read_text(encoding="utf-8")
    made = filled(page)
    if "--check" in words:
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
