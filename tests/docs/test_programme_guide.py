"""The page on writing programmes names every key, every kind and every word of the closed lists, and its example is right."""

import re

import pytest

from baarasira.programmes import criteria, enums, kinds
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.files import schema, special
from baarasira.project.paths import PACKAGE

PAGE = (PACKAGE.parent.parent / "docs" / "guide" / "ecrire-un-programme.md").read_text(encoding="utf-8")
TABLES = (
    schema.PROGRAMME, schema.PARTNER, schema.DESTINATION, schema.DOCUMENT, schema.GRID, schema.GRID_LINE, schema.SEATS,
    schema.QUOTA, schema.APPEAL, schema.SUPPORT, schema.OUTCOME,
)  # fmt: skip
WORDS = (
    enums.ProgrammeKind, enums.ActorRole, enums.Opinion, enums.CountedFrom, enums.OutcomeKind, enums.Guard,
    enums.SeatMethod, enums.SplitWeight, special.GridInput, special.SplitBy, kinds.Place, kinds.Channel, kinds.ReturnProof,
    enums.Axis, enums.Purpose, enums.Standing,
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)
def test_every_table_and_key_is_in_the_page(table: schema.Table) -> None:
    assert f"`{table.title}`" in PAGE
    assert [name for name in table.names if f"`{name}`" not in PAGE] == []


def test_every_kind_of_step_its_endings_and_parameters_are_in_the_page() -> None:
    for kind in kinds.KINDS.values():
        start = PAGE.index(f"### `{kind.key}` :")
        part = PAGE[start : PAGE.index("\n##", start + 5)]
        names = [*kind.ending, *(key.name for key in kind.parameters)]
        assert [name for name in names if f"`{name}`" not in part] == [], kind.key


def test_every_kind_of_criterion_is_in_the_page() -> None:
    for kind in criteria.KINDS.values():
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| `{kind.key}` |"))
        assert [key.name for key in kind.parameters if f"`{key.name}`" not in line] == []


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_of_the_closed_lists_is_in_the_page(words: type[enums.Guard]) -> None:
    assert [value for value in words.values if f"`{value}`" not in PAGE] == []


def test_the_example_of_the_page_is_a_file_that_is_right() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert compile_file(example).flaws == ()
