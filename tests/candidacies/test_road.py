"""The whole road of a candidacy: referred, met, hired, first day confirmed, checked after one and three months."""

from datetime import timedelta

import pytest

from baarasira.candidacies import actions, queries
from baarasira.candidacies.enums import CandidacyState, CheckOutcome, Confirmer, RefusalReason
from baarasira.candidacies.models import Candidacy, Placement
from baarasira.counselling.enums import CardState
from baarasira.counselling.models import Card
from baarasira.kernel.errors import BusinessError, Stale, Taken, WrongState
from baarasira.kernel.models import Entry
from baarasira.openings import actions as openings
from baarasira.openings.enums import CloseReason, OpeningState
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_candidacy,
    make_employer,
    make_opening,
    make_person,
    make_seeker,
    make_tree,
)

pytestmark = pytest.mark.django_db


def test_from_the_referral_to_a_checked_placement() -> None:
    tree = make_tree()
    counsellor = make_actor(structure=tree.office)
    person, opening = make_seeker(tree.office), make_opening(tree.office)
    parts = {"occupation": 1000}
    referral = actions.Referral(person.pk, score=92_400, parts=parts)
    candidacy = actions.refer(actor=counsellor, opening_id=opening.pk, referrals=[referral])[0]
    assert (candidacy.state, candidacy.score, candidacy.score_parts) == (CandidacyState.REFERRED, 92_400, parts)
    assert candidacy.office_id == person.office_id
    actions.record_interview(actor=counsellor, candidacy_id=candidacy.pk, on=TODAY, note="A soudé une pièce d'essai.")
    starts = TODAY + timedelta(days=7)
    actions.hire(actor=counsellor, candidacy_id=candidacy.pk, starts_on=starts)
    assert queries.seats_free(opening) == 0
    later = make_actor(counsellor.user, at=NOW + timedelta(days=8))
    placement = actions.confirm_start(
        actor=later, candidacy_id=candidacy.pk, first_day=starts, confirmed_by=Confirmer.PERSON
    )
    assert (placement.first_day, placement.confirmed_on) == (starts, later.today)
    assert Card.objects.get(person=person).state == CardState.PLACED
    checks = list(placement.checks.order_by("months"))
    assert [(check.months, check.due_on.isoformat()) for check in checks] == [(1, "2026-12-30"), (3, "2027-02-28")]
    assert [move.transition for move in queries.moves_of(candidacy)] == ["refer", "interview", "hire", "start"]
    month = make_actor(counsellor.user, at=NOW + timedelta(days=40))
    actions.record_check(actor=month, check_id=checks[0].pk, outcome=CheckOutcome.KEPT)
    assert list(queries.checks_due(month, month.today)) == []
    quarter = make_actor(counsellor.user, at=NOW + timedelta(days=100))
    assert list(queries.checks_due(quarter, quarter.today)) == [checks[1]]
    actions.record_check(actor=quarter, check_id=checks[1].pk, outcome=CheckOutcome.LOST)
    assert Placement.objects.count() == 1, "a job lost later leaves the placement counted"


def test_a_hire_counts_only_once_its_first_day_is_confirmed() -> None:
    hired = make_candidacy(state=CandidacyState.HIRED)
    assert Placement.objects.count() == 0
    actor = make_actor(structure=hired.office)
    actions.confirm_start(actor=actor, candidacy_id=hired.pk, first_day=TODAY, confirmed_by=Confirmer.EMPLOYER)
    assert Placement.objects.get().candidacy_id == hired.pk
    with pytest.raises(WrongState):
        actions.confirm_start(actor=actor, candidacy_id=hired.pk, first_day=TODAY, confirmed_by=Confirmer.PERSON)
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(("days", "field"), [(1, "first_day"), (-1, "first_day")])
def test_a_first_day_to_come_or_before_the_referral_is_refused(days: int, field: str) -> None:
    hired = make_candidacy(state=CandidacyState.HIRED)
    with pytest.raises(BusinessError) as refused:
        actions.confirm_start(
            actor=make_actor(structure=hired.office),
            candidacy_id=hired.pk,
            first_day=TODAY + timedelta(days=days),
            confirmed_by=Confirmer.EMPLOYER,
        )
    assert refused.value.field == field
    assert Placement.objects.count() == 0


