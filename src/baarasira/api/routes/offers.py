"""Offers of the token's territory, and their shortlists."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from baarasira.candidacies.queries import seats_taken
from baarasira.employers.queries import findable_by
from baarasira.matching.queries import shortlist
from baarasira.network.models import Structure
from baarasira.openings import queries
from baarasira.openings.actions import receive_opening
from baarasira.openings.details import OpeningDetails
from baarasira.openings.enums import OfferSource
from baarasira.openings.models import Opening

from ..access import SystemRequest, writes
from ..kept import Written
from ..paging import MOST, page
from ..schemas import OfferIn, OfferOut, Page, ShortlistLine
from .answers import created, office_id

router = Router(tags=["offers"])
_LONGEST_SHORTLIST = 200


def _rows(request: SystemRequest) -> Any:
    return queries.readable_by(request.actor).select_related("office", "employer")


def _show(opening: Opening, taken: int) -> OfferOut:
    same = (
        "id", "version", "number", "employer_id", "title", "occupation", "alternatives", "seats", "contract", "wage",
        "wage_currency", "wage_period", "country", "starts_on", "state", "expires_on",
    )  # fmt: skip
    return OfferOut(
        **{name: getattr(opening, name) for name in same},
        office=opening.office.code,
        employer=opening.employer.name,
        region=opening.region_id or "",
        seats_taken=taken,
    )


@router.get("", response=Page[OfferOut])
def list_offers(request: SystemRequest, after: UUID | None = None, limit: int = Query(50, ge=1, le=MOST)) -> Any:
    """The offers this token may read, oldest first."""
    found = page(_rows(request), after, limit, lambda row: row)
    taken = seats_taken(row.pk for row in found["items"])
    return {**found, "items": [_show(row, taken.get(row.pk, 0)) for row in found["items"]]}


@router.get("/{offer_id}", response=OfferOut)
def get_offer(request: SystemRequest, offer_id: UUID) -> Any:
    """One offer."""
    opening = get_object_or_404(_rows(request), pk=offer_id)
    return _show(opening, seats_taken([opening.pk]).get(opening.pk, 0))


@router.post("", response={201: OfferOut})
@writes
def record(request: SystemRequest, payload: OfferIn) -> Written:
    """Record an offer; the rules and the second person come in the application."""
    values = payload.model_dump()
    office = Structure.objects.get(pk=office_id(values.pop("office")))
    employer = get_object_or_404(findable_by(request.actor), pk=values.pop("employer_id"))
    lists = [name for name, value in values.items() if isinstance(value, list)]
    values.update({name: tuple(values[name]) for name in lists})
    details = OpeningDetails(**values, source_channel=OfferSource.WEB)
    opening = receive_opening(actor=request.actor, office=office, employer=employer, details=details)
    return created(_show(Opening.objects.select_related("office", "employer").get(pk=opening.pk), 0), about=())


@router.get("/{offer_id}/shortlist", response=list[ShortlistLine])
def get_shortlist(
    request: SystemRequest, offer_id: UUID, top: int = Query(50, ge=1, le=_LONGEST_SHORTLIST), region: str = ""
) -> Any:
    """The best people for an offer, in the order engine.md publishes; who they are is read under people."""
    opening = get_object_or_404(_rows(request), pk=offer_id)
    lines = []
    for rank, line in enumerate(shortlist(request.actor, opening, top=top, region=region), start=1):
        parts = dict(zip("OSELP", line.explanation.parts, strict=True))
        lines.append(
            {
                "rank": rank,
                "person_id": line.person.pk,
                "score": line.explanation.score,
                "office": line.person.office_code,
                **parts,
            }
        )
    return lines
