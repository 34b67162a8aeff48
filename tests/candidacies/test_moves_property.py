"""Whatever is tried in whatever order, candidacies keep to their table, seats are never oversold, placements only add up."""

import contextlib
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baarasira.candidacies import actions, queries
from baarasira.candidacies.enums import SEAT_STATES, CandidacyState, CheckOutcome, Confirmer, RefusalReason
from baarasira.candidacies.models import Candidacy, Placement, PlacementCheck
from baarasira.candidacies.transitions import CANDIDACY
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.models import Move
from factories import NOW, make_actor, make_opening, make_seeker, make_tree

SEATS, PEOPLE = 2, 4
ACTS = ("refer", "interview", "hire", "start", "refuse", "withdraw", "check", "wait", "suspend")


def _act(name: str, actor: Actor, opening_id: UUID, person_id: UUID) -> None:
    """Try one act on the person's newest candidacy."""
    newest = Candidacy.objects.filter(person_id=person_id).order_by("-id").values_list("pk", flat=True).first()
    if name == "refer":
        actions.refer(actor=actor, opening_id=opening_id, referrals=[actions.Referral(person_id)])
    elif name == "suspend":
        actions.end_candidacies_of(actor=actor, person_id=person_id)
    elif name == "check":
        check = PlacementCheck.objects.filter(placement__candidacy_id=newest, done_on__isnull=True).first()
        if check is not None:
            actions.record_check(actor=actor, check_id=check.pk, outcome=CheckOutcome.LOST)
    elif newest is not None:
        _MOVES[name](actor, newest)


_MOVES: dict[str, Callable[[Actor, UUID], object]] = {
    "interview": lambda actor, key: actions.record_interview(actor=actor, candidacy_id=key, on=actor.today),
    "hire": lambda actor, key: actions.hire(actor=actor, candidacy_id=key, starts_on=actor.today),
    "start": lambda actor, key: actions.confirm_start(
        actor=actor, candidacy_id=key, first_day=actor.today, confirmed_by=Confirmer.PERSON
    ),
    "refuse": lambda actor, key: actions.refuse(actor=actor, candidacy_id=key, reason=RefusalReason.PROFILE),
    "withdraw": lambda actor, key: actions.withdraw(actor=actor, candidacy_id=key, reason=RefusalReason.PAY),
    "wait": lambda actor, key: None,
}


class AnyOrder(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, PEOPLE - 1)), max_size=20))
    def test_any_order(self, acts: list[tuple[str, int]]) -> None:
        tree = make_tree()
        opening = make_opening(tree.office, seats=SEATS)
        people = [make_seeker(tree.office).pk for _n in range(PEOPLE)]
        user, at, placed = make_actor(structure=tree.office).user, NOW, 0
        for name, place in acts:
            at += timedelta(days=12 if name == "wait" else 0, minutes=1)
            with contextlib.suppress(BusinessError):
                _act(name, make_actor(user, at=at), opening.pk, people[place])  # type: ignore[arg-type]
            placed = self._check(opening.pk, placed)

    def _check(self, opening_id: UUID, placed: int) -> int:
        rows = list(Candidacy.objects.filter(opening_id=opening_id))
        assert queries.seats_taken([opening_id]).get(opening_id, 0) <= SEATS
        held = [row.person_id for row in rows if row.state in {"referred", "interviewed", *SEAT_STATES}]
        assert len(held) == len(set(held)), "two candidacies of one person open on one offer"
        now_placed = Placement.objects.count()
        assert now_placed == sum(row.state == CandidacyState.STARTED for row in rows)
        assert now_placed >= placed, "a placement was uncounted"
        for row in rows:
            path = list(Move.objects.filter(noun="candidacy", object_id=row.pk).order_by("id"))
            assert [move.target for move in path][-1] == row.state
            for before, after in zip(["", *(move.target for move in path)], path, strict=False):
                assert after.source == before
                assert before in CANDIDACY.rows[after.transition].sources
        return now_placed


@pytest.mark.django_db
def test_the_row_itself_refuses_what_the_table_forbids() -> None:
    from django.db import IntegrityError, transaction

    from factories import make_candidacy

    candidacy = make_candidacy()
    for values in (
        {"state": "hired"},
        {"state": "refused"},
        {"ended_on": NOW.date()},
        {"state": "refused", "ended_on": NOW.date(), "reason": ""},
        {"letter_sent_on": NOW.date()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidacy.objects.filter(pk=candidacy.pk).update(**values)
