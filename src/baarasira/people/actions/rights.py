"""Consents given and taken back, and requests by right with their answers (loi 2013-015, domain.md B.8)."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.reference.parameters import RIGHTS_ANSWER_DAYS
from baarasira.reference.queries import value

from ..checks import clean_text
from ..enums import ConsentPurpose, PersonState, RightKind
from ..models import Consent, Person, RightRequest
from ..policies import PEOPLE
from ..queries import IN_FORCE, consents_of
from ..transitions import PERSON, RIGHT
from .purging import erase


def _locked(person_id: UUID) -> Person:
    return Person.objects.select_for_update().filter(state__in=IN_FORCE).get(pk=person_id)


@transaction.atomic
def set_consent(*, actor: Actor, person_id: UUID, purpose: str, given: bool, how: str = "") -> Consent:
    """Record that the person agrees to a purpose, or takes it back; nothing new is written when it stands so already.

    Taking back the consent to the register suspends all processing (no ranking, no search from elsewhere, no message);
    giving it again resumes it. Raises NotAllowed outside the actor's offices.
    """
    person = _locked(person_id)
    PEOPLE.require(actor, "set_consent", person.office_id)
    purpose = ConsentPurpose(purpose)
    return _record(actor, person, purpose, given, how)


def _record(actor: Actor, person: Person, purpose: ConsentPurpose, given: bool, how: str) -> Consent:
    held = consents_of(person.pk).get(purpose)
    if held is not None and held.given == given:
        return held
    row = Consent.objects.create(
        person=person, purpose=purpose, given=given, at=actor.at, how=clean_text(how)[:60], recorded_by_id=actor.id
    )
    journal.record(
        actor,
        "person.consent",
        noun="person",
        object_id=person.pk,
        subject_id=person.pk,
        structure_id=person.office_id,
        before={f"consent_{purpose}": held.given if held is not None else None},
        after={f"consent_{purpose}": given, "how": row.how},
    )
    emit(Event("person.consent", actor, person.pk, subject_id=person.pk, details={"purpose": purpose, "given": given}))
    if purpose == ConsentPurpose.REGISTER:
        _follow_register(actor, person, given)
    return row


def _follow_register(actor: Actor, person: Person, given: bool) -> None:
    wanted = PersonState.SUSPENDED if person.state == PersonState.OPEN else PersonState.OPEN
    if given != (wanted == PersonState.OPEN):
        return
    name = "resume" if given else "suspend"
    PERSON.apply(person, name, actor=actor, subject_id=person.pk, structure_id=person.office_id)
    emit(Event(f"person.{name}", actor, person.pk, subject_id=person.pk))


@transaction.atomic
def ask_right(*, actor: Actor, person_id: UUID, kind: str, details: str = "") -> RightRequest:
    """Record what a person asks by right; it is due after the days of the setting `rights.answer_days`.

    Raises NotAllowed outside the actor's offices, BusinessError when nothing says what is to be corrected.
    """
    person = _locked(person_id)
    PEOPLE.require(actor, "answer_rights", person.office_id)
    kind = RightKind(kind)
    details = details.strip()[:4000]
    if kind == RightKind.RECTIFY and not details:
        raise BusinessError(_("Write what the person wants corrected."), code="details", field="details")
    due_on = actor.today + timedelta(days=value(RIGHTS_ANSWER_DAYS, actor.today))
    request = RightRequest(person=person, kind=kind, asked_on=actor.today, due_on=due_on, details=details)
    RIGHT.begin(request, "ask", actor=actor, subject_id=person.pk, structure_id=person.office_id)
    return request


@transaction.atomic
def answer_right(
    *, actor: Actor, request_id: UUID, granted: bool, answer: str = "", expected_version: int | None = None
) -> RightRequest:
    """Answer a request and act on it.

    A granted objection takes back the consent to the register, which suspends all processing; a granted erasure empties
    the file at once, for which the actor must hold `purge`. A refusal needs its reason in words. Raises NotAllowed,
    WrongState when it was answered already, Stale, BusinessError.
    """
    request = RightRequest.objects.select_for_update().get(pk=request_id)
    person = _locked(request.person_id)
    PEOPLE.require(actor, "answer_rights", person.office_id)
    request.require_version(expected_version)
    answer = answer.strip()[:4000]
    if not granted and not answer:
        raise BusinessError(_("A refusal needs its reason: write what will be told to the person."), field="answer")
    if granted and request.kind == RightKind.ERASE:
        PEOPLE.require(actor, "purge", person.office_id)
    RIGHT.apply(
        request,
        "grant" if granted else "refuse",
        actor=actor,
        subject_id=person.pk,
        structure_id=person.office_id,
        values={"answered_on": actor.today, "answer": answer},
    )
    if granted and request.kind == RightKind.OBJECT:
        _record(actor, person, ConsentPurpose.REGISTER, False, str(_("Objection")))
    if granted and request.kind == RightKind.ERASE:
        erase(actor, person)
    return request
