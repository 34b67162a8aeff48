"""`baarasira occupation`: the words of engine.md, from a text and from files, with their exit statuses."""

import argparse
import csv
import io
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from baarasira.project.commands import occupation as command
from baarasira.reference.occupations import GROUPS

HEADER = "rank,code,label,score\n"


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing but what the product carries: the folder of the installation is empty."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(command, "data_folder", lambda: tmp_path / "nothing")


def run(*words: str) -> int:
    """Run the command in this process; return its exit status."""
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return command.run(parser.parse_args(words))


def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> str:
    """Return what went to standard output."""
    return capfdbinary.readouterr().out.decode("utf-8")


class Files:
    """A folder with an input file, and the command run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "F.csv"
        self.out = folder / "O.csv"

    def __call__(self, data: str | bytes, *options: str, column: str = "travail") -> int:
        self.source.write_bytes(data.encode() if isinstance(data, str) else data)
        return run("--file", str(self.source), "--column", column, "--out", str(self.out), *options)

    @property
    def text(self) -> str:
        return self.out.read_bytes().decode("utf-8")

    @property
    def rows(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.text, newline="")))

    @property
    def rejects(self) -> list[tuple[str, str, str]]:
        path = self.folder / "REJECTS.csv"
        if not path.exists():
            return []
        rows = csv.DictReader(io.StringIO(path.read_text("utf-8"), newline=""))
        return [(row["file"], row["line"], row["column"]) for row in rows]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def test_a_text_is_answered_as_csv(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("soudeur à l'arc") == 0
    lines = printed(capfdbinary)
    assert lines.startswith(HEADER + "1,7212,Soudeurs et oxycoupeurs,1000\n")
    assert "\r" not in lines


def test_titles_come_in_the_language_asked_for(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("infirmière", "--lang", "en", "--top", "1") == 0
    assert printed(capfdbinary) == HEADER + "1,2221,Nursing professionals,850\n"


def test_rows_are_ranked_from_one_by_falling_score_with_official_titles(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert run("infirmier", "--top", "4") == 0
    rows = list(csv.DictReader(io.StringIO(printed(capfdbinary))))
    assert [row["rank"] for row in rows] == ["1", "2", "3", "4"]
    assert [int(row["score"]) for row in rows] == sorted((int(row["score"]) for row in rows), reverse=True)
    assert all(GROUPS[row["code"]].name_fr == row["label"] for row in rows)


def test_a_title_with_a_comma_is_quoted(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run("paysan", "--top", "1") == 0
    assert printed(capfdbinary) == HEADER + '1,6310,"Agriculteurs, subsistance",1000\n'


@pytest.mark.parametrize("text", ["", "azerty uiop", "sans emploi"])
def test_nothing_stands_below_the_header_when_nothing_is_worth_a_look(
    text: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(text) == 0
    assert printed(capfdbinary) == HEADER


@pytest.mark.parametrize(
    "words",
    [
        [], ["soudeur", "--file", "F.csv"], ["--file", "F.csv"], ["--file", "F.csv", "--column", "a"],
        ["soudeur", "--out", "O.csv"], ["soudeur", "--column", "a"],
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_refused(
    words: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(*words) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert captured.err


@pytest.mark.parametrize(
    "words", [["x", "--lang", "de"], ["x", "--top", "0"], ["x", "--top", "a"], ["x", "--top", "-1"]]
)
def test_values_an_option_does_not_have_end_with_status_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2


def test_a_file_is_answered_row_by_row_in_its_order(files: Files) -> None:
    assert files("id,travail\n1,maçon\n2,azerty\n3,\n4,soudeuse\n5,maçon\n", "--top", "1") == 0
    assert files.text == (
        "travail,rank,code,label,score\n"
        "maçon,1,7112,Maçons,1000\n"
        "soudeuse,1,7212,Soudeurs et oxycoupeurs,1000\n"
        "maçon,1,7112,Maçons,1000\n"
    )
    assert files.rejects == []


def test_a_text_with_commas_and_quotes_comes_back_as_it_was(files: Files) -> None:
    assert files('travail\n"maçon, dit ""le grand"""\n', "--top", "1") == 0
    assert files.rows[1][0] == 'maçon, dit "le grand"'


