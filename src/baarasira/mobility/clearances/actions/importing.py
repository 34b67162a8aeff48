"""Entering a whole block of forms from a file: every line says what became of one form, none is passed over in silence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.sequences import check_character
from baarasira.kernel.tables.kinds import DAY, one_of, short_text
from baarasira.kernel.tables.reading import Column, read_table

from ..enums import FormOutcome
from ..models import ClearanceForm, FormBlock
from ..policies import FORMS
from .forms import FormEntry, enter_form

COLUMNS = (
    Column("form", short_text(30), required=True, unique=True),
    Column("receipt", short_text(30)),
    Column("date", DAY),
    Column("officer_1", short_text(30)),
    Column("officer_2", short_text(30)),
    Column("outcome", one_of(*FormOutcome.values), required=True),
    Column("note", short_text(300)),
)
"""The columns of the file: form, receipt, date (YYYY-MM-DD), officer_1, officer_2 (staff numbers), outcome, note."""


@dataclass(slots=True)
class Entered:
    """What came of a file: the forms entered, and the lines refused with why ({line: sentence})."""

    forms: list[ClearanceForm] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def enter_file(*, actor: Actor, block: FormBlock, content: bytes, address: str) -> Entered:
    """Enter the forms of a block from a table (CSV, ODS or XLSX); each line stands alone. Raises NotAllowed, UnusableFile."""
    FORMS.require(actor, "enter", block.office_id)
    table = read_table(content, COLUMNS)
    entered = Entered(refused={reject.line: _refusal(reject) for reject in table.rejects})
    forms = {form.number: form for form in block.forms.all()}
    for row in table.rows:
        number = " ".join(str(row["form"]).split()).upper()
        form = forms.get(number)
        if form is None:
            entered.refused[row.line] = _unknown(number)
            continue
        try:
            with transaction.atomic():
                entered.forms.append(
                    enter_form(actor=actor, form_id=form.pk, entry=_entry(row.values), address=address)
                )
        except BusinessError as error:
            entered.refused[row.line] = f"{number}: {error}"
    return entered


def _refusal(reject: Any) -> str:
    expected = _(reject.fault.message) % reject.fault.params
    return _("%(column)s: expected %(expected)s.") % {"column": reject.column, "expected": expected}


def _unknown(number: str) -> str:
    if check_character(number[:-1]) != number[-1:]:
        return _("“%(number)s” is mistyped: its last character does not fit.") % {"number": number}
    return _("“%(number)s” is no form of this block.") % {"number": number}


def _entry(values: Mapping[str, Any]) -> FormEntry:
    return FormEntry(
        outcome=values["outcome"],
        receipt=values["receipt"],
        issued_on=values["date"],
        first_number=values["officer_1"],
        second_number=values["officer_2"],
        note=values["note"],
    )
