"""From the signal to the assessment: who returned, first contact, intake, what the assessment found."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.mobility.journeys.enums import Stage
from baarasira.mobility.journeys.models import Journey
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.reference import phones
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.parameters import CASE_CONTACT_DAYS
from baarasira.reference.queries import value

from ..enums import CaseState, Source
from ..events import SIGNALLED
from ..inputs import AssessmentData, IntakeData, RelationData, SignalData
from ..models import Case, Intake, PartnerBody, Relation
from ..policies import CASES
from ..rules.funding import same_people
from ..transitions import CASE
from . import doors
from .referring import start_screenings

MOST_RELATIONS = 2


@transaction.atomic
def signal(*, actor: Actor, person_id: UUID, owner_id: UUID, data: SignalData) -> Case:
    """Open the case of a person who returned, owned by one structure; the same form sent twice returns the same case.

    The person is the job seeker or the worker abroad of before: their file goes on, and a season they are just back from is
    joined. Contact is due within the days of the setting case.contact_days. Raises NotAllowed, RuleRefused when a case
    stands for the same person, under this file or another of theirs, or when the owner is a partner: nobody agreed yet.
    """
    CASES.require(actor, "signal")
    if data.form_token is not None:
        door(f"case-form:{data.form_token}")
        if known := Case.objects.filter(form_token=data.form_token).first():
            return known
    person = doors.in_force(person_id)
    door(*(f"case-person:{one}" for one in same_people(person)))
    _require_no_case(person)
    _require_past(actor, data)
    owner = Structure.objects.get(pk=owner_id)
    if owner.closed_on is not None and owner.closed_on <= actor.today:
        raise doors.refused("owner_closed", _("This structure is closed: choose another."), "owner")
    if PartnerBody.objects.filter(structure=owner).exists():
        sentence = _(
            "A partner takes a case over by a transfer, with the person’s consent: choose a structure of the service."
        )
        raise doors.refused("owner_partner", sentence, "owner")
    case = _new(actor, person, owner, data)
    CASE.begin(case, "signal", actor=actor, **doors.told(case))
    emit(Event(SIGNALLED, actor, case.pk, subject_id=person.pk, details={"due": case.contact_due}))
    return case


def _require_no_case(person: Person) -> None:
    standing = Case.objects.filter(person_id__in=same_people(person)).exclude(state=CaseState.CLOSED)
    if (other := standing.select_related("owner", "person").first()) is None:
        return
    named = {"number": other.number, "owner": other.owner.name, "file": other.person.number}
    if other.person_id == person.pk:
        sentence = (
            _("This person has a case already: %(number)s, at %(owner)s. Open it, or ask for its transfer.") % named
        )
    else:
        sentence = (
            _(
                "File %(file)s is the same person’s and has a case already: %(number)s, at %(owner)s. Merge the two files."
            )
            % named
        )
    raise doors.refused("case_standing", sentence, "person")


def _require_past(actor: Actor, data: SignalData | IntakeData) -> None:
    if data.returned_on is not None and data.returned_on > actor.today:
        raise doors.refused(
            "return_future", _("The return is in the future: record it once the person is back."), "returned_on"
        )
    if data.return_country and (data.return_country not in COUNTRIES or data.return_country == HOME):
        raise doors.refused("return_country", _("Choose the country the person returns from."), "return_country")


def _new(actor: Actor, person: Person, owner: Structure, data: SignalData) -> Case:
    """Return the case of a signal, not stored yet, joined to the season the person is back from."""
    journey = _journey(person, data.journey_id)
    before = Case.objects.filter(person=person).order_by("-id").first()
    return Case(
        number=with_check(f"RR{actor.today:%y}-{next_number(f'case:{actor.today.year}'):05d}"),
        form_token=data.form_token,
        person=person,
        owner=owner,
        candidacy_id=journey.candidacy_id if journey is not None else None,
        journey=journey,
        follows=before,
        source=Source(data.source),
        source_body_id=data.body_id,
        source_reference=data.reference.strip()[:60],
        signalled_on=actor.today,
        signalled_by=actor.user if isinstance(actor.user, User) else None,
        contact_due=actor.today + timedelta(days=value(CASE_CONTACT_DAYS, actor.today)),
        returned_on=data.returned_on or (journey.returned_on if journey is not None else None),
        return_country=data.return_country or (journey.opening.country if journey is not None else ""),
        return_kind=data.return_kind,
    )


def _journey(person: Person, journey_id: UUID | None) -> Journey | None:
    """Return the season the case is joined to: the one named, or the last the person is back from, if no case has it."""
    rows = Journey.objects.filter(person=person, stage=Stage.BACK, cases__isnull=True).select_related("opening")
    if journey_id is not None:
        return rows.filter(pk=journey_id).first()
    return rows.order_by("-returned_on", "-id").first()


@transaction.atomic
def receive(*, actor: Actor, case_id: UUID, data: IntakeData, version: int | None = None) -> Case:
    """Record the first contact and what the intake found; each vulnerability starts its specialised referral at once.

    Raises NotAllowed, RuleRefused, WrongState, Stale.
    """
    case = doors.locked(actor, case_id, "receive", version)
    doors.in_force(case.person_id)
    _require_past(actor, data)
    relations = _relations(actor, data.relations)
    values = {
        "contacted_on": actor.today,
        "counsellor": doors.person_acting(actor),
        "returned_on": data.returned_on,
        "return_country": data.return_country,
        "return_kind": data.return_kind,
    }
    CASE.apply(case, "receive", actor=actor, values=values, **doors.told(case))
    intake = Intake(case=case, **_columns(data))
    writing.create(intake, "case_intake.record", actor=actor, **doors.told(case))
    _keep_relations(actor, case, relations)
    start_screenings(actor, case, intake.vulnerabilities)
    return case


def _columns(data: IntakeData) -> dict[str, object]:
    """Return the columns of an intake, texts tidied and codes in their order."""
    names = (
        "entry_route", "standing", "years_abroad", "last_occupation", "graduated_in", "diploma_on", "savings", "debts",
        "adults", "children", "housing", "able_to_stay",
    )  # fmt: skip
    columns = {name: getattr(data, name) for name in names}
    for name, most in (("origin_commune", 120), ("lender", 120), ("plan_a", 300), ("plan_b", 300)):
        columns[name] = " ".join(str(getattr(data, name)).split())[:most]
    return {**columns, "needs": sorted(set(data.needs)), "vulnerabilities": sorted(set(data.vulnerabilities))}


def _relations(actor: Actor, given: Sequence[RelationData]) -> list[RelationData]:
    """Return who may be called, telephones normalised. RuleRefused for a telephone that is none."""
    if len(given) > MOST_RELATIONS:
        raise doors.refused("relations", _("Two relatives at most: the two the person trusts."), "relations")
    return [
        RelationData(name=" ".join(row.name.split())[:120], phone=phones.normalise(row.phone), tie=row.tie.strip()[:60])
        for row in given
    ]


def _keep_relations(actor: Actor, case: Case, relations: Sequence[RelationData]) -> None:
    Relation.objects.filter(case=case).delete()
    for position, row in enumerate(relations):
        kept = Relation(
            case=case, position=position, name=row.name, phone=row.phone, tie=row.tie, agreed_on=actor.today
        )
        writing.create(kept, "case_relation.record", actor=actor, **doors.told(case))


@transaction.atomic
def correct_intake(*, actor: Actor, case_id: UUID, data: IntakeData, version: int | None = None) -> Case:
    """Correct what the intake found; a vulnerability that was not seen before starts its referral at once.

    `version` is that of the intake. Raises NotAllowed, RuleRefused, Stale.
    """
    case = doors.locked(actor, case_id, "receive")
    intake = Intake.objects.select_for_update().get(case=case)
    intake.require_version(version)
    if case.state == CaseState.CLOSED:
        raise doors.refused("case_closed", _("This case is closed: reopen it first."))
    _require_past(actor, data)
    relations = _relations(actor, data.relations)
    before = set(intake.vulnerabilities)
    back = {name: getattr(data, name) for name in ("returned_on", "return_country", "return_kind")}
    writing.edit(case, "case.correct", actor=actor, values=back, **doors.told(case))
    writing.edit(intake, "case_intake.correct", actor=actor, values=_columns(data), **doors.told(case))
    _keep_relations(actor, case, relations)
    start_screenings(actor, case, sorted(set(intake.vulnerabilities) - before))
    return case


@transaction.atomic
def assess(*, actor: Actor, case_id: UUID, data: AssessmentData, version: int | None = None) -> Case:
    """Record how the assessment found skills, experience, family and risk; the plan may then be made.

    Raises NotAllowed, WrongState, Stale.
    """
    case = doors.locked(actor, case_id, "receive", version)
    intake = Intake.objects.select_for_update().get(case=case)
    if case.state == CaseState.INTAKE:
        CASE.apply(case, "assess", actor=actor, **doors.told(case))
    elif case.state != CaseState.ASSESSMENT:
        CASE.check("assess", case.state)
    values = {
        "skills": data.skills,
        "experience": data.experience,
        "family": data.family,
        "risk": data.risk,
        "assessed_on": actor.today,
        "assessed_by": doors.person_acting(actor),
    }
    writing.edit(intake, "case_intake.assess", actor=actor, values=values, **doors.told(case))
    return case
