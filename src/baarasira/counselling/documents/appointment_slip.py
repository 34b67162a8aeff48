"""The slip a job seeker carries home after an appointment was given: half a sheet, the date and hour large."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "counselling/documents/appointment_slip.typ"


@dataclass(frozen=True, slots=True)
class AppointmentData:
    """What a slip says.

    `at` is the day and hour as the clock on the wall shows them; `place_lines` where to go, landmark included;
    `bring` what to bring; `phone` whom to call when one cannot come; `note` one more sentence. Empty fields are left
    out of the paper.
    """

    letterhead: Letterhead
    reference: str
    written_on: date
    person_name: str
    at: datetime
    purpose: str
    card_number: str = ""
    counsellor: str = ""
    place_lines: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    phone: str = ""
    note: str = ""


def appointment_slip_pdf(data: AppointmentData) -> bytes:
    """Return the slip as a PDF of one A5 page, landscape. Raises CannotPrint."""
    with papers.written_by(data.letterhead) as common:
        return pdf.render(_TEMPLATE, {**common, **_content(data)}, made_at=papers.midnight(data.written_on))


def _content(data: AppointmentData) -> dict[str, Any]:
    return {
        "words": _words(),
        "reference": data.reference,
        "date": papers.long_date(data.written_on),
        "person_name": data.person_name,
        "card_number": data.card_number,
        "day": papers.weekday_date(data.at.date()),
        "time": papers.clock_time(data.at.time()),
        "hour": data.at.hour,
        "minute": data.at.minute,
        "purpose": data.purpose,
        "counsellor": data.counsellor,
        "place_lines": data.place_lines,
        "bring": data.bring,
        "phone": data.phone,
        "note": data.note,
    }


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Appointment"),
        "you_are_expected": pgettext("paper", "You are expected on"),
        "at": pgettext("paper", "at {time}"),
        "person": pgettext("paper", "For"),
        "card_number": pgettext("paper", "Card No."),
        "purpose": pgettext("paper", "Purpose"),
        "counsellor": pgettext("paper", "With"),
        "place": pgettext("paper", "Where"),
        "bring": pgettext("paper", "Please bring"),
        "cannot_come_phone": _("If you cannot come, call {phone} before that day: another date will be given to you."),
        "cannot_come": _("If you cannot come, tell the office before that day: another date will be given to you."),
        "free": _("All services of the agency are free of charge."),
        "clock": _("A clock that shows {time}"),
    }
