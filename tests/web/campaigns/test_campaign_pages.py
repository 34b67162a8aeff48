"""The pages of campaigns as agents use them: record, check, split, publish by two, receive, move, suspend."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy, Ticket
from baarasira.network.models import Coverage, Structure, StructureKind, TerritoryKind
from baarasira.openings import campaign_queries
from baarasira.openings.campaign_details import SplitOrder
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from factories import (
    TODAY,
    make_agreement,
    make_applicant,
    make_application,
    make_campaign,
    make_employer,
    make_offer,
    make_programme,
    make_structure,
    make_territory,
    make_tree,
    make_user,
)
from pages import queries_of

pytestmark = pytest.mark.django_db


def department() -> Structure:
    return make_structure(make_structure(), kind=StructureKind.DEPARTMENT, name="Département migration")


def page(client: Client, route: str, *args: object) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_campaign_is_recorded_checked_split_and_published_by_two_people() -> None:
    office = department()
    version, agreement = make_programme(), make_agreement(office, reference="ML-ES-2007")
    employer = make_employer(office, name="COAG Canarias")
    make_territory()
    make_territory("ML-1", "Kayes")
    head, second = agent(Role.MIGRATION_DEPARTMENT, office), agent(Role.MIGRATION_DEPARTMENT, office)
    assert "Enregistrer une campagne" in page(head, "campaigns:new")
    [named] = head.get(reverse("employers:suggest"), {"q": "coag"}).json()["results"]
    assert named["value"] == str(employer.pk), "the box of the employer answers to the department"
    found = head.get(reverse("campaigns:suggest-occupation"), {"q": "ouvrier agricole"}).json()["results"]
    assert "9211" in {item["value"] for item in found}
    assert head.get(reverse("employers:file", args=[employer.pk])).status_code in {403, 404}, (
        "the file stays its office's"
    )
    day = lambda days: f"{TODAY + timedelta(days=days):%d/%m/%Y}"  # noqa: E731
    sent = {
        "office": office.pk, "version_id": version.pk, "agreement_id": agreement.pk, "employer": employer.pk,
        "title": "Récolte aux Canaries", "occupation": "9211", "seats": 45, "country": "ES", "contract": "seasonal",
        "wage_currency": "EUR", "wage_period": "month", "starts_on": day(120), "opens_on": day(0), "closes_on": day(15),
        "selection_on": day(30), "windows": f"Ségou : {day(0)} - {day(3)}",
    }  # fmt: skip
    answer = head.post(reverse("campaigns:new"), sent)
    assert answer.status_code == 302, answer.content.decode()
    campaign = Campaign.objects.get()
    assert "Ségou" in page(head, "campaigns:file", campaign.pk)
    head.post(reverse("campaigns:act", args=[campaign.pk, "check"]))
    split = {"by": "region", "mix_equal": "100", "version": 2}
    tried = head.post(reverse("campaigns:split", args=[campaign.pk]), {**split, "decision": "try"}).content.decode()
    assert "22,500" in tried
    assert "500\u202f000" in tried or "500\u00a0000" in tried
    head.post(reverse("campaigns:split", args=[campaign.pk]), {**split, "decision": "keep"})
    assert "offre de l'employeur n'est pas saisie" in page(head, "campaigns:file", campaign.pk).replace("&#x27;", "'")
    head.post(reverse("campaigns:act", args=[campaign.pk, "submit"]))
    assert campaign_queries.one(campaign.pk).state == CampaignState.SPLIT
    make_offer(campaign)
    head.post(reverse("campaigns:act", args=[campaign.pk, "submit"]))
    assert "décide" in page(head, "campaigns:file", campaign.pk)
    assert "Publier la campagne" not in page(head, "campaigns:decide", campaign.pk)
    assert head.post(reverse("campaigns:decide", args=[campaign.pk])).status_code == 403
    assert "Publier la campagne" in page(second, "campaigns:decide", campaign.pk)
    second.post(reverse("campaigns:decide", args=[campaign.pk]), {"decision": "publish"})
    assert campaign_queries.one(campaign.pk).state == CampaignState.OPEN


def test_the_counter_registers_a_person_and_hands_over_a_receipt() -> None:
    tree = make_tree()
    campaign = make_campaign()
    person = make_applicant(tree.office, surname="Coulibaly", given_names="Bakary")
    focal = agent(Role.FOCAL_POINT, tree.office)
    assert "Recevoir une candidature" in page(focal, "campaigns:file", campaign.pk)
    found = focal.get(reverse("campaigns:counter", args=[campaign.pk]), {"q": "Coulibaly"}).content.decode()
    assert "Bakary Coulibaly" in found
    shown = page(focal, "campaigns:apply", campaign.pk, person.pk)
    assert "Toutes les conditions sont remplies" in shown
    answer = focal.post(reverse("campaigns:apply", args=[campaign.pk, person.pk]), {"office": tree.office.pk})
    candidacy = Candidacy.objects.get()
    assert answer["Location"] == reverse("campaigns:dossier", args=[candidacy.pk])
    shown = page(focal, "campaigns:dossier", candidacy.pk)
    assert candidacy.number in shown
    assert "Présentation des pièces" in shown
    pdf = focal.get(reverse("campaigns:receipt", args=[candidacy.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    twice = focal.post(reverse("campaigns:apply", args=[campaign.pk, person.pk]), {"office": tree.office.pk})
    assert twice.status_code == 422
    assert candidacy.number in twice.content.decode()
    assert "Campagnes" in page(focal, "people:file", person.pk)
    assert "Récolte" in page(focal, "campaigns:list")


def test_lists_take_the_same_number_of_queries_for_one_row_and_for_many() -> None:
    tree = make_tree()
    focal = agent(Role.FOCAL_POINT, tree.office)
    first = make_campaign()
    make_application(first, office=tree.office)
    addresses = [
        reverse("campaigns:list"), reverse("campaigns:step", args=[first.pk, "pieces"]), reverse("campaigns:calls"),
        reverse("campaigns:file", args=[first.pk]), reverse("campaigns:queue", args=[first.pk]),
    ]  # fmt: skip
    alone = [queries_of(focal, address) for address in addresses]
    for _n in range(3):
        make_application(make_campaign(seats=3), office=tree.office)
        make_application(first, office=tree.office)
    assert [queries_of(focal, address) for address in addresses] == alone


def test_a_refused_person_is_told_the_condition_and_what_else_is_open() -> None:
    tree = make_tree()
    campaign = make_campaign()
    person = make_applicant(tree.office, occupations=["7212:5"])
    shown = page(agent(Role.COUNSELLOR, tree.office), "campaigns:apply", campaign.pk, person.pk)
    assert "Il faut avoir travaillé 1 an au moins dans l&#x27;agriculture" in shown
    assert "faites-la noter dans votre dossier" in shown


def test_the_queue_of_the_day_hands_out_numbers_and_calls_them_in_order() -> None:
    tree = make_tree()
    campaign = make_campaign(daily_cap=3)
    focal = agent(Role.FOCAL_POINT, tree.office)
    address = reverse("campaigns:queue", args=[campaign.pk])
    focal.post(address, {"act": "issue", "count": 2, "office": tree.office.pk})
    full = focal.post(address, {"act": "issue", "count": 2, "office": tree.office.pk})
    assert full.status_code == 422
    assert "1 ticket" in full.content.decode()
    focal.post(address, {"act": "next", "office": tree.office.pk})
    shown = page(focal, "campaigns:queue", campaign.pk)
    assert "Le numéro 1 est appelé" in shown
    ticket = Ticket.objects.get(number=1)
    person = make_applicant(tree.office)
    focal.post(
        reverse("campaigns:apply", args=[campaign.pk, person.pk]), {"office": tree.office.pk, "ticket": str(ticket.pk)}
    )
    ticket.refresh_from_db()
    assert (ticket.state, ticket.candidacy) == ("served", Candidacy.objects.get())


def test_files_of_a_step_are_moved_together_after_a_preview() -> None:
    tree = make_tree()
    campaign = make_campaign()
    first, second = (make_application(campaign, office=tree.office) for _n in range(2))
    focal = agent(Role.FOCAL_POINT, tree.office)
    assert first.number in page(focal, "campaigns:step", campaign.pk, "pieces")
    address = reverse("campaigns:move", args=[campaign.pk, "pieces"])
    sent = {"file": [first.pk, second.pk], "ending": "complete", "presented": ["identite", "experience"]}
    preview = focal.post(address, sent).content.decode()
    assert "2 dossiers avanceront" in preview
    first.refresh_from_db()
    assert first.step == "pieces"
    report = focal.post(address, {**sent, "decision": "do"}).content.decode()
    assert "2 dossiers ont avancé" in report
    first.refresh_from_db()
    assert first.step == "entretien"


def test_a_campaign_is_suspended_by_one_and_put_back_by_two() -> None:
    tree = make_tree()
    campaign = make_campaign()
    candidacy = make_application(campaign, office=tree.office)
    office = campaign.opening.office
    one, other = make_user(Role.MIGRATION_DEPARTMENT, office), make_user(Role.MIGRATION_DEPARTMENT, office)
    words = {"reason": "Vérification des contrats en cours.", "reference": "Décision 12"}
    assert "Ce qui va se passer" in page(signed_in(one), "campaigns:suspend", campaign.pk)
    signed_in(one).post(reverse("campaigns:suspend", args=[campaign.pk]), words)
    focal = agent(Role.FOCAL_POINT, tree.office)
    assert "suspendue" in page(focal, "campaigns:dossier", candidacy.pk)
    assert "Dossiers arrêtés par une suspension" in page(focal, "desk")
    signed_in(one).post(reverse("campaigns:lift", args=[campaign.pk]), words)
    assert signed_in(one).post(reverse("campaigns:lift", args=[campaign.pk])).status_code == 403
    signed_in(other).post(reverse("campaigns:lift", args=[campaign.pk]))
    assert campaign_queries.one(campaign.pk).state == CampaignState.OPEN
    candidacy.refresh_from_db()
    assert candidacy.frozen_on is None
    shown = page(focal, "campaigns:dossier", candidacy.pk)
    assert shown.index("Arrêté par une suspension") < shown.index("Suspension levée")


def test_an_office_sees_the_campaigns_that_give_seats_to_its_territory() -> None:
    tree = make_tree()
    segou, kayes = make_territory(), make_territory("ML-1", "Kayes")
    cercle = make_territory("ML-4-NIONO", "Niono", TerritoryKind.CERCLE, segou)
    Coverage.objects.create(structure=tree.office, territory=cercle, valid_from=TODAY)
    make_campaign(title="Olives de Jaén", order=SplitOrder(by="region", mix={"equal": 1}, among=(segou.code,)))
    make_campaign(title="Agrumes de Valence", order=SplitOrder(by="region", mix={"equal": 1}, among=(kayes.code,)))
    shown = page(agent(Role.FOCAL_POINT, tree.office), "campaigns:list")
    assert "Olives de Jaén" in shown
    assert "Agrumes" not in shown
    everywhere = agent(Role.FOCAL_POINT, tree.office).get(reverse("campaigns:list"), {"everywhere": "on"})
    assert "Agrumes" in everywhere.content.decode()
