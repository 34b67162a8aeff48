"""The three axes in a real browser: three people come back, and a year later each case is closed.

One builds a business, whose money comes in three tranches; one settles in with the family; one, a graduate, is placed in a company
and hired. What people read at the turnings of the road is read on the pages; the rest goes through the same actions.
"""

import re

import pytest

from baarasira.messaging.models import Message
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.funds.models import Batch, Grant, Payment, Tranche
from baarasira.reintegration.placements import actions as placements
from baarasira.reintegration.placements.inputs import EvaluationData
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.projects.models import Hearing, Project
from baarasira.reintegration.visits.models import Survey
from baarasira.reintegration.visits.survey import items
from browsers import Windows
from committees import mark, sitting, write
from factories import make_employer
from funding import MILLION, answer, digest, paid, ready, signed
from handed_in import image, pdf
from paper_reading import text
from returning import ASSESSED, intake_data, make_case, make_planned
from telling.acting import Days
from telling.returns import Returns, file, refused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: object, settings: object) -> Returns:
    settings.BAARASIRA_FILES = str(tmp_path)  # type: ignore[attr-defined]
    return Returns(windows, Days(monkeypatch))


def test_a_business_from_the_referral_of_the_ofii_to_its_twelfth_month(story: Returns, windows: Windows) -> None:
    person = story.person("Traoré", given_names="Moussa", sex="M", phones=["76 45 12 12"])
    case = make_case(person, office=story.house.tree.office, signal={"source": "ofii", "reference": "OFII-2026-118"})
    hand = story.hand(story.house.adviser)
    hand.open("reintegration:case", case.pk)
    assert not story.leads(hand, "Commencer un projet"), "nothing is begun before the plan is signed"
    money = {"words": "Acheter le moulin", "doer": "service", "purpose": "business", "amount": MILLION}
    case = make_planned(case, steps=[{}, money])
    project = _the_adviser_helps_write_the_project(story, case)
    _the_committee_grants_it(story, project)
    grant = _the_grant_is_proposed_and_decided(story, case)
    _the_first_tranche_reaches_the_supplier(story, grant.tranches.get(number=1))
    _the_second_rests_on_a_photo_of_the_place(story, grant.tranches.get(number=2))
    _it_lives_after_a_year(story, case, grant)
    assert refused(windows) == ["422", "422"], "the photo of another place, the success before the twelfth month"


def _the_adviser_helps_write_the_project(story: Returns, case: Case) -> Project:
    hand, adviser = story.hand(story.house.adviser), story.actor(story.house.adviser)
    hand.open("reintegration:case", case.pk)
    hand.page.get_by_role("link", name="Commencer un projet").click()
    story.send(hand, "Le projet est commencé", title="Moulin de quartier à Médine")
    story.reads(hand, "Ce qui manque encore au dossier")
    project = Project.objects.get()
    line = projects.add_equipment(actor=adviser, project_id=project.pk, label="Moulin diesel", quantity=1)
    hand.open("projects:project", project.pk)
    story.act(
        hand, "proforma", "918 668", supplier="Import", amount="1 400,50", currency="EUR", paper=file(pdf("Import"))
    )
    write(adviser, project, line)
    hand.open("projects:project", project.pk)
    story.reads(hand, "Mois par mois")
    story.act(hand, "soumission", "Soumis")
    hand.open("reintegration:case", case.pk)
    assert not story.leads(hand, "Commencer un projet"), "one project at a time"
    return project


def _the_committee_grants_it(story: Returns, project: Project) -> None:
    house = story.house
    session, users = sitting(house, project)
    mark(users, session.hearings.get())
    projects.open_marks(actor=story.actor(house.department), session_id=session.pk)
    hearing = Hearing.objects.get()
    head, director = story.hand(house.department), story.hand(house.director)
    head.open("committees:decision", hearing.pk)
    story.reads(head, "Accordé")
    story.send(head, "La décision est écrite. Une autre personne la signe.", outcome="granted", amount="1 000 000")
    director.open("committees:decision", hearing.pk)
    story.send(director, "La décision est signée. La lettre à la personne est prête.")
    assert "Moulin de quartier" in text(director.paper("projects:letter", project.pk))
    told = Message.objects.get(subject_id=project.person_id, template="project.decision")
    assert project.number in told.text


def _the_grant_is_proposed_and_decided(story: Returns, case: Case) -> Grant:
    hand = story.hand(story.house.adviser)
    hand.open("funds:propose", case.pk)
    asked = {"fund": str(story.house.fund.pk), "purpose": "business", "amount": "1 000 000"}
    story.send(hand, "La subvention est proposée", **asked, words="Un moulin et son moteur.")
    director = story.hand(story.house.director)
    grant = Grant.objects.get()
    director.open("funds:grant", grant.pk)
    story.act(director, "accord", "Au troisième mois, si l’activité marche")
    return grant