@pytest.mark.parametrize(
    "data",
    [
        "\ufefftravail;id\r\nmaçon;1\r\n".encode(),
        "travail;id\r\nmaçon;1\r\n".encode("cp1252"),
        "id\ttravail\n1\t maçon \n\n".encode(),
    ],
    ids=["bom-semicolon", "windows", "tab"],
)
def test_files_as_offices_save_them_are_read(files: Files, data: bytes) -> None:
    assert files(data, "--top", "1") == 0
    assert files.rows[1:] == [["maçon", "1", "7112", "Maçons", "1000"]]


def test_a_sheet_is_read(files: Files) -> None:
    book = openpyxl.Workbook()
    for row in (["nom", "travail"], ["Awa", "coiffeuse"], ["Issa", 52]):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    assert files(content.getvalue(), "--top", "1") == 0
    assert [row[2] for row in files.rows[1:]] == ["5141", "9111"]


def test_a_row_with_more_cells_than_headers_is_refused_and_told(files: Files) -> None:
    assert files("travail\nmaçon\nsoudeur,encore\n", "--top", "1") == 1
    assert [row[0] for row in files.rows[1:]] == ["maçon"]
    assert files.rejects == [("file", "3", "")]
    assert files("travail\nmaçon\n") == 0
    assert files.rejects == []


@pytest.mark.parametrize(
    ("data", "column"),
    [("", "travail"), ("a,b\n1,2\n", "travail"), ("travail,travail\nx,y\n", "travail"), ("a,b\n1,2\n", "")],
)
def test_a_file_that_cannot_be_used_writes_nothing(files: Files, data: str, column: str) -> None:
    assert files(data, column=column) == 2
    assert not files.out.exists()


def test_a_missing_file_and_a_folder_as_output_are_refused(tmp_path: Path) -> None:
    assert run("--file", str(tmp_path / "no.csv"), "--column", "a", "--out", str(tmp_path / "O.csv")) == 2
    (tmp_path / "F.csv").write_text("a\nmaçon\n", "utf-8")
    for out in (tmp_path, tmp_path / "no" / "O.csv", tmp_path / "F.csv", tmp_path / "REJECTS.csv"):
        assert run("--file", str(tmp_path / "F.csv"), "--column", "a", "--out", str(out)) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["F.csv"]


def test_a_header_without_rows_is_valid(files: Files) -> None:
    assert files("travail\n") == 0
    assert files.text == "travail,rank,code,label,score\n"


def test_two_runs_write_the_same_bytes(files: Files) -> None:
    data = "travail\nmécanicien moto\nvendeuse de galettes\ncouture et coiffure\n"
    assert files(data) == 0
    first = files.out.read_bytes()
    assert files(data) == 0
    assert files.out.read_bytes() == first


def baarasira(*words: str, data: Path) -> str:
    """Run the installed command on an installation's folder; return its standard output."""
    return module("baarasira.project.cli", *words, data=data)


def django(*words: str, data: Path) -> str:
    """Run a command of Django's on an installation's folder; return its standard output."""
    return module("django", *words, "--settings=baarasira.project.settings", data=data)


def module(name: str, *words: str, data: Path) -> str:
    """Run a module on an installation's folder, on SQLite; return its standard output."""
    environment = {**os.environ, "BAARASIRA_DATA": str(data), "BAARASIRA_SECRET": "only-for-tests"}
    environment.pop("DATABASE_URL", None)
    program = [sys.executable, "-m", name, *words]
    return subprocess.run(program, env=environment, capture_output=True, check=True, text=True).stdout


def test_it_works_without_any_installation_and_makes_none(tmp_path: Path) -> None:
    data = tmp_path / "none"
    assert baarasira("occupation", "sotrama chauffeur", "--top", "1", data=data).splitlines()[1].startswith("1,8331,")
    assert not data.exists()


def test_labels_of_a_loaded_release_are_used_too(tmp_path: Path) -> None:
    """From an empty installation: look up, load a release, look up again."""
    data, release = tmp_path / "data", tmp_path / "release"
    release.mkdir()
    (release / "occupations_fr.csv").write_text(
        "conceptUri,iscoGroup,preferredLabel,altLabels\nhttp://x/occupation/1,7549,rempailleur de chaises,canneur\n",
        "utf-8",
    )
    django("migrate", "--verbosity=0", data=data)
    assert ",7549," not in baarasira("occupation", "canneuse", data=data)
    assert "2" in baarasira("reference", "load", "esco", str(release), data=data)
    answer = baarasira("occupation", "canneuse", "--top", "1", data=data)
    assert answer.startswith(HEADER + "1,7549,Métiers qualifiés de l’industrie et de l’artisanat non classés ailleurs,")
