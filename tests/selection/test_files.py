"""The canonical applicants' file and the rules of a run: one list, one file; one document, one text the engine reads."""

import hashlib
import tomllib
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from baarasira.engine import parse_rules
from baarasira.selection import applicants_file, rules_file
from baarasira.selection.applicants_file import Line
from baarasira.selection.rules_file import QuotaLine, RunRules

_RECEIPTS = some.integers(0, 10**8).map(lambda number: f"{number:08d}-K")
_LINES = some.lists(
    some.builds(
        Line,
        _RECEIPTS,
        some.integers(0, 10**6),
        some.fixed_dictionaries({"region": some.sampled_from(["ML-1", "ML-4", ""])}),
    ),
    unique_by=lambda line: line.id,
    max_size=20,
)


def test_the_file_holds_the_receipt_the_score_and_only_the_columns_that_quotas_read() -> None:
    line = Line("7KQ4-9M2X-P", 81_500, {"region": "ML-4", "sex": "F", "cercle": "ML-4-C"})
    text = applicants_file.written([line], applicants_file.columns_of({"sex", "region"}), scored=True)
    assert text == "id,score,region,sex\n7KQ4-9M2X-P,81500,ML-4,F\n"
    drawn = applicants_file.written([line], (), scored=False)
    assert drawn == "id\n7KQ4-9M2X-P\n"
    assert applicants_file.digest(drawn) == hashlib.sha256(b"id\n7KQ4-9M2X-P\n").hexdigest()


@given(_LINES, some.randoms())
def test_one_list_has_one_file_in_whatever_order_it_is_read(lines: list[Line], chance: object) -> None:
    columns = applicants_file.columns_of({"region"})
    shuffled = list(lines)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    text = applicants_file.written(lines, columns, scored=True)
    assert applicants_file.written(shuffled, columns, scored=True) == text
    assert applicants_file.read(text) == sorted(lines, key=lambda line: line.id)


_TEXT = some.text(min_size=1, max_size=40).filter(lambda text: text.strip() and ";" not in text)
_QUOTAS = some.lists(
    some.builds(
        QuotaLine,
        name=_TEXT,
        where=some.fixed_dictionaries({"region": some.lists(_TEXT, min_size=1, max_size=3, unique=True)}),
        min=some.none() | some.integers(0, 9),
        max=some.none() | some.integers(10, 90),
        min_share=some.none() | some.decimals("0", "0.4", places=3),
        max_share=some.none() | some.decimals("0.5", "1", places=2),
        basis=some.text(max_size=40),
    ),
    unique_by=lambda quota: quota.name,
    max_size=4,
)


@given(_QUOTAS, _TEXT)
def test_rules_written_are_read_by_the_engine_as_they_were_meant(quotas: list[QuotaLine], seed: str) -> None:
    text = rules_file.written(RunRules(45, seed, 20, "region", tuple(quotas)))
    read = parse_rules(text)
    assert (read.seats, read.seed, read.reserve, read.reserve_by) == (45, seed, 20, "region")
    assert [quota.name for quota in read.quotas] == [quota.name for quota in quotas]
    for got, meant in zip(read.quotas, quotas, strict=True):
        assert got.where["region"] == tuple(meant.where["region"])
        assert (got.minimum, got.maximum, got.basis) == (meant.min, meant.max, meant.basis)
        assert got.minimum_share == meant.min_share
        assert got.maximum_share == meant.max_share


def test_control_characters_and_quotes_in_a_name_keep_the_file_readable() -> None:
    name = 'a"b\\c\u0001\u007f\td'
    text = rules_file.written(RunRules(1, "s", quotas=(QuotaLine(name, {"sex": ["F"]}, min_share=Decimal("0.30")),)))
    assert tomllib.loads(text)["quota"][0] == {"name": name, "where": {"sex": "F"}, "min_share": "0.30"}
