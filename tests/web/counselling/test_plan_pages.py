"""The plan, the contacts and the parts of the person's file, in the browser."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

import paper_reading
from agents import signed_in
from baarasira.counselling import actions
from baarasira.counselling.enums import AppointmentPurpose, ContactChannel, PlanState, Side
from baarasira.counselling.models import ActionPlan, ContactNote
from baarasira.kernel.models import Entry
from baarasira.people.models import Person
from factories import NOW, TODAY, Tree, make_actor, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def browser(tree: Tree) -> Client:
    return signed_in(make_user("counsellor", tree.office))


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).replace("\xa0", " ")  # type: ignore[attr-defined]


def agreed(tree: Tree, person: Person | None = None, days: int = 0) -> ActionPlan:
    at = NOW - timedelta(days=days)
    person = person or make_person(tree.office, at=at)
    steps = [
        actions.StepData(Side.PERSON, "Refaire le CV", at.date() + timedelta(days=10)),
        actions.StepData(Side.AGENCY, "Proposer deux offres", at.date() + timedelta(days=20)),
    ]
    return actions.agree_plan(
        actor=make_actor(structure=tree.office, at=at), person_id=person.pk, aim="Devenir soudeuse", steps=steps
    )


FORM = {
    "aim": "Devenir soudeuse à Ségou",
    "person_0_what": "Refaire le CV",
    "person_0_due": "03/12/2026",
    "agency_0_what": "Proposer deux offres",
    "agency_0_due": "15/12/2026",
}


def test_a_plan_is_agreed_followed_reviewed_printed_and_ended(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    page = reverse("counselling:plan", args=[person.pk])
    assert browser.post(page, FORM)["Location"] == page
    plan = ActionPlan.objects.get()
    words = text(browser.get(page))
    assert "Devenir soudeuse à Ségou" in words
    assert "mardi 23 février 2027" in words
    add = reverse("counselling:plan_step", args=[plan.pk])
    browser.post(add, {"step-side": "person", "step-what": "Voir l’atelier", "step-due_on": "30/11/2026"})
    assert plan.steps.count() == 3
    step = plan.steps.get(what="Refaire le CV")
    settle = reverse("counselling:step_settle", args=[step.pk])
    browser.post(settle, {"outcome": "done", "version": 1})
    dropped = plan.steps.get(what="Voir l’atelier")
    away = {"outcome": "dropped", "version": 1, "reason": "Atelier fermé"}
    browser.post(reverse("counselling:step_settle", args=[dropped.pk]), away)
    paper = browser.get(reverse("counselling:plan_pdf", args=[plan.pk]))
    words = paper_reading.text(paper.content)
    for expected in ("Devenir soudeuse à Ségou", "Refaire le CV", "Fait", "Abandon"):
        assert expected in words, expected
    review = reverse("counselling:plan_review", args=[plan.pk])
    browser.post(review, {"review-version": 1, "review-aim": "Devenir soudeuse à Bamako"})
    close = reverse("counselling:plan_close", args=[plan.pk])
    browser.post(close, {"close-version": 2, "close-reached": "yes", "close-outcome": "Embauchée à Bamako"})
    plan.refresh_from_db()
    assert (plan.aim, plan.state, plan.outcome) == (
        "Devenir soudeuse à Bamako",
        PlanState.REACHED,
        "Embauchée à Bamako",
    )
    assert "Embauchée à Bamako" in text(browser.get(page))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"aim": "  "}, "obligatoire"),
        ({"agency_0_what": "", "agency_0_due": ""}, "obligatoire"),
        ({"person_1_what": "Sans date"}, "Une étape a son texte et sa date"),
        ({"person_1_due": "01/12/2026"}, "Une étape a son texte et sa date"),
        ({"person_0_due": "01/11/2026"}, "aujourd’hui ou plus tard"),
    ],
)
def test_a_plan_not_whole_is_asked_for_again_and_keeps_what_was_typed(
    browser: Client, tree: Tree, values: dict, said: str
) -> None:
    person = make_person(tree.office)
    answer = browser.post(reverse("counselling:plan", args=[person.pk]), {**FORM, **values})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Proposer deux offres" in answer.content.decode() or not values.get("agency_0_what", "x")
    assert not ActionPlan.objects.exists()


def test_stale_and_settled_steps_are_refused(browser: Client, tree: Tree) -> None:
    plan = agreed(tree)
    step = plan.steps.get(side=Side.PERSON)
    settle = reverse("counselling:step_settle", args=[step.pk])
    assert browser.post(settle, {"outcome": "dropped", "version": 1}).status_code == 422, "no reason given"
    assert browser.post(settle, {"outcome": "done", "version": 7}).status_code == 409
    assert browser.post(settle, {"outcome": "done", "version": 1}).status_code == 302
    assert browser.post(settle, {"outcome": "dropped", "version": 2, "reason": "x"}).status_code == 409
    review = reverse("counselling:plan_review", args=[plan.pk])
    assert browser.post(review, {"review-version": 9, "review-aim": "Autre"}).status_code == 409
    plan.refresh_from_db()
    assert plan.aim == "Devenir soudeuse"


@pytest.mark.parametrize("role", ["employer_adviser", "director", "auditor", "trainer", "national_administrator"])
def test_other_roles_write_no_plan_and_no_note(tree: Tree, role: str) -> None:
    plan = agreed(tree)
    step = plan.steps.first()
    assert step is not None
    other = signed_in(make_user(role, tree.office))
    posts = [
        (reverse("counselling:plan", args=[plan.person_id]), FORM),
        (reverse("counselling:plan_step", args=[plan.pk]), {"step-side": "person", "step-what": "x", "step-due_on": "30/11/2026"}),
        (reverse("counselling:step_settle", args=[step.pk]), {"outcome": "done", "version": 1}),
        (reverse("counselling:plan_review", args=[plan.pk]), {"review-version": 1, "review-aim": "x"}),
        (reverse("counselling:plan_close", args=[plan.pk]), {"close-version": 1, "close-reached": "no", "close-outcome": "x"}),
        (reverse("counselling:note", args=[plan.person_id]), {"channel": "phone", "text": "x"}),
    ]  # fmt: skip
    for address, sent in posts:
        assert other.post(address, sent).status_code == 403, address
    plan.refresh_from_db()
    assert (plan.version, plan.steps.count()) == (1, 2)
    assert not ContactNote.objects.exists()


def test_another_office_reaches_no_plan(tree: Tree) -> None:
    plan = agreed(tree)
    other = signed_in(make_user("counsellor", tree.sister))
    assert other.get(reverse("counselling:plan_pdf", args=[plan.pk])).status_code == 403
    assert other.post(reverse("counselling:plan_close", args=[plan.pk]), {}).status_code == 403
    assert "Devenir soudeuse" not in text(other.get(reverse("counselling:plans")))


def test_contacts_are_added_and_read_back_newest_first(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    page = reverse("counselling:note", args=[person.pk])
    browser.post(page, {"channel": "phone", "text": "Rappeler <lundi>"})
    browser.post(page, {"channel": "desk", "text": "Venue hier", "day": "22/11/2026", "hour": "10h"})
    words = text(browser.get(page))
    assert words.index("Rappeler &lt;lundi&gt;") < words.index("Venue hier")
    at = ContactNote.objects.get(text="Venue hier").at
    assert at.isoformat() == "2026-11-22T10:00:00+00:00"
    for wrong in ({"text": ""}, {"channel": "pigeon"}, {"day": "24/11/2026", "hour": "10h"}):
        answer = browser.post(page, {"channel": "phone", "text": "Non", **wrong})
        assert answer.status_code == 422, wrong
    assert ContactNote.objects.count() == 2


def test_notes_are_not_for_an_auditor_nor_an_adviser(tree: Tree) -> None:
    person = make_person(tree.office)
    note = {"channel": ContactChannel.PHONE, "text": "Confidence"}
    actions.note_contact(actor=make_actor(structure=tree.office), person_id=person.pk, **note)
    for role in ("auditor", "employer_adviser", "national_administrator"):
        other = signed_in(make_user(role, tree.office))
        assert other.get(reverse("counselling:note", args=[person.pk])).status_code == 403
        assert "Confidence" not in text(other.get(reverse("people:file", args=[person.pk])))
    director = signed_in(make_user("director", tree.directorate))
    assert "Confidence" in text(director.get(reverse("counselling:note", args=[person.pk])))


def test_reading_plans_and_notes_is_journaled(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    for route in ("plan", "note", "appointment_new"):
        browser.get(reverse(f"counselling:{route}", args=[person.pk]))
    verbs = set(Entry.objects.filter(subject_id=person.pk, kind="look").values_list("verb", flat=True))
    assert {"plan.view", "contact.view", "appointment.view"} <= verbs


def test_the_persons_file_shows_card_appointments_plan_contacts_and_what_is_due(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office, at=NOW - timedelta(days=200))
    file = reverse("people:file", args=[person.pk])
    assert "Délivrer la carte de demandeur d’emploi" in text(browser.get(file))
    past = make_actor(structure=tree.office, at=NOW - timedelta(days=175))
    card = actions.issue_card(actor=past, person_id=person.pk)
    agreed(tree, person, days=75)
    actor = make_actor(structure=tree.office)
    actions.give_appointment(
        actor=actor, person_id=person.pk, starts_at=NOW + timedelta(days=2), purpose=AppointmentPurpose.OFFER
    )
    note = {"channel": ContactChannel.PHONE, "text": "Appelée au marché"}
    actions.note_contact(actor=actor, person_id=person.pk, **note)
    words = text(browser.get(file))
    for expected in (
        card.number, "Renouveler la carte de demandeur d’emploi", "Présentation d’une offre", "Devenir soudeuse",
        "Refaire le CV", "Appelée au marché", "Point sur le plan d’action",
    ):  # fmt: skip
        assert expected in words, expected


def test_the_persons_file_costs_the_same_with_one_of_each_and_with_many(
    browser: Client, tree: Tree, django_assert_max_num_queries: Callable
) -> None:
    person = make_person(tree.office, at=NOW - timedelta(days=200))
    plan = agreed(tree, person)
    costs = []
    for number in (1, 12):
        for index in range(number):
            actor = make_actor(structure=tree.office)
            day = NOW + timedelta(days=2 + index + 20 * number)
            actions.give_appointment(actor=actor, person_id=person.pk, starts_at=day, purpose=AppointmentPurpose.OFFER)
            actions.note_contact(actor=actor, person_id=person.pk, channel=ContactChannel.SMS, text="Message")
            step = actions.StepData(Side.PERSON, f"Étape {number} {index}", TODAY + timedelta(days=5))
            actions.add_step(actor=actor, plan_id=plan.pk, step=step)
        browser.get(reverse("people:file", args=[person.pk]))
        with django_assert_max_num_queries(80) as counted:
            browser.get(reverse("people:file", args=[person.pk]))
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]


def test_the_plans_to_be_looked_at_today(browser: Client, tree: Tree) -> None:
    page = reverse("counselling:plans")
    assert "Aucun plan à suivre aujourd’hui" in text(browser.get(page))
    agreed(tree, days=100)
    words = text(browser.get(page))
    assert "Point en retard" in words
    assert "Refaire le CV" in words
    assert date(2026, 11, 23) == TODAY
