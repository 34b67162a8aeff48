"""The people of a list as a line shows them: read in four queries however many they are, without building records."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import UUIDField

from baarasira.kernel.prepared import Prepared, stored_id
from baarasira.people.models import DeclaredOccupation, Person, Phone, SpokenLanguage


@dataclass(frozen=True, slots=True)
class Profile:
    """What the words about a person are made of.

    occupations: the words the person used, by preference; languages: {code: level}; education: ISCED 0-8, None unknown.
    """

    occupations: Sequence[str]
    languages: Mapping[str, str]
    skills: Sequence[str]
    licences: Sequence[str]
    education: int | None
    region_id: str | None
    available_from: date | None

    @classmethod
    def of(cls, person: Person) -> Self:
        """Return the profile of a record whose occupations and languages are loaded. No query."""
        return cls(
            occupations=[row.words for row in person.occupations.all()],
            languages={row.code: row.level for row in person.languages.all()},
            skills=person.skills,
            licences=person.licences,
            education=person.education,
            region_id=person.region_id,
            available_from=person.available_from,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of a list. `region` and `office` are names; `phone` is the first number as stored, empty for none."""

    pk: UUID
    name: str
    born: date
    state: str
    registered_on: date
    commune: str
    region: str
    office_id: UUID
    office: str
    office_code: str
    phone: str
    profile: Profile

    def __str__(self) -> str:
        return self.name


_COLUMNS = (
    "id", "given_names", "surname", "born", "state", "registered_on", "commune", "region__name", "office_id", "office__name",
    "office__code", "skills", "licences", "education", "region_id", "available_from",
)  # fmt: skip


_PEOPLE = Prepared(lambda ids: Person.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS), ids=UUIDField())
_WORDS = Prepared(
    lambda ids: (
        DeclaredOccupation.objects.filter(person_id__in=ids)
        .order_by("person_id", "position")
        .values_list("person_id", "words")
    ),
    as_stored=True,
    ids=UUIDField(),
)
_SPOKEN = Prepared(
    lambda ids: (
        SpokenLanguage.objects.filter(person_id__in=ids).order_by("id").values_list("person_id", "code", "level")
    ),
    as_stored=True,
    ids=UUIDField(),
)
_PHONES = Prepared(
    lambda ids: Phone.objects.filter(person_id__in=ids).order_by("position", "id").values_list("person_id", "number"),
    as_stored=True,
    ids=UUIDField(),
)


def candidates(ids: Collection[UUID]) -> dict[UUID, Candidate]:
    """Return these people by id; the caller checked that the actor may see who competes. Four queries."""
    words: dict[Any, list[str]] = defaultdict(list)
    for key, said in _WORDS(ids=ids):
        words[key].append(said)
    spoken: dict[Any, dict[str, str]] = defaultdict(dict)
    for key, code, level in _SPOKEN(ids=ids):
        spoken[key][code] = level
    phones: dict[Any, str] = {}
    for key, number in _PHONES(ids=ids):
        phones.setdefault(key, number)
    found: dict[UUID, Candidate] = {}
    for row in _PEOPLE(ids=ids):
        key = stored_id(row[0])
        found[row[0]] = _candidate(row, words.get(key, ()), spoken.get(key, {}), phones.get(key, ""))
    return found


def _candidate(row: Sequence[Any], words: Sequence[str], spoken: Mapping[str, str], phone: str) -> Candidate:
    (
        key, given_names, surname, born, state, registered_on, commune, region, office_id, office, office_code, skills, licences,
        education, region_id, available_from,
    ) = row  # fmt: skip
    return Candidate(
        pk=key,
        name=f"{given_names} {surname}",
        born=born,
        state=state,
        registered_on=registered_on,
        commune=commune,
        region=region or "",
        office_id=office_id,
        office=office,
        office_code=office_code,
        phone=phone,
        profile=Profile(
            occupations=words,
            languages=spoken,
            skills=skills,
            licences=licences,
            education=education,
            region_id=region_id,
            available_from=available_from,
        ),
    )
