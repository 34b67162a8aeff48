"""Proposing a certificate, signing it by a second person, what signing gives: the codes, the skills in the profile."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting
from baarasira.accounts.models import User
from baarasira.kernel import credentials
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.credentials import Badge, Claims, CodeTooLong, Place
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.sequences import next_number, with_check
from baarasira.people import actions as people
from baarasira.people.models import Person
from baarasira.reference.skills import SKILLS

from ...courses.models import Enrolment
from .. import queries
from ..enums import CertificateState, SourceKind
from ..inputs import CertificateData
from ..models import Certificate
from ..policies import CERTIFICATES
from ..rules import findings
from ..transitions import CERTIFICATE
from .doors import SOURCE, about, locked, shut

KIND = "TrainingCertificate"
ISSUED = "certificate.issue"
"""Emitted when a certificate is signed: `object_id` the certificate, details ``source_kind``, ``source_id``, ``number``."""
REVOKED = "certificate.revoke"
"""Emitted when a certificate is revoked, with the same details."""
_SHOWN = ((80, 60, 40), (60, 45, 30), (45, 30, 0))
"""How many letters of the name, the title and the result a code shows: the first row whose code is short enough."""


@transaction.atomic
def propose(*, actor: Actor, data: CertificateData) -> Certificate:
    """Propose a certificate; nothing is signed yet.

    Raises NotAllowed, WrongState when one stands already for the same thing, RuleRefused with everything that stands against it.
    """
    CERTIFICATES.require(actor, "propose", data.office_id)
    return _begin(actor, data, person_acting(actor))


def _begin(actor: Actor, data: CertificateData, proposer: User) -> Certificate:
    shut(data.source_kind, data.source_id)
    holder = Person.objects.get(pk=data.person_id)
    if queries.of_source(data.source_kind, data.source_id) is not None:
        raise WrongState(
            _("A certificate stands already for this: revoke it before another."), code="certificate.twice"
        )
    if found := findings(data, holder):
        raise RuleRefused(found)
    year = actor.at.year
    certificate = Certificate(
        number=with_check(f"CF{year % 100:02}-{next_number(f'certificate:{year}'):06}-"),
        person=holder,
        office_id=data.office_id,
        source_kind=data.source_kind,
        source_id=data.source_id,
        holder=" ".join(f"{holder.given_names} {holder.surname}".split()),
        born_year=holder.born.year,
        title=" ".join(data.title.split()),
        criteria=data.criteria.strip(),
        result=" ".join(data.result.split()),
        hours=data.hours,
        skills=list(dict.fromkeys(data.skills)),
        valid_from=data.valid_from,
        valid_until=data.valid_until,
        proposed_by=proposer,
        proposer_number=proposer.staff_number,
        proposed_at=actor.at,
    )
    CERTIFICATE.begin(certificate, "propose", actor=actor.because(""), **about(certificate))
    return certificate


@transaction.atomic
def sign(*, actor: Actor, certificate_id: UUID, address: str = "", expected_version: int | None = None) -> Certificate:
    """Sign a proposed certificate, by another person than the proposer; the rules are asked again.

    `address` is the public address its code leads to (that of the installation when empty). The skills it proves are added to
    the person's profile. Raises NotAllowed, Stale, WrongState, RuleRefused, CodeTooLong.
    """
    certificate = locked(certificate_id)
    CERTIFICATES.require(actor, "issue", certificate.office_id)
    certificate.require_version(expected_version)
    CERTIFICATE.check("issue", certificate.state)
    who = person_acting(actor)
    if same_person(certificate.proposed_by, who):
        raise NotAllowed(_("You proposed this certificate yourself: another person signs it."), code="R-16")
    if found := findings(data_of(certificate), certificate.person):
        raise RuleRefused(found)
    return _finish(actor, certificate, who, address or _public())


def _public() -> str:
    if not settings.BAARASIRA_ADDRESS:
        sentence = _("The public address of the service is not set (BAARASIRA_ADDRESS): a code could not be verified.")
        raise RuleRefused([Finding("no_address", sentence)])
    return str(settings.BAARASIRA_ADDRESS)


def _finish(actor: Actor, certificate: Certificate, issuer: User, address: str) -> Certificate:
    """Sign and store; the caller asked policy and rules. Both credentials stand at one place of the lists (0022)."""
    place = credentials.draw()
    salt = secrets.token_hex(8)
    token = _token(certificate, place, address)
    payload = credentials.badge(
        badge_of(certificate, salt), place, address=address, issuer_name=str(settings.BAARASIRA_AGENCY)
    )
    values = {
        "issued_by": issuer,
        "issuer_number": issuer.staff_number,
        "issued_at": actor.at,
        "salt": salt,
        "token": token,
        "badge": credentials.issue_badge(payload),
        "status_id": place.status_id,
    }
    CERTIFICATE.apply(certificate, "issue", actor=actor.because(""), values=values, **about(certificate))
    people.gain_skills(
        actor=actor.because(""),
        person_id=certificate.person_id,
        skills=certificate.skills,
        source=SOURCE,
        source_id=certificate.pk,
    )
    tell(ISSUED, actor, certificate)
    return certificate


def _token(certificate: Certificate, place: Place, address: str) -> str:
    """Return the signed credential of the code, its words cut as far as printing asks. Raises CodeTooLong."""
    for shown in _SHOWN[:-1]:
        token = credentials.issue(claims_of(certificate, shown), place, address=address)
        with suppress(CodeTooLong):
            credentials.code_text(address, token)
            return token
    token = credentials.issue(claims_of(certificate, _SHOWN[-1]), place, address=address)
    credentials.code_text(address, token)
    return token


def tell(name: str, actor: Actor, certificate: Certificate) -> None:
    """Emit what happened to a certificate, for the rooms above."""
    details = {
        "source_kind": certificate.source_kind,
        "source_id": certificate.source_id,
        "number": certificate.number,
    }
    emit(Event(name, actor, certificate.pk, subject_id=certificate.person_id, details=details))


@transaction.atomic
def issue(
    *,
    actor: Actor,
    first: User,
    person: Person,
    title: str,
    criteria: str,
    skills: Sequence[str],
    source_kind: str,
    source_id: UUID,
    valid_from: date,
    result: str = "",
    hours: int | None = None,
    office_id: UUID | None = None,
    address: str = "",
) -> Certificate:
    """Issue a certificate at once, for a room in which `first` proposed what `actor` now signs (a jury, a closing).

    office_id: the centre that taught, the office of the person's file when None. `actor` must be allowed to sign there.
    Raises NotAllowed (also when both are one person), WrongState, RuleRefused, CodeTooLong.
    """
    office = person.office_id if office_id is None else office_id
    CERTIFICATES.require(actor, "issue", office)
    data = CertificateData(
        person.pk, office, source_kind, source_id, title, criteria, tuple(skills), valid_from, result, hours
    )
    certificate = _begin(actor, data, first)
    return sign(actor=actor, certificate_id=certificate.pk, address=address)


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one of a batch: its name, the certificate, or the sentence of the refusal."""

    name: str
    certificate: Certificate | None = None
    refusal: str = ""


