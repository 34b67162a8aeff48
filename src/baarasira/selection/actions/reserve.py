"""The reserve: who is called when a seat falls free, and what an answer does. The lists' order and the quotas decide, not a person."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.candidacies.actions import wait_until
from baarasira.candidacies.models import Candidacy
from baarasira.engine import next_called, parse_rules
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.openings.enums import CampaignState
from baarasira.programmes.compiled.model import Step
from baarasira.programmes.queries import values_on

from .. import applicants_file
from ..enums import CallState, RunState
from ..models import ReserveCall, Run, Seat
from ..policies import RUNS
from ..queries import runs as queries
from ..queries.runs import Free
from ..reasons import words
from ..transitions import CALL
from .doors import locked_run
from .lists import LIST

CALLED = "selection.call"
"""Emitted when somebody is called from the reserve: the subject is the person; `answer_by`, `candidacy`."""


def reserve_step(run: Run) -> Step | None:
    """Return the step at which people of the reserve wait, None where the programme has none."""
    return run.campaign.programme_version.compiled.step_of_kind("reserve_call")


@transaction.atomic
def call_next(
    *, actor: Actor, run: Run, candidacy_id: UUID, list_name: str | None = None, reason: str = ""
) -> ReserveCall:
    """Call the next person to the seat that `candidacy_id` gave up: the first of the right reserve list who keeps every quota.

    Another list is named only with a reason. Raises NotAllowed, WrongState (not in force, seat not free, suspended),
    BusinessError with a sentence when the list has run out, or when nobody on it keeps the quotas.
    """
    stored = locked_run(run)
    RUNS.require(actor, "call", stored.campaign.opening.office_id)
    _require_in_force(stored)
    free = next((seat for seat in queries.free_seats(stored) if seat.candidacy.pk == candidacy_id), None)
    if free is None:
        raise WrongState(_("This seat is not free, or somebody is called to it already."), code="reserve_call.seat")
    said = words(reason, 300) if list_name not in (None, free.list) else ""
    place = _next(stored, free, free.list if list_name is None else list_name)
    return _call(actor.because(said), stored, free, place, said)


def _require_in_force(run: Run) -> None:
    current = queries.in_force(run.campaign_id)
    if run.state != RunState.PUBLISHED or current is None or current.pk != run.pk:
        raise WrongState(
            _("People are called from the list in force alone: the last one published."), code="reserve_call.run"
        )
    if run.campaign.state == CampaignState.SUSPENDED:
        raise WrongState(
            _("The campaign is suspended: nobody is called until it is lifted."), code="reserve_call.suspended"
        )


def _next(run: Run, free: Free, name: str) -> Seat:
    """Return the first place of a list that keeps every quota holding. Raises BusinessError with the sentence to act on."""
    places = list(queries.waiting(run, name))
    shown = name if name != queries.EVERYBODY else _("all")
    if not places:
        sentence = _(
            "The reserve list “%(list)s” has run out: nobody waits on it. The seat of %(receipt)s stays empty; name another "
            "list, with the reason, or leave it so."
        )
        raise BusinessError(sentence % {"list": shown, "receipt": free.receipt}, code="reserve.empty")
    people = applicants_file.applicants(queries.file_text(run, LIST))
    rules = parse_rules(queries.file_text(run, "rules.toml"))
    at = {receipt: place for place, receipt in enumerate(people.ids)}
    seated = [at[receipt] for receipt in queries.sitting(run)]
    found = next_called(people, rules, seated, [at[place.entry.receipt] for place in places])
    if found is None:
        sentence = ngettext(
            "Nobody on the reserve list “%(list)s” can take the seat of %(receipt)s with every quota kept: %(n)d person waits "
            "on it. The seat stays empty; name another list, with the reason, or leave it so.",
            "Nobody on the reserve list “%(list)s” can take the seat of %(receipt)s with every quota kept: %(n)d people wait "
            "on it. The seat stays empty; name another list, with the reason, or leave it so.",
            len(places),
        )
        words_ = {"list": shown, "receipt": free.receipt, "n": len(places)}
        raise BusinessError(sentence % words_, code="reserve.quotas")
    return next(place for place in places if place.entry.receipt == people.ids[found])


def _call(actor: Actor, run: Run, free: Free, place: Seat, reason: str) -> ReserveCall:
    step = reserve_step(run)
    if step is None:
        raise WrongState(_("The programme of this campaign calls nobody from the reserve."), code="reserve_call.step")
    values = values_on(run.campaign.programme_version.compiled, actor.today, country=run.campaign.opening.country)
    answer_by = actor.at + timedelta(hours=values.of(step.parameters["answer_hours"]))
    candidacy = (
        Candidacy.objects.select_for_update(of=("self",)).select_related("person").get(pk=place.entry.candidacy_id)
    )
    call = ReserveCall(
        run=run,
        place=place,
        candidacy=candidacy,
        instead_of=free.candidacy,
        called_at=actor.at,
        answer_by=answer_by,
        reason=reason,
    )
    office = run.campaign.opening.office_id
    CALL.begin(call, "call", actor=actor, subject_id=candidacy.person_id, structure_id=office)
    # The clock of the candidacies reminds, and ends the wait: the time to answer begins now.
    wait_until(actor=actor, candidacy_id=candidacy.pk, kind=step.kind, due_at=answer_by)
    details = {"candidacy": candidacy.pk, "opening": run.campaign_id, "answer_by": answer_by}
    emit(Event(CALLED, actor, call.pk, subject_id=candidacy.person_id, details=details))
    return call


def answered(*, actor: Actor, candidacy_id: UUID, name: str) -> ReserveCall | None:
    """Follow the file of somebody called: ``accept``, ``decline`` or ``expire``, within the move of the file itself.

    None when nobody waits for this person's answer.
    """
    rows = ReserveCall.objects.select_for_update(of=("self",)).select_related("run__campaign__opening", "candidacy")
    call = rows.filter(candidacy_id=candidacy_id, state=CallState.WAITING).first()
    if call is None:
        return None
    office = call.run.campaign.opening.office_id
    CALL.apply(
        call, name, actor=actor, subject_id=call.candidacy.person_id, structure_id=office,
        values={"answered_at": actor.at},
    )  # fmt: skip
    return call


def fill_seats(*, actor: Actor, campaign_id: UUID) -> int:
    """Call the next person to every seat of a campaign that fell free; return how many. What has no answer is left to people."""
    run = queries.in_force(campaign_id)
    if run is None or run.campaign.state != CampaignState.PREPARATION or reserve_step(run) is None:
        return 0
    called = 0
    for free in queries.free_seats(run):
        try:
            with transaction.atomic():
                call_next(actor=actor, run=run, candidacy_id=free.candidacy.pk)
        except BusinessError:
            continue
        called += 1
    return called


def fill_all(*, actor: Actor) -> int:
    """Call the next person to every free seat of every campaign being prepared (the worker's clock does it)."""
    RUNS.require(actor, "clock")
    rows = Run.objects.filter(state=RunState.PUBLISHED, campaign__state=CampaignState.PREPARATION)
    return sum(
        fill_seats(actor=actor, campaign_id=key)
        for key in rows.order_by("campaign_id").values_list("campaign_id", flat=True).distinct()
    )
