"""Reads of journeys."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, DateTimeField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.actor import Actor, Scope
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .enums import LEFT, Stage
from .models import Contact, Journey
from .policies import JOURNEYS

_WITH = ("candidacy", "person", "opening", "opening__employer", "home_office")


def within(scope: Scope, prefix: str = "") -> Q:
    """Return the filter of journeys (under `prefix`) of a structure of the scope, as `candidacies.road_queries.within`."""
    if scope.everywhere:
        return Q()
    return scope.q(f"{prefix}home_office_id") | scope.q(f"{prefix}office_id") | scope.q(f"{prefix}department_id")


def visible_to(actor: Actor) -> QuerySet[Journey]:
    """Return the journeys of the actor's people, of those their offices registered, and of their campaigns."""
    return Journey.objects.filter(within(JOURNEYS.scope(actor, "view"))).select_related(*_WITH)


def journey_of(candidacy: Candidacy) -> Journey | None:
    """Return the journey of a file, None where nothing was recorded of it yet."""
    return Journey.objects.select_related(*_WITH).filter(candidacy=candidacy).first()


_BOARD = (
    "candidacy_id", "stage", "next_due", "arrived_on", "work_ended_on", "ends_on", "social_security_due",
    "social_security_on", "person__given_names", "person__surname", "home_office__name", "opening__title",
    "opening__employer__name",
)  # fmt: skip


def abroad(actor: Actor) -> QuerySet[Journey]:
    """Return who is abroad, of those the actor may see, with what a board shows of them and nothing more."""
    rows = Journey.objects.filter(within(JOURNEYS.scope(actor, "view")), stage=Stage.ABROAD)
    return rows.select_related("person", "opening__employer", "home_office").only(*_BOARD)


def preparing(actor: Actor, kinds: Collection[str]) -> QuerySet[CandidacyStep]:
    """Return the open steps of these kinds of the files the actor may see, annotated with `due`; without a deadline, far off."""
    if not JOURNEYS.allows(actor, "view"):
        return CandidacyStep.objects.none()
    rows = road_queries.open_steps(actor).filter(kind__in=kinds, candidacy__departed_on__isnull=True)
    far = Value(datetime(9999, 1, 1, tzinfo=UTC), output_field=DateTimeField())
    return rows.select_related("candidacy__person__office", "candidacy__opening").annotate(due=Coalesce("due_at", far))


def preparing_counts(rows: QuerySet[CandidacyStep], at: datetime) -> dict[str, tuple[int, int]]:
    """Return {kind of step: (how many files stand there, how many of them late)} of rows of `preparing`. One query."""
    counted = rows.order_by().values("kind").annotate(found=Count("id"), late=Count("id", filter=Q(due_at__lt=at)))
    return {row["kind"]: (row["found"], row["late"]) for row in counted}


@dataclass(frozen=True, slots=True)
class AbroadCounts:
    """How many are abroad, and of how many something is awaited: late in any way, arrival, social security, end near."""

    all: int
    late: int
    arrival: int
    security: int
    end: int


LONGEST_COUNT = 10_000


def capped(rows: QuerySet[Journey]) -> int:
    """Return how many rows there are, counting no further than `LONGEST_COUNT`."""
    return rows.order_by()[:LONGEST_COUNT].count()


def late(rows: QuerySet[Journey], on: date) -> QuerySet[Journey]:
    """Keep those of whom something was awaited before a day."""
    return rows.filter(next_due__lt=on)


def arrival_unknown(rows: QuerySet[Journey], on: date) -> QuerySet[Journey]:
    """Keep those whose arrival is not confirmed in time (domain.md A.8)."""
    return rows.filter(arrived_on__isnull=True, next_due__lt=on)


def security_late(rows: QuerySet[Journey], on: date) -> QuerySet[Journey]:
    """Keep those not registered with social security in time (R-17)."""
    return rows.filter(social_security_due__lt=on, social_security_on__isnull=True)


def end_near(rows: QuerySet[Journey], on: date) -> QuerySet[Journey]:
    """Keep those whose work ends soon, or has ended."""
    soon = on + timedelta(days=value(parameters.END_NEAR_DAYS, on))
    return rows.filter(ends_on__lte=soon)


def abroad_counts(rows: QuerySet[Journey], on: date) -> AbroadCounts:
    """Return how many of those abroad need something. Five short queries, none counting past `LONGEST_COUNT`."""
    return AbroadCounts(
        all=capped(rows), late=capped(late(rows, on)), arrival=capped(arrival_unknown(rows, on)),
        security=capped(security_late(rows, on)), end=capped(end_near(rows, on)),
    )  # fmt: skip


def next_contacts(journey_ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return the next contact to make with each, by journey. One query."""
    found: dict[UUID, Contact] = {}
    rows = Contact.objects.filter(journey_id__in=journey_ids, done_on__isnull=True).order_by("due_on", "id")
    for row in rows:
        found.setdefault(row.journey_id, row)
    return found


@dataclass(frozen=True, slots=True)
class Returns:
    """The returns of one campaign: who left, who is still abroad, who is back by each evidence, who is not proved back."""

    opening_id: UUID
    title: str
    left: int
    abroad: int
    proofs: dict[str, int]
    not_back: int

    @property
    def back(self) -> int:
        """How many are back, whatever proves it."""
        return sum(self.proofs.values())

    @property
    def over(self) -> int:
        """How many are no longer abroad for all that is known: back, or not proved back."""
        return self.back + self.not_back

    def rate(self, proof: str = "") -> int | None:
        """Return the share back, in thousandths, of those whose stay is over; by one evidence alone where it is named."""
        number = self.proofs.get(proof, 0) if proof else self.back
        return number * 1000 // self.over if self.over else None


def returns(actor: Actor) -> list[Returns]:
    """Return the returns of each campaign the actor may see, the latest campaign first. One query."""
    rows = visible_to(actor).filter(stage__in=LEFT).order_by().select_related(None)
    counted = rows.values_list("opening_id", "opening__title", "stage", "return_proof").annotate(number=Count("pk"))
    campaigns: dict[UUID, Returns] = {}
    for opening_id, title, stage, proof, number in counted:
        one = campaigns.get(opening_id) or Returns(opening_id, title, 0, 0, {}, 0)
        proofs = dict(one.proofs)
        if stage == Stage.BACK:
            proofs[proof] = proofs.get(proof, 0) + number
        campaigns[opening_id] = Returns(
            opening_id, title, one.left + number, one.abroad + (number if stage == Stage.ABROAD else 0), proofs,
            one.not_back + (number if stage == Stage.NOT_BACK else 0),
        )  # fmt: skip
    return [campaigns[key] for key in sorted(campaigns, reverse=True)]
