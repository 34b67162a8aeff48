"""The desk of each role: what is due, late first, one click to act, nothing of another territory."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from agents import signed_in
from baarasira.accounts.enums import AccountState, Role
from baarasira.counselling import actions
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState, Side
from baarasira.counselling.models import Appointment
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.people.actions import open_outside
from baarasira.web.desk.blocks import BLOCKS, desk_of
from baarasira.web.desk.shapes import Block
from factories import NOW, TODAY, Tree, make_actor, make_employer, make_opening, make_person, make_territory, make_user
from remembered import remembered

pytestmark = pytest.mark.django_db


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split()).replace("\xa0", " ")


def counsellor(structure: Structure, days: int = 0) -> Actor:
    return make_actor(structure=structure, at=NOW + timedelta(days=days))


@remembered
def busy(office: Structure, number: int = 1) -> None:
    """Give an office `number` of each thing that a counsellor's desk shows."""
    make_territory()
    for index in range(number):
        past = counsellor(office, -100)
        person = make_person(office, surname=f"Occupé {index}", at=NOW - timedelta(days=200))
        actions.issue_card(actor=counsellor(office, -190), person_id=person.pk)
        steps = [
            actions.StepData(Side.PERSON, "Refaire le CV", TODAY - timedelta(days=2)),
            actions.StepData(Side.AGENCY, "Proposer une offre", TODAY),
        ]
        actions.agree_plan(actor=past, person_id=person.pk, aim="Travailler", steps=steps)
        give = {"person_id": person.pk, "purpose": AppointmentPurpose.INTERVIEW}
        actions.give_appointment(actor=past, starts_at=NOW - timedelta(days=9), **give)
        missed = actions.give_appointment(actor=past, starts_at=NOW - timedelta(days=8), **give)
        actions.record_appointment(
            actor=counsellor(office, -7), appointment_id=missed.pk, outcome=AppointmentState.MISSED
        )
        late = make_person(office, surname=f"Absent {index}")
        again = actions.give_appointment(
            actor=past, person_id=late.pk, starts_at=NOW - timedelta(days=6), purpose=AppointmentPurpose.CARD
        )
        actions.record_appointment(
            actor=counsellor(office, -5), appointment_id=again.pk, outcome=AppointmentState.MISSED
        )
        actions.give_appointment(actor=past, starts_at=NOW - timedelta(hours=1), **give)
        outsider = make_actor(structure=make_structure_elsewhere(), reason="Venue à Kayes pour une offre de soudage")
        open_outside(actor=outsider, person_id=person.pk)


def make_structure_elsewhere() -> Structure:
    from factories import make_structure

    return make_structure(make_structure())


def blocks(actor: Actor) -> dict[str, Block]:
    with translation.override("fr"):
        return {str(block.title): block for block in desk_of(actor).blocks}


def test_a_counsellor_sees_what_is_due_late_first(tree: Tree) -> None:
    busy(tree.office)
    make_person(tree.office)
    found = desk_of(make_actor(structure=tree.office))
    late = [block.late > 0 for block in found.blocks]
    assert late == sorted(late, reverse=True)
    assert True in late
    assert False in late
    named = blocks(make_actor(structure=tree.office))
    assert (named["Rendez-vous d’aujourd’hui"].count, named["Rendez-vous d’aujourd’hui"].late) == (1, 1)
    assert named["Ces personnes sont-elles venues\u202f?"].count == 1
    assert (named["Étapes des plans d’action"].count, named["Étapes des plans d’action"].late) == (2, 1)
    assert (named["Cartes à renouveler"].count, named["Cartes à renouveler"].late) == (1, 1)
    assert named["À convoquer à nouveau"].count == 1
    assert named["Nos dossiers ouverts par d’autres agences"].count == 1


def test_nothing_of_another_office_stands_on_the_desk(tree: Tree) -> None:
    busy(tree.office)
    make_opening(tree.office, state="submitted")
    make_employer(tree.office, state="submitted")
    for place in (tree.sister, tree.far_office, tree.far_directorate):
        for role in Role.values:
            if role in (Role.NATIONAL_ADMINISTRATOR, Role.AUDITOR):
                continue
            found = desk_of(make_actor(role=role, structure=place))
            assert [(block.title, block.count) for block in found.blocks if block.count] == [], (place, role)
            assert sum(stat.value for stat in found.figures) == 0


@pytest.mark.parametrize("role", Role.values)
def test_every_role_has_a_desk_and_an_empty_one_says_where_to_begin(tree: Tree, role: str) -> None:
    browser = signed_in(make_user(role, tree.office))
    answer = browser.get(reverse("desk"))
    assert answer.status_code == 200
    words = text(answer.content)
    assert "lundi 23 novembre 2026" in words
    if role != Role.NATIONAL_ADMINISTRATOR:
        assert "Rien ne vous attend aujourd’hui" in words
    begins = {
        Role.COUNSELLOR: "Inscrire une personne",
        Role.FOCAL_POINT: "Inscrire une personne",
        Role.EMPLOYER_ADVISER: "Enregistrer un employeur",
        Role.COOPERATION_OFFICER: "Enregistrer un accord",
        Role.MIGRATION_DEPARTMENT: "Enregistrer un accord",
        Role.DIRECTOR: "Voir les statistiques",
        Role.AUDITOR: "Lire le journal",
        Role.NATIONAL_ADMINISTRATOR: "Inviter",
        Role.TRAINER: "Voir mes sessions",
        Role.TRAINING_OFFICER: "Planifier une session",
        Role.WORKSHOP_MASTER: "Ouvrir le carnet",
        Role.FIELD_VISITOR: "Voir les retours",
        Role.PROJECT_ADVISER: "Voir les retours",
        Role.COMMITTEE_MEMBER: "Voir les retours",
        Role.FINANCE_OFFICER: "Voir les retours",
        Role.CARER: "Voir les personnes que je soigne",
        Role.PARTNER: "Voir les dossiers qui nous sont orientés",
    }
    assert begins[Role(role)] in words


