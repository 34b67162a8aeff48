"""One of everything of the money of reintegration, for the walk of every page."""

from baarasira.accounts.models import User
from baarasira.reintegration.funds import actions
from baarasira.reintegration.funds.models import StatementLine
from baarasira.reintegration.projects import actions as project_actions
from baarasira.reintegration.projects.enums import SeatRole
from factories import TODAY, make_actor
from funding import answer, make_grant, make_house, make_planned_case, ordered, proposed_grant, ready, sent, signed


def make_money() -> tuple[dict[str, list[object]], list[User]]:
    """Return the values of the addresses of projects, committee, funds and payments, and who may see each."""
    house = make_house()
    adviser, department = house.actor("adviser"), house.actor("department")
    case = make_planned_case(house)
    project = project_actions.begin_project(actor=adviser, case=case, title="Moulin de quartier")
    months = {"revenue": [90_000] * 12, "purchases": [30_000] * 12, "charges": [20_000] * 12, "loan_month": 0}
    project_actions.write_part(actor=adviser, project_id=project.pk, part="forecast", values=months)
    project_actions.add_equipment(actor=adviser, project_id=project.pk, label="Moulin diesel", quantity=1)
    grant, proposed = make_grant(house), proposed_grant(house)
    hearing = grant.project.hearings.get()
    seated = project_actions.seat_member
    session = project_actions.convene(
        actor=department, structure=house.tree.directorate, held_on=TODAY, place="Gouvernorat de Ségou"
    )
    seated(actor=department, session_id=session.pk, user=house.signer, role=SeatRole.CHAIR, body="ANPE")
    first, second, _third = grant.tranches.order_by("number")
    signed(house, first)
    payment, failed = (ordered(house, first, amount=150_000) for _n in range(2))
    batch = sent(house, payment, failed)
    content = answer((payment, True), (failed, False))
    actions.read_answers(actor=house.actor("finance"), batch_id=batch.pk, content=content)
    waiting = ready(house, make_grant(house).tranches.get(number=1))
    lines = f"reference;date;montant;libelle\nBQ1;{TODAY.isoformat()};1500;Frais\n".encode()
    actions.load_statement(
        actor=house.actor("finance"), fund_id=house.fund.pk, name="Novembre", content=lines, digest="b" * 64
    )
    values: dict[str, list[object]] = {
        "case_id": [case.pk, grant.case_id],
        "project_id": [project.pk, grant.project_id],
        "part": ["activity", "market", "money", "forecast", "risks"],
        "session_id": [session.pk, hearing.session_id],
        "hearing_id": [hearing.pk],
        "fund_id": [house.fund.pk],
        "grant_id": [proposed.pk, grant.pk],
        "tranche_id": [first.pk, second.pk, waiting.pk],
        "payment_id": [payment.pk, failed.pk],
        "batch_id": [batch.pk],
        "line_id": [StatementLine.objects.get().pk],
    }
    people = [
        house.adviser,
        house.finance,
        house.department,
        house.funder,
        house.signer,
        make_actor(house.director).user,
    ]
    return values, [user for user in people if isinstance(user, User)]
