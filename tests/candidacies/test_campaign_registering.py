"""Who may be registered in a campaign: once a person, on their days, within its bounds, by whom it is for."""

from datetime import timedelta
from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import NotAllowed, RuleRefused, Taken, WrongState
from baarasira.openings.campaign_details import Window
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_applicant,
    make_application,
    make_campaign,
    make_territory,
    make_tree,
)

pytestmark = pytest.mark.django_db


def test_one_person_applies_once_and_may_come_back_after_a_refusal() -> None:
    campaign = make_campaign()
    person = make_applicant(occupations=["7212:5"])
    make_application(campaign, person)
    person.occupations.update(code="9211")
    first = make_application(campaign, person)
    assert first.state == CandidacyState.UNDER_WAY
    with pytest.raises(Taken, match=first.number):
        make_application(campaign, person)


def test_a_person_who_applies_under_two_names_is_stopped_until_an_agent_decides() -> None:
    tree = make_tree()
    campaign = make_campaign()
    same = {"born": "14/03/1992", "phones": ["76 45 11 22"], "sex": "M", "mother_name": "Awa Sidibé"}
    known = make_applicant(tree.office, given_names="Moussa", surname="Traoré", **same)
    first = make_application(campaign, known)
    other = make_applicant(tree.far_office, given_names="Moussa", surname="Traore", **same)
    agent = make_actor(role=Role.FOCAL_POINT, structure=tree.far_office)
    given: dict[str, Any] = {
        "actor": agent, "campaign_id": campaign.pk, "person_id": other.pk, "office_id": tree.far_office.pk,
    }  # fmt: skip
    with pytest.raises(RuleRefused) as refused:
        actions.register_application(**given)
    assert refused.value.code == "double"
    assert first.number in str(refused.value)
    assert Candidacy.objects.count() == 1
    made = actions.register_application(**given, distinct_because="Deux frères jumeaux, cartes NINA montrées.")
    assert "jumeaux" in made.steps.get(key="inscription").note


def test_people_come_on_the_days_of_their_cercle_and_no_more_than_the_office_receives() -> None:
    tree = make_tree()
    region, far = make_territory(), make_territory("ML-1", "Kayes")
    tomorrow = TODAY + timedelta(days=1)
    windows = (
        Window(territory="ML-4", opens_on=TODAY, closes_on=TODAY),
        Window(territory="ML-1", opens_on=tomorrow, closes_on=tomorrow),
    )
    campaign = make_campaign(windows=windows, daily_cap=1)
    make_application(campaign, make_applicant(tree.office, region=region.code))
    with pytest.raises(Taken, match="demain"):
        make_application(campaign, make_applicant(tree.office, region=region.code))
    with pytest.raises(WrongState, match=f"{tomorrow:%d/%m/%Y}"):
        make_application(campaign, make_applicant(tree.far_office, region=far.code))
    make_application(campaign, make_applicant(tree.far_office, region=far.code), at=NOW + timedelta(days=1))


def test_a_campaign_takes_no_more_applications_than_it_says() -> None:
    campaign = make_campaign(total_cap=1)
    make_application(campaign)
    with pytest.raises(Taken, match="1 candidatures"):
        make_application(campaign)


@pytest.mark.parametrize("role", sorted(Role.values))
def test_who_registers_an_application(role: str) -> None:
    tree = make_tree()
    campaign, person = make_campaign(), make_applicant(tree.office)
    given: dict[str, Any] = {
        "actor": make_actor(role=role, structure=tree.office), "campaign_id": campaign.pk, "person_id": person.pk,
        "office_id": tree.office.pk,
    }  # fmt: skip
    if role in {Role.FOCAL_POINT, Role.COUNSELLOR}:
        assert actions.register_application(**given).office == tree.office
        with pytest.raises(NotAllowed):
            actions.register_application(**{**given, "office_id": tree.far_office.pk})
        return
    with pytest.raises(NotAllowed):
        actions.register_application(**given)
