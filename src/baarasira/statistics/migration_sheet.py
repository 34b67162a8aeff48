"""The figures of migration as a spreadsheet: indicators, incidents by kind, SDG 10.7.1, with definitions and period."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook

from baarasira.mobility.incidents.queries.costs import Ratio

from .indicators import Figure, Unit
from .migration import MIGRATION, parts
from .scopes import Period
from .spreadsheet import new_sheet, put


def workbook(
    *,
    name: str,
    period: Period,
    now: Mapping[str, Figure],
    kinds: Sequence[tuple[str, Figure]],
    ratios: tuple[Ratio, Ratio],
    names: Mapping[str, str],
) -> bytes:
    """Return an XLSX of the indicators of migration of a structure (`name`) over a period.

    `names` are the words of the parts of an indicator; a figure held back is said so, never left as an empty cell.
    """
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _indicators(book, name, period, now, names)
    sheet = new_sheet(book, _("Incidents by kind"), [_("What happened"), _("How many"), _("For 100 worker-months")])
    for number, (kind, figure) in enumerate(kinds, start=2):
        sheet.cell(row=number, column=1, value=kind)
        sheet.cell(row=number, column=2, value=_("held back") if figure.held else figure.over)
        put(sheet, number, 3, figure)
    _ratios(book, ratios)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _indicators(book: Workbook, name: str, period: Period, now: Mapping[str, Figure], names: Mapping[str, str]) -> None:
    headers = [_("Code"), _("Indicator"), _("Period"), _("Numerator"), _("Denominator"), _("Definition")]
    sheet = new_sheet(book, _("Migration"), headers)
    row = 2
    for code, indicator in MIGRATION.items():
        for figure in parts(now, code):
            part = names.get(figure.code, "")
            sheet.cell(row=row, column=1, value=figure.code)
            sheet.cell(row=row, column=2, value=f"{indicator.label} – {part}" if part else str(indicator.label))
            put(sheet, row, 3, figure)
            if figure.held:
                sheet.cell(row=row, column=3, value=_("held back"))
            else:
                sheet.cell(row=row, column=4, value=figure.over)
                sheet.cell(row=row, column=5, value=figure.under)
            sheet.cell(row=row, column=6, value=str(indicator.definition))
            row += 1
    sheet.append([])
    sheet.append([_("Structure"), name])
    first, last = date_format(period.first, "d/m/Y"), date_format(period.last, "d/m/Y")
    sheet.append([_("Period"), f"{first} – {last}"])


def _ratios(book: Workbook, ratios: tuple[Ratio, Ratio]) -> None:
    headers = ["", _("People back"), _("Of whom both amounts are known"), _("Mean"), _("Median")]
    sheet = new_sheet(book, _("SDG 10.7.1"), headers)
    labels = ("10.7.1", _("Seasonal work (outside 10.7.1)"))
    for number, (label, ratio) in enumerate(zip(labels, ratios, strict=True), start=2):
        sheet.cell(row=number, column=1, value=label)
        sheet.cell(row=number, column=2, value=ratio.workers)
        sheet.cell(row=number, column=3, value=ratio.counted)
        for column, share in ((4, ratio.mean), (5, ratio.median)):
            value = float(share) if share is not None else None
            put(sheet, number, column, Figure("10.7.1", value, Unit.SHARE))
