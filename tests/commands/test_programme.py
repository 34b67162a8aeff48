"""`baarasira programme check`, `explain` and `load`, as typed on the server."""

from pathlib import Path

import pytest

from baarasira.project.cli import main
from factories import make_tree
from programme_files import RIGHT, spoilt


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "agrumes.toml"
    path.write_text(RIGHT, encoding="utf-8")
    return path


def test_check_says_nothing_of_a_clean_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "check", str(file)]) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "rien à corriger" in told.err


def test_check_prints_one_line_a_finding(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = spoilt('country = "MA"', 'country = "ZZ"', spoilt("weight = 40", "weight = 30"))
    file.write_text(text, encoding="utf-8")
    assert main(["programme", "check", str(file)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ", 1)[0] for line in lines] == [f"{file}:19", f"{file}:96"]
    assert all("\u202f;" in line for line in lines)


def test_what_cannot_be_read_has_status_2(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("[programme\n", encoding="utf-8")
    assert main(["programme", "check", str(file)]) == 2
    assert capsys.readouterr().out.startswith(f"{file}:1: les crochets")
    assert main(["programme", "explain", str(file)]) == 2
    assert main(["programme", "check", str(tmp_path / "rien.toml")]) == 2
    assert main(["programme", "check", str(tmp_path)]) == 2


def test_explain_prints_a_text_in_french(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["programme", "explain", str(file)]) == 0
    text = capsys.readouterr().out
    assert "Agrumes au Maroc" in text
    assert "LE CHEMIN, ÉTAPE PAR ÉTAPE" in text
    assert "Une personne refusée lit" in text
    assert max(map(len, text.splitlines())) <= 96


def test_explain_writes_a_page_with_the_road_drawn(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert main(["programme", "explain", str(file), "--out", str(page)]) == 0
    html = page.read_text(encoding="utf-8")
    assert '<html lang="fr">' in html
    assert html.count('<circle class="stop"') == 6
    assert "<script" not in html
    assert "http" not in html.replace("http://www.w3.org/2000/svg", "")
    assert main(["programme", "explain", str(file), "--out", str(tmp_path / "absent" / "page.html")]) == 2


def test_explain_refuses_a_file_with_findings(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(spoilt("weight = 40", "weight = 30"), encoding="utf-8")
    page = tmp_path / "page.html"
    assert main(["programme", "explain", str(file), "--out", str(page)]) == 1
    assert not page.exists()
    assert "font 90 ensemble" in capsys.readouterr().out


@pytest.mark.django_db
def test_load_can_be_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    make_tree()
    assert main(["programme", "load"]) == 0
    assert "9 à lire et à publier" in capsys.readouterr().out
    assert main(["programme", "load"]) == 0
    assert "0 à lire et à publier, 9 déjà connus" in capsys.readouterr().out
