"""Panels: who sits, what they declare, marks given alone and seen by nobody before all are in, double marking and the third."""

import json
from datetime import time, timedelta

import pytest

from baarasira.accounts.models import User
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal.models import Entry
from baarasira.kernel.journal.write import contents
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.selection import actions
from baarasira.selection.actions.hearings import Sitting
from baarasira.selection.enums import ConflictNature, MemberRole
from baarasira.selection.models import Member, Panel, Sheet
from baarasira.selection.queries import panels as queries
from factories import NOW, TODAY, make_actor, make_applicant, make_application, make_user
from selecting import Story, make_story, mark, programme_text

pytestmark = pytest.mark.django_db

TWO = {"Alpha": ("ML-4", ""), "Bravo": ("ML-1", "")}


def _member(story: Story, user: User) -> Member:
    return Member.objects.get(panel=story.panel, user=user)


def _hand_in(story: Story, user: User, name: str, typed: str, **more: object) -> Sheet:
    return actions.hand_in(
        actor=make_actor(user),
        member_id=_member(story, user).pk,
        candidacy_id=story.files[name].pk,
        typed={"entretien": typed},
        **more,  # type: ignore[arg-type]
    )


def test_a_member_marks_alone_and_sees_nobody_elses_sheet() -> None:
    story = make_story(TWO)
    second, director = story.house.second, story.house.director
    _hand_in(story, second, "Alpha", "41,5")
    seen = queries.to_mark(story.panel, _member(story, director))
    assert [line.sheet for line in seen] == [None, None]
    mine = queries.to_mark(story.panel, _member(story, second))
    assert [line.sheet.points if line.sheet else None for line in mine if line.done] == [{"entretien": 41_500}]
    with pytest.raises(NotAllowed, match="Chaque membre"):
        actions.hand_in(
            actor=make_actor(director),
            member_id=_member(story, second).pk,
            candidacy_id=story.files["Bravo"].pk,
            typed={"entretien": "10"},
        )


def test_the_state_of_marks_counts_and_the_journal_say_nothing_of_what_a_sheet_holds() -> None:
    story = make_story(TWO)
    sheet = _hand_in(story, story.house.second, "Alpha", "41,537")
    _hand_in(story, story.house.second, "Alpha", "12,345", expected_version=sheet.version)
    state = queries.marks_state(story.panel)
    assert (state.candidates, state.complete, state.third) == (2, 0, 0)
    assert [(row.member.name, row.handed_in) for row in state.members] == [
        (story.house.second.label, 1),
        (story.house.director.label, 0),
    ]
    written = [*Entry.objects.filter(verb__startswith="panel_sheet.")]
    assert [row.verb for row in written] == ["panel_sheet.hand_in", "panel_sheet.correct"]
    said = json.dumps(contents(written))
    assert "41537" not in said
    assert "12345" not in said
    with pytest.raises(WrongState, match="pas encore ouvertes"):
        actions.points_of(story.panel)


def test_marks_are_opened_only_when_all_are_in_and_then_every_file_moves() -> None:
    story = make_story(TWO)
    for name, one, other in (("Alpha", "40", "41"), ("Bravo", "20", "")):
        for user, typed in ((story.house.second, one), (story.house.director, other)):
            if typed:
                _hand_in(story, user, name, typed)
    with pytest.raises(RuleRefused, match="1 dossier"):
        actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    assert {row.step for row in queries.candidates_of(story.panel)} == {"notation"}
    _hand_in(story, story.house.director, "Bravo", "21,001")
    panel = actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    assert actions.points_of(panel)[story.files["Alpha"].pk] == {"entretien": 40_500}
    assert actions.points_of(panel)[story.files["Bravo"].pk] == {"entretien": 20_501}  # 20 500,5 rounded upwards
    for name in TWO:
        story.files[name].refresh_from_db()
        assert story.files[name].step == "selection"
    with pytest.raises(WrongState):
        _hand_in(story, story.house.second, "Alpha", "60")


def test_a_mark_missing_or_above_its_weight_is_refused_at_its_line() -> None:
    story = make_story(TWO)
    for typed in ("", "61", "abc"):
        with pytest.raises(RuleRefused) as refused:
            _hand_in(story, story.house.second, "Alpha", typed)
        assert [finding.field for finding in refused.value.findings] == ["entretien"]
    assert not Sheet.objects.exists()


