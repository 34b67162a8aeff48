"""Printing: markup in data stays text, no glyph is missing unnoticed, the same input gives the same bytes."""

import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pypdf
import pytest
import typst
from pytest_django.fixtures import Settings

from baarasira.kernel import pdf
from french import plain
from paper_reading import boxes, font_names, letters, text

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
TEMPLATE = """
#import "/kernel/documents/house.typ": faces, fill
#let data = json(bytes(sys.inputs.data))
#set document(title: "Essai")
#set text(font: faces, lang: "fr", size: 9pt)
#data.name

#fill(data.at("sentence", default: ""), name: data.name)
"""


@pytest.fixture(autouse=True)
def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of one template beside the house style."""
    documents = tmp_path / "kernel" / "documents"
    documents.mkdir(parents=True)
    shutil.copy(pdf.PACKAGE / "kernel" / "documents" / "house.typ", documents)
    (tmp_path / "name.typ").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "broken.typ").write_text("#no-such-thing", encoding="utf-8")
    monkeypatch.setattr(pdf, "PACKAGE", tmp_path)


def printed(name: str, **more: str) -> bytes:
    return pdf.render("name.typ", {"name": name, **more}, made_at=NOW)


@pytest.mark.parametrize(
    "name",
    [
        "#strong[Awa] #panic()",
        "<b>Awa</b><script>alert(1)</script>",
        "$a^2$ *gras* _penché_ `code`",
        "= Titre",
        "- une liste + deux / trois",
        "@renvoi <label>",
        '"] #import "/etc/passwd" [',
        "C:\\dossier\\n \\u{41}",
        "// note /* note */ ~ -- --- ...",
        "O'Connor “Awa” 'x' {name} {{ name }} {% now %}",
        "https://exemple.ml/?a=1&b=2",
    ],
)
def test_markup_in_a_name_prints_as_it_was_typed(name: str) -> None:
    assert letters(name) in letters(text(printed(name)))


def test_a_placeholder_inside_a_value_is_not_filled_again() -> None:
    assert "Bonjour {name} {x}." in text(printed("{name} {x}", sentence="Bonjour {name}."))


def test_same_input_same_bytes_and_the_date_is_the_one_given() -> None:
    once = printed("Awa")
    assert once == printed("Awa")
    made = pypdf.PdfReader(io.BytesIO(once)).metadata
    assert made is not None
    assert made.creation_date == NOW


def test_many_threads_print_the_same_sheet() -> None:
    with ThreadPoolExecutor(4) as threads:
        sheets = list(threads.map(printed, ["Awa ߒߞߏ"] * 24))
    assert set(sheets) == {printed("Awa ߒߞߏ")}


@pytest.mark.parametrize(
    "name",
    [
        "ɛ ɔ ɲ ŋ Ɛ Ɔ Ɲ Ŋ ɓ ɗ ƴ",
        "ɛ̀ ɔ́ ŋ̀",
        "ߒߞߏ ߝߊ߬ߕߎߡߊߕߊ",
        "محمد ولد سيدي",
        "ⵜⴰⵎⴰⵛⴻⵇ",
        "Éà çœŒ ’ « » – — … 40 000 F",
        "«\u00a0Ségou\u00a0»\u00a0: 40\u202fF\u202f?",
    ],
)
def test_every_script_of_the_country_is_drawn_with_the_fonts_of_the_documents(name: str) -> None:
    sheet = printed(name)
    assert boxes(sheet) == 0
    assert all(font.startswith("Noto") for font in font_names(sheet))


def test_the_count_of_boxes_sees_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_STANDARDS", [])
    assert boxes(printed("Awa 😀")) == 1


def test_a_sign_no_font_has_is_refused_with_a_sentence_that_names_it() -> None:
    with pytest.raises(pdf.CannotPrint) as refused:
        printed('Awa 😀 漢 \\ "TRAORÉ"')
    assert refused.value.missing == ("😀", "漢")
    assert "U+1F600" in str(refused.value)
    assert "fonts-noto-core" not in str(refused.value)


def test_with_notation_the_sign_becomes_its_code_point_and_the_rest_stays() -> None:
    sheet = pdf.render("name.typ", {"name": "Awa 😀 ɲ 漢 fin"}, made_at=NOW, notate=True)
    assert "Awa [U+1F600] ɲ [U+6F22] fin" in text(sheet)


def test_without_the_fonts_latin_still_prints(settings: Settings, tmp_path: Path) -> None:
    settings.BAARASIRA_FONTS = tmp_path / "none"
    sheet = printed("Fatoumata ƝAƐRƐ, née à Ségou\u202f; «\u00a0ŋɔ\u00a0»")
    assert "Fatoumata ƝAƐRƐ, née à Ségou ; « ŋɔ »" in plain(text(sheet))
    assert boxes(sheet) == 0


@pytest.mark.parametrize("name", ["ߒߞߏ", "محمد", "ⵜⴰⵎ"])
def test_without_the_fonts_other_scripts_are_refused_and_the_mending_is_named(
    name: str, settings: Settings, tmp_path: Path
) -> None:
    settings.BAARASIRA_FONTS = tmp_path / "none"
    with pytest.raises(pdf.CannotPrint, match="fonts-noto-core"):
        printed(f"Awa {name}")


def test_turned_directions_and_control_characters_are_taken_out() -> None:
    assert pdf.printable("Awa\u202eÉROART\u202c\x00\x1b[31m\ud800") == "AwaÉROART[31m"
    assert pdf.printable("un\r\ndeux\ttrois") == "un\ndeux trois"
    assert "AwaTRAORÉ" in text(printed("Awa\u2066TRA\x07ORÉ"))


def test_a_name_of_five_thousand_letters_prints_whole() -> None:
    assert "X" * 5000 in letters(text(printed("X" * 5000)))


def test_a_fault_of_the_template_is_not_taken_for_a_fault_of_the_data() -> None:
    with pytest.raises(typst.TypstError, match="no-such-thing"):
        pdf.render("broken.typ", {}, made_at=NOW)
    with pytest.raises(FileNotFoundError):
        pdf.render("missing.typ", {}, made_at=NOW)
