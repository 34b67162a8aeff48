"""Dealing with an incident: read, taken in hand, set right, referred, answered, ended with a remedy or without."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.enums import OrganisationKind
from baarasira.cooperation.models import Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.journal import write as journal
from baarasira.people.models import Person
from baarasira.reference.countries import HOME
from baarasira.reference.currencies import CURRENCIES

from .. import words
from ..enums import CONFIDENTIAL, ClaimState, IncidentKind, IncidentState, NoteKind, ReferralBody, Severity
from ..inputs import ReferralData
from ..models import Incident, Referral
from ..policies import INCIDENTS
from ..queries.incidents import may
from ..transitions import INCIDENT
from . import doors
from .reporting import REPORTED

LONGEST = 4000


def _allowed(actor: Actor, action: str, incident: Incident) -> None:
    """Raise NotAllowed unless the role allows it; whoever is named for a confidential incident does all there is to do."""
    if not may(actor, action, incident):
        INCIDENTS.require(actor, action, incident.office_id)


def _move(incident: Incident, name: str, actor: Actor, values: dict[str, object] | None = None) -> Incident:
    INCIDENT.apply(incident, name, actor=actor.because(""), values=dict(values or {}), **doors.told(incident))
    return incident


@transaction.atomic
def look(*, actor: Actor, incident: Incident) -> None:
    """Record that the actor reads an incident (every look is journaled)."""
    journal.look(actor, "incident.look", noun="incident", object_id=incident.pk, **doors.told(incident))


@transaction.atomic
def acknowledge(*, actor: Actor, incident_id: UUID, version: int | None = None) -> Incident:
    """Mark a report as read. Raises NotAllowed, Stale, WrongState."""
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "handle", incident)
    return _move(incident, "acknowledge", actor, {"acknowledged_at": actor.at})


@transaction.atomic
def take(*, actor: Actor, incident_id: UUID, version: int | None = None) -> Incident:
    """Take an incident in hand: who does is its handler from now on. Raises NotAllowed, Stale, WrongState."""
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "handle", incident)
    values = {"handler": doors.person(actor), "acknowledged_at": incident.acknowledged_at or actor.at}
    return _move(incident, "take", actor, values)


@transaction.atomic
def rate(*, actor: Actor, incident_id: UUID, kind: str, severity: int, version: int | None = None) -> Incident:
    """Set the kind and the severity right; the deadline follows, counted from the same moment.

    What becomes confidential is no longer seen by others; what was stays so. Raises NotAllowed, Stale, RuleRefused.
    """
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "handle", incident)
    _require_open(incident)
    if kind not in IncidentKind.values or severity not in Severity.values:
        raise doors.refused("rating", _("Choose what happened and how grave it is."), "severity")
    values = {
        "kind": kind,
        "severity": severity,
        "confidential": incident.confidential or kind in CONFIDENTIAL,
        "due_at": doors.due(severity, incident.counted_from),
        "escalated": 0 if severity > incident.severity else incident.escalated,
    }
    graver = severity > incident.severity or values["confidential"] != incident.confidential
    writing.edit(incident, "incident.rate", actor=actor, values=values, **doors.told(incident))
    if graver:  # those on duty, or the carers it now belongs to, learn of it as of a new report
        emit(Event(REPORTED, actor, incident.pk, subject_id=incident.person_id, details={"level": 0}))
    return incident


@transaction.atomic
def join(
    *,
    actor: Actor,
    incident_id: UUID,
    person_id: UUID | None = None,
    candidacy_id: UUID | None = None,
    employer_id: UUID | None = None,
    version: int | None = None,
) -> Incident:
    """Join an incident to the person, the file or the employer it is about; its words are sealed under the person's key.

    Raises NotAllowed, Stale, RuleRefused when the file is of somebody else.
    """
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "handle", incident)
    _require_open(incident)
    values: dict[str, object] = {}
    if candidacy_id is not None:
        file = Candidacy.objects.select_related("opening__campaign__agreement", "person").get(pk=candidacy_id)
        if person_id is not None and file.person_id != person_id:
            raise doors.refused("file_of_another", _("This file is of another person."), "candidacy")
        campaign = getattr(file.opening, "campaign", None)
        values = {
            "candidacy": file,
            "person": file.person,
            "employer": file.opening.employer,
            "agreement": campaign.agreement if campaign is not None else None,
            "country": incident.country or file.opening.country,
        }
    elif person_id is not None:
        values = {"person": Person.objects.get(pk=person_id)}
    if employer_id is not None:
        values["employer_id"] = employer_id
    writing.edit(
        incident, "incident.join", actor=actor, values=values,
        subject_id=getattr(values.get("person"), "pk", incident.person_id), structure_id=incident.office_id,
    )  # fmt: skip
    words.seal_again(incident)
    return incident


def _require_open(incident: Incident) -> None:
    if incident.state in {IncidentState.RESOLVED, IncidentState.CLOSED}:
        raise doors.refused("incident_ended", _("This incident is ended: reopen it first."))


@transaction.atomic
def note(*, actor: Actor, incident_id: UUID, text: str, to_reporter: bool = False) -> Incident:
    """Write a working note, or an answer that who reported will read with their code. Raises NotAllowed, RuleRefused."""
    incident = doors.locked(actor, incident_id)
    _allowed(actor, "handle", incident)
    said = doors.sentence_of(text, LONGEST, "text")
    kind = NoteKind.ANSWER if to_reporter else NoteKind.WORK
    written = words.write(incident, kind, said, at=actor.at, author=doors.person(actor))
    journal.record(
        actor, f"incident.{kind}", noun="incident", object_id=incident.pk, after={"note": written.pk if written is not None else None},
        **doors.told(incident),
    )  # fmt: skip
    return incident


@transaction.atomic
def record_consent(*, actor: Actor, incident_id: UUID, given: bool, on: date | None = None) -> Incident:
    """Record whether the person agrees that what they said is handed over in another country. Raises NotAllowed."""
    incident = doors.locked(actor, incident_id)
    _allowed(actor, "handle", incident)
    values = {"consent_abroad": given, "consent_on": on or actor.today}
    writing.edit(incident, "incident.consent", actor=actor, values=values, **doors.told(incident))
    return incident


def leaves_the_country(body: str, organisation: Organisation | None) -> bool:
    """Tell whether a referral hands personal data over abroad: to any body of another country but a consulate of Mali."""
    if organisation is None or (body == ReferralBody.CONSULATE and organisation.kind == OrganisationKind.CONSULATE):
        return False
    return organisation.country != HOME


def transfer_findings(incident: Incident, organisation: Organisation | None, actor: Actor) -> list[Finding]:
    """Return what stands against handing an incident over abroad: the receipt of the authority, the consent (R-13)."""
    found = []
    received = organisation.apdp_receipt_on if organisation is not None else None
    if received is None or received > actor.today:
        sentence = _(
            "What is known of this person may not leave the country: no receipt of the data-protection authority (APDP) "
            "is recorded for this body. Record it in the register of organisations first."
        )
        found.append(Finding("R-13", sentence, "organisation_id", source="R-13"))
    if incident.person_id is not None and incident.consent_abroad is not True:
        sentence = _("The person has not agreed that what they said is handed over abroad: ask them first.")
        found.append(Finding("consent_abroad", sentence, "organisation_id", source="R-13"))
    return found


@transaction.atomic
def refer(*, actor: Actor, incident_id: UUID, data: ReferralData, version: int | None = None) -> Referral:
    """Hand an incident over to another body. Raises NotAllowed, Stale, WrongState, RuleRefused (R-13 for one abroad)."""
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "refer", incident)
    INCIDENT.check("refer", incident.state)
    organisation = Organisation.objects.filter(pk=data.organisation_id).first() if data.organisation_id else None
    sent_on = data.sent_on or actor.today
    found = _referral_findings(data, organisation, sent_on, incident, actor)
    if found:
        raise RuleRefused(found)
    row = Referral(
        incident=incident,
        body=data.body,
        organisation=organisation,
        abroad=leaves_the_country(data.body, organisation),
        sent_on=sent_on,
        reference=" ".join(data.reference.split())[:120],
        sent_by=doors.person(actor),
    )
    writing.create(row, "incident_referral.send", actor=actor, **doors.told(incident))
    _move(incident, "refer", actor)
    return row


def _referral_findings(
    data: ReferralData, organisation: Organisation | None, sent_on: date, incident: Incident, actor: Actor
) -> list[Finding]:
    if data.body not in ReferralBody.values:
        return [Finding("body_missing", _("Choose to whom it is referred."), "body")]
    if sent_on > actor.today or sent_on < incident.reported_at.date():
        return [Finding("sent_on", _("It was referred after the report, today at the latest."), "sent_on")]
    outside = incident.country not in {"", HOME} and data.body not in {ReferralBody.CONSULATE}
    if outside and organisation is None:
        sentence = _("Name the body in the register: what is handed over may leave the country.")
        return [Finding("organisation_missing", sentence, "organisation_id", source="R-13")]
    return transfer_findings(incident, organisation, actor) if leaves_the_country(data.body, organisation) else []


@transaction.atomic
def record_answer(*, actor: Actor, referral_id: UUID, text: str) -> Referral:
    """Record what a body answered to a referral, today. Raises NotAllowed, RuleRefused."""
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    incident = doors.locked(actor, row.incident_id)
    _allowed(actor, "refer", incident)
    said = doors.sentence_of(text, LONGEST, "text")
    writing.edit(
        row, "incident_referral.answer", actor=actor, values={"answered_on": actor.today}, **doors.told(incident)
    )
    words.write(incident, NoteKind.WORK, f"{row.get_body_display()} – {said}", at=actor.at, author=doors.person(actor))
    return row


@transaction.atomic
def resolve(
    *,
    actor: Actor,
    incident_id: UUID,
    outcome: str,
    amount: int | None = None,
    currency: str = "",
    version: int | None = None,
) -> Incident:
    """End an incident by its remedy: in words, and the amount obtained in whole small units of its currency where there is one.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "close", incident)
    INCIDENT.check("resolve", incident.state)
    if amount is not None and (amount < 1 or currency not in CURRENCIES):
        raise doors.refused("remedy", _("Write an amount and its currency, or leave both empty."), "amount")
    values = {"remedy_amount": amount, "remedy_currency": currency if amount is not None else ""}
    return _end(incident, "resolve", actor, outcome, values)


