"""Seating the candidates: each gets a centre, a hall and a seat, near the office of their file; what they prove of a group."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import refused
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import RuleRefused
from baarasira.openings.actions import begin_selection
from baarasira.openings.enums import CampaignState

from ..enums import CompetitionState, Group
from ..models import Competition, Hall, HallSheet, Paper, Sitting
from ..transitions import COMPETITION
from .doors import exam_step, locked, require, require_state
from .preparing import not_ready

PROVED = (Group.DISABILITY, Group.RETURNEES)
"""The groups that a paper proves; sex and region are in the file."""


@dataclass(slots=True)
class Convened:
    """What came of it: how many were seated now, and who was not: they sit elsewhere on one of these days."""

    seated: int = 0
    clashes: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def convene(*, actor: Actor, competition_id: UUID) -> Convened:
    """Give every candidate whose file has come to the papers a hall and a seat; again, for those who came since.

    Nobody sits in two centres on one day: who is convened to another competition on a day of this one's papers is left out and
    named. Raises NotAllowed, WrongState (applications still open, a sheet closed), RuleRefused (papers without a day, halls too small).
    """
    competition = locked(competition_id)
    require(actor, "convene", competition)
    require_state(competition, CompetitionState.PREPARED, CompetitionState.CONVENED)
    papers = list(competition.papers.all())
    if found := not_ready(competition, papers):
        raise RuleRefused(found)
    if HallSheet.objects.filter(paper__competition=competition).exists():
        raise refused("sheets_closed", _("A first attendance sheet is closed: nobody is seated any more."))
    _applications_closed(actor, competition)
    rows = _to_seat(competition)
    done = Convened(clashes=_clashes(rows, papers, competition))
    out = {receipt for receipt, _where in done.clashes}
    done.seated = _seat(actor, competition, [row for row in rows if row.number not in out])
    if competition.state == CompetitionState.PREPARED:
        COMPETITION.apply(
            competition, "convene", actor=actor, structure_id=competition.structure_id,
            values={"convened_on": actor.today},
        )  # fmt: skip
    return done


def _applications_closed(actor: Actor, competition: Competition) -> None:
    campaign = competition.campaign
    if campaign.state == CampaignState.PRESELECTION:
        begin_selection(actor=actor, campaign=campaign)
    elif campaign.state != CampaignState.SELECTION:
        raise refused(
            "applications_open", _("Applications are still open, or the campaign is stopped: close them first.")
        )


def _to_seat(competition: Competition) -> list[Candidacy]:
    """Return the files at the papers that have no seat yet, by name."""
    rows = Candidacy.objects.filter(
        opening_id=competition.campaign_id, state=CandidacyState.UNDER_WAY, frozen_on__isnull=True,
        step=exam_step(competition.campaign), sitting__isnull=True,
    )  # fmt: skip
    return list(rows.select_related("person", "office").order_by("person__surname", "person__given_names", "pk"))


def _clashes(rows: Sequence[Candidacy], papers: Sequence[Paper], competition: Competition) -> list[tuple[str, str]]:
    """Return (receipt, where else) of those who sit another competition on a day of these papers."""
    days = {paper.day for paper in papers}
    others = Sitting.objects.filter(
        candidacy__person__in=[row.person_id for row in rows], hall__isnull=False, excluded_on__isnull=True,
        competition__papers__day__in=days, candidacy__state=CandidacyState.UNDER_WAY,
    ).exclude(competition=competition)  # fmt: skip
    held = {
        sitting.candidacy.person_id: str(sitting.hall)
        for sitting in others.select_related("candidacy", "hall__centre").order_by("pk")
    }
    return [(row.number, held[row.person_id]) for row in rows if row.person_id in held]


def _seat(actor: Actor, competition: Competition, rows: Sequence[Candidacy]) -> int:
    halls = list(competition.halls.select_related("centre").order_by("centre__name", "name", "pk"))
    taken = Counter(competition.sittings.filter(hall__isnull=False).values_list("hall_id", flat=True))
    if len(rows) > sum(hall.seats for hall in halls) - sum(taken.values()):
        sentence = _("%(people)d people are to be seated and the halls have %(seats)d free seats: add a hall.")
        free = sum(hall.seats for hall in halls) - sum(taken.values())
        raise refused("halls_small", sentence % {"people": len(rows), "seats": free})
    for row in rows:
        hall = next(hall for hall in _nearest(row, halls) if taken[hall.pk] < hall.seats)
        taken[hall.pk] += 1
        sitting = Sitting(competition=competition, candidacy=row, hall=hall, seat=taken[hall.pk])
        writing.create(
            sitting, "competition_sitting.convene", actor=actor, subject_id=row.person_id,
            structure_id=competition.structure_id,
        )  # fmt: skip
    return len(rows)


def _nearest(candidacy: Candidacy, halls: Sequence[Hall]) -> list[Hall]:
    """Return the halls, those of the centre nearest in the service's tree to the office of the file first."""
    mine = candidacy.office.path.strip("/").split("/")

    def shared(hall: Hall) -> int:
        theirs = hall.centre.path.strip("/").split("/")
        return sum(one == other for one, other in zip(mine, theirs, strict=False))

    return sorted(halls, key=lambda hall: -shared(hall))


@transaction.atomic
def set_claims(*, actor: Actor, sitting_id: UUID, claims: Collection[str]) -> Sitting:
    """Record which groups a candidate proved to belong to (disability, return from abroad), before the papers are marked.

    Raises NotAllowed, WrongState, RuleRefused for a group that no paper proves.
    """
    sitting = Sitting.objects.select_related("candidacy").get(pk=sitting_id)
    competition = locked(sitting.competition_id)
    require(actor, "convene", competition)
    require_state(competition, CompetitionState.CONVENED)
    if not set(claims) <= {str(group) for group in PROVED}:
        raise refused("claim", _("Only a disability or a return from abroad is proved by a paper."), "claims")
    writing.edit(
        sitting, "competition_sitting.claim", actor=actor, values={"claims": sorted(set(claims))},
        subject_id=sitting.candidacy.person_id, structure_id=competition.structure_id,
    )  # fmt: skip
    return sitting


@transaction.atomic
def note_told(*, actor: Actor, sitting_ids: Collection[UUID], on: date) -> None:
    """Note that these candidates were sent their convocation (the clock of messages)."""
    Sitting.objects.filter(pk__in=sitting_ids, told_on__isnull=True).update(told_on=on)
