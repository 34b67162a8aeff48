"""From the canonical form of a version to the frozen structure: the one reader, for files just written and versions of old."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

from ..compiling import digest_of
from ..criteria import KINDS as CRITERIA
from ..criteria import On
from ..enums import SERVICE_ROLES, ActorRole, CountedFrom, OutcomeKind, ProgrammeKind, SeatMethod
from ..kinds import KINDS, STAY
from .model import (
    Appeal,
    Criterion,
    Destination,
    Document,
    Grid,
    GridLine,
    Next,
    Outcome,
    Partner,
    Programme,
    Quota,
    Seats,
    Step,
    Support,
)
from .values import NO_TEXT, Amount, Text, amount_of

Plain = Mapping[str, Any]
T = TypeVar("T")


@lru_cache(maxsize=256)
def programme_of(canonical: str) -> Programme:
    """Return the frozen structure of a canonical form that `compiling` wrote; built once a process."""
    plain: Plain = json.loads(canonical)
    head = plain["programme"]
    documents = _by_key(plain.get("document", []), _document)
    outcomes = _by_key(plain["outcome"], _outcome)
    return Programme(
        key=head["key"],
        title=Text(head["title"]),
        summary=Text(head["summary"]),
        kind=ProgrammeKind(head["kind"]),
        agreements=_tuple(head, "agreements"),
        legal_basis=_tuple(head, "legal_basis"),
        valid_from=_day(head, "valid_from"),
        valid_to=_day(head, "valid_to"),
        withdrawal=head["withdrawal"],
        notice=_text(head, "notice"),
        partners=tuple(Partner(item["name"], Text(item["role"])) for item in plain.get("partner", [])),
        destinations=tuple(_destination(item) for item in plain.get("destination", [])),
        criteria=tuple(_criterion(item) for item in plain.get("criterion", [])),
        documents=documents,
        steps=_by_key(plain["step"], lambda item: _step(item, documents, outcomes)),
        grids=_by_key(plain.get("grid", []), _grid),
        seats=_seats(plain["seats"]) if "seats" in plain else None,
        quotas=tuple(_quota(item) for item in plain.get("quota", [])),
        appeal=_appeal(plain["appeal"]) if "appeal" in plain else None,
        support=_support(plain["support"]) if "support" in plain else None,
        outcomes=outcomes,
        digest=digest_of(canonical),
    )


def _by_key(items: Sequence[Plain], build: Callable[[Plain], T]) -> Mapping[str, T]:
    return MappingProxyType({item["key"]: build(item) for item in items})


def _text(plain: Plain, key: str) -> Text:
    return Text(plain[key]) if key in plain else NO_TEXT


def _tuple(plain: Plain, key: str) -> tuple[Any, ...]:
    return tuple(plain.get(key, ()))


def _day(plain: Plain, key: str) -> date | None:
    return date.fromisoformat(plain[key]) if key in plain else None


def _amount(plain: Plain, key: str) -> Amount | None:
    return amount_of(plain[key]) if key in plain else None


def _exact(plain: Plain, key: str) -> Decimal | None:
    return Decimal(plain[key]) if key in plain else None


def _frozen(value: Any) -> Any:
    """Freeze a parameter: lists become tuples, references become `Reference`, other tables become read-only."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, Mapping):
        if "parameter" in value or "destination" in value:
            return amount_of(value)
        return MappingProxyType({key: _frozen(item) for key, item in value.items()})
    return value


def _parameters(plain: Plain, names: Sequence[str]) -> Mapping[str, Any]:
    return MappingProxyType({name: _frozen(plain[name]) for name in names if name in plain})


def _destination(plain: Plain) -> Destination:
    return Destination(
        country=plain["country"],
        scope=plain.get("scope", "all"),
        occupations=_tuple(plain, "occupations"),
        channel=_text(plain, "channel"),
        opinions=_tuple(plain, "opinions"),
        needs=_tuple(plain, "needs"),
        note=_text(plain, "note"),
    )


