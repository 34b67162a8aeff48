"""The pages of returns: one person from the signal to the closing, a partner's own desk, what each role does not reach."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.reintegration.cases.enums import CaseState, ReferralState
from baarasira.reintegration.cases.models import Case, Referral
from baarasira.reintegration.visits.models import Visit
from baarasira.reintegration.visits.survey import items
from factories import TODAY, Tree, make_person, make_tree, make_user
from returning import (
    consent,
    make_axes,
    make_body,
    make_case,
    make_graduate,
    make_placement,
    make_planned,
    make_referral,
    make_returns,
    partner_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def day(value: Any) -> str:
    return f"{value:%d/%m/%Y}"


def send(client: Client, route: str, *args: Any, **data: Any) -> str:
    """Send a form and return where it leads; the page's own faults are the message of the failure."""
    answer = client.post(reverse(f"reintegration:{route}", args=args), data)
    said = re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())
    assert answer.status_code == 302, said[-3000:]
    return answer["Location"]


def test_one_person_from_the_signal_to_the_closing_in_the_pages(tree: Tree) -> None:
    make_axes()
    person = make_person(tree.office, surname="Traoré")
    browser = agent(Role.FOCAL_POINT, tree.office)
    found = browser.get(reverse("reintegration:find"), {"q": "Traoré"}).content.decode()
    assert reverse("reintegration:new", args=[person.pk]) in found
    send(
        browser,
        "new",
        person.pk,
        source="airport",
        owner=str(tree.office.pk),
        token="0190f7a0-0000-7000-8000-000000000001",
    )
    case = Case.objects.get(person=person)
    assert "est dû pour le" in browser.get(reverse("reintegration:case", args=[case.pk])).content.decode()
    send(
        browser, "intake", case.pk, returned_on=day(TODAY - timedelta(days=20)), return_country="FR", return_kind="forced",
        entry_route="irregular", standing="irregular", adults="2", children="1", able_to_stay="true",
        vulnerabilities=["debt"], name_1="Adama Traoré", phone_1="76 11 22 33",
    )  # fmt: skip
    send(browser, "case-act", case.pk, "assess", skills="fair", experience="fair", family="strong", risk="strong")
    send(browser, "plan", case.pk, axis="social", goal="Loger la famille et scolariser l'enfant")
    plan = case.plans.get()
    step = {"doer": "service", "due_on": day(TODAY + timedelta(days=10))}
    send(
        browser,
        "plan-act",
        plan.pk,
        "step",
        words="Payer trois mois de loyer",
        purpose="housing",
        amount="150 000",
        **step,
    )
    send(browser, "plan-act", plan.pk, "sign", signature="thumb", read_in="bm", read_by="Awa", witness="Oumar")
    case.refresh_from_db()
    assert (case.state, case.axis) == (CaseState.PLAN, "social")
    send(browser, "case-act", case.pk, "start")
    row = case.visits.filter(state="planned").order_by("month")[0]
    form = {"found": "person", "mode": "place", "done_on": day(TODAY), "active": "true", "satisfaction": "4"}
    send(browser, "visit", row.pk, token="0190f7a0-0000-7000-8000-000000000002", **form)
    assert Visit.objects.get(pk=row.pk).active is True
    send(browser, "case-act", case.pk, "close", closing="partial", words="La famille est logée, l'enfant à l'école.")
    page = browser.get(reverse("reintegration:case", args=[case.pk])).content.decode()
    assert "Succès partiel" in page
    assert "Clos" in page


def test_a_plan_that_a_rule_forbids_is_refused_with_its_sentence_in_the_page(tree: Tree) -> None:
    make_axes()
    case = make_case(make_person(tree.office, education=2))
    browser = agent(Role.COUNSELLOR, tree.office)
    answer = browser.post(
        reverse("reintegration:plan", args=[case.pk]), {"axis": "placement", "goal": "Un stage à Bamako"}
    )
    assert answer.status_code == 422
    assert "Ouvert à cette personne" in answer.content.decode()
    assert not case.plans.exists()


