"""The journal speaks French of everything that any room writes to it."""

import ast
import re
from collections.abc import Iterator

import pytest

from baarasira.kernel.transitions import TABLES
from baarasira.project.access import load_rooms
from baarasira.project.paths import PACKAGE
from baarasira.web.journal.words import NOUNS, VERBS

WRITERS = {"record", "look", "create", "edit"}
VERB = re.compile(r"[a-z_]+\.[a-z_]+")


def written(source: str) -> Iterator[str]:
    """Yield the verbs that calls of the journal's writers name in a source text, as their second argument."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in WRITERS:
            for part in ast.walk(node.args[1]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and VERB.fullmatch(part.value):
                    yield part.value


def all_verbs() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(written(path.read_text(encoding="utf-8")))
    return found


def test_the_verbs_of_the_rooms_are_found_in_their_sources() -> None:
    assert list(written('journal.record(actor, "person.view", noun="person")')) == ["person.view"]
    assert {"account.sign_out", "journal.read", "parameter.set"} <= all_verbs() | set(VERBS)
    assert len(all_verbs()) > 15


@pytest.mark.parametrize("verb", sorted(all_verbs()))
def test_every_verb_written_has_its_words(verb: str) -> None:
    assert verb in VERBS


def test_every_change_of_state_has_its_words() -> None:
    load_rooms()
    missing = [
        f"{noun}.{name}" for noun, table in TABLES.items() for name in table.rows if f"{noun}.{name}" not in VERBS
    ]
    assert missing == []


def test_every_noun_has_its_name() -> None:
    nouns = {verb.partition(".")[0] for verb in all_verbs()} | set(TABLES)
    assert nouns - set(NOUNS) == set()
