"""The whole file of a person on paper: everything is there, however much there is."""

from datetime import datetime

import pytest

from baarasira.people.documents import FileSection, FileTable, PersonFileData, person_file_pdf
from paper_reading import HEAD, boxes, letters, outside, pages, sizes_mm, text

HISTORY = FileTable(
    columns=("Date", "Qui", "Quoi", "Après"),
    rows=tuple(
        (f"{1 + day % 28:02}/11/2026", f"agent-{day}", "Téléphone", f"66 12 {day:04} — le soir, chez son frère aîné")
        for day in range(220)
    ),
    widths=(1, 1, 1, 2),
)
SECTIONS = (
    FileSection("Identité", (("Nom", "TRAORÉ"), ("Nom de jeune fille", "")), note="Pour vous reconnaître."),
    FileSection("Documents"),
    FileSection("Historique", table=HISTORY),
)


def paper(*sections: FileSection, name: str = "Fatoumata Binta TRAORÉ", other: str = "") -> PersonFileData:
    return PersonFileData(
        letterhead=HEAD,
        reference="ACC-2026-0045",
        person_name=name,
        printed_at=datetime(2026, 11, 23, 15, 12),  # noqa: DTZ001 - the clock on the wall
        printed_by="Seydou COULIBALY",
        sections=sections,
        card_number="ML-SEG-26-004512-7",
        other_script=other,
        contact_for_rights="Antenne de Niono, 21 35 20 00",
    )


def test_the_file_says_whose_it_is_who_printed_it_and_what_the_rights_are() -> None:
    printed = person_file_pdf(paper(*SECTIONS[:2]))
    assert sizes_mm(printed) == [(210.0, 297.0)]
    for words in (
        "COPIE DU DOSSIER PERSONNEL", "Fatoumata Binta TRAORÉ", "le 23 novembre 2026 à 15 h 12, par Seydou COULIBALY",
        "Pour vous reconnaître.", "loi n° 2013-015", "de faire corriger ce qui est faux", "Antenne de Niono, 21 35 20 00",
        "APDP", "J’ai reçu cette copie.",
    ):  # fmt: skip
        assert words in text(printed)


def test_what_the_service_does_not_have_is_said() -> None:
    printed = text(person_file_pdf(paper(*SECTIONS[:2])))
    assert "Nom de jeune fille non renseigné" in printed
    assert "Documents Rien n’est enregistré ici." in printed


def test_a_file_of_many_pages_loses_no_row_and_names_the_person_on_each_sheet() -> None:
    printed = person_file_pdf(paper(*SECTIONS))
    sheets = pages(printed)
    assert len(sheets) >= 5
    together = letters(" ".join(sheets))
    assert all(letters("".join(row)) in together for row in HISTORY.rows)
    for number, sheet in enumerate(sheets, start=1):
        assert f"Page {number}/{len(sheets)}" in sheet
        assert number == 1 or "Copie du dossier personnel · Fatoumata Binta TRAORÉ" in sheet
    assert sum("Date Qui Quoi Après" in sheet for sheet in sheets) >= 4
    assert outside(printed, 7) == []


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        "#panic() $x$",
        "a" * 1500,
        "ligne 1\nligne 2",
        "ߒߞߏ",
        "https://exemple.ml/" + "b/" * 200,
    ],
)
def test_hard_values_stay_whole_and_on_the_sheet(value: str) -> None:
    table = FileTable(("Un", "Deux", "Trois"), ((value, "x", value),))
    printed = person_file_pdf(paper(FileSection("Essai", (("Libellé", value),), table)))
    assert boxes(printed) == 0
    assert outside(printed, 7) == []
    if value != "ߒߞߏ":  # text from right to left is laid down in the order of the eye
        assert letters(text(printed)).count(letters(value)) >= 1


def test_a_sign_no_font_has_does_not_keep_a_person_from_their_file() -> None:
    printed = person_file_pdf(paper(FileSection("Notes", (("Note", "Appelée 😀 hier"),)), name="漢 TRAORÉ"))
    assert "Appelée [U+1F600] hier" in text(printed)
    assert "[U+6F22] TRAORÉ" in text(printed)


def test_names_in_other_scripts_stand_beside_the_name() -> None:
    for other in ("ߝߊ߬ߕߎߡߊߕߊ ߕߙߊߥߏߙߋ", "فاطمة تراوري"):
        assert boxes(person_file_pdf(paper(*SECTIONS[:1], other=other))) == 0


def test_a_table_with_ragged_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="row"):
        FileTable(("Un", "Deux"), (("seul",),))
    with pytest.raises(ValueError, match="width"):
        FileTable(("Un", "Deux"), (("a", "b"),), (1,))
