"""The queue, a merge by two and its undoing in a real browser, with payments and signatures on both sides."""

import pytest
from django.urls import reverse

from baarasira.accounts.enums import Role
from baarasira.mobility.incidents.models import Cost
from browsers import Windows, faults
from doubling import AGAIN, TWICE, make_pair
from factories import make_applicant, make_application, make_campaign, make_tree, make_user
from incident_files import make_cost
from road_travel import travel

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_files_with_payments_and_signatures_are_merged_by_two_and_parted_again(windows: Windows) -> None:
    tree = make_tree()
    people = [make_applicant(tree.office, **values, occupations=["9211:5"]) for values in (TWICE, AGAIN)]
    for person in people:
        file = make_application(make_campaign(), person)
        travel(file, "to:visa")
        make_cost(file)
    pair = make_pair(*people)
    costs = dict(Cost.objects.values_list("pk", "person_id"))
    agent = windows.page(make_user(Role.COUNSELLOR, tree.office), width=1280)
    agent.goto(reverse("doubles:list"))
    agent.get_by_role("link", name="Poudiougou").click()
    assert agent.inner_text("main").count("Contrat ") >= 2
    assert faults(agent) == []
    agent.get_by_label("ceux d’une même personne").check()
    agent.select_option("select[name=kept]", str(people[0].pk))
    agent.fill("textarea[name=reason]", "Même passeport montré aux deux guichets.")
    agent.get_by_role("button", name="Enregistrer votre avis").click()
    agent.wait_for_selector("text=un autre agent fusionne")
    second = windows.page(make_user(Role.FOCAL_POINT, tree.office, surname="Sy"), width=360)
    second.goto(reverse("doubles:pair", args=[pair.pk]))
    second.get_by_role("button", name="Fusionner les deux dossiers").first.click()
    second.wait_for_selector("text=continue sous le numéro")
    assert set(Cost.objects.values_list("person_id", flat=True)) == {people[0].pk}
    head = windows.page(make_user(Role.DIRECTOR, tree.office, surname="Sanogo"), width=1280)
    head.goto(reverse("people:file", args=[people[0].pk]))
    head.get_by_role("link", name="Annuler la fusion").click()
    head.fill("textarea[name=reason]", "Deux frères : les deux cartes ont été vues.")
    head.get_by_role("button", name="Annuler la fusion").click()
    head.wait_for_selector("text=La fusion est annulée")
    assert dict(Cost.objects.values_list("pk", "person_id")) == costs
