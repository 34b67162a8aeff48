"""What is known of a person, as the criteria of a programme read it: from the file, the card, and former campaigns."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.prepared import Prepared
from baarasira.openings.models import Campaign
from baarasira.people.enums import BornPrecision
from baarasira.people.models import DeclaredOccupation, IdentityDocument, Person, SpokenLanguage
from baarasira.programmes.compiled.values import Values
from baarasira.programmes.eligibility import Facts, Participation, Refusal, eligible
from baarasira.programmes.queries import values_on

from .enums import CandidacyState
from .models import Candidacy, CandidacyStep
from .stays import Stay, days_abroad, told

_STANDING = frozenset({CardState.ACTIVE, CardState.DUE})
_OCCUPATIONS: Prepared[tuple[str, int]] = Prepared(
    lambda person_id: (
        DeclaredOccupation.objects.filter(person_id=person_id).order_by("position").values_list("code", "years")
    ),
    person_id=UUIDField(),
)
_LANGUAGES: Prepared[tuple[str, str]] = Prepared(
    lambda person_id: SpokenLanguage.objects.filter(person_id=person_id).order_by("id").values_list("code", "level"),
    person_id=UUIDField(),
)
_DOCUMENTS: Prepared[tuple[str, date | None]] = Prepared(
    lambda person_id: (
        IdentityDocument.objects.filter(person_id=person_id).order_by("id").values_list("kind", "expires_on")
    ),
    person_id=UUIDField(),
)
_CARD: Prepared[tuple[str, date]] = Prepared(
    lambda person_id: Card.objects.filter(person_id=person_id).order_by().values_list("state", "expires_on"),
    person_id=UUIDField(),
)
_ROADS: Prepared[tuple[UUID, UUID, str, date | None, date | None]] = Prepared(
    lambda person_id: (
        Candidacy.objects.filter(person_id=person_id, step__gt="")
        .order_by("id")
        .values_list("pk", "opening_id", "state", "departed_on", "ended_on")
    ),
    person_id=UUIDField(),
)


def facts_of(person: Person, on: date, *, besides: UUID | None = None) -> Facts:
    """Return the facts of a person on a day; the file `besides` (the one being decided) is not counted as a former one.

    Five queries, and three more for somebody who was in a campaign before.
    """
    card = next(iter(_CARD(person_id=person.pk)), None)
    documents: dict[str, date | None] = {}
    for kind, until in _DOCUMENTS(person_id=person.pk):
        documents[kind] = _later(documents[kind], until) if kind in documents else until
    if person.nina_print:
        documents.setdefault("nina_card", None)
    former, days, returned = _former(person.pk, on, besides)
    return Facts(
        born=person.born if person.born_precision == BornPrecision.DAY else person.born.year,
        nationalities=(person.nationality,) if person.nationality else (),
        region=person.region_id or "",
        cercle=person.cercle_id or "",
        occupations=_longest(_OCCUPATIONS(person_id=person.pk)),
        skills=tuple(person.skills),
        languages=dict(_LANGUAGES(person_id=person.pk)),
        education=person.education,
        licences=tuple(person.licences),
        documents=documents,
        card_until=card[1] if card is not None and card[0] in _STANDING else None,
        available_from=person.available_from,
        participations=former,
        days_abroad=days,
        returned_on=returned[0] if returned else None,
        returned_from=returned[1] if returned else "",
    )


def _later(one: date | None, other: date | None) -> date | None:
    """Return the later of two last days; None has no end."""
    return None if one is None or other is None else max(one, other)


def _longest(rows: Sequence[tuple[str, int]]) -> dict[str, int]:
    years: dict[str, int] = {}
    for code, held in rows:
        years[code] = max(held, years.get(code, 0))
    return years


def _former(
    person_id: UUID, on: date, besides: UUID | None
) -> tuple[list[Participation], int, tuple[date, str] | None]:
    """Return the former participations, the days spent abroad in the calendar year, the last return (day and country).

    Somebody took part in a campaign once they had left, or while their file is under way.
    """
    rows = [row for row in _ROADS(person_id=person_id) if row[0] != besides]
    if not rows:
        return [], 0, None
    campaigns = _campaigns([row[1] for row in rows])
    returns = _returns([row[0] for row in rows])
    known = told([row[0] for row in rows])
    found: list[Participation] = []
    stays: list[Stay] = []
    last: tuple[date, str] | None = None
    for key, opening_id, state, departed_on, ended_on in rows:
        programme, country = campaigns[opening_id]
        stay = known.get(key)
        back = stay.returned_on if stay is not None else returns.get(key)
        if state == CandidacyState.ENDED and departed_on is None:
            continue
        found.append(Participation(programme, ended_on=ended_on, return_proved=back is not None))
        if departed_on is not None:
            stays.append(stay or Stay(departed_on, back or ended_on))
        if back is not None and (last is None or back > last[0]):
            last = (back, country)
    return found, days_abroad(stays, on.year, on), last


def _campaigns(opening_ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Campaign.objects.filter(pk__in=opening_ids).order_by()
    return {
        key: (programme, country)
        for key, programme, country in rows.values_list("pk", "programme_version__programme__key", "opening__country")
    }


def _returns(candidacy_ids: Sequence[UUID]) -> dict[UUID, date]:
    rows: QuerySet[CandidacyStep] = CandidacyStep.objects.filter(
        candidacy_id__in=candidacy_ids, kind="return", ending="returned"
    )
    return {key: date.fromisoformat(values["on"]) for key, values in rows.values_list("candidacy_id", "values")}


def refusals_of(
    campaign: Campaign, person: Person, on: date, *, values: Values | None = None, besides: UUID | None = None
) -> list[Refusal]:
    """Return why a person may not take part in a campaign, each in the sentence of its programme; empty when they may."""
    programme, opening = campaign.programme_version.compiled, campaign.opening
    known = values or values_on(programme, on, country=opening.country)
    return eligible(programme, facts_of(person, on, besides=besides), on, values=known, starts_on=opening.starts_on)
