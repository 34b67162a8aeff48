"""From the tables to what the engine ranks: people in the register, published offers."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery, UUIDField

from baarasira import engine
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Opening
from baarasira.people.enums import BornPrecision, ConsentPurpose, PersonState
from baarasira.people.models import Consent, DeclaredOccupation, Person, SpokenLanguage

RANKED_CARDS = frozenset({CardState.ACTIVE, CardState.DUE})
_CHUNK = 2000
_COLUMNS = (
    "id", "skills", "education", "region_id", "mobility", "destinations", "licences", "born", "born_precision",
    "available_from", "registered_on", "office_id",
)  # fmt: skip


def rankable() -> QuerySet[Person]:
    """Return the people who compete for offers: file open, card in force, and consent to be in the register not withdrawn."""
    latest = Consent.objects.filter(person=OuterRef("pk"), purpose=ConsentPurpose.REGISTER).order_by("-id")
    card = Card.objects.filter(person=OuterRef("pk"), state__in=RANKED_CARDS)
    return (
        Person.objects.filter(Exists(card), state=PersonState.OPEN)
        .annotate(in_register=Subquery(latest.values("given")[:1]))
        .filter(in_register=True)
    )


def load_people(ids: Collection[UUID] | None = None) -> Iterator[engine.Person]:
    """Yield the rankable people (all, or those among `ids`) as the engine knows them, in a constant number of queries a chunk.

    `ids`: a few at a time, as statements of that length are written once and kept.
    """
    if ids is not None:
        yield from _people(_AMONG(ids=ids))
        return
    chunk: list[tuple[object, ...]] = []
    for row in rankable().order_by("id").values_list(*_COLUMNS).iterator(chunk_size=_CHUNK):
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield from _people(chunk)
            chunk = []
    if chunk:
        yield from _people(chunk)


_AMONG: Prepared[tuple[object, ...]] = Prepared(
    lambda ids: rankable().order_by("id").filter(pk__in=ids).values_list(*_COLUMNS), ids=UUIDField()
)
_DECLARED: Prepared[tuple[UUID, str, int]] = Prepared(
    lambda ids: (
        DeclaredOccupation.objects.filter(person_id__in=ids)
        .order_by("person_id", "position")
        .values_list("person_id", "code", "years")
    ),
    ids=UUIDField(),
)
_SPOKEN: Prepared[tuple[UUID, str, str]] = Prepared(
    lambda ids: (
        SpokenLanguage.objects.filter(person_id__in=ids).order_by("id").values_list("person_id", "code", "level")
    ),
    ids=UUIDField(),
)


def _people(rows: Sequence[tuple[object, ...]]) -> Iterator[engine.Person]:
    ids = [row[0] for row in rows]
    occupations: dict[object, list[engine.Declared]] = defaultdict(list)
    for person_id, code, years in _DECLARED(ids=ids):
        occupations[person_id].append(engine.Declared(code, years))
    languages: dict[object, list[engine.Spoken]] = defaultdict(list)
    for person_id, code, level in _SPOKEN(ids=ids):
        languages[person_id].append(engine.Spoken(code, level))
    for row in rows:
        values = dict(zip(_COLUMNS, row, strict=True))
        born = values["born"]
        yield engine.Person(
            id=str(values["id"]),
            occupations=tuple(occupations[values["id"]][: engine.MOST_OCCUPATIONS]),
            skills=tuple(values["skills"]),  # type: ignore[arg-type]
            languages=tuple(languages[values["id"]]),
            education=values["education"] or 0,  # type: ignore[arg-type]
            region=values["region_id"] or "",  # type: ignore[arg-type]
            mobility=tuple(values["mobility"]),  # type: ignore[arg-type]
            destinations=tuple(values["destinations"]),  # type: ignore[arg-type]
            licences=tuple(values["licences"]),  # type: ignore[arg-type]
            born=born.year if values["born_precision"] == BornPrecision.YEAR else born,  # type: ignore[attr-defined]
            available_from=values["available_from"],  # type: ignore[arg-type]
            registered_on=values["registered_on"],  # type: ignore[arg-type]
            office=str(values["office_id"]),
        )


def _spoken(items: Collection[str]) -> tuple[engine.Spoken, ...]:
    return tuple(engine.Spoken(*item.split(":", 1)) for item in items)


def offer_of(opening: Opening) -> engine.Offer:
    """Return an opening's requirement as the engine knows it."""
    return engine.Offer(
        id=str(opening.pk),
        occupation=opening.occupation,
        starts_on=opening.starts_on,
        region=opening.region_id or "",
        country=opening.country,
        alternatives=tuple(opening.alternatives),
        min_years=opening.min_years,
        min_years_strict=opening.min_years_strict,
        skills_required=tuple(opening.skills_required),
        skills_wanted=tuple(opening.skills_wanted),
        languages_required=_spoken(opening.languages_required),
        languages_wanted=_spoken(opening.languages_wanted),
        min_education=opening.min_education or 0,
        licences=tuple(opening.licences),
        min_age=opening.min_age,
        max_age=opening.max_age,
    )