def test_two_forms_open_at_once_the_second_is_stale() -> None:
    story = make_story(TWO)
    sheet = _hand_in(story, story.house.second, "Alpha", "10")
    _hand_in(story, story.house.second, "Alpha", "11", expected_version=sheet.version)
    with pytest.raises(Stale):
        _hand_in(story, story.house.second, "Alpha", "12", expected_version=sheet.version)
    assert Sheet.objects.get().points == {"entretien": 11_000}


def test_who_declares_a_relative_cannot_mark_them_and_does_not_take_it_back() -> None:
    story = make_story(TWO)
    member = _member(story, story.house.second)
    key = {"actor": make_actor(story.house.second), "member_id": member.pk, "candidacy_id": story.files["Alpha"].pk}
    actions.declare_conflict(**key, nature=ConflictNature.KINSHIP, note="Cousine")
    with pytest.raises(NotAllowed, match="en retrait"):
        _hand_in(story, story.house.second, "Alpha", "60")
    with pytest.raises(BusinessError):
        actions.declare_conflict(**key, nature=ConflictNature.NONE)
    _hand_in(story, story.house.second, "Bravo", "30")


def test_marks_are_set_aside_when_their_author_turns_out_to_be_bound_to_the_person() -> None:
    story = make_story({"Alpha": ("ML-4", "")})
    for user, typed in ((story.house.second, "60"), (story.house.director, "20")):
        _hand_in(story, user, "Alpha", typed)
    member = _member(story, story.house.second)
    key = {"actor": make_actor(story.house.second), "member_id": member.pk, "candidacy_id": story.files["Alpha"].pk}
    with pytest.raises(RuleRefused, match="seulement maintenant"):
        actions.declare_conflict(**key, nature=ConflictNature.KINSHIP)
    actions.declare_conflict(**key, nature=ConflictNature.KINSHIP, note="Reconnu à l’entretien : mon neveu")
    kept = Sheet.objects.get(member=member)
    assert (kept.points, kept.set_aside_at) == ({"entretien": 60_000}, NOW)
    assert queries.totals_of(story.panel) == {story.files["Alpha"].pk: [20_000]}
    assert not queries.marks_state(story.panel).all_in  # one alone is below the quorum: a substitute is seated
    with pytest.raises(NotAllowed, match="en retrait"):
        _hand_in(story, story.house.second, "Alpha", "60")


def test_a_set_aside_mark_of_two_leaves_its_place_to_another() -> None:
    story = _doubled()
    _hand_in(story, story.house.second, "Alpha", "60")
    _hand_in(story, story.house.director, "Alpha", "20")
    member = _member(story, story.house.second)
    actions.declare_conflict(
        actor=make_actor(story.house.second), member_id=member.pk, candidacy_id=story.files["Alpha"].pk,
        nature=ConflictNature.KINSHIP, note="Mon neveu",
    )  # fmt: skip
    third = make_user("director", story.house.department, surname="Cissé")
    seat = actions.Seat(role=MemberRole.MINISTRY, user=third)
    seated = actions.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)
    actions.declare(actor=make_actor(third), member_id=seated.pk, village="Gao")
    _hand_in(story, third, "Alpha", "22")
    panel = actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    assert actions.points_of(panel)[story.files["Alpha"].pk] == {"entretien": 21_000}
    handed = {count.member.user_id: count.handed_in for count in queries.marks_state(panel).members}
    assert handed == {story.house.second.pk: 0, story.house.director.pk: 1, third.pk: 1}


def test_the_same_surname_and_village_is_asked_about_before_marking() -> None:
    story = make_story({"Alpha": ("ML-4", "")})
    Member.objects.filter(panel=story.panel).update(village="Niono")
    cousin = make_applicant(story.house.segou, surname="Sidibe", locality="NIONO", region="ML-4", cercle="ML-4-C")
    far = make_applicant(
        story.house.segou, surname="Sidibé", locality="Markala", region="ML-4", cercle="ML-4-C", born="1971"
    )
    for person in (cousin, far):
        story.files[person.locality] = _file_of(story, person)
    member = _member(story, story.house.second)  # Sidibé, of Niono
    asked = {line.candidacy.person_id for line in queries.to_mark(story.panel, member) if line.ask}
    assert asked == {cousin.pk}
    with pytest.raises(RuleRefused, match="nom de famille"):
        _hand_in(story, story.house.second, "NIONO", "60")
    _hand_in(story, story.house.second, "Markala", "30")
    key = {"actor": make_actor(story.house.second), "member_id": member.pk, "candidacy_id": story.files["NIONO"].pk}
    actions.declare_conflict(**key, nature=ConflictNature.NONE)
    _hand_in(story, story.house.second, "NIONO", "30")


