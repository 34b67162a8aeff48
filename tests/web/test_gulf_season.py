"""Domestic work in Saudi Arabia in a real browser: its own minimum terms hold, and a substituted contract is caught.

Three people: one goes through from her application to her work, one is too young for that country, one is put to other work for a
lower wage, her passport taken, which is found on arrival. Each act that this country asks for is done on its page.
"""

import re

import pytest
from playwright.sync_api import expect

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import RuleRefused
from baarasira.messaging.models import Message
from baarasira.mobility.clearances import actions as clearances
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.incidents.actions import sound_alarms
from baarasira.mobility.incidents.models import Bar, Incident
from baarasira.mobility.journeys import actions
from browsers import Windows
from contracting import assess_all, sign
from handed_in import pdf
from paper_reading import text
from telling.acting import Days
from telling.gulf import PASSPORTS, Gulf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def gulf(windows: Windows, monkeypatch: pytest.MonkeyPatch, tmp_path: object, settings: object) -> Gulf:
    settings.BAARASIRA_FILES = str(tmp_path)  # type: ignore[attr-defined]
    return Gulf(windows, Days(monkeypatch))


def test_a_domestic_contract_of_the_gulf_and_its_substitution_found_on_arrival(gulf: Gulf) -> None:
    _who_is_twenty_is_told_the_age_of_that_country(gulf)
    gulf.choose()
    _the_doctor_finds_them_fit(gulf)
    low = _a_contract_below_the_minimum_terms_is_refused_its_visa(gulf)
    _the_corrected_one_passes_and_is_signed(gulf, low)
    _authorised_and_told(gulf)
    _two_officers_clear_them_and_they_leave(gulf)
    _one_arrives_at_the_work_she_signed_for(gulf)
    incident = _the_other_tells_what_she_found(gulf)
    _the_deadline_runs(gulf, incident)
    _the_employer_is_suspended_and_told_how_to_appeal(gulf, incident)


def _who_is_twenty_is_told_the_age_of_that_country(gulf: Gulf) -> None:
    hand = gulf.hand(gulf.focal)
    hand.open("campaigns:apply", gulf.campaign.pk, gulf.young.pk)
    sentence = "Il faut avoir 21 ans le premier jour du travail dans ce pays ; vous en aurez 20."
    hand.reads(sentence)
    hand.reads("Votre agence vous propose les offres au Mali")
    assert not hand.offers("Inscrire la candidature")
    assert not Candidacy.objects.exists()
    hand.open("campaigns:apply", gulf.campaign.pk, gulf.people[0].pk)
    hand.reads("Toutes les conditions sont remplies")


def _the_doctor_finds_them_fit(gulf: Gulf) -> None:
    with pytest.raises(RuleRefused, match="gratuite pour le travailleur"):
        _convene_at_her_cost(gulf)
    gulf.convene(gulf.leaving)
    gulf.days.pass_by(2)
    for row in gulf.leaving:
        gulf.verdict(row)
    assert gulf.steps() == {"contrat"}


def _convene_at_her_cost(gulf: Gulf) -> None:
    gulf.convene([gulf.awa], paid_by="worker")


