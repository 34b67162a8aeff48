"""Funds, grants and payments for tests: each made by the people who may, through the real actions.

house = make_house()            # an office, its bodies and signatories, a fund of 20 million, agents of every role
grant = make_grant(house)       # a business grant of 1 000 000 FCFA, decided by another person
ready(house, tranche); signed(house, tranche); paid(house, tranche)
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.ids import uuid7
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reintegration.cases.enums import CaseState, ReturnKind, Source
from baarasira.reintegration.cases.models import Case, PartnerBody
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.enums import Condition, EvidenceKind, Method, Payee, Side
from baarasira.reintegration.funds.inputs import EvidenceData, FundData, GrantData, PaymentData
from baarasira.reintegration.funds.models import Fund, Grant, Payment, Tranche
from baarasira.reintegration.funds.rules.evidence import digest_of, standing
from baarasira.reintegration.projects.enums import ProjectState
from baarasira.reintegration.projects.models import Hearing, Project, Session
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_organisation,
    make_person,
    make_programme,
    make_tree,
    make_user,
)
from handed_in import image, pdf, upload

MILLION = 1_000_000
SITE = (13_440_000, -6_260_000)
"""Where the projects of tests stand: Ségou, in millionths of a degree."""
_PROGRAMMES = {
    Axis.BUSINESS: "creation-entreprise-retour",
    Axis.SOCIAL: "reinsertion-sociale",
    Axis.PLACEMENT: "stage-diplomes-retour",
}
_numbers = count(1)


def paper(words: str = "pièce") -> ContentFile[bytes]:
    """Return a small PDF that no other file holds."""
    number = next(_numbers)
    return upload(pdf(f"{words} {number}"), f"piece-{number}.pdf")


@dataclass
class House:
    """The people of one office and of the bodies around it, and their fund."""

    tree: Tree
    fund: Fund
    adviser: User
    director: User
    department: User
    finance: User
    cashier: User
    counsellor: User
    operator: User
    funder: User
    signer: User

    def actor(self, name: str, at: datetime = NOW) -> Actor:
        """Return one of them as an actor, at a moment."""
        return make_actor(getattr(self, name), at=at)


def make_body(root: Structure, name: str) -> PartnerBody:
    """Make a partner body with a structure of its own below headquarters."""
    organisation = make_organisation(name=name)
    key = uuid7()
    place = Structure.objects.create(
        id=key, code=f"P{next(_numbers)}", name=name, kind=StructureKind.PARTNER, parent=root, path=f"{root.path}{key}/",
        opened_on=date(2001, 3, 29), created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    return PartnerBody.objects.create(organisation=organisation, structure=place, created_at=NOW, updated_at=NOW)


def make_house(*, endowed: int = 20 * MILLION, currency: str = "XOF", cash: bool = False) -> House:
    """Make an office with everybody who touches money, the bodies of funder and operator, and a fund."""
    tree = make_tree()
    ofii, operator = make_body(tree.root, "OFII"), make_body(tree.root, "Opérateur de Ségou")
    people = {
        "adviser": make_user(Role.PROJECT_ADVISER, tree.office, surname="Coulibaly"),
        "director": make_user(Role.DIRECTOR, tree.directorate, surname="Sangaré"),
        "department": make_user(Role.MIGRATION_DEPARTMENT, tree.root, surname="Maïga"),
        "finance": make_user(Role.FINANCE_OFFICER, tree.root, surname="Dembélé"),
        "cashier": make_user(Role.FINANCE_OFFICER, tree.root, surname="Koné"),
        "counsellor": make_user(Role.COUNSELLOR, tree.office, surname="Touré"),
        "operator": make_user(Role.PARTNER, operator.structure, surname="Ouédraogo"),
        "funder": make_user(Role.PARTNER, ofii.structure, surname="Martin"),
        "signer": make_user(Role.DIRECTOR, tree.root, surname="Sissoko"),
    }
    department = make_actor(people["department"])
    data = FundData(
        name="Convention ANPE–OFII–APEJ", code=f"OFII{next(_numbers)}", funder_id=ofii.organisation_id,
        operator_id=operator.organisation_id, currency=currency, axes=tuple(Axis.values),
        starts_on=date(2026, 1, 1), allows_cash=cash,
    )  # fmt: skip
    fund = actions.open_fund(actor=department, office=tree.root, data=data)
    sides = ((Side.OPERATOR, "operator"), (Side.SERVICE, "signer"), (Side.FUNDER, "funder"))
    for side, name in sides:
        actions.name_signatory(actor=department, fund_id=fund.pk, user=people[name], side=side)
    house = House(tree=tree, fund=fund, **people)
    if endowed:
        actions.receive_money(
            actor=house.actor("finance"), fund_id=fund.pk, amount=endowed, reference="VIR 2026-11", received_on=TODAY,
            key=uuid4(),
        )  # fmt: skip
    return house


def make_planned_case(house: House, person: Person | None = None, axis: str = Axis.BUSINESS) -> Case:
    """Make the case of a returnee of the office whose plan of an axis is signed."""
    person = person or make_person(house.tree.office, phones=[f"7645{next(_numbers):04}"])
    number = next(_numbers)
    return Case.objects.create(
        number=f"RT26-{number:05}", person=person, owner=house.tree.office, state=CaseState.PLAN, axis=axis,
        programme=make_programme(_PROGRAMMES[axis]), source=Source.SELF, signalled_on=TODAY - timedelta(days=40),
        contact_due=TODAY - timedelta(days=33), contacted_on=TODAY - timedelta(days=38),
        returned_on=TODAY - timedelta(days=60), return_kind=ReturnKind.ASSISTED, return_country="FR",
        created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def make_granted_project(house: House, case: Case, amount: int = 2 * MILLION) -> Project:
    """Make a project that the committee granted, as its rows stand after the session."""
    number = next(_numbers)
    project = Project.objects.create(
        number=f"PR26-{number}", case=case, person=case.person, office=case.owner, adviser=house.adviser,
        state=ProjectState.GRANTED, title="Moulin de quartier", asked=amount, latitude=SITE[0], longitude=SITE[1],
        submitted_on=TODAY, decided_on=TODAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state=CaseState.COMMITTEE)
    session = Session.objects.create(
        number=f"CR26-{number}", structure=house.tree.directorate, state="opened", held_on=TODAY, place="Ségou",
        quorum=3, passes=[60, 45], convened_by=house.department, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    Hearing.objects.create(
        session=session, project=project, position=1, outcome="granted", amount=amount, proposed_by=house.director,
        decided_by=house.department, decided_on=TODAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip
    return project


def proposed_grant(house: House, case: Case | None = None, *, amount: int = MILLION, **values: Any) -> Grant:
    """Propose a business grant for a case, by the adviser."""
    case = case or make_planned_case(house)
    if case.axis == Axis.BUSINESS and "project_id" not in values:
        values["project_id"] = make_granted_project(house, case).pk
    defaults = {"purpose": Purpose.BUSINESS if case.axis == Axis.BUSINESS else Purpose.HOUSING}
    data = GrantData(
        fund_id=house.fund.pk, case_id=case.pk, amount=amount, words="Un moulin et son moteur.",
        **{**defaults, **values},
    )  # fmt: skip
    return actions.propose_grant(actor=house.actor("adviser"), data=data)


def make_grant(house: House, case: Case | None = None, **values: Any) -> Grant:
    """Make a grant that another person decided: its tranches stand, its money is committed."""
    grant = proposed_grant(house, case, **values)
    return actions.decide_grant(actor=house.actor("director"), grant_id=grant.pk)


def piece(kind: str, *, on: date = TODAY, file: Any = None, **values: Any) -> EvidenceData:
    """Return a piece of evidence as a form gives it, complete for its kind unless told otherwise."""
    defaults: dict[str, Any] = {}
    if kind == EvidenceKind.INVOICE:
        defaults["amount"] = MILLION
    if kind == EvidenceKind.VISIT:
        defaults["active"] = True
    if kind == EvidenceKind.PHOTO:
        defaults |= {
            "taken_at": datetime.combine(on, NOW.timetz()) - timedelta(hours=1),
            "latitude": SITE[0] + 1000,
            "longitude": SITE[1],
        }
    if file is None and kind != EvidenceKind.VISIT:
        file = photo() if kind == EvidenceKind.PHOTO else paper()
    return EvidenceData(kind=kind, happened_on=on, upload=file, **{**defaults, **values})


def photo(seed: int | None = None) -> ContentFile[bytes]:
    """Return a small photo that no other file holds; the same bytes for the same seed."""
    number = next(_numbers)
    return upload(image("PNG", seed=seed or 1000 + number), f"photo-{number}.png")


_PIECES = {
    Condition.CONTRACT: (EvidenceKind.CONTRACT, EvidenceKind.ORDER),
    Condition.START: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
    Condition.ACTIVE: (EvidenceKind.INVOICE, EvidenceKind.VISIT, EvidenceKind.PHOTO),
}


def ready(house: House, tranche: Tranche, *, at: datetime = NOW) -> Tranche:
    """Bring a tranche to its three signatures: everything it rests on is there."""
    adviser = house.actor("adviser", at)
    for kind in _PIECES[Condition(tranche.condition)]:
        actions.add_evidence(actor=adviser, tranche_id=tranche.pk, data=piece(kind, on=at.date()))
    return actions.submit_tranche(actor=adviser, tranche_id=tranche.pk)


def digest(tranche: Tranche) -> str:
    """Return what the page of a tranche would have its signatories sign."""
    stored = Tranche.objects.select_related("grant__fund").get(pk=tranche.pk)
    return digest_of(stored, standing(stored))


def signed(house: House, tranche: Tranche, *, at: datetime = NOW) -> Tranche:
    """Bring a tranche to payment: submitted, then signed by the three bodies."""
    ready(house, tranche, at=at)
    said = digest(tranche)
    for name in ("operator", "signer", "funder"):
        tranche = actions.sign_tranche(actor=house.actor(name, at), tranche_id=tranche.pk, digest=said)
    return tranche


def order_of(tranche: Tranche, **values: Any) -> PaymentData:
    """Return an order of the whole tranche by mobile money to its supplier, unless told otherwise."""
    defaults: dict[str, Any] = {
        "key": uuid4(), "payee": Payee.SUPPLIER, "payee_name": "Quincaillerie du Fleuve", "method": Method.MOBILE,
        "account": "76 45 00 01", "amount": tranche.amount,
    }  # fmt: skip
    return PaymentData(**{**defaults, **values})


def ordered(house: House, tranche: Tranche, *, at: datetime = NOW, **values: Any) -> Payment:
    """Order a payment of a signed tranche."""
    data = order_of(tranche, **values)
    return actions.order_payment(actor=house.actor("finance", at), tranche_id=tranche.pk, data=data)


def sent(house: House, *payments: Payment, at: datetime = NOW) -> Any:
    """Send payments in one file, prepared by one officer and sent by the other; return the file."""
    keys = [payment.pk for payment in payments]
    batch = actions.make_batch(actor=house.actor("finance", at), fund=house.fund, payment_ids=keys)
    return actions.send_batch(actor=house.actor("cashier", at), batch_id=batch.pk)


def answer(*lines: tuple[Payment, bool], on: date = TODAY) -> bytes:
    """Return the operator's answer to a file: each payment made or failed."""
    rows = ["reference;etat;reference_operateur;montant;date;motif"]
    for payment, made in lines:
        attempt = payment.attempts.order_by("number").last()
        assert attempt is not None
        state, reference = ("paye", f"OM{next(_numbers):06}") if made else ("echec", "")
        reason = "" if made else "Numéro inconnu"
        rows.append(f"{attempt.reference};{state};{reference};{payment.amount};{on.isoformat()};{reason}")
    return ("\r\n".join(rows) + "\r\n").encode()


def paid(house: House, tranche: Tranche, *, at: datetime = NOW) -> Payment:
    """Pay a signed tranche whole, as the operator answers, and have the person confirm it on the telephone."""
    payment = ordered(house, tranche, at=at)
    batch = sent(house, payment, at=at)
    actions.read_answers(
        actor=house.actor("finance", at), batch_id=batch.pk, content=answer((payment, True), on=at.date())
    )
    return actions.confirm_payment(
        actor=house.actor("counsellor", at), payment_id=payment.pk, way="call", received=True,
        words="Oui, le moulin est livré.",
    )  # fmt: skip