def test_a_partner_signs_in_to_its_own_files_and_to_nothing_else(tree: Tree) -> None:
    case, other = (
        make_case(make_person(tree.office, surname="Sissoko")),
        make_case(make_person(tree.office, surname="Coulibaly")),
    )
    body = make_body(country="ML")
    made = make_referral(case, body)
    browser = signed_in(partner_user(body))
    desk = browser.get(reverse("reintegration:partner-desk")).content.decode()
    assert "Sissoko" in desk
    assert "Coulibaly" not in desk
    for route, key in (("case", case.pk), ("case", other.pk), ("plan", case.pk), ("care", case.pk)):
        assert browser.get(reverse(f"reintegration:{route}", args=[key])).status_code == 404
    assert browser.get(reverse("people:search")).status_code == 403
    send(browser, "partner-act", made, "accept")
    send(browser, "partner-act", made, "report", words="Visite faite, dossier complet.")
    send(browser, "partner-act", made, "hand-back", words="Financement accordé, rendu à l'agence.")
    assert Referral.objects.get(pk=made).state == ReferralState.HANDED_BACK
    assert browser.get(reverse("reintegration:partner-file", args=[made])).status_code == 404
    assert "Sissoko" not in browser.get(reverse("reintegration:partner-desk")).content.decode()


def test_a_referral_refused_stands_at_the_top_until_it_is_directed_elsewhere(tree: Tree) -> None:
    case = make_case(make_person(tree.office))
    body, other = make_body(country="ML"), make_body(country="ML")
    made = make_referral(case, body)
    send(
        signed_in(partner_user(body)),
        "partner-act",
        made,
        "refuse",
        motive="no_means",
        words="Plus de crédit cette année.",
    )
    browser = agent(Role.FOCAL_POINT, tree.office)
    assert "Plus de crédit cette année." in browser.get(reverse("reintegration:list")).content.decode()
    consent(case, other)
    send(
        browser, "case-act", case.pk, "refer", body=str(other.pk), need="funding", words="Financer le projet d'élevage."
    )
    assert "Plus de crédit cette année." not in browser.get(reverse("reintegration:list")).content.decode()


def test_the_survey_is_kept_part_by_part_and_drawn(tree: Tree) -> None:
    case = make_planned(make_case(make_person(tree.office)))
    browser = agent(Role.FIELD_VISITOR, tree.office)
    place = send(browser, "begin-survey", case.pk, wave="baseline", mode="place", language="bm", consented="on")
    survey = case.surveys.get()
    for part in ("economic", "social", "psychosocial"):
        answers = {f"item_{item.number}": item.options[0].key for item in items() if item.dimension == part}
        answers |= {"finish": "1"} if part == "psychosocial" else {}
        assert browser.post(f"{place}?partie={part}", answers).status_code == 302
    page = browser.get(place).content.decode()
    assert "Score indicatif" in page
    picture = browser.get(reverse("reintegration:survey-picture", args=[survey.pk]))
    assert picture["Content-Type"] == "image/svg+xml"
    assert "Score indicatif" in picture.content.decode()


def test_a_survey_finished_too_early_keeps_its_answers_and_says_what_is_left(tree: Tree) -> None:
    case = make_planned(make_case(make_person(tree.office)))
    browser = agent(Role.FIELD_VISITOR, tree.office)
    place = send(browser, "begin-survey", case.pk, wave="baseline", mode="place", language="bm", consented="on")
    first = items()[0]
    after = browser.post(place, {f"item_{first.number}": first.options[0].key, "finish": "1"}, follow=True)
    page = after.content.decode()
    assert "Les réponses sont gardées." in page
    assert "rien n’est encore enregistré" not in page
    survey = case.surveys.get()
    assert (survey.state, len(survey.answers)) == ("open", 1)
    assert "questions n'ont pas encore de réponse" in page.replace("’", "'")


