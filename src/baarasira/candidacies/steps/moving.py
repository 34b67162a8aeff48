"""The one place that moves the file of a campaign: it closes the open step by an ending and opens what follows.

Every act checks, in this order: that the file is under way and not stopped, that the actor holds the role the programme
names, that the ending is one of the step's, the values, the guards, and where the step takes two people, that another
person proposed the same. What follows is written in the version frozen when the campaign was recorded.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.stored import insert
from baarasira.programmes.compiled.model import Next, Step
from baarasira.programmes.eligibility import Refusal
from baarasira.programmes.enums import ActorRole, OutcomeKind

from ..facts import refusals_of
from ..models import Candidacy, CandidacyStep
from ..transitions import ROAD
from .acting import ACTIONS, require
from .deadlines import due_of
from .guards import obstacles
from .reading import Campaigns, Road, locked, require_under_way
from .values import checked

WITHDRAWN = "withdrawn"
"""Ending of a step left open by somebody who withdraws: possible at every step, whatever its programme says."""

CANCELLED = "cancelled"
"""Ending and outcome of the files of a campaign that was cancelled."""

Given = Mapping[str, Any]


def _staged_empty() -> dict[str, object]:
    return {"staged_ending": "", "staged_values": {}, "staged_note": "", "staged_by": None, "staged_at": None}


@transaction.atomic
def close_step(
    *,
    actor: Actor,
    candidacy_id: UUID,
    ending: str,
    values: Given | None = None,
    note: str = "",
    expected_version: int | None = None,
    campaigns: Campaigns | None = None,
) -> Candidacy:
    """Close the open step of a file by an ending, and open what follows or end the file.

    A step that takes two people is closed by the second of them, with the ending that the first proposed (`stage_step`);
    `values` and `note` are then the first's. Raises NotAllowed, WrongState when ended or stopped, Stale, RuleRefused with
    what stands against it.
    """
    road = locked(candidacy_id, actor.today, campaigns)
    road.candidacy.require_version(expected_version)
    require_under_way(road)
    step = road.step
    require(actor, ACTIONS[step.recorded_by], road.candidacy)
    require_ending(step, ending)
    if step.two_people:
        _require_proposed(road.row, ending, actor)
        values, note = road.row.staged_values, road.row.staged_note
    kept = examined(road, step, ending, values or {}, note, actor)
    return finish(road, actor, step, ending, kept, note)


def require_ending(step: Step, ending: str) -> None:
    if ending not in step.on:
        raise RuleRefused([Finding("step_ending", _("Choose how this step ends."), "ending")])


def _require_proposed(row: CandidacyStep, ending: str, actor: Actor) -> None:
    if row.staged_by is None or row.staged_ending != ending:
        sentence = _("This step takes two people: one proposes how it ends, another confirms the same.")
        raise RuleRefused([Finding("R-16", sentence, "ending", source="R-16")])
    if same_person(row.staged_by, actor.user if isinstance(actor.user, User) else None):
        raise NotAllowed(_("You proposed this yourself: another person confirms it."), code="R-16")


def examined(road: Road, step: Step, ending: str, values: Given, note: str, actor: Actor) -> dict[str, Any]:
    """Return the values as kept; RuleRefused with every fault of theirs, or with every guard that does not hold."""
    kept = checked(step, ending, values, actor.today, note=note)
    against = obstacles(road, ending, kept, actor.today)
    if against:
        raise RuleRefused([Finding("step_guard", sentence) for sentence in against])
    return kept


def finish(road: Road, actor: Actor, step: Step, ending: str, kept: dict[str, Any], note: str) -> Candidacy:
    """Write the end of the step and what follows from it, then let the system close the steps that are its own."""
    row = road.row
    end_row(road, row, actor, ending, kept, note)
    _follow(road, actor, step.next_on(ending), ending)
    settle(road, actor)
    return road.candidacy


def end_row(road: Road, row: CandidacyStep, actor: Actor, ending: str, kept: dict[str, Any], note: str) -> None:
    """Write how a step of a file ended, by whom, with which values; what follows from it is the caller's."""
    values = {
        "closed_at": max(actor.at, row.opened_at),
        "ending": ending,
        "closed_by": actor.user if isinstance(actor.user, User) else None,
        "values": kept,
        "note": " ".join(note.split())[:500],
        **({} if row.staged_by_id else _staged_empty()),
    }
    writing.edit(
        row,
        "campaign_step.close",
        actor=actor,
        values=values,
        subject_id=road.candidacy.person_id,
        structure_id=road.candidacy.office_id,
    )


def _follow(road: Road, actor: Actor, what: Next, ending: str) -> None:
    closed = road.rows[-1]
    left: dict[str, object] = {}
    if closed.kind == "departure" and ending == "departed":
        left = {"departed_on": road.day_of("departure", "departed")}
    if what.outcome:
        kind = road.programme.outcomes[what.outcome].kind
        end_file(road, actor, what.outcome, kind, left)
        return
    key = closed.key if what.stay else what.step
    move_file(road, actor, "step", {"step": key, **left})
    open_step(road, actor, road.programme.steps[key])
    details = {"opening": road.candidacy.opening_id, "step": key, "from": closed.key, "ending": ending}
    details["closed"] = closed.kind
    _tell(road, actor, "campaign_file.step", details)


def open_step(road: Road, actor: Actor, step: Step) -> CandidacyStep:
    """Open a step at the end of a file's road, with its deadline."""
    row = CandidacyStep(
        candidacy=road.candidacy,
        position=road.rows[-1].position + 1 if road.rows else 1,
        key=step.key,
        kind=step.kind,
        opened_at=actor.at,
        due_at=due_of(road, step, actor.at),
        created_at=actor.at,
        updated_at=actor.at,
    )
    insert(row)
    road.rows.append(row)
    return row


