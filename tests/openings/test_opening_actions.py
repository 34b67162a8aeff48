"""The life of an offer: who may move it, two people for its publication, its end."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.accounts.enums import Role
from baarasira.employers import actions as employer_actions
from baarasira.kernel import events
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.models import Entry
from baarasira.openings import actions, hires, queries
from baarasira.openings.details import of
from baarasira.openings.enums import CLOSED_STATES, CloseReason, OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.openings.transitions import OPENING
from deeds import Deed, check_elsewhere, check_role
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_employer,
    make_membership,
    make_opening,
    make_opening_details,
    make_reference,
    make_territory,
    make_tree,
    make_user,
)

pytestmark = pytest.mark.django_db
REASON = "Le salaire n'est pas celui que l'employeur a dit."
LATER = TODAY + timedelta(days=60)


@pytest.fixture
def tree() -> Tree:
    make_reference()
    return make_tree()


@pytest.fixture
def hired() -> Iterator[dict[UUID, int]]:
    """Say how many people were hired on an offer, in the place of the room of candidacies."""
    counts: dict[UUID, int] = {}
    before = list(hires._wired)
    hires.count_with(lambda ids: {key: counts[key] for key in ids if key in counts})
    yield counts
    hires._wired[:] = before


RECORDERS = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER}
APPROVERS = {*RECORDERS, Role.DIRECTOR}
DEEDS: dict[str, Deed] = {
    "receive": (
        "received",
        RECORDERS,
        lambda actor, office, opening: actions.receive_opening(
            actor=actor, office=office, employer=opening.employer, details=make_opening_details()
        ),
    ),
    "edit": (
        "received",
        RECORDERS,
        lambda actor, _, opening: actions.edit_opening(
            actor=actor, opening=opening, details=make_opening_details(title="Soudeuse ou soudeur"), version=None
        ),
    ),
    "submit": ("received", RECORDERS, lambda actor, _, opening: actions.submit_opening(actor=actor, opening=opening)),
    "approve": (
        "submitted",
        APPROVERS,
        lambda actor, _, opening: actions.approve_opening(actor=actor, opening=opening),
    ),
    "return": (
        "submitted",
        APPROVERS,
        lambda actor, _, opening: actions.return_opening(actor=actor, opening=opening, reason=REASON),
    ),
    "extend": (
        "published",
        RECORDERS,
        lambda actor, _, opening: actions.extend_opening(actor=actor, opening=opening, expires_on=LATER),
    ),
    "reopen": (
        "expired",
        RECORDERS,
        lambda actor, _, opening: actions.extend_opening(actor=actor, opening=opening, expires_on=LATER),
    ),
    "close": (
        "published",
        RECORDERS,
        lambda actor, _, opening: actions.close_opening(actor=actor, opening=opening, reason=CloseReason.PAY),
    ),
    "cancel": (
        "received",
        RECORDERS,
        lambda actor, _, opening: actions.cancel_opening(
            actor=actor, opening=opening, reason=CloseReason.ERROR, note=REASON
        ),
    ),
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("deed", list(DEEDS))
def test_who_may_do_what_in_their_own_territory(tree: Tree, role: Role, deed: str) -> None:
    check_role(tree, role, DEEDS[deed], make_opening)


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nobody_acts_in_another_territory(tree: Tree, deed: str) -> None:
    check_elsewhere(tree, DEEDS[deed], make_opening)


def test_the_offers_one_sees_are_ones_own_and_those_published(tree: Tree) -> None:
    mine = make_opening(tree.office, state="received")
    far_draft = make_opening(tree.far_office, state="received")
    far = make_opening(tree.far_office)
    for role in Role:
        actor = make_actor(role=role, structure=tree.directorate)
        reads = role in OPENINGS.grants["view"]
        assert set(queries.visible_to(actor)) == ({mine} if reads else set()), role
        assert set(queries.readable_by(actor)) == ({mine, far} if reads else set()), role
    assert far_draft not in queries.published(TODAY)


def test_at_headquarters_one_reads_every_offer(tree: Tree) -> None:
    offers = {make_opening(tree.office, state="received"), make_opening(tree.far_office)}
    director = make_actor(role=Role.DIRECTOR, structure=tree.root)
    assert set(queries.readable_by(director)) == offers


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("at", ["root", "directorate"])
def test_one_offer_is_read_as_the_list_of_those_readable(tree: Tree, role: str, at: str) -> None:
    employer = make_employer(tree.far_office)
    offers = [
        make_opening(tree.office, state="received"),
        make_opening(tree.far_office, state="received"),
        make_opening(tree.far_office),
        make_opening(tree.far_office),
        make_opening(tree.far_office, employer=employer),
    ]
    Opening.objects.filter(pk=offers[3].pk).update(expires_on=TODAY - timedelta(days=1))
    director = make_actor(role=Role.DIRECTOR, structure=tree.far_directorate)
    employer_actions.suspend_employer(actor=director, employer=employer, reason="Plaintes répétées de salariés.")
    actor = make_actor(role=role, structure=getattr(tree, at))
    listed = set(queries.readable_by(actor))
    assert {offer for offer in offers if queries.readable(actor, offer.pk) == offer} == listed
    published = set(queries.published(TODAY))
    assert {
        offer for offer in Opening.objects.select_related("employer") if queries.is_published(offer, TODAY)
    } == published


def test_publication_takes_a_second_person_whatever_their_roles(tree: Tree) -> None:
    user = make_user(Role.EMPLOYER_ADVISER, tree.office)
    make_membership(user, Role.DIRECTOR, tree.directorate)
    actor = make_actor(user)
    opening = make_opening(tree.office, state="submitted", actor=actor)
    for act in (
        lambda: actions.approve_opening(actor=actor, opening=opening),
        lambda: actions.return_opening(actor=actor, opening=opening, reason=REASON),
    ):
        with pytest.raises(NotAllowed) as refusal:
            act()
        assert refusal.value.code == "R-16"
    assert list(queries.awaiting_approval(actor)) == []
    counsellor = make_actor(role=Role.COUNSELLOR, structure=tree.office)
    assert list(queries.awaiting_approval(counsellor)) == [opening]
    published = actions.approve_opening(actor=counsellor, opening=opening)
    assert published.approved_by_id == counsellor.id != published.submitted_by_id


def test_the_system_submits_and_approves_nothing(tree: Tree) -> None:
    opening = make_opening(tree.office, state="received")
    with pytest.raises(NotAllowed):
        actions.submit_opening(actor=system(NOW), opening=opening)


@pytest.mark.parametrize(
    "change",
    [
        {"approved_by": "submitter"},
        {"approved_by": None},
        {"submitted_by": None},
        {"published_at": None},
        {"expires_on": None},
        {"state": "filled"},
        {"closed_on": TODAY},
        {"country": "ES"},
        {"region": None},
        {"seats": 0},
    ],
)
def test_the_database_itself_holds_the_rules_of_a_published_offer(tree: Tree, change: dict[str, object]) -> None:
    opening = make_opening(tree.office)
    if change.get("approved_by") == "submitter":
        change = {"approved_by": opening.submitted_by}
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.filter(pk=opening.pk).update(**change)


def test_rules_are_asked_again_at_approval_and_at_extension(tree: Tree) -> None:
    employer = make_employer(tree.office)
    submitted = make_opening(tree.office, employer=employer, state="submitted")
    published = make_opening(tree.office, employer=employer)
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    employer_actions.suspend_employer(actor=director, employer=employer, reason=REASON)
    with pytest.raises(RuleRefused) as refusal:
        actions.approve_opening(actor=director, opening=submitted)
    assert refusal.value.code == "employer_not_accredited"
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    with pytest.raises(RuleRefused):
        actions.extend_opening(actor=adviser, opening=published, expires_on=LATER)
    assert list(queries.published(TODAY)) == []
    assert list(queries.open_for_referral(TODAY)) == []


def test_an_offer_below_the_minimum_is_kept_but_goes_no_further(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, state="received", wage=Decimal(39_999), actor=adviser)
    with pytest.raises(RuleRefused) as refusal:
        actions.submit_opening(actor=adviser, opening=opening)
    assert [finding.code for finding in refusal.value.findings] == ["minimum_wage"]
    opening.refresh_from_db()
    assert (opening.state, opening.submitted_by) == (OpeningState.RECEIVED, None)


def test_a_stale_form_writes_nothing(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, state="received", actor=adviser)
    opened, details = opening.version, of(opening)
    other = make_opening_details(title="Serrurier", wage=Decimal(120_000))
    actions.edit_opening(actor=adviser, opening=opening, details=other, version=opened)
    kept = Opening.objects.values().get()
    with pytest.raises(Stale):
        actions.edit_opening(actor=adviser, opening=opening, details=details, version=opened)
    with pytest.raises(Stale):
        actions.submit_opening(actor=adviser, opening=opening, version=opened)
    assert Opening.objects.values().get() == kept


def test_what_was_returned_and_changed_is_not_approved_from_an_old_page(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    opening = make_opening(tree.office, state="submitted", actor=adviser)
    read = opening.version
    returned = actions.return_opening(actor=director, opening=opening, reason=REASON)
    assert returned.submitted_by is None
    actions.edit_opening(
        actor=adviser, opening=opening, details=make_opening_details(wage=Decimal(50_000)), version=None
    )
    actions.submit_opening(actor=adviser, opening=opening)
    with pytest.raises(Stale):
        actions.approve_opening(actor=director, opening=opening, version=read)


@pytest.mark.parametrize("state", sorted(set(OpeningState) - {"received", "filled", "part_filled"}))
def test_an_offer_once_submitted_is_no_longer_changed(tree: Tree, state: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, state=state)
    with pytest.raises(WrongState):
        actions.edit_opening(actor=adviser, opening=opening, details=make_opening_details(), version=None)


def test_a_form_sent_twice_records_once(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    employer, token, details = make_employer(tree.office), uuid4(), make_opening_details()
    first, again = (
        actions.receive_opening(actor=adviser, office=tree.office, employer=employer, details=details, form_token=token)
        for _ in range(2)
    )
    assert first == again
    assert Entry.objects.filter(verb="opening.receive").count() == 1


def test_an_employer_of_another_office_may_be_chosen(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    far = make_employer(tree.far_office)
    opening = actions.receive_opening(actor=adviser, office=tree.office, employer=far, details=make_opening_details())
    assert actions.submit_opening(actor=adviser, opening=opening).state == OpeningState.SUBMITTED


def test_publication_lasts_thirty_days_unless_told_otherwise(tree: Tree) -> None:
    assert make_opening(tree.office).expires_on == TODAY + timedelta(days=30)
    assert make_opening(tree.office, expires_on=LATER).expires_on == LATER


@pytest.mark.parametrize(("days", "refused"), [(0, True), (1, False), (365, False), (366, True)])
def test_the_last_day_of_publication_at_its_bounds(tree: Tree, days: int, refused: bool) -> None:
    opening = make_opening(tree.office, state="submitted")
    director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
    last = TODAY + timedelta(days=days)
    if refused:
        with pytest.raises(RuleRefused):
            actions.approve_opening(actor=director, opening=opening, expires_on=last)
    else:
        assert actions.approve_opening(actor=director, opening=opening, expires_on=last).expires_on == last


def test_an_offer_expires_the_day_after_its_last_day(tree: Tree) -> None:
    opening = make_opening(tree.office, expires_on=TODAY + timedelta(days=5))
    last = NOW + timedelta(days=5)
    assert actions.expire_due(actor=system(last)) == 0
    assert list(queries.published(last.date())) == [opening]
    assert list(queries.published(last.date() + timedelta(days=1))) == []
    assert actions.expire_due(actor=system(last + timedelta(days=1))) == 1
    assert actions.expire_due(actor=system(last + timedelta(days=1))) == 0
    opening.refresh_from_db()
    assert opening.state == OpeningState.EXPIRED


def test_only_the_clock_expires_offers(tree: Tree) -> None:
    for role in Role:
        with pytest.raises(NotAllowed):
            actions.expire_due(actor=make_actor(role=role, structure=tree.root))


def test_an_extension_goes_beyond_the_present_last_day(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office)
    with pytest.raises(RuleRefused):
        actions.extend_opening(actor=adviser, opening=opening, expires_on=opening.expires_on)
    assert actions.extend_opening(actor=adviser, opening=opening, expires_on=LATER).expires_on == LATER


def test_an_expired_offer_is_published_again(tree: Tree) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, state="expired")
    again = actions.extend_opening(actor=adviser, opening=opening, expires_on=LATER)
    assert (again.state, again.expires_on) == (OpeningState.PUBLISHED, LATER)
    assert [move.transition for move in queries.moves(again)][-2:] == ["expire", "reopen"]


@pytest.mark.parametrize(
    ("count", "reason", "state", "kept"),
    [
        (0, CloseReason.SKILLS, "unfilled", "skills"),
        (1, CloseReason.NO_CANDIDATE, "part_filled", "no_candidate"),
        (3, "", "filled", "all_filled"),
        (4, "", "filled", "all_filled"),
    ],
)
def test_how_an_offer_was_closed_is_counted_not_declared(
    tree: Tree, hired: dict[UUID, int], count: int, reason: str, state: str, kept: str
) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, seats=3)
    hired[opening.pk] = count
    closed = actions.close_opening(actor=adviser, opening=opening, reason=reason)
    assert (closed.state, closed.close_reason, closed.closed_on) == (state, kept, TODAY)


@pytest.mark.parametrize("reason", ["", "whim", CloseReason.ALL_FILLED, CloseReason.ERROR])
def test_places_left_are_given_a_reason(tree: Tree, hired: dict[UUID, int], reason: str) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office, seats=2)
    hired[opening.pk] = 1
    with pytest.raises(RuleRefused) as refusal:
        actions.close_opening(actor=adviser, opening=opening, reason=reason)
    assert refusal.value.findings[0].field == "reason"


def test_an_offer_with_a_hire_is_closed_not_cancelled(tree: Tree, hired: dict[UUID, int]) -> None:
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    opening = make_opening(tree.office)
    hired[opening.pk] = 1
    with pytest.raises(BusinessError) as refusal:
        actions.cancel_opening(actor=adviser, opening=opening, reason=CloseReason.ERROR, note=REASON)
    assert refusal.value.code == "opening.hired"


def test_the_end_of_an_offer_is_told_to_the_other_rooms(tree: Tree) -> None:
    heard: list[events.Event] = []
    before = {name: list(handlers) for name, handlers in events._handlers.items()}
    events.on(actions.CLOSED, heard.append)
    try:
        closed = make_opening(tree.office, state="unfilled")
        cancelled = make_opening(tree.office, state="cancelled")
    finally:
        events._handlers.clear()
        events._handlers.update(before)
    assert [event.object_id for event in heard] == [closed.pk, cancelled.pk]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "t" * 201}, "title"),
        ({"description": "d" * 5001}, "description"),
        ({"contract": "handshake"}, "contract"),
        ({"seats": 0}, "seats"),
        ({"seats": 10_001}, "seats"),
        ({"wage": Decimal(-1)}, "wage"),
        ({"wage": Decimal("NaN")}, "wage"),
        ({"wage": Decimal("1e30")}, "wage"),
        ({"wage_period": "year"}, "wage_period"),
        ({"wage_currency": "ZZZ"}, "wage_currency"),
        ({"hours_per_week": Decimal("84.5")}, "hours_per_week"),
        ({"region": ""}, "region"),
        ({"country": "ES", "region": "ML-4"}, "region"),
        ({"region": "ML-77"}, "region"),
        ({"country": "XX"}, "country"),
        ({"country": "ML"}, "country"),
        ({"occupation": "12"}, "occupation"),
        ({"alternatives": ("abcd",)}, "alternatives"),
        ({"licences": ("ZZ",)}, "licences"),
        ({"languages_required": ("fr",)}, "languages_required"),
        ({"languages_wanted": ("xx:B1",)}, "languages_wanted"),
        ({"skills_required": tuple(f"s{n}" for n in range(21))}, "skills_required"),
        ({"skills_wanted": ("x" * 101,)}, "skills_wanted"),
        ({"min_age": 40, "max_age": 30}, "max_age"),
        ({"min_education": 9}, "min_education"),
        ({"min_years": 61}, "min_years"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(tree: Tree, values: dict[str, object], field: str) -> None:
    make_territory()
    adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
    details = make_opening_details(**values)
    employer = make_employer(tree.office)
    with pytest.raises(RuleRefused) as refusal:
        actions.receive_opening(actor=adviser, office=tree.office, employer=employer, details=details)
    assert field in {finding.field for finding in refusal.value.findings}
    assert not Opening.objects.exists()


def test_lists_are_kept_once_and_what_is_required_is_not_wished_for(tree: Tree) -> None:
    opening = make_opening(
        tree.office,
        state="received",
        occupation="7212",
        alternatives=("7213", "7212", "7213"),
        skills_required=("plan", "plan", ""),
        skills_wanted=("plan", "TIG"),
        languages_required=("fr:B1",),
        languages_wanted=("fr:B1", "bm:B2"),
    )
    opening.refresh_from_db()
    assert opening.alternatives == ["7213"]
    assert (opening.skills_required, opening.skills_wanted) == (["plan"], ["TIG"])
    assert opening.languages_wanted == ["bm:B2"]


@pytest.mark.parametrize("typed", ["soudeur", "SOUDEURS"[:7], "atelier kayes", "Dogoni", "dogony soudeur"[:6]])
def test_an_offer_is_found_by_its_title_or_its_employer(tree: Tree, typed: str) -> None:
    employer = make_employer(tree.office, name="Société Dogoni")
    wanted = make_opening(tree.office, employer=employer, title="Soudeur pour l'atelier de Kayes")
    make_opening(tree.office, title="Comptable")
    actor = make_actor(role=Role.AUDITOR, structure=tree.root)
    assert list(queries.matching(queries.visible_to(actor), actor, typed)) == [wanted]
    assert list(queries.matching(queries.visible_to(actor), actor, wanted.number)) == [wanted]


STEPS = ["submit", "approve", "return", "extend", "expire", "close", "cancel", "edit", "suspend", "lift"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(STEPS), max_size=8))
def test_whatever_is_tried_in_whatever_order_the_offer_stays_true(tree: Tree, steps: list[str]) -> None:
    with transaction.atomic():
        adviser = make_actor(role=Role.EMPLOYER_ADVISER, structure=tree.office)
        director = make_actor(role=Role.DIRECTOR, structure=tree.directorate)
        opening = make_opening(tree.office, state="received", actor=adviser)
        for step in steps:
            _try(step, opening, adviser, director)
            opening.refresh_from_db()
            _holds(opening)
        transaction.set_rollback(True)


def _try(step: str, opening: Opening, adviser: Actor, director: Actor) -> None:
    employer = opening.employer
    acts: dict[str, Callable[[], object]] = {
        "submit": lambda: actions.submit_opening(actor=adviser, opening=opening),
        "approve": lambda: actions.approve_opening(actor=director, opening=opening),
        "return": lambda: actions.return_opening(actor=director, opening=opening, reason=REASON),
        "extend": lambda: actions.extend_opening(actor=adviser, opening=opening, expires_on=LATER),
        "expire": lambda: actions.expire_due(actor=system(NOW + timedelta(days=90))),
        "close": lambda: actions.close_opening(actor=adviser, opening=opening, reason=CloseReason.PAY),
        "cancel": lambda: actions.cancel_opening(
            actor=adviser, opening=opening, reason=CloseReason.WITHDRAWN, note=REASON
        ),
        "edit": lambda: actions.edit_opening(
            actor=adviser, opening=opening, details=make_opening_details(title="Autre"), version=None
        ),
        "suspend": lambda: employer_actions.suspend_employer(actor=director, employer=employer, reason=REASON),
        "lift": lambda: employer_actions.lift_suspension(actor=adviser, employer=employer, reason=REASON),
    }
    try:
        with transaction.atomic():
            acts[step]()
    except BusinessError:
        pass


def _holds(opening: Opening) -> None:
    moves = queries.moves(opening)
    path = [OPENING.rows[move.transition] for move in moves]
    assert path[-1].target == opening.state
    assert all(move.source in row.sources for move, row in zip(moves, path, strict=True))
    if opening.state in CLOSED_STATES:
        assert opening.closed_on is not None
        assert path[-1].name.startswith(("close", "cancel"))
    if opening.published_at is not None and opening.state != OpeningState.CANCELLED:
        assert opening.approved_by_id not in {None, opening.submitted_by_id}
    shown = queries.published(TODAY).filter(pk=opening.pk).exists()
    assert shown == (opening.state == OpeningState.PUBLISHED and opening.employer.state == "accredited")
