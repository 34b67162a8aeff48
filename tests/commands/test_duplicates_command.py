"""`baarasira duplicates` from file to file: the format of engine.md (link), refused rows, statuses."""

import argparse
import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from baarasira.project.commands import duplicates as command

HEADER = "id,given_names,surname,born,sex,region,commune,phone,national_id,mother_name\n"
TWICE = (
    "p2,Mamadou,Guindo,1990-05-12,M,ML-5,Bankass,76450000,,Awa Arama\n"
    "p10,Mahamadou,Guindo,1990-05-12,M,Mopti,Bankass,+223 76 45 00 00,,Hawa Arama\n"
    "p3,Fatoumata,Traoré,1985,F,ML-4,,,,\n"
    "é1,Fatou,Traore,1985,F,ML-4,,66112233,,Sira Diarra\n"
    "E1,Traore,Fatoumata,1985-01-01,F,Ségou,,66112233,,Sira Djarra\n"
)


def _run(folder: Path, people: str | bytes, *options: str) -> int:
    path = folder / "P.csv"
    path.write_bytes(people.encode() if isinstance(people, str) else people)
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return command.run(parser.parse_args(["--people", str(path), "--out", str(folder / "D.csv"), *options]))


def _found(folder: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((folder / "D.csv").read_text("utf-8"), newline="")))


def test_pairs_stand_most_certain_first_with_the_lower_id_left(tmp_path: Path) -> None:
    assert _run(tmp_path, HEADER + TWICE) == 0
    head, *rows = _found(tmp_path)
    assert head == ["left", "right", "probability", "reasons"]
    assert [row[:2] for row in rows] == [["p10", "p2"], ["E1", "é1"]]
    assert all(len(row[2]) == 6 and 0.5 <= float(row[2]) <= 1 for row in rows)
    assert rows[0][2] >= rows[1][2]
    assert rows[0][3].split(";")[:2] == ["phone", "name_spelling"]
    assert "name_swapped" in rows[1][3].split(";")
    assert not (tmp_path / "REJECTS.csv").exists()


def test_a_lower_threshold_shows_more_and_the_order_of_rows_and_columns_does_not_count(tmp_path: Path) -> None:
    assert _run(tmp_path, HEADER + TWICE, "--threshold", "0.001") == 0
    few = (tmp_path / "D.csv").read_bytes()
    assert len(few.splitlines()) > 3
    lines = (HEADER + TWICE).splitlines()
    turned = [";".join(reversed(line.split(","))) for line in [lines[0], *reversed(lines[1:])]]
    assert _run(tmp_path, "\ufeff" + "\r\n".join([*turned, ""]), "--threshold", "0.001") == 0
    assert (tmp_path / "D.csv").read_bytes() == few


def test_refused_rows_are_told_and_the_good_ones_used(tmp_path: Path) -> None:
    bad = "p9,A,B,12/05/1990,,,,,,\np2,A,B,,,,,,,\n"
    assert _run(tmp_path, HEADER + TWICE + bad) == 1
    assert len(_found(tmp_path)) == 3
    rejects = list(csv.DictReader(io.StringIO((tmp_path / "REJECTS.csv").read_text("utf-8"))))
    assert [(row["file"], row["line"], row["column"]) for row in rejects] == [
        ("people", "7", "born"),
        ("people", "8", "id"),
    ]


@pytest.mark.parametrize("people", ["", "name\nA\n", "id,id\na,b\n"])
def test_an_unusable_file_writes_nothing(tmp_path: Path, people: str) -> None:
    assert _run(tmp_path, people) == 2
    assert not (tmp_path / "D.csv").exists()


@pytest.mark.parametrize("people", ["id\n", "id\na\nb\n", HEADER])
def test_few_columns_and_no_rows_are_valid(tmp_path: Path, people: str) -> None:
    assert _run(tmp_path, people) == 0
    assert _found(tmp_path) == [["left", "right", "probability", "reasons"]]


@pytest.mark.parametrize("threshold", ["-1", "1.5", "x", "nan", ""])
def test_a_threshold_is_a_probability(tmp_path: Path, threshold: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        _run(tmp_path, HEADER, "--threshold", threshold)
    assert stopped.value.code == 2


def test_the_output_never_overwrites_the_input(tmp_path: Path) -> None:
    path = tmp_path / "P.csv"
    path.write_text(HEADER)
    parser = argparse.ArgumentParser()
    command.configure(parser)
    for out in (path, tmp_path, tmp_path / "REJECTS.csv", tmp_path / "none" / "D.csv"):
        assert command.run(parser.parse_args(["--people", str(path), "--out", str(out)])) == 2
    assert path.read_text() == HEADER


def test_starts_without_django(tmp_path: Path) -> None:
    script = (
        "import sys; from baarasira.project import cli; sys.argv = ['baarasira', 'duplicates', '--help']\n"
        "try: cli.main()\nexcept SystemExit: pass\n"
        "print('django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "False"
