"""The receipt of an application to a campaign: number, what was answered, what to bring, where to look it up."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf, qr
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "candidacies/documents/receipt.typ"


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """What a receipt says.

    `rows` are label and value; `lines` what to bring, or why the application is refused, under `lines_title`; `notice`
    that selection is free and whom to tell; `address` the public page, whose code the paper bears.
    """

    letterhead: Letterhead
    number: str
    made_on: date
    rows: tuple[tuple[str, str], ...]
    lines_title: str
    lines: tuple[str, ...]
    notice: str
    address: str


def receipt(data: ReceiptData) -> bytes:
    """Return the receipt as an A5 PDF. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "words": _words(),
            "reference": "",
            "date": papers.long_date(data.made_on),
            "number": data.number,
            "rows": data.rows,
            "lines_title": data.lines_title,
            "lines": data.lines,
            "notice": data.notice,
            "address": data.address,
            "code": qr.svg(data.address),
        }
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.made_on))


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Receipt of an application"),
        "number": pgettext("receipt", "Receipt number"),
        "code": pgettext("receipt", "Address of the page where a receipt is looked up"),
        "check": pgettext(
            "receipt", "See where your file stands at {address}, with this number and your year of birth."
        ),
        "keep": pgettext("receipt", "Keep this receipt: you will be asked for its number."),
    }