def _criterion(plain: Plain) -> Criterion:
    return Criterion(
        key=plain["key"],
        kind=plain["kind"],
        sentence=Text(plain["sentence"]),
        instead=_text(plain, "instead"),
        basis=plain.get("basis", ""),
        on=plain.get("on", On.APPLICATION),
        parameters=_parameters(plain, [key.name for key in CRITERIA[plain["kind"]].parameters]),
    )


def _document(plain: Plain) -> Document:
    return Document(
        key=plain["key"],
        title=Text(plain["title"]),
        any_of=_tuple(plain, "any_of"),
        validity_months=_amount(plain, "validity_months"),
        optional=plain.get("optional", False),
        help=_text(plain, "help"),
    )


def _outcome(plain: Plain) -> Outcome:
    return Outcome(
        key=plain["key"],
        title=Text(plain["title"]),
        kind=OutcomeKind(plain["kind"]),
        message=Text(plain["message"]),
        opens=_tuple(plain, "opens"),
    )


def _step(plain: Plain, documents: Mapping[str, Document], outcomes: Mapping[str, Outcome]) -> Step:
    kind, actor = KINDS[plain["kind"]], ActorRole(plain["actor"])
    default = actor if actor in SERVICE_ROLES else ActorRole.DEPARTMENT
    # In the order of the vocabulary: the canonical form sorts the names.
    order = [ending.key for ending in kind.endings if ending.key in plain["on"]]
    return Step(
        key=plain["key"],
        kind=kind.key,
        title=Text(plain["title"]),
        actor_role=actor,
        recorded_by=ActorRole(plain.get("recorded_by", default)),
        help=_text(plain, "help"),
        documents=tuple(documents[key] for key in plain.get("documents", ())),
        guards=_tuple(plain, "guards"),
        deadline_days=_amount(plain, "deadline_days"),
        counted_from=CountedFrom(plain.get("counted_from", CountedFrom.STEP)),
        reminders_days=_tuple(plain, "reminders_days"),
        escalate_days=_tuple(plain, "escalate_days"),
        two_people=kind.two_people or plain.get("two_people", False),
        on=MappingProxyType({ending: _next(plain["on"][ending], outcomes) for ending in order}),
        parameters=_parameters(plain, [key.name for key in kind.parameters]),
    )


def _next(target: str, outcomes: Mapping[str, Outcome]) -> Next:
    if target == STAY:
        return Next(stay=True)
    return Next(outcome=target) if target in outcomes else Next(step=target)


def _grid(plain: Plain) -> Grid:
    lines = tuple(
        GridLine(item["key"], Text(item["title"]), item["weight"], item["input"], item.get("full_at"))
        for item in plain["line"]
    )
    return Grid(plain["key"], Text(plain["title"]), plain["total"], plain.get("pass_mark"), lines)


def _seats(plain: Plain) -> Seats:
    return Seats(
        method=SeatMethod(plain["method"]),
        grid=plain.get("grid", ""),
        split_by=plain.get("split_by", ""),
        weights=MappingProxyType(dict(plain.get("weights", {}))),
        ratio=_exact(plain, "ratio"),
        invited_per_territory=plain.get("invited_per_territory"),
        reserve_ratio=_exact(plain, "reserve_ratio"),
        reserve_by=plain.get("reserve_by", ""),
    )


def _quota(plain: Plain) -> Quota:
    return Quota(
        name=plain["name"],
        where=MappingProxyType({key: tuple(values) for key, values in plain["where"].items()}),
        min=plain.get("min"),
        max=plain.get("max"),
        min_share=_exact(plain, "min_share"),
        max_share=_exact(plain, "max_share"),
        basis=plain.get("basis", ""),
    )


def _appeal(plain: Plain) -> Appeal:
    return Appeal(amount_of(plain["working_days"]), ActorRole(plain["decided_by"]))


def _support(plain: Plain) -> Support:
    return Support(
        axis=plain["axis"],
        purposes=_tuple(plain, "purposes"),
        cap=_amount(plain, "cap"),
        cap_adult=_amount(plain, "cap_adult"),
        cap_child=_amount(plain, "cap_child"),
        start_days=_amount(plain, "start_days"),
        months=_amount(plain, "months"),
        cash=plain.get("cash", False),
    )
