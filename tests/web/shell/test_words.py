"""Money, phones, dates and figures as they are written in Mali."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from baarasira.web.shell.components import text


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (40000, "40\u202f000\u00a0FCFA"),
        (1250000, "1\u202f250\u202f000\u00a0FCFA"),
        (0, "0\u00a0FCFA"),
        (Decimal("899.5"), "900\u00a0FCFA"),
        (None, ""),
    ],
)
def test_money_never_breaks_between_its_figures(amount, written):
    assert text.money(amount) == written
    assert " " not in text.money(amount)


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("+22376450000", "76 45 00 00"),
        ("76450000", "76 45 00 00"),
        ("0022376450000", "76 45 00 00"),
        ("76.45-00 00", "76 45 00 00"),
        ("76••••00", "76 •• •• 00"),
        ("76****00", "76 •• •• 00"),
        ("+33612345678", "+33 612 34 56 78"),
        ("+2250712345678", "+225 07 12 34 56 78"),
        ("+12025550143", "+1 20 25 55 01 43"),
        ("chez Moussa", "chez Moussa"),
        ("", ""),
        (None, ""),
    ],
)
def test_phones_are_written_in_pairs(stored, written):
    assert text.phone(stored) == written.replace(" ", "\u00a0" if any(c.isdigit() for c in written) else " ")


def test_dates_in_full_and_in_tables():
    assert text.long_date(date(2026, 11, 23)) == "lundi 23 novembre 2026"
    assert text.long_date(date(2026, 12, 1)) == "mardi 1er décembre 2026"
    assert text.long_date(date(2026, 11, 21)) == "samedi 21 novembre 2026"
    assert text.short_date(date(2026, 1, 5)) == "05/01/2026"
    assert text.moment(datetime(2026, 11, 23, 14, 30, tzinfo=UTC)) == "23/11/2026\u00a014:30"
    assert text.long_date(None) == text.short_date(None) == text.moment(None) == ""


def test_a_date_is_readable_by_machines_and_words_stay_words():
    assert '<time datetime="2026-11-23">23/11/2026</time>' in text.day(date(2026, 11, 23))
    assert text.day("vers 1985") == "vers 1985"


def test_figures():
    assert text.number(12500) == "12\u202f500"
    assert text.percent(0.563) == "56\u00a0%"
    assert text.percent(Decimal("0.005")) == "1\u00a0%"
    assert text.score(78350) == "78,4"
    assert text.score(100000) == "100,0"
    assert text.score(0) == "0,0"
    with pytest.raises(ValueError, match="not a number"):
        text.number("beaucoup")
