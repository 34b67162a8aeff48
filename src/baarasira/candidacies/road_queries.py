"""Reads of the files of campaigns: where they stand, who is late, the counts of a campaign, the queue of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from baarasira.kernel.actor import Actor, Scope
from baarasira.network.enums import TerritoryKind
from baarasira.openings.files import FileCount
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import OutcomeKind

from .enums import ROAD_STATES, CandidacyState, TicketState
from .models import Candidacy, CandidacyStep, Ticket
from .policies import FILES

_WITH = ("person", "person__office", "opening", "office", "cercle", "region")


def within(scope: Scope, prefix: str = "") -> Q:
    """Return the filter of files (under `prefix`) whose person, registration or campaign is of a structure of the scope."""
    if scope.everywhere:
        return Q()
    offices = ("person__office_id", "office_id", "opening__office_id")
    return scope.q(prefix + offices[0]) | scope.q(prefix + offices[1]) | scope.q(prefix + offices[2])


def visible_to(actor: Actor) -> QuerySet[Candidacy]:
    """Return the files of campaigns of the actor's people, those their offices registered, those of their campaigns."""
    rows = Candidacy.objects.filter(within(FILES.scope(actor, "view")), state__in=ROAD_STATES)
    return rows.select_related(*_WITH)


def of_campaign(actor: Actor, opening_id: UUID) -> QuerySet[Candidacy]:
    """Return the files of one campaign that the actor may see."""
    return visible_to(actor).filter(opening_id=opening_id)


def of_person(actor: Actor, person_id: UUID) -> QuerySet[Candidacy]:
    """Return the files of one person that the actor may see, newest first."""
    return visible_to(actor).filter(person_id=person_id).order_by("-id")


def open_steps(actor: Actor, opening_id: UUID | None = None) -> QuerySet[CandidacyStep]:
    """Return the open steps of the files the actor may see, stopped ones left out, with file and person."""
    rows = CandidacyStep.objects.filter(
        within(FILES.scope(actor, "view"), "candidacy__"), closed_at__isnull=True, candidacy__frozen_on__isnull=True
    )
    if opening_id is not None:
        rows = rows.filter(candidacy__opening_id=opening_id)
    return rows.select_related("candidacy__person", "candidacy__opening")


def late_steps(actor: Actor, opening_id: UUID | None = None) -> QuerySet[CandidacyStep]:
    """Return the open steps whose deadline has passed, the longest late first."""
    return open_steps(actor, opening_id).filter(due_at__lt=actor.at).order_by("due_at", "id")


def due_steps(actor: Actor, until: date) -> QuerySet[CandidacyStep]:
    """Return the open steps due by a day, the late ones included, the soonest due first."""
    return open_steps(actor).filter(due_at__date__lte=until).order_by("due_at", "id")


def stopped(actor: Actor) -> QuerySet[Candidacy]:
    """Return the files that a suspension stops, of those the actor may see."""
    return visible_to(actor).filter(frozen_on__isnull=False)


@dataclass(frozen=True, slots=True)
class StepCount:
    """The files at one step: how many, how many of them late, how many stopped, how many with a proposal."""

    all: int
    late: int
    stopped: int
    staged: int


def counts_by_step(actor: Actor, opening_id: UUID) -> dict[str, StepCount]:
    """Return, for each step at which files of a campaign stand, how many the actor sees there. One query."""
    rows = of_campaign(actor, opening_id).filter(state=CandidacyState.UNDER_WAY).order_by()
    waiting = Q(steps__closed_at__isnull=True)
    counted = (
        rows.filter(waiting)
        .values_list("step")
        .annotate(
            number=Count("pk"),
            late=Count("pk", filter=Q(steps__due_at__lt=actor.at, frozen_on__isnull=True)),
            stopped=Count("pk", filter=Q(frozen_on__isnull=False)),
            staged=Count("pk", filter=Q(steps__staged_by__isnull=False)),
        )
    )
    return {step: StepCount(number, late, halted, staged) for step, number, late, halted, staged in counted}


