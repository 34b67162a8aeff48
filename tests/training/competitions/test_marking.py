"""Marks: alone, by code, never changed in silence."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction

import competing
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused
from baarasira.kernel.models import Entry
from baarasira.training.competitions import actions, queries
from baarasira.training.competitions.models import Correction, Mark, Marker, Script
from competing import Contest, make_contest


@pytest.fixture
def contest(db: None) -> Contest:
    return _marking()


def _marking() -> Contest:
    found = make_contest()
    for _place in range(3):
        competing.enter(found)
    return competing.to_marking(found)


def _marker(contest: Contest, turn: int) -> Marker:
    return Marker.objects.get(user=contest.markers[turn - 1], paper=contest.papers[0])


def _codes(contest: Contest) -> list[str]:
    return list(Script.objects.filter(paper=contest.papers[0]).values_list("code", flat=True))


def _give(contest: Contest, turn: int, *typed: tuple[str, str]) -> None:
    marker = _marker(contest, turn)
    actions.hand_in(actor=contest.actor(marker.user), marker_id=marker.pk, typed=typed)


def test_twenty_one_of_twenty_an_unknown_code_and_a_script_twice_are_refused_whole(contest: Contest) -> None:
    first, second, third = _codes(contest)
    for wrong in ((first, "21"), (first, "12,1"), ("AAA-AAA-A", "12"), (third, "douze")):
        with pytest.raises(RuleRefused):
            _give(contest, 1, (second, "12"), wrong)
    assert not Mark.objects.filter(value__isnull=False).exists(), "all of a page or nothing"
    with pytest.raises(RuleRefused, match="deux fois"):
        _give(contest, 1, (first, "12"), (first.replace("-", " "), "13"))
    _give(contest, 1, (first, "12"))
    with pytest.raises(RuleRefused, match="déjà votre note"):
        _give(contest, 1, (first, "13"))
    assert Mark.objects.get(script__code=first, rank=1).value == 48


def test_a_marker_sees_and_gives_their_own_marks_only(contest: Contest) -> None:
    first, *_rest = _codes(contest)
    _give(contest, 1, (first, "12"))
    second = _marker(contest, 2)
    assert [mark.value for mark in queries.marks_of(second, done=False)] == [None] * 3
    assert not queries.marks_of(second, done=True)
    with pytest.raises(NotAllowed):
        actions.hand_in(actor=contest.actor(contest.markers[0]), marker_id=second.pk, typed=[(first, "12")])
    for user in (contest.officer, contest.director):
        with pytest.raises(NotAllowed):
            actions.hand_in(actor=contest.actor(user), marker_id=second.pk, typed=[(first, "12")])
    said = [str(entry.payload) for entry in Entry.objects.filter(verb__startswith="competition_mark.")]
    assert said == ['{"after":{"count":1}}'], "the journal says neither the codes nor their order"


def test_a_gap_over_the_rule_goes_to_a_third_who_was_nobody_before(contest: Contest) -> None:
    near, far, _other = _codes(contest)
    _give(contest, 1, (near, "10"), (far, "10"))
    _give(contest, 2, (near, "13"), (far, "13,25"))
    assert Script.objects.get(code=near).final == 92
    assert Script.objects.get(code=far).final is None
    assert [mark.script.code for mark in queries.marks_of(_marker(contest, 3), done=False)] == [far]
    with pytest.raises(RuleRefused):
        _give(contest, 3, (near, "12"))
    _give(contest, 3, (far, "11"))
    assert Script.objects.get(code=far).final == 84, "10 and 11 are the closest two"


def test_a_correction_keeps_its_author_its_reason_and_the_former_value(contest: Contest) -> None:
    first, *_rest = _codes(contest)
    _give(contest, 1, (first, "10"))
    _give(contest, 2, (first, "12"))
    mark = Mark.objects.get(script__code=first, rank=1)
    actor = contest.actor(contest.markers[0])
    with pytest.raises(RuleRefused):
        actions.correct_mark(actor=actor, mark_id=mark.pk, typed="11", reason="")
    with pytest.raises(NotAllowed):
        actions.correct_mark(actor=contest.actor(contest.markers[1]), mark_id=mark.pk, typed="11", reason="Autre main.")
    actions.correct_mark(actor=actor, mark_id=mark.pk, typed="11", reason="Points de la page 3 oubliés.")
    row = Correction.objects.get()
    assert (row.former, row.value, row.author, row.reason) == (
        40,
        44,
        contest.markers[0],
        "Points de la page 3 oubliés.",
    )
    assert Script.objects.get(code=first).final == 92
    actions.correct_mark(actor=actor, mark_id=mark.pk, typed="6", reason="Erreur de copie, relue avec soin.")
    assert Script.objects.get(code=first).final is None, "6 and 12: a third marks now"
    assert queries.marks_of(_marker(contest, 3), done=False).count() == 1


def test_the_database_itself_refuses_a_mark_changed_in_silence(contest: Contest) -> None:
    first, *_rest = _codes(contest)
    _give(contest, 1, (first, "10"))
    mark = Mark.objects.get(script__code=first, rank=1)
    for silent in (
        lambda: Mark.objects.filter(pk=mark.pk).update(value=44),
        lambda: Mark.objects.filter(pk=mark.pk).update(value=None),
        lambda: Mark.objects.filter(script__code=_codes(contest)[1], rank=1).update(value=84),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            silent()
    actions.correct_mark(
        actor=contest.actor(contest.markers[0]), mark_id=mark.pk, typed="11", reason="Une page oubliée."
    )
    row = Correction.objects.get()
    for silent in (lambda: Correction.objects.filter(pk=row.pk).update(former=1), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            silent()


@pytest.mark.django_db(transaction=True)
def test_two_markers_of_one_script_at_the_same_instant_settle_it_once() -> None:
    """Two connections: each marker sees their own mark only, and the final mark still comes out of both."""
    contest = _marking()
    typed = {1: [(code, "10") for code in _codes(contest)], 2: [(code, "11") for code in _codes(contest)]}
    refused: list[BusinessError] = []
    together = threading.Barrier(4, timeout=20)

    def mark(turn: int) -> None:
        try:
            together.wait()
            _give(contest, turn, *typed[turn])
        except BusinessError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=mark, args=(turn,)) for turn in (1, 1, 2, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 2, "the same marker twice: the second send finds the marks there"
    assert set(Script.objects.filter(paper=contest.papers[0]).values_list("final", flat=True)) == {84}
    assert Mark.objects.filter(script__paper=contest.papers[0], value__isnull=False).count() == 6
