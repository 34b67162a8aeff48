"""The sheet of recovery codes."""

from dataclasses import replace
from datetime import datetime

import pytest

from baarasira.accounts.documents import RecoveryCodesData, recovery_codes_pdf
from paper_reading import HEAD, outside, sizes_mm, text

CODES = tuple(f"k7mq-{serial:04}" for serial in range(10))
SHEET = RecoveryCodesData(
    letterhead=HEAD,
    user_name="Aïssata KEÏTA",
    email="aissata.keita.administratrice-nationale@anpe.exemple.ml",
    codes=CODES,
    made_at=datetime(2026, 11, 23, 15, 4),  # noqa: DTZ001 - the clock on the wall
    address="https://emploi.exemple.ml",
)


def test_the_sheet_holds_every_code_and_what_to_do_with_it() -> None:
    sheet = recovery_codes_pdf(SHEET)
    assert sizes_mm(sheet) == [(148.0, 210.0)]
    for words in (
        *CODES, "CODES DE SECOURS", "CONFIDENTIEL", "Aïssata KEÏTA", "le 23 novembre 2026 à 15 h 04",
        "Chaque code ne sert qu’une fois.", "sous clé", "remplace toutes celles",
    ):  # fmt: skip
        assert words in text(sheet)
    assert SHEET.email in text(sheet).replace(" ", "")
    assert outside(sheet, 5) == []


def test_markup_in_a_code_or_a_name_is_printed_as_it_is() -> None:
    sheet = text(recovery_codes_pdf(replace(SHEET, user_name="<i>#x</i>", codes=("$a_1*b*",))))
    assert "<i>#x</i>" in sheet
    assert "$a_1*b*" in sheet


def test_a_sheet_without_codes_is_not_printed() -> None:
    with pytest.raises(ValueError, match="codes"):
        recovery_codes_pdf(replace(SHEET, codes=()))
