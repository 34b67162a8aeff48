"""What stops the publication of an offer, each rule at its bound."""

from datetime import timedelta
from decimal import Decimal

import pytest

from baarasira.employers.models import Employer
from baarasira.kernel.errors import Finding
from baarasira.openings.models import Opening
from baarasira.openings.rules import Step, publication_findings, stops
from factories import TODAY, make_employer, make_opening_details, make_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def employer() -> Employer:
    make_reference()
    return make_employer()


def said(employer: Employer | None, step: Step = Step.PUBLISH, **values: object) -> list[Finding]:
    opening = Opening(**make_opening_details(**values).tidy().values())
    return publication_findings(opening, employer=employer, on=TODAY, step=step)


def codes(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings}


def test_a_right_offer_is_stopped_by_nothing(employer: Employer) -> None:
    assert said(employer) == []


@pytest.mark.parametrize(
    ("wage", "period", "hours", "stopped"),
    [
        ("40000", "month", None, False),
        ("39999", "month", None, True),
        ("39999.99", "month", None, True),
        ("40000", "month", "40", False),
        ("39999", "month", "40", True),
        ("20000", "month", "20", False),
        ("19999", "month", "20", True),
        ("48000", "month", "48", False),
        ("47999", "month", "48", True),
        ("230.77", "hour", None, False),
        ("230.76", "hour", None, True),
        ("230.77", "hour", "20", False),
        ("230.76", "hour", "48", True),
    ],
)
def test_the_minimum_wage_at_its_bound(
    employer: Employer, wage: str, period: str, hours: str | None, stopped: bool
) -> None:
    found = said(
        employer, wage=Decimal(wage), wage_period=period, hours_per_week=Decimal(hours) if hours is not None else None
    )
    blocking = stops(found)
    assert codes(blocking) == ({"minimum_wage"} if stopped else set())
    assert all(finding.field == "wage" for finding in blocking)


def test_the_sentence_says_the_wage_the_minimum_the_law_and_what_to_do(employer: Employer) -> None:
    sentence = str(said(employer, wage=Decimal(35_000))[0].sentence).replace("\u00a0", " ")
    for part in ("35 000 FCFA", "40 000 FCFA", "2015-0363", "Corrigez le salaire ou refusez"):
        assert part in sentence


@pytest.mark.parametrize("wage", [None, Decimal(0)])
def test_an_offer_without_wage_is_stopped(employer: Employer, wage: Decimal | None) -> None:
    assert codes(stops(said(employer, wage=wage))) == {"wage_missing"}


@pytest.mark.parametrize("state", ["recorded", "submitted", "refused", "suspended"])
def test_an_employer_not_accredited_stops_the_offer(state: str) -> None:
    make_reference()
    assert codes(stops(said(make_employer(state=state)))) == {"employer_not_accredited"}


def test_without_employer_or_occupation_nothing_is_published(employer: Employer) -> None:
    assert codes(stops(said(None, occupation=""))) == {"employer_missing", "occupation_missing"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "Vendeuse, femme célibataire"),
        ("description", "Homme de 25 à 35 ans, musulman pratiquant."),
        ("benefits", "Prime réservée aux hommes"),
        ("workplace", "Foyer pour jeunes filles célibataires"),
    ],
)
def test_discriminatory_words_stop_the_offer_where_they_stand(employer: Employer, field: str, text: str) -> None:
    found = stops(said(employer, **{field: text}))
    assert codes(found) == {"R-09"}
    assert {finding.field for finding in found} == {field}


@pytest.mark.parametrize(
    "title", ["Soudeur ou soudeuse", "Sage-femme", "Femme ou homme de ménage", "Agent de sécurité"]
)
def test_plain_titles_are_left_alone(employer: Employer, title: str) -> None:
    assert said(employer, title=title) == []


@pytest.mark.parametrize(
    ("ages", "fields"),
    [
        ({"min_age": 18}, {"min_age"}),
        ({"max_age": 35}, {"max_age"}),
        ({"min_age": 21, "max_age": 35}, {"min_age", "max_age"}),
        ({"min_age": 15}, set()),
        ({"min_age": 18, "age_basis": "Code de la route, art. 12"}, set()),
        ({"max_age": 35, "age_basis": "   "}, {"max_age"}),
        ({"min_age": 14, "age_basis": "Usage"}, {"min_age"}),
    ],
)
def test_an_age_bound_needs_its_legal_text(employer: Employer, ages: dict[str, object], fields: set[str]) -> None:
    assert {finding.field for finding in stops(said(employer, **ages))} == fields


def test_the_start_is_not_past_when_published_and_may_be_when_extended(employer: Employer) -> None:
    yesterday = TODAY - timedelta(days=1)
    assert codes(stops(said(employer, starts_on=yesterday))) == {"start_past"}
    assert said(employer, starts_on=TODAY) == []
    extended = said(employer, Step.EXTEND, starts_on=yesterday)
    assert (codes(extended), stops(extended)) == ({"start_past"}, [])


@pytest.mark.parametrize(("hours", "warned"), [("40", False), ("40.5", True), ("48", True)])
def test_hours_above_the_legal_week_warn(employer: Employer, hours: str, warned: bool) -> None:
    found = said(employer, hours_per_week=Decimal(hours))
    assert ("hours_above_legal" in codes(found)) == warned
    assert stops(found) == []


def test_a_country_whose_law_is_not_entered_warns(employer: Employer) -> None:
    known = said(employer, country="ES", wage=Decimal(2000), wage_currency="EUR")
    unknown = said(employer, country="NO", wage=Decimal(2000), wage_currency="EUR")
    assert "country_without_parameters" not in codes(known)
    assert "country_without_parameters" in codes(unknown)
    assert stops(unknown) == []


def test_a_wage_abroad_is_held_to_the_law_there(employer: Employer) -> None:
    enough = said(employer, country="ES", wage=Decimal(1500), wage_currency="EUR")
    short = said(employer, country="ES", wage=Decimal(900), wage_currency="EUR")
    assert stops(enough) == []
    assert codes(stops(short)) == {"minimum_wage"}


def test_every_rule_that_stops_is_said_at_once(employer: Employer) -> None:
    found = stops(
        said(
            None,
            title="Vendeuse célibataire",
            occupation="",
            wage=Decimal(10_000),
            max_age=30,
            starts_on=TODAY - timedelta(days=3),
        )
    )
    assert codes(found) == {"employer_missing", "occupation_missing", "minimum_wage", "R-09", "start_past"}
