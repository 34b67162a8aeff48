"""The minutes of a selection (procès-verbal), for signature: what was chosen from, by which rules, by whom, with what result.

Nobody is named in them but those who sit and sign: applicants by their receipt number alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import pgettext

from baarasira.kernel import papers, pdf
from baarasira.kernel.papers import Letterhead

from ..marks import shown

_TEMPLATE = "selection/documents/record.typ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What the application knows besides `minutes.json`: the campaign, the panel, the seed's source, who signs.

    `panel` rows are (name, capacity, body, declaration); `chosen` {list: receipts in order}; `signers` (name, capacity).
    """

    reference: str
    campaign: str
    run: int
    closed_on: str
    seed_source: str
    published_on: date | None = None
    appeals_until: date | None = None
    panel: Sequence[tuple[str, str, str, str]] = ()
    changes: Sequence[str] = ()
    difference: Sequence[str] = ()
    chosen: Mapping[str, Sequence[str]] | None = None
    reserve: Mapping[str, Sequence[str]] | None = None
    signers: Sequence[tuple[str, str]] = ()


def record_pdf(document: Mapping[str, Any], made_at: datetime, *, head: Letterhead, sitting: Sitting) -> bytes:
    """Return the minutes of a run as an A4 PDF: what `minutes.json` holds, and its sitting. Raises CannotPrint.

    The command knows no sitting: its paper is `minutes`.
    """
    with papers.written_by(head) as common:
        content = {**common, **_content(document, made_at, sitting)}
        return pdf.render(_TEMPLATE, content, made_at=made_at)


def _content(document: Mapping[str, Any], made_at: datetime, sitting: Sitting) -> dict[str, Any]:
    rules = document["rules"]
    return {
        "words": _words(),
        "reference": sitting.reference,
        "date": papers.long_date(made_at.date()),
        "facts": _facts(document, rules, sitting),
        "quotas": [_quota(quota, rules) for quota in document["quotas"]],
        "conflict": [_conflicting(row) for row in document["conflict"] or ()],
        "panel": [list(row) for row in sitting.panel],
        "changes": list(sitting.changes),
        "difference": list(sitting.difference),
        "chosen": _lists(sitting.chosen),
        "reserve": _lists(sitting.reserve),
        "signers": [{"role": role, "name": name} for name, role in _signers(sitting)],
    }


def _signers(sitting: Sitting) -> Sequence[tuple[str, str]]:
    if sitting.signers:
        return sitting.signers
    return [("", pgettext("record", "First signatory")), ("", pgettext("minutes", "Second signatory"))]


def _facts(document: Mapping[str, Any], rules: Mapping[str, Any], sitting: Sitting) -> list[tuple[str, str]]:
    method = (
        pgettext("record", "public draw under the quotas")
        if document["kind"] == "draw"
        else pgettext("record", "best scores under the quotas, proven")
    )
    seats = pgettext("record", "{filled} of {seats}").format(filled=document["filled"], seats=rules["seats"])
    total = pgettext("record", "{points} points ({thousandths} thousandths), equal to the proven bound")
    rows = [
        (pgettext("record", "Campaign"), sitting.campaign),
        (pgettext("record", "Run"), str(sitting.run)),
        (pgettext("record", "List closed"), sitting.closed_on),
        (pgettext("record", "People on the list"), str(document["applicants"])),
        (pgettext("record", "SHA-256 of the list"), document["applicants_sha256"]),
        (pgettext("record", "Number drawn (seed)"), str(rules["seed"])),
        (pgettext("record", "Where it was drawn"), sitting.seed_source),
        (pgettext("record", "Method"), method),
        (pgettext("record", "Engine"), document["engine"]),
        (pgettext("record", "Seats filled"), seats),
    ]
    if document["kind"] != "draw":
        said = total.format(points=shown(document["total"]), thousandths=document["total"])
        rows.append((pgettext("record", "Sum of the scores"), said))
    if sitting.published_on is not None:
        rows.append((pgettext("record", "Published on"), papers.long_date(sitting.published_on)))
    if sitting.appeals_until is not None:
        rows.append((pgettext("record", "Appeals until"), papers.weekday_date(sitting.appeals_until)))
    return [(label, text) for label, text in rows if text]


def _quota(quota: Mapping[str, Any], rules: Mapping[str, Any]) -> list[str]:
    basis = next((row.get("basis", "") for row in rules.get("quota", ()) if row["name"] == quota["name"]), "")
    name = f"{quota['name']} – {basis}" if basis else quota["name"]
    more = quota["one_more"]
    cost = (
        pgettext("record", "no answer")
        if more is None
        else pgettext("record", "{seats} seats, {points} points").format(
            seats=f"{more['filled']:+d}", points=shown(more["total"])
        )
    )
    bounds = [pgettext("record", "none") if quota[key] is None else str(quota[key]) for key in ("min", "max")]
    binding = pgettext("record", "yes") if quota["binding"] else ""
    return [name, str(quota["available"]), *bounds, str(quota["selected"]), binding, cost]


def _conflicting(row: Mapping[str, Any]) -> str:
    if row["change"] is None:
        text = pgettext("record", "{name}: moving one of its bounds alone would not be enough")
        return text.format(name=row["name"])
    text = (
        pgettext("record", "{name}: its minimum lowered by {seats} would be enough")
        if row["bound"] == "min"
        else pgettext("record", "{name}: its maximum raised by {seats} would be enough")
    )
    return text.format(name=row["name"], seats=abs(row["change"]))


def _lists(lists: Mapping[str, Sequence[str]] | None) -> list[dict[str, Any]]:
    return [{"name": name, "receipts": list(receipts)} for name, receipts in (lists or {}).items()]


def _words() -> dict[str, str]:
    return {
        "title": pgettext("record", "Minutes of the selection"),
        "panel": pgettext("record", "The panel"),
        "name": pgettext("record", "Name"),
        "capacity": pgettext("record", "In the capacity of"),
        "body": pgettext("record", "Body"),
        "declared": pgettext("record", "Conflicts of interest"),
        "list": pgettext("record", "The list and the method"),
        "quotas": pgettext("record", "The quotas"),
        "quota": pgettext("record", "Quota"),
        "available": pgettext("record", "On the list"),
        "min": pgettext("record", "Least"),
        "max": pgettext("record", "Most"),
        "selected": pgettext("record", "Selected"),
        "binding": pgettext("record", "At its bound"),
        "one_more": pgettext("record", "One more would change"),
        "no_quota": pgettext("record", "No quota."),
        "conflict": pgettext("record", "The quotas contradict each other"),
        "changes": pgettext("record", "Bounds moved for this run"),
        "difference": pgettext("record", "What this run changes of the one before it"),
        "chosen": pgettext("record", "Selected, by receipt number"),
        "reserve": pgettext("record", "Reserve, in order, by receipt number"),
        "rule": pgettext(
            "record",
            "Marks: each member marks alone; a line counts the mean of the marks, rounded to the nearest thousandth, a half "
            "upwards; the score is the sum of the lines in thousandths of a point. Equal scores are ordered by the SHA-256 of "
            "the number drawn and the receipt. With the published list and rules, anyone runs the same command and gets the "
            "same files.",
        ),
        "free": pgettext("record", "The selection is free of charge at every step."),
        "signed": pgettext("record", "Done in two signatures, by two different people."),
    }
