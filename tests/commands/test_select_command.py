"""`baarasira select` and `baarasira draw` from files to files: bytes, statuses and sentences of engine.md."""

import argparse
import csv
import datetime
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from baarasira.project.commands import draw as draw_command
from baarasira.project.commands import select as select_command
from baarasira.project.commands._selecting import read_rules
from baarasira.selection.documents.minutes import minutes_pdf
from paper_reading import pages

PEOPLE = """id,score,region,sex
a1,50,ML-1,F
a2,60,ML-1,M
a3,60,ML-2,M
a4,10,ML-2,F
"""
RULES = """seats = 2
seed = "48 21"
reserve = 2
reserve_by = "region"
[[quota]]
name = "women"
where = { sex = "F" }
min_share = "0.30"
basis = "accord, art. 4"
[[quota]]
name = "Kayes, town"
where = { region = "ML-1" }
max = 1
"""
COMMANDS = {"select": select_command, "draw": draw_command}


class Run:
    """A folder with input files, and a command run on them in this process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out"

    def __call__(self, people: str | bytes, rules: str | bytes, verb: str = "select", name: str = "A.csv") -> int:
        for file, data in ((name, people), ("R.toml", rules)):
            (self.folder / file).write_bytes(data.encode() if isinstance(data, str) else data)
        return self.again(verb, name)

    def again(self, verb: str = "select", name: str = "A.csv", out: Path | None = None) -> int:
        parser = argparse.ArgumentParser()
        COMMANDS[verb].configure(parser)
        words = ["--applicants", self.folder / name, "--rules", self.folder / "R.toml", "--out", out or self.out]
        return COMMANDS[verb].run(parser.parse_args([str(word) for word in words]))

    def text(self, name: str) -> str:
        return (self.out / name).read_bytes().decode("utf-8")

    @property
    def selected(self) -> list[str]:
        return [row["id"] for row in csv.DictReader(io.StringIO(self.text("selected.csv"), newline=""))]

    @property
    def minutes(self) -> dict[str, Any]:
        return dict(json.loads(self.text("minutes.json")))

    @property
    def files(self) -> set[str]:
        return {path.name for path in self.out.iterdir()} if self.out.exists() else set()


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def ticket(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def test_writes_exactly_these_bytes(run: Run) -> None:
    """Everything that the contract promises, to the byte."""
    assert run(PEOPLE, RULES) == 0
    assert run.text("selected.csv") == 'id,score,rank,quotas\na3,60,1,\na1,50,2,"women;Kayes, town"\n'
    assert run.text("reserve.csv") == ('list,rank,id,score,quotas\nML-1,1,a2,60,"Kayes, town"\nML-2,1,a4,10,women\n')
    assert (
        run.text("minutes.json")
        == f"""{{
  "engine": "baarasira 1",
  "kind": "select",
  "rules": {{
    "seats": 2,
    "seed": "48 21",
    "reserve": 2,
    "reserve_by": "region",
    "quota": [
      {{
        "name": "women",
        "where": {{
          "sex": "F"
        }},
        "min_share": "0.30",
        "basis": "accord, art. 4"
      }},
      {{
        "name": "Kayes, town",
        "where": {{
          "region": "ML-1"
        }},
        "max": 1
      }}
    ]
  }},
  "applicants_sha256": "{hashlib.sha256(PEOPLE.encode()).hexdigest()}",
  "applicants": 4,
  "filled": 2,
  "total": 110,
  "bound": 110,
  "quotas": [
    {{
      "name": "women",
      "available": 2,
      "selected": 1,
      "min": 1,
      "max": null,
      "binding": true,
      "one_more": {{
        "filled": 0,
        "total": -50
      }}
    }},
    {{
      "name": "Kayes, town",
      "available": 2,
      "selected": 1,
      "min": null,
      "max": 1,
      "binding": true,
      "one_more": {{
        "filled": 0,
        "total": 0
      }}
    }}
  ],
  "conflict": null
}}
"""
    )
    assert run.files == {"selected.csv", "reserve.csv", "minutes.json", "minutes.pdf"}


def test_a_second_run_writes_the_same_bytes(run: Run) -> None:
    assert run(PEOPLE, RULES) == 0
    first = {name: run.text(name) for name in ("selected.csv", "reserve.csv", "minutes.json")}
    (run.out / "REJECTS.csv").write_text("left from before")
    assert run.again() == 0
    assert {name: run.text(name) for name in first} == first
    assert "REJECTS.csv" not in run.files


def test_the_draw_follows_the_hash_of_seed_and_id_and_ignores_scores(run: Run) -> None:
    people = "id\n" + "".join(f"p{n}\n" for n in range(40))
    rules = 'seats = 7\nseed = "tirage 12 4 33"\nreserve = 40\n'
    order = sorted((f"p{n}" for n in range(40)), key=lambda name: ticket("tirage 12 4 33", name))
    assert run(people, rules, "draw") == 0
    assert run.selected == order[:7]
    waiting = list(csv.DictReader(io.StringIO(run.text("reserve.csv"), newline="")))
    assert [row["id"] for row in waiting] == order[7:]
    assert {row["list"] for row in waiting} == {"all"}
    assert {row["score"] for row in waiting} == {"0"}
    assert run.minutes["kind"] == "draw"
    scored = "id,score\n" + "".join(f"p{n},{'12,5' if n == 3 else n}\n" for n in range(40)).replace("12,5", '"12,5"')
    assert run(scored, rules, "draw") == 0
    assert run.selected == order[:7]


def test_quotas_that_contradict_each_other_end_with_3_and_name_a_minimal_set(run: Run, capsys: Any) -> None:
    rules = 'seats = 3\nseed = "1"\nreserve = 3\n' + "".join(
        f'[[quota]]\nname = "{name}"\nwhere = {{ {where} }}\n{bound}\n'
        for name, where, bound in (
            ("everybody", "", "min = 1"),
            ("half of Kayes", 'region = "ML-1"', 'min_share = "0.60"'),
            ("women", 'sex = "F"', "max = 5"),
            ("half of Koulikoro", 'region = "ML-2"', 'min_share = "0.50"'),
        )
    )
    assert run(PEOPLE, rules) == 3
    assert run.text("selected.csv") == "id,score,rank,quotas\n"
    assert run.text("reserve.csv") == "list,rank,id,score,quotas\n"
    assert run.minutes["conflict"] == [
        {"name": "half of Kayes", "bound": "min", "change": -1},
        {"name": "half of Koulikoro", "bound": "min", "change": -1},
    ]
    said = capsys.readouterr().err
    assert "these quotas contradict each other: “half of Kayes”, “half of Koulikoro”" in said
    assert "“half of Kayes”: they would agree with its minimum lowered by 1" in said
    (page,) = pages((run.out / "minutes.pdf").read_bytes())
    assert "Quotas qui se contredisent" in page
    assert "minimum abaissé de 1 place" in page


def test_the_printed_minutes_are_in_french_and_for_two_to_sign(run: Run) -> None:
    assert run(PEOPLE, RULES) == 0
    printed = minutes_pdf(run.minutes, datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC))
    (page,) = pages(printed)
    for words in ("PROCÈS-VERBAL DE SÉLECTION", "48 21", "accord, art. 4", "Premier signataire", "23 novembre 2026"):
        assert words in page


@pytest.mark.parametrize(
    ("people", "rejects"),
    [
        ("id,score\na,1\na,2\n", ["applicants,3,id"]),
        ('id,score\na,"12,5"\n', ["applicants,2,score"]),
        ("id,score\na,\n,1\n", ["applicants,2,score", "applicants,3,id"]),
        ("id,score\na,1,2\n", ["applicants,2,"]),
        ("id,score\na,12.5\nb,1e3\nc,１\n", ["applicants,2,score", "applicants,3,score", "applicants,4,score"]),
    ],
)
def test_a_refused_row_stops_the_run(run: Run, people: str, rejects: list[str]) -> None:
    assert run(people, RULES) == 2
    assert run.files == {"REJECTS.csv"}
    lines = run.text("REJECTS.csv").splitlines()
    assert lines[0] == "file,line,column,expected"
    assert [",".join(line.split(",")[:3]) for line in lines[1:]] == rejects
    assert all(line.split(",", 3)[3] for line in lines[1:])


@pytest.mark.parametrize(
    ("people", "rules", "sentence"),
    [
        ("id,region\na,x\n", RULES, "The column “score” is missing"),
        ("score\n1\n", RULES, "The column “id” is missing"),
        ("id,score,sex,sex\na,1,F,F\n", RULES, "Two columns have the name “sex”"),
        ("", RULES, "no header"),
        (b"\xff\xfei\x00d\x00", RULES, "UTF-16"),
        (
            PEOPLE,
            RULES.replace("max = 1", "maxi = 1"),
            "quota “Kayes, town”: The key “maxi” is not known; did you mean “max”?",
        ),
        (PEOPLE, RULES.replace("max = 1", "max = 1\nmin = 2"), "quota “Kayes, town”: “min” is above “max”"),
        (PEOPLE, RULES.replace("seats = 2", "seats = two"), "R.toml: The rules are not TOML"),
        (PEOPLE, RULES.replace("accord", "déclaré").encode("cp1252"), "the rules are not UTF-8"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_writes_nothing(
    run: Run, capsys: Any, people: str | bytes, rules: str | bytes, sentence: str
) -> None:
    assert run(people, rules) == 2
    assert sentence in capsys.readouterr().err
    assert run.files == set()


def test_missing_files_and_impossible_folders_end_with_2(run: Run) -> None:
    assert run(PEOPLE, RULES) == 0
    assert run.again(name="nowhere.csv") == 2
    assert run.again(out=run.folder / "A.csv") == 2
    assert run.again(out=run.folder / "no" / "such") == 2
    (run.folder / "selected.csv").write_text(PEOPLE)
    assert run.again(name="selected.csv", out=run.folder) == 2
    assert (run.folder / "selected.csv").read_text() == PEOPLE
    (run.folder / "R.toml").unlink()
    assert run.again() == 2


def test_a_column_that_is_not_there_counts_as_empty_and_is_told(run: Run, capsys: Any) -> None:
    people = "id,score\na,1\nb,2\n"
    assert run(people, RULES) == 3
    said = capsys.readouterr().err
    assert "the rules read the column “sex”" in said
    assert "no applicant matches the quota “women”" in said
    assert run.minutes["conflict"] == [{"name": "women", "bound": "min", "change": -1}]


@pytest.mark.parametrize(
    "people",
    [
        PEOPLE.replace("\n", "\r\n"),
        "\ufeff" + PEOPLE,
        PEOPLE.replace(",", ";"),
        PEOPLE.replace(",", "\t"),
        "\n\n" + PEOPLE.replace("\n", "\n\n"),
        PEOPLE.replace("a3,60", " a3 , 60 "),
        "note,sex,region,score,id\n"
        + "".join(",".join(["é", *reversed(line.split(","))]) + "\n" for line in PEOPLE.splitlines()[1:]),
    ],
    ids=["CRLF", "BOM", "semicolon", "tab", "blank lines", "spaces", "other columns"],
)
def test_other_forms_of_the_same_list_choose_the_same(run: Run, people: str) -> None:
    assert run(people, RULES) == 0
    assert run.selected == ["a3", "a1"]
    assert run.minutes["applicants_sha256"] == hashlib.sha256(people.encode()).hexdigest()


def test_windows_1252_cells_and_sheets_are_read(run: Run) -> None:
    rules = 'seats = 1\nseed = "1"\n[[quota]]\nname = "ici"\nwhere = { place = "Ségou" }\nmin = 1\n'
    people = "id,score,place\n7,3,Bamako\n8,1,Ségou\n"
    assert run(people.encode("cp1252"), rules) == 0
    assert run.selected == ["8"]
    book = openpyxl.Workbook()
    for row in (("id", "score", "place"), (7, 3, "Bamako"), (), (8, 1.0, "Ségou")):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert run(file.getvalue(), rules, name="A.xlsx") == 0
    assert run.selected == ["8"]


def test_a_header_without_rows_and_no_seats_are_valid(run: Run) -> None:
    for people, rules in (("id,score\n", RULES), (PEOPLE, RULES.replace("seats = 2", "seats = 0"))):
        assert run(people, rules) == 0
        assert run.selected == []
        assert run.text("reserve.csv") == "list,rank,id,score,quotas\n"
        assert run.minutes["conflict"] is None


def test_a_quota_may_read_the_id_or_the_score_as_written(run: Run) -> None:
    rules = 'seats = 1\nseed = "1"\n[[quota]]\nname = "q"\nwhere = { score = ["007", "6"], id = "b" }\nmin = 1\n'
    assert run("id,score\na,9\nb,007\n", rules) == 0
    assert run.text("selected.csv") == "id,score,rank,quotas\nb,7,1,q\n"


def test_rules_may_come_with_a_byte_order_mark(run: Run) -> None:
    assert run(PEOPLE, ("\ufeff" + RULES).replace("\n", "\r\n")) == 0
    assert read_rules(run.folder / "R.toml").quotas[0].basis == "accord, art. 4"


def test_chooses_without_django_until_it_prints() -> None:
    """A statistician's run needs no settings and no database before the minutes are printed."""
    code = "import sys; import baarasira.project.commands.select; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nothing_but_the_sentences_reaches_the_terminal(tmp_path: Path) -> None:
    """The solver prints a banner of its own when it is not told to be quiet; standard output stays empty."""
    (tmp_path / "A.csv").write_text(PEOPLE)
    (tmp_path / "R.toml").write_text(RULES)
    files = [
        f"--{option}={tmp_path / name}"
        for option, name in (("applicants", "A.csv"), ("rules", "R.toml"), ("out", "out"))
    ]
    command = [sys.executable, "-m", "baarasira.project.cli", "select", *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert done.stderr == "select: 2 of 2 seats filled, total 110, proven\n"