def test_the_last_seat_is_given_once_and_freed_by_a_hire_undone() -> None:
    tree = make_tree()
    opening = make_opening(tree.office, seats=1)
    first, second = (make_candidacy(make_seeker(tree.office), opening) for _n in range(2))
    actor = make_actor(structure=tree.office)
    actions.hire(actor=actor, candidacy_id=first.pk, starts_on=TODAY)
    with pytest.raises(Taken):
        actions.hire(actor=actor, candidacy_id=second.pk, starts_on=TODAY)
    referral = actions.Referral(make_seeker(tree.office).pk)
    with pytest.raises(Taken):
        actions.refer(actor=actor, opening_id=opening.pk, referrals=[referral])
    actions.withdraw(actor=actor, candidacy_id=first.pk, reason=RefusalReason.FOUND_WORK)
    assert actions.hire(actor=actor, candidacy_id=second.pk, starts_on=TODAY).state == CandidacyState.HIRED


def test_several_people_are_referred_all_or_none() -> None:
    tree = make_tree()
    opening, actor = make_opening(tree.office, seats=5), make_actor(structure=tree.office)
    fit, cardless = make_seeker(tree.office), make_person(tree.office)
    with pytest.raises(WrongState, match="carte"):
        actions.refer(
            actor=actor, opening_id=opening.pk, referrals=[actions.Referral(fit.pk), actions.Referral(cardless.pk)]
        )
    assert Candidacy.objects.count() == 0
    made = actions.refer(
        actor=actor, opening_id=opening.pk, referrals=[actions.Referral(fit.pk), actions.Referral(fit.pk)]
    )
    assert len(made) == 1, "ticked twice, referred once"
    with pytest.raises(Taken):
        actions.refer(actor=actor, opening_id=opening.pk, referrals=[actions.Referral(fit.pk)])
    with pytest.raises(BusinessError):
        actions.refer(actor=actor, opening_id=opening.pk, referrals=[])
    with pytest.raises(BusinessError):
        actions.refer(actor=actor, opening_id=opening.pk, referrals=[actions.Referral(opening.pk)])


def test_someone_refused_may_be_referred_again() -> None:
    refused = make_candidacy(state=CandidacyState.REFUSED)
    again = make_candidacy(refused.person, refused.opening)
    assert again.number != refused.number


@pytest.mark.parametrize("state", [OpeningState.RECEIVED, OpeningState.SUBMITTED, OpeningState.EXPIRED])
def test_nobody_is_referred_to_an_offer_that_is_not_published(state: str) -> None:
    tree = make_tree()
    opening = make_opening(tree.office, state=state)
    with pytest.raises(WrongState):
        actions.refer(
            actor=make_actor(structure=tree.office),
            opening_id=opening.pk,
            referrals=[actions.Referral(make_seeker(tree.office).pk)],
        )


def test_nobody_is_referred_past_the_last_day_or_to_a_suspended_employer() -> None:
    from baarasira.employers.actions import suspend_employer

    tree = make_tree()
    employer = make_employer(tree.office)
    opening, person = make_opening(tree.office, employer=employer), make_seeker(tree.office)
    referral = [actions.Referral(person.pk)]
    late = make_actor(structure=tree.office, at=NOW + timedelta(days=31))
    with pytest.raises(WrongState):
        actions.refer(actor=late, opening_id=opening.pk, referrals=referral)
    director = make_actor(role="director", structure=tree.office)
    suspend_employer(actor=director, employer=employer, reason="Salaires impayés constatés.", until=None)
    with pytest.raises(WrongState):
        actions.refer(actor=make_actor(structure=tree.office), opening_id=opening.pk, referrals=referral)


def test_closing_an_offer_ends_what_is_undecided_and_leaves_hires_standing() -> None:
    tree = make_tree()
    opening = make_opening(tree.office, seats=3)
    waiting, met = make_candidacy(opening=opening), make_candidacy(opening=opening, state=CandidacyState.INTERVIEWED)
    hired = make_candidacy(opening=opening, state=CandidacyState.HIRED)
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    opening.refresh_from_db()
    closed = openings.close_opening(actor=adviser, opening=opening, reason=CloseReason.NO_CANDIDATE)
    assert closed.state == OpeningState.PART_FILLED
    for candidacy in (waiting, met, hired):
        candidacy.refresh_from_db()
    assert {waiting.state, met.state} == {CandidacyState.REFUSED}
    assert {waiting.reason, met.reason} == {RefusalReason.OFFER_CLOSED}
    assert hired.state == CandidacyState.HIRED
    actions.confirm_start(
        actor=make_actor(structure=tree.office),
        candidacy_id=hired.pk,
        first_day=TODAY,
        confirmed_by=Confirmer.EMPLOYER,
    )
    assert Placement.objects.count() == 1


