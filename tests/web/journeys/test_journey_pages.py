"""The pages of journeys as agents use them, from the doctor to the recall."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.models import Entry
from baarasira.mobility.journeys.models import Briefing, Journey, Manifest, VisaBundle, VisaPaper
from baarasira.openings import campaign_queries
from factories import TODAY, make_application, make_tree, make_user
from handed_in import image, upload
from journey_files import arrived, days_later, file_at, home
from pages import check_closed_to_visitors, queries_of
from road_travel import prepare_travel, travel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Any) -> None:
    """An empty folder of files for each test."""
    settings.BAARASIRA_FILES = str(tmp_path / "files")


def typed(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def department(candidacy: Candidacy) -> Client:
    return signed_in(make_user(Role.MIGRATION_DEPARTMENT, candidacy.opening.office))


def worker_page(client: Client, candidacy: Candidacy) -> str:
    answer = client.get(reverse("journeys:worker", args=[candidacy.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def do(client: Client, candidacy: Candidacy, name: str, **data: object) -> object:
    return client.post(reverse("journeys:act", args=[candidacy.pk, name]), data)


def test_a_workers_page_takes_them_from_the_doctor_on_and_asks_no_word_of_health() -> None:
    candidacy = file_at("visite-medicale")
    client = agent(Role.FOCAL_POINT, candidacy.person.office)
    said = worker_page(client, candidacy)
    assert "Convoquer chez le médecin" in said
    assert 'name="note"' not in said
    convened = do(
        client, candidacy, "convocation", doctor="Dr Sissoko", place="Ségou", day=typed(TODAY + timedelta(days=1)),
        hour="08:00", paid_by="employer",
    )  # fmt: skip
    assert convened.status_code == 302
    assert do(client, candidacy, "verdict", verdict="fit", on=typed(TODAY)).status_code == 302
    candidacy.refresh_from_db()
    assert candidacy.step == "autorisation"
    refused = do(
        client, candidacy, "proches", name_0="Awa Keïta", phone_0="76 45 00 01", language_0="bm", relation_0="parent"
    )
    assert refused.status_code == 422
    assert "lui et le travailleur sont d'accord" in refused.content.decode().replace("&#x27;", "'")
    kept = do(
        client, candidacy, "proches", name_0="Awa Keïta", phone_0="76 45 00 01", language_0="bm", relation_0="parent",
        agreed_0="on",
    )  # fmt: skip
    assert kept.status_code == 302
    assert "76 45 00 01" in worker_page(client, candidacy).replace("\xa0", " ")
    # What is not offered is no address: the authorities' numbers are the department's.
    assert "Numéro d'étranger" in worker_page(department(candidacy), candidacy).replace("&#x27;", "'")
    assert do(client, candidacy, "autorites", nie="X1234567L").status_code == 403
    assert do(client, candidacy, "arrivee", on=typed(TODAY), source="worker").status_code == 404


def test_only_those_who_may_see_a_journey_find_it() -> None:
    candidacy = file_at("visa")
    journey_pages = [reverse("journeys:worker", args=[candidacy.pk])]
    lists = [
        reverse(f"journeys:{name}")
        for name in ("board", "abroad", "returns", "recall", "briefings", "bundles", "manifests")
    ]
    check_closed_to_visitors([*journey_pages, *lists])
    stranger = agent(Role.FOCAL_POINT, make_tree().far_office)
    assert stranger.get(journey_pages[0]).status_code == 404
    assert str(candidacy.person) not in stranger.get(reverse("journeys:board")).content.decode()
    adviser = agent(Role.EMPLOYER_ADVISER, candidacy.person.office)
    assert adviser.get(journey_pages[0]).status_code == 404
    assert adviser.get(reverse("journeys:abroad")).status_code == 403


def test_a_bundle_is_filled_printed_with_its_scans_and_filed() -> None:
    candidacy = file_at("visa")
    client = department(candidacy)
    opened = client.post(
        reverse("journeys:bundles"), {"campaign": str(candidacy.opening_id), "consulate": "Consulat d'Espagne à Bamako"}
    )
    bundle = VisaBundle.objects.get()
    assert opened["Location"] == reverse("journeys:bundle", args=[bundle.pk])
    client.post(reverse("journeys:bundle-act", args=[bundle.pk, "ajout"]), {"file": [str(candidacy.pk)]})
    filing = reverse("journeys:bundle-act", args=[bundle.pk, "depot"])
    refused = client.post(filing, {"on": typed(TODAY)})
    assert refused.status_code == 422
    assert "pas encore reçue" in refused.content.decode()
    for key in ("formulaire", "casier", "frais", "situation"):
        scan = upload(image(), "casier.jpg") if key == "casier" else ""
        given = {"key": key, "received_on": typed(TODAY), "issued_on": typed(TODAY), "scan": scan}
        assert do(client, candidacy, "piece", **given).status_code == 302
    wrong = {"key": "frais", "received_on": typed(TODAY), "scan": upload(b"MZ program", "frais.pdf")}
    assert do(client, candidacy, "piece", **wrong).status_code == 422
    printed = client.get(reverse("journeys:bundle-paper", args=[bundle.pk]))
    reader = PdfReader(io.BytesIO(printed.content))
    cover = reader.pages[0].extract_text()
    assert bundle.number in cover
    assert candidacy.person.surname in cover
    assert len(reader.pages) == 2
    assert [item.title for item in reader.outline] == [  # type: ignore[union-attr]
        f"1. {candidacy.person} – Casier judiciaire vierge des pays de résidence des cinq dernières années"
    ]
    paper = VisaPaper.objects.get(key="casier")
    scanned = client.get(reverse("journeys:scan", args=[paper.pk]))
    assert b"".join(scanned.streaming_content).startswith(b"\xff\xd8")
    stranger = agent(Role.FOCAL_POINT, make_tree().far_office)
    assert stranger.get(reverse("journeys:scan", args=[paper.pk])).status_code == 404
    assert Entry.objects.filter(verb="file.look").count() == 2
    assert client.post(filing, {"on": typed(TODAY)}).status_code == 302
    assert Journey.objects.get(candidacy=candidacy).visa_filed_on == TODAY


def test_a_session_is_planned_filled_and_closed_on_its_page() -> None:
    candidacy = file_at("information")
    trainer = agent(Role.TRAINER, candidacy.person.office)
    plan = {
        "campaign": f"{candidacy.opening_id}:information", "office": str(candidacy.person.office_id), "place": "Ségou",
        "day": typed(TODAY), "trainer": "Mme Diarra", "language": "bm", "materials": "Livret",
    }  # fmt: skip
    assert trainer.post(reverse("journeys:briefings"), plan).status_code == 422
    focal_client = agent(Role.FOCAL_POINT, candidacy.person.office)
    assert focal_client.post(reverse("journeys:briefings"), plan).status_code == 302
    briefing = Briefing.objects.get()
    page = reverse("journeys:briefing", args=[briefing.pk])
    assert str(candidacy.person) in focal_client.get(page).content.decode()
    focal_client.post(reverse("journeys:invite", args=[briefing.pk]), {"file": [str(candidacy.pk)]})
    row = briefing.participants.get()
    sent = {"file": [str(row.pk)], "modules": briefing.modules, f"right-{row.pk}": "8", "asked": "10"}
    assert "Le bulletin de paie et les calculs" in trainer.get(page).content.decode()
    attendance = reverse("journeys:attendance", args=[briefing.pk])
    assert trainer.post(attendance, {**sent, f"right-{row.pk}": "huit"}).status_code == 422
    assert trainer.post(attendance, sent).status_code == 302
    closed = trainer.post(reverse("journeys:briefing-act", args=[briefing.pk, "cloture"]))
    assert "Fait pour 1 personne" in closed.content.decode()
    candidacy.refresh_from_db()
    assert candidacy.step == "depart-autorise"


def test_a_list_of_departure_is_made_signed_printed_and_leaves() -> None:
    candidacy = file_at("depart")
    prepare_travel(candidacy)
    office = candidacy.opening.office
    client = department(candidacy)
    client.post(
        reverse("journeys:manifests"),
        {
            "campaign": str(candidacy.opening_id), "office": str(office.pk), "mode": "flight", "travel_on": typed(TODAY),
            "reference": "AH 5201", "port": "Bamako-Sénou",
        },
    )  # fmt: skip
    manifest = Manifest.objects.get()

    def act(name: str, **data: object) -> object:
        return client.post(reverse("journeys:manifest-act", args=[manifest.pk, name]), data)

    act("ajout", file=[str(candidacy.pk)])
    page = client.get(reverse("journeys:manifest", args=[manifest.pk])).content.decode()
    assert "Peut partir" in page
    act("signature")
    paper = client.get(reverse("journeys:manifest-paper", args=[manifest.pk]))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages]
    text = pages[0]
    assert "Lista de salida".upper() in pages[1].upper()
    assert "Traduction non vérifiée – Traducción no verificada" in pages[1]
    manifest.refresh_from_db()
    assert manifest.signed_by is not None
    for said in (manifest.number, candidacy.person.surname, candidacy.number, manifest.signed_by.label):
        assert said in text
    assert "Fait pour 1 personne" in act("depart", on=typed(TODAY)).content.decode()
    assert Journey.objects.get(candidacy=candidacy).departed_on == TODAY


def test_the_board_of_those_abroad_says_what_to_do_and_takes_the_same_queries_for_all() -> None:
    one = file_at("arrivee")
    client = department(one)
    address = reverse("journeys:abroad")
    first = queries_of(client, address)
    page = client.get(address).content.decode()
    assert "Confirmer l" in page
    assert str(one.person) in page
    answer = client.post(
        reverse("journeys:arrivals"), {"file": [str(one.pk)], "on": typed(TODAY), "source": "employer"}
    )
    assert "Fait pour 1 personne" in answer.content.decode()
    for _number in range(3):
        travel(make_application(campaign_queries.one(one.opening_id), office=one.office), "to:arrivee")
    assert queries_of(client, address) == first
    assert "Appeler le travailleur" in client.get(address).content.decode()
    assert str(one.person) not in client.get(f"{address}?show=late").content.decode()


def test_the_board_of_preparations_counts_who_stands_at_each_step_and_who_is_late_there() -> None:
    one = file_at("visite-medicale")
    client = department(one)
    address = reverse("journeys:board")
    [figure] = client.get(address).context["figures"]
    assert (figure["label"], figure["number"], figure["late"]) == ("Visite médicale", 1, "")
    assert str(one.person) in client.get(f"{address}{figure['url']}").content.decode()
    CandidacyStep.objects.filter(candidacy=one, closed_at__isnull=True).update(due_at=days_later(-1))
    assert "1 en retard" in client.get(address).content.decode()


def test_returns_are_shown_by_evidence_and_a_repeater_with_the_conditions() -> None:
    candidacy = home(days=90)
    client = department(candidacy)
    page = client.get(reverse("journeys:returns")).content.decode()
    assert "100 %" in page.replace("\u202f", " ").replace("\xa0", " ")
    assert "Partis" in page
    page = client.get(reverse("journeys:recall")).content.decode()
    assert "Rappelable" in page
    said = worker_page(client, candidacy)
    assert "jours à l" in said
    client.post(reverse("journeys:willing", args=[candidacy.pk]), {"willing": "yes"})
    assert "Repartirait (demandé le" in worker_page(client, candidacy)


def test_a_contact_late_and_social_security_stand_on_top_of_the_workers_page() -> None:
    candidacy = file_at("arrivee")
    journey = arrived(candidacy)
    Journey.objects.filter(pk=journey.pk).update(social_security_due=TODAY - timedelta(days=1))
    journey.contacts.filter(reason="after", days=14).update(due_on=TODAY - timedelta(days=2))
    said = worker_page(department(candidacy), candidacy)
    assert "(R-17)" in said
    assert "Un contact était dû le" in said
