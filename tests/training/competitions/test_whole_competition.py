"""A competition from its notice to an enrolment, through the acts of those who conduct it."""

import hashlib
import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

import competing
import teaching
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps import clock
from baarasira.kernel.actor import system
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused
from baarasira.training.competitions import actions
from baarasira.training.competitions.enums import OfferState
from baarasira.training.competitions.models import Competition, ResultList, Script
from baarasira.training.courses import actions as courses
from competing import RESULTS_DAY, Contest, make_contest
from opened import codes_of

pytestmark = pytest.mark.django_db


def marks_by_name(contest: Contest, wanted: dict[str, tuple[str, str]]) -> None:
    """Give each candidate (by receipt) the marks wanted in the two papers: only the test knows whose code is whose."""
    whose = codes_of(contest)
    competing.mark_all(contest, lambda code, _turn: wanted[whose[code][0]][0 if whose[code][1] == "metier" else 1])


def test_from_the_notice_to_the_seat_of_the_waiting_list() -> None:
    contest = make_contest(seats=2)
    people = [competing.enter(contest, sex="F" if place == 3 else "M") for place in range(5)]
    competing.prepare(contest)
    actions.reserve_seats(
        actor=competing.make_actor(contest.officer), competition_id=contest.row.pk, group="women", seats=1
    )
    competing.convene(contest)
    fifth = competing.sitting_of(people[4])
    actions.set_claims(actor=contest.actor(contest.officer), sitting_id=fifth.pk, claims=["returnees"])
    with pytest.raises(RuleRefused):
        actions.set_claims(actor=contest.actor(contest.officer), sitting_id=fifth.pk, claims=["women"])
    competing.to_marking(contest)
    wanted = dict(zip([row.number for row in people], [("16", "12"), ("15", "15"), ("14", "14"), ("11", "10"), ("4,75", "20")], strict=True))  # fmt: skip
    marks_by_name(contest, wanted)
    competing.lift(contest)
    assert Script.objects.filter(sitting__isnull=True).count() == 0
    competing.publish(contest)
    listed = contest.row.lists.get()
    places = {
        line["receipt"]: (line["rank"], line["result"], line["mean"]) for line in json.loads(listed.document)["places"]
    }
    first, second, third, woman, out = (places[row.number] for row in people)
    assert second == (1, "admitted", "15,00")
    assert first == (2, "waiting", "14,67"), "44 thirds are 14,67; one seat is left beside the reserved one"
    assert third == (3, "not_admitted", "14,00"), "a fifth of two seats, rounded up, is one place of waiting"
    assert woman == (4, "admitted", "10,67"), "her seat is reserved"
    assert out == (None, "eliminated", "9,83"), "4,75 is below the eliminatory mark of the main paper"
    competing.open_seats(contest)
    offers = {
        offer.sitting.candidacy.number: offer for offer in contest.row.offers.select_related("sitting__candidacy")
    }
    assert set(offers) == {people[1].number, people[3].number}
    day = RESULTS_DAY + timedelta(days=16)
    officer = contest.actor(contest.officer, day)
    actions.answer_offer(actor=officer, offer_id=offers[people[1].number].pk, confirm=True)
    actions.answer_offer(actor=officer, offer_id=offers[people[3].number].pk, confirm=False)
    called = contest.row.offers.get(sitting__candidacy=people[0])
    assert called.state == OfferState.WAITING, "the seat passes to the first of the waiting list"
    ends = {row.pk: (row.step, row.outcome) for row in Candidacy.objects.all()}
    assert ends[people[1].pk] == ("formation", "")
    assert ends[people[2].pk] == ("admission", "non-admis")
    assert ends[people[3].pk] == ("confirmation", "desistement")
    assert ends[people[4].pk] == ("epreuves", "non-admis")


def seat_at_results(seats: int = 2, people: int = 4) -> Contest:
    """Return a contest whose results are published: 16, 15, 14, 13 in both papers, in the order of the files."""
    contest = make_contest(seats=seats)
    people_in = [competing.enter(contest) for _place in range(people)]
    competing.to_marking(contest)
    marks_by_name(contest, {row.number: (str(16 - place), str(16 - place)) for place, row in enumerate(people_in)})
    competing.lift(contest)
    competing.publish(contest)
    return contest