def _a_contract_below_the_minimum_terms_is_refused_its_visa(gulf: Gulf) -> WorkContract:
    """The employer's first paper: paid less than the agreement asks, half a day of rest, passport kept, not by Musaned."""
    row, starts = gulf.ramata, gulf.campaign.opening.starts_on
    head = gulf.hand(gulf.head)
    head.open("contracts:new", row.pk)
    paper = {"name": "contrat.pdf", "mimeType": "application/pdf", "buffer": pdf("premier contrat")}
    head.page.locator('main input[type="file"]').first.set_input_files(paper)  # type: ignore[arg-type]
    head.write("worker_name", f"{row.person.given_names} {row.person.surname}")
    head.write("worker_born", row.person.born)
    head.write("worker_passport_end", PASSPORTS[1][-4:])
    head.write("insurance_from", starts)
    head.write("travel_on", starts)
    head.write("ends_on", gulf.ends_on)
    head.pick("channel", "standard_form")
    head.write("wage", "1 200")
    head.write("weekly_rest", "12")
    head.write("hours_per_day", "12")
    head.pick("passport_with_worker", "no")
    head.press("Garder le contrat")
    head.press("Mettre à l'examen", "L'examen est en cours")
    contract = WorkContract.objects.get()
    assess_all(contract, gulf.actor(gulf.head))
    head.open("contracts:file", contract.pk)
    head.press("Conclure l'examen", "Votre examen est conclu")
    second = gulf.hand(gulf.second)
    second.open("contracts:decide", contract.pk)
    second.reads("La règle refuse le visa")
    for sentence in (
        "Le repos hebdomadaire est de 12 heures",
        "permet à l'employeur de garder le passeport",
        "Musaned",
        "12 heures par jour",
        re.compile("1.500"),
    ):
        second.reads(sentence)
    second.press("Refuser le visa", "Le travailleur ne part pas")
    letter = text(second.paper("contracts:letter", contract.pk, "fr"))
    assert [code for code in ("C01", "C05", "C06", "C07", "C16") if code not in letter] == []
    second.paper("contracts:letter", contract.pk, "ar")
    assert gulf.step(row) == "contrat"
    return contract


def _the_corrected_one_passes_and_is_signed(gulf: Gulf, low: WorkContract) -> None:
    gulf.contract_of(gulf.awa, "signed")
    good = gulf.contract_of(gulf.ramata, "concluded")
    kept = {check.rule: check.outcome for check in low.checks.all()}
    second = gulf.hand(gulf.second)
    second.open("contracts:decide", good.pk)
    second.page.locator("main").get_by_role("button", name=re.compile("^Accorder le visa")).click()
    second.reads("Décidé :")
    good.refresh_from_db()
    assert good.state in {"granted", "granted_with_reservations"}
    assert good.reviewed_by_id == gulf.head.pk
    assert good.approved_by_id == gulf.second.pk
    sign(good, gulf.actor(gulf.focal))
    assert gulf.steps() == {"autorisation"}
    assert {check.rule: check.outcome for check in low.checks.all()} == kept, "a verdict stays as it was given"


def _authorised_and_told(gulf: Gulf) -> None:
    day = gulf.days.today
    gulf.close(gulf.leaving, "autorisation", "granted", gulf.head, on=day, reference="SA-2027-77")
    gulf.days.pass_by(5)
    gulf.close(gulf.leaving, "visa", "granted", gulf.head, on=gulf.days.today, presented=["casier"])
    gulf.brief()
    assert gulf.steps() == {"depart-autorise"}


def _two_officers_clear_them_and_they_leave(gulf: Gulf) -> None:
    with pytest.raises(RuleRefused, match="assurance"):
        clearances.propose(actor=gulf.actor(gulf.head), candidacy_id=gulf.awa.pk)
    leaving = gulf.prepare()
    head = gulf.hand(gulf.head)
    head.open("clearances:queue", gulf.campaign.pk)
    for row in gulf.leaving:
        head.tick("file", str(row.pk))
    head.press("Proposer les autorisations", "Ce qui a été fait")
    second = gulf.hand(gulf.second)
    second.open("clearances:queue", gulf.campaign.pk)
    for key in Clearance.objects.values_list("pk", flat=True):
        second.tick("clearance", str(key))
    second.press("Délivrer les autorisations", "Autorisations délivrées")
    assert {row.state for row in Clearance.objects.all()} == {"issued"}
    assert "Arabie saoudite" in text(second.paper("clearances:paper", Clearance.objects.get(candidacy=gulf.awa).pk))
    gulf.days.pass_by((leaving - gulf.days.today).days)
    gulf.close(gulf.leaving, "depart", "departed", gulf.focal, on=leaving)
    assert gulf.steps() == {"arrivee"}