def _file_of(story: Story, person: object) -> object:
    Campaign.objects.filter(pk=story.campaign.pk).update(state=CampaignState.OPEN)
    story.campaign.refresh_from_db()
    found = make_application(story.campaign, person)  # type: ignore[arg-type]
    Campaign.objects.filter(pk=story.campaign.pk).update(state=CampaignState.PRESELECTION)
    story.campaign.refresh_from_db()
    return found


@pytest.mark.parametrize("seated", [0, 1])
def test_a_panel_below_its_quorum_or_undeclared_does_not_begin(seated: int) -> None:
    story = make_story(TWO)
    other = story.house.kayes.parent
    panel = actions.form_panel(actor=story.head, campaign=story.campaign, structure=other)
    for place in range(seated):
        user = make_user("director", story.house.department)
        role = MemberRole.CHAIR if place == 0 else MemberRole.MINISTRY
        actions.seat_member(actor=story.head, panel_id=panel.pk, seat=actions.Seat(role=role, user=user))
    with pytest.raises(RuleRefused) as refused:
        actions.begin_marking(actor=story.head, panel_id=panel.pk)
    codes = {finding.code for finding in refused.value.findings}
    assert "panel_quorum" in codes
    assert ("panel_chair" in codes) == (seated == 0)
    assert ("conflicts_declared" in codes) == (seated == 1)


def test_two_accounts_of_one_staff_number_sit_once() -> None:
    story = make_story(TWO)
    twin = make_user("focal_point", story.house.segou)
    User.objects.filter(pk=twin.pk).update(staff_number="M-2")
    twin.refresh_from_db()
    seat = actions.Seat(role=MemberRole.MINISTRY, user=twin)
    with pytest.raises(RuleRefused, match="siège"):
        actions.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)


def test_an_outsiders_signed_sheet_is_typed_in_by_somebody_who_does_not_mark() -> None:
    story = make_story(TWO)
    seat = actions.Seat(role=MemberRole.EMPLOYER, name="Pedro Gómez", body="COAG")
    outsider = actions.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)
    actions.declare(actor=story.head, member_id=outsider.pk, village="Huelva")
    given = {"member_id": outsider.pk, "candidacy_id": story.files["Alpha"].pk, "typed": {"entretien": "33"}}
    with pytest.raises(NotAllowed):
        actions.hand_in(actor=make_actor(story.house.second), **given)  # a member of the panel
    sheet = actions.hand_in(actor=story.head, **given)
    assert sheet.typed_by == story.house.head


def test_an_observer_sees_that_rules_are_kept_and_gives_no_mark() -> None:
    story = make_story(TWO)
    user = make_user("counsellor", story.house.segou)
    seat = actions.Seat(role=MemberRole.OBSERVER, user=user)
    observer = actions.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)
    actions.declare(actor=make_actor(user), member_id=observer.pk, village="Ségou")
    with pytest.raises(NotAllowed, match="observateur"):
        _hand_in(story, user, "Alpha", "10")
    assert user.label not in [row.member.name for row in queries.marks_state(story.panel).members]


def _doubled(third: int = 4) -> Story:
    double = f"double_marking = true\nthird_mark_above = {third}"
    return make_story({"Alpha": ("ML-4", "")}, content=programme_text(double=double))


def test_under_double_marking_two_mark_and_a_third_only_when_they_differ_too_much() -> None:
    story = _doubled()
    third = make_user("director", story.house.department, surname="Cissé")
    member = actions.seat_member(
        actor=story.head, panel_id=story.panel.pk, seat=actions.Seat(role=MemberRole.MINISTRY, user=third)
    )
    actions.declare(actor=make_actor(third), member_id=member.pk, village="Gao")
    _hand_in(story, story.house.second, "Alpha", "30")
    _hand_in(story, story.house.director, "Alpha", "34")
    with pytest.raises(WrongState, match="deux membres"):
        _hand_in(story, third, "Alpha", "20")
    Sheet.objects.filter(member__user=story.house.director).delete()
    _hand_in(story, story.house.director, "Alpha", "34,001")
    assert queries.marks_state(story.panel).third == 1
    with pytest.raises(RuleRefused, match="troisième note"):
        actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    with pytest.raises(WrongState):  # the two first ones stand as handed in: a difference is not talked away
        _hand_in(story, story.house.director, "Alpha", "33")
    _hand_in(story, third, "Alpha", "33")
    panel = actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    assert actions.points_of(panel)[story.files["Alpha"].pk] == {"entretien": 33_501}  # of 33 and 34,001


