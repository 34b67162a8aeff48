"""Who may do what with a candidacy: role × action × state × whose person and whose offer, refused cells included."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions, queries
from baarasira.candidacies.enums import CandidacyState, CheckOutcome, Confirmer, RefusalReason
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.policies import CANDIDACIES, PLACEMENTS
from baarasira.candidacies.transitions import CANDIDACY
from baarasira.kernel.actor import Actor, system, visitor
from baarasira.kernel.errors import NotAllowed, WrongState
from baarasira.messaging.letters import send_letter
from factories import NOW, TODAY, make_actor, make_candidacy, make_opening, make_seeker, make_tree

pytestmark = pytest.mark.django_db

PLACERS = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT}
READERS = {*PLACERS, Role.DIRECTOR, Role.AUDITOR, Role.NATIONAL_ADMINISTRATOR}
# What each role may do, written out by hand: the policy tables must say the same.
MAY = {
    "view": READERS,
    "export": READERS,
    "refer": PLACERS,
    "interview": PLACERS,
    "hire": PLACERS,
    "refuse": PLACERS,
    "withdraw": PLACERS,
    "print_letter": PLACERS,
    "send_letter": PLACERS,
    "confirm": PLACERS,
    "check": PLACERS,
}
# From which states each act starts.
FROM = {
    "interview": {"referred", "interviewed"},
    "hire": {"referred", "interviewed"},
    "start": {"hired"},
    "refuse": {"referred", "interviewed", "hired"},
    "withdraw": {"referred", "interviewed", "hired"},
}
ACTS: dict[str, Callable[[Actor, Candidacy], object]] = {
    "interview": lambda actor, row: actions.record_interview(actor=actor, candidacy_id=row.pk, on=TODAY),
    "hire": lambda actor, row: actions.hire(actor=actor, candidacy_id=row.pk, starts_on=TODAY),
    "start": lambda actor, row: actions.confirm_start(
        actor=actor, candidacy_id=row.pk, first_day=TODAY, confirmed_by=Confirmer.EMPLOYER
    ),
    "refuse": lambda actor, row: actions.refuse(actor=actor, candidacy_id=row.pk, reason=RefusalReason.PROFILE),
    "withdraw": lambda actor, row: actions.withdraw(actor=actor, candidacy_id=row.pk, reason=RefusalReason.PAY),
    "print_letter": lambda actor, row: actions.print_letter(actor=actor, candidacy_id=row.pk),
    "send_letter": lambda actor, row: send_letter(actor=actor, candidacy_id=row.pk, address="chef@delta.example"),
}
POLICY_OF = {"start": "confirm"}


def test_the_policies_say_what_this_table_says() -> None:
    for table in (CANDIDACIES, PLACEMENTS):
        for action, roles in table.grants.items():
            assert {role for role in roles if role != "system"} == MAY[action], (table.noun, action)
    assert {name: row.sources for name, row in CANDIDACY.rows.items() if name != "refer"} == FROM


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_role_by_act_in_own_and_other_territory(role: str, act: str) -> None:
    tree = make_tree()
    state = CandidacyState.HIRED if act == "start" else CandidacyState.REFERRED
    here = make_candidacy(make_seeker(tree.office), make_opening(tree.office), state=state)
    may = role in MAY[POLICY_OF.get(act, act)]
    for structure, allowed in ((tree.far_office, False), (tree.sister, False), (tree.directorate, may)):
        actor = make_actor(role=role, structure=structure)
        if allowed:
            ACTS[act](actor, here)
            continue
        with pytest.raises(NotAllowed):
            ACTS[act](actor, here)
        here.refresh_from_db()
        assert here.state == state, "a refused act changed something"


@pytest.mark.parametrize("act", ["interview", "print_letter"])
def test_the_office_of_the_person_and_that_of_the_offer_both_act_and_see(act: str) -> None:
    tree = make_tree()
    candidacy = make_candidacy(make_seeker(tree.far_office), make_opening(tree.office))
    for office, allowed in ((tree.office, True), (tree.far_office, True), (tree.sister, False)):
        actor = make_actor(structure=office)
        assert queries.visible_to(actor).filter(pk=candidacy.pk).exists() is allowed
        if allowed:
            ACTS[act](actor, candidacy)
        else:
            with pytest.raises(NotAllowed):
                ACTS[act](actor, candidacy)


@pytest.mark.parametrize("role", sorted(Role.values))
def test_the_list_shows_only_ones_own_territory(role: str) -> None:
    tree = make_tree()
    own = make_candidacy(make_seeker(tree.office), make_opening(tree.office), state=CandidacyState.STARTED)
    far = make_candidacy(make_seeker(tree.far_office), make_opening(tree.far_office), state=CandidacyState.STARTED)
    actor = make_actor(role=role, structure=tree.directorate)
    expected = {own.pk} if role in READERS else set()
    assert set(queries.visible_to(actor).values_list("pk", flat=True)) == expected
    placed = set(queries.placements_visible_to(actor).values_list("candidacy_id", flat=True))
    assert placed == expected
    seen = queries.checks_visible_to(make_actor(role=role, structure=tree.far_directorate))
    assert {check.placement.candidacy_id for check in seen} == ({far.pk} if role in READERS else set())


@pytest.mark.parametrize("who", ["system", "visitor"])
def test_neither_the_system_nor_a_visitor_moves_a_candidacy_forward(who: str) -> None:
    candidacy = make_candidacy()
    actor = system(NOW) if who == "system" else visitor(NOW)
    for act in ("interview", "hire", "print_letter", "send_letter"):
        with pytest.raises(NotAllowed):
            ACTS[act](actor, candidacy)


@pytest.mark.parametrize("act", sorted(FROM))
@pytest.mark.parametrize("state", sorted(CandidacyState.values))
def test_act_by_state(state: str, act: str) -> None:
    candidacy = make_candidacy(state=state)
    actor = make_actor(structure=candidacy.office)
    if state in FROM[act]:
        ACTS[act](actor, candidacy)
        candidacy.refresh_from_db()
        assert candidacy.state == CANDIDACY.rows[act].target
        return
    with pytest.raises(WrongState):
        ACTS[act](actor, candidacy)
    candidacy.refresh_from_db()
    assert candidacy.state == state


@pytest.mark.parametrize("role", sorted(Role.values))
def test_who_refers_whom_to_what(role: str) -> None:
    tree = make_tree()
    actor = make_actor(role=role, structure=tree.office)
    cases = [
        (tree.office, tree.office, True),
        (tree.far_office, tree.office, True),
        (tree.office, tree.far_office, True),
        (tree.far_office, tree.far_office, False),
        (tree.sister, tree.far_office, False),
    ]
    for persons, offers, own in cases:
        opening, person = make_opening(offers), make_seeker(persons)
        referral = [actions.Referral(person.pk)]
        if role in PLACERS and own:
            assert actions.refer(actor=actor, opening_id=opening.pk, referrals=referral)
            continue
        with pytest.raises(NotAllowed):
            actions.refer(actor=actor, opening_id=opening.pk, referrals=referral)
        assert not Candidacy.objects.filter(opening=opening).exists()


@pytest.mark.parametrize("role", sorted(Role.values))
def test_who_checks_a_placement(role: str) -> None:
    tree = make_tree()
    placed = make_candidacy(make_seeker(tree.office), make_opening(tree.office), state=CandidacyState.STARTED)
    check = placed.placement.checks.order_by("months").first()
    later = NOW + timedelta(days=40)
    far = make_actor(role=role, structure=tree.far_office, at=later)
    with pytest.raises(NotAllowed):
        actions.record_check(actor=far, check_id=check.pk, outcome=CheckOutcome.KEPT)
    actor = make_actor(role=role, structure=tree.office, at=later)
    if role in PLACERS:
        assert actions.record_check(actor=actor, check_id=check.pk, outcome=CheckOutcome.KEPT).done_on == later.date()
        return
    with pytest.raises(NotAllowed):
        actions.record_check(actor=actor, check_id=check.pk, outcome=CheckOutcome.KEPT)
