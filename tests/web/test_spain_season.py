"""A season in Spain in a real browser: thirteen chosen, twelve who leave, come back and are recalled the year after.

The thirteenth is stopped at each gate in turn, with the sentence that says why, put right, and let through; at the last one, the
proof of the return, nothing puts it right, and the employer's recall leaves them out. Each kind of act is done once on its page by
whoever does it, for one person or for all; the rest goes through the same actions.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.kernel.errors import RuleRefused, WrongState
from baarasira.kernel.models import Entry
from baarasira.mobility.clearances import actions as clearances
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.incidents.models import Incident
from baarasira.mobility.journeys import actions
from baarasira.mobility.journeys.details import Attendance, BriefingData
from baarasira.mobility.journeys.models import Briefing, Manifest, VisaBundle
from baarasira.people import actions as people
from baarasira.people.inputs import DocumentData
from browsers import Windows
from contracting import make_contract, sign
from journey_files import recall_campaign
from paper_reading import text
from road_travel import prepare_travel
from telling.acting import Days
from telling.season import TWELVE, Season, nie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL = TWELVE + 1


@pytest.fixture
def season(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Season:
    return Season(windows, Days(monkeypatch))


def test_from_the_selection_to_the_recall_of_the_next_year(season: Season, windows: Windows) -> None:
    _two_sign_the_list(season)
    _the_doctor_finds_them_fit(season)
    _a_contract_below_the_minimum_is_refused_its_visa_and_corrected(season)
    _the_visa_is_asked_for_together(season)
    _they_are_told_before_they_leave(season)
    _two_officers_clear_them(season)
    _they_leave_on_one_list(season)
    _they_arrive(season)
    _a_wage_is_not_paid_and_is_obtained(season)
    _they_come_home(season)
    _the_employer_recalls_who_is_proved_back(season)
    # The browser speaks of one answer that is no success: the filing refused.
    assert [line.split(" (")[0][-3:] for line in windows.complaints] == ["422"]


def _two_sign_the_list(season: Season) -> None:
    run = season.mark()
    head = season.hand(season.head)
    head.open("selection:run", run.pk)
    head.press("Signer la sélection", "Votre signature est enregistrée.")
    assert season.steps() == {"selection"}, "nobody is chosen by one signature"
    second = season.hand(season.second)
    second.open("selection:run", run.pk)
    second.press("Signer et publier", "La sélection est publiée")
    assert season.steps() == {"visite-medicale"}


def _the_doctor_finds_them_fit(season: Season) -> None:
    first, day = season.files[0], season.days.after(1)
    hand = season.hand(season.focal)
    hand.open("journeys:worker", first.pk)
    hand.unfold("Convoquer chez le médecin")
    hand.write("doctor", "Dr Sissoko")
    hand.page.locator("#conveneform_place").fill("Hôpital de Ségou")
    hand.write("day", day)
    hand.pick("paid_by", "employer")
    hand.press("Convoquer et prévenir", "La personne est convoquée et prévenue.")
    with pytest.raises(RuleRefused, match="gratuite pour le travailleur"):
        season.convene([season.last], paid_by="worker")
    season.convene(season.files[1:])
    season.days.pass_by(2)
    hand = season.hand(season.focal)
    hand.open("journeys:worker", first.pk)
    hand.unfold("Verdict du médecin")
    hand.tick("verdict", "fit")
    hand.page.locator("#verdictform_on").fill(f"{season.days.today:%d/%m/%Y}")
    hand.press("Noter le verdict", "Le verdict est noté")
    for row in season.twelve[1:]:
        season.verdict(row)
    season.verdict(season.last, "deferred")
    assert {season.step(row) for row in season.twelve} == {"autorisation"}
    assert season.step(season.last) == "visite-medicale", "to be seen again: the road waits"
    early = make_contract(season.last, until="granted", at=season.days.now)
    with pytest.raises(WrongState, match="n'est pas à la signature du contrat"):
        sign(early, season.actor(season.focal))
    season.convene([season.last])
    season.days.pass_by(2)
    with pytest.raises(RuleRefused, match="au plus tard"):
        season.verdict(season.last, valid_until=season.days.after(200))
    season.verdict(season.last)
    season.authorise()
    assert season.steps() == {"contrat"}


def _a_contract_below_the_minimum_is_refused_its_visa_and_corrected(season: Season) -> None:
    season.days.pass_by(5)
    at, doing = season.days.now, {"reviewer": season.actor(season.head), "decider": season.actor(season.second)}
    for row in season.twelve:
        make_contract(row, until="signed", at=at, signer=season.actor(season.focal), **doing)
    low = make_contract(season.last, until="concluded", at=at, wage=90_000, **doing)
    second = season.hand(season.second)
    second.open("contracts:decide", low.pk)
    second.reads("La règle refuse le visa")
    second.reads(re.compile("en Espagne.*est de"))
    second.press("Refuser le visa", "Le travailleur ne part pas")
    second.sound()
    assert b"%PDF" in second.paper("contracts:letter", low.pk, "es")
    with pytest.raises(WrongState, match="qui porte le visa"):
        sign(low, season.actor(season.focal))
    assert season.step(season.last) == "contrat"
    good = make_contract(season.last, until="assessed", at=season.days.now, **doing)
    head = season.hand(season.head)
    head.open("contracts:file", good.pk)
    head.press("Conclure l'examen", "Votre examen est conclu")
    second.open("contracts:decide", good.pk)
    second.page.locator("main").get_by_role("button", name=re.compile("^Accorder le visa")).click()
    second.reads("Décidé :")
    good.refresh_from_db()
    with pytest.raises(RuleRefused, match="n'est pas le texte"):
        sign(good, season.actor(season.focal), signed_sha256="0" * 64)
    sign(good, season.actor(season.focal))
    assert season.steps() == {"visa"}


def _the_visa_is_asked_for_together(season: Season) -> None:
    season.receive_papers(season.files)
    hand = season.hand(season.head)
    hand.open("journeys:bundles")
    hand.unfold("Ouvrir une liasse")
    hand.write("consulate", "Consulat d'Espagne à Bamako")
    hand.press("Ouvrir cette liasse", "La liasse est ouverte")
    bundle = VisaBundle.objects.get()
    for row in season.files:
        hand.tick("file", str(row.pk))
    hand.press("Mettre dans la liasse", f"Fait pour {ALL} personnes")
    hand.open("journeys:bundle", bundle.pk)
    hand.reads(f"{TWELVE} dossiers sont complets.")
    hand.unfold("Déposer la liasse")
    hand.page.locator("#file_on").fill(f"{season.days.today:%d/%m/%Y}")
    hand.press("Noter le dépôt")
    hand.reads(re.compile(f"{season.last.number}.*doit être valable jusqu'au"))
    bundle.refresh_from_db()
    assert bundle.filed_on is None, "all together or none"
    renewed = DocumentData(kind="passport", number="AC7654321", expires_on=season.days.after(1500))
    people.add_document(actor=season.actor(season.focal), person_id=season.last.person_id, document=renewed)
    hand.open("journeys:bundle", bundle.pk)
    hand.unfold("Déposer la liasse")
    hand.page.locator("#file_on").fill(f"{season.days.today:%d/%m/%Y}")
    hand.press("Noter le dépôt", "La liasse est déposée.")
    assert season.last.number in text(hand.paper("journeys:bundle-paper", bundle.pk))
    season.days.pass_by(10)
    presented = ["passeport", "casier"]
    season.close(season.files, "visa", "granted", season.head, on=season.days.today, presented=presented)
    assert season.steps() == {"information"}


def _they_are_told_before_they_leave(season: Season) -> None:
    hand = season.hand(season.focal)
    hand.open("journeys:briefings")
    hand.unfold("Prévoir une séance")
    hand.write("place", "Ségou, salle de réunion")
    hand.write("day", season.days.today)
    hand.write("trainer", "Mme Diarra")
    hand.pick("language", "bm")
    hand.press("Prévoir cette séance", "La séance est prévue")
    briefing = Briefing.objects.get()
    for row in season.files:
        hand.tick("file", str(row.pk))
    hand.press("Convoquer et prévenir", f"Fait pour {ALL} personnes")
    hand.open("journeys:briefing", briefing.pk)
    for row in briefing.participants.all():
        hand.tick("file", str(row.pk))
        hand.write(f"right-{row.pk}", "6" if row.candidacy_id == season.last.pk else "9")
    hand.write("asked", "10")
    hand.press("Noter les présences et les réponses", "Présences et réponses sont notées.")
    hand.unfold("Clore la séance…")
    hand.press("Clore la séance", "1 personne reste où elle était")
    hand.reads(re.compile("60.*il en faut 70"))
    assert {season.step(row) for row in season.twelve} == {"depart-autorise"}
    assert season.step(season.last) == "information"
    _the_last_is_taught_again(season)
    assert season.steps() == {"depart-autorise"}


def _the_last_is_taught_again(season: Season) -> None:
    focal = season.actor(season.focal)
    data = BriefingData(place="Ségou", day=season.days.today, trainer="Mme Diarra", language="bm", materials="Livret")
    again = actions.plan_briefing(
        actor=focal, campaign_id=season.campaign.pk, step="information", office=season.tree.office, data=data
    )
    actions.invite(actor=focal, briefing_id=again.pk, candidacy_ids=[season.last.pk])
    row = again.participants.get()
    followed = Attendance(modules=tuple(again.modules), right=8, asked=10)
    actions.record_attendance(actor=focal, briefing_id=again.pk, rows={row.pk: followed})
    [line] = actions.close_briefing(actor=focal, briefing_id=again.pk)
    assert line.done


def _two_officers_clear_them(season: Season) -> None:
    leaving = season.campaign.opening.starts_on - timedelta(days=2)
    dates = {"travel_on": leaving, "insurance_from": leaving}
    for row in season.twelve:
        prepare_travel(row, at=season.days.now, **dates)
    prepare_travel(season.last, at=season.days.now, **{**dates, "insurance_from": None})
    head = season.hand(season.head)
    head.open("clearances:queue", season.campaign.pk)
    held = head.page.get_by_role("row", name=re.compile(season.last.number))
    expect(held).to_contain_text("Aucune assurance n'est notée pour le voyage. (R-04)")
    for row in season.twelve:
        head.tick("file", str(row.pk))
    head.press("Proposer les autorisations", "Ce qui a été fait")
    assert Clearance.objects.count() == TWELVE
    with pytest.raises(RuleRefused, match="Aucune assurance"):
        clearances.propose(actor=season.actor(season.head), candidacy_id=season.last.pk)
    prepare_travel(season.last, at=season.days.now, **dates)
    clearances.propose(actor=season.actor(season.head), candidacy_id=season.last.pk)
    second = season.hand(season.second)
    second.open("clearances:queue", season.campaign.pk)
    for key in Clearance.objects.values_list("pk", flat=True):
        second.tick("clearance", str(key))
    second.press("Délivrer les autorisations", "Autorisations délivrées")
    assert set(Clearance.objects.values_list("state", "proposed_by", "issued_by")) == {
        ("issued", season.head.pk, season.second.pk)
    }
    paper = text(second.paper("clearances:paper", Clearance.objects.get(candidacy=season.last).pk))
    assert season.last.person.surname in paper
    assert season.steps() == {"depart"}


def _they_leave_on_one_list(season: Season) -> None:
    leaving = season.campaign.opening.starts_on - timedelta(days=2)
    season.days.pass_by((leaving - season.days.today).days)
    prepare_travel(season.last, at=season.days.now, return_ticket="none")
    hand = season.hand(season.head)
    hand.open("journeys:manifests")
    hand.unfold("Ouvrir une liste")
    hand.write("travel_on", leaving)
    hand.write("reference", "AH 5201")
    hand.write("port", "Bamako-Sénou")
    hand.press("Ouvrir cette liste", "La liste est ouverte")
    manifest = Manifest.objects.get()
    for row in season.files:
        hand.tick("file", str(row.pk))
    hand.press("Inscrire sur la liste", f"Fait pour {ALL} personnes")
    hand.open("journeys:manifest", manifest.pk)
    held = hand.page.get_by_role("row", name=re.compile(season.last.number))
    expect(held).to_contain_text("Ni billet de retour, ni promesse de l'employeur n'est noté.")
    with pytest.raises(RuleRefused, match="Ni billet de retour"):
        actions.sign_manifest(actor=season.actor(season.head), manifest_id=manifest.pk)
    prepare_travel(season.last, at=season.days.now)
    hand.open("journeys:manifest", manifest.pk)
    hand.unfold("Signer la liste…")
    hand.press("Signer la liste", "La liste est signée sous votre nom.")
    printed = text(hand.paper("journeys:manifest-paper", manifest.pk))
    assert all(row.person.surname in printed for row in season.files)
    hand.page.locator("#depart_on").fill(f"{leaving:%d/%m/%Y}")
    hand.press("Noter le départ", f"Fait pour {ALL} personnes")
    assert season.steps() == {"arrivee"}
    assert set(Candidacy.objects.values_list("departed_on", flat=True)) == {leaving}


def _they_arrive(season: Season) -> None:
    season.days.pass_by(1)
    [line] = actions.confirm_arrivals(
        actor=season.actor(season.head), candidacy_ids=[season.last.pk], on=season.days.after(-3), source="worker"
    )
    assert "avant le départ" in line.refusal
    hand = season.hand(season.head)
    hand.open("journeys:abroad")
    for row in season.files:
        hand.tick("file", str(row.pk))
    hand.page.locator('main form#arrivals [name="on"]').fill(f"{season.days.today:%d/%m/%Y}")
    hand.pick("source", "employer")
    hand.page.locator('main form#arrivals [name="registered_on"]').fill(f"{season.days.today:%d/%m/%Y}")
    hand.press("Confirmer les arrivées", f"Fait pour {ALL} personnes")
    assert season.steps() == {"suivi"}
    season.days.pass_by(14)
    for row in season.files:
        contact = season.journey(row).contacts.order_by("due_on").first()
        assert contact is not None
        assert contact.due_on == season.days.today, "two weeks after the arrival"
        focal = season.actor(season.focal)
        actions.record_contact(actor=focal, contact_id=contact.pk, channel="call", outcome="well")


def _a_wage_is_not_paid_and_is_obtained(season: Season) -> None:
    season.days.pass_by(30)
    worker = season.files[0]
    phone = season.cast.visitor()
    phone.open("public:report")
    phone.tick("kind", "unpaid_wage")
    phone.write("words", "Le patron n'a pas payé le mois d'avril.")
    phone.press("Envoyer le signalement", "Code secret")
    phone.sound()
    incident = Incident.objects.get()
    hand = season.hand(season.head)
    hand.open("incidents:incident", incident.pk)
    hand.press("Prendre en charge", "Suivi par")
    hand.unfold("Rattacher à une personne")
    hand.write("receipt", worker.number)
    hand.press("Rattacher")
    hand.reads("ML-ES-2007")
    hand.unfold("Mettre fin à l'incident")
    hand.write("outcome", "Le salaire d'avril est payé, retard compris.")
    hand.write("amount", "1 500,00")
    hand.pick("currency", "EUR")
    hand.press("Enregistrer la réparation", "Rouvrir…")
    incident.refresh_from_db()
    opening = season.campaign.opening
    assert (incident.state, incident.candidacy, incident.employer_id) == ("resolved", worker, opening.employer_id)
    assert (incident.remedy_amount, incident.remedy_currency) == (150_000, "EUR")


def _they_come_home(season: Season) -> None:
    season.days.pass_by(136)
    season.close(season.files, "suivi", "completed", season.focal)
    first, day = season.files[0], season.days.today
    hand = season.hand(season.focal)
    hand.open("journeys:worker", first.pk)
    hand.unfold("Prouver le retour")
    hand.page.locator("#return_on").fill(f"{day:%d/%m/%Y}")
    hand.page.locator("#return_proof").select_option("consulate")
    hand.press("Noter la preuve", "Le retour est prouvé.")
    hand.reads("Rappelable")
    focal = season.actor(season.focal)
    for row in season.twelve[1:]:
        actions.prove_return(actor=focal, candidacy_id=row.pk, on=day, proof="service")
    for on, proof, sentence in (
        (day - timedelta(days=300), "consulate", "avant l'arrivée"),
        (day, "employer", "Choisissez ce qui prouve le retour"),
    ):
        with pytest.raises(RuleRefused, match=sentence):
            actions.prove_return(actor=focal, candidacy_id=season.last.pk, on=on, proof=proof)
    assert {season.step(row) for row in season.twelve} == {"retour-prouve"}
    assert season.step(season.last) == "retour"


def _the_employer_recalls_who_is_proved_back(season: Season) -> None:
    season.days.pass_by(20)
    recall = recall_campaign(season.files[0], at=season.days.now)
    assert recall.opening.starts_on.year > season.campaign.opening.starts_on.year
    hand = season.hand(season.head)
    hand.open("journeys:recall-campaign", recall.pk)
    hand.write("names", "\n".join(nie(place) for place in range(ALL)))
    hand.press("Voir ce qui va se passer", f"{TWELVE} candidatures seront faites")
    hand.reads("1 nom n'est pas rappelé")
    hand.reads(re.compile(f"{season.last.person.surname}.*pas encore prouvé"))
    hand.press("Faire ces candidatures", f"{TWELVE} candidatures sont faites")
    hand.sound()
    recalled = list(Candidacy.objects.filter(opening_id=recall.pk).select_related("person"))
    assert {row.person_id for row in recalled} == {row.person_id for row in season.twelve}
    _nothing_known_is_asked_again(season, recalled)
    season.close(recalled, "rappel", "recalled", season.head, reference="LL-2028-8")
    assert {season.step(row) for row in recalled} == {"pieces"}
    assert not CandidacyStep.objects.filter(
        candidacy__in=recalled, kind__in=("medical", "authorisation", "visa")
    ).exists()
    done = set(Entry.objects.values_list("verb", "actor_id"))
    for verb, user in (
        ("manifest.sign", season.head),
        ("visa_bundle.file", season.head),
        ("briefing.plan", season.focal),
    ):
        assert (verb, user.pk) in done, verb


def _nothing_known_is_asked_again(season: Season, recalled: list[Candidacy]) -> None:
    known = {row.person_id: season.journey(row) for row in season.twelve}
    for row in recalled:
        journey, before = season.journey(row), known[row.person_id]
        assert (journey.follows, journey.nie) == (before, before.nie)
        assert journey.authorisation_until == before.authorisation_until
        assert [item.name for item in journey.relatives.all()] == ["Awa Keïta"]
    hand = season.hand(season.focal)
    hand.open("journeys:worker", recalled[0].pk)
    asked = hand.page.locator("main .notice", has_text="ne demandez que ceci")
    expect(asked.locator("li")).to_have_text(["Demandez si les proches à appeler sont toujours les mêmes."])
    hand.press("Les proches sont toujours les mêmes", "Ce que l'on savait vaut toujours")
    expect(asked).to_have_count(0)
