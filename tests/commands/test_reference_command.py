"""`baarasira reference load communes`: the good rows in, the others named by their line in the file."""

from pathlib import Path

import pytest

from baarasira.network.loading import load_territory
from baarasira.network.models import Territory
from baarasira.project.cli import main

pytestmark = pytest.mark.django_db

FILE = """region;cercle;commune
Kayes;Kayes;Liberté Dembaya

Atlantide;Kayes;Nulle-Part
Kayes;;Sans-Cercle
Kayes;Kayes;
Ségou;Niono;Sirifila-Boundy
"""


def test_good_communes_go_in_and_the_others_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_territory()
    file = tmp_path / "communes.csv"
    file.write_bytes(FILE.encode("cp1252"))

    assert main(["reference", "load", "communes", str(file)]) == 1
    told = capsys.readouterr()
    lines = told.err.splitlines()
    assert [line.split(":")[0].strip().replace("\u00a0", " ") for line in lines] == ["Ligne 4", "Ligne 5", "Ligne 6"]
    assert "Atlantide" in lines[0]
    assert "2 ajoutées, 0 déjà connues, 3 refusées" in told.out
    assert Territory.objects.get(name="Liberté Dembaya").parent_id == "ML-1-KAYES"

    assert main(["reference", "load", "communes", str(file)]) == 1
    assert "0 ajoutées, 2 déjà connues" in capsys.readouterr().out


def test_a_file_without_the_column_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_territory()
    before = Territory.objects.count()
    file = tmp_path / "autre.csv"
    file.write_text("region,ville\nKayes,Kayes\n", encoding="utf-8")

    assert main(["reference", "load", "communes", str(file)]) == 2
    assert "commune" in capsys.readouterr().err
    assert main(["reference", "load", "communes", str(tmp_path / "absent.csv")]) == 2
    assert Territory.objects.count() == before
