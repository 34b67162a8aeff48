"""The Spain campaign of 2009 replayed in a real browser, from the agreement to the published list (domain.md A.6, S133).

Two people are invited in each cercle, 119 apply, COAG-Canarias offers 45 seats, the employer keeps 30, all are chosen and 15 seats
stay unfilled. The calendar is that of the tests and the cercles are sixty of today's. In the middle the agreement is suspended as in
2016 (domain.md 0.5). Each role does its act once in its browser; what a hundred others would do goes through the same actions.
"""

import csv
import io
import json
import re
from collections import Counter
from datetime import time
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.candidacies import actions as files
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.kernel.errors import WrongState
from baarasira.kernel.models import Entry
from baarasira.messaging.models import Call, Message
from baarasira.mobility.contracts.models import EmployerOffer
from baarasira.openings.models import Campaign
from baarasira.selection import actions as selection
from baarasira.selection.enums import MemberRole
from baarasira.selection.models import Member, Panel, Run
from browsers import Windows
from paper_reading import letters, text
from telling.acting import Days
from telling.checking import COMPUTED, downloaded, in_full, run_again
from telling.spain import APPLICANTS, CERCLES, INVITED, KEPT, SEATS, Spain

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUSPENDED_FOR = 10


@pytest.fixture
def spain(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Spain:
    return Spain(windows, Days(monkeypatch))


def test_from_the_agreement_to_the_published_list(spain: Spain, windows: Windows, tmp_path: Path) -> None:
    _the_officer_brings_the_agreement_into_force(spain)
    _the_department_prepares_the_campaign_and_the_direction_publishes_it(spain)
    first = _a_focal_point_receives_somebody_at_the_counter(spain)
    _the_others_apply(spain, first)
    _half_have_shown_their_papers(spain, first)
    before = spain.standing()
    _the_agreement_is_suspended(spain, first)
    _nothing_moves(spain, first, before)
    _two_people_lift_it(spain, first, before)
    _the_papers_are_complete(spain, first)
    kept = _the_employer_keeps_thirty(spain, first)
    _the_panel_marks_them(spain, kept)
    _the_list_is_closed_run_and_signed_by_two(spain)
    _all_thirty_are_chosen(spain, kept)
    _anybody_reads_and_runs_it_again(spain, kept, tmp_path)
    _the_record_says_who_did_what(spain)
    assert windows.complaints == []


def _the_officer_brings_the_agreement_into_force(spain: Spain) -> None:
    hand = spain.hand(spain.officer)
    hand.open("cooperation:new")
    hand.write("reference", "ML-ES-2007")
    hand.write("title", "Accord-cadre de coopération en matière d'immigration")
    hand.choose("kind", "Accord entre États")
    hand.choose("country", "Espagne")
    hand.suggest("partner", "Gestión")
    hand.press("Enregistrer l’accord", "Accord-cadre")
    spain.agreement = Agreement.objects.get()
    hand.open("cooperation:ceilings", spain.agreement.pk)
    hand.write("yearly", str(SEATS))
    hand.press("Fixer les plafonds")
    for deed, button, day, document in (
        ("negociation", "Ouvrir la négociation", "", "Mandat du 12/10/2006"),
        ("signature", "Enregistrer la signature", "23/01/2007", "Accord signé à Bamako"),
        ("vigueur", "Mettre en vigueur", "01/02/2009", "Décret de publication"),
    ):
        hand.page.wait_for_url(re.compile(r"/cooperation/[0-9a-f-]{36}/$"))
        hand.open("cooperation:act", spain.agreement.pk, deed)
        if day:
            hand.write("day", day)
        hand.write("document", document)
        hand.press(button)
    hand.reads("L’accord est en vigueur.")
    spain.agreement.refresh_from_db()
    assert (spain.agreement.state, spain.agreement.yearly_ceiling) == ("in_force", SEATS)


def _the_department_prepares_the_campaign_and_the_direction_publishes_it(spain: Spain) -> None:
    hand = spain.hand(spain.head)
    hand.open("campaigns:new")
    hand.choose("version_id", "Travail saisonnier en Espagne : première saison")
    hand.choose("agreement_id", "ML-ES-2007")
    hand.suggest("employer", "COAG")
    hand.write("title", "Récoltes aux Canaries")
    hand.suggest("occupation", "9211")
    hand.write("seats", str(SEATS))
    hand.choose("country", "Espagne")
    hand.choose("contract", "Travail saisonnier")
    hand.write("months", "6")
    for name, days in (("closes_on", 20), ("selection_on", 60), ("starts_on", 220)):
        hand.write(name, spain.days.after(days))
    hand.press("Enregistrer la campagne", "La campagne est enregistrée sous le numéro")
    spain.campaign = campaign = Campaign.objects.get()
    hand.sound()
    hand.press("La déclarer vérifiée", "Répartissez ses places")
    hand.open("campaigns:split", campaign.pk)
    hand.choose("by", "les cercles")
    hand.write("among", "\n".join(row.name for row in spain.cercles))
    hand.press("Voir ce que cela donne", "Ce que donne la règle")
    hand.sound()
    hand.press("Garder cette répartition", "Les places sont réparties")
    _the_offer_of_the_employer_is_translated_and_published(spain)
    hand.open("campaigns:file", campaign.pk)
    hand.press("Soumettre à publication", "une seconde personne la publie")
    assert not hand.offers("Publier la campagne"), "whoever submits a campaign does not publish it"
    direction = spain.hand(spain.director)
    direction.open("campaigns:decide", campaign.pk)
    direction.press("Publier la campagne", "La campagne est publiée")
    campaign.refresh_from_db()
    shares = list(campaign.shares.values_list("seats", "invited"))
    assert campaign.state == "open"
    assert len(shares) == CERCLES
    assert (sum(seats for seats, _two in shares), {two for _seats, two in shares}) == (SEATS, {INVITED})
    assert {seats for seats, _two in shares} == {0, 1}, "45 seats among 60 cercles, by largest remainder"


def _the_offer_of_the_employer_is_translated_and_published(spain: Spain) -> None:
    """R-02: contracts are handed over in Spanish as well, so that the campaign waits for the conditions in Spanish."""
    hand = spain.hand(spain.head)
    hand.open("contracts:offer", spain.campaign.pk)
    hand.page.get_by_role("link", name="Saisir l'offre").click()
    hand.page.wait_for_url(re.compile("/saisir/"))
    hand.sound()
    hand.write("ends_on", spain.days.after(220 + 180))
    for name, typed in (("wage", "1 500"), ("payments_per_year", "14"), ("hours_per_week", "40"), ("rent", "80")):
        hand.write(name, typed)
    for name, label in (("wage_currency", "euro"), ("wage_period", "mois")):
        hand.choose(name, label)
    hand.press("Garder l'offre", "ne sont pas traduites (espagnol)")
    hand.page.get_by_role("link", name="Saisir une traduction").click()
    hand.page.wait_for_url(re.compile("/traduction/"))
    hand.sound()
    hand.choose("language", "espagnol")
    hand.write("words", "Salario de 1 500 € al mes, catorce pagas. Alojamiento: 80 € al mes.")
    hand.write("translator", "A. Diallo")
    hand.press("Garder la traduction", "traduit par A. Diallo")
    hand.press("Publier l'offre", "L'offre est publiée")
    assert EmployerOffer.objects.get().state == "published"


def _a_focal_point_receives_somebody_at_the_counter(spain: Spain) -> Candidacy:
    person = spain.invite(6)
    hand = spain.hand(spain.focal)
    hand.open("campaigns:counter", spain.campaign.pk)
    hand.page.keyboard.type(person.surname)
    hand.page.keyboard.press("Enter")
    hand.page.get_by_role("link", name=f"Inscrire {person.given_names} {person.surname}").click()
    hand.reads("Toutes les conditions sont remplies")
    hand.sound()
    hand.press("Inscrire la candidature")
    expect(hand.page.get_by_role("link", name="Imprimer le récépissé")).to_be_visible()
    hand.sound()
    file = Candidacy.objects.select_related("person").get()
    receipt = text(hand.paper("campaigns:receipt", file.pk))
    assert file.number in receipt
    assert "gratuite" in receipt
    due = file.steps.get(closed_at__isnull=True).due_at
    assert due is not None
    assert spain.stands(file) == ("Présentation des pièces", in_full(due.date()))
    return file


def _the_others_apply(spain: Spain, first: Candidacy) -> None:
    for place in range(APPLICANTS):
        if place != 6:
            spain.apply(spain.invite(place))
    spain.received = list(Candidacy.objects.select_related("person").order_by("id"))
    assert len(spain.received) == APPLICANTS
    by_cercle = Counter(Counter(row.cercle_id for row in spain.received).values())
    assert by_cercle == {INVITED: CERCLES - 1, 1: 1}, "two invited a cercle; one of them did not come"
    assert spain.received[0] == first


def _half_have_shown_their_papers(spain: Spain, first: Candidacy) -> None:
    spain.days.pass_by(3)
    half = [row for row in spain.received[1:] if row != first][:60]
    spain.move(half, "pieces", "complete", presented=["identite", "experience"])
    assert spain.steps() == {"pieces": APPLICANTS - 60, "entretien": 60}


def _the_agreement_is_suspended(spain: Spain, first: Candidacy) -> None:
    hand = spain.hand(spain.officer)
    hand.open("cooperation:suspend", spain.agreement.pk)
    hand.reads(f"{APPLICANTS} dossiers")
    hand.write("reason", "Informations consulaires défavorables sur les conditions d'accueil.")
    hand.write("document", "Décision du ministère 2016-031")
    hand.write("opinion_reference", "Lettre du consulat 7")
    hand.write("opinion_on", spain.days.today)
    hand.press("Suspendre l’accord", "Suspendu : personne n’est recruté")
    hand.sound()
    assert Candidacy.objects.filter(frozen_on=spain.days.today).count() == APPLICANTS
    # Every candidate is told: a message, or a call to make where none goes; agents read it on their desk and in the file.
    told, called = Message.objects.filter(template="campaign.stop"), Call.objects.filter(template="campaign.stop")
    silent = sum(place % 5 == 0 for place in range(APPLICANTS))
    assert (told.count(), called.count()) == (APPLICANTS - silent, silent)
    assert all("suspendue" in message.text and "gratuite" in message.text for message in told)
    focal = spain.hand(spain.focal)
    focal.page.goto("/")
    focal.reads("Dossiers arrêtés par une suspension")
    focal.sound()
    focal.open("campaigns:dossier", first.pk)
    focal.reads("Rien n’avance tant que la campagne est suspendue.")
    assert not focal.offers("Noter l’issue de l’étape")
    state, when = spain.stands(first)
    assert "suspendue" in state
    assert when == ""


def _nothing_moves(spain: Spain, first: Candidacy, before: list[tuple[object, ...]]) -> None:
    late = spain.invite(APPLICANTS)
    focal = spain.hand(spain.far_focal)
    focal.open("campaigns:apply", spain.campaign.pk, late.pk)
    focal.reads("Pas d’inscription maintenant")
    assert not focal.offers("Inscrire la candidature")
    with pytest.raises(WrongState, match="suspendue"):
        spain.apply(late)
    with pytest.raises(WrongState, match="suspendue"):
        files.close_step(
            actor=spain.actor(spain.focal), candidacy_id=first.pk, ending="complete",
            values={"presented": ["identite", "experience"]},
        )  # fmt: skip
    with pytest.raises(WrongState):
        selection.close_list(actor=spain.actor(spain.head), campaign=spain.campaign)
    spain.days.pass_by(SUSPENDED_FOR)
    files.tick(actor=spain.days.clock())
    assert spain.standing() == before
    assert spain.hand(spain.head).page.request.get(reverse("campaigns:counter", args=[spain.campaign.pk])).status in {
        403,
        404,
    }, "the department receives nobody at a counter"


def _two_people_lift_it(spain: Spain, first: Candidacy, before: list[tuple[object, ...]]) -> None:
    due = first.steps.get(closed_at__isnull=True).due_at
    asker, direction = spain.hand(spain.officer), spain.hand(spain.director)
    asker.open("cooperation:opinion", spain.agreement.pk)
    asker.tick("sense", "favourable")
    asker.write("given_on", spain.days.today)
    asker.write("reference", "Lettre du consulat 9")
    asker.press("Enregistrer l’avis", "L’avis est enregistré.")
    asker.open("cooperation:lift", spain.agreement.pk)
    asker.write("reason", "Les contrats ont été corrigés et vérifiés.")
    asker.write("document", "Décision 2016-058")
    asker.press("Demander la levée", "une autre personne la confirme")
    assert Candidacy.objects.filter(frozen_on__isnull=False).count() == APPLICANTS
    direction.open("cooperation:lift", spain.agreement.pk)
    direction.press("Confirmer la levée", "La suspension est levée")
    spain.campaign.refresh_from_db()
    assert spain.campaign.state == "open"
    assert not Candidacy.objects.filter(frozen_on__isnull=False).exists()
    assert spain.standing() == before
    after = first.steps.get(closed_at__isnull=True).due_at
    assert due is not None
    assert after is not None
    assert (after - due).days == SUSPENDED_FOR, "everybody has the days they had left"
    assert Message.objects.filter(template="campaign.resume").count() == APPLICANTS - 24
    assert spain.stands(first) == ("Présentation des pièces", in_full(after.date()))


def _the_papers_are_complete(spain: Spain, first: Candidacy) -> None:
    hand = spain.hand(spain.focal)
    hand.open("campaigns:dossier", first.pk)
    hand.tick("presented", "identite")
    hand.tick("presented", "experience")
    hand.tick("ending", "complete")
    hand.press("Noter l’issue de l’étape", "Le dossier a avancé")
    hand.sound()
    rest = list(Candidacy.objects.filter(step="pieces", state=CandidacyState.UNDER_WAY))
    spain.move(rest, "pieces", "complete", presented=["identite", "experience"])
    assert spain.stands(first)[0] == "Entretien devant la commission"
    head = spain.hand(spain.head)
    head.open("campaigns:file", spain.campaign.pk)
    head.press("Clore les inscriptions", "Les inscriptions sont closes.")
    assert spain.steps() == {"entretien": APPLICANTS}


def _the_employer_keeps_thirty(spain: Spain, first: Candidacy) -> list[Candidacy]:
    """Everybody is convened and heard; the employer keeps thirty, the files of the others end there, with their reason."""
    head = spain.hand(spain.head)
    head.open("selection:form-panel", spain.campaign.pk)
    head.press("Former la commission")
    head.page.wait_for_url(re.compile("/commissions/"))
    spain.panel = Panel.objects.get()
    head.open("selection:hearings", spain.panel.pk)
    head.choose("place", "Direction régionale de Ségou")
    head.write("day", spain.days.after(6))
    head.write("minutes", "5")
    head.press("Convoquer et prévenir", f"{APPLICANTS} personnes sont convoquées et prévenues.")
    head.sound()
    spain.days.pass_by(7)
    kept = [first, *[row for row in spain.received if row != first][::4]][:KEPT]
    head = spain.hand(spain.head)
    head.open("selection:hearings", spain.panel.pk)
    for row in kept:
        head.tick("file", str(row.pk))
    head.page.locator("#ending").select_option("passed")
    head.press("Enregistrer ce qui s'est passé", f"{KEPT} dossiers ont avancé.")
    others = [row for row in spain.received if row not in kept]
    spain.attend(others, "entretien", "failed")
    assert spain.steps() == {"epreuve": KEPT, "non-retenu": APPLICANTS - KEPT}
    assert spain.stands(others[0]) == ("Non retenu", "")
    assert spain.stands(first)[0] == "Épreuve pratique"
    sitting = selection.Sitting(place=spain.tree.directorate, day=spain.days.after(6), begins=time(8))
    selection.convene(actor=spain.actor(spain.head), panel_id=spain.panel.pk, step="epreuve", sitting=sitting)
    spain.days.pass_by(7)
    spain.attend(kept, "epreuve", "passed")
    return kept


def _the_panel_marks_them(spain: Spain, kept: list[Candidacy]) -> None:
    head, panel = spain.hand(spain.head), spain.panel
    head.open("selection:panel", panel.pk)
    head.choose("role", "Présid")
    head.write("email", spain.members[0].email)
    head.press("Faire siéger", f"{spain.members[0].label} siège à la commission.")
    for user in spain.members[1:]:
        seat = selection.Seat(role=MemberRole.DIRECTORATE, user=user)
        selection.seat_member(actor=spain.actor(spain.head), panel_id=panel.pk, seat=seat)
    seated = {row.user_id: row for row in Member.objects.filter(panel=panel).select_related("user")}
    members = [seated[user.pk] for user in spain.members]
    chair = spain.hand(spain.members[0])
    chair.open("selection:declare", members[0].pk)
    chair.write("village", "Bamako")
    chair.tick("none")
    chair.press("Enregistrer ma déclaration", "enregistrée")
    for member in members[1:]:
        assert member.user is not None
        selection.declare(actor=spain.actor(member.user), member_id=member.pk, village="Bamako")
    head.open("selection:panel", panel.pk)
    head.press("Commencer la notation", "La notation a commencé")
    chair.open("selection:mark", members[0].pk, kept[0].pk)
    for line, mark in (("pratique", "24,5"), ("entretien", "17"), ("consignes", "8")):
        chair.write(line, mark)
    chair.press("Remettre mes notes")
    chair.reads(f"Les notes de {kept[0].number} sont remises.")
    chair.reads(f"Encore {KEPT - 2} autres dossiers.")
    spain.mark(members, kept, (kept[0], members[0]))
    head.open("selection:panel", panel.pk)
    head.press("Ouvrir les notes", "Les notes sont ouvertes")
    head.sound()
    assert spain.steps()["selection"] == KEPT


def _the_list_is_closed_run_and_signed_by_two(spain: Spain) -> None:
    head = spain.hand(spain.head)
    head.open("selection:file", spain.campaign.pk)
    head.press("Clore la liste", "La liste est close")
    spain.run = run = Run.objects.get()
    hashed = run.sha256
    head.sound()
    head.write("seed", "48 21 07 33 90")
    head.write("source", "Loterie nationale, tirage du jour")
    head.write("drawn_on", spain.days.today)
    head.press("Enregistrer le nombre tiré", "Le nombre tiré est enregistré")
    head.press("Calculer la sélection", f"{SEATS - KEPT} places restent")
    head.sound()
    head.press("Signer la sélection", "Votre signature est enregistrée.")
    assert not head.offers("Signer et publier"), "the first signature waits for another person's"
    assert spain.steps()["selection"] == KEPT, "nobody is chosen by one signature"
    direction = spain.hand(spain.director)
    direction.open("selection:run", run.pk)
    direction.press("Signer et publier", "La sélection est publiée")
    direction.sound()
    run.refresh_from_db()
    assert (run.state, run.sha256) == ("published", hashed)
    assert (run.first_by, run.second_by) == (spain.head, spain.director)


def _all_thirty_are_chosen(spain: Spain, kept: list[Candidacy]) -> None:
    run = spain.run
    assert (run.applicants, run.seats, run.filled) == (KEPT, SEATS, KEPT)
    assert spain.steps() == {"visite-medicale": KEPT, "non-retenu": APPLICANTS - KEPT}
    state, when = spain.stands(kept[0])
    due = kept[0].steps.get(closed_at__isnull=True).due_at
    assert due is not None
    assert (state, when) == ("Visite médicale", in_full(due.date()))
    minutes = text(spain.hand(spain.head).paper("selection:record", run.pk))
    assert f"{KEPT} sur {SEATS}" in minutes
    printed = letters(minutes)
    assert all(row.number in printed for row in kept)
    assert not any(row.person.surname in minutes for row in kept), "receipt numbers and no name"
    assert all(user.label in minutes for user in (spain.head, spain.director))


def _anybody_reads_and_runs_it_again(spain: Spain, kept: list[Candidacy], folder: Path) -> None:
    visitor, number = spain.cast.visitor(), spain.campaign.opening.number
    visitor.open("public:selections")
    visitor.page.get_by_role("link", name="Récoltes aux Canaries").click()
    visitor.reads(f"{KEPT} sur {SEATS}")
    published: set[str] = set()
    addresses = [link.get_attribute("href") for link in visitor.page.locator("main ul").first.locator("a").all()]
    for address in addresses:
        said = visitor.page.request.get(str(address)).text()
        published |= {row.number for row in spain.received if row.number in said}
    visitor.page.goto(str(addresses[0]))
    visitor.sound()
    assert published == {row.number for row in kept}
    held = downloaded(visitor, spain.run)
    again = run_again(held, folder / number)
    assert {name: held[name] for name in COMPUTED} == again
    rows = list(csv.DictReader(io.StringIO(held["applicants.csv"].decode())))
    assert {row["id"] for row in rows} == published
    assert set(rows[0]) == {"id", "score", "region", "cercle"}, "only the columns that quotas read"
    assert json.loads(held["minutes.json"])["filled"] == KEPT


def _the_record_says_who_did_what(spain: Spain) -> None:
    done = set(Entry.objects.values_list("verb", "actor_id"))
    for verb, user in (
        ("agreement.enter", spain.officer), ("campaign.submit", spain.head), ("campaign.publish", spain.director),
        ("agreement.suspend", spain.officer), ("agreement.lift", spain.director), ("run.close_list", spain.head),
        ("run.sign", spain.head), ("run.publish", spain.director),
    ):  # fmt: skip
        assert (verb, user.pk) in done, verb
