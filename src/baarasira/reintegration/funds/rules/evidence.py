"""What a tranche rests on (domain.md C.5, R-23): which pieces each condition asks for, and what stands against it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reference.amounts import show_minor
from baarasira.reference.parameters import GRANT_ACTIVE_DAYS, GRANT_INVOICE_SHARE
from baarasira.reference.queries import value
from baarasira.reintegration.visits.queries import last_visit
from baarasira.reintegration.visits.rules import is_active

from ..enums import Condition, EvidenceKind, TrancheState
from ..models import Evidence, Tranche

ASKED: Mapping[Condition, tuple[EvidenceKind, ...]] = {
    Condition.CONTRACT: (EvidenceKind.CONTRACT, EvidenceKind.ORDER),
    Condition.START: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
    Condition.ACTIVE: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
}
"""The pieces each condition asks for: purchase orders at the contract, then invoices, a visit and a photo."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the last visit that counts for a tranche found: on which day, and whether the activity was at work."""

    on: date
    active: bool


def last_seen(tranche: Tranche, pieces: Sequence[Evidence], on: date) -> Seen | None:
    """Return what the last visit found: a report among the pieces, or a follow-up visit since the tranche before was paid.

    None without one. Two queries at most.
    """
    found = [Seen(piece.happened_on, bool(piece.active)) for piece in pieces if piece.kind == EvidenceKind.VISIT]
    former = Tranche.objects.filter(grant_id=tranche.grant_id, number=tranche.number - 1).first()
    visit = last_visit(tranche.grant.case_id, on)
    since = (former.paid_on if former is not None else None) or tranche.grant.contract_on
    if visit is not None and visit.done_on is not None and since is not None and visit.done_on >= since:
        found.append(Seen(visit.done_on, is_active(visit)))
    return max(found, key=lambda seen: seen.on, default=None)


def standing(tranche: Tranche) -> list[Evidence]:
    """Return the pieces of a tranche that were not withdrawn, the oldest first."""
    return list(tranche.evidence.filter(withdrawn_on__isnull=True).select_related("file").order_by("id"))


def findings(tranche: Tranche, pieces: Sequence[Evidence], on: date) -> list[Finding]:
    """Return what stands against submitting a tranche for signature, each a sentence with its rule. Four queries at most."""
    condition = Condition(tranche.condition)
    given = {piece.kind for piece in pieces}
    seen = last_seen(tranche, pieces, on) if EvidenceKind.VISIT in ASKED[condition] else None
    if seen is not None:
        given.add(EvidenceKind.VISIT)
    found = [
        Finding("evidence_missing", _("Missing: %(piece)s.") % {"piece": kind.label}, kind, source="C.5")
        for kind in ASKED[condition]
        if kind not in given
    ]
    if tranche.number > 1:
        found += _former(tranche, pieces, on)
    if seen is not None and not seen.active:
        sentence = _(
            "The last visit found the activity at a standstill: nothing more is paid until one finds it at work."
        )
        found.append(Finding("not_active", sentence, EvidenceKind.VISIT, source="R-23"))
    if condition == Condition.ACTIVE and seen is not None:
        found += _too_early(tranche, seen, on)
    return found


def _former(tranche: Tranche, pieces: Sequence[Evidence], on: date) -> list[Finding]:
    """Return what stands of the tranche before: paid and confirmed, and accounted for by invoices (R-23)."""
    former = Tranche.objects.get(grant_id=tranche.grant_id, number=tranche.number - 1)
    if former.state != TrancheState.CONFIRMED:
        sentence = _("Tranche %(number)d must be paid and confirmed by the person first.")
        return [Finding("former_tranche", sentence % {"number": former.number}, source="R-23")]
    invoices = sum(piece.amount or 0 for piece in pieces if piece.kind == EvidenceKind.INVOICE)
    asked = former.amount * value(GRANT_INVOICE_SHARE, on) // 100
    if invoices >= asked:
        return []
    words = {
        "given": show_minor(invoices, tranche.grant.fund.currency),
        "asked": show_minor(asked, tranche.grant.fund.currency),
        "number": former.number,
    }
    sentence = _("Invoices account for %(given)s of tranche %(number)d; at least %(asked)s is asked for.")
    return [Finding("invoices_short", sentence % words, EvidenceKind.INVOICE, source="R-23")]


def _too_early(tranche: Tranche, seen: Seen, on: date) -> list[Finding]:
    started = tranche.grant.started_on
    if started is None:
        return []
    first = started + timedelta(days=value(GRANT_ACTIVE_DAYS, on))
    if seen.on >= first:
        return []
    sentence = _(
        "The activity started on %(started)s: the visit that opens the last tranche is made from %(first)s on."
    )
    words = {"started": f"{started:%d/%m/%Y}", "first": f"{first:%d/%m/%Y}"}
    return [Finding("visit_early", sentence % words, EvidenceKind.VISIT, source="C.5")]


def digest_of(tranche: Tranche, pieces: Sequence[Evidence]) -> str:
    """Return the SHA-256 of what the three sign: the tranche, its amount, and each piece with its file's hash."""
    said = {
        "tranche": str(tranche.pk),
        "grant": tranche.grant.number,
        "amount": tranche.amount,
        "currency": tranche.grant.fund.currency,
        "condition": tranche.condition,
        "evidence": [
            [
                piece.kind,
                piece.happened_on.isoformat(),
                piece.file.sha256 if piece.file is not None else "",
                piece.active,
                piece.amount,
                [piece.latitude, piece.longitude],
            ]
            for piece in pieces
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
