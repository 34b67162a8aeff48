"""The whole file of a person on paper, for the person themself (Loi 2013-015, domain.md B.8: access in clear form)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "people/documents/file.typ"


@dataclass(frozen=True, slots=True)
class FileTable:
    """Rows of text under column titles; `widths` are shares of the width, one per column, equal when empty."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs one text per column")
        if self.widths and len(self.widths) != len(self.columns):
            raise ValueError("one width per column, or none")


@dataclass(frozen=True, slots=True)
class FileSection:
    """One part of the file: what is known as label and value, then a table; `note` says what the part is for.

    A value that is empty prints as "not given": the person sees that the service does not have it. A section without
    fields and rows says that nothing is recorded.
    """

    title: str
    fields: tuple[tuple[str, str], ...] = ()
    table: FileTable | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonFileData:
    """What the print holds: whose file, who printed it and when (local time), the sections in the order of the page.

    `contact_for_rights` says where to ask for a correction (an address, a phone), the office when empty.
    """

    letterhead: Letterhead
    reference: str
    person_name: str
    printed_at: datetime
    printed_by: str
    sections: tuple[FileSection, ...]
    card_number: str = ""
    other_script: str = ""
    contact_for_rights: str = ""


def person_file_pdf(data: PersonFileData) -> bytes:
    """Return the file as an A4 PDF of as many pages as it takes.

    A sign no font can draw is written as its code point, for the person has a right to the whole file.
    """
    with papers.written_by(data.letterhead) as common:
        content = {**common, **_content(data)}
        made_at = papers.midnight(data.printed_at.date())
        return pdf.render(_TEMPLATE, content, made_at=made_at, notate=True)


def _content(data: PersonFileData) -> dict[str, Any]:
    return {
        "words": _words(),
        "reference": data.reference,
        "date": papers.long_date(data.printed_at.date()),
        "time": papers.clock_time(data.printed_at.time()),
        "person_name": data.person_name,
        "other_script": data.other_script,
        "card_number": data.card_number,
        "printed_by": data.printed_by,
        "contact_for_rights": data.contact_for_rights or data.letterhead.structure,
        "sections": [_section(section) for section in data.sections],
    }


def _section(section: FileSection) -> dict[str, Any]:
    table = section.table
    return {
        "title": section.title,
        "note": section.note,
        "fields": section.fields,
        "columns": table.columns if table else (),
        "rows": table.rows if table else (),
        "widths": (table.widths or (1.0,) * len(table.columns)) if table else (),
    }


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Copy of the personal file"),
        "person": pgettext("paper", "Person"),
        "card_number": pgettext("paper", "Card No."),
        "printed": pgettext("paper", "Printed"),
        "printed_value": pgettext("paper", "on {date} at {time}, by {name}"),
        "whole": _("This copy holds everything that {agency} has on file about this person on the day it was printed."),
        "personal": _("It is handed to the person alone. It is free of charge."),
        "nothing": _("Nothing is recorded here."),
        "rights": pgettext("paper", "Your rights"),
        "rights_law": _("Law No. 2013-015 of 21 May 2013 on the protection of personal data gives you the right to:"),
        "right_know": _("know what is held about you, where it comes from and to whom it was passed on;"),
        "right_correct": _("have what is wrong corrected, what is missing added, what should not be there deleted;"),
        "right_object": _("object to a use of your data, or withdraw a consent that you gave;"),
        "right_logic": _("know how a ranking about you was reached, and have a person look at it again."),
        "rights_ask": _(
            "Ask at: {contact}. Should the answer not satisfy you, turn to the Personal Data Protection Authority (APDP)."
        ),
        "received": _("I received this copy."),
        "signed_person": pgettext("paper", "The person"),
        "signed_agent": pgettext("paper", "For the agency"),
    }
