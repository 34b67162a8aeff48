"""Reads of competitions: those an actor may see, what is left to do, what a marker has to mark, what the public may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import ProgrammeKind

from .enums import CompetitionState, ListState
from .models import Competition, Hall, Mark, Marker, Paper, Place, ResultList, SealHolder, SeatOffer, Sitting
from .policies import COMPETITIONS

_SEALED = (CompetitionState.PREPARED, CompetitionState.CONVENED, CompetitionState.MARKING)


def visible_to(actor: Actor) -> QuerySet[Competition]:
    """Return the competitions of the actor's structures, and those with a hall in one of them, the newest first."""
    scope = COMPETITIONS.scope(actor, "view")
    halls = Hall.objects.filter(scope.q("centre_id") | COMPETITIONS.scope(actor, "attend").q("centre_id"))
    rows = Competition.objects.filter(scope.q("structure_id") | Q(pk__in=halls.values("competition_id")))
    return rows.select_related("campaign__opening", "structure", "prepared_by")


def to_prepare(actor: Actor) -> list[Campaign]:
    """Return the campaigns of competitions that have none yet, in the structures where the actor prepares them."""
    scope = COMPETITIONS.scope(actor, "prepare")
    rows = Campaign.objects.filter(scope.q("opening__office_id"), competition__isnull=True).select_related(
        "opening__office", "programme_version"
    )
    rows = rows.exclude(state__in=("cancelled", "closed", "rejected")).order_by("-id")
    return [row for row in rows[:200] if row.programme_version.compiled.kind == ProgrammeKind.COMPETITION]


def seats_of(user: User | None) -> list[Marker]:
    """Return where somebody marks now, with how many marks are left (`left`)."""
    rows = Marker.objects.filter(user=user, paper__competition__state=CompetitionState.MARKING).annotate(
        left=Count("marks", filter=Q(marks__value__isnull=True))
    )
    return list(rows.select_related("paper__competition__campaign__opening").order_by("pk"))


def seals_of(user: User | None) -> list[SealHolder]:
    """Return the seals somebody holds that are not lifted yet."""
    rows = SealHolder.objects.filter(user=user, competition__state__in=_SEALED)
    return list(rows.select_related("competition__campaign__opening").order_by("-competition_id"))


def markers(user: UUID) -> QuerySet[Marker]:
    """Return where an account marks now, whatever the roles."""
    return Marker.objects.filter(user_id=user, paper__competition__state=CompetitionState.MARKING)


def holders(user: UUID) -> QuerySet[SealHolder]:
    """Return the seals an account holds that are not lifted yet, whatever the roles."""
    return SealHolder.objects.filter(user_id=user, competition__state__in=_SEALED)


def marks_of(marker: Marker, *, done: bool) -> QuerySet[Mark]:
    """Return a marker's own marks, those given or those left, in the order of the codes. Nothing of another marker."""
    return (
        marker.marks.filter(value__isnull=not done, script__void=False)
        .select_related("script")
        .order_by("script__code")
    )


@dataclass(frozen=True, slots=True)
class PaperProgress:
    """How far a paper is: scripts, those with a final mark, those a third marks now."""

    paper: Paper
    scripts: int
    final: int
    third: int

    @property
    def left(self) -> int:
        """How many scripts have no final mark."""
        return self.scripts - self.final


def progress(competition: Competition) -> list[PaperProgress]:
    """Return how far the papers of a competition are. One query."""
    live = Q(scripts__void=False)
    rows = competition.papers.annotate(
        n=Count("scripts", filter=live, distinct=True),
        done=Count("scripts", filter=live & Q(scripts__final__isnull=False), distinct=True),
        thirds=Count(
            "scripts__marks", filter=live & Q(scripts__marks__rank=3, scripts__marks__value__isnull=True), distinct=True
        ),
    ).order_by("position")
    return [PaperProgress(row, row.n, row.done, row.thirds) for row in rows]


def hall_lines(competition: Competition) -> list[dict[str, object]]:
    """Return each hall with how many sit in it and, for each paper, whether its sheet is closed. Three queries."""
    closed = set(competition.papers.filter(hall_sheets__isnull=False).values_list("pk", "hall_sheets__hall_id"))
    papers = list(competition.papers.all())
    rows = (
        competition.halls.select_related("centre").annotate(people=Count("sittings")).order_by("centre__name", "name")
    )
    return [
        {"hall": hall, "papers": [{"paper": paper, "closed": (paper.pk, hall.pk) in closed} for paper in papers]}
        for hall in rows
    ]


def sittings_of(competition: Competition) -> QuerySet[Sitting]:
    """Return the candidates of a competition, by hall and seat."""
    rows = competition.sittings.select_related("candidacy__person", "hall__centre", "offer")
    return rows.order_by("hall__centre__name", "hall__name", "seat", "id")


def places_of(row: ResultList) -> QuerySet[Place]:
    """Return the places of a list, those ranked first."""
    rows = row.places.select_related("sitting__candidacy__person")
    return rows.order_by("rank", "id")


def offers_of(competition: Competition) -> QuerySet[SeatOffer]:
    """Return the seats offered, in the order they were."""
    return competition.offers.select_related("sitting__candidacy__person").order_by("id")


# --- what everybody may read ---


def published() -> QuerySet[ResultList]:
    """Return the lists in force, the newest first."""
    rows = ResultList.objects.filter(state=ListState.PUBLISHED)
    return rows.select_related("competition__campaign__opening", "competition__structure").order_by(
        "-published_on", "-id"
    )


def lists_of(number: str) -> list[ResultList]:
    """Return the lists of a competition that were published, the newest first."""
    rows = ResultList.objects.filter(
        competition__campaign__opening__number=number, state__in=(ListState.PUBLISHED, ListState.SUPERSEDED)
    )
    return list(rows.select_related("competition__campaign__opening").order_by("-number"))


def place_of(row: ResultList, receipt: str) -> Place | None:
    """Return the place of a receipt on a list."""
    return row.places.select_related("sitting").filter(sitting__candidacy__number=receipt).first()


# --- what the clock of messages asks ---


def seats_to_tell(most: int) -> Sequence[Sitting]:
    """Return the next candidates to be sent their convocation."""
    rows = Sitting.objects.filter(
        told_on__isnull=True, hall__isnull=False, competition__state=CompetitionState.CONVENED
    ).select_related("candidacy__person__office", "hall__centre", "competition")
    return list(rows.order_by("pk")[:most])


def first_paper(competition: Competition) -> Paper | None:
    """Return the paper that is sat first."""
    return competition.papers.filter(day__isnull=False).order_by("day", "starts").first()


def results_to_tell(most: int) -> tuple[ResultList, list[Candidacy]] | None:
    """Return the next list whose candidates are to be told, and the next of them."""
    for row in ResultList.objects.filter(state=ListState.PUBLISHED).order_by("pk"):
        keys = list(
            row.places.order_by("pk").values_list("sitting__candidacy_id", flat=True)[row.told : row.told + most]
        )
        if keys:
            rows = (
                Candidacy.objects.filter(pk__in=keys)
                .select_related("person__office")
                .prefetch_related("person__phones")
            )
            return row, list(rows.order_by("pk"))
    return None


def unanswered(competition: Competition, on: date) -> int:
    """Return how many seats offered were not answered by their day."""
    return competition.offers.filter(state="waiting", answer_by__lt=on).count()


def candidate_count(campaign_id: UUID, step: str) -> int:
    """Return how many files of a campaign stand at a step."""
    return Candidacy.objects.filter(opening_id=campaign_id, state="under_way", step=step).count()
