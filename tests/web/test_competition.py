"""A competition in a real browser: 300 candidates, 24 seats, from the notice to the enrolment.

On the way a fraud, a third marking, a tie, two complaints, a seat given up, a false diploma. What hundreds do goes through the
actions; what each of those who conduct the competition reads and presses is done on the pages.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

import competing
from baarasira.accounts.models import User
from baarasira.training.competitions import actions, sealing
from baarasira.training.competitions.models import Competition, Mark, SeatOffer, Sitting
from baarasira.training.courses.models import Enrolment
from browsers import Windows
from competing import PAPER_DAY, RESULTS_DAY, SECRETS, Contest, enter_many, make_contest
from factories import TODAY
from opened import codes_of
from teaching import make_session
from telling.acting import Cast, Days, Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE, SEATS = 300, 24


class _Looked(set[str]):
    """Each kind of page is held to axe by the walk of every page: this story has 300 people to see through."""

    def __contains__(self, _kind: object) -> bool:
        return True


class Story:
    """The centre, its people at their browsers, the days that pass."""

    def __init__(self, windows: Windows, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(sealing, "COST", 2**8)  # what a search would cost is asked by its own test
        self.days = Days(patch)
        self.cast = Cast(windows, self.days)
        self.cast._seen = _Looked()
        self.contest: Contest = make_contest(SEATS)
        enter_many(self.contest, PEOPLE)

    def hand(self, user: User) -> Hand:
        """Return the browser of somebody, signed in today."""
        return self.cast.hand(user)

    def go_to(self, day: object) -> None:
        """Let days go by until one."""
        self.days.pass_by((day - self.days.today).days)  # type: ignore[operator]

    def confirm(self, hand: Hand, opener: str, button: str, then: str) -> None:
        """Unfold an act, confirm it, read the answer."""
        hand.unfold(opener)
        hand.press(button, then)


@pytest.fixture
def story(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> Story:
    return Story(windows, monkeypatch)


def test_three_hundred_candidates_for_twenty_four_seats(story: Story, windows: Windows) -> None:
    row = _the_notice(story)
    _everybody_is_seated_and_convened(story, row)
    _the_seal_is_kept_by_three(story, row)
    cheat = _a_fraud_is_recorded_and_decided(story, row)
    wanted = _everything_is_marked_one_script_by_a_third(story, row)
    _two_holders_lift_anonymity(story, row)
    tied = _the_results_are_published(story, row, wanted, cheat)
    _two_complaints_are_settled(story, row, tied)
    _seats_are_confirmed_and_passed_on(story, row)
    refused = [line for line in windows.complaints if "422" not in line]
    assert refused == []


def _the_notice(story: Story) -> Competition:
    contest, session = (
        story.contest,
        make_session(story.contest.centre, starts_on=TODAY + timedelta(days=100), seats=SEATS),
    )
    officer = story.hand(contest.officer)
    officer.open("competitions:list")
    officer.press("Préparer le concours", "Le concours est préparé d'après son programme")
    contest.competition = Competition.objects.get()
    row = competing.prepare(contest, halls=(180,))
    officer.open("competitions:rules", row.pk)
    officer.pick("session_id", str(session.pk))
    officer.press("Garder ces règles", "Les règles sont gardées.")
    officer.open("competitions:hall", row.pk)
    officer.write("name", "Amphithéâtre")
    officer.write("seats", "140")
    officer.press("Ajouter cette salle", "La salle est ajoutée.")
    actions.reserve_seats(actor=story.days.actor(contest.officer), competition_id=row.pk, group="women", seats=4)
    return row


def _everybody_is_seated_and_convened(story: Story, row: Competition) -> None:
    contest = story.contest
    story.days.pass_by(17)
    officer = story.hand(contest.officer)
    competing.campaigns.close_applications(actor=story.days.actor(contest.officer), campaign=contest.campaign)
    officer.open("competitions:file", row.pk)
    story.confirm(
        officer, "Placer et convoquer les candidats…", "Placer et convoquer", "300 candidats ont maintenant une place."
    )
    officer.open("competitions:sittings", row.pk)
    assert Sitting.objects.values("hall", "seat").distinct().count() == PEOPLE


def _the_seal_is_kept_by_three(story: Story, row: Competition) -> None:
    contest = story.contest
    director = story.hand(contest.director)
    director.open("competitions:holders", row.pk)
    for name, user in zip(("first", "second", "third"), contest.holders, strict=True):
        director.write(name, user.email)
    director.press("Désigner ces trois personnes", "Les gardiens sont désignés.")
    for user, secret in zip(contest.holders[1:], SECRETS[1:], strict=True):
        actions.take_place(actor=story.days.actor(user), competition_id=row.pk, secret=secret)
    holder = story.hand(contest.holders[0])
    holder.open("competitions:list")
    holder.page.locator("main").get_by_role("link", name=str(row)).click()
    holder.write("secret", SECRETS[0])
    holder.write("again", SECRETS[0])
    holder.press("Choisir ce secret", "Votre secret est pris.")


def _a_fraud_is_recorded_and_decided(story: Story, row: Competition) -> Sitting:
    contest = story.contest
    story.go_to(PAPER_DAY)
    hall = row.halls.get(name="Amphithéâtre")
    paper = contest.papers[0]
    officer = story.hand(contest.officer)
    officer.open("competitions:attendance", paper.pk, hall.pk)
    officer.page.get_by_role("link", name="Enregistrer un incident…").click()
    officer.pick("kind", "fraud")
    officer.write("seat", "7")
    officer.write("words", "Un téléphone allumé sous la table, vu par deux surveillants.")
    officer.press("Enregistrer l'incident", "Une fraude attend une autre personne.")
    absent = hall.sittings.get(seat=8)
    officer.tick("absent", str(absent.pk))
    officer.write("invigilators", "Awa Ba, Issa Koné")
    officer.press("Fermer la feuille", "La feuille d'émargement est close.")
    _others_are_closed(story, absent)
    director = story.hand(contest.director)
    director.open("competitions:incidents", row.pk)
    director.page.get_by_role("link", name="Annuler l'épreuve…").click()
    director.write("decision", "Téléphone saisi, messages lus devant deux témoins.")
    director.press("Annuler l'épreuve", "La décision est enregistrée.")
    found: Sitting = hall.sittings.get(seat=7)
    return found


def _others_are_closed(story: Story, absent: Sitting) -> None:
    for paper in story.contest.papers:
        for hall in story.contest.row.halls.exclude(sheets__paper=paper):
            actions.close_sheet(
                actor=story.contest.actor(story.contest.officer), paper_id=paper.pk, hall_id=hall.pk,
                absent={absent.pk} & set(hall.sittings.values_list("pk", flat=True)), invigilators="A. Ba",
            )  # fmt: skip


def _everything_is_marked_one_script_by_a_third(story: Story, row: Competition) -> dict[str, tuple[int, int]]:
    """Have everything marked; return {receipt: marks in quarter points} as they are meant: decreasing, two of them equal."""
    contest = story.contest
    competing.label(contest)
    competing.deal(contest)
    sat = [
        file.number
        for file in contest.files
        if file.sitting.presences.filter(present=True, annulled_on__isnull=True).count() == 2
    ]
    sat.sort()
    wanted = {receipt: (max(8, 76 - place // 4), max(8, 72 - place // 5)) for place, receipt in enumerate(sat)}
    whose = codes_of(contest)

    def give(code: str, _turn: int) -> str:
        receipt, key = whose[code]
        value = wanted.get(receipt, (40, 40))[0 if key == "metier" else 1]
        return f"{value // 4},{value % 4 * 25:02}"

    first = (
        Mark.objects.filter(marker__user=contest.markers[0], marker__paper__key="metier")
        .order_by("script__code")
        .first()
    )
    assert first is not None
    _a_marker_types_twenty_one(story, first, give)
    competing.mark_all(contest, give)
    _two_markers_differ_and_a_third_decides(story, first, give)
    return wanted


def _a_marker_types_twenty_one(story: Story, mark: Mark, give: Callable[[str, int], str]) -> None:
    marker = story.hand(story.contest.markers[0])
    marker.open("competitions:marks", mark.marker_id)
    marker.write(f"mark-{mark.script.code}", "21")
    marker.press("Remettre ces notes", "n'est pas une note")
    marker.write(f"mark-{mark.script.code}", give(mark.script.code, 1))
    marker.press("Remettre ces notes", "1 notes sont enregistrées.")


def _two_markers_differ_and_a_third_decides(story: Story, mark: Mark, give: Callable[[str, int], str]) -> None:
    """The first marker corrects a mark with a reason; the two then differ by more than three points, and a third marks."""
    typed = give(mark.script.code, 1)
    value = int(float(typed.replace(",", ".")) * 4)
    wrong = value - 16 if value >= 32 else value + 16
    marker = story.hand(story.contest.markers[0])
    marker.open("competitions:correct", mark.pk)
    marker.write("mark", f"{wrong // 4},{wrong % 4 * 25:02}")
    marker.write("reason", "La deuxième partie n'était pas de ce candidat.")
    marker.press("Corriger la note", "La note est corrigée")
    mark.script.refresh_from_db()
    assert mark.script.final is None
    third = story.hand(story.contest.markers[2])
    third.open("competitions:list")
    third.page.locator("main").get_by_role("link", name="Épreuve du métier").click()
    third.write(f"mark-{mark.script.code}", typed)
    third.press("Remettre ces notes", "Plus rien à corriger")
    mark.script.refresh_from_db()
    assert mark.script.final == 2 * value, "the third agrees with the second: their mean counts"


def _two_holders_lift_anonymity(story: Story, row: Competition) -> None:
    contest = story.contest
    for place, then in ((0, "Vous avez agi."), (2, "C'est fait.")):
        holder = story.hand(contest.holders[place])
        holder.open("competitions:hand", row.pk)
        holder.write("secret", SECRETS[place])
        holder.press("Agir le premier" if place == 0 else "Lever l'anonymat", then)
    assert contest.row.state == "unsealed"


def _the_results_are_published(
    story: Story, row: Competition, wanted: dict[str, tuple[int, int]], cheat: Sitting
) -> list[str]:
    """Publish the results by two people; return the receipts on each side of the last seat given by merit."""
    contest = story.contest
    story.go_to(RESULTS_DAY)
    officer, director = story.hand(contest.officer), story.hand(contest.director)
    officer.open("competitions:file", row.pk)
    officer.press("Proposer la liste", "La liste est proposée.")
    director.open("competitions:file", row.pk)
    story.confirm(director, "Publier les résultats…", "Publier les résultats", "Les résultats sont publiés")
    document = json.loads(contest.row.lists.get().document)
    places = {line["receipt"]: line for line in document["places"]}
    assert places[cheat.candidacy.number]["result"] == "eliminated"
    assert sum(line["result"] == "admitted" for line in places.values()) == SEATS
    assert sum(line["result"] == "waiting" for line in places.values()) == 5, "a fifth of 24, rounded up"
    born = {file.number: file.person.born for file in contest.files}
    ranked = [line["receipt"] for line in document["places"] if line["rank"]]

    def order(receipt: str) -> tuple[Fraction, int, int]:
        trade, culture = wanted[receipt]
        return (-Fraction(2 * trade + culture, 3), -trade, -born[receipt].toordinal())

    keys = [order(receipt) for receipt in ranked]
    assert keys == sorted(keys), "by mean, then the main paper, then the younger"
    ties = [(one, other) for one, other in pairwise(ranked) if order(one)[:2] == order(other)[:2]]
    assert ties, "two with equal means and equal main papers, told apart by age"
    visitor = story.cast.visitor()
    visitor.page.goto(f"/concours/{contest.campaign.opening.number}/mes-notes/")
    visitor.write("number", ranked[0])
    visitor.write("born", str(born[ranked[0]].year))
    visitor.press("Voir mes notes", "Admis")
    return ranked


def _two_complaints_are_settled(story: Story, row: Competition, ranked: list[str]) -> None:
    """One is upheld: the mark is corrected in the open and the list issued again; the other is rejected."""
    contest = story.contest
    story.days.pass_by(2)
    focal, director = story.hand(contest.focal), story.hand(contest.director)
    climber, other = (Sitting.objects.get(candidacy__number=ranked[place]) for place in (40, 41))
    for sitting in (climber, other):
        focal.open("competitions:complain", sitting.pk)
        focal.write("grounds", "Une page de ma copie n'a pas été comptée.")
        focal.press("Enregistrer la réclamation", "Une autre personne la tranche.")
    for sitting, mark in ((climber, "20"), (other, "")):
        director.open("competitions:settle", sitting.complaints.get().pk)
        director.write("mark", mark)
        director.write("decision", "La copie a été relue avec le candidat, page par page.")
        director.press("Trancher", "La réclamation est tranchée.")
    officer = story.hand(contest.officer)
    officer.open("competitions:file", row.pk)
    officer.unfold("Refaire la liste")
    officer.page.locator("main textarea[name=reason]").last.fill("Une réclamation accueillie : une page non comptée.")
    officer.press("Proposer à nouveau la liste", "La liste est proposée.")
    director.open("competitions:file", row.pk)
    story.confirm(director, "Publier les résultats…", "Publier les résultats", "Les résultats sont publiés")
    listed = row.lists.get(state="published")
    place, before = listed.places.get(sitting=climber), row.lists.get(state="superseded").places.get(sitting=climber)
    assert place.rank < before.rank
    focal.open("competitions:sitting", climber.pk)
    focal.reads("La copie a été relue avec le candidat")


def _seats_are_confirmed_and_passed_on(story: Story, row: Competition) -> None:
    contest = story.contest
    listed = row.lists.get(state="published")
    story.go_to(listed.complaints_until + timedelta(days=1))
    director = story.hand(contest.director)
    director.open("competitions:file", row.pk)
    story.confirm(director, "Ouvrir la confirmation des places…", "Ouvrir les places", "24 places sont proposées.")
    offers = list(SeatOffer.objects.select_related("sitting").order_by("pk"))
    focal = story.hand(contest.focal)
    focal.open("competitions:sitting", offers[0].sitting_id)
    story.confirm(focal, "Enregistrer la confirmation…", "Enregistrer la confirmation", "La réponse est notée.")
    focal.open("competitions:sitting", offers[1].sitting_id)
    story.confirm(focal, "Enregistrer le désistement…", "Enregistrer le désistement", "La réponse est notée.")
    called = SeatOffer.objects.order_by("-pk")[0]
    assert called.sitting == listed.places.filter(result="waiting").order_by("rank")[0].sitting
    for offer in [*offers[2:], called]:
        actions.answer_offer(actor=story.days.actor(contest.focal), offer_id=offer.pk, confirm=True)
    assert Enrolment.objects.filter(candidacy__isnull=False, state="enrolled").count() == SEATS
    _a_false_diploma_is_found(story, row, offers[2].sitting)


def _a_false_diploma_is_found(story: Story, row: Competition, sitting: Sitting) -> None:
    contest = story.contest
    officer, director = story.hand(contest.officer), story.hand(contest.director)
    officer.open("competitions:exclude", sitting.pk)
    officer.write("reason", "L'établissement ne connaît pas ce diplôme.")
    officer.write("evidence", "Lettre du lycée technique du 3 février")
    officer.press("Proposer l'exclusion", "L'exclusion est proposée.")
    director.open("competitions:file", row.pk)
    story.confirm(director, "Exclure…", "Exclure", "La décision est enregistrée.")
    assert Enrolment.objects.get(candidacy=sitting.candidacy).state == "dropped"
    assert row.offers.filter(state="waiting").count() == 1, "the seat passes to the next of the waiting list"