def wait_until(*, actor: Actor, candidacy_id: UUID, kind: str, due_at: datetime) -> None:
    """Let the time to answer of a file's open step of this kind begin: it is due by `due_at`.

    For the rooms above, which ask their own policy. Raises WrongState when the file stands at another step, or is stopped.
    """
    road = locked(candidacy_id, actor.today)
    require_under_way(road)
    if road.row.kind != kind:
        raise WrongState(_("This file stands at another step."), code="campaign_file.step")
    writing.edit(
        road.row,
        "campaign_step.wait",
        actor=actor,
        values={"due_at": due_at},
        subject_id=road.candidacy.person_id,
        structure_id=road.candidacy.office_id,
    )


def end_file(road: Road, actor: Actor, outcome: str, kind: str, values: Mapping[str, object] | None = None) -> None:
    """End a file by an outcome. Its step stays the one it ended on."""
    ended = {"outcome": outcome, "outcome_kind": kind, "ended_on": actor.today, "frozen_on": None, **(values or {})}
    move_file(road, actor, "end", ended)
    details = {"opening": road.candidacy.opening_id, "outcome": outcome, "kind": kind, "closed": road.rows[-1].kind}
    _tell(road, actor, "campaign_file.end", details)


def move_file(road: Road, actor: Actor, name: str, values: dict[str, object]) -> None:
    """Move the file itself by a row of its table of states."""
    candidacy = road.candidacy
    # What an actor wrote to justify another act is not copied into the log of moves, which is not encrypted.
    ROAD.apply(
        candidacy,
        name,
        actor=actor.because(""),
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
        values=values,
    )


def _tell(road: Road, actor: Actor, name: str, details: dict[str, object]) -> None:
    told = {**details, "new": road.new}
    emit(Event(name, actor, road.candidacy.pk, subject_id=road.candidacy.person_id, details=told))


def settle(road: Road, actor: Actor) -> None:
    """Close the steps that the system answers itself: eligibility. What it cannot know stays open, for an agent to complete."""
    while road.rows[-1].closed_at is None:
        step = road.step
        if step.kind != "eligibility" or step.recorded_by != ActorRole.SYSTEM:
            return
        person = road.candidacy.person
        found = refusals_of(road.campaign, person, actor.today, values=road.values, besides=road.candidacy.pk)
        if any(refusal.unknown for refusal in found):
            return
        ending = "refused" if found else "eligible"
        end_row(road, road.row, actor, ending, {"refusals": [_said(refusal) for refusal in found]}, "")
        _follow(road, actor, step.next_on(ending), ending)


def _said(refusal: Refusal) -> dict[str, str]:
    return {
        "criterion": refusal.criterion,
        "sentence": refusal.sentence,
        "instead": refusal.instead,
        "basis": refusal.basis,
    }


@transaction.atomic
def recheck(*, actor: Actor, candidacy_id: UUID) -> Candidacy:
    """Ask the system again for the eligibility it could not answer, once the file was completed.

    Raises NotAllowed, WrongState, BusinessError when a fact is still missing.
    """
    road = locked(candidacy_id, actor.today)
    require_under_way(road)
    require(actor, "apply", road.candidacy)
    before = road.row
    settle(road, actor)
    if road.rows[-1] is before:
        found = refusals_of(road.campaign, road.candidacy.person, actor.today, besides=road.candidacy.pk)
        raise BusinessError(" ".join(item.sentence for item in found if item.unknown), code="campaign_file.unknown")
    return road.candidacy


@transaction.atomic
def withdraw_file(
    *, actor: Actor, candidacy_id: UUID, note: str = "", expected_version: int | None = None
) -> Candidacy:
    """Record that a person withdraws, at whatever step, stopped or not, as long as they have not left.

    Raises NotAllowed, Stale, WrongState when the file has ended, BusinessError when the person has left.
    """
    road = locked(candidacy_id, actor.today)
    road.candidacy.require_version(expected_version)
    require(actor, "withdraw", road.candidacy)
    return _withdraw(road, actor, note)


def _withdraw(road: Road, actor: Actor, note: str) -> Candidacy:
    row = road.row
    if road.candidacy.departed_on is not None:
        sentence = _("This person has left: what happens abroad is recorded in the follow-up.")
        raise BusinessError(sentence, code="campaign_file.departed")
    end_row(road, row, actor, WITHDRAWN, {}, note)
    outcome = road.programme.withdrawal
    end_file(road, actor, outcome, road.programme.outcomes[outcome].kind)
    return road.candidacy


def end_files_of(*, actor: Actor, person_id: UUID) -> int:
    """End what is under way of a person whose file was suspended, merged or purged, within that act; return how many.

    Whoever may suspend or purge the file may end its applications by it. Somebody who has left is still followed.
    """
    rows = Candidacy.objects.filter(person_id=person_id, state=ROAD.rows["step"].target, departed_on__isnull=True)
    keys = list(rows.order_by("id").values_list("pk", flat=True))
    for key in keys:
        _withdraw(locked(key, actor.today), actor.because(""), "")
    return len(keys)


def cancel_files(*, actor: Actor, opening_id: UUID) -> int:
    """End every file under way of a campaign that was cancelled, within that act; return how many."""
    rows = Candidacy.objects.filter(opening_id=opening_id, state=ROAD.rows["step"].target)
    keys = list(rows.order_by("id").values_list("pk", flat=True))
    campaigns = Campaigns(actor.today)
    for key in keys:
        road = locked(key, actor.today, campaigns)
        end_row(road, road.row, actor, CANCELLED, {}, "")
        end_file(road, actor, CANCELLED, OutcomeKind.INTERRUPTED)
    return len(keys)
