"""Who may do what, in which state: every cell of role × act, in one's own structure and elsewhere."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from baarasira.accounts.enums import Role
from baarasira.cooperation import actions, queries
from baarasira.cooperation.details import (
    Ceiling,
    MeetingData,
    OpinionData,
    OrganisationDetails,
    TermData,
    TopicLine,
    agreed,
)
from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement, Organisation
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import NotAllowed, WrongState
from deeds import Deed, check_role
from factories import (
    NOW,
    TODAY,
    Tree,
    make_actor,
    make_agreement,
    make_agreement_details,
    make_organisation,
    make_tree,
)

pytestmark = pytest.mark.django_db
KEEPERS = {Role.COOPERATION_OFFICER, Role.MIGRATION_DEPARTMENT}
WITH_DIRECTION = {*KEEPERS, Role.DIRECTOR}
READERS = {
    *WITH_DIRECTION,
    Role.COUNSELLOR,
    Role.EMPLOYER_ADVISER,
    Role.FOCAL_POINT,
    Role.AUDITOR,
    Role.NATIONAL_ADMINISTRATOR,
}
DECIDERS = {Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}
REASON = "Les conditions d'accueil sont rétablies."
DOC = "Décision 2026-020"

DEEDS: dict[str, Deed] = {
    "record": (
        "draft",
        KEEPERS,
        lambda actor, office, _: actions.record_agreement(actor=actor, office=office, details=make_agreement_details()),
    ),
    "edit": (
        "draft",
        KEEPERS,
        lambda actor, _, row: actions.edit_agreement(
            actor=actor, agreement=row, details=agreed(row), version=row.version
        ),
    ),
    "ceilings": (
        "draft",
        KEEPERS,
        lambda actor, _, row: actions.set_ceilings(
            actor=actor, agreement=row, yearly=10, ceilings=[Ceiling("9111", 5)]
        ),
    ),
    "term": (
        "draft",
        KEEPERS,
        lambda actor, _, row: actions.set_term(
            actor=actor, agreement=row, term=TermData(kind="travel_out", payer="employer")
        ),
    ),
    "topics": (
        "in_force",
        KEEPERS,
        lambda actor, _, row: actions.set_topics(
            actor=actor, agreement=row, lines=[TopicLine("costs", "yes", "art. 4")]
        ),
    ),
    "negotiate": ("draft", KEEPERS, lambda actor, _, row: actions.negotiate(actor=actor, agreement=row, document=DOC)),
    "sign": (
        "negotiation",
        KEEPERS,
        lambda actor, _, row: actions.sign(actor=actor, agreement=row, on=TODAY, document=DOC),
    ),
    "visa": (
        "signed",
        KEEPERS,
        lambda actor, _, row: actions.record_visa(actor=actor, agreement=row, on=TODAY, document=DOC),
    ),
    "opinion": (
        "signed",
        KEEPERS,
        lambda actor, _, row: actions.record_opinion(
            actor=actor,
            agreement=row,
            opinion=OpinionData(sense="favourable", given_on=TODAY, reference="Lettre 3"),
        ),
    ),
    "enter": (
        "signed",
        WITH_DIRECTION,
        lambda actor, _, row: actions.enter_into_force(actor=actor, agreement=row, on=TODAY, document=DOC),
    ),
    "member": (
        "in_force",
        KEEPERS,
        lambda actor, _, row: actions.add_member(actor=actor, agreement=row, side="home", name="Awa Koné"),
    ),
    "meeting": (
        "in_force",
        KEEPERS,
        lambda actor, _, row: actions.record_meeting(
            actor=actor, agreement=row, meeting=MeetingData(held_on=TODAY, minutes="Bilan de la saison.")
        ),
    ),
    "suspend": (
        "in_force",
        WITH_DIRECTION,
        lambda actor, _, row: actions.suspend(actor=actor, agreement=row, reason=REASON, document=DOC),
    ),
    "ask_lift": (
        "suspended",
        WITH_DIRECTION,
        lambda actor, _, row: actions.ask_lifting(actor=actor, agreement=row, reason=REASON, document=DOC),
    ),
    "confirm_lift": (
        "lifting_asked",
        DECIDERS,
        lambda actor, _, row: actions.confirm_lifting(actor=actor, agreement=row),
    ),
    "refuse_lift": (
        "lifting_asked",
        DECIDERS,
        lambda actor, _, row: actions.refuse_lifting(actor=actor, agreement=row, reason=REASON),
    ),
    "renew": (
        "in_force",
        DECIDERS,
        lambda actor, _, row: actions.renew(actor=actor, agreement=row, ends_on=date(2030, 1, 1), document=DOC),
    ),
    "denounce": (
        "in_force",
        DECIDERS,
        lambda actor, _, row: actions.denounce(actor=actor, agreement=row, reason=REASON, document=DOC),
    ),
    "reserve": (
        "in_force",
        WITH_DIRECTION,
        lambda actor, _, row: actions.reserve_seats(
            actor=actor, agreement=row, key=uuid4(), seats=1, year=2026, occupation="9111"
        ),
    ),
    "release": (
        "suspended",
        WITH_DIRECTION,
        lambda actor, _, row: actions.release_seats(actor=actor, agreement=row, key=uuid4()),
    ),
}


def make(office: object, *, state: str) -> Agreement:
    """Bring an agreement to a state; ``lifting_asked`` is suspended, with the lifting asked by some officer."""
    wanted = "suspended" if state == "lifting_asked" else state
    agreement = make_agreement(office, state=wanted, ends_on=date(2029, 12, 31))  # type: ignore[arg-type]
    if state == "lifting_asked":
        asker = make_actor(role=Role.COOPERATION_OFFICER, structure=office)  # type: ignore[arg-type]
        actions.ask_lifting(actor=asker, agreement=agreement, reason=REASON, document=DOC)
    return agreement


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("deed", list(DEEDS))
def test_who_may_do_what_where_the_agreement_is_kept(tree: Tree, role: Role, deed: str) -> None:
    check_role(tree, role, DEEDS[deed], make)


@pytest.mark.parametrize("deed", list(DEEDS))
def test_nobody_acts_on_an_agreement_kept_elsewhere(tree: Tree, deed: str) -> None:
    state, roles, do = DEEDS[deed]
    row = make(tree.office, state=state)
    before = Agreement.objects.values().get(pk=row.pk)
    for role in roles:
        for elsewhere in (tree.sister, tree.far_office, tree.far_directorate):
            with pytest.raises(NotAllowed):
                do(make_actor(role=role, structure=elsewhere), tree.office, row)
    assert Agreement.objects.values().get(pk=row.pk) == before


STATES = ["draft", "negotiation", "signed", "in_force", "suspended", "denounced"]
FROM: dict[str, set[str]] = {
    "negotiate": {"draft"},
    "sign": {"negotiation"},
    "enter": {"signed"},
    "suspend": {"in_force"},
    "ask_lift": {"suspended"},
    "confirm_lift": {"suspended"},
    "renew": {"in_force", "suspended"},
    "denounce": {"signed", "in_force", "suspended"},
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("deed", list(FROM))
def test_an_act_starts_only_from_its_states(tree: Tree, deed: str, state: str) -> None:
    source = "lifting_asked" if (deed, state) == ("confirm_lift", "suspended") else state
    row = make(tree.office, state=source)
    actor = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=tree.office)
    do: Callable[..., object] = DEEDS[deed][2]
    if state in FROM[deed]:
        do(actor, tree.office, row)
        return
    with pytest.raises(WrongState):
        do(actor, tree.office, row)
    row.refresh_from_db()
    assert row.state == state


def test_everybody_reads_what_is_concluded_and_its_keepers_alone_what_is_prepared(tree: Tree) -> None:
    rows = {state: make(tree.office, state=state) for state in STATES}
    prepared = {rows["draft"], rows["negotiation"]}
    concluded = set(rows.values()) - prepared
    for role in Role:
        far = set(queries.visible_to(make_actor(role=role, structure=tree.far_office)))
        here = set(queries.visible_to(make_actor(role=role, structure=tree.office)))
        everywhere = set(queries.visible_to(make_actor(role=role, structure=tree.root)))
        if role not in READERS:
            assert far == here == everywhere == set()
            continue
        keeps = role in {*KEEPERS, Role.DIRECTOR, Role.AUDITOR}
        assert far == concluded, role
        assert here == everywhere == (concluded | prepared if keeps else concluded), role


def test_only_the_clock_lets_agreements_expire_and_loads_what_is_carried(tree: Tree) -> None:
    from baarasira.cooperation.loading import load_organisations

    for role in Role:
        actor = make_actor(role=role, structure=tree.root)
        with pytest.raises(NotAllowed):
            actions.expire_due(actor=actor)
        with pytest.raises(NotAllowed):
            load_organisations(actor=actor)
    assert actions.expire_due(actor=system(NOW)) == 0


@pytest.mark.parametrize("role", list(Role))
def test_who_keeps_the_register_of_organisations(tree: Tree, role: Role) -> None:
    row = make_organisation()
    actor: Actor = make_actor(role=role, structure=tree.far_office)
    details = OrganisationDetails(name="Consulat du Mali à Madrid", kind="consulate", country="ES")
    assert (row in queries.organisations_visible_to(actor)) == (role in READERS)
    if role in KEEPERS:
        made = actions.record_organisation(actor=actor, details=details)
        edited = actions.edit_organisation(actor=actor, organisation=row, details=details, version=row.version)
        contact = actions.add_contact(actor=actor, organisation=made, name="Awa", email="awa@example.org")
        actions.end_contact(actor=actor, contact=contact)
        assert edited.name == made.name
        return
    for act in (
        lambda: actions.record_organisation(actor=actor, details=details),
        lambda: actions.edit_organisation(actor=actor, organisation=row, details=details, version=row.version),
        lambda: actions.add_contact(actor=actor, organisation=row, name="Awa", email="awa@example.org"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Organisation.objects.get() == row
    assert row.contacts.count() == 0


def test_a_keeper_sees_the_states_the_enum_knows() -> None:
    assert {*STATES, "expired"} == set(AgreementState.values)