def test_a_complaint_upheld_is_traced_and_the_list_is_issued_again_by_two() -> None:
    contest = seat_at_results()
    day = RESULTS_DAY + timedelta(days=2)
    third = competing.sitting_of(contest.files[2])
    paper = contest.papers[0]
    recorded = actions.record_complaint(
        actor=contest.actor(contest.focal, day), sitting_id=third.pk, paper_id=paper.pk, received_on=day,
        grounds="Une page de ma copie n'a pas été comptée.",
    )  # fmt: skip
    with pytest.raises(RuleRefused, match="déjà"):
        actions.record_complaint(
            actor=contest.actor(contest.focal, day), sitting_id=third.pk, paper_id=paper.pk, received_on=day,
            grounds="Encore la même page oubliée.",
        )  # fmt: skip
    settle = {"complaint_id": recorded.pk, "decision": "La page 4 est recomptée.", "mark": "17,5"}
    with pytest.raises(NotAllowed):
        actions.settle_complaint(actor=contest.actor(contest.focal, day), **settle)
    actions.settle_complaint(actor=contest.actor(contest.director, day), **settle)
    script = third.scripts.get(paper=paper)
    correction = script.corrections.get()
    assert (correction.former, correction.value, script.final) == (112, 140, 140), "14 became 17,5, in eighths"
    with pytest.raises(RuleRefused, match="à nouveau"):
        competing.open_seats(contest)
    with pytest.raises(RuleRefused):
        actions.propose_list(actor=contest.actor(contest.officer, day), competition_id=contest.row.pk)
    competing.publish(contest, day, "Réclamation accueillie : page 4 recomptée.")
    assert [row.state for row in contest.row.lists.all()] == ["superseded", "published"]
    assert contest.row.lists.last().places.get(sitting=third).rank == 1, "17,5 and 14 make 16,33, before 16"
    late = contest.row.lists.last().complaints_until + timedelta(days=1)
    with pytest.raises(RuleRefused, match="jusqu'au"):
        actions.record_complaint(
            actor=contest.actor(contest.focal, late), sitting_id=third.pk, paper_id=paper.pk, received_on=late,
            grounds="Je demande à revoir ma note.",
        )  # fmt: skip


def test_results_are_published_by_another_person_and_are_what_was_hashed() -> None:
    contest = make_contest()
    competing.enter(contest)
    competing.to_marking(contest)
    competing.mark_all(contest)
    competing.lift(contest)
    actions.propose_list(actor=contest.actor(contest.director), competition_id=contest.row.pk)
    with pytest.raises(NotAllowed):
        actions.publish_list(actor=contest.actor(contest.director), competition_id=contest.row.pk)
    actions.return_list(
        actor=contest.actor(contest.director), competition_id=contest.row.pk, reason="Attendre le procès-verbal."
    )
    competing.publish(contest)
    row = contest.row.lists.get(state="published")
    assert row.sha256 == hashlib.sha256(row.document.encode()).hexdigest()
    person = contest.files[0].person
    assert person.surname not in row.document
    assert str(person.pk) not in row.document
    with pytest.raises(DatabaseError), transaction.atomic():
        ResultList.objects.filter(pk=row.pk).update(document="{}", sha256="0" * 64)


def test_a_fraud_is_decided_by_another_person_and_eliminates() -> None:
    contest = make_contest()
    cheat, *_others = [competing.enter(contest) for _place in range(3)]
    competing.prepare(contest)
    competing.convene(contest)
    sitting = competing.sitting_of(cheat)
    assert sitting.hall is not None
    noted = actions.record_incident(
        actor=contest.actor(contest.officer), paper_id=contest.papers[0].pk, hall_id=sitting.hall.pk, kind="fraud",
        words="Un téléphone allumé sous la table.", seat=sitting.seat,
    )  # fmt: skip
    decide = {"incident_id": noted.pk, "annul": True, "decision": "Téléphone saisi, deux témoins."}
    with pytest.raises(RuleRefused):
        actions.decide_fraud(actor=contest.actor(contest.director), **decide)
    competing.seal(contest)
    competing.attend(contest)
    with pytest.raises(NotAllowed):
        actions.decide_fraud(actor=contest.actor(contest.officer), **decide)
    competing.label(contest)
    competing.deal(contest)
    actions.decide_fraud(actor=contest.actor(contest.director), **decide)
    competing.mark_all(contest, lambda _code, _turn: "18")
    competing.lift(contest)
    competing.publish(contest)
    place = contest.row.lists.get().places.get(sitting=sitting)
    assert (place.result, place.rank) == ("eliminated", None)


