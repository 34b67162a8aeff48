"""What is done to employers. Every write is journaled; accreditation takes two people (domain.md R-16)."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import events, writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure

from . import names, rules
from .details import EmployerDetails, VisitReport, changes_identity
from .enums import EmployerState
from .models import Employer, EmployerContact, EmployerVisit, EmployerWord
from .policies import EMPLOYERS
from .queries import likely_same
from .transitions import EMPLOYER

SHORTEST_REASON = 10


@transaction.atomic
def record_employer(
    *,
    actor: Actor,
    office: Structure,
    details: EmployerDetails,
    although_known: bool = False,
    source: str = "",
    source_id: str = "",
    form_token: UUID | None = None,
) -> Employer:
    """Record an employer in an office, not accredited yet.

    Raises NotAllowed, and RuleRefused when the details are wrong or when another employer bears the same registration
    number, unless `although_known` (another establishment of the same firm). `source` and `source_id` come from imports;
    `form_token` is the key of the form: the same key again returns the employer already recorded, and writes nothing.
    """
    EMPLOYERS.require(actor, "record", office.pk)
    if form_token is not None:
        door(f"employer-form:{form_token}")
        if known := Employer.objects.filter(form_token=form_token).first():
            return known
    details = details.tidy()
    rules.refuse(rules.findings(details))
    for number in filter(None, (names.reference_key(details.tax_id), names.reference_key(details.trade_register))):
        door(f"employer-registration:{number}")
    if not although_known:
        _refuse_known(details, None)
    employer = Employer(
        number=with_check(f"E{actor.today:%y}-{next_number(f'employer:{actor.today.year}'):05d}"),
        office=office,
        source=source,
        source_id=source_id,
        form_token=form_token,
        **details.values(),
    )
    EMPLOYER.begin(employer, "record", actor=actor, structure_id=office.pk)
    _index_name(employer)
    return employer


def _refuse_known(details: EmployerDetails, employer: Employer | None) -> None:
    found = likely_same(
        name="",
        tax_id=details.tax_id,
        trade_register=details.trade_register,
        leave_out=employer.pk if employer else None,
    )
    if found:
        known = found[0].employer
        sentence = _(
            "%(name)s (%(number)s, %(office)s) bears the same registration number. Open that file, or tick the box below "
            "if this is another establishment of the same firm."
        ) % {"name": known.name, "number": known.number, "office": known.office.name}
        field = "tax_id" if names.reference_key(details.tax_id) == known.tax_id_key else "trade_register"
        raise RuleRefused([Finding("employer_known", sentence, field)])


def _index_name(employer: Employer) -> None:
    EmployerWord.objects.filter(employer=employer).delete()
    words = dict.fromkeys(names.words(employer.name))
    EmployerWord.objects.bulk_create(
        [EmployerWord(employer=employer, word=word, canonical=names.canonical(word)) for word in words]
    )


def _locked(employer: Employer, version: int | None) -> Employer:
    """Return the employer as the database has it, locked until the transaction ends; Stale when it changed since."""
    stored = Employer.objects.select_for_update(of=("self",)).select_related("office").get(pk=employer.pk)
    stored.require_version(version)
    return stored


@transaction.atomic
def edit_employer(
    *, actor: Actor, employer: Employer, details: EmployerDetails, version: int | None, although_known: bool = False
) -> Employer:
    """Correct an employer's details.

    A change of legal identity (name, form, NIF, RCCM, country) of an employer submitted or accredited sends it back to
    be submitted and accredited again. Raises NotAllowed, Stale, RuleRefused; refused while it is suspended.
    """
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "edit", stored.office_id)
    details = details.tidy()
    rules.refuse(rules.findings(details))
    identity = changes_identity(stored, details)
    if identity and stored.state == EmployerState.SUSPENDED:
        sentence = _("The legal identity of a suspended employer cannot be changed. Lift the suspension first.")
        raise RuleRefused([Finding("suspended_identity", sentence, "name")])
    if not although_known and (stored.tax_id != details.tax_id or stored.trade_register != details.trade_register):
        _refuse_known(details, stored)
    renamed = stored.name != details.name
    writing.edit(stored, "employer.edit", actor=actor, values=details.values(), structure_id=stored.office_id)
    if renamed:
        _index_name(stored)
    if identity and stored.state in {EmployerState.SUBMITTED, EmployerState.ACCREDITED}:
        cleared = {"submitted_by": None, "accredited_by": None, "accredited_on": None, "state_reason": ""}
        _move(stored, "reopen", actor.because(_("The legal identity was changed.")), cleared)
    return stored


def _move(employer: Employer, name: str, actor: Actor, values: dict[str, object]) -> None:
    EMPLOYER.apply(employer, name, actor=actor, structure_id=employer.office_id, values=values)
    events.emit(events.Event(f"employer.{name}", actor, employer.pk))


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if len(reason) < SHORTEST_REASON:
        sentence = _("Write the reason in a sentence: the employer and your colleagues will read it.")
        raise RuleRefused([Finding("reason_missing", sentence, "reason")])
    rules.refuse(rules.too_long(Employer, {"state_reason": reason}))
    return reason


def _user(actor: Actor) -> User:
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="employer.person")
    return actor.user


@transaction.atomic
def submit_employer(*, actor: Actor, employer: Employer, version: int | None = None) -> Employer:
    """Submit a recorded (or refused) employer for accreditation by a second person.

    Raises NotAllowed, Stale, WrongState, and RuleRefused when nobody could reach the employer.
    """
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "submit", stored.office_id)
    EMPLOYER.check("submit", stored.state)
    rules.refuse(rules.before_accreditation(stored))
    _move(stored, "submit", actor, {"submitted_by": _user(actor), "state_reason": ""})
    return stored


def _require_second_person(actor: Actor, employer: Employer) -> User:
    if same_person(employer.submitted_by, actor.user):
        raise NotAllowed(
            _("You submitted this employer yourself: a second person accredits it. Ask your director or a colleague."),
            code="R-16",
        )
    return _user(actor)


@transaction.atomic
def accredit_employer(*, actor: Actor, employer: Employer, version: int | None = None) -> Employer:
    """Accredit a submitted employer, by another person than the one who submitted it (R-16).

    `version` is the one the decider read. Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "accredit", stored.office_id)
    EMPLOYER.check("accredit", stored.state)
    decider = _require_second_person(actor, stored)
    rules.refuse(rules.before_accreditation(stored))
    _move(stored, "accredit", actor, {"accredited_by": decider, "accredited_on": actor.today})
    return stored


