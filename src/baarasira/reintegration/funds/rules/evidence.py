"""What a tranche rests on (domain.md C.5, R-23): which pieces each condition asks for, and what stands against it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reference.amounts import show_minor
from baarasira.reference.parameters import GRANT_ACTIVE_DAYS, GRANT_INVOICE_SHARE
from baarasira.reference.queries import value

from ..enums import Condition, EvidenceKind, TrancheState
from ..models import Evidence, Tranche

ASKED: Mapping[Condition, tuple[EvidenceKind, ...]] = {
    Condition.CONTRACT: (EvidenceKind.CONTRACT, EvidenceKind.ORDER),
    Condition.START: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
    Condition.ACTIVE: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
}
"""The pieces each condition asks for: purchase orders at the contract, then invoices, a visit and a photo."""


def standing(tranche: Tranche) -> list[Evidence]:
    """Return the pieces of a tranche that were not withdrawn, the oldest first."""
    return list(tranche.evidence.filter(withdrawn_on__isnull=True).select_related("file").order_by("id"))


def findings(tranche: Tranche, pieces: Sequence[Evidence], on: date) -> list[Finding]:
    """Return what stands against submitting a tranche for signature, each a sentence with its rule. Two queries at most."""
    condition = Condition(tranche.condition)
    given = {piece.kind for piece in pieces}
    found = [
        Finding("evidence_missing", _("Missing: %(piece)s.") % {"piece": kind.label}, kind, source="C.5")
        for kind in ASKED[condition]
        if kind not in given
    ]
    if tranche.number > 1:
        found += _former(tranche, pieces, on)
    visits = [piece for piece in pieces if piece.kind == EvidenceKind.VISIT]
    if visits and not visits[-1].active:
        sentence = _(
            "The last visit found the activity at a standstill: nothing more is paid until one finds it at work."
        )
        found.append(Finding("not_active", sentence, EvidenceKind.VISIT, source="R-23"))
    if condition == Condition.ACTIVE:
        found += _too_early(tranche, visits, on)
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


def _too_early(tranche: Tranche, visits: Sequence[Evidence], on: date) -> list[Finding]:
    started = tranche.grant.started_on
    if started is None or not visits:
        return []
    first = started + timedelta(days=value(GRANT_ACTIVE_DAYS, on))
    if visits[-1].happened_on >= first:
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