@pytest.mark.parametrize(
    ("seats", "hires", "state"),
    [(1, 1, OpeningState.FILLED), (2, 1, OpeningState.PART_FILLED), (1, 0, OpeningState.UNFILLED)],
)
def test_an_offer_closes_as_its_hires_count(seats: int, hires: int, state: str) -> None:
    tree = make_tree()
    opening = make_opening(tree.office, seats=seats)
    for _n in range(hires):
        make_candidacy(make_seeker(tree.office), opening, state=CandidacyState.HIRED)
    adviser = make_actor(role="employer_adviser", structure=tree.office)
    assert openings.close_opening(actor=adviser, opening=opening, reason=CloseReason.PAY).state == state


def test_a_placement_ends_what_the_person_awaited_elsewhere_but_no_other_hire() -> None:
    tree = make_tree()
    person = make_seeker(tree.office)
    waiting = make_candidacy(person, make_opening(tree.office))
    other_hire = make_candidacy(person, make_opening(tree.office), state=CandidacyState.HIRED)
    make_candidacy(person, make_opening(tree.office), state=CandidacyState.STARTED)
    for candidacy in (waiting, other_hire):
        candidacy.refresh_from_db()
    assert (waiting.state, waiting.reason) == (CandidacyState.WITHDRAWN, RefusalReason.FOUND_WORK)
    assert other_hire.state == CandidacyState.HIRED


def test_a_refusal_needs_a_reason_of_the_list_and_other_needs_words() -> None:
    candidacy = make_candidacy()
    actor = make_actor(structure=candidacy.office)
    for reason, field in [("nothing", "reason"), (RefusalReason.OTHER, "note")]:
        with pytest.raises(BusinessError) as refused:
            actions.refuse(actor=actor, candidacy_id=candidacy.pk, reason=reason)  # type: ignore[arg-type]
        assert refused.value.field == field
    ended = actions.refuse(actor=actor, candidacy_id=candidacy.pk, reason=RefusalReason.OTHER, note="Poste supprimé")
    assert (ended.state, ended.ended_on, ended.reason_note) == (CandidacyState.REFUSED, TODAY, "Poste supprimé")


def test_a_stale_form_writes_nothing() -> None:
    candidacy = make_candidacy()
    actor = make_actor(structure=candidacy.office)
    actions.record_interview(actor=actor, candidacy_id=candidacy.pk, on=TODAY, expected_version=1)
    with pytest.raises(Stale):
        actions.hire(actor=actor, candidacy_id=candidacy.pk, starts_on=TODAY, expected_version=1)
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.INTERVIEWED


def test_a_check_is_recorded_when_due_once_and_again_only_when_nobody_was_reached() -> None:
    placed = make_candidacy(state=CandidacyState.STARTED)
    first, last = placed.placement.checks.order_by("months")
    early = make_actor(structure=placed.office)
    with pytest.raises(WrongState, match="échéance"):
        actions.record_check(actor=early, check_id=first.pk, outcome=CheckOutcome.KEPT)
    actor = make_actor(structure=placed.office, at=NOW + timedelta(days=35))
    actions.record_check(actor=actor, check_id=first.pk, outcome=CheckOutcome.UNREACHED)
    assert list(queries.checks_unreached(actor)) == [first]
    actions.record_check(actor=actor, check_id=first.pk, outcome=CheckOutcome.LOST, note="Chantier arrêté")
    with pytest.raises(WrongState):
        actions.record_check(actor=actor, check_id=first.pk, outcome=CheckOutcome.KEPT)
    last.refresh_from_db()
    assert (last.outcome, last.done_on) == (CheckOutcome.LOST, actor.today), "a job lost is lost at the later check too"
    assert Placement.objects.count() == 1


def test_what_the_journal_keeps_of_a_candidacy_is_under_the_persons_key() -> None:
    candidacy = make_candidacy(state=CandidacyState.INTERVIEWED)
    entries = Entry.objects.filter(noun="candidacy", object_id=str(candidacy.pk))
    assert [entry.verb for entry in entries.order_by("id")] == ["candidacy.refer", "candidacy.interview"]
    assert all(entry.subject_id == candidacy.person_id and entry.payload.startswith("enc:") for entry in entries)
