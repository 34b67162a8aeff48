"""Role × state × action: the whole table, every refused cell with its refusal."""

from collections.abc import Callable

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, NotAllowed
from baarasira.selection import actions
from baarasira.selection.models import Run
from baarasira.selection.queries import panels, runs
from factories import TODAY, make_actor, make_user
from selecting import Story, make_story, proposed, published

pytestmark = pytest.mark.django_db

PEOPLE = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-1", "40"), "Charlie": ("ML-4", "30")}
STATES = ("marked", "listed", "seeded", "proposed", "signed", "published")
DEPARTMENT, DIRECTOR = Role.MIGRATION_DEPARTMENT, Role.DIRECTOR

Act = Callable[[Actor, Story, Run | None], object]
ACTS: dict[str, tuple[Act, frozenset[str], frozenset[str]]] = {
    # name: the act, the roles that may do it, the states in which they may
    "close_list": (
        lambda actor, story, _run: actions.close_list(actor=actor, campaign=story.campaign),
        frozenset({DEPARTMENT}),
        frozenset({"marked"}),
    ),
    "fix_seed": (
        lambda actor, _story, run: actions.fix_seed(
            actor=actor, run=run, seed="7", source="Loterie nationale du jour", drawn_on=TODAY
        ),
        frozenset({DEPARTMENT}),
        frozenset({"listed"}),
    ),
    "propose": (
        lambda actor, _story, run: actions.propose(actor=actor, run=run),
        frozenset({DEPARTMENT}),
        frozenset({"seeded", "proposed"}),
    ),
    "sign": (
        lambda actor, _story, run: actions.sign(actor=actor, run=run),
        frozenset({DEPARTMENT, DIRECTOR}),
        frozenset({"proposed", "signed"}),
    ),
    "abandon": (
        lambda actor, _story, run: actions.abandon(actor=actor, run=run, reason="Une erreur dans la liste."),
        frozenset({DEPARTMENT, DIRECTOR}),
        frozenset({"listed", "seeded", "proposed", "signed"}),
    ),
    "record_appeal": (
        lambda actor, story, run: actions.record_appeal(
            actor=actor, run=run, candidacy=story.files["Bravo"], received_on=TODAY, grounds="Ma note est fausse."
        ),
        frozenset({DEPARTMENT, Role.FOCAL_POINT, Role.COUNSELLOR}),
        frozenset({"published"}),
    ),
}


def _story(state: str) -> tuple[Story, Run | None]:
    story = make_story(PEOPLE)
    if state == "marked":
        return story, None
    run = actions.close_list(actor=story.head, campaign=story.campaign)
    if state == "listed":
        return story, run
    run = actions.fix_seed(actor=story.head, run=run, seed="7", source="Loterie nationale du jour", drawn_on=TODAY)
    if state in {"proposed", "signed", "published"}:
        run = actions.propose(actor=story.head, run=run)
    if state in {"signed", "published"}:
        run = actions.sign(actor=story.head, run=run)
    if state == "published":
        run = actions.sign(actor=make_actor(story.house.second), run=run)
    return story, run


@pytest.mark.parametrize("state", STATES)
def test_each_act_is_for_its_roles_in_its_states_and_refused_in_every_other_cell(state: str) -> None:
    story, run = _story(state)
    office = story.house.department
    for name, (act, roles, states) in ACTS.items():
        if run is None and name != "close_list":
            continue
        for role in Role:
            actor = make_actor(make_user(role, office))
            if role not in roles:
                with pytest.raises(NotAllowed):
                    act(actor, story, run)
            elif state not in states:
                with pytest.raises(BusinessError):
                    act(actor, story, run)
    story.campaign.refresh_from_db()
    assert {row.state for row in Run.objects.all()} == ({run.state} if run is not None else set())


@pytest.mark.parametrize(
    ("name", "role", "state"),
    [
        (name, role, state)
        for name, (_act, roles, states) in ACTS.items()
        for role in sorted(roles)
        for state in sorted(states)
    ],
)
def test_each_act_is_done_by_each_of_its_roles_in_each_of_its_states(name: str, role: str, state: str) -> None:
    story, run = _story(state)
    ACTS[name][0](make_actor(make_user(role, story.house.department)), story, run)


def test_a_department_elsewhere_may_not_touch_the_run_and_does_not_see_it() -> None:
    story = make_story(PEOPLE)
    run = proposed(story)
    other = make_actor(make_user(DEPARTMENT, story.house.kayes))
    for name in ("propose", "sign", "abandon"):
        with pytest.raises(NotAllowed):
            ACTS[name][0](other, story, run)
    assert not runs.visible_to(other).exists()
    assert list(runs.visible_to(story.head)) == [run]


def test_a_panel_is_seen_by_the_department_and_by_who_sits_on_it() -> None:
    story = make_story(PEOPLE)
    stranger = make_actor(make_user(Role.COUNSELLOR, story.house.segou))
    assert list(panels.visible_to(make_actor(story.house.second))) == [story.panel]
    assert not panels.visible_to(stranger).exists()
    auditor = make_actor(make_user(Role.AUDITOR, story.house.department))
    assert list(panels.visible_to(auditor)) == [story.panel]
    assert list(panels.visible_to(make_actor(role=Role.DIRECTOR))) == [story.panel], "of the whole country"


@pytest.mark.parametrize("role", [role for role in Role if role != DEPARTMENT])
def test_only_the_department_forms_a_panel_begins_and_opens_marks(role: str) -> None:
    story = make_story({"Alpha": ("ML-4", "")})
    actor = make_actor(make_user(role, story.house.department))
    for act in (
        lambda: actions.form_panel(actor=actor, campaign=story.campaign, structure=story.house.kayes.parent),
        lambda: actions.begin_marking(actor=actor, panel_id=story.panel.pk),
        lambda: actions.open_marks(actor=actor, panel_id=story.panel.pk),
        lambda: actions.seat_member(
            actor=actor, panel_id=story.panel.pk, seat=actions.Seat(role="ministry", name="X Y")
        ),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_nobody_but_the_clock_calls_for_everyone() -> None:
    story = make_story(PEOPLE)
    published(story)
    for role in Role:
        with pytest.raises(NotAllowed):
            actions.fill_all(actor=make_actor(make_user(role, story.house.department)))
