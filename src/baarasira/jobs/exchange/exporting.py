"""Writing people, employers, offers and placements as files that import reads back."""

from collections.abc import Callable, Iterator
from typing import Any

from baarasira.candidacies.models import Placement
from baarasira.employers.models import Employer
from baarasira.kernel import vault
from baarasira.openings.models import Opening
from baarasira.people.enums import BornPrecision, PersonState
from baarasira.people.models import Person

from .columns import EMPLOYERS, OFFERS, PEOPLE, PLACEMENTS

_CHUNK = 500


def _joined(items: Any) -> str:
    return ";".join(str(item) for item in items)


def people() -> Iterator[list[object]]:
    """Yield the people whose file is open, ids first; the NINA in clear, as import needs it."""
    rows = (
        Person.objects.filter(state=PersonState.OPEN)
        .order_by("id")
        .select_related("office")
        .prefetch_related("occupations", "languages", "phones", "consents")
    )
    for person in rows.iterator(chunk_size=_CHUNK):
        values = _person(person)
        yield [values[column.name] for column in PEOPLE]


def _person(person: Person) -> dict[str, object]:
    year_only = person.born_precision == BornPrecision.YEAR
    latest: dict[str, bool] = {}
    for consent in person.consents.all():  # in the order they were given or taken back
        latest[consent.purpose] = consent.given
    plain = (
        "given_names", "surname", "sex", "maiden_name", "father_name", "mother_name", "no_nina_reason", "commune",
        "locality", "email", "situation", "reading_latin", "preferred_channel", "preferred_language", "diploma",
    )  # fmt: skip
    return {
        **{name: getattr(person, name) for name in plain},
        "id": str(person.pk),
        "occupations": _joined(f"{item.code}:{item.years}" for item in person.occupations.all()),
        "skills": _joined(person.skills),
        "languages": _joined(f"{item.code}:{item.level}" for item in person.languages.all()),
        "education": "" if person.education is None else person.education,
        "region": person.region_id or "",
        "cercle": person.cercle_id or "",
        "mobility": _joined(person.mobility),
        "destinations": _joined(person.destinations),
        "licences": _joined(person.licences),
        "born": person.born.year if year_only else person.born.isoformat(),
        "available_from": person.available_from or "",
        "registered_on": person.registered_on,
        "nina": vault.decrypt(person.pk, person.nina_sealed) if person.nina_sealed else "",
        "phones": _joined(item.number for item in person.phones.all()),
        "consents": _joined(purpose for purpose, given in latest.items() if given),
        "office": person.office.code,
    }


def employers() -> Iterator[list[object]]:
    """Yield every employer."""
    for employer in Employer.objects.order_by("id").select_related("office").iterator(chunk_size=_CHUNK):
        own = {"id": str(employer.pk), "office": employer.office.code}
        own |= {"region": employer.region_id or "", "cercle": employer.cercle_id or ""}
        yield [_cell(own.get(column.name, getattr(employer, column.name, ""))) for column in EMPLOYERS]


def offers() -> Iterator[list[object]]:
    """Yield every offer, with the id of its employer as `employers` writes it."""
    for opening in Opening.objects.order_by("id").select_related("office").iterator(chunk_size=_CHUNK):
        own = {
            "id": str(opening.pk),
            "office": opening.office.code,
            "region": opening.region_id or "",
            "cercle": opening.cercle_id or "",
            "employer": str(opening.employer_id),
            "min_years_strict": int(opening.min_years_strict),
        }
        yield [_cell(own.get(column.name, getattr(opening, column.name, ""))) for column in OFFERS]


def _cell(value: Any) -> object:
    if value is None:
        return ""
    return _joined(value) if isinstance(value, list) else value


def placements() -> Iterator[list[object]]:
    """Yield every confirmed placement with what its checks found."""
    rows = Placement.objects.order_by("id").select_related("candidacy__opening", "office").prefetch_related("checks")
    for placement in rows.iterator(chunk_size=_CHUNK):
        candidacy = placement.candidacy
        checks = {check.months: check.outcome for check in placement.checks.all()}
        values = {
            "id": placement.pk,
            "person_id": candidacy.person_id,
            "offer_id": candidacy.opening_id,
            "employer_id": candidacy.opening.employer_id,
            "office": placement.office.code,
            "referred_on": candidacy.referred_on,
            "hired_on": candidacy.hired_on or "",
            "first_day": placement.first_day,
            "confirmed_on": placement.confirmed_on,
            "confirmed_by": placement.confirmed_by,
            "check_1_month": checks.get(1, ""),
            "check_3_months": checks.get(3, ""),
        }
        yield [values[name] for name in PLACEMENTS]


Rows = Callable[[], Iterator[list[object]]]

EXPORTS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "people": (tuple(column.name for column in PEOPLE), people),
    "employers": (tuple(column.name for column in EMPLOYERS), employers),
    "offers": (tuple(column.name for column in OFFERS), offers),
    "placements": (PLACEMENTS, placements),
}
"""For each word of the command: the headers, and the rows."""
