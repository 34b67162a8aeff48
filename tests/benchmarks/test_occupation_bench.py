"""The bench of names of work keeps working: what is held out is held out, shares are counted right, the list stays as it was."""

import csv
import hashlib
from pathlib import Path

import pytest
from benchmarks.occupation import __main__ as bench
from benchmarks.occupation import data, tables, worker

from baarasira.reference.occupations import is_unit_group

ADDRESS = "http://data.europa.eu/esco/occupation/"
# The list was written down before any tuning: a line of it changes only with a reason in TITLES.md, and this with it.
KEPT_APART = "c8dd71332725b6d4d425402f011fa198bd9997b9ae352f146b817f5ea0ef32ae"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """Return a made release of forty occupations, two labels each."""
    rows = ["conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description"]
    rows += [
        f'Occupation,{ADDRESS}{number},{7212 if number % 2 else 7112},métier {number}/métière {number},"autre {number}",'
        for number in range(40)
    ]
    (tmp_path / "occupations_fr.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_there_are_four_hundred_titles_none_of_them_tuned_on_and_they_are_those_of_the_first_day() -> None:
    cases = data.titles()
    assert len(cases) == len({case.text for case in cases}) == 400
    assert all(is_unit_group(code) for case in cases for code in case.codes)
    assert not {case.text for case in cases} & {case.text for case in data.titles(data.DEVELOPMENT)}
    assert hashlib.sha256(data.TITLES.read_bytes()).hexdigest() == KEPT_APART


def test_an_occupation_is_held_out_with_all_its_labels(release: Path) -> None:
    parted = data.split(release, 1000, 1)
    asked = {case.text.split()[-1] for case in parted.cases}
    kept = {label.text.split()[-1] for label in parted.labels}
    assert 0 < parted.held < parted.occupations == 40
    assert len(asked) == parted.held
    assert not asked & kept
    assert len(kept) == 40 - parted.held
    assert {case.text for case in parted.cases if case.text.endswith(" " + min(asked))} == {
        f"{word} {min(asked)}" for word in ("métier", "métière", "autre")
    }


def test_shares_are_counted_by_kind() -> None:
    cases = [data.Case("a", ("7212", "7112"), "fr", "french"), data.Case("b", ("5120",), "fr", "mali")]
    shares = worker._shares(cases, [["7112", "7212"], []])
    assert shares["all"] == {"asked": 2, "top1": 1, "top5": 1, "first": 0, "silent": 1}
    assert shares["mali"]["silent"] == 1


def test_a_small_run_from_end_to_end(release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = worker.run("ours", data.ESCO, release, 20, 1)
    assert one["asked"] == sum(1 for _case in data.split(release, 20, 1).cases)
    found = {"machine": {"processor": "x", "load": 0.0, "python": "3"}, "runs": [one]}
    assert any("5 ms" in line for line in tables.written(found))
    assert "Held out" in tables.text([found])
    assert tables.text([]) == "No run has been kept yet."


def test_an_aim_missed_is_told_as_missed() -> None:
    def ran(who: str, right: int, source: str) -> dict[str, object]:
        counts = {"asked": 100, "top1": right, "top5": right, "first": right, "silent": 0}
        return {"who": who, "source": source, "shares": {"all": counts}, "p99": 0.001, "memory": 1e6}

    runs = [ran("ours", 57, "esco"), ran("tfidf", 50, "esco"), ran("ours", 60, "carried")]
    met = {aim.what: aim.met for aim in tables.aims({"runs": runs})}
    assert met == {
        "without ESCO, right at once": True,
        "without ESCO, in the first five": False,
        "ESCO alone, held-out occupations: above TF-IDF": False,
        "a title, 99th percentile (wall clock)": True,
        "memory of the index": True,
    }


def test_a_side_that_fails_ends_the_bench_with_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_words: object) -> dict[str, object]:
        raise bench.Failed("nobody answered")

    monkeypatch.setattr(bench, "_ask", fail)
    assert bench.main(["--results", str(tmp_path)]) == 2
    assert not list(tmp_path.iterdir())


def test_the_codes_are_written_as_four_digits() -> None:
    with data.TITLES.open(encoding="utf-8") as file:
        assert all(len(code) == 4 for row in csv.DictReader(file) for code in row["codes"].split(";"))
