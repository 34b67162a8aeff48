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
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.models import Entry
from baarasira.messaging.models import Call, Message
from baarasira.network.loading import load_territory
from baarasira.network.models import StructureKind, Territory
from baarasira.openings.models import Campaign
from baarasira.people.models import Person
from baarasira.selection import actions as selection
from baarasira.selection.enums import MemberRole
from baarasira.selection.models import Member, Panel, Run
from browsers import Windows
from factories import (
    NOW,
    Tree,
    make_applicant,
    make_application,
    make_employer,
    make_organisation,
    make_programme,
    make_structure,
    make_tree,
)
from paper_reading import letters, text
from telling import COMPUTED, Cast, Days, Hand, downloaded, in_full, looked_up, run_again

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CERCLES, INVITED, APPLICANTS, SEATS, KEPT = 60, 2, 119, 45, 30
SUSPENDED_FOR = 10


class Spain:
    """The story: who plays in it, and what has come of it so far."""

    agreement: Agreement
    campaign: Campaign
    panel: Panel
    run: Run
    received: list[Candidacy]

    def __init__(self, windows: Windows, days: Days) -> None:
        self.days, self.cast = days, Cast(windows, days)
        load_territory(actor=system(NOW))
        self.tree: Tree = make_tree()
        self.department = make_structure(self.tree.root, name="Département migration", kind=StructureKind.DEPARTMENT)
        self.cercles = list(Territory.objects.filter(kind="cercle").order_by("code")[:CERCLES])
        make_programme(owner=self.department)
        make_employer(self.department, name="COAG-Canarias", country="ES", city="Las Palmas")
        make_organisation(name="Dirección General de Gestión Migratoria")
        self.officer = self.cast.make(Role.COOPERATION_OFFICER, self.department, "Cissé", "C-1")
        self.head = self.cast.make(Role.MIGRATION_DEPARTMENT, self.department, "Coulibaly", "M-1")
        self.director = self.cast.make(Role.DIRECTOR, self.tree.root, "Maïga", "D-1")
        self.focal = self.cast.make(Role.FOCAL_POINT, self.tree.office, "Dembélé", "F-1")
        self.far_focal = self.cast.make(Role.FOCAL_POINT, self.tree.far_office, "Sissoko", "F-2")
        self.members = [
            self.cast.make(Role.COUNSELLOR, self.tree.root, name, f"P-{place}")
            for place, name in enumerate(("Touré", "Diallo", "Bagayoko", "Samaké"))
        ]

    def hand(self, user: User) -> Hand:
        return self.cast.hand(user)

    def actor(self, user: User) -> Actor:
        return self.days.actor(user)

    def stands(self, file: Candidacy) -> tuple[str, str]:
        """Return what the holder of a receipt reads on the public page."""
        return looked_up(self.cast.visitor(), file)

    def focal_of(self, file: Candidacy) -> User:
        return self.focal if file.office_id == self.tree.office.pk else self.far_focal

    def move(self, rows: list[Candidacy], step: str, ending: str, **values: Any) -> None:
        """Close a step of these files, each at the counter of its office."""
        for user in (self.focal, self.far_focal):
            keys = [row.pk for row in rows if self.focal_of(row) == user]
            lines = files.move_many(actor=self.actor(user), candidacy_ids=keys, step=step, ending=ending, values=values)
            assert [line.refusal for line in lines if line.refusal] == []

    def steps(self) -> Counter[str]:
        rows = Candidacy.objects.filter(opening_id=self.campaign.pk).values_list("outcome", "step")
        return Counter(outcome or step for outcome, step in rows)


