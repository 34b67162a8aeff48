"""Reports: from the public page, the phone, the counter, or what the service finds by itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.kernel.ids import uuid7
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import random_number
from baarasira.people.models import Person

from .. import duty, words
from ..enums import CONFIDENTIAL, FIRST_SEVERITY, IncidentKind, NoteKind, ReportChannel, Reporter, Severity
from ..inputs import ReportData
from ..models import Incident
from ..policies import INCIDENTS
from ..transitions import INCIDENT
from . import doors
from .looking_up import code_of, code_print

REPORTED = "incident.report"
"""Event: somebody reported. `details`: `level` 0."""

LONGEST_WORDS = 6000


def findings(data: ReportData, today: datetime) -> list[Finding]:
    """Return what stops a report from being kept; as little as possible."""
    found = []
    if data.kind not in IncidentKind.values:
        found.append(Finding("kind_missing", _("Choose what happened."), "kind"))
    if len(data.words.strip()) < doors.SHORTEST:
        found.append(Finding("words_missing", _("Say in a few words what happened."), "words"))
    if len(data.words) > LONGEST_WORDS:
        sentence = _("Write it in at most %(most)d characters.") % {"most": LONGEST_WORDS}
        found.append(Finding("words_long", sentence, "words"))
    if data.severity is not None and data.severity not in Severity.values:
        found.append(Finding("severity_unknown", _("Choose how grave it is."), "severity"))
    if data.happened_on is not None and data.happened_on > today.date():
        found.append(Finding("happened_future", _("This day is still to come."), "happened_on"))
    return found


@transaction.atomic
def report(*, actor: Actor, data: ReportData, channel: str) -> tuple[Incident, str]:
    """Take a report at the counter or by phone; return the incident and the secret code to follow it with its number.

    Raises NotAllowed, RuleRefused. The same form sent twice reports once.
    """
    INCIDENTS.require(actor, "report")
    if channel not in {ReportChannel.HOTLINE, ReportChannel.AGENT}:
        raise ValueError(f"no agent reports through {channel}")
    return _kept(actor, data, channel)


@transaction.atomic
def report_publicly(*, actor: Actor, data: ReportData) -> tuple[Incident, str]:
    """Take a report from the public page, by a visitor whom nobody knows; what they say of themselves is never required.

    Returns the incident and its secret code. Raises RuleRefused.
    """
    return _kept(actor, data, ReportChannel.PUBLIC)


def _kept(actor: Actor, data: ReportData, channel: str) -> tuple[Incident, str]:
    if data.form_token is not None:
        door(f"incident-form:{data.form_token}")
        if known := Incident.objects.filter(form_token=data.form_token).first():
            return known, code_of(data.form_token)
    if found := findings(data, actor.at):
        raise RuleRefused(found)
    token = data.form_token or uuid7()
    incident = _new(actor, data, channel)
    incident.form_token, incident.code_print = token, code_print(incident.number, code_of(token))
    return _begun(actor, incident, data), code_of(token)


def _new(actor: Actor, data: ReportData, channel: str) -> Incident:
    """Return the incident of a report, not stored yet, joined to all that is known of it."""
    candidacy = Candidacy.objects.select_related("opening__office", "opening__campaign__agreement", "person").filter(
        pk=data.candidacy_id
    )
    file = candidacy.first() if data.candidacy_id is not None else None
    campaign = getattr(file.opening, "campaign", None) if file is not None else None
    agreement = campaign.agreement if campaign is not None else None
    if agreement is None and data.agreement_id is not None:
        agreement = Agreement.objects.select_related("office").get(pk=data.agreement_id)
    person = file.person if file is not None else _one(data.person_id)
    employer_id = data.employer_id or (file.opening.employer_id if file is not None else None)
    severity = Severity.URGENT if data.danger else data.severity or FIRST_SEVERITY[data.kind]
    return Incident(
        number=random_number(),
        kind=data.kind,
        severity=severity,
        confidential=data.kind in CONFIDENTIAL,
        channel=channel,
        reporter=data.reporter,
        office=duty.structure_of(file, agreement, actor.today),
        person=person,
        candidacy=file,
        contract_id=data.contract,
        employer=Employer.objects.get(pk=employer_id) if employer_id is not None else None,
        agreement=agreement,
        country=data.country or (file.opening.country if file is not None else ""),
        happened_on=data.happened_on,
        reported_at=actor.at,
        counted_from=actor.at,
        due_at=doors.due(severity, actor.at),
        reported_by=actor.user if isinstance(actor.user, User) else None,
    )


def _one(person_id: UUID | None) -> Person | None:
    return Person.objects.get(pk=person_id) if person_id is not None else None


def _begun(actor: Actor, incident: Incident, data: ReportData) -> Incident:
    """Store a new incident with its words, and tell the rooms above."""
    INCIDENT.begin(incident, "report", actor=actor.because(""), **doors.told(incident))
    author = incident.reported_by
    words.write(incident, NoteKind.REPORT, data.words, at=actor.at, author=author)
    words.write(incident, NoteKind.CONTACT, data.contact, at=actor.at, author=author)
    emit(Event(REPORTED, actor, incident.pk, subject_id=incident.person_id, details={"level": 0}))
    return incident


def open_by_itself(*, actor: Actor, data: ReportData, origin: str, origin_id: UUID) -> Incident:
    """Open the incident that a finding of the service asks for, once; the one it opened before when it did.

    The last step of an act that was allowed already (a cost recorded, an arrival confirmed late): it asks no policy of its
    own, and is kept or lost with that act. `origin` and `origin_id` name what was found.
    """
    door(f"incident-origin:{origin}:{origin_id}:{data.kind}")
    known = Incident.objects.filter(origin=origin, origin_id=origin_id, kind=data.kind).first()
    if known is not None:
        return known
    incident = _new(actor, data, ReportChannel.EVENT)
    incident.reporter, incident.origin, incident.origin_id = Reporter.SERVICE, origin, origin_id
    with transaction.atomic():
        return _begun(actor, incident, data)