@remembered
def fill(office: Structure, number: int) -> None:
    """Give an office so much of all that any desk shows."""
    busy(office, number)
    for _index in range(number):
        make_opening(office, state="submitted")
        make_employer(office, state="submitted")
        make_user("counsellor", office, state=AccountState.INVITED)


@pytest.mark.parametrize("role", Role.values)
def test_a_desk_costs_the_same_with_one_thing_of_each_and_with_twelve(
    tree: Tree, role: str, django_assert_max_num_queries: Callable
) -> None:
    fill(tree.far_office, 1)
    fill(tree.office, 12)
    costs = []
    for directorate in (tree.far_directorate, tree.directorate):
        browser = signed_in(make_user(role, directorate))
        browser.get(reverse("desk"))
        with django_assert_max_num_queries(84) as counted:
            browser.get(reverse("desk"))
        costs.append(len(counted.captured_queries))
    assert costs[0] == costs[1]


def test_came_is_one_click_on_the_desk_and_leads_back_to_it(tree: Tree) -> None:
    busy(tree.office)
    browser = signed_in(make_user("counsellor", tree.office))
    page = browser.get(reverse("desk")).content.decode()
    form = re.search(r'<form[^>]*action="(/accompagnement/rendez-vous/[^"]+/issue/)".*?</form>', page, re.S)
    assert form is not None
    sent = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form[0]))
    assert sent["outcome"] == "kept"
    answer = browser.post(form[1], sent)
    assert answer["Location"] == reverse("desk")
    kept = [row.state for row in Appointment.objects.filter(state=AppointmentState.KEPT)]
    assert len(kept) == 1


def test_the_director_and_the_adviser_find_what_waits_for_their_decision(tree: Tree) -> None:
    make_territory()
    make_opening(tree.office, state="submitted")
    make_employer(tree.office, state="submitted")
    for role in ("director", "employer_adviser"):
        named = blocks(make_actor(role=role, structure=tree.directorate))
        assert named["Offres à approuver"].count == 1
        assert named["Agréments à décider"].count == 1


def test_the_one_who_submitted_finds_nothing_to_approve(tree: Tree) -> None:
    make_territory()
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    make_opening(tree.office, state="submitted", actor=adviser)
    assert "Offres à approuver" not in blocks(adviser)


def test_offers_that_end_are_late_once_expired(tree: Tree) -> None:
    make_territory()
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    make_opening(tree.office, state="published", expires_on=TODAY + timedelta(days=3))
    make_opening(tree.office, state="published", expires_on=TODAY + timedelta(days=20))
    found = blocks(adviser)["Offres qui arrivent à leur terme"]
    assert (found.count, found.late) == (1, 0)
    later = Actor(adviser.user, NOW + timedelta(days=5))
    found = blocks(later)["Offres qui arrivent à leur terme"]
    assert (found.count, found.late) == (1, 1)


def test_an_administrator_sees_accounts_without_a_second_factor_and_open_invitations(tree: Tree) -> None:
    make_user("national_administrator", tree.root, surname="Sans")
    make_user("counsellor", tree.office, state=AccountState.INVITED, surname="Invité")
    named = blocks(make_actor(role="national_administrator", structure=tree.root))
    bare = named["Comptes sans second facteur"]
    assert bare.count == 2
    assert any("Sans" in row.title for row in bare.rows)
    assert named["Invitations sans réponse"].count == 1


def test_the_auditor_is_told_when_the_journal_is_not_sealed(tree: Tree) -> None:
    make_person(tree.office)
    auditor = make_actor(role="auditor", structure=tree.root, at=NOW + timedelta(hours=3))
    assert blocks(auditor)["Le journal"].late == 1
    from baarasira.kernel.journal.chain import seal_pending

    seal_pending(NOW + timedelta(hours=2, minutes=30))
    assert blocks(auditor)["Le journal"].late == 0


def test_every_block_leads_to_pages_that_exist(tree: Tree) -> None:
    busy(tree.office, 6)
    make_territory()
    for _index in range(6):
        make_opening(tree.office, state="submitted")
        make_employer(tree.office, state="submitted")
    for role in ("counsellor", "employer_adviser", "director"):
        browser = signed_in(make_user(role, tree.directorate))
        page = browser.get(reverse("desk")).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        links = set(re.findall(r'href="(/[^"#]*)"', main))
        assert len(links) > 5
        for link in links:
            assert browser.get(link.replace("&amp;", "&")).status_code == 200, (role, link)


def test_each_block_asks_the_database_at_most_four_times(tree: Tree, django_assert_max_num_queries: Callable) -> None:
    busy(tree.office, 3)
    actor = make_actor(structure=tree.office)
    desk_of(actor)
    for make in BLOCKS:
        with django_assert_max_num_queries(4):
            make(actor)