def test_nobody_sits_in_two_centres_on_one_day() -> None:
    first, second = make_contest(), make_contest(number=2)
    person = competing.enter(first).person
    competing.prepare(first)
    competing.convene(first)
    second.office, second.focal = first.office, first.focal
    again = competing.enter_person(second, person)
    other = competing.enter(second, given_names="Zoumana", surname="Zigoudougou")
    competing.prepare(second)
    competing.convene(second)
    done = second.row.sittings.all()
    assert [row.candidacy for row in done] == [other], "the one who sits elsewhere that day is left out"
    assert again.pk not in {row.candidacy_id for row in done}


def test_a_false_diploma_found_after_the_results_takes_the_seat_back_by_two() -> None:
    contest = seat_at_results()
    competing.open_seats(contest)
    day = RESULTS_DAY + timedelta(days=16)
    sitting = competing.sitting_of(contest.files[0])
    actions.answer_offer(actor=contest.actor(contest.officer, day), offer_id=sitting.offer.pk, confirm=True)
    proposed = actions.propose_exclusion(
        actor=contest.actor(contest.officer, day), sitting_id=sitting.pk, reason="L'établissement ne connaît pas ce diplôme.",
        evidence="Lettre du lycée technique du 3 février",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.decide_exclusion(actor=contest.actor(contest.officer, day), exclusion_id=proposed.pk, exclude=True)
    actions.decide_exclusion(actor=contest.actor(contest.director, day), exclusion_id=proposed.pk, exclude=True)
    file = Candidacy.objects.get(pk=contest.files[0].pk)
    assert (file.outcome, sitting.offer.__class__.objects.get(sitting=sitting).state) == ("exclu", "excluded")
    assert contest.row.offers.get(sitting__candidacy=contest.files[2]).state == "waiting", "the seat passes on"


def test_a_seat_not_confirmed_in_ten_days_passes_to_the_next_by_the_clock() -> None:
    contest = seat_at_results()
    competing.open_seats(contest)
    later = RESULTS_DAY + timedelta(days=26)
    clock.tick(actor=system(competing.at(later)))
    states = {row.sitting.candidacy_id: row.state for row in contest.row.offers.all()}
    assert states == {contest.files[0].pk: "expired", contest.files[1].pk: "expired", contest.files[2].pk: "waiting"}
    assert Candidacy.objects.get(pk=contest.files[0].pk).outcome == "sans-reponse"


def test_papers_and_seats_are_not_ended_file_by_file() -> None:
    contest = make_contest()
    file = competing.enter(contest)
    for ending in ("passed", "failed", "absent", "excluded"):
        with pytest.raises(BusinessError):
            files.close_step(actor=competing.make_actor(contest.officer), candidacy_id=file.pk, ending=ending)
    file.refresh_from_db()
    assert file.step == "epreuves"


def test_a_file_ends_with_the_course_that_its_seat_led_to() -> None:
    contest = seat_at_results(seats=3)
    session = teaching.make_session(contest.centre, starts_on=RESULTS_DAY + timedelta(days=20))
    Competition.objects.update(session_id=session.pk)
    competing.open_seats(contest)
    day = RESULTS_DAY + timedelta(days=16)
    for offer in contest.row.offers.all():
        actions.answer_offer(actor=contest.actor(contest.officer, day), offer_id=offer.pk, confirm=True)
    stays, leaves, stopped = (session.enrolments.get(candidacy=file) for file in contest.files[:3])
    officer = teaching.officer(contest.centre, teaching.after(session))
    courses.drop(actor=officer, enrolment_id=leaves.pk, reason="work", on=session.ends_on)
    Candidacy.objects.filter(pk=contest.files[2].pk).update(frozen_on=day)
    teaching.attend(session)
    for row in (stays, stopped):
        teaching.quiz(row, "exit", at=teaching.after(session))
    courses.close_session(actor=officer, session_id=session.pk)
    stopped.refresh_from_db()
    assert stopped.state == "completed", "a file that is stopped holds no session up"
    ends = [Candidacy.objects.get(pk=file.pk) for file in contest.files[:3]]
    assert [(file.step, file.outcome) for file in ends] == [
        ("formation", "forme"), ("formation", "formation-arretee"), ("formation", ""),
    ]  # fmt: skip
