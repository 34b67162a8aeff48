"""What other rooms do to candidacies: a file suspended or purged waits for no employer, and its words are emptied."""

from datetime import timedelta

import pytest

from baarasira.candidacies import actions, queries
from baarasira.candidacies.enums import CandidacyState, CheckOutcome, RefusalReason
from baarasira.candidacies.models import Candidacy, Placement
from baarasira.kernel.events import Event, emit
from baarasira.kernel.models import Entry, Move
from baarasira.people.actions import purge_person, set_consent
from baarasira.people.enums import ConsentPurpose
from factories import NOW, TODAY, make_actor, make_candidacy, make_opening, make_seeker, make_tree

pytestmark = pytest.mark.django_db


def test_consent_taken_back_withdraws_what_is_open_and_frees_the_seat() -> None:
    tree = make_tree()
    person, opening = make_seeker(tree.office), make_opening(tree.office, seats=1)
    hired = make_candidacy(person, opening, state=CandidacyState.HIRED)
    waiting = make_candidacy(person, make_opening(tree.office))
    refused = make_candidacy(person, make_opening(tree.office), state=CandidacyState.REFUSED)
    counsellor = make_actor(structure=tree.office)
    assert queries.seats_free(opening) == 0
    set_consent(actor=counsellor, person_id=person.pk, purpose=ConsentPurpose.REGISTER, given=False)
    rows = {row.pk: row for row in Candidacy.objects.all()}
    for ended in (hired, waiting):
        assert (rows[ended.pk].state, rows[ended.pk].reason) == (CandidacyState.WITHDRAWN, RefusalReason.FILE_CLOSED)
    assert rows[refused.pk].state == CandidacyState.REFUSED
    assert queries.seats_free(opening) == 1


def test_another_consent_taken_back_leaves_candidacies_alone() -> None:
    candidacy = make_candidacy()
    actor = make_actor(structure=candidacy.office)
    set_consent(actor=actor, person_id=candidacy.person_id, purpose=ConsentPurpose.EMPLOYERS, given=False)
    candidacy.refresh_from_db()
    assert candidacy.state == CandidacyState.REFERRED


def test_a_purge_withdraws_empties_the_words_and_keeps_the_counts() -> None:
    tree = make_tree()
    person, counsellor = make_seeker(tree.office), make_actor(structure=tree.office)
    placed = make_candidacy(person, make_opening(tree.office), state=CandidacyState.STARTED)
    later = make_actor(structure=tree.office, at=NOW + timedelta(days=40))
    check = placed.placement.checks.order_by("months")[0]
    actions.record_check(actor=later, check_id=check.pk, outcome=CheckOutcome.KEPT, note="Chez son oncle")
    Placement.objects.update(confirmation_note="Vu avec sa mère")
    other = make_seeker(tree.office)
    untouched = make_candidacy(other, make_opening(tree.office))
    actions.record_interview(actor=counsellor, candidacy_id=untouched.pk, on=TODAY, note="À garder")
    administrator = make_actor(role="national_administrator", structure=tree.root, reason="Demande de la personne")
    purge_person(actor=administrator, person_id=person.pk)
    placement = Placement.objects.get()
    assert (placement.confirmation_note, placement.checks.get(pk=check.pk).note) == ("", "")
    assert placement.checks.get(pk=check.pk).outcome == CheckOutcome.KEPT
    assert Candidacy.objects.get(pk=placed.pk).state == CandidacyState.STARTED
    assert Candidacy.objects.get(pk=untouched.pk).interview_note == "À garder"
    assert not Move.objects.filter(subject_id=person.pk).exclude(reason="").exists()
    from baarasira.kernel.journal.write import content

    assert {
        content(entry) for entry in Entry.objects.filter(subject_id=person.pk, noun="candidacy").exclude(payload="")
    } == {None}


def test_a_purge_withdraws_an_open_candidacy_without_copying_its_reason() -> None:
    tree = make_tree()
    candidacy = make_candidacy(make_seeker(tree.office), make_opening(tree.office), state=CandidacyState.INTERVIEWED)
    Candidacy.objects.update(interview_note="Confidence")
    administrator = make_actor(role="national_administrator", structure=tree.root, reason="Malade, a écrit lui-même")
    purge_person(actor=administrator, person_id=candidacy.person_id)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.interview_note) == (CandidacyState.WITHDRAWN, "")
    assert not Move.objects.filter(subject_id=candidacy.person_id, reason__contains="Malade").exists()


def test_a_merged_file_waits_for_nobody() -> None:
    candidacy = make_candidacy()
    actor = make_actor(structure=candidacy.office)
    emit(Event("person.merge", actor, candidacy.person_id, subject_id=candidacy.person_id))
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.reason) == (CandidacyState.WITHDRAWN, RefusalReason.FILE_CLOSED)
