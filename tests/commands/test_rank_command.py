"""`baarasira rank` from files to files: equal, byte for byte, to the plain reading of engine.md."""

import argparse
import csv
import io
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import NamedTuple

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import Weights
from baarasira.project.commands import rank as command
from engine.plain_rank import Answer, plain_rank
from engine.rank_files import Mix, neighbours_file, offers_file, people_file, related_file

HEADER = "offer_id,rank,person_id,score,O,S,E,L,P\n"
PEOPLE = "id,occupations,region,registered_on\np1,7212:3,ML-1,2026-01-01\n"
OFFERS = "id,occupation,starts_on,region\no1,7212,2026-03-01,ML-1\n"


class Run:
    """A folder with input files, and the command run on them in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, data: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def __call__(self, people: str | bytes, offers: str | bytes, *options: str, **files: bytes | None) -> int:
        paths = {"people": self.write("P.csv", people), "offers": self.write("O.csv", offers)}
        paths |= {name: self.write(f"{name}.csv", data) for name, data in files.items() if data is not None}
        words = [word for name, path in paths.items() for word in (f"--{name}", str(path))]
        parser = argparse.ArgumentParser()
        command.configure(parser)
        return command.run(parser.parse_args([*words, "--out", str(self.out), *options]))

    @property
    def out(self) -> Path:
        return self.folder / "S.csv"

    @property
    def rejects(self) -> list[tuple[str, int, str]]:
        path = self.folder / "REJECTS.csv"
        if not path.exists():
            return []
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
        assert all(row["expected"] for row in rows)
        return [(row["file"], int(row["line"]), row["column"]) for row in rows]

    @property
    def ranked(self) -> list[str]:
        return [row["person_id"] for row in csv.DictReader(io.StringIO(self.out.read_text("utf-8"), newline=""))]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture(scope="session")
def shared_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("rank"))


class Case(NamedTuple):
    """Random inputs of one run."""

    people: bytes
    offers: bytes
    top: int
    neighbours: bytes | None
    related: bytes | None
    weights: tuple[int, ...]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a seed and dials; the files come from them."""
    mix = Mix(
        Random(draw(st.integers(0, 2**32))), draw(st.sampled_from([0, 0.15, 0.5])), draw(st.sampled_from([0, 0.02]))
    )
    weights = draw(
        st.just(tuple(Weights()))
        | st.tuples(*[st.integers(-3, 60)] * 5)
        | st.sampled_from([(10**9, 0, -(10**9), 1, 0), (0, 0, 0, 0, 0)])
    )
    return Case(
        people=people_file(mix, draw(st.sampled_from([40, 90, 6, 1, 0]))),
        offers=offers_file(mix, draw(st.sampled_from([12, 4, 1, 0]))),
        top=draw(st.sampled_from([1, 2, 3, 5, 50])),
        neighbours=neighbours_file(mix) if draw(st.booleans()) else None,
        related=related_file(mix) if draw(st.booleans()) else None,
        weights=weights,
    )


def check(run: Run, case: Case) -> Answer:
    """Run the command and compare status, ranking and rejects with the plain reading; return them."""
    options = ["--top", str(case.top), f"--weights={','.join(map(str, case.weights))}"]
    status = run(case.people, case.offers, *options, neighbours=case.neighbours, related=case.related)
    answer = Answer(status, run.out.read_bytes(), run.rejects)
    assert answer == plain_rank(*case)
    return answer


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_equals_the_plain_reading(shared_run: Run, case: Case) -> None:
    """On random files the command answers, byte for byte, as a plain reading of engine.md does."""
    check(shared_run, case)


def test_equals_the_plain_reading_on_fuller_files(shared_run: Run) -> None:
    """The same on larger files, always the same ones, counting that they rank and refuse enough to be worth it."""
    lines = refusing = 0
    for seed in range(120):
        mix = Mix(Random(seed), strict=(0, 0.15, 0.5)[seed % 3], bad=(0, 0.02)[seed % 2])
        related = related_file(mix) if seed % 4 == 0 else None
        case = Case(people_file(mix, 120), offers_file(mix, 12), 1 + seed % 20, None, related, tuple(Weights()))
        answer = check(shared_run, case)
        refusing += answer.status
        lines += answer.ranking.count(b"\n") - 1
    assert refusing > 60
    assert lines > 2000


def test_says_who_fits_and_leaves_no_rejects(run: Run) -> None:
    (run.folder / "REJECTS.csv").write_text("left from before")
    assert run(PEOPLE, OFFERS) == 0
    assert run.out.read_text("utf-8") == HEADER + "o1,1,p1,100000,1000,1000,1000,1000,1000\n"
    assert not (run.folder / "REJECTS.csv").exists()


