"""The minutes of a run as they are printed: out of what is stored, the same bytes each time."""

import json
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.kernel.papers import letterhead
from baarasira.network.models import Territory

from .documents.record import Sitting, record_pdf
from .enums import ConflictNature, Result
from .models import Member, Run
from .queries.runs import EVERYBODY, difference, file_text


def record_of(run: Run) -> bytes:
    """Return the minutes (procès-verbal) of a computed run as a PDF. Raises RunFile.DoesNotExist before, CannotPrint."""
    document = json.loads(file_text(run, "minutes.json"))
    office = run.campaign.opening.office
    made_at = run.published_at or run.computed_at or run.closed_at
    with translation.override(settings.LANGUAGE_CODE):
        sitting = Sitting(
            reference=f"{run.campaign.opening.number}-{run.number}",
            campaign=f"{run.campaign.opening.title} ({run.campaign.opening.number})",
            run=run.number,
            closed_on=f"{date_format(run.closed_at, 'd/m/Y H:i')} UTC, {run.closed_by.label}",
            seed_source=run.seed_source,
            published_on=run.published_at.date() if run.published_at else None,
            appeals_until=run.appeals_until,
            panel=[_member(row) for row in _members(run)],
            changes=[
                f"{row.quota}: {row.bound} {row.former} → {row.value}. {row.reason}" for row in run.quota_changes.all()
            ],
            difference=_difference(run),
            chosen=_receipts(run, Result.SELECTED, "region" if "region" in run.columns else ""),
            reserve=_receipts(run, Result.RESERVE, ""),
            signers=_signers(run),
        )
    return record_pdf(document, made_at, head=letterhead(structure=office.name), sitting=sitting)


def _members(run: Run) -> Sequence[Member]:
    rows = Member.objects.filter(panel__campaign=run.campaign, left_on__isnull=True)
    return rows.select_related("panel__structure", "user").prefetch_related("conflicts").order_by("panel_id", "id")  # type: ignore[return-value]


def _member(member: Member) -> tuple[str, str, str, str]:
    back = sum(row.nature != ConflictNature.NONE for row in member.conflicts.all())
    said = (
        pgettext("record", "stood back {n} times").format(n=back)
        if back
        else pgettext("record", "none declared")
        if member.declared_on
        else pgettext("record", "not declared")
    )
    return member.name, str(member.get_role_display()), member.body or member.panel.structure.name, said


def _receipts(run: Run, result: str, by: str) -> Mapping[str, Sequence[str]]:
    """Return {list: receipts in order}; those selected by region where the list has it."""
    out: dict[str, list[str]] = {}
    rows = run.places.filter(result=result).select_related("entry").order_by("list", "rank")
    for row in rows:
        name = row.entry.cells.get(by, "") if by else row.list or EVERYBODY
        out.setdefault(name, []).append(row.entry.receipt)
    names = dict(Territory.objects.filter(code__in=out).values_list("code", "name"))
    everybody = pgettext("record", "All")
    return {
        names.get(key, everybody if key in {EVERYBODY, ""} else key): receipts for key, receipts in sorted(out.items())
    }


def _difference(run: Run) -> list[str]:
    found = difference(run)
    if found is None:
        return []
    lines = (
        (pgettext("record", "Come in: {receipts}"), found.came_in),
        (pgettext("record", "Go out: {receipts}"), found.went_out),
        (pgettext("record", "Join the reserve: {receipts}"), found.joined_reserve),
        (pgettext("record", "Leave the reserve: {receipts}"), found.left_reserve),
        (pgettext("record", "Scores corrected: {receipts}"), [row[0] for row in found.scores]),
    )
    return [text.format(receipts=", ".join(receipts)) for text, receipts in lines if receipts]


def _signers(run: Run) -> list[tuple[str, str]]:
    first = pgettext("record", "First signatory")
    second = pgettext("record", "Second signatory")
    return [
        (run.first_by.label if run.first_by else "", first),
        (run.second_by.label if run.second_by else "", second),
    ]