def _the_first_tranche_reaches_the_supplier(story: Returns, tranche: Tranche) -> None:
    house, today = story.house, story.days.today
    ready(house, tranche, at=story.days.now)
    said = digest(tranche)
    funds = story.funds
    for user in (house.operator, house.signer):
        funds.sign_tranche(actor=story.actor(user), tranche_id=tranche.pk, digest=said)
    funder = story.hand(house.funder)
    funder.open("funds:list")
    funder.page.locator("main").get_by_role("link", name=re.compile("Traoré")).first.click()
    story.act(funder, "signature", "Signée")
    finance, cashier = story.hand(house.finance), story.hand(house.cashier)
    finance.open("funds:tranche", tranche.pk)
    story.act(finance, "paiement", "400 000", payee="supplier", payee_name="Le Fleuve", account="76 45 00 01")
    finance.open("payments:new-batch", house.fund.pk)
    story.send(finance, "Une autre personne l’envoie")
    batch, payment = Batch.objects.get(), Payment.objects.get()
    cashier.open("payments:batch", batch.pk)
    story.act(cashier, "envoi", "attendent la réponse")
    finance.open("payments:batch", batch.pk)
    returned = {"name": "retour.csv", "mimeType": "text/csv", "buffer": answer((payment, True), on=today)}
    story.act(finance, "reponse", "Payés : 1 ; échoués : 0 ; sans réponse : 0.", file=returned)
    hand = story.hand(house.adviser)
    hand.open("payments:payment", payment.pk)
    story.act(hand, "confirmation", "C’est arrivé", received="yes", way="call", words="Oui, le moulin est là.")
    tranche.refresh_from_db()
    assert tranche.state == "confirmed"


def _the_second_rests_on_a_photo_of_the_place(story: Returns, tranche: Tranche) -> None:
    house = story.house
    story.days.pass_by(20)
    hand, day = story.hand(house.adviser), story.days.today
    hand.open("funds:tranche", tranche.pk)
    kayes = {"taken_at": "09:30", "latitude": "14,447", "longitude": "-11,444"}
    photo = file(image("PNG", seed=71), "moulin.png", "image/png")
    story.act(hand, "piece", "m du site du projet", kind="photo", happened_on=day, upload=photo, **kayes)
    assert not tranche.evidence.exists()
    signed(house, tranche, at=story.days.now)
    paid(house, tranche, at=story.days.now)
    case = story.now(tranche.grant.case)
    assert (case.state, case.started_on) == ("start", day)


def _it_lives_after_a_year(story: Returns, case: Case, grant: Grant) -> None:
    story.visit_in_page(case, sales="180 000", costs="90 000")
    story.visit(case)
    third = grant.tranches.get(number=3)
    signed(story.house, third, at=story.days.now)
    paid(story.house, third, at=story.days.now)
    story.visit(case)
    story.close(case, "success", "Le moulin tourne.", then="la visite du douzième mois")
    story.visit(case)
    hand = story.hand(story.focal)
    hand.open("reintegration:case", case.pk)
    story.reads(hand, "D'après les dernières visites, le dossier peut être clos en")
    story.close(case, "success", "Le moulin tourne et nourrit la famille.")
    grant.refresh_from_db()
    assert (story.now(case).closing, grant.state) == ("success", "completed")


def test_settling_in_from_the_airport_to_the_twelfth_month(story: Returns, windows: Windows) -> None:
    person = story.person("Konaté", given_names="Awa", phones=["76 45 13 13"])
    case = story.signal(person, source="airport")
    hand = story.hand(story.focal)
    story.reads(hand, "Le premier contact est dû pour le")
    story.receive(case, vulnerabilities=["debt"])
    story.reads(hand, "À envoyer avant le")
    hand = story.draft(case, "social", "Loger la famille et scolariser l'enfant")
    month = story.days.after(30)
    rent = {"words": "Trois mois de loyer", "doer": "service", "due_on": month, "purpose": "housing"}
    story.act(hand, "step", "L'étape est ajoutée.", **rent, amount="150 000")
    story.sign(hand)
    story.act(hand, "start", "les visites sont comptées à partir de là")
    _the_survey_is_interrupted_and_taken_up(story, case)
    for _month in (1, 3, 6):
        story.visit(case, sales=None, costs=None)
    story.visit_in_page(case, living="wholly", satisfaction="5", leave_again="false")
    page = story.close(case, "success", "La famille est logée, l'enfant est à l'école.")
    story.reads(page, "La famille est logée")
    assert story.now(case).closing == "success"
    assert refused(windows) == []