def propose_completed(*, actor: Actor, enrolment_ids: Sequence[UUID]) -> list[Line]:
    """Propose the certificates of completed enrolments, each on its own; report on each. Those out of reach are left out."""
    lines = []
    for enrolment in queries.waiting(actor).filter(pk__in=list(enrolment_ids)):
        name = f"{enrolment.person.given_names} {enrolment.person.surname}"
        try:
            lines.append(Line(name, propose(actor=actor, data=of_enrolment(enrolment))))
        except BusinessError as error:
            lines.append(Line(name, refusal=str(error)))
    return lines


def issue_many(*, actor: Actor, certificate_ids: Sequence[UUID], address: str = "") -> list[Line]:
    """Sign proposals, each on its own; report on each. Those out of reach are left out."""
    lines = []
    for proposed in queries.to_sign(actor).filter(pk__in=list(certificate_ids)):
        try:
            signed = sign(actor=actor, certificate_id=proposed.pk, address=address)
            lines.append(Line(proposed.holder, signed))
        except BusinessError as error:
            lines.append(Line(proposed.holder, refusal=str(error)))
    return lines


def of_enrolment(enrolment: Enrolment) -> CertificateData:
    """Return what the certificate of a completed enrolment says, by its course."""
    course = enrolment.session.course
    result = ""
    if enrolment.exit_score is not None:
        result = _("Final test: %(score)d out of 100") % {"score": enrolment.exit_score}
    criteria = course.criteria or _default_criteria(course.attendance_share, course.pass_mark)
    return CertificateData(
        person_id=enrolment.person_id,
        office_id=enrolment.session.centre_id,
        source_kind=SourceKind.ENROLMENT,
        source_id=enrolment.pk,
        title=course.title,
        criteria=criteria,
        skills=tuple(course.skills),
        valid_from=enrolment.ended_on or enrolment.session.ends_on,
        result=result,
        hours=course.hours or None,
    )


def _default_criteria(share: int, mark: int) -> str:
    present = _("Present on at least %(share)d %% of the days") % {"share": share} if share else _("Course followed")
    return f"{present} ; {_('at least %(mark)d out of 100 at the final test') % {'mark': mark}}" if mark else present


def data_of(certificate: Certificate) -> CertificateData:
    """Return what a certificate says, as it was proposed."""
    return CertificateData(
        certificate.person_id, certificate.office_id, certificate.source_kind, certificate.source_id, certificate.title,
        certificate.criteria, tuple(certificate.skills), certificate.valid_from, certificate.result, certificate.hours,
        certificate.valid_until,
    )  # fmt: skip


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def claims_of(certificate: Certificate, shown: tuple[int, int, int] = _SHOWN[0]) -> Claims:
    """Return what the printed code says: enough to compare with a person and a paper. `shown`: a row of `_SHOWN`."""
    name, title, result = shown
    subject = {
        "name": _cut(certificate.holder, name),
        "born": str(certificate.born_year),
        "title": _cut(certificate.title, title),
        "number": certificate.number,
    }
    if certificate.result and result:
        subject["result"] = _cut(certificate.result, result)
    return Claims(KIND, subject, certificate.valid_from, certificate.valid_until)


def badge_of(certificate: Certificate, salt: str) -> Badge:
    """Return what the badge of the file says."""
    description = certificate.title
    if certificate.hours:
        description = _("%(title)s: %(hours)d hours of training") % {
            "title": certificate.title,
            "hours": certificate.hours,
        }
    return Badge(
        key=certificate.pk,
        number=certificate.number,
        name=certificate.title,
        description=description,
        criteria=certificate.criteria,
        result=certificate.result,
        holder=certificate.holder,
        holder_number=certificate.person.number,
        salt=salt,
        skills=skill_names(certificate.skills),
        awarded_by=certificate.office.name,
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
        hours=certificate.hours,
    )


def skill_names(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return each skill with its name; the code itself where the list of the service has none."""
    return [(code, str(SKILLS.label(code)) if code in SKILLS else code) for code in codes]


__all__ = [
    "ISSUED",
    "REVOKED",
    "CertificateState",
    "Line",
    "issue",
    "issue_many",
    "propose",
    "propose_completed",
    "sign",
]