@pytest.fixture
def spain(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Spain:
    return Spain(windows, Days(monkeypatch))


def test_from_the_agreement_to_the_published_list(spain: Spain, windows: Windows, tmp_path: Path) -> None:
    _the_officer_brings_the_agreement_into_force(spain)
    _the_department_prepares_the_campaign_and_the_direction_publishes_it(spain)
    first = _a_focal_point_receives_somebody_at_the_counter(spain)
    _the_others_apply(spain, first)
    _half_have_shown_their_papers(spain, first)
    before = _standing(spain)
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
    hand, day = spain.hand(spain.head), spain.days.today
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
        hand.write(name, f"{day.fromordinal(day.toordinal() + days):%d/%m/%Y}")
    hand.press("Enregistrer la campagne", "La campagne est enregistrée sous le numéro")
    spain.campaign = campaign = Campaign.objects.get()
    hand.sound()
    hand.press("La déclarer vérifiée", "Répartissez ses places")
    hand.open("campaigns:split", campaign.pk)
    hand.choose("by", "les cercles")
    hand.write("among", "\n".join(row.name for row in spain.cercles))
    hand.press("Voir ce que cela donne", "Ce que la règle donne")
    hand.sound()
    hand.press("Garder cette répartition")
    hand.press("Soumettre à publication")
    expect(hand.page.locator("main")).to_contain_text("publie")
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


def _invited(spain: Spain, place: int) -> Person:
    """Register one of those invited: two a cercle, in the order of the cercles; every fifth without a phone."""
    cercle = spain.cercles[place // INVITED]
    office = (spain.tree.office, spain.tree.far_office)[place % 2]
    return make_applicant(
        office, at=spain.days.now, region=cercle.parent_id, cercle=cercle.code, born=str(1975 + place % 20),
        occupations=[f"9211:{1 + place % 5}"], phones=[f"76 {place:06d}"] if place % 5 else [],
    )  # fmt: skip


def _a_focal_point_receives_somebody_at_the_counter(spain: Spain) -> Candidacy:
    person = _invited(spain, 6)
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
            make_application(spain.campaign, _invited(spain, place), at=spain.days.now)
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


def _standing(spain: Spain) -> list[tuple[object, ...]]:
    """Return everything that says where the files stand, but the deadlines."""
    rows = Candidacy.objects.order_by("id").values_list("pk", "state", "step", "outcome", "departed_on")
    steps = CandidacyStep.objects.order_by("candidacy_id", "position")
    return [*rows, *steps.values_list("candidacy_id", "key", "ending", "values", "staged_ending", "closed_at")]


def _the_agreement_is_suspended(spain: Spain, first: Candidacy) -> None:
    hand = spain.hand(spain.officer)
    hand.open("cooperation:suspend", spain.agreement.pk)
    hand.reads(f"{APPLICANTS} dossiers")
    hand.write("reason", "Informations consulaires défavorables sur les conditions d'accueil.")
    hand.write("document", "Décision du ministère 2016-031")
    hand.write("opinion_reference", "Lettre du consulat 7")
    hand.write("opinion_on", f"{spain.days.today:%d/%m/%Y}")
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
    late = make_applicant(
        spain.tree.office, at=spain.days.now, region="ML-1", cercle=spain.cercles[-1].code, surname="Tardif"
    )
    focal = spain.hand(spain.focal)
    focal.open("campaigns:apply", spain.campaign.pk, late.pk)
    focal.reads("Pas d’inscription maintenant")
    assert not focal.offers("Inscrire la candidature")
    with pytest.raises(WrongState, match="suspendue"):
        make_application(spain.campaign, late, at=spain.days.now)
    with pytest.raises(WrongState, match="suspendue"):
        files.close_step(
            actor=spain.actor(spain.focal), candidacy_id=first.pk, ending="complete",
            values={"presented": ["identite", "experience"]},
        )  # fmt: skip
    with pytest.raises(WrongState):
        selection.close_list(actor=spain.actor(spain.head), campaign=spain.campaign)
    spain.days.pass_by(SUSPENDED_FOR)
    files.tick(actor=spain.days.clock())
    assert _standing(spain) == before
    assert spain.hand(spain.head).page.request.get(reverse("campaigns:counter", args=[spain.campaign.pk])).status in {
        403,
        404,
    }, "the department receives nobody at a counter"


def _two_people_lift_it(spain: Spain, first: Candidacy, before: list[tuple[object, ...]]) -> None:
    due = first.steps.get(closed_at__isnull=True).due_at
    asker, direction = spain.hand(spain.officer), spain.hand(spain.director)
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
    assert _standing(spain) == before
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
    heard_on = spain.days.today.fromordinal(spain.days.today.toordinal() + 6)
    head.write("day", f"{heard_on:%d/%m/%Y}")
    head.write("minutes", "5")
    head.press("Convoquer et prévenir", f"{APPLICANTS} personnes sont convoquées et prévenues.")
    head.sound()
    spain.days.pass_by(6)
    kept = [first, *[row for row in spain.received if row != first][::4]][:KEPT]
    head = spain.hand(spain.head)
    head.open("selection:hearings", spain.panel.pk)
    for row in kept:
        head.tick("file", str(row.pk))
    head.page.locator("#ending").select_option("passed")
    head.press("Enregistrer ce qui s'est passé", f"{KEPT} dossiers ont avancé.")
    others = [row.pk for row in spain.received if row not in kept]
    _attend(spain, others, "entretien", "failed")
    assert spain.steps() == {"epreuve": KEPT, "non-retenu": APPLICANTS - KEPT}
    assert spain.stands(Candidacy.objects.select_related("person").get(pk=others[0])) == ("Non retenu", "")
    assert spain.stands(first)[0] == "Épreuve pratique"
    sitting = selection.Sitting(
        place=spain.tree.directorate, day=spain.days.today.fromordinal(heard_on.toordinal() + 6), begins=time(8)
    )
    selection.convene(actor=spain.actor(spain.head), panel_id=spain.panel.pk, step="epreuve", sitting=sitting)
    spain.days.pass_by(6)
    _attend(spain, [row.pk for row in kept], "epreuve", "passed")
    return kept


def _attend(spain: Spain, keys: list[Any], step: str, ending: str) -> None:
    lines = selection.set_attendance(
        actor=spain.actor(spain.head), panel_id=spain.panel.pk, candidacy_ids=keys, step=step, ending=ending,
        on=spain.days.today,
    )  # fmt: skip
    assert [line.refusal for line in lines if line.refusal] == []


def _the_panel_marks_them(spain: Spain, kept: list[Candidacy]) -> None:
    head, panel = spain.hand(spain.head), spain.panel
    head.open("selection:panel", panel.pk)
    head.choose("role", "Présid")
    head.write("email", spain.members[0].email)
    head.press("Faire siéger", "siège")
    for user in spain.members[1:]:
        seat = selection.Seat(role=MemberRole.DIRECTORATE, user=user)
        selection.seat_member(actor=spain.actor(spain.head), panel_id=panel.pk, seat=seat)
    members = list(Member.objects.filter(panel=panel).select_related("user").order_by("id"))
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
    expect(chair.page.locator("main")).to_contain_text(re.compile("28|29"))
    _the_rest_is_marked(spain, members, kept)
    head.open("selection:panel", panel.pk)
    head.press("Ouvrir les notes", "Les notes sont ouvertes")
    head.sound()
    assert spain.steps()["selection"] == KEPT


def _the_rest_is_marked(spain: Spain, members: list[Member], kept: list[Candidacy]) -> None:
    for place, file in enumerate(kept):
        for seat, member in enumerate(members):
            assert member.user is not None
            if (place, seat) != (0, 0):
                typed = {"pratique": str(10 + (place + seat) % 20), "entretien": str(place % 20), "consignes": "5,5"}
                selection.hand_in(
                    actor=spain.actor(member.user), member_id=member.pk, candidacy_id=file.pk, typed=typed
                )


def _the_list_is_closed_run_and_signed_by_two(spain: Spain) -> None:
    head = spain.hand(spain.head)
    head.open("selection:file", spain.campaign.pk)
    head.press("Clore la liste", "La liste est close")
    spain.run = run = Run.objects.get()
    hashed = run.sha256
    head.sound()
    head.write("seed", "48 21 07 33 90")
    head.write("source", "Loterie nationale, tirage du jour")
    head.write("drawn_on", f"{spain.days.today:%d/%m/%Y}")
    head.press("Enregistrer le nombre tiré", "Le nombre tiré est enregistré")
    head.press("Calculer la sélection", f"{SEATS - KEPT} places restent")
    head.sound()
    head.press("Signer la sélection", "Votre signature est enregistrée.")
    assert not head.offers("Signer et publier"), "the first signature waits for another person's"
    assert spain.steps()["selection"] == KEPT, "nobody is chosen by one signature"
    direction = spain.hand(spain.director)
    direction.open("selection:run", run.pk)
    direction.press("Signer et publier", "publié")
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
        visitor.page.goto(str(address))
        visitor.sound()
        published |= {row.number for row in spain.received if row.number in visitor.page.locator("main").inner_text()}
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
