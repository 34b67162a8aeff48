"""What pages draw once a process still follows the language and the address of the reader."""

from uuid import UUID

import pytest
from django.template import engines
from django.urls import reverse, set_script_prefix
from django.utils import translation

import competing
import funding
from agents import signed_in
from baarasira.accounts.enums import Role
from baarasira.accounts.models import User
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.projects.enums import SeatRole
from baarasira.selection import actions as selection
from baarasira.selection.enums import MemberRole
from baarasira.web.navigation import menu
from factories import TODAY, make_user
from selecting import make_story


def test_a_fixed_part_is_drawn_in_the_language_of_each_page() -> None:
    page = engines["django"].from_string('{% load ui %}{% fixed "shell/help.html" %}')
    for language, words in (("fr", "Raccourcis clavier"), ("en", "Keyboard shortcuts"), ("fr", "Raccourcis clavier")):
        with translation.override(language):
            assert words in page.render({})


def test_the_menu_leads_below_the_address_the_service_stands_at() -> None:
    roles = frozenset({Role.COUNSELLOR.value})
    plain = [entry["url"] for entry in menu(roles, "/")]
    try:
        set_script_prefix("/anpe/")
        assert [entry["url"] for entry in menu(roles, "/anpe/")] == [f"/anpe{address}" for address in plain]
    finally:
        set_script_prefix("/")
    assert [entry["url"] for entry in menu(roles, "/")] == plain


SOME = UUID(int=7)


@pytest.mark.parametrize(
    ("role", "route", "args", "entry"),
    [
        (Role.COUNSELLOR, "desk", [], "desk"),
        (Role.COUNSELLOR, "people:file", [SOME], "people:search"),
        (Role.COUNSELLOR, "counselling:card", [SOME], "people:search"),
        (Role.COUNSELLOR, "counselling:day", [], "counselling:day"),
        (Role.COUNSELLOR, "matching:offers_for", [SOME], "people:search"),
        (Role.EMPLOYER_ADVISER, "matching:shortlist", [SOME], "openings:list"),
        (Role.EMPLOYER_ADVISER, "candidacies:checks", [], "candidacies:list"),
        (Role.COOPERATION_OFFICER, "cooperation:file", [SOME], "cooperation:list"),
        (Role.FOCAL_POINT, "cooperation:organisations", [], "cooperation:list"),
        (Role.NATIONAL_ADMINISTRATOR, "administration:index", [], "administration:accounts"),
        (Role.NATIONAL_ADMINISTRATOR, "administration:resets", [], "administration:accounts"),
        (Role.NATIONAL_ADMINISTRATOR, "administration:parameters", [], "administration:parameters"),
        (Role.COUNSELLOR, "accounts:account", [], None),
    ],
)
def test_the_menu_marks_the_entry_whose_subject_the_page_is_of(
    role: Role, route: str, args: list[UUID], entry: str | None
) -> None:
    marked = [item["url"] for item in menu(frozenset({role.value}), reverse(route, args=args)) if item["current"]]
    assert marked == ([reverse(entry)] if entry else [])


@pytest.mark.django_db
def test_who_sits_on_a_panel_at_work_finds_it_in_the_menu_whatever_their_role() -> None:
    story = make_story({"Sidibé": ("ML-4", "")})
    assert story.panel is not None
    member, colleague = make_user(Role.COUNSELLOR, story.house.segou), make_user(Role.COUNSELLOR, story.house.segou)
    seat = selection.Seat(role=MemberRole.DIRECTORATE, user=member)
    row = selection.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)
    entry = f'href="{reverse("selection:list")}"'
    assert entry in signed_in(member).get(reverse("desk")).content.decode()
    assert entry not in signed_in(colleague).get(reverse("desk")).content.decode()
    selection.unseat_member(actor=story.head, member_id=row.pk)
    assert entry not in signed_in(member).get(reverse("desk")).content.decode()


def _finds(user: User, name: str) -> bool:
    return f'href="{reverse(name)}"' in signed_in(user).get(reverse("accounts:account")).content.decode()


@pytest.mark.django_db
def test_who_sits_on_a_committee_or_signs_for_a_fund_finds_that_alone_in_the_menu() -> None:
    house = funding.make_house()
    department = house.actor("department")
    member, colleague = (make_user(Role.COUNSELLOR, house.tree.office) for _ in range(2))
    other = make_user(Role.PARTNER, house.operator.memberships.get().structure)
    session = projects.convene(actor=department, structure=house.tree.directorate, held_on=TODAY, place="Gouvernorat")
    projects.seat_member(actor=department, session_id=session.pk, user=member, role=SeatRole.FUNDER)
    found = {
        user.pk: [name for name in ("committees:list", "funds:list", "selection:list") if _finds(user, name)]
        for user in (member, colleague, house.operator, other)
    }
    assert found == {
        member.pk: ["committees:list"], colleague.pk: [], house.operator.pk: ["funds:list"], other.pk: [],
    }  # fmt: skip


@pytest.mark.django_db
def test_who_marks_scripts_or_holds_a_seal_finds_the_competitions_in_the_menu_while_it_lasts() -> None:
    contest = competing.make_contest()
    for _ in range(2):
        competing.enter(contest)
    contest.holders[0] = make_user(Role.COUNSELLOR, contest.office)
    named = [contest.markers[0], contest.holders[0]]
    assert [_finds(user, "competitions:list") for user in named] == [False, False]
    competing.to_marking(contest)
    assert [_finds(user, "competitions:list") for user in named] == [True, True]
    assert not _finds(make_user(Role.TRAINER, contest.markers[0].memberships.get().structure), "competitions:list")
