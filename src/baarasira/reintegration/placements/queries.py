"""Reads of placements: those an actor may see, those of a case."""

from datetime import date

from django.db.models import QuerySet

from baarasira.kernel.actor import Actor

from ..cases.models import Case
from .enums import PlacementState
from .models import Placement
from .policies import PLACEMENTS


def visible_to(actor: Actor) -> QuerySet[Placement]:
    """Return the placements of the cases of the actor's structures, the newest first."""
    rows = Placement.objects.filter(PLACEMENTS.scope(actor, "view").q("case__owner_id"))
    return rows.select_related("case__person", "case__owner", "employer", "prepared_by", "approved_by")


def to_approve(actor: Actor) -> QuerySet[Placement]:
    """Return the agreements both have signed that this actor may approve."""
    rows = visible_to(actor).filter(PLACEMENTS.scope(actor, "approve").q("case__owner_id"))
    rows = rows.filter(state=PlacementState.DRAFT, graduate_signed_on__isnull=False, company_signed_on__isnull=False)
    return rows.exclude(prepared_by_id=actor.id).order_by("starts_on", "id")


def ending(rows: QuerySet[Placement], on: date) -> QuerySet[Placement]:
    """Keep those whose last day is past and that nobody has ended."""
    return rows.filter(state=PlacementState.SIGNED, ends_on__lte=on).order_by("ends_on", "id")


def of_case(case: Case) -> QuerySet[Placement]:
    """Return the placements of a case, the newest first."""
    return case.placements.select_related("employer").order_by("-id")
