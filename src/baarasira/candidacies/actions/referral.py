"""Referring people to an offer, and the answers that come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.events import Event, emit
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.sequences import next_number, with_check
from baarasira.openings.models import Opening
from baarasira.people.models import Person

from ..enums import OPEN_STATES, UNDECIDED, RefusalReason
from ..models import Candidacy, CandidacyStep, Placement, PlacementCheck
from ..policies import CANDIDACIES
from ..referable import opening_obstacle, person_obstacles
from ..transitions import CANDIDACY
from .doors import locked, locked_opening, require

_PEOPLE = Prepared(lambda ids: Person.objects.filter(pk__in=ids).order_by(), ids=UUIDField())


@dataclass(frozen=True, slots=True)
class Referral:
    """One person to refer, with the score and its five parts as the shortlist showed them (None when none was shown)."""

    person_id: UUID
    score: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def refer(*, actor: Actor, opening_id: UUID, referrals: Sequence[Referral]) -> list[Candidacy]:
    """Refer one or several people to a published offer, all or none.

    Raises WrongState when the offer is not published or a card is not in force, Taken when no seat is left or someone
    is a candidate already, NotAllowed when neither the offer nor the person is of the actor's offices, BusinessError
    when nobody is named or somebody is not in the register.
    """
    if not referrals:
        raise BusinessError(_("Tick at least one person to refer."), code="empty")
    opening = locked_opening(opening_id)
    if (closed := opening_obstacle(actor, opening)) is not None:
        raise closed
    chosen = {referral.person_id: referral for referral in referrals}
    people = {person.pk: person for person in _PEOPLE(ids=list(chosen))}
    if len(people) < len(chosen):
        raise BusinessError(_("One of these people is no longer in the register. Open the list again."), code="unknown")
    for obstacle in person_obstacles(actor, opening, [people[key] for key in chosen]).values():
        raise obstacle
    return [_begin(actor, opening, people[key], referral) for key, referral in chosen.items()]


def _begin(actor: Actor, opening: Opening, person: Person, referral: Referral) -> Candidacy:
    year = actor.today.year
    number = next_number(f"candidacy:{year}")
    candidacy = Candidacy(
        number=with_check(f"MR{year % 100:02d}-{number:06d}-"),
        person=person,
        opening=opening,
        office_id=person.office_id,
        referred_on=actor.today,
        referred_by_id=actor.id,
        score=referral.score,
        score_parts=dict(referral.parts),
    )
    CANDIDACY.begin(candidacy, "refer", actor=actor, subject_id=person.pk, structure_id=candidacy.office_id)
    emit(Event("candidacy.refer", actor, candidacy.pk, subject_id=person.pk, details={"opening": opening.pk}))
    return candidacy


def move(candidacy: Candidacy, name: str, actor: Actor, **values: object) -> Candidacy:
    """Apply one move of the table and tell the other rooms."""
    CANDIDACY.apply(
        candidacy,
        name,
        actor=actor,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
        values=dict(values),
    )
    details = {"opening": candidacy.opening_id}
    emit(Event(f"candidacy.{name}", actor, candidacy.pk, subject_id=candidacy.person_id, details=details))
    return candidacy


@transaction.atomic
def record_interview(
    *, actor: Actor, candidacy_id: UUID, on: date, note: str = "", expected_version: int | None = None
) -> Candidacy:
    """Record the interview with the employer: its day, not in the future nor before the referral, and what was said."""
    candidacy = locked(candidacy_id)
    require(CANDIDACIES, actor, "interview", candidacy)
    candidacy.require_version(expected_version)
    if not candidacy.referred_on <= on <= actor.today:
        raise BusinessError(
            _("The interview took place between the referral and today. Correct the date."), code="date", field="on"
        )
    return move(candidacy, "interview", actor, interview_on=on, interview_note=note.strip()[:2000])


@transaction.atomic
def refuse(
    *,
    actor: Actor,
    candidacy_id: UUID,
    reason: RefusalReason,
    note: str = "",
    expected_version: int | None = None,
) -> Candidacy:
    """Record that the person was not hired, with the coded reason; « other » asks for words. A hire undone frees its seat."""
    candidacy = locked(candidacy_id)
    require(CANDIDACIES, actor, "refuse", candidacy)
    candidacy.require_version(expected_version)
    return _end(candidacy, "refuse", actor, reason, note)


@transaction.atomic
def withdraw(
    *,
    actor: Actor,
    candidacy_id: UUID,
    reason: RefusalReason,
    note: str = "",
    expected_version: int | None = None,
) -> Candidacy:
    """Record that the person no longer wants the job, with the coded reason."""
    candidacy = locked(candidacy_id)
    require(CANDIDACIES, actor, "withdraw", candidacy)
    candidacy.require_version(expected_version)
    return _end(candidacy, "withdraw", actor, reason, note)


def _end(candidacy: Candidacy, name: str, actor: Actor, reason: RefusalReason, note: str) -> Candidacy:
    if reason not in RefusalReason.values:
        raise BusinessError(_("Choose the reason in the list."), code="reason", field="reason")
    if reason == RefusalReason.OTHER and not note.strip():
        raise BusinessError(_("Say which other reason."), code="reason", field="note")
    return move(candidacy, name, actor, ended_on=actor.today, reason=reason, reason_note=note.strip()[:300])


def end_open_candidacies(*, actor: Actor, opening_id: UUID) -> int:
    """End what is still open on an offer that was closed or cancelled, within the closing's transaction; return how many.

    Whoever may close the offer may end its candidacies by it. Hires stand: they await their first day.
    """
    waiting = Candidacy.objects.select_for_update().filter(opening_id=opening_id, state__in=UNDECIDED)
    return _end_all(actor, waiting, "refuse", RefusalReason.OFFER_CLOSED)


def end_candidacies_of(*, actor: Actor, person_id: UUID) -> int:
    """Withdraw what is open of a person whose file was suspended, merged or purged, within that act; return how many.

    A hire frees its seat. Whoever may suspend or purge the file may withdraw its candidacies by it; what the actor wrote
    to justify that act is not copied into the log of moves, which is not encrypted.
    """
    waiting = Candidacy.objects.select_for_update().filter(person_id=person_id, state__in=OPEN_STATES)
    return _end_all(actor.because(""), waiting, "withdraw", RefusalReason.FILE_CLOSED)


def end_other_candidacies(*, actor: Actor, placed: Candidacy) -> int:
    """Withdraw what a person placed still awaited elsewhere, within the confirmation; other hires stand. Return how many."""
    waiting = Candidacy.objects.select_for_update().filter(person_id=placed.person_id, state__in=UNDECIDED)
    return _end_all(actor, waiting.exclude(pk=placed.pk), "withdraw", RefusalReason.FOUND_WORK)


def _end_all(actor: Actor, waiting: QuerySet[Candidacy], name: str, reason: RefusalReason) -> int:
    candidacies = list(waiting.order_by("id"))
    for candidacy in candidacies:
        move(candidacy, name, actor, ended_on=actor.today, reason=reason)
    return len(candidacies)


def forget_person(*, person_id: UUID) -> None:
    """Empty what was written in words of a person who is purged, within the purge; dates, states and reasons are counted."""
    Candidacy.objects.filter(person_id=person_id).update(interview_note="", reason_note="")
    Placement.objects.filter(candidacy__person_id=person_id).update(confirmation_note="")
    PlacementCheck.objects.filter(placement__candidacy__person_id=person_id).update(note="")
    steps = CandidacyStep.objects.filter(candidacy__person_id=person_id)
    steps.update(note="", staged_note="")
    # What a refusal says quotes the person's age, years and papers; the criterion it was about is counted.
    for row in steps.filter(kind="eligibility", ending="refused"):
        row.values = {"refusals": [{"criterion": item["criterion"]} for item in row.values.get("refusals", [])]}
        row.save(update_fields=["values"])
