"""An administrator invites, moves, suspends and closes; two of them reset a lost access; nobody serves themselves."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from baarasira.accounts.actions import invitations, memberships, resets, states, visits
from baarasira.accounts.actions.signing_in import SignInRefused, sign_in
from baarasira.accounts.actions.visits import open_visit
from baarasira.accounts.enums import AccountState, ResetKind, ResetState, Role
from baarasira.accounts.models import Reset, User, Visit
from baarasira.accounts.queries import entries_about, open_visits, visible_to
from baarasira.kernel.actor import Actor, visitor
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from factories import NOW, PASSWORD, TODAY, Tree, make_actor, make_tree, make_user

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)
NEW = "quatre mots sans rapport"


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def administrator(tree: Tree, **values: str) -> User:
    return make_user(Role.NATIONAL_ADMINISTRATOR, tree.root, **values)


def acting(user: User, reason: str = "décision du directeur", after: timedelta = timedelta()) -> Actor:
    return Actor(user=User.objects.get(id=user.id), at=NOW + after, reason=reason)


def codes(refusal: pytest.ExceptionInfo[RuleRefused]) -> list[str]:
    return [finding.code for finding in refusal.value.findings]


def invited(tree: Tree, admin: User, email: str = "neuf@anpe.example") -> invitations.Invited:
    return invitations.invite(
        actor=acting(admin), email=email, given_name="Kadiatou", surname="Maïga", role=Role.COUNSELLOR,
        structure_id=tree.office.id,
    )  # fmt: skip


# Invitations


def test_an_invitation_opens_an_account_once(tree: Tree) -> None:
    made = invited(tree, administrator(tree))
    assert made.user.state == AccountState.INVITED
    user = invitations.accept_invitation(actor=visitor(NOW + LATER), token=made.token, password=NEW)
    assert user.state == AccountState.ACTIVE
    assert user.roles(TODAY) == {Role.COUNSELLOR}
    assert sign_in(actor=visitor(NOW + LATER), email="NEUF@anpe.example", password=NEW) == user
    with pytest.raises(WrongState):
        invitations.accept_invitation(actor=visitor(NOW + LATER), token=made.token, password=NEW + " bis")


def test_the_database_never_holds_the_secret_of_a_link(tree: Tree) -> None:
    made = invited(tree, administrator(tree))
    assert made.token not in str(list(made.user.invitations.values()))
    assert made.token not in "".join(Entry.objects.values_list("payload", flat=True))


def test_a_link_too_old_or_replaced_opens_nothing(tree: Tree) -> None:
    admin = administrator(tree)
    made = invited(tree, admin)
    with pytest.raises(WrongState):
        invitations.invitation_of(made.token, NOW + timedelta(days=7))
    fresh = invitations.renew_invitation(actor=acting(admin), user_id=made.user.id)
    with pytest.raises(WrongState):
        invitations.invitation_of(made.token, NOW + LATER)
    assert invitations.invitation_of(fresh.token, NOW + LATER).user == made.user


@pytest.mark.parametrize("password", ["court", "123456789012", "qwertyuiop12", "neuf@anpe.example", "kadiatou1990"])
def test_a_weak_password_is_refused_and_the_link_still_serves(tree: Tree, password: str) -> None:
    made = invited(tree, administrator(tree))
    with pytest.raises(RuleRefused) as refusal:
        invitations.accept_invitation(actor=visitor(NOW), token=made.token, password=password)
    assert {finding.field for finding in refusal.value.findings} == {"password"}
    assert invitations.invitation_of(made.token, NOW).user == made.user


def test_one_address_one_account_whatever_its_case(tree: Tree) -> None:
    admin = administrator(tree)
    invited(tree, admin)
    with pytest.raises(RuleRefused) as refusal:
        invited(tree, admin, "Neuf@ANPE.example")
    assert codes(refusal) == ["email_taken"]


def test_only_an_administrator_invites_and_only_headquarters_has_national_ones(tree: Tree) -> None:
    for role in set(Role.values) - {Role.NATIONAL_ADMINISTRATOR}:
        with pytest.raises(NotAllowed):
            invited(tree, make_user(role, tree.root), f"{role}@anpe.example")
    with pytest.raises(RuleRefused) as refusal:
        invitations.invite(
            actor=acting(administrator(tree)), email="x@anpe.example", given_name="A", surname="B",
            role=Role.NATIONAL_ADMINISTRATOR, structure_id=tree.office.id,
        )  # fmt: skip
    assert codes(refusal) == ["role_place"]


def test_a_partners_user_belongs_to_the_structure_of_a_partner(tree: Tree) -> None:
    with pytest.raises(RuleRefused) as refusal:
        memberships.add_role(
            actor=acting(administrator(tree)), user_id=make_user(Role.COUNSELLOR, tree.office).id, role=Role.PARTNER,
            structure_id=tree.office.id,
        )  # fmt: skip
    assert codes(refusal) == ["role_place"]


# Suspending and closing


def visit_of(user: User) -> tuple[Visit, SessionStore]:
    session = SessionStore()
    session["who"] = str(user.id)
    session.set_expiry(NOW + timedelta(days=3650))
    session.create()
    visit = open_visit(actor=acting(user), user=user, session_key=session.session_key or "", agent="Navigateur")
    return visit, session


@pytest.mark.parametrize("act", [states.suspend, states.close])
def test_stopping_an_account_ends_its_visits_and_its_sign_in_at_once(tree: Tree, act: object) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    visit, session = visit_of(user)
    _other, kept = visit_of(admin)
    act(actor=acting(admin), user_id=user.id)  # type: ignore[operator]
    visit.refresh_from_db()
    assert visit.ended_at == NOW
    assert not SessionStore().exists(session.session_key)
    assert SessionStore().exists(kept.session_key), "nobody else is signed out"
    assert not open_visits(user, NOW).exists()
    with pytest.raises(SignInRefused):
        sign_in(actor=visitor(NOW), email=user.email, password=PASSWORD)


def test_sessions_that_ran_out_are_cleared_and_their_visits_closed(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    dead, session = visit_of(user)
    alive, kept = visit_of(user)
    Session.objects.filter(session_key=session.session_key).update(expire_date=NOW)
    assert visits.clear_dead_sessions(NOW) == 1
    dead.refresh_from_db()
    alive.refresh_from_db()
    assert (dead.ended_at, alive.ended_at) == (NOW, None)
    assert SessionStore().exists(kept.session_key)


def test_closing_ends_roles_links_and_second_factor_and_keeps_the_account(tree: Tree) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    TOTPDevice.objects.create(user=user, name="phone", confirmed=True)
    states.close(actor=acting(admin), user_id=user.id)
    user.refresh_from_db()
    user.forget_memberships()
    assert user.roles(TODAY) == frozenset()
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert not user.has_usable_password()
    again = invitations.reopen(actor=acting(admin), user_id=user.id, role=Role.TRAINER, structure_id=tree.sister.id)
    opened = invitations.accept_invitation(actor=visitor(NOW), token=again.token, password=NEW)
    assert opened.id == user.id
    assert opened.roles(TODAY) == {Role.TRAINER}


@pytest.mark.parametrize("act", [states.suspend, states.reinstate, states.close])
def test_every_stop_asks_for_a_reason_which_the_journal_keeps_encrypted(tree: Tree, act: object) -> None:
    admin = administrator(tree)
    state = AccountState.SUSPENDED if act is states.reinstate else AccountState.ACTIVE
    user = make_user(Role.COUNSELLOR, tree.office, state=state)
    with pytest.raises(RuleRefused) as refusal:
        act(actor=acting(admin, reason="  "), user_id=user.id)  # type: ignore[operator]
    assert codes(refusal) == ["reason"]
    act(actor=acting(admin, reason="absence non justifiée"), user_id=user.id)  # type: ignore[operator]
    entry = next(entry for entry in entries_about(user) if entry.verb.startswith("account.") and entry.payload)
    moved = Entry.objects.filter(verb__in=["account.suspend", "account.reinstate", "account.close"]).get()
    assert "justifi" not in moved.payload
    assert (journal.content(moved) or {})["reason"] == "absence non justifiée"
    assert entry.actor_id == admin.id
    assert "password" not in str(journal.content(moved)), "a hash of a password has no place in the journal"


def test_nobody_acts_on_their_own_account(tree: Tree) -> None:
    admin = administrator(tree)
    administrator(tree)
    held = admin.memberships.get()
    attempts = [
        lambda: states.suspend(actor=acting(admin), user_id=admin.id),
        lambda: states.close(actor=acting(admin), user_id=admin.id),
        lambda: states.reinstate(actor=acting(admin), user_id=admin.id),
        lambda: memberships.add_role(
            actor=acting(admin), user_id=admin.id, role=Role.AUDITOR, structure_id=tree.root.id
        ),
        lambda: memberships.remove_role(actor=acting(admin), user_id=admin.id, membership_id=held.id),
        lambda: resets.ask_reset(actor=acting(admin), user_id=admin.id, kind=ResetKind.PASSWORD),
    ]
    for attempt in attempts:
        with pytest.raises(RuleRefused) as refusal:
            attempt()
        assert codes(refusal) == ["own_account"]


def test_a_suspended_administrator_can_do_nothing_with_a_page_still_open(tree: Tree) -> None:
    first, second = administrator(tree), administrator(tree)
    still_open = acting(second)
    states.suspend(actor=acting(first), user_id=second.id)
    still_open = acting(second)
    with pytest.raises(NotAllowed):
        states.reinstate(actor=still_open, user_id=second.id)
    with pytest.raises(NotAllowed):
        states.suspend(actor=still_open, user_id=first.id)


def test_the_last_administrator_stays_and_one_invited_does_not_count_yet(tree: Tree) -> None:
    admin, only = administrator(tree), administrator(tree)
    states.suspend(actor=acting(only), user_id=admin.id)
    made = invitations.invite(
        actor=acting(only), email="trois@anpe.example", given_name="T", surname="R",
        role=Role.NATIONAL_ADMINISTRATOR, structure_id=tree.root.id,
    )  # fmt: skip
    with transaction.atomic(), pytest.raises(RuleRefused) as refusal:
        memberships.require_administrator_left(only, TODAY)
    assert codes(refusal) == ["last_administrator"]
    third = invitations.accept_invitation(actor=visitor(NOW), token=made.token, password=NEW)
    states.close(actor=acting(third), user_id=only.id)
    assert set(User.objects.filter(state=AccountState.ACTIVE)) == {third}


# Roles


def test_a_move_changes_where_the_role_reaches_on_its_day_and_not_before(tree: Tree) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    day = TODAY + timedelta(days=8)
    memberships.move(
        actor=acting(admin), user_id=user.id, membership_id=user.memberships.get().id,
        structure_id=tree.far_office.id, on=day,
    )  # fmt: skip
    user = User.objects.get(id=user.id)
    assert user.scope({Role.COUNSELLOR}, day - timedelta(days=1)).structures == {tree.office.id}
    assert user.scope({Role.COUNSELLOR}, day).structures == {tree.far_office.id}


def test_a_role_taken_away_is_gone_at_once(tree: Tree) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    memberships.remove_role(actor=acting(admin), user_id=user.id, membership_id=user.memberships.get().id)
    assert User.objects.get(id=user.id).roles(TODAY) == frozenset()
    with pytest.raises(WrongState):
        memberships.remove_role(actor=acting(admin), user_id=user.id, membership_id=user.memberships.get().id)


def test_a_role_given_today_by_mistake_leaves_no_trace_but_in_the_journal(tree: Tree) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    given = memberships.add_role(
        actor=acting(admin), user_id=user.id, role=Role.DIRECTOR, structure_id=tree.directorate.id
    )
    memberships.remove_role(actor=acting(admin), user_id=user.id, membership_id=given.id)
    assert user.memberships.count() == 1
    verbs = [entry.verb for entry in entries_about(user)][:2]
    assert verbs == ["account.remove_role", "account.add_role"]


def test_the_same_role_is_not_given_twice_nor_in_a_closed_structure(tree: Tree) -> None:
    admin, user = administrator(tree), make_user(Role.COUNSELLOR, tree.office)
    with pytest.raises(RuleRefused) as refusal:
        memberships.add_role(actor=acting(admin), user_id=user.id, role=Role.COUNSELLOR, structure_id=tree.office.id)
    assert codes(refusal) == ["held_already"]
    tree.sister.closed_on = TODAY
    tree.sister.save()
    with pytest.raises(RuleRefused) as refusal:
        memberships.add_role(actor=acting(admin), user_id=user.id, role=Role.COUNSELLOR, structure_id=tree.sister.id)
    assert codes(refusal) == ["structure_closed"]


def test_an_auditor_of_a_region_sees_its_accounts_only(tree: Tree) -> None:
    near, far = make_user(Role.COUNSELLOR, tree.office), make_user(Role.COUNSELLOR, tree.far_office)
    seen = set(visible_to(make_actor(role=Role.AUDITOR, structure=tree.directorate)))
    assert near in seen
    assert far not in seen
    assert not visible_to(make_actor(near)).exists()


# Resets


def asked(tree: Tree, user: User, kind: str = ResetKind.PASSWORD) -> tuple[User, Reset]:
    first = administrator(tree)
    return first, resets.ask_reset(actor=acting(first, "vue à l'agence"), user_id=user.id, kind=kind)


def test_a_reset_takes_a_second_administrator_who_is_not_the_person(tree: Tree) -> None:
    concerned = administrator(tree)
    first, reset = asked(tree, concerned)
    with pytest.raises(RuleRefused) as refusal:
        resets.approve_reset(actor=acting(first), reset_id=reset.id)
    assert codes(refusal) == ["two_people"]
    with pytest.raises(RuleRefused) as refusal:
        resets.approve_reset(actor=acting(concerned), reset_id=reset.id)
    assert codes(refusal) == ["own_account"]
    with pytest.raises(NotAllowed):
        resets.approve_reset(actor=make_actor(role=Role.AUDITOR, structure=tree.root), reset_id=reset.id)
    assert resets.approve_reset(actor=acting(administrator(tree)), reset_id=reset.id).token


def test_the_database_itself_refuses_one_person_for_two(tree: Tree) -> None:
    first, reset = asked(tree, make_user(Role.COUNSELLOR, tree.office))
    values = {"state": ResetState.APPROVED, "decided_at": NOW, "expires_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Reset.objects.filter(id=reset.id).update(decided_by=first, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reset.objects.filter(id=reset.id).update(decided_by=reset.user, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reset.objects.filter(id=reset.id).update(decided_by=None, **values)


def test_the_link_of_a_password_serves_once_ends_visits_and_lifts_the_lock(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    _visit, session = visit_of(user)
    for _number in range(5):
        with pytest.raises(SignInRefused):
            sign_in(actor=visitor(NOW), email=user.email, password="oublié")
    _first, reset = asked(tree, user)
    made = resets.approve_reset(actor=acting(administrator(tree)), reset_id=reset.id)
    resets.use_password_reset(actor=visitor(NOW), token=made.token, password=NEW)
    assert not SessionStore().exists(session.session_key)
    assert sign_in(actor=visitor(NOW), email=user.email, password=NEW) == user
    with pytest.raises(WrongState):
        resets.use_password_reset(actor=visitor(NOW), token=made.token, password=NEW + " bis")
    assert Reset.objects.get(id=reset.id).state == ResetState.USED


def test_the_link_of_a_lost_phone_asks_for_the_password_and_forgets_the_phone(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    TOTPDevice.objects.create(user=user, name="phone", confirmed=True)
    User.objects.filter(id=user.id).update(second_factor_at=NOW)
    _first, reset = asked(tree, user, ResetKind.SECOND_FACTOR)
    made = resets.approve_reset(actor=acting(administrator(tree)), reset_id=reset.id)
    with pytest.raises(WrongState):
        resets.use_password_reset(actor=visitor(NOW), token=made.token, password=NEW)
    with pytest.raises(SignInRefused):
        resets.use_second_factor_reset(actor=visitor(NOW), token=made.token, password="faux")
    resets.use_second_factor_reset(actor=visitor(NOW), token=made.token, password=PASSWORD)
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert User.objects.get(id=user.id).second_factor_at is None


def test_links_and_requests_grow_old(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    first, reset = asked(tree, user)
    second = administrator(tree)
    made = resets.approve_reset(actor=acting(second), reset_id=reset.id)
    with pytest.raises(WrongState):
        resets.reset_of(made.token, NOW + timedelta(hours=24))
    assert resets.expire_resets(NOW + timedelta(hours=23)) == 0
    assert resets.expire_resets(NOW + timedelta(hours=24)) == 1
    again = resets.ask_reset(actor=acting(first), user_id=user.id, kind=ResetKind.PASSWORD)
    with pytest.raises(RuleRefused) as refusal:
        resets.approve_reset(actor=acting(second, after=timedelta(days=8)), reset_id=again.id)
    assert codes(refusal) == ["too_old"]


def test_a_second_request_of_the_kind_waits_for_the_first(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    first, reset = asked(tree, user)
    with pytest.raises(RuleRefused) as refusal:
        resets.ask_reset(actor=acting(first), user_id=user.id, kind=ResetKind.PASSWORD)
    assert codes(refusal) == ["open_already"]
    resets.refuse_reset(actor=acting(administrator(tree), "pas reconnue"), reset_id=reset.id)
    resets.ask_reset(actor=acting(first), user_id=user.id, kind=ResetKind.PASSWORD)


def run_together(works: list[object]) -> list[object]:
    """Run callables at the same moment, each on a connection of its own; return results or the errors they raised."""
    together, outcomes = threading.Barrier(len(works)), [None] * len(works)

    def one(position: int) -> None:
        together.wait()
        try:
            outcomes[position] = works[position]()  # type: ignore[operator]
        except BusinessError as error:
            outcomes[position] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(position,)) for position in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_make_one_link(tree: Tree) -> None:
    _first, reset = asked(tree, make_user(Role.COUNSELLOR, tree.office))
    deciders = [acting(administrator(tree)) for _number in range(2)]
    outcomes = run_together(
        [lambda actor=actor: resets.approve_reset(actor=actor, reset_id=reset.id) for actor in deciders]
    )
    made = [outcome for outcome in outcomes if isinstance(outcome, resets.Approved)]
    assert len(made) == 1
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == 1
    assert resets.reset_of(made[0].token, NOW).id == reset.id
    assert Entry.objects.filter(verb="reset.approve").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_close_each_other_leave_one(tree: Tree) -> None:
    one, two = administrator(tree), administrator(tree)
    outcomes = run_together(
        [
            lambda: states.close(actor=acting(one), user_id=two.id),
            lambda: states.close(actor=acting(two), user_id=one.id),
        ]
    )
    assert User.objects.filter(state=AccountState.ACTIVE).count() == 1
    assert sum(isinstance(outcome, BusinessError) for outcome in outcomes) == 1


@pytest.mark.django_db(transaction=True)
def test_one_link_opened_twice_at_once_chooses_one_password(tree: Tree) -> None:
    made = invited(tree, administrator(tree))
    passwords = ["quatre mots sans rapport", "cinq autres mots sans rapport"]
    outcomes = run_together(
        [
            lambda word=word: invitations.accept_invitation(actor=visitor(NOW), token=made.token, password=word)
            for word in passwords
        ]
    )
    assert sum(isinstance(outcome, User) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WrongState) for outcome in outcomes) == 1


def test_an_account_without_any_role_is_within_reach_of_headquarters(tree: Tree) -> None:
    user = make_user(Role.COUNSELLOR, tree.office)
    user.memberships.all().delete()
    admin = acting(administrator(tree))
    memberships.add_role(actor=admin, user_id=user.id, role=Role.TRAINER, structure_id=tree.office.id)
    assert User.objects.get(id=user.id).roles(TODAY) == {Role.TRAINER}
