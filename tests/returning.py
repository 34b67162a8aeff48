"""Returnees for tests: cases made by the real actions, partners with users of their own, plans signed."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.cooperation.models import Organisation
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.inputs import (
    AssessmentData,
    IntakeData,
    PlanStepData,
    SignalData,
    SignatureData,
)
from baarasira.reintegration.cases.models import Case, PartnerBody, Plan
from baarasira.reintegration.placements import actions as placements
from baarasira.reintegration.placements.inputs import AgreementData
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits.inputs import VisitData
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_employer,
    make_organisation,
    make_person,
    make_programme,
    make_structure,
    make_user,
)

PROGRAMMES = {
    "social": "reinsertion-sociale",
    "business": "creation-entreprise-retour",
    "placement": "stage-diplomes-retour",
}
ASSESSED = AssessmentData(skills="strong", experience="fair", family="strong", risk="fair")


def make_axes() -> None:
    """Publish the programmes of the three axes."""
    for name in PROGRAMMES.values():
        make_programme(name)


def focal(office: Structure, at: datetime = NOW) -> Actor:
    """Return a focal point of a structure."""
    return make_actor(role=Role.FOCAL_POINT, structure=office, at=at)


def intake_data(**values: Any) -> IntakeData:
    """Return what an intake asks: forced back from France a month ago, without a permit, a wife and two children."""
    own: dict[str, Any] = {
        "returned_on": TODAY - timedelta(days=30),
        "return_country": "FR",
        "return_kind": "forced",
        "standing": "irregular",
        "years_abroad": 6,
        "adults": 2,
        "children": 2,
        "plan_a": "Élever des volailles",
    }
    return IntakeData(**{**own, **values})


def make_case(
    person: Person | None = None,
    *,
    office: Structure | None = None,
    until: str = "assessment",
    at: datetime = NOW,
    intake: dict[str, Any] | None = None,
    signal: dict[str, Any] | None = None,
) -> Case:
    """Make a case and bring it to ``signalled``, ``intake`` or ``assessment``."""
    office = office or (person.office if person is not None else make_structure(make_structure()))
    person = person or make_person(office)
    actor = focal(office, at)
    data = SignalData(**(signal or {"source": "ofii", "reference": "OFII-12"}))
    case = actions.signal(actor=actor, person_id=person.pk, owner_id=office.pk, data=data)
    if until == "signalled":
        return case
    case = actions.receive(actor=actor, case_id=case.pk, data=intake_data(**(intake or {})))
    if until == "intake":
        return case
    return actions.assess(actor=actor, case_id=case.pk, data=ASSESSED)


def step_data(**values: Any) -> PlanStepData:
    """Return one step of a plan: the person does it within a month, and it costs nothing."""
    own: dict[str, Any] = {
        "words": "Suivre la formation CREE à Kayes",
        "doer": "person",
        "due_on": TODAY + timedelta(days=30),
    }
    return PlanStepData(**{**own, **values})


def make_plan(case: Case, axis: str = "business", *, at: datetime = NOW, steps: Any = None) -> Plan:
    """Prepare a plan on an axis, with its steps."""
    actor = focal(case.owner, at)
    plan = actions.draft(actor=actor, case_id=case.pk, axis=axis, goal="Vivre de son élevage à Kayes")
    for values in steps if steps is not None else [{}]:
        due = {"due_on": at.date() + timedelta(days=30)}
        actions.add_step(actor=actor, plan_id=plan.pk, data=step_data(**{**due, **values}))
    return plan


def make_planned(case: Case | None = None, axis: str = "business", *, at: datetime = NOW, **values: Any) -> Case:
    """Return a case whose plan is signed, by thumbprint, read aloud in Bambara."""
    make_axes()
    case = case or make_case(at=at)
    plan = make_plan(case, axis, at=at, **values)
    signature = SignatureData(signature="thumb", read_in="bm", read_by="Awa Sidibé", witness="Oumar Ba")
    return actions.sign(actor=focal(case.owner, at), plan_id=plan.pk, data=signature)


def make_body(
    *, agreed: bool = True, needs: Any = (), organisation: Organisation | None = None, **values: Any
) -> PartnerBody:
    """Return a partner that receives files, with a data agreement in force when `agreed`."""
    keeper = make_actor(role=Role.COOPERATION_OFFICER, structure=root())
    signed = {"data_agreement": "Protocole 7/2025", "data_agreement_on": date(2025, 1, 1)} if agreed else {}
    organisation = organisation or make_organisation(**{**signed, **values})
    return actions.open_body(actor=keeper, organisation_id=organisation.pk, needs=needs)


def root() -> Structure:
    """Return headquarters."""
    return Structure.objects.filter(parent__isnull=True).first() or make_structure()


def partner_user(body: PartnerBody) -> User:
    """Return a user of a partner."""
    return make_user(Role.PARTNER, body.structure)


def consent(case: Case, body: PartnerBody, *, given: bool = True, at: datetime = NOW) -> None:
    """Record what the person of a case says of sharing their file with a partner."""
    actions.record_consent(
        actor=focal(case.owner, at), case_id=case.pk, body_id=body.pk, given=given, how="Lu à haute voix en bambara"
    )


def make_referral(case: Case, body: PartnerBody, need: str = "funding", *, at: datetime = NOW) -> UUID:
    """Refer a case to a partner with the person's consent; return the id of the referral."""
    consent(case, body, at=at)
    made = actions.refer(
        actor=focal(case.owner, at), case_id=case.pk, body_id=body.pk, need=need, words="Financer le projet d'élevage."
    )
    return made.pk


