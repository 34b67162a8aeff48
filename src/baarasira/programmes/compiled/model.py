"""A programme as the rest of the product uses it: frozen, every name looked up, nothing left to interpret.

programme = version.compiled
step = programme.steps["visite-medicale"]
step.kind, step.actor_role, step.deadline_days, step.documents, step.guards
step.next_on("fit")              # Next(step="contrat") or Next(outcome="inapte") or Next(stay=True)
programme.first.key
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..enums import ActorRole, CountedFrom, OutcomeKind, ProgrammeKind, SeatMethod
from ..kinds import KINDS, StepKind
from .values import NO_TEXT, Amount, Text


@dataclass(frozen=True, slots=True)
class Next:
    """Where an ending leads: exactly one of a step, an outcome, or staying where one is."""

    step: str = ""
    outcome: str = ""
    stay: bool = False


@dataclass(frozen=True, slots=True)
class Partner:
    """A body that takes part, and what it does."""

    name: str
    role: Text


@dataclass(frozen=True, slots=True)
class Destination:
    """A country of work and its terms; `needs` are the kinds of `DestinationParameter` that must be known there."""

    country: str
    scope: str
    occupations: tuple[str, ...]
    channel: Text
    opinions: tuple[str, ...]
    needs: tuple[str, ...]
    note: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something asked of a person; `parameters` by their name: tuples of codes, numbers, references."""

    key: str
    kind: str
    sentence: Text
    instead: Text
    basis: str
    on: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A paper asked for; `any_of` are identity documents, one is enough (empty for another kind of paper)."""

    key: str
    title: Text
    any_of: tuple[str, ...] = ()
    validity_months: Amount | None = None
    optional: bool = False
    help: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the road. Deadlines are in days, or a reference to be looked up with `Values.of`."""

    key: str
    kind: str
    title: Text
    actor_role: ActorRole
    recorded_by: ActorRole
    help: Text
    documents: tuple[Document, ...]
    guards: tuple[str, ...]
    deadline_days: Amount | None
    counted_from: CountedFrom
    reminders_days: tuple[int, ...]
    escalate_days: tuple[int, ...]
    two_people: bool
    on: Mapping[str, Next]
    parameters: Mapping[str, Any]

    @property
    def vocabulary(self) -> StepKind:
        """What the product knows of this kind of step: its name, its endings."""
        return KINDS[self.kind]

    def next_on(self, ending: str) -> Next:
        """Return where an ending leads. Raises KeyError for an ending this step does not have."""
        return self.on[ending]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An end of the road; `opens` are the programmes that the person may enter next."""

    key: str
    title: Text
    kind: OutcomeKind
    message: Text
    opens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A line of a grid: `weight` points at most, all of them from `full_at` on where the input is a count."""

    key: str
    title: Text
    weight: int
    input: str
    full_at: int | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A scoring grid whose weights make `total`."""

    key: str
    title: Text
    total: int
    pass_mark: int | None
    lines: tuple[GridLine, ...]


@dataclass(frozen=True, slots=True)
class Seats:
    """How seats are given: the method, the grid that ranks, how they are split between territories, the reserve."""

    method: SeatMethod
    grid: str
    split_by: str
    weights: Mapping[str, int]
    ratio: Decimal | None
    invited_per_territory: int | None
    reserve_ratio: Decimal | None
    reserve_by: str


@dataclass(frozen=True, slots=True)
class Quota:
    """A quota as `engine.select` reads it: whom it counts, bounds in seats and in shares."""

    name: str
    where: Mapping[str, tuple[str, ...]]
    min: int | None
    max: int | None
    min_share: Decimal | None
    max_share: Decimal | None
    basis: str


@dataclass(frozen=True, slots=True)
class Appeal:
    """Appeals against the selection."""

    working_days: Amount
    decided_by: ActorRole


@dataclass(frozen=True, slots=True)
class Support:
    """What a programme of reintegration gives: amounts in whole CFA francs, or references to be looked up with `Values.of`.

    A cap of the case as a whole, or so much for each adult and each child of the household. `cash`: money may reach the
    person, and not only suppliers.
    """

    axis: str
    purposes: tuple[str, ...]
    cap: Amount | None
    cap_adult: Amount | None
    cap_child: Amount | None
    start_days: Amount | None
    months: Amount | None
    cash: bool

    @property
    def amounts(self) -> tuple[Amount | None, ...]:
        """Every number that may be a reference."""
        return (self.cap, self.cap_adult, self.cap_child, self.start_days, self.months)


@dataclass(frozen=True, slots=True)
class Programme:
    """One frozen version of a programme. Mappings keep the order of the file."""

    key: str
    title: Text
    summary: Text
    kind: ProgrammeKind
    agreements: tuple[str, ...]
    legal_basis: tuple[str, ...]
    valid_from: date | None
    valid_to: date | None
    withdrawal: str
    notice: Text
    partners: tuple[Partner, ...]
    destinations: tuple[Destination, ...]
    criteria: tuple[Criterion, ...]
    documents: Mapping[str, Document]
    steps: Mapping[str, Step]
    grids: Mapping[str, Grid]
    seats: Seats | None
    quotas: tuple[Quota, ...]
    appeal: Appeal | None
    support: Support | None
    outcomes: Mapping[str, Outcome]
    digest: str

    @property
    def first(self) -> Step:
        """The step with which every file begins."""
        return next(iter(self.steps.values()))

    def step_of_kind(self, kind: str) -> Step | None:
        """Return the first step of a kind, None when the road has none."""
        return next((step for step in self.steps.values() if step.kind == kind), None)

    def destination(self, country: str, occupation: str = "") -> Destination | None:
        """Return the terms of a country for an occupation (ISCO-08), those that name its group first; None when it is not served."""
        there = [item for item in self.destinations if item.country == country]
        named = [item for item in there if any(occupation.startswith(group) for group in item.occupations)]
        general = [item for item in there if not item.occupations or not occupation]
        return next(iter([*named, *general]), None)

    def open_on(self, on: date) -> bool:
        """Tell whether an opening may be made on that day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on <= self.valid_to)
