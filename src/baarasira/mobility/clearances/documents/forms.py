"""The numbered forms, printed blank: one A5 page each, to be filled in by hand when the system is down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "mobility/clearances/documents/forms.typ"


@dataclass(frozen=True, slots=True)
class BlankForms:
    """The numbers to print, for which office, why and when they were reserved."""

    letterhead: Letterhead
    numbers: Sequence[str]
    reason: str
    reserved_on: date


def forms_pdf(data: BlankForms) -> bytes:
    """Return the blank forms, one A5 page each, with number and check character. Raises CannotPrint, ValueError for none."""
    if not data.numbers:
        raise ValueError("a block needs a form")
    with papers.written_by(data.letterhead) as common:
        content = {
            **common,
            "reference": "",
            "words": _words(),
            "numbers": list(data.numbers),
            "date": papers.long_date(data.reserved_on),
        }
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.reserved_on))


def _words() -> dict[str, str]:
    return {
        "title": pgettext("clearance form", "Departure clearance issued by hand"),
        "number": pgettext("clearance form", "Form No."),
        "receipt": pgettext("clearance form", "Receipt number of the file"),
        "holder": pgettext("clearance form", "Full name, as in the passport"),
        "passport": pgettext("clearance form", "Last four characters of the passport"),
        "employer": pgettext("clearance form", "Employer and country of work"),
        "travel": pgettext("clearance form", "Day of travel"),
        "insurance": pgettext("clearance form", "Insurance from"),
        "day": pgettext("clearance form", "Day of issue"),
        "first": pgettext("clearance form", "First officer"),
        "second": pgettext("clearance form", "Second officer, another person"),
        "staff": pgettext("clearance form", "Name, staff number, signature, stamp"),
        "warning": pgettext(
            "clearance form",
            "Valid only with two signatures and two staff numbers, while the system is down. Entered as soon as it is back: "
            "void and lost forms are entered too. It is free of charge.",
        ),
        "stub": pgettext("clearance form", "Stub kept by the office"),
    }
