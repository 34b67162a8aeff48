"""The business projects of the demonstration, their committee, and the grants paid by tranches."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor
from baarasira.programmes.enums import Purpose
from baarasira.reintegration.funds import actions as funds
from baarasira.reintegration.funds.enums import Condition, EvidenceKind, Method, Payee
from baarasira.reintegration.funds.inputs import EvidenceData, GrantData, PaymentData
from baarasira.reintegration.funds.models import Grant, Payment, Tranche
from baarasira.reintegration.funds.rules.evidence import ASKED, digest_of, standing
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.projects.actions import Decision
from baarasira.reintegration.projects.enums import Outcome, Part, SeatRole
from baarasira.reintegration.projects.models import Project, Session

from .cast import Cast
from .papers import paper, photo
from .roads import Return

_SITE = (12_620_000, -7_990_000)
_OPERATOR = "Démonstration"


def write_project(cast: Cast, told: Return, title: str, asked: int, days_ago: int) -> Project:
    """Write a whole project with the person and submit it to the committee, all on one day."""
    adviser = cast.by(Role.PROJECT_ADVISER, days_ago)
    project = projects.begin_project(actor=adviser, case=told.case, title=title)
    parts: dict[Part, dict[str, Any]] = {
        Part.ACTIVITY: {
            "sector": "C", "activity": "Moudre le mil et le maïs du quartier, six jours sur sept.", "place": "Bamako",
            "latitude": _SITE[0], "longitude": _SITE[1], "site": "leased", "site_proof": "Bail (démonstration)", "jobs": 1,
        },
        Part.MARKET: {
            "customers": "Trois cents ménages du quartier.", "competitors": "Un moulin à deux kilomètres.",
            "suppliers": "Le gasoil à la station, les pièces au grand marché.",
        },
        Part.MONEY: {"own_cash": 200_000, "own_kind": 100_000, "working_capital": 150_000, "asked": asked},
        Part.FORECAST: {
            "revenue": [120_000 + 10_000 * month for month in range(12)], "purchases": [55_000] * 12,
            "charges": [45_000] * 12, "loan_month": 0,
        },
        Part.RISKS: {"risks": "Une panne : un mécanicien est au quartier.", "environment": "Bruit en journée seulement."},
    }  # fmt: skip
    for part, values in parts.items():
        projects.write_part(actor=adviser, project_id=project.pk, part=part, values=values)
    line = projects.add_equipment(actor=adviser, project_id=project.pk, label="Moulin diesel", quantity=1)
    for supplier, amount, currency in (("Quincaillerie du Fleuve", asked, "XOF"), ("Import Europe", 220_000, "EUR")):
        quote = projects.add_quote(
            actor=adviser, equipment_id=line.pk, supplier=supplier, dated_on=adviser.today, amount=amount,
            currency=currency, paper=paper(f"Facture pro forma\n{supplier}"),
        )  # fmt: skip
        if currency == "XOF":
            projects.choose_quote(actor=adviser, quote_id=quote.pk)
    projects.record_course(
        actor=adviser, project_id=project.pk, training="cree", on=adviser.today, place="CPR de Bamako",
        paper=paper("Cahier de la formation CREE"),
    )  # fmt: skip
    return projects.submit_project(actor=adviser, project_id=project.pk)


def sit(cast: Cast, project: Project, days_ago: int, *, held_in: int) -> Session:
    """Convene the committee, seat its three members, who declare that nothing binds them, and begin marking."""
    head = cast.by(Role.DIRECTOR, days_ago)
    session = projects.convene(
        actor=head, structure=cast.directorate, held_on=head.today + timedelta(days=held_in), place="Bamako"
    )
    roles = ((SeatRole.CHAIR, "ANPE"), (SeatRole.FUNDER, "OFII"), (SeatRole.FUNDER, "APEJ"))
    for user, (role, body) in zip(cast.members(), roles, strict=False):
        projects.seat_member(actor=head, session_id=session.pk, user=user, role=role, body=body)
    projects.list_project(actor=head, session_id=session.pk, project_id=project.pk)
    for user in cast.members():
        projects.declare(actor=cast.service.actor(user, days_ago), session_id=session.pk, village="Kati")
    return projects.begin_marking(actor=head, session_id=session.pk)


def mark(cast: Cast, session: Session, days_ago: int, members: int) -> None:
    """Hand in the marks of the first members."""
    hearing = session.hearings.get()
    for user in cast.members()[:members]:
        typed = {key: str(weight * 4 // 5) for key, weight in session.grid.items()}
        projects.hand_in(actor=cast.service.actor(user, days_ago), hearing_id=hearing.pk, typed=typed)


def grant(cast: Cast, project: Project, days_ago: int, amount: int) -> None:
    """Have the committee of a project grant it: marked by all, written by one, signed by another."""
    session = sit(cast, project, days_ago, held_in=0)
    mark(cast, session, days_ago, 3)
    head = cast.by(Role.DIRECTOR, days_ago)
    projects.open_marks(actor=head, session_id=session.pk)
    do: dict[str, Any] = {"session_id": session.pk, "hearing_id": session.hearings.get().pk}
    decision = Decision(outcome=Outcome.GRANTED, amount=amount)
    projects.propose_decision(actor=head, **do, decision=decision)
    projects.sign_decision(actor=cast.direction(days_ago), **do)
    projects.close_session(actor=head, session_id=session.pk)


def commit(cast: Cast, told: Return, days_ago: int, amount: int, words: str, **values: Any) -> Grant:
    """Propose a grant and have another person decide it."""
    data = GrantData(
        fund_id=cast.fund.pk, case_id=told.case.pk, amount=amount, words=words,
        **{"purpose": Purpose.BUSINESS, **values},
    )  # fmt: skip
    made = funds.propose_grant(actor=cast.by(Role.PROJECT_ADVISER, days_ago), data=data)
    return funds.decide_grant(actor=cast.by(Role.DIRECTOR, days_ago), grant_id=made.pk)


def prove(cast: Cast, tranche: Tranche, days_ago: int) -> None:
    """Add every piece that a tranche rests on, and submit it to the three bodies."""
    adviser = cast.by(Role.PROJECT_ADVISER, days_ago)
    for kind in ASKED[Condition(tranche.condition)]:
        funds.add_evidence(actor=adviser, tranche_id=tranche.pk, data=_piece(kind, adviser, tranche))
    funds.submit_tranche(actor=adviser, tranche_id=tranche.pk)


def _piece(kind: EvidenceKind, adviser: Actor, tranche: Tranche) -> EvidenceData:
    """Return a piece of a kind, found by the adviser on that day."""
    if kind == EvidenceKind.VISIT:
        return EvidenceData(kind=kind, happened_on=adviser.today, active=True, words="Le moulin tourne.")
    if kind == EvidenceKind.PHOTO:
        return EvidenceData(
            kind=kind, happened_on=adviser.today, upload=photo("Le moulin, à sa place"), latitude=_SITE[0],
            longitude=_SITE[1], taken_at=adviser.at - timedelta(hours=1),
        )  # fmt: skip
    amount = tranche.grant.amount if kind == EvidenceKind.INVOICE else None
    return EvidenceData(kind=kind, happened_on=adviser.today, upload=paper(str(kind.label)), amount=amount)


def sign(cast: Cast, tranche: Tranche, days_ago: int, bodies: int = 3) -> Tranche:
    """Have the first of the three bodies sign a tranche."""
    said = digest_of(tranche := Tranche.objects.select_related("grant__fund").get(pk=tranche.pk), standing(tranche))
    signers = (cast.partner("ml-apej", days_ago), cast.direction(days_ago), cast.partner("fr-ofii", days_ago))
    for actor in signers[:bodies]:
        tranche = funds.sign_tranche(actor=actor, tranche_id=tranche.pk, digest=said)
    return tranche


def pay(cast: Cast, tranche: Tranche, days_ago: int) -> Payment:
    """Prove, sign and pay a tranche whole by mobile money; the operator answers and the person confirms on the telephone."""
    prove(cast, tranche, days_ago)
    sign(cast, tranche, days_ago)
    first, second = (cast.by(Role.FINANCE_OFFICER, days_ago, place) for place in (0, 1))
    order = PaymentData(
        key=uuid4(), payee=Payee.SUPPLIER, payee_name="Quincaillerie du Fleuve", method=Method.MOBILE,
        account="76 45 00 01", amount=tranche.amount,
    )  # fmt: skip
    payment = funds.order_payment(actor=first, tranche_id=tranche.pk, data=order)
    batch = funds.make_batch(actor=first, fund=cast.fund, payment_ids=[payment.pk])
    funds.send_batch(actor=second, batch_id=batch.pk)
    reference = payment.attempts.get().reference
    head = "reference;etat;reference_operateur;montant;date;motif"
    line = f"{reference};paye;DEMO{payment.number};{payment.amount};{first.today.isoformat()};"
    funds.read_answers(actor=first, batch_id=batch.pk, content=f"{head}\r\n{line}\r\n".encode())
    asker = cast.by(Role.PROJECT_ADVISER, days_ago)
    return funds.confirm_payment(
        actor=asker, payment_id=payment.pk, way="call", received=True, words="Oui, c'est livré."
    )