def make_graduate(office: Structure, **intake: Any) -> Case:
    """Return the case of a graduate of a French university, whose plan of a placement is signed."""
    graduated = {"graduated_in": "FR", "diploma_on": TODAY - timedelta(days=300), "standing": "student", **intake}
    return make_planned(make_case(make_person(office, education=6), intake=graduated), "placement")


def agreement_data(employer: Employer, **values: Any) -> AgreementData:
    """Return what the agreement of a placement says: three months from next week, 100 000 francs a month."""
    own: dict[str, Any] = {
        "title": "Assistante comptable",
        "tasks": "Tenir la caisse et les comptes fournisseurs",
        "tutor": "Moussa Diarra",
        "tutor_phone": "76 00 11 22",
        "starts_on": TODAY + timedelta(days=7),
        "ends_on": TODAY + timedelta(days=95),
        "days_a_week": 5,
        "allowance": 100_000,
    }
    return AgreementData(employer_id=employer.pk, **{**own, **values})


def make_placement(case: Case, *, until: str = "draft", at: datetime = NOW, **values: Any) -> Placement:
    """Prepare the placement of a graduate, and bring it to ``draft`` or ``signed`` (approved by a second person)."""
    employer = make_employer(case.owner, state="accredited")
    data = agreement_data(employer, **values)
    row = placements.prepare(actor=focal(case.owner, at), case_id=case.pk, data=data)
    if until == "draft":
        return row
    placements.record_signatures(
        actor=focal(case.owner, at), placement_id=row.pk, graduate_on=at.date(), company_on=at.date()
    )
    return placements.approve(actor=focal(case.owner, at), placement_id=row.pk)


def make_returns(office: Structure) -> tuple[dict[str, list[object]], list[User]]:
    """Return one of everything that the pages of returns show, by the name of its key, and the people who see it."""
    make_axes()
    signalled = make_case(make_person(office, surname="Samaké"), until="signalled", at=NOW - timedelta(days=9))
    assessed = make_case(make_person(office, surname="Dembélé"), intake={"vulnerabilities": ["trauma", "debt"]})
    body = make_body(country="ML", needs=["funding", "health"])
    waiting, accepted = make_referral(assessed, body), make_referral(assessed, body, "health")
    actions.accept(actor=make_actor(partner_user(body)), referral_id=accepted)
    carer = make_user(Role.CARER, office)
    actions.name_carer(actor=focal(office), case_id=assessed.pk, user_id=carer.pk)
    actions.write_note(
        actor=make_actor(carer), case_id=assessed.pk, kind="psychosocial", text="Insomnies depuis un mois."
    )
    draft = make_plan(assessed, "social", steps=[{"purpose": "housing", "amount": 200_000}])
    planned = make_planned(make_case(make_person(office, surname="Konaté")), "social")
    made, coming = planned.visits.filter(month__in=(1, 3)).order_by("month")
    when = NOW + (made.due_on - TODAY)
    seen = VisitData(found="person", mode="place", done_on=made.due_on, active=True, sales=1000, problems=["sales"])
    visits.make_visit(actor=focal(office, when), visit_id=made.pk, data=seen)
    survey = visits.begin(
        actor=focal(office), case_id=planned.pk, wave="baseline", mode="place", language="bm", consented=True
    )
    placement = make_placement(make_graduate(office), until="signed")
    values: dict[str, list[object]] = {
        "case_id": [assessed.pk, signalled.pk, planned.pk, placement.case_id],
        "case_plan_id": [draft.pk],
        "referral_id": [waiting, accepted],
        "visit_id": [made.pk, coming.pk],
        "survey_id": [survey.pk],
        "placement_id": [placement.pk],
    }
    return values, [partner_user(body), carer]
