"""The pages of business projects and of the committee, as advisers and members use them."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.reintegration.cases import actions as case_actions
from baarasira.reintegration.cases.inputs import AidData
from baarasira.reintegration.projects.enums import ProjectState
from baarasira.reintegration.projects.models import Equipment, Hearing, ProForma, Project, Session
from factories import TODAY, make_user
from funding import House, make_house, make_planned_case, paper

pytestmark = pytest.mark.django_db
TYPED = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def house() -> House:
    return make_house()


def post(client: Client, route: str, *args: object, **values: Any) -> Any:
    answered = client.post(reverse(route, args=args), values)
    assert answered.status_code == 302, answered.content.decode()[:4000]
    return answered


def page(client: Client, route: str, *args: object) -> str:
    answered = client.get(reverse(route, args=args))
    assert answered.status_code == 200, answered
    return answered.content.decode()


def _written(adviser: Client, project: Project) -> None:
    post(
        adviser, "projects:part", project.pk, "activity", title="Moulin", kind="individual", members="1", sector="C",
        activity="Moudre le mil.", place="Ségou", latitude="13,44", longitude="-6,26", site="leased",
        site_proof="Bail", jobs="1",
    )  # fmt: skip
    market = {"customers": "300 ménages.", "competitors": "Un moulin à 2 km.", "suppliers": "Bamako."}
    post(adviser, "projects:part", project.pk, "market", **market)
    post(adviser, "projects:part", project.pk, "money", own_cash="200 000", own_kind="0", asked="1 000 000")
    months = {f"{name}_{n}": "100 000" if name == "revenue" else "30 000" for name in ("revenue", "purchases", "charges")
              for n in range(12)}  # fmt: skip
    post(adviser, "projects:part", project.pk, "forecast", **months)
    post(adviser, "projects:part", project.pk, "risks", risks="Panne du moteur.", environment="Bruit le jour.")
    post(adviser, "projects:act", project.pk, "equipement", label="Moulin diesel", quantity="1")
    line = Equipment.objects.get()
    for supplier, amount, currency in (("Fleuve", "900 000", "XOF"), ("Import", "1 400,50", "EUR")):
        post(
            adviser, "projects:act", project.pk, "proforma", equipment=line.pk, supplier=supplier, dated_on=TYPED,
            amount=amount, currency=currency, paper=paper(),
        )  # fmt: skip
    post(adviser, "projects:act", project.pk, "choix", quote=ProForma.objects.get(currency="XOF").pk)
    post(adviser, "projects:act", project.pk, "formation", training="cree", on=TYPED, place="CPR", paper=paper())


def test_a_project_is_written_submitted_marked_and_granted_in_pages(house: House) -> None:
    adviser, department, director = (signed_in(user) for user in (house.adviser, house.department, house.director))
    case = make_planned_case(house)
    post(adviser, "projects:begin", case.pk, title="Moulin", token=uuid.uuid4())
    project = Project.objects.get()
    assert "deux fournisseurs" not in page(adviser, "projects:project", project.pk)
    _written(adviser, project)
    shown = page(adviser, "projects:project", project.pk)
    assert "918\u00a0668" in shown  # 1 400,50 € at the fixed parity
    chart = adviser.get(reverse("projects:cash-flow", args=[project.pk]))
    assert chart["Content-Type"] == "image/svg+xml"
    assert chart.content.startswith(b"<svg")
    post(adviser, "projects:act", project.pk, "soumission")
    post(department, "committees:convene", structure=house.tree.directorate.pk, held_on=TYPED, place="Gouvernorat")
    session = Session.objects.get()
    members = [make_user(Role.COMMITTEE_MEMBER, house.tree.directorate, surname=f"Membre{n}") for n in range(3)]
    for place, user in enumerate(members):
        role = "chair" if not place else "funder"
        post(department, "committees:act", session.pk, "membre", email=user.email, role=role)
    post(department, "committees:act", session.pk, "inscription", project=project.pk)
    hearing = Hearing.objects.get()
    browsers = [signed_in(user) for user in members]
    for browser in browsers:
        post(browser, "committees:declare", session.pk, village="Bamako")
    post(department, "committees:act", session.pk, "notation")
    session.refresh_from_db()
    for browser in browsers:
        assert "Moulin" in page(browser, "committees:session", session.pk)
        post(browser, "committees:mark", hearing.pk, **{key: str(weight) for key, weight in session.grid.items()})
    assert department.get(reverse("committees:mark", args=[hearing.pk])).status_code == 404
    post(department, "committees:act", session.pk, "ouverture")
    assert "Accordé" in page(department, "committees:decision", hearing.pk)
    post(department, "committees:decision", hearing.pk, outcome="granted", amount="1 000 000")
    hearing.refresh_from_db()
    post(director, "committees:decision", hearing.pk, version=hearing.version)
    post(department, "committees:act", session.pk, "cloture")
    project.refresh_from_db()
    assert project.state == ProjectState.GRANTED
    for route, key in (("committees:minutes", session.pk), ("projects:letter", project.pk)):
        paper_of = department.get(reverse(route, args=[key]))
        assert paper_of.content.startswith(b"%PDF"), route
    assert page(department, "projects:list")
    assert page(browsers[0], "committees:list")


def test_a_pro_forma_in_dollars_without_a_rate_is_refused_beside_its_field(house: House) -> None:
    adviser = signed_in(house.adviser)
    post(adviser, "projects:begin", make_planned_case(house).pk, title="Moulin", token=uuid.uuid4())
    project = Project.objects.get()
    post(adviser, "projects:act", project.pk, "equipement", label="Moulin", quantity="1")
    values = {
        "equipment": Equipment.objects.get().pk, "supplier": "Dubai", "dated_on": TYPED, "amount": "500", "currency": "USD",
        "paper": paper(),
    }  # fmt: skip
    refused = adviser.post(reverse("projects:act", args=[project.pk, "proforma"]), values)
    assert refused.status_code == 422
    assert "Aucune loi ne fixe" in refused.content.decode()
    assert not ProForma.objects.exists()


def test_a_project_is_offered_only_where_it_may_be_begun(house: House) -> None:
    adviser = signed_in(house.adviser)
    ready, social = make_planned_case(house), make_planned_case(house, axis="social")
    paid = make_planned_case(house)
    data = AidData(purpose="business", given_on=TODAY, funder_name="OIM")
    case_actions.record_aid(actor=house.actor("counsellor"), case_id=paid.pk, data=data)
    way = "Commencer un projet"
    assert way in page(adviser, "reintegration:case", ready.pk)
    assert way not in page(adviser, "reintegration:case", social.pk)
    shown = page(adviser, "reintegration:case", paid.pk)
    assert way not in shown
    assert "a déjà été payé par OIM" in shown
    assert "Commencer le projet" not in page(adviser, "projects:begin", social.pk)
