"""The minutes of a selection or a draw (procès-verbal), to be signed: what was asked, what was found, what each quota held."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

_TEMPLATE = "selection/documents/minutes.typ"


def minutes_pdf(document: Mapping[str, Any], made_at: datetime, head: Letterhead | None = None) -> bytes:
    """Return the minutes as an A4 PDF for signature.

    document: what ``minutes.json`` holds (engine.minutes). made_at: aware, the day they are dated. head: the structure
    that chooses; without one, the service alone. A sign that no font can draw is written as its code point.
    """
    with papers.written_by(head or papers.letterhead(structure="")) as common:
        content = {**common, **_content(document, made_at)}
        return pdf.render(_TEMPLATE, content, made_at=made_at, notate=True)


def _content(document: Mapping[str, Any], made_at: datetime) -> dict[str, Any]:
    rules = document["rules"]
    return {
        "words": _words(document["kind"] == "draw"),
        "reference": "",
        "date": papers.long_date(made_at.date()),
        "facts": [
            [pgettext("minutes", "Applicants"), _number(document["applicants"])],
            [pgettext("minutes", "Seats"), _number(rules["seats"])],
            [pgettext("minutes", "Seats filled"), _number(document["filled"])],
            [pgettext("minutes", "Sum of scores"), _number(document["total"]) if document["kind"] == "select" else ""],
            [pgettext("minutes", "Public number"), rules["seed"]],
            [pgettext("minutes", "Fingerprint of the list"), _in_blocks(document["applicants_sha256"])],
            [pgettext("minutes", "Engine"), document["engine"]],
        ],
        "finding": _finding(document),
        "conflict": [_freed(one) for one in document["conflict"] or ()],
        "quotas": [_quota(found, rule) for found, rule in zip(document["quotas"], rules.get("quota", ()), strict=True)],
    }


def _number(value: int) -> str:
    return f"{value:,}".replace(",", "\u202f").replace("-", "\u2212")


def _in_blocks(fingerprint: str) -> str:
    """Write a fingerprint in blocks of eight, so that it can be read aloud and fits its line."""
    return " ".join(fingerprint[place : place + 8] for place in range(0, len(fingerprint), 8))


def _finding(document: Mapping[str, Any]) -> str:
    if document["conflict"]:
        return _("The quotas below cannot all be met: nobody was chosen.")
    if not document["filled"]:
        return _("There was no seat, or no applicant: nobody was chosen.")
    if document["kind"] == "draw":
        return _(
            "The order was drawn from the public number. As many seats as the quotas allow are filled, by the first in that "
            "order who keep every quota. The answer was proven."
        )
    return _(
        "As many seats as the quotas allow are filled, with the greatest possible sum of scores. The answer was proven: no "
        "other choice under these rules is better."
    )


def _freed(one: Mapping[str, Any]) -> list[str]:
    change = one["change"]
    if change is None:
        return [one["name"], _("moving one of its bounds alone would not be enough")]
    seats = abs(change)
    if one["bound"] == "min":
        freed = ngettext("minimum lowered by %(seats)d seat", "minimum lowered by %(seats)d seats", seats)
    else:
        freed = ngettext("maximum raised by %(seats)d seat", "maximum raised by %(seats)d seats", seats)
    return [one["name"], freed % {"seats": seats}]


def _quota(found: Mapping[str, Any], rule: Mapping[str, Any]) -> list[str]:
    def bound(value: int | None) -> str:
        return "—" if value is None else _number(value)

    held = pgettext("quota", "at its bound") if found["binding"] else ""
    return [
        found["name"] + (f"\n{rule['basis']}" if rule.get("basis") else ""),
        _number(found["available"]),
        bound(found["min"]),
        bound(found["max"]),
        _number(found["selected"]),
        held,
    ]


def _words(drawn: bool) -> dict[str, str]:
    return {
        "title": pgettext("paper", "Minutes of a public draw")
        if drawn
        else pgettext("paper", "Minutes of a selection"),
        "finding": pgettext("minutes", "Finding"),
        "quotas": pgettext("minutes", "Quotas"),
        "no_quota": _("The rules have no quota."),
        "conflict": pgettext("minutes", "Quotas that contradict each other"),
        "conflict_rule": _(
            "This set is minimal: without any one of them, the others can be met. One of these changes frees it."
        ),
        "name": pgettext("minutes", "Quota and legal ground"),
        "freed": pgettext("minutes", "Change that frees the set"),
        "available": pgettext("minutes", "Applicants"),
        "least": pgettext("minutes", "Minimum"),
        "most": pgettext("minutes", "Maximum"),
        "selected": pgettext("minutes", "Chosen"),
        "held": pgettext("minutes", "State"),
        "check": _(
            "Anyone who has the published list and the rules can run the same command and must find the same files, byte for "
            "byte. Two people sign; neither may be a candidate."
        ),
        "first": pgettext("minutes", "First signatory"),
        "second": pgettext("minutes", "Second signatory"),
    }