@transaction.atomic
def refuse_employer(*, actor: Actor, employer: Employer, reason: str, version: int | None = None) -> Employer:
    """Refuse the accreditation with a reason the employer can read; the file can be mended and submitted again."""
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "accredit", stored.office_id)
    EMPLOYER.check("refuse", stored.state)
    _require_second_person(actor, stored)
    reason = _reason(reason)
    _move(stored, "refuse", actor.because(reason), {"state_reason": reason})
    return stored


@transaction.atomic
def suspend_employer(
    *, actor: Actor, employer: Employer, reason: str, until: date | None = None, version: int | None = None
) -> Employer:
    """Suspend an accredited employer: its offers are no longer shown, no candidate is referred.

    `until` is the last day of the suspension; without it the suspension stands until it is lifted.
    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "suspend", stored.office_id)
    EMPLOYER.check("suspend", stored.state)
    reason = _reason(reason)
    if until is not None and until < actor.today:
        raise RuleRefused([Finding("until_past", _("The last day of the suspension is already past."), "until")])
    values = {"suspended_by": _user(actor), "suspended_until": until, "state_reason": reason}
    _move(stored, "suspend", actor.because(reason), values)
    return stored


@transaction.atomic
def lift_suspension(*, actor: Actor, employer: Employer, reason: str, version: int | None = None) -> Employer:
    """Lift a suspension before its end, by another person than the one who decided it."""
    stored = _locked(employer, version)
    EMPLOYERS.require(actor, "lift", stored.office_id)
    EMPLOYER.check("lift", stored.state)
    if same_person(stored.suspended_by, _user(actor)):
        raise NotAllowed(
            _("You suspended this employer yourself: a second person lifts it. Ask your director or a colleague."),
            code="R-16",
        )
    _lift(stored, actor.because(_reason(reason)))
    return stored


def _lift(employer: Employer, actor: Actor) -> None:
    _move(employer, "lift", actor, {"suspended_by": None, "suspended_until": None, "state_reason": ""})


@transaction.atomic
def lift_ended_suspensions(*, actor: Actor) -> int:
    """Lift the suspensions whose last day is past (the worker's clock does it) and return how many were."""
    EMPLOYERS.require(actor, "lift_ended")
    ended = Employer.objects.filter(state=EmployerState.SUSPENDED, suspended_until__lt=actor.today)
    rows = list(ended.select_for_update(of=("self",)))
    for employer in rows:
        _lift(employer, actor.because(_("The suspension has come to its end.")))
    return len(rows)


@transaction.atomic
def record_visit(*, actor: Actor, employer: Employer, report: VisitReport) -> EmployerVisit:
    """Record a visit paid to an employer, with its needs for recruitment and training. Raises NotAllowed, RuleRefused."""
    EMPLOYERS.require(actor, "visit", employer.office_id)
    rules.refuse(rules.visit_findings(report, actor.today))
    visit = EmployerVisit(employer=employer, office_id=employer.office_id, author=_user(actor), **asdict(report))
    writing.create(visit, "employer_visit.record", actor=actor, structure_id=employer.office_id)
    return visit


@transaction.atomic
def add_contact(
    *, actor: Actor, employer: Employer, name: str, function: str = "", phone: str = "", email: str = ""
) -> EmployerContact:
    """Add a person to call at an employer. Raises NotAllowed, RuleRefused (no name, nothing to reach them by)."""
    EMPLOYERS.require(actor, "edit", employer.office_id)
    name, function = " ".join(name.split()), " ".join(function.split())
    found = rules.reach(phone, email) + rules.too_long(EmployerContact, {"name": name, "function": function})
    if not name:
        found.insert(0, Finding("contact_name", _("Enter the name of the person."), "name"))
    if not phone and not email:
        found.append(Finding("contact_reach", _("Enter a phone number or an e-mail address."), "phone"))
    rules.refuse(found)
    stored_phone = rules.stored_phone(phone)
    contact = EmployerContact(employer=employer, name=name, function=function, phone=stored_phone, email=email)
    writing.create(contact, "employer_contact.add", actor=actor, structure_id=employer.office_id)
    return contact


@transaction.atomic
def end_contact(*, actor: Actor, contact: EmployerContact) -> None:
    """Mark that a person is no longer the one to call; the row stays. Raises NotAllowed."""
    EMPLOYERS.require(actor, "edit", contact.employer.office_id)
    stored = EmployerContact.objects.select_for_update().get(pk=contact.pk)
    if stored.ended_on is None:
        values = {"ended_on": actor.today}
        office_id = contact.employer.office_id
        writing.edit(stored, "employer_contact.end", actor=actor, values=values, structure_id=office_id)
