"""A file of the Spain campaign, from the counter to its outcome, and what may not move it."""

from datetime import timedelta

import pytest

from baarasira.candidacies.enums import CandidacyState
from factories import TODAY, make_applicant, make_application, make_campaign

pytestmark = pytest.mark.django_db


def test_an_application_is_registered_and_answered_at_once() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    assert candidacy.state == CandidacyState.UNDER_WAY
    assert candidacy.step == "pieces"
    rows = list(candidacy.steps.order_by("position").values_list("key", "ending"))
    assert rows == [("inscription", "registered"), ("eligibilite", "eligible"), ("pieces", "")]
    due = candidacy.steps.get(key="pieces").due_at
    assert due is not None
    assert due.date() == TODAY + timedelta(days=15)


def test_who_does_not_meet_a_condition_holds_a_receipt_that_says_which_and_what_else_is_open() -> None:
    person = make_applicant(occupations=["7212:5"])
    candidacy = make_application(make_campaign(), person)
    assert (candidacy.state, candidacy.outcome, candidacy.outcome_kind) == ("ended", "non-eligible", "refused")
    refusals = candidacy.steps.get(key="eligibilite").values["refusals"]
    assert [item["criterion"] for item in refusals] == ["metier"]
    assert "1 an au moins dans l'agriculture" in refusals[0]["sentence"]
    assert "faites-la noter" in refusals[0]["instead"]
