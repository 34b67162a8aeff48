"""The figures as a spreadsheet: one sheet a table, with definitions, scope and period written in it."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .indicators import INDICATORS, Figure, Unit
from .scopes import Period
from .series import MonthFlow, RegionFigures, StructureFigures

_FORMATS = {
    Unit.SHARE: "0.0%",
    Unit.RATIO: "0.0",
    Unit.DAYS: "0.0",
    Unit.COUNT: "#,##0",
    Unit.FRANCS: "#,##0",
    Unit.SCORE: "0.00",
}


def new_sheet(book: Workbook, title: str, headers: Sequence[object]) -> Worksheet:
    """Add a sheet with a bold row of headers that stays in sight."""
    sheet = book.create_sheet(title[:31])
    sheet.append([str(header) for header in headers])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    for column, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = max(12, min(48, len(str(header)) + 4))
    return sheet


def put(sheet: Worksheet, row: int, column: int, figure: Figure) -> None:
    """Write a figure in a cell, in the format of its unit."""
    cell = sheet.cell(row=row, column=column, value=figure.value)
    cell.number_format = _FORMATS[figure.unit]


def workbook(
    *,
    name: str,
    period: Period,
    now: Mapping[str, Figure],
    before: Mapping[str, Figure],
    months: Sequence[MonthFlow],
    regions: Sequence[RegionFigures],
    structures: Sequence[StructureFigures],
) -> bytes:
    """Return an XLSX of the indicators of a structure (`name`) over a period, with months, regions and structures."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    _indicators(book, name, period, now, before)
    flows = new_sheet(
        book,
        _("By month"),
        [_("Month"), _("Registrations"), _("Places received"), _("Placements"), _("Active stock")],
    )
    for flow in months:
        month = date_format(flow.period.first, "F Y")
        flows.append([month, flow.registrations, flow.places, flow.placements, flow.stock])
    places = new_sheet(
        book,
        _("By region"),
        [_("Code"), _("Region"), _("Active stock"), _("Registrations"), _("Places received"), _("Placements")],
    )
    for region in regions:
        places.append([region.code, region.name, region.active, region.registrations, region.places, region.placements])
    lines = new_sheet(book, _("By structure"), [_("Structure"), *[f"{i.code} {i.label}" for i in INDICATORS.values()]])
    for number, line in enumerate(structures, start=2):
        lines.cell(row=number, column=1, value=line.structure.name)
        for column, code in enumerate(INDICATORS, start=2):
            put(lines, number, column, line.figures[code])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _indicators(
    book: Workbook, name: str, period: Period, now: Mapping[str, Figure], before: Mapping[str, Figure]
) -> None:
    headers = [
        _("Code"),
        _("Indicator"),
        _("Period"),
        _("A year before"),
        _("Numerator"),
        _("Denominator"),
        _("Definition"),
    ]
    sheet = new_sheet(book, _("Indicators"), headers)
    for number, (code, figure) in enumerate(now.items(), start=2):
        indicator = INDICATORS.get(code)
        sheet.cell(row=number, column=1, value=code)
        sheet.cell(row=number, column=2, value=str(indicator.label) if indicator else _("Places received"))
        put(sheet, number, 3, figure)
        put(sheet, number, 4, before[code])
        sheet.cell(row=number, column=5, value=figure.over)
        sheet.cell(row=number, column=6, value=figure.under)
        sheet.cell(row=number, column=7, value=str(indicator.definition) if indicator else "")
    sheet.append([])
    first, last = date_format(period.first, "d/m/Y"), date_format(period.last, "d/m/Y")
    sheet.append([_("Structure"), name])
    sheet.append([_("Period"), f"{first} – {last}"])
