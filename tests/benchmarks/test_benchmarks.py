"""The benches keep working: a small register is drawn the same twice, and everyone who needs no other library agrees."""

import json
from pathlib import Path

import numpy as np
import pytest
from benchmarks.answers import Answer, Answers, differences
from benchmarks.peers import Settings, make
from benchmarks.peers.ours import Ours
from benchmarks.register.store import Data, generate, open_data, skew

from benchmarks import rank, report

PEOPLE, OFFERS = 2_000, 40
WEIGHTS = [(45, 25, 10, 10, 10), (45, 250, 100, 100, 100)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register."""
    folder: Path = tmp_path_factory.mktemp("register")
    generate(folder, PEOPLE, OFFERS, seed=7)
    return folder


@pytest.fixture(scope="module")
def data(folder: Path) -> Data:
    """The register, opened."""
    return open_data(folder)


def answers(name: str, data: Data, folder: Path, weights: tuple[int, ...] = WEIGHTS[0], top: int = 50) -> Answers:
    """Everything a peer says of all offers."""
    peer = make(name, Settings(data, weights, top, folder))  # type: ignore[arg-type]
    if isinstance(peer, Ours):
        peer.prepare()
    peer.load()
    every = list(range(OFFERS))
    try:
        return Answers.of(every, peer.answers(every, peer.rank(every)))
    finally:
        peer.close()


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
def test_everyone_agrees(data: Data, folder: Path, weights: tuple[int, ...]) -> None:
    ours = answers("ours", data, folder, weights)
    assert len(ours.rows) > 10 * OFFERS  # there is something to agree on
    for name in ("scan", "plain", "command"):
        assert differences(ours, answers(name, data, folder, weights)) == [], name


def test_lists_cut_where_ties_decide(data: Data, folder: Path) -> None:
    ours = answers("ours", data, folder, top=7)
    assert differences(ours, answers("scan", data, folder, top=7)) == []
    assert differences(ours, answers("plain", data, folder, top=7)) == []


def test_a_wrong_answer_is_seen() -> None:
    right = Answer.of([3, 1], [900, 800], [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]])
    wrong = {
        "rows": right._replace(rows=right.rows[::-1]),
        "scores": right._replace(scores=right.scores + 1),
        "parts": right._replace(parts=right.parts * np.int16(2)),
        "people": Answer.of(right.rows[:1], right.scores[:1], right.parts[:1]),
    }
    reference = Answers.of([5, 8], [right, right])
    assert differences(reference, Answers.of([8], [right])) == []
    for word, answer in wrong.items():
        (line,) = differences(reference, Answers.of([8], [answer]))
        assert line.startswith("offer 8")
        assert word in line


def test_a_change_shows_in_the_next_ranking(data: Data, folder: Path) -> None:
    ours = make("ours", Settings(data, (45, 25, 10, 10, 10), 50, folder))
    ours.prepare()
    ours.load()
    told = ours.changes(list(range(20)))  # type: ignore[attr-defined]
    assert told["wrong"] == []
    assert len(told["change"]) == len(told["rank"]) == 20


def test_the_register_is_drawn_the_same_twice_and_leans_as_stated(folder: Path, data: Data, tmp_path: Path) -> None:
    generate(tmp_path, PEOPLE, OFFERS, seed=7)
    names = sorted(path.name for path in folder.glob("*.npy"))
    assert len(names) == 14
    assert [name for name in names if (tmp_path / name).read_bytes() != (folder / name).read_bytes()] == []
    assert (tmp_path / "offers.json").read_bytes() == (folder / "offers.json").read_bytes()
    leaning = skew(data.words, data.people)
    assert leaning["farming_trade_crafts"] == pytest.approx(0.60, abs=0.05)
    assert leaning["top_unit_group"] == pytest.approx(0.09, abs=0.03)
    assert leaning["largest_region"] == pytest.approx(0.31, abs=0.05)


def test_a_whole_run(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = f"--people {PEOPLE} --offers {OFFERS} --seed 7 --peers scan,plain --data {folder} --results {tmp_path}"
    assert rank.main(words.split()) == 0
    printed = capsys.readouterr().out
    assert "plain Python" in printed
    assert "DIFFERENT" not in printed
    (file,) = tmp_path.glob("rank-*.json")
    found = json.loads(file.read_text())
    assert found["peers"]["scan"]["compared"] == OFFERS
    assert found["ours"]["changed"]["not_visible"] == 0
    page = report.filled(f"before\n{report.BEGIN}\nold\n{report.END}\nafter", [found])
    assert "old" not in page
    assert "| plain Python |" in page
    assert page.startswith("before")
    assert page.endswith("after")


def test_the_note_says_what_the_results_say() -> None:
    assert report.main(["--check"]) == 0