@transaction.atomic
def close(*, actor: Actor, incident_id: UUID, reason: str, version: int | None = None) -> Incident:
    """End an incident without remedy, with the reason. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "close", incident)
    INCIDENT.check("close", incident.state)
    return _end(incident, "close", actor, reason, {})


def _end(incident: Incident, name: str, actor: Actor, said: str, values: dict[str, object]) -> Incident:
    standing = {ClaimState.OPENED, ClaimState.ASKED, ClaimState.PART_REPAID}
    if incident.claims.filter(state__in=standing).exists():
        sentence = _("Money is still to be given back to the worker: the incident ends when the claim has ended.")
        raise doors.refused("claim_open", sentence, source="R-25")
    words.write(
        incident, NoteKind.OUTCOME, doors.sentence_of(said, LONGEST, "outcome"), at=actor.at,
        author=doors.person(actor),
    )  # fmt: skip
    return _move(incident, name, actor, {**values, "closed_at": actor.at, "closed_by": doors.person(actor)})


@transaction.atomic
def reopen(*, actor: Actor, incident_id: UUID, reason: str, version: int | None = None) -> Incident:
    """Reopen an ended incident: its time is counted anew. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    incident = doors.locked(actor, incident_id, version)
    _allowed(actor, "handle", incident)
    INCIDENT.check("reopen", incident.state)
    said = doors.sentence_of(reason, LONGEST, "reason")
    words.write(incident, NoteKind.WORK, said, at=actor.at, author=doors.person(actor))
    values = {
        "closed_at": None,
        "closed_by": None,
        "acknowledged_at": None,
        "counted_from": actor.at,
        "due_at": doors.due(incident.severity, actor.at),
        "escalated": 0,
    }
    return _move(incident, "reopen", actor, values)
