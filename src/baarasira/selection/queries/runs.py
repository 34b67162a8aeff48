"""Reads of runs: those one may see, their files, who has what, what differs between two, which seats are free."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import OutcomeKind

from ..enums import CallState, Result, RunState
from ..models import Entry, ReserveCall, Run, RunFile, Seat
from ..policies import RUNS

EVERYBODY = "all"
"""The name of the one reserve list of a run without `reserve_by` (engine.md)."""


def visible_to(actor: Actor) -> QuerySet[Run]:
    """Return the runs of the campaigns of the actor's structures, by campaign and number."""
    rows = Run.objects.select_related(
        "campaign__opening", "campaign__programme_version", "closed_by", "seed_by", "first_by", "second_by", "former"
    )
    return rows.filter(RUNS.scope(actor, "view").q("campaign__opening__office_id"))


def published() -> QuerySet[Run]:
    """Return the published runs, for everyone, the newest first."""
    rows = Run.objects.filter(state=RunState.PUBLISHED).select_related("campaign__opening", "former")
    return rows.order_by("-published_at", "-number")


def in_force(campaign: Campaign | UUID) -> Run | None:
    """Return the run that holds for a campaign: the last one published; None before."""
    key = campaign.pk if isinstance(campaign, Campaign) else campaign
    rows = Run.objects.filter(campaign_id=key, state=RunState.PUBLISHED)
    return rows.select_related("campaign__opening", "campaign__programme_version").order_by("-number").first()


def file_text(run: Run, name: str) -> str:
    """Return the text of one file of a run. Raises RunFile.DoesNotExist."""
    return RunFile.objects.values_list("text", flat=True).get(run=run, name=name)


def results_of(run: Run) -> dict[UUID, str]:
    """Return {candidacy: selected or reserve} of a run; whoever is left out is not selected. One query."""
    return dict(Seat.objects.filter(run=run).order_by().values_list("entry__candidacy_id", "result"))


def to_tell() -> Run | None:
    """Return the published run whose people are not all told yet, the oldest first, alone until the transaction ends."""
    rows = Run.objects.filter(state=RunState.PUBLISHED, told_at__isnull=True).order_by("published_at", "id")
    return rows.select_for_update(skip_locked=True).first()


