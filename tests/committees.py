"""Business projects and committees for tests: written whole, submitted, marked and decided through the real actions.

project = submitted(house)
session, users = sitting(house, project)
mark(users, session.hearings.get())
"""

from collections.abc import Sequence
from typing import Any

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.projects import actions
from baarasira.reintegration.projects.actions import Decision
from baarasira.reintegration.projects.enums import Outcome, Part, SeatRole
from baarasira.reintegration.projects.models import Equipment, Hearing, ProForma, Project, Session
from factories import TODAY, make_actor, make_user
from funding import MILLION, SITE, House, make_planned_case, paper

PARTS: dict[Part, dict[str, Any]] = {
    Part.ACTIVITY: {
        "sector": "C", "activity": "Moudre le mil du quartier.", "place": "Ségou, Médine", "latitude": SITE[0],
        "longitude": SITE[1], "site": "leased", "site_proof": "Bail du 2 novembre", "jobs": 1,
    },
    Part.MARKET: {"customers": "300 ménages.", "competitors": "Un moulin à 2 km.", "suppliers": "Bamako."},
    Part.MONEY: {"own_cash": 200_000, "own_kind": 100_000, "working_capital": 150_000, "asked": 1_000_000},
    Part.FORECAST: {"revenue": [180_000] * 12, "purchases": [60_000] * 12, "charges": [70_000] * 12, "loan_month": 0},
    Part.RISKS: {"risks": "Panne : un mécanicien est à Ségou.", "environment": "Bruit en journée seulement."},
}  # fmt: skip


def written(house: House, *, person: Any = None, case: Case | None = None) -> Project:
    """Return a project whose file is complete."""
    adviser = house.actor("adviser")
    case = case or make_planned_case(house, person)
    project = actions.begin_project(actor=adviser, case=case, title="Moulin de quartier")
    line = actions.add_equipment(actor=adviser, project_id=project.pk, label="Moulin diesel", quantity=1)
    _quoted(adviser, line, "Import", 150_000, "EUR")
    return write(adviser, project, line)


def _quoted(adviser: Actor, line: Equipment, supplier: str, amount: int, currency: str) -> ProForma:
    return actions.add_quote(
        actor=adviser, equipment_id=line.pk, supplier=supplier, dated_on=adviser.today, amount=amount, currency=currency,
        paper=paper(supplier),
    )  # fmt: skip


def write(adviser: Actor, project: Project, line: Equipment) -> Project:
    """Write what a project still lacks: its parts, a pro-forma that is chosen besides the one it has, the course."""
    for part, values in PARTS.items():
        actions.write_part(actor=adviser, project_id=project.pk, part=part, values=values)
    actions.choose_quote(actor=adviser, quote_id=_quoted(adviser, line, "Fleuve", 900_000, "XOF").pk)
    return actions.record_course(
        actor=adviser, project_id=project.pk, training="cree", on=adviser.today, place="CPR de Ségou",
        paper=paper("cahier"),
    )  # fmt: skip


def submitted(house: House, **values: Any) -> Project:
    """Return a project before the committee."""
    return actions.submit_project(actor=house.actor("adviser"), project_id=written(house, **values).pk)


def sitting(house: House, *projects: Project, members: int = 3) -> tuple[Session, list[User]]:
    """Return a session that marks these projects, with a chair and members who declared that nothing binds them."""
    department = house.actor("department")
    session = actions.convene(actor=department, structure=house.tree.directorate, held_on=TODAY, place="Gouvernorat")
    users = [make_user(Role.COMMITTEE_MEMBER, house.tree.directorate, surname=f"Membre{n}") for n in range(members)]
    for place, user in enumerate(users):
        role = SeatRole.CHAIR if not place else SeatRole.FUNDER
        actions.seat_member(actor=department, session_id=session.pk, user=user, role=role)
    for project in projects:
        actions.list_project(actor=department, session_id=session.pk, project_id=project.pk)
    for user in users:
        actions.declare(actor=make_actor(user), session_id=session.pk, village="Bamako")
    return actions.begin_marking(actor=department, session_id=session.pk), users


def mark(users: Sequence[User], hearing: Hearing, share: str = "full") -> None:
    """Have each member give the same marks: ``full`` or half of each line."""
    grid = Session.objects.get(pk=hearing.session_id).grid
    for user in users:
        typed = {key: str(weight if share == "full" else weight / 2) for key, weight in grid.items()}
        actions.hand_in(actor=make_actor(user), hearing_id=hearing.pk, typed=typed)


def decided(house: House, session: Session, hearing: Hearing, **values: Any) -> Hearing:
    """Write and sign a decision by two people."""
    defaults: dict[str, Any] = {"outcome": Outcome.GRANTED, "amount": MILLION}
    decision = Decision(**{**defaults, **values})
    do = {"session_id": session.pk, "hearing_id": hearing.pk}
    actions.propose_decision(actor=house.actor("department"), **do, decision=decision)
    return actions.sign_decision(actor=house.actor("director"), **do)
