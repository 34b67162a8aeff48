"""A run in its order: list, seed, proposal, two signatures; what changed since, twice, by one person, is refused."""

import hashlib

import pytest
from django.db import DatabaseError, transaction

from baarasira.accounts.models import User
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.openings import actions as campaigns
from baarasira.selection import actions, applicants_file
from baarasira.selection.costs import costs, detail
from baarasira.selection.enums import Result, RunState
from baarasira.selection.models import Entry, Run, RunFile
from baarasira.selection.outcome import computed
from baarasira.selection.queries import runs as queries
from factories import NOW, TODAY, make_actor, make_user
from selecting import Story, make_story, programme_text, proposed, published, steps_of, withdraw

pytestmark = pytest.mark.django_db

FOUR = {"Alpha": ("ML-4", "50"), "Bravo": ("ML-4", "40"), "Charlie": ("ML-1", "30"), "Delta": ("ML-1", "20")}
SOURCE = "Loterie nationale, tirage du soir"


def _listed(story: Story) -> Run:
    return actions.close_list(actor=story.head, campaign=story.campaign)


def _chosen(story: Story, run: Run) -> list[str]:
    rows = run.places.filter(result=Result.SELECTED).order_by("rank")
    return story.names(list(rows.values_list("entry__receipt", flat=True)))


def test_the_list_is_written_once_with_what_quotas_read_and_its_hash_is_of_its_bytes() -> None:
    story = make_story(FOUR, split={"ML-4": 1, "ML-1": 1})
    run = _listed(story)
    text = queries.file_text(run, "applicants.csv")
    rows = sorted((story.receipt(name), name) for name in FOUR)
    scores = {"Alpha": 90_000, "Bravo": 80_000, "Charlie": 70_000, "Delta": 60_000}
    wanted = ["id,score,region", *(f"{receipt},{scores[name]},{FOUR[name][0]}" for receipt, name in rows), ""]
    assert text == "\n".join(wanted)
    assert run.sha256 == applicants_file.digest(text)
    assert run.state == RunState.LISTED


def test_a_list_is_not_closed_while_files_wait_at_a_step_before_nor_while_applications_are_open() -> None:
    story = make_story({**FOUR, "Echo": ("ML-4", "")})
    with pytest.raises(RuleRefused, match="5 dossiers"):
        _listed(story)
    assert not Run.objects.exists()
    story.campaign.refresh_from_db()
    assert story.campaign.state == "preselection"


def test_a_list_closed_is_not_closed_again() -> None:
    story = make_story(FOUR)
    _listed(story)
    with pytest.raises(WrongState, match="déjà close"):
        _listed(story)
    assert Run.objects.count() == 1


def test_the_seed_comes_after_the_list_and_is_drawn_after_it() -> None:
    story = make_story(FOUR)
    run = _listed(story)
    key = {"actor": story.head, "run": run, "seed": "48 21 07 33 90", "source": SOURCE}
    with pytest.raises(RuleRefused, match="après la clôture"):
        actions.fix_seed(**key, drawn_on=TODAY.replace(day=TODAY.day - 1))
    with pytest.raises(RuleRefused):
        actions.fix_seed(**{**key, "source": "ici"}, drawn_on=TODAY)
    with pytest.raises(WrongState, match="nombre est tiré"):
        actions.propose(actor=story.head, run=run)
    actions.fix_seed(**key, drawn_on=TODAY)
    with pytest.raises(WrongState):
        actions.fix_seed(**{**key, "seed": "1"}, drawn_on=TODAY)
    run.refresh_from_db()
    assert run.seed == "48 21 07 33 90"
    assert SOURCE in run.seed_source