def _the_survey_is_interrupted_and_taken_up(story: Returns, case: Case) -> None:
    hand = story.hand(story.visitor)
    hand.open("reintegration:begin-survey", case.pk)
    story.send(hand, wave="baseline", mode="place", language="bm", consented="on")
    first = [item for item in items() if item.dimension == "economic"]
    answers = {f"item_{item.number}": item.options[0].key for item in first[:4]}
    story.send(hand, "Les réponses sont gardées.", **answers)
    hand.sound()
    survey = Survey.objects.get()
    assert len(survey.answers) == 4
    story.days.pass_by(1)
    hand = story.hand(story.visitor)
    hand.open("reintegration:begin-survey", case.pk)
    story.reads(hand, "questions n'ont pas encore de réponse")
    given = {item.key: item.options[0].key for item in items() if item.key not in survey.answers}
    story.visits.answer(actor=story.actor(story.visitor), survey_id=survey.pk, answers=given)
    story.visits.finish(actor=story.actor(story.visitor), survey_id=survey.pk)
    hand.open("reintegration:survey", survey.pk)
    story.reads(hand, "Score indicatif")


def test_a_graduate_from_the_consulate_to_the_hire(story: Returns, windows: Windows) -> None:
    house = story.house
    person = story.person("Maïga", given_names="Salif", sex="M", education=6, phones=["76 45 14 14"])
    case = story.signal(person, source="consulate")
    graduated = {"graduated_in": "FR", "diploma_on": story.days.after(-300), "standing": "student"}
    story.cases.receive(actor=story.actor(story.focal), case_id=case.pk, data=intake_data(**graduated))
    story.cases.assess(actor=story.actor(story.focal), case_id=case.pk, data=ASSESSED)
    case = make_planned(case, "placement", at=story.days.now)
    placement = _the_company_takes_the_graduate(story, case)
    director = story.hand(house.director)
    director.open("reintegration:placement", placement.pk)
    story.act(director, "approve")
    hand = story.hand(story.focal)
    story.days.pass_by(20)
    hand = story.hand(story.focal)
    hand.open("reintegration:placement", placement.pk)
    month = {"month": story.days.today, "present": "10", "excused": "0", "absent": "1", "confirmed_by": "M. Diarra"}
    story.act(hand, "attendance", "M. Diarra", **month)
    assert story.now(case).state == "start"
    story.visit(case, sales=None, costs=None)
    story.visit(case, sales=None, costs=None)
    _both_evaluate_and_the_company_hires(story, placement)
    for _month in (6, 12):
        story.visit(case, sales=None, costs=None)
    story.close(case, "success", "Embauché comme comptable.")
    assert story.now(case).closing == "success"
    assert refused(windows) == ["422"], "the end before both had evaluated"


def _the_company_takes_the_graduate(story: Returns, case: Case) -> Placement:
    hand, days = story.hand(story.focal), story.days
    employer = make_employer(case.owner, state="accredited")
    hand.open("reintegration:case", case.pk)
    hand.page.get_by_role("link", name="Préparer une convention").click()
    story.send(
        hand, "La convention est préparée", employer=employer.number, title="Assistant comptable", tasks="Tenir la caisse",
        tutor="Moussa Diarra", tutor_phone="76 00 11 22", starts_on=days.after(7), ends_on=days.after(95),
        days_a_week="5", allowance="100 000",
    )  # fmt: skip
    story.act(hand, "sign", "une autre personne l'approuve", graduate_on=days.today, company_on=days.today)
    return Placement.objects.get()


def _both_evaluate_and_the_company_hires(story: Returns, placement: Placement) -> None:
    actor = story.actor(story.focal)
    story.days.pass_by(max(0, (placement.ends_on - story.days.today).days))
    hand = story.hand(story.focal)
    hand.open("reintegration:placement", placement.pk)
    day = story.days.today
    story.act(hand, "end", "L'entreprise et le diplômé évaluent d'abord.", hire="permanent", hired_on=day)
    story.act(
        hand, "evaluate", "Ponctuel et précis.", side="company", work="5", guidance="4", words="Ponctuel et précis."
    )
    data = EvaluationData(side="graduate", work=4, guidance=5, again=True, words="")
    placements.evaluate(actor=actor, placement_id=placement.pk, data=data)
    hand.open("reintegration:placement", placement.pk)
    story.act(hand, "end", "Embauché", hire="permanent", hired_on=day)
