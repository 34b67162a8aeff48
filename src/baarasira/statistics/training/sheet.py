"""The figures of training as a spreadsheet: each list on a sheet of its own."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook

from ..spreadsheet import new_sheet


def workbook(lists: Sequence[tuple[str, Sequence[object], Iterable[Sequence[object]]]]) -> bytes:
    """Return an XLSX with a sheet for each list: its title, its headings, its rows."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, headings, rows in lists:
        sheet = new_sheet(book, title, [str(heading) for heading in headings])
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(row=number, column=column, value=value)  # type: ignore[arg-type]
    out = BytesIO()
    book.save(out)
    return out.getvalue()