def test_headers_without_rows_are_valid(run: Run) -> None:
    assert run("id\n", "id,occupation,starts_on\n") == 0
    assert run.out.read_text("utf-8") == HEADER


def test_refused_rows_are_told_and_the_good_ones_used(run: Run) -> None:
    people = "id,occupations,born\n\np1,7212,\n,7212,\np1,9999,x\np2,72,vers 1985\np3,7212,1985,,\n"
    assert run(people, OFFERS + "o2,7212,1/3/2026,ML-1\no3,7212,2026-03-01,\n") == 1
    assert run.rejects == [
        ("people", 4, "id"),
        ("people", 5, "id"),
        ("people", 6, "occupations"),
        ("people", 7, ""),
        ("offers", 3, "starts_on"),
        ("offers", 4, "region"),
    ]


def test_a_refused_row_still_used_up_its_id(run: Run) -> None:
    """ "An id that came before in the same file": in a refused row too."""
    assert run("id,education\np1,x\np1,3\n", OFFERS) == 1
    assert run.rejects == [("people", 2, "education"), ("people", 3, "id")]


@pytest.mark.parametrize(
    ("people", "offers"),
    [
        ("", OFFERS),
        ("name\nAwa\n", OFFERS),
        ("id,id\np1,p1\n", OFFERS),
        ("id,note,note\np1,,\n", OFFERS),
        (b"id\n\x81\n", OFFERS),
        (b"PK\x03\x04 cut", OFFERS),
        (PEOPLE, "id,occupation,region\n"),
        (PEOPLE, "id,starts_on,region\n"),
    ],
)
def test_an_unusable_file_writes_nothing(run: Run, people: str | bytes, offers: str | bytes) -> None:
    (run.folder / "REJECTS.csv").write_text("left from before")
    assert run(people, offers) == 2
    assert not run.out.exists()
    assert (run.folder / "REJECTS.csv").read_text() == "left from before"


@pytest.mark.parametrize(
    "options",
    [
        ("--top", "0"),
        ("--top", "-5"),
        ("--top", "1.5"),
        ("--top", "１"),
        ("--top", "1_0"),
        ("--weights", "1,2,3,4"),
        ("--weights", "1,2,3,4,5,6"),
        ("--weights", "a,2,3,4,5"),
        ("--weights", "1,2,3,4,2000000000"),
    ],
)
def test_unusable_arguments_end_with_2(run: Run, options: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stop:
        run(PEOPLE, OFFERS, *options)
    assert stop.value.code == 2
    assert not run.out.exists()


def test_a_missing_file_ends_with_2(run: Run) -> None:
    assert run(PEOPLE, OFFERS, "--related", str(run.folder / "nowhere.csv")) == 2
    assert not run.out.exists()


def test_the_output_never_overwrites_an_input_or_the_rejects(run: Run) -> None:
    for name in ("P.csv", "REJECTS.csv", "no-such-folder/S.csv", "."):
        assert run(PEOPLE, OFFERS, "--out", str(run.folder / name)) == 2
    assert (run.folder / "P.csv").read_text() == PEOPLE


def test_neighbours_replace_the_own_table(run: Run) -> None:
    """Own table: Kayes touches Kita. With a table given, only what it says touches."""
    people = "id,occupations,region,mobility\np1,7212,ML-KIT,*\np2,7212,ML-3,*\n"
    assert run(people, OFFERS) == 0
    assert run.ranked == ["p1", "p2"]
    assert run(people, OFFERS, neighbours=b"a,b\nML-1,ML-3\n") == 0
    assert run.ranked == ["p2", "p1"]


def test_a_sheet_gives_the_same_answer_as_the_csv(run: Run) -> None:
    """Occupations as numbers lost their zeros, ids and years are numbers, dates are date cells."""
    import datetime

    def sheet(*rows: tuple[object, ...]) -> bytes:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.create_sheet("other").append(["id"])
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    day = datetime.date(2026, 3, 1)
    people = sheet(("id", "occupations", "born", "region"), (12, 110, 1985, "ML-1"), (), ("x", "0110:4", day, "ML-1"))
    offers = sheet(("id", "occupation", "starts_on", "region", "min_age"), (7, 110, day, "ML-1", 18))
    assert run(people, offers) == 0
    assert run.out.read_text() == HEADER + "7,1,12,90000,1000,1000,0,1000,1000\n"


def test_starts_without_django(run: Run) -> None:
    """A statistician's run needs no settings and no database."""
    code = "import sys; import baarasira.project.commands.rank; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