def counts_by_outcome(actor: Actor, opening_id: UUID) -> dict[str, int]:
    """Return how many files of a campaign ended by each outcome, of those the actor sees. One query."""
    rows = of_campaign(actor, opening_id).filter(state=CandidacyState.ENDED).order_by()
    return dict(rows.values_list("outcome").annotate(number=Count("pk")))


def counts_by_campaign(actor: Actor, opening_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return for each campaign how many files the actor sees: all, and under way. One query."""
    rows = visible_to(actor).filter(opening_id__in=list(opening_ids)).order_by()
    counted = rows.values_list("opening_id").annotate(
        number=Count("pk"), open=Count("pk", filter=Q(state=CandidacyState.UNDER_WAY))
    )
    return {opening_id: (number, under_way) for opening_id, number, under_way in counted}


def by_territory(opening_id: UUID, level: str) -> dict[str, int]:
    """Return how many applied to a campaign from each territory of a level. One query."""
    field = "region_id" if level == TerritoryKind.REGION else "cercle_id"
    rows = Candidacy.objects.filter(opening_id=opening_id, **{f"{field}__isnull": False}).order_by()
    return dict(rows.values_list(field).annotate(number=Count("pk")))


class FilesOfCampaigns:
    """Counts files for the room of openings (openings.files), whoever asks: its acts ask their own policy."""

    def files(self, opening_id: UUID) -> FileCount:
        """Return the files of one campaign. One query."""
        row = Candidacy.objects.filter(opening_id=opening_id).aggregate(
            all=Count("pk"),
            under_way=Count("pk", filter=Q(state=CandidacyState.UNDER_WAY)),
            departed=Count("pk", filter=Q(departed_on__isnull=False)),
            succeeded=Count("pk", filter=Q(outcome_kind=OutcomeKind.SUCCESS)),
        )
        return FileCount(**row)

    def departures(self, programme_id: UUID, level: str) -> Mapping[str, int]:
        """Return how many people of each territory left in the campaigns of a programme. One query."""
        field = "region_id" if level == TerritoryKind.REGION else "cercle_id"
        campaigns = Campaign.objects.filter(programme_version__programme_id=programme_id)
        rows = Candidacy.objects.filter(
            opening__in=campaigns.values("opening_id"), departed_on__isnull=False, **{f"{field}__isnull": False}
        )
        return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))


def queue(campaign_id: UUID, office_id: UUID, day: date) -> QuerySet[Ticket]:
    """Return the tickets of one queue, in order."""
    rows = Ticket.objects.filter(opening_id=campaign_id, office_id=office_id, day=day)
    return rows.select_related("candidacy__person").order_by("number")


def queue_counts(campaign_id: UUID, office_id: UUID, day: date) -> dict[str, int]:
    """Return how many tickets of one queue stand in each state; absent ones count zero. One query."""
    rows = Ticket.objects.filter(opening_id=campaign_id, office_id=office_id, day=day).order_by()
    counted = dict(rows.values_list("state").annotate(number=Count("pk")))
    return {state: counted.get(state, 0) for state in TicketState.values}


def staged_at(opening_id: UUID, step: str) -> QuerySet[CandidacyStep]:
    """Return what is proposed at a step of a campaign, not yet decided."""
    rows = CandidacyStep.objects.filter(
        candidacy__opening_id=opening_id, key=step, closed_at__isnull=True, staged_by__isnull=False
    )
    return rows.select_related("candidacy__person", "staged_by").order_by("candidacy_id")


def with_open_step(kind: str) -> Exists:
    """Return the condition that a file's open step is of a kind (for lists of rooms above)."""
    return Exists(CandidacyStep.objects.filter(candidacy=OuterRef("pk"), closed_at__isnull=True, kind=kind))
