"""The pages of incidents, costs and bars as agents, the hotline and the department use them."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.journal.models import Entry, Kind
from baarasira.mobility.incidents.enums import BarState, ClaimState, IncidentKind, IncidentState
from baarasira.mobility.incidents.models import Bar, Carer, Cost, FirstEarning, Incident, RefundClaim, Survey
from baarasira.people.actions import purge_person
from factories import TODAY, make_actor, make_organisation, make_tree, make_user
from handed_in import image, upload
from incident_files import make_cost, make_departed, make_incident
from pages import check_closed_to_visitors, check_shown_not_run, queries_of
from paper_reading import text

pytestmark = pytest.mark.django_db
TODAY_TYPED = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def file() -> Candidacy:
    return make_departed(given_names="Fanta", surname="Koumaré")


@pytest.fixture
def desk(file: Candidacy) -> Client:
    return agent(Role.MIGRATION_DEPARTMENT, file.opening.office)


def page(client: Client, route: str, *args: object) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, answer
    return answer.content.decode()


def act(client: Client, incident: Incident, name: str, **values: object) -> object:
    return client.post(reverse("incidents:incident-act", args=[incident.pk, name]), values)


def test_a_call_is_taken_read_worked_on_and_resolved(file: Candidacy, desk: Client) -> None:
    hotline = agent(Role.FOCAL_POINT, file.person.office)
    answer = hotline.post(
        reverse("incidents:new"),
        {
            "kind": "unpaid_wage", "words": "Le patron n'a pas payé octobre.", "person": file.person.number,
            "channel": "hotline", "reporter": "family", "contact": "76 45 00 00",
        },
    )  # fmt: skip
    incident = Incident.objects.get()
    assert incident.number in answer.content.decode()
    assert re.search(r"\d{4} \d{4}", answer.content.decode())
    assert incident.person_id == file.person_id

    assert incident.number in page(desk, "incidents:list")
    shown = page(desk, "incidents:incident", incident.pk)
    assert "Le patron n&#x27;a pas payé octobre." in shown
    assert "76 45 00 00" in shown
    assert Entry.objects.filter(verb="incident.look", kind=Kind.LOOK).count() == 1
    act(desk, incident, "take", version=1)
    act(desk, incident, "join", receipt=file.number)
    act(desk, incident, "note", text="Appelé l'employeur ce matin.")
    act(desk, incident, "refer", body="consulate", sent_on=TODAY_TYPED)
    refused = act(desk, incident, "resolve", outcome="Payé.", amount="1 250,505", currency="EUR")
    assert refused.status_code == 422  # type: ignore[attr-defined]
    outcome = "Le salaire d'octobre est payé."
    act(desk, incident, "resolve", outcome=outcome, amount="1 250,50", currency="EUR", ending="resolve")
    incident.refresh_from_db()
    assert (incident.state, incident.remedy_amount, incident.candidacy_id) == ("resolved", 125_050, file.pk)
    assert "Appelé l&#x27;employeur" in page(desk, "incidents:incident", incident.pk)
    act(desk, incident, "reopen", reason="L'argent n'est pas arrivé.", version=incident.version)
    assert Incident.objects.get().state == IncidentState.REOPENED


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(desk: Client) -> None:
    answer = desk.post(reverse("incidents:new"), {"kind": "", "words": "x", "person": "inconnu"})
    assert answer.status_code == 422
    assert "ne porte ce numéro" in answer.content.decode()
    assert not Incident.objects.exists()


def test_r_13_the_page_says_why_nothing_goes_abroad(file: Candidacy, desk: Client) -> None:
    incident = make_incident(file)
    body = make_organisation(country="ES")
    act(desk, incident, "take")
    answer = act(desk, incident, "refer", body="labour_inspection", organisation_id=str(body.pk), sent_on=TODAY_TYPED)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "récépissé de l&#x27;APDP" in answer.content.decode()  # type: ignore[attr-defined]


def test_confidential_ones_answer_not_found_to_all_but_the_named(file: Candidacy, desk: Client) -> None:
    incident = make_incident(file, kind=IncidentKind.HARASSMENT)
    address = reverse("incidents:incident", args=[incident.pk])
    assert desk.get(address).status_code == 404
    assert incident.number not in page(desk, "incidents:list")
    assert "1 signalement confidentiel" in page(desk, "incidents:list")
    carer = make_user(Role.COUNSELLOR, file.opening.office)
    desk.post(reverse("incidents:carers"), {"user": str(carer.pk)})
    assert signed_in(carer).get(address).status_code == 200
    row = Carer.objects.get()
    desk.post(reverse("incidents:end-carer", args=[row.pk]))
    assert signed_in(carer).get(address).status_code == 404


def test_a_fee_is_recorded_claimed_back_repaid_and_shown_to_the_office(file: Candidacy, desk: Client) -> None:
    costs = reverse("incidents:file-costs", args=[file.pk])
    sent = {
        "item": "fee", "amount": "150 000", "currency": "XOF", "paid_on": TODAY_TYPED, "phase": "before",
        "payer": "worker", "payee": "Voyages du Sahel", "proof": "declared",
    }  # fmt: skip
    assert desk.post(costs, {**sent, "amount": "abc"}).status_code == 422
    answer = desk.post(costs, sent, follow=True).content.decode()
    assert "Nul n&#x27;a le droit de le demander" in answer
    claim = RefundClaim.objects.get()
    assert "Fanta Koumaré" in page(desk, "incidents:costs")
    do = lambda name, **values: desk.post(reverse("incidents:claim-act", args=[claim.pk, name]), values)  # noqa: E731
    do("demande", reason="Lettre 14 du 23/11")
    do("remboursement", amount="50 000", paid_on=TODAY_TYPED, reference="Orange Money 7")
    assert "100" in page(desk, "incidents:claim", claim.pk)
    assert do("remboursement", amount="150 000", paid_on=TODAY_TYPED, reference="OM 8").status_code == 422
    do("remboursement", amount="100 000", paid_on=TODAY_TYPED, reference="OM 9")
    claim.refresh_from_db()
    assert claim.state == ClaimState.REPAID
    desk.post(
        reverse("incidents:earning", args=[file.pk]),
        {"month": TODAY_TYPED, "amount": "900", "currency": "EUR", "proof": "receipt"},
    )
    assert FirstEarning.objects.get().amount == 90_000
    desk.post(
        reverse("incidents:survey", args=[file.pk]), {"asked_on": TODAY_TYPED, "knows_channel": "no", "sent": "60 000"}
    )
    assert (Survey.objects.get().knows_channel, Survey.objects.get().sent) == (False, 60_000)


def test_the_receipt_of_an_amount_is_kept_shown_to_who_may_see_it_and_gone_with_the_person(
    file: Candidacy, desk: Client, tmp_path: Path, settings: Any
) -> None:
    settings.BAARASIRA_FILES = str(tmp_path)
    address = reverse("incidents:file-costs", args=[file.pk])
    sent = {
        "item": "papers", "amount": "15 000", "currency": "XOF", "paid_on": TODAY_TYPED, "phase": "before", "payer": "worker",
        "payee": "Guichet des passeports", "proof": "receipt", "reference": "Reçu 88",
    }  # fmt: skip
    program = ContentFile(b"MZ" + bytes(200), name="recu.pdf")
    refused = desk.post(address, {**sent, "scan": program})
    assert "scan" in refused.context["form"].errors
    assert not Cost.objects.exists()
    assert desk.post(address, {**sent, "scan": upload(image(), "recu.jpg")}).status_code == 302
    proof = reverse("incidents:cost-proof", args=[Cost.objects.get().pk])
    assert proof in page(desk, "incidents:file-costs", file.pk)
    assert b"".join(desk.get(proof).streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    far = agent(Role.FOCAL_POINT, make_tree().far_office)
    assert far.get(proof).status_code == 404
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=file.person.office)
    purge_person(actor=admin, person_id=file.person_id)
    assert desk.get(proof).status_code == 404


def test_a_line_entered_by_mistake_is_withdrawn_with_a_reason(file: Candidacy, desk: Client) -> None:
    cost = make_cost(file, item="papers")
    desk.post(reverse("incidents:withdraw-cost", args=[cost.pk]), {"reason": "Saisi deux fois.", "version": 1})
    assert Cost.objects.get().withdrawn_on is not None
    assert "Retiré" in page(desk, "incidents:file-costs", file.pk)


def test_r_07_a_bar_goes_through_the_pages_with_three_people(file: Candidacy, desk: Client) -> None:
    proposed = {
        "fact": "left_early", "happened_on": TODAY_TYPED, "reasons": "A quitté sans prévenir.", "evidence": "Lettre 3",
    }  # fmt: skip
    desk.post(reverse("incidents:bar-worker", args=[file.pk]), proposed)
    bar = Bar.objects.get()
    second = agent(Role.DIRECTOR, file.opening.office)
    third = agent(Role.MIGRATION_DEPARTMENT, file.opening.office)

    def do(client: Client, name: str, **values: object) -> object:
        return client.post(reverse("incidents:bar-act", args=[bar.pk, name]), values)

    early = do(second, "decision", decision="Les faits sont établis.", ruling="bar")
    assert early.status_code == 422  # type: ignore[attr-defined]
    do(desk, "audition", on=TODAY_TYPED, statement="J'étais malade ce jour-là.")
    assert "quelqu'un d'autre décide" in page(desk, "incidents:bar", bar.pk)
    do(second, "decision", decision="Les faits sont établis.", ruling="bar")
    do(desk, "recours", received_on=TODAY_TYPED, grounds="J'ai un certificat.")
    do(third, "jugement", decision="Le certificat est valable.", ruling="uphold")
    bar.refresh_from_db()
    assert bar.state == BarState.LIFTED
    assert "Fanta Koumaré" in page(desk, "incidents:bars")
    letter = text(desk.get(reverse("incidents:bar-letter", args=[bar.pk])).content)
    assert "Fin de la mesure prise à votre égard" in letter


def test_r_08_an_employer_is_suspended_and_its_record_says_so(file: Candidacy, desk: Client) -> None:
    make_incident(file)
    employer = file.opening.employer
    desk.post(
        reverse("incidents:bar-employer", args=[employer.pk]),
        {
            "fact": "labour_breach", "happened_on": TODAY_TYPED, "reasons": "Salaires impayés constatés.",
            "evidence": "Rapport 8", "measure": "suspension", "until": "31/12/2026",
        },
    )  # fmt: skip
    record = page(desk, "incidents:employer", employer.pk)
    assert "31 décembre 2026" in record
    assert "Salaire impayé" in record
    assert employer.name in page(desk, "incidents:employers")
    letter = text(desk.get(reverse("incidents:bar-letter", args=[Bar.objects.get().pk])).content).replace("’", "'")
    for words in (
        employer.name,
        "Salaires impayés constatés.",
        "Rapport 8",
        "31/12/2026",
        "23 décembre 2026",
        "C'est gratuit",
    ):
        assert words in letter, words
    far = agent(Role.MIGRATION_DEPARTMENT, make_tree().far_office)
    assert far.get(reverse("incidents:bar-letter", args=[Bar.objects.get().pk])).status_code == 404
    adviser = agent(Role.DIRECTOR, employer.office)
    assert "Suspension" in page(adviser, "employers:file", employer.pk)
    near = agent(Role.FOCAL_POINT, file.person.office)
    assert "Incidents et frais" in page(near, "people:file", file.person_id)


def test_typed_markup_is_shown_not_run_and_the_pages_are_closed(file: Candidacy, desk: Client) -> None:
    incident = make_incident(file, words="<b>Le patron</b> ne paie pas.")
    cost = make_cost(file, payee="<b>Voyages</b>")
    addresses = [
        reverse("incidents:incident", args=[incident.pk]),
        reverse("incidents:file-costs", args=[file.pk]),
        reverse("incidents:claim", args=[cost.claim.pk]),
    ]
    check_shown_not_run(desk, addresses, "<b>")
    check_closed_to_visitors(addresses)


def test_lists_take_as_many_queries_for_one_as_for_several(file: Candidacy, desk: Client) -> None:
    make_incident(file)
    make_cost(file, item="papers")
    routes = [reverse(f"incidents:{name}") for name in ("list", "costs", "employers", "bars")]
    before = [queries_of(desk, route) for route in routes]
    for name in ("Sow", "Bah", "Diop"):
        other = make_departed(campaign=file.opening.campaign, office=file.person.office, surname=name)
        make_incident(other)
        make_cost(other, item="papers")
    assert [queries_of(desk, route) for route in routes] == before


def test_the_auditor_reads_and_does_nothing(file: Candidacy) -> None:
    incident = make_incident(file)
    auditor = agent(Role.AUDITOR, file.opening.office)
    assert incident.number in page(auditor, "incidents:list")
    assert act(auditor, incident, "take").status_code == 403  # type: ignore[attr-defined]
    assert auditor.get(reverse("incidents:new")).status_code == 403
