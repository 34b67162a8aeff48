"""A week proposed by the engine, put in place or dropped. Nothing of the week changes before somebody puts it in place."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira import engine
from baarasira.accounts.acting import person_acting
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, Stale
from baarasira.kernel.locking import door
from baarasira.network.models import Structure

from ...courses import actions as courses
from ...courses.inputs import DayData
from ...courses.models import SessionDay
from .. import queries, words
from ..building import Built, build
from ..enums import ProposalState
from ..models import Proposal
from ..policies import TIMETABLES
from ..transitions import PROPOSAL
from ..weeks import monday_of


def _centres(structure: Structure) -> list[UUID]:
    """Return the structure and those below it, whose rooms and groups are planned together."""
    found, last = [structure.pk], [structure.pk]
    while last:
        last = list(Structure.objects.filter(parent__in=last).values_list("pk", flat=True))
        found += last
    return found


@transaction.atomic
def propose(*, actor: Actor, structure_id: UUID, day: date) -> Proposal:
    """Propose the week of a day for a structure and those below it; the week itself stays as it is.

    Lessons that find no place are told, with why. Raises NotAllowed, RuleRefused for a week gone by or without groups.
    """
    TIMETABLES.require(actor, "plan", structure_id)
    who = person_acting(actor)
    structure = Structure.objects.get(pk=structure_id)
    monday = monday_of(day)
    if monday < monday_of(actor.today):
        raise RuleRefused([Finding("week_gone", _("This week has gone by: choose one that is still to come."), "day")])
    centres = _centres(structure)
    built = build(centres, monday, actor.today)
    if not built.groups:
        raise RuleRefused([Finding("no_group", _("No group meets in this week."), "day")])
    found = engine.timetable(built.problem)
    proposal = Proposal(
        structure=structure,
        monday=monday,
        lessons=[_lesson(built, lesson) for lesson in found.lessons],
        missing={str(built.groups[place].pk): count for place, count in enumerate(found.missing) if count},
        shortages=[words.kept(shortage, built) for shortage in found.shortages],
        cost={**asdict(found.cost), "total": found.cost.total},
        proven=found.proven,
        seen=queries.fingerprint(centres, monday),
        made_by=who,
    )
    PROPOSAL.begin(proposal, "propose", actor=actor, structure_id=structure_id)
    return proposal


def _lesson(built: Built, lesson: engine.Lesson) -> dict[str, Any]:
    slot = built.slots[lesson.slot]
    return {
        "session": str(built.groups[lesson.group].pk),
        "day": slot.day.isoformat(),
        "starts": f"{slot.starts:%H:%M}",
        "ends": f"{slot.ends:%H:%M}",
        "room": str(built.rooms[lesson.room].pk),
        "trainer": str(built.trainers[lesson.trainer].pk),
    }


def _locked(proposal_id: UUID) -> Proposal:
    key = Proposal.objects.values_list("structure_id", "monday").get(pk=proposal_id)
    door(f"timetable:{key[0]}:{key[1]}")
    return Proposal.objects.select_for_update(of=("self",)).select_related("structure").get(pk=proposal_id)


@transaction.atomic
def apply(*, actor: Actor, proposal_id: UUID, expected_version: int | None = None) -> Proposal:
    """Put a proposal in place: the lessons it may replace go, those it proposes come. All or nothing.

    Raises NotAllowed, WrongState, Stale when the week has changed since it was proposed.
    """
    proposal = _locked(proposal_id)
    TIMETABLES.require(actor, "plan", proposal.structure_id)
    proposal.require_version(expected_version)
    PROPOSAL.check("apply", proposal.state)
    centres = _centres(proposal.structure)
    if queries.fingerprint(centres, proposal.monday) != proposal.seen:
        raise Stale(_("The week has changed since this proposal was made: propose it again."))
    built = build(centres, proposal.monday, actor.today)
    _replace(actor, built.loose, proposal.lessons)
    values = {"ended_at": actor.at, "ended_by": actor.user}
    PROPOSAL.apply(proposal, "apply", actor=actor, values=values, structure_id=proposal.structure_id)
    others = Proposal.objects.select_for_update().filter(
        structure=proposal.structure, monday=proposal.monday, state=ProposalState.PROPOSED
    )
    for other in others.exclude(pk=proposal.pk):
        PROPOSAL.apply(other, "drop", actor=actor, values=values, structure_id=proposal.structure_id)
    return proposal


def _replace(actor: Actor, loose: Collection[SessionDay], lessons: Collection[dict[str, Any]]) -> None:
    """Take away what may be replaced and does not stay as it is, and add what is proposed; what stays is not touched."""
    held = {_key(row): row for row in loose}
    wanted = {_wanted(lesson): lesson for lesson in lessons}
    for key, row in held.items():
        if key not in wanted:
            courses.remove_day(actor=actor, day_id=row.pk)
    for key, lesson in wanted.items():
        if key not in held:
            courses.add_day(actor=actor, session_id=UUID(lesson["session"]), day=_day(lesson))


def _key(row: SessionDay) -> tuple[str, ...]:
    return (
        str(row.session_id), row.day.isoformat(), f"{row.starts:%H:%M}", f"{row.ends:%H:%M}", str(row.room_id or ""),
        str(row.trainer_id or ""),
    )  # fmt: skip


def _wanted(lesson: dict[str, Any]) -> tuple[str, ...]:
    return tuple(lesson[name] for name in ("session", "day", "starts", "ends", "room", "trainer"))


def _day(lesson: dict[str, Any]) -> DayData:
    return DayData(
        day=date.fromisoformat(lesson["day"]),
        starts=time.fromisoformat(lesson["starts"]),
        ends=time.fromisoformat(lesson["ends"]),
        room_id=UUID(lesson["room"]),
        trainer_id=UUID(lesson["trainer"]),
    )


@transaction.atomic
def drop(*, actor: Actor, proposal_id: UUID, expected_version: int | None = None) -> Proposal:
    """Drop a proposal: the week stays as it is. Raises NotAllowed, WrongState, Stale."""
    proposal = _locked(proposal_id)
    TIMETABLES.require(actor, "plan", proposal.structure_id)
    proposal.require_version(expected_version)
    values = {"ended_at": actor.at, "ended_by": actor.user}
    PROPOSAL.apply(proposal, "drop", actor=actor, values=values, structure_id=proposal.structure_id)
    return proposal
