"""The sheet of recovery codes that lets a user in when the phone with the authenticator is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "accounts/documents/recovery_codes.typ"


@dataclass(frozen=True, slots=True)
class RecoveryCodesData:
    """What the sheet says; `made_at` is local time, `address` the site where the codes are typed."""

    letterhead: Letterhead
    user_name: str
    email: str
    codes: tuple[str, ...]
    made_at: datetime
    address: str = ""


def recovery_codes_pdf(data: RecoveryCodesData) -> bytes:
    """Return the sheet as a PDF of one A5 page. Raises ValueError without codes, CannotPrint."""
    if not data.codes:
        raise ValueError("a sheet of recovery codes needs codes")
    with papers.written_by(data.letterhead) as common:
        content = {**common, **_content(data)}
        return pdf.render(_TEMPLATE, content, made_at=papers.midnight(data.made_at.date()))


def _content(data: RecoveryCodesData) -> dict[str, Any]:
    return {
        "words": _words(),
        "reference": "",
        "date": papers.long_date(data.made_at.date()),
        "time": papers.clock_time(data.made_at.time()),
        "user_name": data.user_name,
        "email": data.email,
        "address": data.address,
        "codes": data.codes,
    }


def _words() -> dict[str, str]:
    return {
        "title": pgettext("paper", "Recovery codes"),
        "user": pgettext("paper", "Account of"),
        "email": pgettext("paper", "E-mail"),
        "address": pgettext("paper", "Site"),
        "made": pgettext("paper", "Made"),
        "made_value": pgettext("paper", "on {date} at {time}"),
        "when": _("Phone lost or broken? Sign in with your password and one of these codes in place of the six figures."),
        "once": _("Each code works once. Cross it out when you have used it."),
        "keep": _("Keep this sheet locked away, far from the phone and the computer. Give a code to nobody, not even to an administrator: nobody of the agency will ever ask for one."),
        "void": _("This sheet replaces all sheets printed before it. If it is lost, print new codes at once: those on it then stop working."),
        "secret": pgettext("paper", "Confidential"),
    }  # fmt: skip
