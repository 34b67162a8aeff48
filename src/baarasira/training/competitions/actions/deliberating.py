"""The jury's list: proposed by one person, published by another with its hash and its method; issued again after a correction."""

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, second
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Stale
from baarasira.kernel.events import Event, emit
from baarasira.selection.working_days import working_day_after

from ..enums import CompetitionState, ListState
from ..models import Competition, Place, ResultList, Sitting
from ..outcome import document_of, ranked
from ..rules.marks import two_decimals
from ..rules.ranking import Candidate, Placed
from ..transitions import COMPETITION, RESULT_LIST
from .doors import locked, reason_of, require, require_state

PUBLISHED = "competition.publish"
"""Emitted when a list is published; candidates are told by the clock (`queries.to_tell`)."""


@transaction.atomic
def propose_list(*, actor: Actor, competition_id: UUID, reason: str = "") -> ResultList:
    """Compute the ranking and propose it; a list already in force is replaced only with a reason.

    Raises NotAllowed, WrongState, RuleRefused without a reason.
    """
    competition = locked(competition_id)
    require(actor, "propose", competition)
    COMPETITION.check("propose", competition.state)
    in_force = competition.lists.filter(state=ListState.PUBLISHED).exists()
    said = reason_of(reason) if in_force else ""
    places, who = ranked(competition)
    number = competition.lists.count() + 1
    text = document_of(competition, number, places, who)
    row = ResultList(
        competition=competition, number=number, document=text, sha256=_sha256(text), reason=said,
        proposed_by=person_acting(actor), proposed_on=actor.today,
    )  # fmt: skip
    RESULT_LIST.begin(row, "propose", actor=actor, structure_id=competition.structure_id)
    _keep(row, places, who)
    COMPETITION.apply(competition, "propose", actor=actor, structure_id=competition.structure_id)
    return row


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _keep(row: ResultList, places: list[Placed], who: Mapping[str, tuple[Sitting, Candidate]]) -> None:
    Place.objects.bulk_create(
        Place(
            list=row, sitting=who[placed.receipt][0], rank=placed.rank, result=placed.result, by=placed.by,
            mean=two_decimals(placed.mean) if placed.mean is not None else "",
        )
        for placed in places
    )  # fmt: skip


def proposed_list(competition: Competition) -> ResultList:
    """Return the list that waits for its second person. ResultList.DoesNotExist without one."""
    return competition.lists.select_related("proposed_by").get(state=ListState.PROPOSED)


@transaction.atomic
def return_list(*, actor: Actor, competition_id: UUID, reason: str) -> Competition:
    """Send a proposed list back, with the reason. Raises NotAllowed, WrongState, RuleRefused."""
    competition = locked(competition_id)
    require(actor, "publish", competition)
    COMPETITION.check("return", competition.state)
    said = reason_of(reason)
    RESULT_LIST.apply(
        proposed_list(competition),
        "withdraw",
        actor=actor,
        structure_id=competition.structure_id,
        values={"reason": said},
    )
    COMPETITION.apply(competition, "return", actor=actor.because(said), structure_id=competition.structure_id)
    return competition


@transaction.atomic
def publish_list(*, actor: Actor, competition_id: UUID) -> ResultList:
    """Publish the proposed list: another person than who proposed it (R-16); computed once more and compared (R-15).

    Raises NotAllowed, WrongState, Stale when what it rests on changed since it was proposed.
    """
    competition = locked(competition_id)
    require(actor, "publish", competition)
    require_state(competition, CompetitionState.PROPOSED)
    row = proposed_list(competition)
    who = second(actor, row.proposed_by, _("You proposed this list: another person publishes it."))
    places, candidates = ranked(competition)
    again = json.loads(document_of(competition, row.number, places, candidates))
    if again["places"] != json.loads(row.document)["places"]:
        raise Stale(_("Something this list rests on changed since it was proposed: send it back and propose it again."))
    for former in competition.lists.filter(state=ListState.PUBLISHED):
        RESULT_LIST.apply(former, "supersede", actor=actor, structure_id=competition.structure_id)
    until = working_day_after(actor.today, competition.complaint_days)
    RESULT_LIST.apply(
        row, "publish", actor=actor, structure_id=competition.structure_id,
        values={"published_by": who, "published_on": actor.today, "complaints_until": until},
    )  # fmt: skip
    COMPETITION.apply(competition, "publish", actor=actor, structure_id=competition.structure_id)
    emit(Event(PUBLISHED, actor, competition.pk, details={"list": row.pk}))
    return row


@transaction.atomic
def note_told(*, actor: Actor, row: ResultList, through: int) -> None:
    """Note how many places of a list were told of the results (the clock of messages)."""
    writing.edit(row, "result_list.told", actor=actor, values={"told": through})