def _one_arrives_at_the_work_she_signed_for(gulf: Gulf) -> None:
    gulf.days.pass_by(3)
    lines = actions.confirm_arrivals(
        actor=gulf.actor(gulf.head), candidacy_ids=[row.pk for row in gulf.leaving], on=gulf.days.today, source="worker"
    )
    assert all(line.done for line in lines)
    contract = gulf.awa.contracts.get()
    hand = gulf.hand(gulf.focal)
    hand.open("contracts:finding", contract.pk)
    hand.write("told_by", "Elle-même, au téléphone")
    hand.pick("employer_same", "yes")
    hand.pick("new_contract_signed", "no")
    hand.write("weekly_rest", str(contract.weekly_rest))
    hand.pick("passport_with_worker", "yes")
    hand.press("Consigner ce qui a été trouvé", "Ce qui a été trouvé est consigné")
    expect(hand.page.get_by_text("Moins bien que signé")).to_have_count(0)
    assert not Incident.objects.exists()
    assert gulf.step(gulf.awa) == "suivi"


def _the_other_tells_what_she_found(gulf: Gulf) -> Incident:
    contract = gulf.ramata.contracts.get(signed_on__isnull=False)
    hand = gulf.hand(gulf.focal)
    hand.open("contracts:finding", contract.pk)
    hand.write("told_by", "Sa sœur, au téléphone")
    hand.pick("employer_same", "no")
    hand.write("employer_name", "Ferme Al-Rachid")
    hand.pick("new_contract_signed", "yes")
    hand.suggest("occupation", "ouvrier agricole")
    hand.write("wage", "900")
    hand.pick("wage_period", "month")
    hand.pick("passport_with_worker", "no")
    hand.press("Consigner ce qui a été trouvé", "Ce qui a été trouvé est consigné")
    hand.sound()
    for label in ("Métier", "Salaire de base", "Passeport gardé par le travailleur"):
        line = hand.page.get_by_role("row", name=re.compile(label))
        expect(line).to_contain_text("Moins bien que signé")
        expect(line).to_have_class("refused")
    hand.reads("Ferme Al-Rachid")
    incident = Incident.objects.get()
    assert (incident.kind, incident.severity, incident.channel) == ("contract_substituted", 3, "event")
    assert incident.candidacy == gulf.ramata
    assert incident.contract_id == contract.pk
    assert incident.employer == gulf.employer
    assert incident.agreement == gulf.campaign.agreement
    return incident


def _the_deadline_runs(gulf: Gulf, incident: Incident) -> None:
    hours = (incident.due_at - incident.counted_from).total_seconds() / 3600
    assert hours == 24, "grave: a day"
    gulf.days.pass_by(2)
    assert sound_alarms(actor=gulf.days.clock()) == 1
    incident.refresh_from_db()
    assert incident.escalated >= 2, "late: the deciders are told"
    assert Message.objects.filter(template__startswith="incident").exists()
    head = gulf.hand(gulf.head)
    head.open("incidents:list")
    head.reads("Contrat modifié ou remplacé")
    head.open("incidents:incident", incident.pk)
    head.reads("Il devait être traité")
    head.reads(re.compile("900.*", re.DOTALL))
    head.press("Prendre en charge", "Suivi par")


def _the_employer_is_suspended_and_told_how_to_appeal(gulf: Gulf, incident: Incident) -> None:
    head = gulf.hand(gulf.head)
    head.open("incidents:employer", gulf.employer.pk)
    head.reads("Contrat modifié ou remplacé")
    head.unfold("Comment le risque est compté")
    expect(head.page.get_by_role("row", name=re.compile("Incidents de gravité 3")).first).to_contain_text("1")
    head.open("incidents:bar-employer", gulf.employer.pk)
    head.pick("fact", "labour_breach")
    head.write("happened_on", gulf.days.today)
    head.write("reasons", "Travailleuse placée dans une ferme, passeport pris.")
    head.write("evidence", f"Incident {incident.number}")
    head.tick("measure", "suspension")
    head.write("until", gulf.days.after(60))
    head.press("Enregistrer la mesure", "La mesure est enregistrée.")
    head.sound()
    bar = Bar.objects.get()
    letter = text(head.paper("incidents:bar-letter", bar.pk))
    assert "Bureau Al-Noor" in letter
    assert "passeport pris" in letter
    assert f"{bar.ends_on:%d/%m/%Y}" in letter
    assert "Vous pouvez faire un recours jusqu'au" in letter.replace("’", "'")
    head.open("incidents:employer", gulf.employer.pk)
    head.reads("Suspension")
