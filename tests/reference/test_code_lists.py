"""The code lists: complete, found by any spelling, named in French."""

from collections.abc import Iterable

import pytest
from django.utils import translation

from baarasira.reference.codelist import CodeList, Term
from baarasira.reference.countries import COUNTRIES, FIRST, in_form_order
from baarasira.reference.currencies import CURRENCIES, show_amount
from baarasira.reference.education import DIPLOMAS, EDUCATION_FIELDS, EDUCATION_LEVELS, level_of
from baarasira.reference.identity_documents import IDENTITY_DOCUMENTS
from baarasira.reference.languages import (
    LANGUAGE_LEVELS,
    LANGUAGES,
    READING_ABILITIES,
    SCRIPTS,
    national_languages,
    reaches,
)
from baarasira.reference.licences import LICENCES
from baarasira.reference.sectors import SECTORS

LISTS: dict[str, CodeList[Term]] = {  # type: ignore[assignment]
    "languages": LANGUAGES,
    "levels": LANGUAGE_LEVELS,
    "scripts": SCRIPTS,
    "reading": READING_ABILITIES,
    "education levels": EDUCATION_LEVELS,
    "education fields": EDUCATION_FIELDS,
    "diplomas": DIPLOMAS,
    "sectors": SECTORS,
    "countries": COUNTRIES,
    "licences": LICENCES,
    "currencies": CURRENCIES,
    "documents": IDENTITY_DOCUMENTS,
}


def _duplicates(values: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {value for value in values if value in seen or seen.add(value)}  # type: ignore[func-returns-value]


@pytest.mark.parametrize("name", LISTS)
def test_codes_are_unique_and_every_entry_is_named_in_both_languages(name: str) -> None:
    terms = list(LISTS[name])

    assert not _duplicates(term.code for term in terms)
    assert not _duplicates(term.name_fr for term in terms)
    for entry in terms:
        assert entry.name_fr.strip() == entry.name_fr != ""
        assert entry.name_en.strip() == entry.name_en != ""
        assert bool(entry.help_fr) == bool(entry.help_en)


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_is_found_by_its_code_and_by_its_french_name_however_typed(name: str) -> None:
    for entry in LISTS[name]:
        assert LISTS[name].find(entry.code) is entry
        assert LISTS[name].find(f"  {entry.name_fr.upper()} ") is entry


def test_names_follow_the_active_language() -> None:
    with translation.override("en"):
        assert str(COUNTRIES["ES"]) == "Spain"
        assert COUNTRIES["ES"].place == "in Spain"
    with translation.override("fr"):
        assert str(COUNTRIES["ES"]) == "Espagne"
        assert COUNTRIES["ML"].place == "au Mali"
        assert SECTORS["F"].short == "Bâtiment et travaux publics"


def test_an_unknown_code_is_shown_as_it_stands_and_not_found() -> None:
    assert COUNTRIES.label("XX") == "XX"
    assert COUNTRIES.find("Atlantide") is None
    assert COUNTRIES.find("") is None


def test_the_lists_have_the_size_of_their_classification() -> None:
    assert [level.code for level in EDUCATION_LEVELS] == [str(rank) for rank in range(9)]
    assert [field.code for field in EDUCATION_FIELDS] == [f"{rank:02d}" for rank in range(11)]
    assert "".join(SECTORS.codes()) == "ABCDEFGHIJKLMNOPQRSTU"
    assert len(COUNTRIES) == 249
    assert LANGUAGE_LEVELS.codes() == ("A1", "A2", "B1", "B2", "C1", "C2")


def test_the_thirteen_national_languages_are_there_with_short_codes_where_they_have_one() -> None:
    assert {language.code for language in national_languages()} == {
        "bm", "bmq", "bze", "dts", "ff", "mey", "myk", "mwk", "snk", "ses", "shz", "taq", "kao",
    }  # fmt: skip
    assert LANGUAGES.find("Bambara") is LANGUAGES["bm"]
    assert LANGUAGES.find("peulh") is LANGUAGES["ff"]
    assert LANGUAGES.find("sonrhaï") is LANGUAGES["ses"]


def test_levels_compare_as_the_framework_orders_them() -> None:
    assert reaches("B2", "B1")
    assert reaches("B1", "B1")
    assert not reaches("A2", "B1")


@pytest.mark.parametrize(("diploma", "level"), [("DEF", 2), ("c.a.p", 3), ("Bac", 3), ("licence", 6), ("master 2", 7)])
def test_a_malian_diploma_gives_its_level(diploma: str, level: int) -> None:
    assert level_of(diploma) == level


def test_the_form_lists_mali_and_its_neighbours_first_then_every_other_country_once() -> None:
    codes = [country.code for country in in_form_order()]

    assert codes[: len(FIRST)] == list(FIRST)
    assert sorted(codes) == sorted(COUNTRIES.codes())
    assert codes.index("AF") < codes.index("ZW")
    assert codes.index("EC") < codes.index("US")  # Équateur, États-Unis: accents do not send them to the end


def test_only_the_birth_certificate_is_a_last_resort_and_the_nina_card_carries_the_nina() -> None:
    assert [document.code for document in IDENTITY_DOCUMENTS if document.last_resort] == ["birth_certificate"]
    assert IDENTITY_DOCUMENTS["nina_card"].carries_nina
    assert not IDENTITY_DOCUMENTS["driving_licence"].carries_nina


@pytest.mark.parametrize(
    ("amount", "currency", "french", "english"),
    [
        ("40000", "XOF", "40 000 FCFA", "40,000 FCFA"),
        ("230.77", "XOF", "230,77 FCFA", "230.77 FCFA"),
        ("1221.5", "EUR", "1 221,50 €", "1,221.50 €"),
        ("60.125", "KWD", "60,125 KWD", "60.125 KWD"),
        ("12", "ZZZ", "12 ZZZ", "12 ZZZ"),
    ],
)
def test_amounts_are_written_the_french_way(amount: str, currency: str, french: str, english: str) -> None:
    from decimal import Decimal

    with translation.override("fr"):
        assert show_amount(Decimal(amount), currency) == french.replace(" ", "\u00a0")
    with translation.override("en"):
        assert show_amount(Decimal(amount), currency) == english.replace(" ", "\u00a0")
