"""Employers of the token's territory."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from baarasira.employers import queries
from baarasira.employers.actions import record_employer
from baarasira.employers.details import EmployerDetails
from baarasira.employers.models import Employer
from baarasira.network.models import Structure

from ..access import SystemRequest, writes
from ..kept import Written
from ..paging import MOST, page
from ..schemas import EmployerIn, EmployerOut, Page
from .answers import created, office_id

router = Router(tags=["employers"])


def _show(employer: Employer) -> EmployerOut:
    same = ("id", "version", "number", "name", "legal_form", "sector", "country", "state", "accredited_on")
    return EmployerOut(
        **{name: getattr(employer, name) for name in same},
        office=employer.office.code,
        region=employer.region_id or "",
    )


@router.get("", response=Page[EmployerOut])
def list_employers(request: SystemRequest, after: UUID | None = None, limit: int = Query(50, ge=1, le=MOST)) -> Any:
    """The employers of the token's territory, oldest first."""
    return page(queries.visible_to(request.actor).select_related("office"), after, limit, _show)


@router.get("/{employer_id}", response=EmployerOut)
def get_employer(request: SystemRequest, employer_id: UUID) -> Any:
    """One employer."""
    return _show(get_object_or_404(queries.visible_to(request.actor).select_related("office"), pk=employer_id))


@router.post("", response={201: EmployerOut})
@writes
def record(request: SystemRequest, payload: EmployerIn) -> Written:
    """Record an employer; two agents accredit it in the application."""
    values = payload.model_dump()
    office = Structure.objects.get(pk=office_id(values.pop("office")))
    employer = record_employer(actor=request.actor, office=office, details=EmployerDetails(**values))
    return created(_show(Employer.objects.select_related("office").get(pk=employer.pk)), about=())
