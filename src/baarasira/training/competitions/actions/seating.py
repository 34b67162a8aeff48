"""Seats: offered to those admitted once complaints are settled, confirmed in some days or passed to the next of the waiting list."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import refused, second
from baarasira.candidacies.actions import close_for, wait_until
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.steps.deciding import close_all
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.openings.actions import sign_selection
from baarasira.selection.signing import signing

from ...courses.actions import enrol
from ..enums import CompetitionState, ComplaintState, ExclusionState, ListState, OfferState, Result
from ..models import Competition, Complaint, Exclusion, Place, ResultList, SeatOffer, Sitting
from ..transitions import COMPETITION, OFFER
from .doors import exam_step, locked, require, require_state

OFFERED = "competition.offer"
"""Emitted when a seat is offered: the subject is the person; `candidacy`, `answer_by`."""
_LAST = time(23, 59, tzinfo=UTC)  # Bamako keeps UTC
_PASSED = frozenset({Result.ADMITTED, Result.WAITING, Result.NOT_ADMITTED})
_EXAM = {Result.BELOW: "failed", Result.ELIMINATED: "failed", Result.ABSENT: "absent"}
_ADMISSION = {Result.ADMITTED: "selected", Result.WAITING: "reserve", Result.NOT_ADMITTED: "not_selected"}
_STANDING = (OfferState.WAITING, OfferState.CONFIRMED)


@transaction.atomic
def open_seats(*, actor: Actor, competition_id: UUID) -> int:
    """End the complaints: every file takes the result of the list in force, and those admitted are offered their seat.

    Another person than who proposed the list (R-16). Returns how many seats are offered. Raises NotAllowed, WrongState,
    RuleRefused (the days of complaint are not over, a complaint or an exclusion is open).
    """
    competition = locked(competition_id)
    require(actor, "seat", competition)
    COMPETITION.check("seat", competition.state)
    listed = competition.lists.select_related("proposed_by").get(state=ListState.PUBLISHED)
    second(actor, listed.proposed_by, _("You proposed this list: another person opens the seats."))
    _complaints_over(actor, competition, listed)
    _give_results(actor, competition, listed)
    if competition.campaign.state == "selection":
        sign_selection(actor=actor, campaign=competition.campaign)
    COMPETITION.apply(
        competition, "seat", actor=actor, structure_id=competition.structure_id, values={"seating_on": actor.today}
    )
    admitted = listed.places.filter(result=Result.ADMITTED).select_related("sitting__candidacy").order_by("rank")
    for place in admitted:
        if place.sitting.candidacy.state == CandidacyState.UNDER_WAY:
            _offer(actor, competition, place.sitting)
    return competition.offers.count() + fill(actor, competition)


def _complaints_over(actor: Actor, competition: Competition, listed: ResultList) -> None:
    if listed.complaints_until is None or actor.today <= listed.complaints_until:
        words = {"day": f"{listed.complaints_until:%d/%m/%Y}"}
        raise refused(
            "complaints_open", _("Complaints are received until %(day)s: seats are offered afterwards.") % words
        )
    if Complaint.objects.filter(competition=competition, state=ComplaintState.RECEIVED).exists():
        raise refused("complaint_open", _("A complaint is not settled yet."))
    corrected = Complaint.objects.filter(
        competition=competition, state=ComplaintState.UPHELD, decided_on__gte=listed.proposed_on
    )
    last = corrected.order_by("-updated_at").first()
    if last is not None and last.updated_at > listed.created_at:
        raise refused("list_old", _("A mark was corrected since this list: propose and publish the list again."))
    if Exclusion.objects.filter(sitting__competition=competition, state=ExclusionState.PROPOSED).exists():
        raise refused("exclusion_open", _("An exclusion waits for its decision."))


def _give_results(actor: Actor, competition: Competition, listed: ResultList) -> None:
    """Close the papers of every file, then the deliberation of those who reached the mean: all at once or not at all."""
    programme = competition.campaign.programme_version.compiled
    exam = exam_step(competition.campaign)
    admission = programme.steps[exam].next_on("passed").step
    rows = listed.places.filter(sitting__candidacy__state=CandidacyState.UNDER_WAY, sitting__excluded_on__isnull=True)
    results = dict(rows.values_list("sitting__candidacy_id", "result"))
    sat = {key: "passed" if result in _PASSED else _EXAM[Result(result)] for key, result in results.items()}
    chosen = {key: _ADMISSION[Result(result)] for key, result in results.items() if result in _PASSED}
    with signing(competition.campaign_id, sat):
        close_all(actor=actor, first=listed.proposed_by, step=exam, endings=sat)
        if chosen:
            close_all(actor=actor, first=listed.proposed_by, step=admission, endings=chosen)


def _offer(actor: Actor, competition: Competition, sitting: Sitting) -> SeatOffer:
    answer_by = actor.today + timedelta(days=competition.confirm_days)
    row = SeatOffer(competition=competition, sitting=sitting, offered_on=actor.today, answer_by=answer_by)
    person = sitting.candidacy.person_id
    OFFER.begin(row, "offer", actor=actor, subject_id=person, structure_id=competition.structure_id)
    wait_until(
        actor=actor, candidacy_id=sitting.candidacy_id, kind="reserve_call", due_at=datetime.combine(answer_by, _LAST)
    )
    details = {"candidacy": sitting.candidacy_id, "answer_by": answer_by}
    emit(Event(OFFERED, actor, row.pk, subject_id=person, details=details))
    return row


def fill(actor: Actor, competition: Competition) -> int:
    """Offer every seat that is free to the next of the waiting list; return how many were."""
    listed = competition.lists.filter(state=ListState.PUBLISHED).first()
    if listed is None or competition.state != CompetitionState.SEATING:
        return 0
    free = competition.campaign.opening.seats - competition.offers.filter(state__in=_STANDING).count()
    done = 0
    for place in _waiting(listed):
        if done >= free:
            break
        _offer(actor, competition, place.sitting)
        done += 1
    return done


def _waiting(listed: ResultList) -> list[Place]:
    """Return those of the waiting list who were not offered a seat yet, by rank."""
    rows = listed.places.filter(
        result=Result.WAITING, sitting__offer__isnull=True, sitting__excluded_on__isnull=True,
        sitting__candidacy__state=CandidacyState.UNDER_WAY, sitting__candidacy__frozen_on__isnull=True,
    )  # fmt: skip
    return list(rows.select_related("sitting__candidacy").order_by("rank"))


@transaction.atomic
def answer_offer(*, actor: Actor, offer_id: UUID, confirm: bool) -> SeatOffer:
    """Record that a candidate confirms the seat, or gives it up: the next of the waiting list is then called.

    Confirmed, the file goes on to the course and the candidate is enrolled. Raises NotAllowed, WrongState when it was answered
    or its days are past.
    """
    row = SeatOffer.objects.select_related("sitting__candidacy").get(pk=offer_id)
    competition = locked(row.competition_id)
    require(actor, "answer", competition, row.sitting.candidacy.office_id)
    row.refresh_from_db(fields=["state", "version"])
    name = "confirm" if confirm else "decline"
    OFFER.check("confirm", row.state)
    ending = "accepted" if confirm else "declined"
    candidacy = row.sitting.candidacy
    with signing(competition.campaign_id, {candidacy.pk: ending}):
        close_for(actor=actor, candidacy_id=candidacy.pk, kind="reserve_call", ending=ending)
    end_offer(actor, competition, row, name)
    if confirm:
        _enrol(actor, competition, row)
    else:
        fill(actor, competition)
    return row


def end_offer(actor: Actor, competition: Competition, row: SeatOffer, name: str) -> None:
    """Move an offer, with the day it was answered."""
    OFFER.apply(
        row, name, actor=actor, subject_id=row.sitting.candidacy.person_id, structure_id=competition.structure_id,
        values={"answered_on": actor.today},
    )  # fmt: skip


def _enrol(actor: Actor, competition: Competition, row: SeatOffer) -> None:
    """Enrol who confirmed in the session of the competition, as coming from it. Raises as `courses.actions.enrol`."""
    if competition.session_id is None:
        return
    candidacy = row.sitting.candidacy
    enrol(actor=actor, session_id=competition.session_id, person_id=candidacy.person_id, candidacy=candidacy)
    writing.edit(
        row, "seat_offer.enrol", actor=actor, values={"enrolled": True}, subject_id=candidacy.person_id,
        structure_id=competition.structure_id,
    )  # fmt: skip


@transaction.atomic
def close(*, actor: Actor, competition_id: UUID) -> int:
    """Close a competition whose seats are answered: who waits was never called. Return of how many files it ends the wait.

    Raises NotAllowed, WrongState, RuleRefused while a seat waits for its answer.
    """
    competition = locked(competition_id)
    require(actor, "seat", competition)
    require_state(competition, CompetitionState.SEATING)
    if competition.offers.filter(state=OfferState.WAITING).exists():
        raise refused("offers_open", _("A seat still waits for its answer."))
    listed = competition.lists.get(state=ListState.PUBLISHED)
    left = _waiting(listed)
    for place in left:
        key = place.sitting.candidacy_id
        with signing(competition.campaign_id, {key: "not_called"}):
            close_for(actor=actor, candidacy_id=key, kind="reserve_call", ending="not_called")
    COMPETITION.apply(competition, "close", actor=actor, structure_id=competition.structure_id)
    return len(left)