def test_a_candidate_whom_too_few_can_mark_is_named_and_a_substitute_is_seated() -> None:
    story = make_story(TWO)
    for user in (story.house.second,):
        actions.declare_conflict(
            actor=make_actor(user), member_id=_member(story, user).pk,
            candidacy_id=story.files["Alpha"].pk, nature=ConflictNature.INTEREST,
        )  # fmt: skip
    mark(story.house.second, story.panel, story.files["Bravo"], "20")
    for name in TWO:
        mark(story.house.director, story.panel, story.files[name], "20")
    with pytest.raises(RuleRefused, match=story.receipt("Alpha")):
        actions.open_marks(actor=story.head, panel_id=story.panel.pk)
    user = make_user("director", story.house.department, surname="Cissé")
    seat = actions.Seat(role=MemberRole.MINISTRY, user=user)
    member = actions.seat_member(actor=story.head, panel_id=story.panel.pk, seat=seat)
    actions.declare(actor=make_actor(user), member_id=member.pk, village="Gao")
    for name in TWO:
        mark(user, story.panel, story.files[name], "21")
    actions.open_marks(actor=story.head, panel_id=story.panel.pk)


def test_the_files_of_a_directorate_are_before_its_own_panel_and_the_others_before_the_departments() -> None:
    story = make_story(TWO)
    kayes = make_panel_at(story)
    assert [row.number for row in queries.candidates_of(kayes)] == [story.receipt("Bravo")]
    assert [row.number for row in queries.candidates_of(story.panel)] == [story.receipt("Alpha")]


def make_panel_at(story: Story) -> Panel:
    return actions.form_panel(actor=story.head, campaign=story.campaign, structure=story.house.kayes.parent)


def test_people_are_convened_by_office_and_hour_and_told() -> None:
    text = programme_text().replace(
        b'on = { registered = "notation" }',
        b'on = { registered = "entretien" }\n[[step]]\nkey = "entretien"\nkind = "interview"\ntitle = "Entretien"\n'
        b'actor = "panel"\nnotice_days = 5\non = { passed = "notation", failed = "non-retenu", absent = "non-retenu" }',
    )
    people = {name: (region, "") for name, region in (("Alpha", "ML-4"), ("Bravo", "ML-4"), ("Charlie", "ML-1"))}
    story = make_story(people, content=text)
    sitting = Sitting(place=story.house.segou, day=TODAY + timedelta(days=5), begins=time(9), minutes=20, at_once=1)
    key = {"actor": story.head, "panel_id": story.panel.pk, "step": "entretien"}
    soon = Sitting(place=story.house.segou, day=TODAY + timedelta(days=4), begins=time(9))
    with pytest.raises(RuleRefused, match="5 jours"):
        actions.convene(**key, sitting=soon)
    made = actions.convene(**key, sitting=sitting, office_id=story.house.segou.pk)
    assert [f"{row.starts_at:%H:%M}" for row in made] == ["09:00", "09:20"]
    assert {row.candidacy.office_id for row in made} == {story.house.segou.pk}
    with pytest.raises(RuleRefused, match="Personne n"):
        actions.convene(**key, sitting=sitting, office_id=story.house.segou.pk)
    heard = {"panel_id": story.panel.pk, "candidacy_ids": [row.candidacy_id for row in made], "step": "entretien"}
    for at, ending in ((NOW, "absent"), (NOW + timedelta(days=4), "passed")):
        with pytest.raises(RuleRefused, match="est convoqué"):
            actions.set_attendance(
                actor=make_actor(story.house.head, at=at), **heard, ending=ending, on=TODAY + timedelta(days=5)
            )
    lines = actions.set_attendance(
        actor=make_actor(story.house.head, at=NOW + timedelta(days=5, hours=8)), panel_id=story.panel.pk,
        candidacy_ids=[row.candidacy_id for row in made], step="entretien", ending="passed",
        on=TODAY + timedelta(days=5),
    )  # fmt: skip
    assert [line.refusal for line in lines] == ["", ""]
    assert {row.step for row in queries.candidates_of(story.panel)} == {"notation"}
