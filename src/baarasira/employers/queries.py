"""Reads of employers: by territory, by name however spelt, by registration number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor, by_others
from baarasira.kernel.errors import Sentence
from baarasira.kernel.models import Move

from . import names
from .enums import EmployerState
from .models import Employer, EmployerVisit, EmployerWord
from .policies import EMPLOYERS
from .words import REASONS

MOST_DUPLICATES = 5
_LAST = "z" * 40


def visible_to(actor: Actor) -> QuerySet[Employer]:
    """Return the employers whose file the actor may open, with office and region, in the order of their names."""
    rows = Employer.objects.filter(EMPLOYERS.scope(actor, "view").q("office_id"))
    return rows.select_related("office", "region")


def findable_by(actor: Actor) -> QuerySet[Employer]:
    """Return every employer of the country for who may look one up: show name, number, office and state, no more."""
    rows = Employer.objects.select_related("office", "region")
    return rows if EMPLOYERS.allows(actor, "find") else rows.none()


def named(rows: QuerySet[Employer], text: str) -> QuerySet[Employer]:
    """Keep the employers that a text finds: their number, NIF or RCCM, or words of their name in any order.

    Each word typed must begin a word of the name, as written or as heard.
    """
    typed = names.words(text)
    if not typed:
        return rows
    reference = names.reference_key(text)
    by_number = Q(number__iexact=text.strip()) | Q(tax_id_key=reference) | Q(trade_register_key=reference)
    by_name = Q()
    for word in typed:
        by_name &= Q(pk__in=_with_word(word))
    return rows.filter(by_number | by_name)


def _with_word(word: str) -> QuerySet[EmployerWord, Any]:
    # A range, not LIKE: both databases answer it from the index, the words being letters and digits only.
    sound = names.canonical(word)
    begins = Q(word__range=(word, word + _LAST)) | Q(canonical__range=(sound, sound + _LAST))
    return EmployerWord.objects.filter(begins).order_by().values("employer_id")


@dataclass(frozen=True, slots=True)
class Likely:
    """An employer that may be the same, and why."""

    employer: Employer
    reasons: tuple[Sentence, ...]
    certain: bool


def likely_same(
    *, name: str, tax_id: str = "", trade_register: str = "", phone: str = "", leave_out: UUID | None = None
) -> list[Likely]:
    """Return the employers of the whole country that may be the one described: same NIF, RCCM, phone or name.

    `certain` when a registration number is the same. At most MOST_DUPLICATES, the certain ones first. One query.
    """
    keys = {
        "tax_id": ("tax_id_key", names.reference_key(tax_id)),
        "trade_register": ("trade_register_key", names.reference_key(trade_register)),
        "phone": ("phone", phone),
        "name": ("name_key", names.key(name)),
    }
    wanted = {why: (field, value) for why, (field, value) in keys.items() if value}
    same = Q()
    for field, value in wanted.values():
        same |= Q(**{field: value})
    if not wanted:
        return []
    rows = Employer.objects.filter(same).exclude(pk=leave_out).select_related("office", "region")[:50]
    found = []
    for employer in rows:
        why = [reason for reason, (field, value) in wanted.items() if getattr(employer, field) == value]
        certain = "tax_id" in why or "trade_register" in why
        found.append(Likely(employer, tuple(REASONS[reason] for reason in why), certain))
    found.sort(key=lambda item: (not item.certain, -len(item.reasons)))
    return found[:MOST_DUPLICATES]


def awaiting_accreditation(actor: Actor) -> QuerySet[Employer]:
    """Return the employers this actor may accredit or refuse: submitted in their territory, by someone else."""
    rows = Employer.objects.filter(EMPLOYERS.scope(actor, "accredit").q("office_id"), state=EmployerState.SUBMITTED)
    return rows.filter(by_others(actor, "submitted_by")).select_related("office", "region", "submitted_by")


def accredited(ids: Iterable[UUID]) -> set[UUID]:
    """Return those of the employers that are accredited. One query."""
    rows = Employer.objects.filter(pk__in=ids, state=EmployerState.ACCREDITED)
    return set(rows.values_list("pk", flat=True))


def moves(employer: Employer) -> list[Move]:
    """Return what happened to the employer's accreditation, oldest first."""
    return list(Move.objects.filter(noun="employer", object_id=employer.pk))


def visits(employer: Employer) -> QuerySet[EmployerVisit]:
    """Return the visits paid to an employer, newest first."""
    return employer.visits.select_related("author", "office")
