"""People: those of the token's territory."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from baarasira.kernel.journal import write as journal
from baarasira.people import queries
from baarasira.people.actions import register_person
from baarasira.people.enums import BornPrecision, ConsentPurpose
from baarasira.people.inputs import ConsentData, LanguageData, OccupationData, PersonData, PhoneData
from baarasira.people.models import Person

from ..access import SystemRequest, writes
from ..kept import Written
from ..paging import MOST, page
from ..schemas import Page, PersonIn, PersonOut
from .answers import created, office_id

router = Router(tags=["people"])


def _rows(request: SystemRequest) -> Any:
    related = queries.visible_to(request.actor).select_related("office")
    return related.prefetch_related("occupations", "languages", "phones")


def _show(person: Person) -> PersonOut:
    same = (
        "id", "version", "number", "state", "registered_on", "given_names", "surname", "sex", "commune", "skills",
        "licences", "mobility", "destinations", "education", "available_from", "situation",
    )  # fmt: skip
    year_only = person.born_precision == BornPrecision.YEAR
    return PersonOut(
        **{name: getattr(person, name) for name in same},
        office=person.office.code,
        born=str(person.born.year) if year_only else person.born.isoformat(),
        region=person.region_id or "",
        cercle=person.cercle_id or "",
        phones=[phone.number for phone in person.phones.all()],
        occupations=[{"code": row.code, "years": row.years, "words": row.words} for row in person.occupations.all()],
        languages=[f"{row.code}:{row.level}" for row in person.languages.all()],
    )


@router.get("", response=Page[PersonOut])
def list_people(request: SystemRequest, after: UUID | None = None, limit: int = Query(50, ge=1, le=MOST)) -> Any:
    """The people of the token's territory, oldest file first; the reading is journaled."""
    found = page(_rows(request), after, limit, _show)
    journal.record(request.actor, "person.list", noun="person", after={"count": len(found["items"])}, kind="look")
    return found


@router.get("/{person_id}", response=PersonOut)
def get_person(request: SystemRequest, person_id: UUID) -> Any:
    """One person's file; the look is journaled."""
    person = get_object_or_404(_rows(request), pk=person_id)
    journal.look(
        request.actor,
        "person.look",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
    )
    return _show(person)


@router.post("", response={201: PersonOut})
@writes
def register(request: SystemRequest, payload: PersonIn) -> Written:
    """Register a person, by the same rules as at the counter."""
    same = (
        "given_names", "surname", "born", "sex", "situation", "nina", "no_nina_reason", "region", "cercle", "commune",
        "locality", "education", "available_from",
    )  # fmt: skip
    lists = ("skills", "licences", "mobility", "destinations")
    spoken = [item.partition(":") for item in payload.languages]
    data = PersonData(
        **{name: getattr(payload, name) for name in same},
        **{name: tuple(getattr(payload, name)) for name in lists},
        phones=tuple(PhoneData(number=number) for number in payload.phones),
        occupations=tuple(
            OccupationData(code=item.code, words=item.words, years=item.years) for item in payload.occupations
        ),
        languages=tuple(LanguageData(code=code, level=level) for code, _colon, level in spoken),
    )
    given = {purpose: purpose in payload.consents for purpose in ConsentPurpose.values}
    person = register_person(
        actor=request.actor,
        office_id=office_id(payload.office),
        data=data,
        consents=ConsentData(given=given, how=f"API: {request.auth.name}"[:60]),
    )
    return created(_show(_rows(request).get(pk=person.pk)), about=[person.pk])