def next_to_tell(run: Run, count: int) -> dict[str, tuple[UUID, str]]:
    """Return {receipt: (file, its state)} of the next people to tell, in the order of the list; of a run that corrects
    another, of those alone whose result it changed."""
    rows = run.entries.filter(receipt__gt=run.told_through).order_by("receipt")
    if run.former_id is not None:
        changed = difference(run)
        moved = (
            []
            if changed is None
            else [*changed.came_in, *changed.went_out, *changed.joined_reserve, *changed.left_reserve]
        )
        rows = rows.filter(receipt__in=moved)
    found = rows.values_list("receipt", "candidacy_id", "candidacy__state")[:count]
    return {receipt: (key, state) for receipt, key, state in found}


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between a run and the one before it, by receipt."""

    came_in: Sequence[str]
    went_out: Sequence[str]
    joined_reserve: Sequence[str]
    left_reserve: Sequence[str]
    scores: Sequence[tuple[str, int | None, int | None]]

    def __bool__(self) -> bool:
        return any((self.came_in, self.went_out, self.joined_reserve, self.left_reserve, self.scores))


def difference(run: Run) -> Difference | None:
    """Return what a run changed of the one before it, None for a first run. Four queries."""
    if run.former_id is None:
        return None
    before, after = _by_receipt(run.former_id), _by_receipt(run.pk)

    def moved(result: str, one: dict[str, str], other: dict[str, str]) -> list[str]:
        return sorted(key for key, value in one.items() if value == result and other.get(key) != result)

    return Difference(
        came_in=moved(Result.SELECTED, after, before),
        went_out=moved(Result.SELECTED, before, after),
        joined_reserve=moved(Result.RESERVE, after, before),
        left_reserve=moved(Result.RESERVE, before, after),
        scores=_score_changes(run.former_id, run.pk),
    )


def _by_receipt(run_id: UUID) -> dict[str, str]:
    return dict(Seat.objects.filter(run_id=run_id).order_by().values_list("entry__receipt", "result"))


def _score_changes(former_id: UUID, run_id: UUID) -> list[tuple[str, int | None, int | None]]:
    before = dict(Entry.objects.filter(run_id=former_id).order_by().values_list("receipt", "score"))
    after = dict(Entry.objects.filter(run_id=run_id).order_by().values_list("receipt", "score"))
    changed = (key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    return [(key, before.get(key), after.get(key)) for key in sorted(changed)]


def _fallen(prefix: str = "") -> Q:
    """The files that gave up their seat: ended before anybody left, otherwise than by reaching the aim."""
    ended = Q(**{f"{prefix}state": CandidacyState.ENDED, f"{prefix}departed_on__isnull": True})
    return ended & ~Q(**{f"{prefix}outcome_kind": OutcomeKind.SUCCESS})


@dataclass(frozen=True, slots=True)
class Free:
    """A seat that fell free: whose it was, and the reserve list it is filled from."""

    candidacy: Candidacy
    receipt: str
    list: str


def holders(run: Run) -> list[UUID]:
    """Return the files that hold, or held, a seat: those selected, and those called who accepted. Two queries."""
    chosen = Seat.objects.filter(run=run, result=Result.SELECTED).order_by("rank")
    called = ReserveCall.objects.filter(run__campaign_id=run.campaign_id, state=CallState.ACCEPTED).order_by("id")
    keys = [*chosen.values_list("entry__candidacy_id", flat=True), *called.values_list("candidacy_id", flat=True)]
    return list(dict.fromkeys(keys))


def free_seats(run: Run) -> list[Free]:
    """Return the seats that fell free and to which nobody is called, in the order they fell. Five queries."""
    held = holders(run)
    fallen = Candidacy.objects.filter(_fallen(), pk__in=held)
    taken = ReserveCall.objects.filter(
        run__campaign_id=run.campaign_id, state__in=[CallState.WAITING, CallState.ACCEPTED]
    ).values("instead_of_id")
    rows = list(fallen.exclude(pk__in=taken).order_by("ended_on", "updated_at", "id"))
    cells = {
        key: (receipt, found)
        for key, receipt, found in Entry.objects.filter(run=run, candidacy__in=[row.pk for row in rows]).values_list(
            "candidacy_id", "receipt", "cells"
        )
    }
    return [
        Free(row, cells[row.pk][0], cells[row.pk][1].get(run.reserve_by, "") if run.reserve_by else EVERYBODY)
        for row in rows
        if row.pk in cells
    ]


def sitting(run: Run) -> list[str]:
    """Return the receipts of those who hold a seat now, and of those called who have not answered. Four queries."""
    called = ReserveCall.objects.filter(run__campaign_id=run.campaign_id, state=CallState.WAITING)
    keys = {*holders(run), *called.values_list("candidacy_id", flat=True)}
    fallen = set(Candidacy.objects.filter(_fallen(), pk__in=keys).values_list("pk", flat=True))
    rows = Entry.objects.filter(run=run, candidacy__in=keys - fallen).order_by("receipt")
    return list(rows.values_list("receipt", flat=True))


def waiting(run: Run, name: str) -> QuerySet[Seat]:
    """Return the places of a reserve list that can still be called, in order: under way, not stopped, never called."""
    called = ReserveCall.objects.filter(run__campaign_id=run.campaign_id).values("candidacy_id")
    rows = Seat.objects.filter(
        run=run,
        result=Result.RESERVE,
        list=name,
        entry__candidacy__state=CandidacyState.UNDER_WAY,
        entry__candidacy__frozen_on__isnull=True,
    )
    return rows.exclude(entry__candidacy_id__in=called).select_related("entry").order_by("rank")


def calls_of(run: Run) -> QuerySet[ReserveCall]:
    """Return the calls of a run's campaign, newest first."""
    rows = ReserveCall.objects.filter(run__campaign_id=run.campaign_id)
    return rows.select_related("candidacy__person", "instead_of", "place").order_by("-id")
