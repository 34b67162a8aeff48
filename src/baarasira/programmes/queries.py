"""Reads of programmes: the list, one version, the values it refers to on a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.models import Move
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.reference import queries as reference
from baarasira.reference.enums import DestinationKind
from baarasira.reference.models import DestinationParameter
from baarasira.reference.parameters import SETTINGS

from .compiled.model import Destination, Programme
from .compiled.values import Values, references
from .eligibility import Facts, Refusal, eligible
from .enums import VersionState
from .models import ProgrammeVersion
from .policies import PROGRAMMES

OWNING = frozenset({StructureKind.HEADQUARTERS, StructureKind.DEPARTMENT})
"""The kinds of structures that may own a programme."""

_COUNTED = frozenset(DestinationKind.values) - {DestinationKind.MINIMUM_WAGE}


def visible_to(actor: Actor) -> QuerySet[ProgrammeVersion]:
    """Return the versions the actor may read: all that were ever published, and drafts in reach; by key, newest first."""
    rows = ProgrammeVersion.objects.select_related("programme__owner", "author", "published_by")
    if not PROGRAMMES.allows(actor, "view"):
        return rows.none()
    seen = Q(state__in=[VersionState.PUBLISHED, VersionState.RETIRED])
    return rows.filter(seen | PROGRAMMES.scope(actor, "view_drafts").q("programme__owner_id"))


def awaiting_publication(actor: Actor) -> QuerySet[ProgrammeVersion]:
    """Return the drafts this actor may publish as a second person; accounts of one staff number are one person."""
    rows = ProgrammeVersion.objects.select_related("programme__owner", "author")
    mine = Q(author_id=actor.id) if actor.id is not None else Q(pk__in=[])
    if actor.user is not None and actor.user.staff_number:
        mine |= Q(author_number=actor.user.staff_number) | Q(author__staff_number=actor.user.staff_number)
    scope = PROGRAMMES.scope(actor, "publish")
    return rows.filter(scope.q("programme__owner_id"), state=VersionState.DRAFT).exclude(mine & Q(author__isnull=False))


def published(key: str) -> ProgrammeVersion | None:
    """Return the version of a programme in force, None when there is none. One query."""
    rows = ProgrammeVersion.objects.select_related("programme")
    return rows.filter(programme__key=key, state=VersionState.PUBLISHED).first()


def owners(actor: Actor) -> QuerySet[Structure]:
    """Return the structures in whose name the actor may import a programme, headquarters first."""
    rows = Structure.objects.filter(PROGRAMMES.scope(actor, "import").q("id"), kind__in=OWNING, closed_on__isnull=True)
    return rows.order_by("path")


def moves(version: ProgrammeVersion) -> list[Move]:
    """Return what happened to a version, oldest first."""
    return list(Move.objects.filter(noun="programme_version", object_id=version.pk))


def values_on(programme: Programme, on: date, *, country: str = "", scope: str = "") -> Values:
    """Return what every reference of a programme is worth on a day, for one country of work. Two queries at most.

    `country` may be left out where the programme goes to one country alone; `scope` is the one of the destination's terms.
    """
    named = {item for step in programme.steps.values() for item in _named(step.deadline_days, step.parameters)}
    for criterion in programme.criteria:
        named |= set(_named(None, criterion.parameters))
    for document in programme.documents.values():
        named |= set(_named(document.validity_months, {}))
    if programme.appeal is not None:
        named |= set(_named(programme.appeal.working_days, {}))
    if programme.support is not None:
        named |= {item.parameter for item in references(list(programme.support.amounts)) if item.parameter}
    found = reference.values(on, *(SETTINGS[key] for key in sorted(named))) if named else {}
    return Values(parameters=found, destination=_law_of(_only(programme, country, scope), on))


def _named(amount: object, parameters: Mapping[str, object]) -> set[str]:
    return {item.parameter for item in references([amount, parameters]) if item.parameter}


def _only(programme: Programme, country: str, scope: str) -> tuple[str, str]:
    """Return the country and the scope meant: those given, or those of the one country the programme goes to."""
    places = [item for item in programme.destinations if not country or item.country == country]
    countries = {item.country for item in places}
    if not country and len(countries) != 1:
        return "", ""
    return places[0].country if places else country, scope or (places[0].scope if places else "all")


def _law_of(place: tuple[str, str], on: date) -> dict[str, int]:
    """Return the whole numbers that the law of a country says, those of the scope before those for all."""
    country, scope = place
    if not country:
        return {}
    rows = [row for row in reference.destination_parameters(country, on) if row.kind in _COUNTED]
    found = {row.kind: int(row.amount) for row in rows if row.scope == "all"}
    return {**found, **{row.kind: int(row.amount) for row in rows if row.scope == scope}}


def needed_values(destination: Destination, on: date) -> dict[str, list[DestinationParameter]]:
    """Return, for each kind a destination needs, the rows known on a day; an empty list is a value nobody has entered.

    Rows of the destination's scope, or those for all where there is none. One query.
    """
    rows = list(reference.destination_parameters(destination.country, on))
    found = {}
    for kind in destination.needs:
        there = [row for row in rows if row.kind == kind]
        found[kind] = [row for row in there if row.scope == destination.scope] or [
            row for row in there if row.scope == "all"
        ]
    return found


def refusals(
    version: ProgrammeVersion, facts: Facts, on: date, *, country: str = "", starts_on: date | None = None
) -> list[Refusal]:
    """Return why a person may not take part, with the values of the day. Two queries at most."""
    programme = version.compiled
    values = values_on(programme, starts_on or on, country=country)
    return eligible(programme, facts, on, values=values, starts_on=starts_on)


def versions_of(actor: Actor, programme_id: UUID) -> QuerySet[ProgrammeVersion]:
    """Return the versions of one programme that the actor may read, newest first."""
    return visible_to(actor).filter(programme_id=programme_id).order_by("-number")