def test_the_desk_shows_what_a_partner_refused_or_left_without_an_answer(tree: Tree) -> None:
    refused, silent = (make_case(make_person(tree.office, surname=name)) for name in ("Kanté", "Doucouré"))
    body = make_body(country="ML")
    made = make_referral(refused, body)
    late = make_referral(silent, body)
    browser = agent(Role.FOCAL_POINT, tree.office)
    assert "Doucouré" not in browser.get(reverse("desk")).content.decode()
    partner = signed_in(partner_user(body))
    send(partner, "partner-act", made, "refuse", motive="no_means", words="Plus de crédit cette année.")
    Referral.objects.filter(pk=late).update(due_on=TODAY - timedelta(days=1))
    desk = browser.get(reverse("desk")).content.decode()
    assert "Kanté" in desk
    assert "Doucouré" in desk
    assert "Appeler le partenaire" in desk


def test_the_notes_of_care_are_nowhere_but_on_their_page(tree: Tree) -> None:
    values, [_partner, carer] = make_returns(tree.office)
    case_id = values["case_id"][0]
    assert "Insomnies" in signed_in(carer).get(reverse("reintegration:care", args=[case_id])).content.decode()
    for role in (Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR, Role.CARER):
        browser = agent(role, tree.office)
        assert browser.get(reverse("reintegration:care", args=[case_id])).status_code == 404
        assert b"Insomnies" not in browser.get(reverse("reintegration:case", args=[case_id])).content


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.COMMITTEE_MEMBER, False), (Role.FINANCE_OFFICER, False), (Role.COUNSELLOR, True), (Role.AUDITOR, True)],
)
def test_what_a_person_is_referred_for_is_not_read_by_who_decides_or_pays(tree: Tree, role: str, reads: bool) -> None:
    case = make_case(make_person(tree.office), intake={"vulnerabilities": ["trauma"], "needs": ["health"]})
    page = agent(role, tree.office).get(reverse("reintegration:case", args=[case.pk]))
    assert page.status_code == 200
    assert (b'id="referrals"' in page.content) == reads


def test_a_placement_in_the_pages(tree: Tree) -> None:
    row = make_placement(make_graduate(tree.office))
    preparer = signed_in(row.prepared_by)
    send(preparer, "placement-act", row.pk, "sign", graduate_on=day(TODAY), company_on=day(TODAY))
    assert "une autre personne" in preparer.get(reverse("reintegration:placement", args=[row.pk])).content.decode()
    director = agent(Role.DIRECTOR, tree.office)
    assert str(row.pk) in director.get(reverse("reintegration:placements")).content.decode()
    send(director, "placement-act", row.pk, "approve")
    row.refresh_from_db()
    assert row.state == "signed"


@pytest.mark.parametrize("role", [Role.EMPLOYER_ADVISER, Role.TRAINER, Role.CARER, Role.NATIONAL_ADMINISTRATOR])
def test_roles_without_cases_are_shut_out(tree: Tree, role: str) -> None:
    case = make_case(make_person(tree.office))
    browser = signed_in(make_user(role, tree.root))
    assert browser.get(reverse("reintegration:list")).status_code == 403
    assert browser.get(reverse("reintegration:case", args=[case.pk])).status_code == 404


@pytest.mark.parametrize("route", ["list", "visits"])
def test_a_list_costs_the_same_for_one_and_for_many(tree: Tree, route: str, django_assert_max_num_queries: Any) -> None:
    browser = agent(Role.FOCAL_POINT, tree.office)
    costs = []
    for number in (1, 6):
        for place in range(number):
            make_planned(make_case(make_person(tree.office, surname=f"Diallo{'a' * place}")), "social")
            make_case(make_person(tree.office), until="signalled")
        browser.get(reverse(f"reintegration:{route}"))
        with django_assert_max_num_queries(60) as counted:
            browser.get(reverse(f"reintegration:{route}"))
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]
