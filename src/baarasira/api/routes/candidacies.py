"""Candidacies of the token's people and to its offers."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from baarasira.candidacies import queries
from baarasira.candidacies.actions import Referral, refer
from baarasira.candidacies.models import Candidacy

from ..access import SystemRequest, writes
from ..kept import Written
from ..paging import MOST, page
from ..schemas import CandidacyIn, CandidacyOut, Page, Referred
from .answers import created

router = Router(tags=["candidacies"])


def _show(candidacy: Candidacy) -> CandidacyOut:
    same = (
        "id", "version", "number", "person_id", "state", "referred_on", "interview_on", "hired_on", "starts_on",
        "ended_on", "reason",
    )  # fmt: skip
    return CandidacyOut(
        **{name: getattr(candidacy, name) for name in same},
        offer_id=candidacy.opening_id,
        office=candidacy.office.code,
    )


@router.get("", response=Page[CandidacyOut])
def list_candidacies(
    request: SystemRequest,
    offer_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),
) -> Any:
    """The candidacies this token sees, oldest first; those of one offer with `offer_id`."""
    rows = queries.visible_to(request.actor)
    if offer_id is not None:
        rows = rows.filter(opening_id=offer_id)
    return page(rows, after, limit, _show)


@router.get("/{candidacy_id}", response=CandidacyOut)
def get_candidacy(request: SystemRequest, candidacy_id: UUID) -> Any:
    """One candidacy."""
    return _show(get_object_or_404(queries.visible_to(request.actor), pk=candidacy_id))


@router.post("", response={201: Referred})
@writes
def refer_people(request: SystemRequest, payload: CandidacyIn) -> Written:
    """Refer people to a published offer, all or none."""
    referrals = [Referral(person_id) for person_id in payload.person_ids]
    made = refer(actor=request.actor, opening_id=payload.offer_id, referrals=referrals)
    rows = Candidacy.objects.select_related("office").filter(pk__in=[row.pk for row in made]).order_by("id")
    return created(Referred(items=[_show(row) for row in rows]), about=payload.person_ids)
