"""Referring people to an offer, and the answers that come back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed, Taken, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from ..enums import OPEN_STATES, RefusalReason
from ..models import Candidacy
from ..policies import CANDIDACIES
from ..queries import seats_free, with_open_candidacy
from ..transitions import CANDIDACY
from .doors import locked, require


@dataclass(frozen=True, slots=True)
class Referral:
    """One person to refer, with the score and its five parts as the shortlist showed them (None when none was shown)."""

    person_id: UUID
    score: int | None = None
    parts: Mapping[str, int] = field(default_factory=dict)


def _check_person(actor: Actor, opening: Opening, person: Person) -> None:
    allowed = CANDIDACIES.allows(actor, "refer", person.office_id) or CANDIDACIES.allows(
        actor, "refer", opening.office_id
    )
    if not allowed:
        raise NotAllowed(
            _("You refer people of your own office, or anyone to an offer of your own office."), code="candidacy.refer"
        )
    card = Card.objects.filter(person=person).first()
    standing = card is not None and card.state in {CardState.ACTIVE, CardState.DUE}
    if person.state != PersonState.OPEN or not standing:
        raise WrongState(
            _("%(person)s has no job-seeker card in force. Issue or reactivate it first.") % {"person": person}
        )


@transaction.atomic
def refer(*, actor: Actor, opening_id: UUID, referrals: Sequence[Referral]) -> list[Candidacy]:
    """Refer one or several people to a published offer, all or none.

    Raises WrongState when the offer is not published or a card is not in force, Taken when no seat is left or someone
    is a candidate already, NotAllowed when neither the offer nor the person is of the actor's offices.
    """
    if not referrals:
        raise BusinessError(_("Tick at least one person to refer."), code="empty")
    door(f"opening:{opening_id}")
    opening = Opening.objects.select_for_update().get(pk=opening_id)
    if opening.state != OpeningState.PUBLISHED:
        raise WrongState(_("This offer is not published: nobody can be referred to it."))
    if seats_free(opening) == 0:
        raise Taken(_("All the places of this offer are filled."))
    already = with_open_candidacy(opening.pk)
    people = Person.objects.in_bulk([referral.person_id for referral in referrals])
    made: list[Candidacy] = []
    for referral in referrals:
        person = people[referral.person_id]
        _check_person(actor, opening, person)
        if person.pk in already:
            raise Taken(_("%(person)s is already a candidate to this offer.") % {"person": person})
        already.add(person.pk)
        made.append(_begin(actor, opening, person, referral))
    return made


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
    if reason == RefusalReason.OTHER and not note.strip():
        raise BusinessError(_("Say which other reason."), code="reason", field="note")
    return move(candidacy, name, actor, ended_on=actor.today, reason=reason, reason_note=note.strip()[:300])


def end_open_candidacies(*, actor: Actor, opening_id: UUID) -> int:
    """End what is still open on an offer that was closed or cancelled, within the closing's transaction; return how many.

    Whoever may close the offer may end its candidacies by it. Hires stand: they await their first day.
    """
    waiting = Candidacy.objects.select_for_update().filter(opening_id=opening_id, state__in=OPEN_STATES - {"hired"})
    candidacies = list(waiting.order_by("id"))
    for candidacy in candidacies:
        move(candidacy, "refuse", actor, ended_on=actor.today, reason=RefusalReason.OFFER_CLOSED)
    return len(candidacies)
