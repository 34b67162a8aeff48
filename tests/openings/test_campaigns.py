"""A campaign from its record to its end: what stops it, who may do what in which state, two people, seats held."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.cooperation.details import Ceiling
from baarasira.cooperation.models import SeatReservation
from baarasira.employers import actions as employers
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.network.models import Structure, StructureKind
from baarasira.openings import actions, campaign_queries, queries
from baarasira.openings.campaign_details import SplitOrder, Window
from baarasira.openings.enums import CampaignState, OpeningState
from baarasira.openings.models import Campaign
from factories import (
    TODAY,
    make_actor,
    make_agreement,
    make_application,
    make_campaign,
    make_campaign_details,
    make_employer,
    make_opening,
    make_structure,
    make_territory,
    make_user,
)

pytestmark = pytest.mark.django_db


def department() -> Structure:
    return make_structure(make_structure(), kind=StructureKind.DEPARTMENT, name="Département migration")


def codes(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_an_agreement_over_its_ceiling_lets_no_campaign_be_checked() -> None:
    office = department()
    agreement = make_agreement(office, reference="ML-ES-2007", ceilings=[Ceiling("9211", 40)])
    with pytest.raises(RuleRefused) as refused:
        make_campaign(office, agreement=agreement, seats=45)
    assert codes(refused) == {"agreement_ceiling_occupation"}


def test_the_seats_of_a_published_campaign_are_held_and_go_back_when_it_is_cancelled() -> None:
    office = department()
    agreement = make_agreement(office, reference="ML-ES-2007", yearly=80)
    campaign = make_campaign(office, agreement=agreement, seats=45)
    held = SeatReservation.objects.get(key=campaign.pk, released_on=None)
    assert (held.seats, held.year, held.occupation) == (45, campaign.opening.starts_on.year, "9211")
    with pytest.raises(RuleRefused) as refused:
        make_campaign(office, agreement=agreement, seats=36)
    assert codes(refused) == {"agreement_ceiling_year"}
    director = make_actor(role=Role.DIRECTOR, structure=office)
    with pytest.raises(NotAllowed):
        actions.cancel_campaign(
            actor=make_actor(role=Role.FOCAL_POINT), campaign=campaign, reason="L'employeur renonce."
        )
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office)
    actions.cancel_campaign(actor=head, campaign=campaign, reason="L'employeur renonce à la saison.")
    assert not SeatReservation.objects.filter(key=campaign.pk, released_on=None).exists()
    assert make_campaign(office, agreement=agreement, seats=80).state == CampaignState.OPEN
    assert director is not None


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"starts_on": TODAY}, "starts_early"),
        ({"closes_on": TODAY - timedelta(days=1)}, "closes_early"),
        ({"selection_on": TODAY + timedelta(days=3)}, "selection_early"),
        ({"daily_cap": 0}, "cap_zero"),
        ({"interviews_from": TODAY}, "interviews_half"),
        ({"windows": (Window(territory="ML-99", opens_on=TODAY, closes_on=TODAY),)}, "window_territory"),
        (
            {"windows": (Window(territory="ML-4", opens_on=TODAY, closes_on=TODAY + timedelta(days=90)),)},
            "window_days",
        ),
    ],
)
def test_a_calendar_that_cannot_be_kept_is_refused_with_its_field(values: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        make_campaign(state=CampaignState.RECEIVED, **values)
    assert code in codes(refused)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"country": "MA"}, "programme_destination"),
        ({"occupation": "7212"}, "programme_destination"),
        ({"closes_on": TODAY - timedelta(days=1), "opens_on": TODAY - timedelta(days=9)}, "closes_past"),
    ],
)
def test_what_the_programme_does_not_allow_is_not_checked(values: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleRefused) as refused:
        make_campaign(**values)
    assert code in codes(refused)


def test_an_employer_no_longer_accredited_stops_the_publication() -> None:
    office = department()
    employer = make_employer(office)
    campaign = make_campaign(office, employer=employer, state=CampaignState.SUBMITTED)
    director = make_actor(role=Role.DIRECTOR, structure=office)
    employers.suspend_employer(actor=director, employer=employer, reason="Salaires impayés constatés.", until=None)
    second = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office)
    with pytest.raises(RuleRefused) as refused:
        actions.publish_campaign(actor=second, campaign=campaign)
    assert codes(refused) == {"employer_not_accredited"}


def test_the_shares_must_make_the_seats() -> None:
    office = department()
    campaign = make_campaign(office, state=CampaignState.SPLIT)
    share = campaign.shares.get()
    share.seats = share.invited = 44
    share.save()
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office)
    with pytest.raises(RuleRefused) as refused:
        actions.submit_campaign(actor=head, campaign=campaign)
    assert codes(refused) == {"shares_total"}


def test_the_split_keeps_its_weights_and_what_the_rule_did() -> None:
    make_territory("ML-1", "Kayes")
    campaign = make_campaign(seats=45)
    rows = list(campaign.shares.values_list("territory_id", "weight", "seats", "extra", "invited"))
    # Equal weights, one seat left: to the first code. The programme invites two a territory, never fewer than its seats.
    assert rows == [("ML-1", 500_000, 23, True, 23), ("ML-4", 500_000, 22, False, 22)]
    assert (campaign.split_by, campaign.split_mix) == ("region", {"equal": 100})


def test_weights_fixed_by_a_decision_stand_in_for_the_figures() -> None:
    make_territory("ML-1", "Kayes")
    order = SplitOrder(by="region", mix={}, weights={"ML-1": 3, "ML-4": 1})
    campaign = make_campaign(seats=8, order=order)
    assert dict(campaign.shares.values_list("territory_id", "seats")) == {"ML-1": 6, "ML-4": 2}


@pytest.mark.parametrize(
    "order",
    [
        SplitOrder(by="commune", mix={"equal": 1}),
        SplitOrder(by="region", mix={}),
        SplitOrder(by="region", mix={"population": 1}),
        SplitOrder(by="region", mix={"equal": 1}, among=("ML-77",)),
    ],
)
def test_a_split_that_cannot_be_computed_is_refused(order: SplitOrder) -> None:
    with pytest.raises(RuleRefused):
        make_campaign(order=order)


def test_publication_takes_two_people_and_two_accounts_of_one_number_are_one() -> None:
    office = department()
    campaign = make_campaign(office, state=CampaignState.SPLIT)
    one, same, other = (make_user(Role.MIGRATION_DEPARTMENT, office) for _n in range(3))
    for user, number in ((one, "12345"), (same, "12345"), (other, "54321")):
        user.staff_number = number
        user.save()
    campaign = actions.submit_campaign(actor=make_actor(one), campaign=campaign)
    for user in (one, same):
        with pytest.raises(NotAllowed) as refused:
            actions.publish_campaign(actor=make_actor(user), campaign=campaign)
        assert refused.value.code == "R-16"
        assert not campaign_queries.to_publish(make_actor(user)).exists()
    assert campaign_queries.to_publish(make_actor(other)).get() == campaign
    assert actions.publish_campaign(actor=make_actor(other), campaign=campaign).state == CampaignState.OPEN


def test_the_database_itself_refuses_one_person_twice() -> None:
    campaign = make_campaign()
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(published_by=campaign.submitted_by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(publisher_number="7", submitter_number="7")


Act = Callable[..., Any]
_REASON = "Une raison écrite en une phrase."
# A centre conducts its entrance competitions as the department does its campaigns.
_HEADS = {Role.MIGRATION_DEPARTMENT, Role.TRAINING_OFFICER}
ACTS: dict[str, tuple[Act, dict[str, Any], set[str], set[str]]] = {
    "check": (actions.check_campaign, {}, {"received"}, _HEADS),
    "reject": (actions.reject_campaign, {"reason": _REASON}, {"received", "checked"}, _HEADS),
    "correct": (actions.correct_campaign, {}, {"checked", "split"}, _HEADS),
    "split": (
        actions.split_campaign, {"order": SplitOrder(by="region", mix={"equal": 1})}, {"checked", "split"},
        _HEADS,
    ),
    "submit": (actions.submit_campaign, {}, {"split"}, _HEADS),
    "publish": (actions.publish_campaign, {}, {"submitted"}, {Role.MIGRATION_DEPARTMENT}),
    "return": (actions.return_campaign, {"reason": _REASON}, {"submitted"}, {*_HEADS, Role.DIRECTOR}),
    "close_applications": (actions.close_applications, {}, {"open"}, _HEADS),
    "begin_selection": (actions.begin_selection, {}, {"preselection"}, _HEADS),
    "sign_selection": (actions.sign_selection, {}, {"selection"}, {*_HEADS, Role.DIRECTOR}),
    "suspend": (
        actions.suspend_campaign, {"reason": _REASON, "reference": "Décision 3"},
        {"open", "preselection", "selection", "preparation"}, {*_HEADS, Role.DIRECTOR},
    ),
}  # fmt: skip
STATES = ["received", "checked", "split", "submitted", "open", "preselection", "selection", "preparation"]


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("state", STATES)
def test_each_act_starts_from_its_states_alone(state: str, act: str) -> None:
    campaign = make_campaign(state=state)
    do, values, sources, _roles = ACTS[act]
    actor = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    if state in sources:
        do(actor=actor, campaign=campaign, **values)
        return
    with pytest.raises(WrongState):
        do(actor=actor, campaign=campaign, **values)
    assert campaign_queries.one(campaign.pk).state == state


@pytest.mark.parametrize("act", sorted(ACTS))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_each_act_is_for_its_roles_alone(role: str, act: str) -> None:
    do, values, sources, roles = ACTS[act]
    campaign = make_campaign(state=sorted(sources)[0])
    actor = make_actor(role=role, structure=campaign.opening.office)
    if role in roles or (act == "publish" and role == Role.DIRECTOR):
        do(actor=actor, campaign=campaign, **values)
        return
    with pytest.raises(NotAllowed):
        do(actor=actor, campaign=campaign, **values)


def test_an_act_of_elsewhere_is_refused() -> None:
    campaign = make_campaign(state=CampaignState.RECEIVED)
    with pytest.raises(NotAllowed):
        actions.check_campaign(
            actor=make_actor(role=Role.MIGRATION_DEPARTMENT, structure=make_structure(make_structure())),
            campaign=campaign,
        )


def test_a_centre_records_a_campaign_of_a_programme_with_papers_alone() -> None:
    centre = make_structure(make_structure(), kind=StructureKind.CPR)
    officer = make_actor(role=Role.TRAINING_OFFICER, structure=centre)
    with pytest.raises(RuleRefused) as error:
        actions.record_campaign(actor=officer, office=centre, employer=make_employer(), details=make_campaign_details())
    assert "centre_programme" in codes(error)
    assert not Campaign.objects.exists()


def test_a_department_works_for_the_whole_country() -> None:
    campaign = make_campaign(state=CampaignState.RECEIVED)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=department())
    assert actions.check_campaign(actor=head, campaign=campaign).state == CampaignState.CHECKED


def test_a_form_opened_before_somebody_elses_change_is_stale() -> None:
    office = department()
    campaign = make_campaign(office, state=CampaignState.RECEIVED)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=office)
    details = make_campaign_details(seats=30, version=campaign.programme_version, agreement=campaign.agreement)
    actions.edit_campaign(actor=head, campaign=campaign, details=details, version=campaign.version)
    other = make_campaign_details(
        seats=20, daily_cap=9, version=campaign.programme_version, agreement=campaign.agreement
    )
    later = actions.edit_campaign(actor=head, campaign=campaign, details=other, version=None)
    with pytest.raises(Stale):
        actions.edit_campaign(actor=head, campaign=campaign, details=details, version=later.version - 1)
    assert campaign_queries.one(campaign.pk).opening.seats == 20


def test_applications_close_by_themselves_after_their_last_day() -> None:
    from baarasira.kernel.actor import system
    from factories import NOW

    campaign = make_campaign()
    assert actions.close_due_applications(actor=system(NOW + timedelta(days=15))) == 0
    assert actions.close_due_applications(actor=system(NOW + timedelta(days=16))) == 1
    assert campaign_queries.one(campaign.pk).state == CampaignState.PRESELECTION


def test_a_campaign_with_files_under_way_is_not_closed() -> None:
    campaign = make_campaign()
    make_application(campaign)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    for act in (actions.close_applications, actions.begin_selection, actions.sign_selection):
        campaign = act(actor=head, campaign=campaign)
    with pytest.raises(BusinessError, match="encore en cours"):
        actions.close_campaign(actor=head, campaign=campaign)
    with pytest.raises(BusinessError, match="Personne n’est encore parti"):
        actions.record_departures(actor=head, campaign=campaign)


def test_a_campaign_prepared_is_for_its_department_and_one_announced_for_every_agent() -> None:
    prepared, announced = make_campaign(state=CampaignState.SUBMITTED), make_campaign(seats=5)
    focal = make_actor(role=Role.FOCAL_POINT)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=prepared.opening.office)
    assert set(campaign_queries.visible_to(focal)) == {announced}
    assert set(campaign_queries.visible_to(head)) == {prepared, announced}
    assert set(campaign_queries.visible_to(make_actor(role=Role.DIRECTOR))) == {prepared, announced}, "whole country"
    assert not campaign_queries.visible_to(make_actor(role=Role.TRAINER)).exists()


def test_a_campaign_is_no_job_offer() -> None:
    campaign, offer = make_campaign(), make_opening()
    actor = make_actor(role=Role.NATIONAL_ADMINISTRATOR)
    assert campaign.opening.state == OpeningState.PUBLISHED
    assert set(queries.visible_to(actor)) == {offer}
    assert set(queries.readable_by(actor)) == {offer}
    assert set(queries.published(TODAY)) == {offer}
    assert not queries.is_published(campaign.opening, TODAY)
    assert queries.readable(actor, campaign.pk) is None