def test_the_database_refuses_to_change_a_closed_list_its_files_and_its_seed() -> None:
    story = make_story(FOUR)
    run = proposed(story)
    for change in (
        lambda: Entry.objects.filter(run=run).update(score=1),
        lambda: RunFile.objects.filter(run=run).update(text="autre"),
        lambda: Run.objects.filter(pk=run.pk).update(sha256="0" * 64),
        lambda: Run.objects.filter(pk=run.pk).update(seed="autre"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


@pytest.mark.parametrize("at", ["propose", "sign first", "sign second"])
def test_a_list_that_lost_a_line_after_it_was_hashed_is_refused_everywhere(at: str) -> None:
    story = make_story(FOUR)
    run = _listed(story)
    run = actions.fix_seed(actor=story.head, run=run, seed="1", source=SOURCE, drawn_on=TODAY)
    if at != "propose":
        run = actions.propose(actor=story.head, run=run)
    if at == "sign second":
        run = actions.sign(actor=story.head, run=run)
    run.places.filter(entry__receipt=story.receipt("Delta")).delete()
    Entry.objects.filter(run=run, receipt=story.receipt("Delta")).delete()
    act = actions.propose if at == "propose" else actions.sign
    with pytest.raises(BusinessError, match="empreinte") as refused:
        act(actor=make_actor(story.house.second), run=run)
    assert refused.value.code == "list.changed"
    assert set(steps_of(story).values()) == {"selection"}


def test_somebody_who_withdraws_after_the_list_is_hashed_does_not_change_it_the_run_is_abandoned_and_closed_again() -> (
    None
):
    story = make_story(FOUR)
    run = proposed(story)
    withdraw(story, "Alpha")
    with pytest.raises(BusinessError, match=story.receipt("Alpha")):
        actions.sign(actor=story.head, run=run)
    actions.abandon(actor=story.head, run=run, reason="Une personne s'est désistée avant la signature.")
    again = published(story)
    assert again.number == 2
    assert _chosen(story, again) == ["Bravo", "Charlie"]
    run.refresh_from_db()
    assert run.state == RunState.ABANDONED


def test_a_selection_run_twice_gives_the_same_row_unchanged() -> None:
    story = make_story(FOUR)
    run = proposed(story)
    before = sorted(run.files.values_list("name", "sha256"))
    again = actions.propose(actor=story.head, run=run)
    assert (again.pk, again.version) == (run.pk, run.version)
    assert sorted(again.files.values_list("name", "sha256")) == before
    published(story, again)
    with pytest.raises(WrongState):
        actions.propose(actor=story.head, run=again)
    with pytest.raises(WrongState, match="publiée"):
        _listed(story)


def test_two_people_sign_never_the_same_not_even_by_two_accounts() -> None:
    story = make_story(FOUR)
    run = actions.sign(actor=story.head, run=proposed(story))
    twin = make_user("director", story.house.department)
    User.objects.filter(pk=twin.pk).update(staff_number="M-1")
    twin.refresh_from_db()
    for user in (story.house.head, twin):
        with pytest.raises(NotAllowed, match="vous-même"):
            actions.sign(actor=make_actor(user), run=run)
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(second_by=twin, second_number="M-1")
    assert set(steps_of(story).values()) == {"selection"}
    assert actions.sign(actor=make_actor(story.house.second), run=run).state == RunState.PUBLISHED
    with pytest.raises(WrongState):
        actions.sign(actor=make_actor(story.house.director), run=run)


def test_a_stale_page_signs_nothing() -> None:
    story = make_story(FOUR)
    run = proposed(story)
    with pytest.raises(Stale):
        actions.sign(actor=story.head, run=run, version=run.version - 1)


def test_one_file_that_cannot_move_leaves_every_file_where_it_was() -> None:
    story = make_story(FOUR)
    run = actions.sign(actor=story.head, run=proposed(story))
    Candidacy.objects.filter(pk=story.files["Delta"].pk).update(frozen_on=TODAY)
    with pytest.raises(RuleRefused, match=story.receipt("Delta")):
        actions.sign(actor=make_actor(story.house.second), run=run)
    run.refresh_from_db()
    assert run.state == RunState.SIGNED
    assert set(steps_of(story).values()) == {"selection"}


def test_nobody_is_chosen_one_by_one_past_the_run() -> None:
    story = make_story(FOUR)
    key = story.files["Alpha"].pk
    with pytest.raises(RuleRefused, match="un par un"):
        files.stage_step(actor=story.head, candidacy_id=key, ending="selected")
    files.stage_step(actor=story.head, candidacy_id=key, ending="not_selected")
    with pytest.raises(WrongState):
        files.close_step(actor=make_actor(story.house.second), candidacy_id=key, ending="not_selected")
    assert set(steps_of(story).values()) == {"selection"}


def test_a_suspended_campaign_stops_its_selection_and_goes_on_where_it_was() -> None:
    story = make_story(FOUR)
    run = proposed(story)
    campaigns.suspend_campaign(
        actor=story.head,
        campaign=story.campaign,
        reason="Avis consulaire défavorable reçu ce jour.",
        reference="Note 12",
    )
    with pytest.raises(WrongState, match="suspendue"):
        actions.sign(actor=story.head, run=run)
    campaign = story.campaign
    campaigns.ask_lifting(
        actor=story.head, campaign=campaign, reason="L'avis est levé par le consulat.", reference="Note 13"
    )
    campaigns.confirm_lifting(actor=make_actor(story.house.second), campaign=campaign)
    published(story, run)


QUOTA = """
[[quota]]
name = "Kayes"
where = {{ region = "ML-1" }}
min = {least}
[[quota]]
name = "Segou"
where = {{ region = "ML-4" }}
min = {least}
"""


def test_contradicting_quotas_are_said_with_the_least_change_which_frees_the_run_once_decided() -> None:
    story = make_story(FOUR, content=programme_text(quotas=QUOTA.format(least=2)))
    run = proposed(story)
    assert run.state == RunState.SEEDED
    assert run.conflict == [
        {"name": "Kayes", "bound": "min", "change": -2},
        {"name": "Segou", "bound": "min", "change": -2},
    ]
    reason = "Deux places seulement : une par région."
    actions.change_quota(actor=story.head, run=run, quota="Kayes", bound="min", value=1, reason=reason)
    actions.change_quota(actor=story.head, run=run, quota="Segou", bound="min", value=1, reason=reason)
    run = actions.propose(actor=story.head, run=run)
    assert run.conflict is None
    assert _chosen(story, run) == ["Alpha", "Charlie"]
    assert reason in queries.file_text(run, "rules.toml")
    published(story, run)
    with pytest.raises(WrongState):
        actions.change_quota(actor=story.head, run=run, quota="Kayes", bound="min", value=0, reason=reason)


def test_the_department_sees_what_a_quota_costs_by_receipts_and_never_by_names() -> None:
    story = make_story(FOUR, content=programme_text(quotas=QUOTA.format(least=1)))
    run = proposed(story)
    selection = computed(queries.file_text(run, "applicants.csv"), queries.file_text(run, "rules.toml"), run.method)
    kayes, segou = costs(selection)
    assert (kayes.selected, kayes.least, kayes.binding) == (1, 1, True)
    seen = detail(selection, 0, kayes)
    assert seen.min_lower is not None
    assert seen.min_lower.total == 80_000 - 70_000
    assert story.names(seen.min_lower.comes_in) == ["Bravo"]
    assert story.names(seen.min_lower.goes_out) == ["Charlie"]
    assert seen.min_higher is None  # then Ségou could not have its one
    assert segou.one_more is None


def test_seats_a_territory_cannot_fill_go_to_the_others_and_fewer_people_than_seats_are_all_chosen() -> None:
    story = make_story(FOUR, seats=6, split={"ML-4": 1, "ML-1": 1})
    run = published(story)
    assert run.filled == 4
    assert set(steps_of(story).values()) == {"contrat"}


def test_a_public_draw_is_the_order_of_the_hash_and_has_no_scores() -> None:
    story = make_story(FOUR, content=programme_text(method="draw", marked=False, reserve=""))
    run = published(story)
    text = queries.file_text(run, "applicants.csv")
    assert text.startswith("id\n")
    tickets = {name: hashlib.sha256(f"{run.seed}\n{story.receipt(name)}".encode()).hexdigest() for name in FOUR}
    assert _chosen(story, run) == sorted(FOUR, key=lambda name: tickets[name])[:2]


def test_ties_go_by_the_number_drawn_not_by_who_applied_first() -> None:
    people = dict.fromkeys(("Alpha", "Bravo", "Charlie", "Delta"), ("ML-4", "30"))
    story = make_story(people, seats=1)
    run = proposed(story, seed="12 31")
    tickets = {name: hashlib.sha256(f"12 31\n{story.receipt(name)}".encode()).hexdigest() for name in people}
    assert _chosen(story, run) == [min(people, key=lambda name: tickets[name])]


def test_appeals_may_be_lodged_for_five_working_days_from_the_publication() -> None:
    run = published(make_story(FOUR))
    assert f"{TODAY:%A}" == "Monday"
    assert (run.appeals_until - NOW.date()).days == 7
