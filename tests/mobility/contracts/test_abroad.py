"""Offers, and what is found once there: translated conditions (R-02), substitution, illegal deductions, what one really gains."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel import events as kernel_events
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event
from baarasira.mobility.contracts import actions, events
from baarasira.mobility.contracts.inputs import DeductionLine, FindingData, OfferData, SlipData
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.queries import offer_of
from baarasira.mobility.contracts.rules.comparing import said_differences, terms_of
from baarasira.mobility.contracts.rules.law import law_of
from baarasira.mobility.contracts.rules.paying import compared_slip, due_of_month, paid_terms
from baarasira.mobility.contracts.rules.realism import gain_of
from baarasira.openings import actions as campaigns
from baarasira.reference.actions import DestinationValue, set_destination_parameter
from baarasira.reference.queries import rates_missing
from contracting import department_of, know_the_law, make_contract
from factories import TODAY, make_actor, make_application, make_campaign, make_offer, offered_conditions
from road_travel import travel

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Any:
    """Hear what contracts tell, for the time of a test."""
    heard: list[Event] = []
    names = (events.SUBSTITUTED, events.ILLEGAL_DEDUCTION, events.UNDERPAID)
    for name in names:
        kernel_events.on(name, heard.append)
    yield heard
    for name in names:
        kernel_events._handlers[name].remove(heard.append)


def signed(**values: Any) -> WorkContract:
    """Return a contract that was signed, of a file that went on."""
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    return make_contract(candidacy, until="signed", **values)


def test_r_02_an_offer_without_translated_conditions_is_not_published_nor_its_campaign() -> None:
    campaign = make_campaign(state="split", offer=False)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    with pytest.raises(RuleRefused) as refused:
        campaigns.submit_campaign(actor=head, campaign=campaign)
    assert {finding.code for finding in refused.value.findings} == {"R-02"}
    offer = make_offer(campaign, publish=False)
    assert offer is not None
    with pytest.raises(RuleRefused) as refused:
        actions.publish_offer(actor=head, offer_id=offer.pk)
    assert [finding.code for finding in refused.value.findings] == ["R-02"]
    assert "espagnol" in str(refused.value).lower()
    with pytest.raises(RuleRefused):
        actions.translate_offer(actor=head, offer_id=offer.pk, language="es", words="…", translator="")
    actions.translate_offer(actor=head, offer_id=offer.pk, language="es", words="Salario…", translator="A. Diallo")
    with pytest.raises(RuleRefused, match="publié"):
        campaigns.submit_campaign(actor=head, campaign=campaign)
    actions.publish_offer(actor=head, offer_id=offer.pk)
    assert campaigns.submit_campaign(actor=head, campaign=campaign).state == "submitted"
    with pytest.raises(WrongState):
        actions.record_offer(actor=head, campaign_id=campaign.pk, data=OfferData(**offered_conditions(campaign)))
    assert offer_of(campaign.pk) == offer


def test_an_offer_below_the_minimum_of_its_first_day_is_not_published() -> None:
    know_the_law()
    campaign = make_campaign(state="received", offer=False)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    with pytest.raises(RuleRefused, match="1\u00a0221"):
        make_offer(campaign, wage=100_000)
    with pytest.raises(NotAllowed):
        actions.record_offer(
            actor=make_actor(role=Role.COUNSELLOR, structure=campaign.opening.office),
            campaign_id=campaign.pk, data=OfferData(**offered_conditions(campaign)),
        )  # fmt: skip
    assert head is not None


def test_a_substituted_contract_is_caught_on_arrival_and_told(told: list[Event]) -> None:
    contract = signed()
    focal = make_actor(role=Role.FOCAL_POINT, structure=contract.candidacy.person.office)
    same = FindingData(found_on=TODAY, told_by="Le travailleur", wage=150_000, wage_currency="EUR", wage_period="month",
                       payments_per_year=14, weekly_rest=48)  # fmt: skip
    actions.record_finding(actor=focal, contract_id=contract.pk, data=same)
    assert told == []
    worse = FindingData(
        found_on=TODAY, told_by="Sa sœur", weekly_rest=12, hours_per_day=Decimal(11), passport_with_worker=False
    )
    finding = actions.record_finding(actor=focal, contract_id=contract.pk, data=worse)
    [event] = told
    assert (event.name, event.object_id, event.subject_id) == (
        events.SUBSTITUTED,
        contract.pk,
        contract.candidacy.person_id,
    )
    assert event.details["finding"] == finding.pk
    assert event.details["differences"] == ["hours_per_day", "weekly_rest", "passport_with_worker"]
    told.clear()
    other = FindingData(found_on=TODAY, told_by="Le consulat", employer_same=False)
    with pytest.raises(RuleRefused):
        actions.record_finding(actor=focal, contract_id=contract.pk, data=other)
    named = FindingData(found_on=TODAY, told_by="Le consulat", employer_same=False, employer_name="Autre exploitation")
    actions.record_finding(actor=focal, contract_id=contract.pk, data=named)
    assert told[0].details["other_employer"]


def slip(contract: WorkContract, **values: Any) -> SlipData:
    """Return a slip of the first month of work, gross 1 500 €, 1 400 € net after contributions."""
    own: dict[str, Any] = {
        "month": contract.starts_on, "gross": 150_000, "net": 140_000, "currency": "EUR",
        "deductions": (DeductionLine("social_security", 10_000),),
    }  # fmt: skip
    return SlipData(**{**own, **values})


def test_r_20_c_08_a_deduction_that_may_not_be_taken_is_told(told: list[Event]) -> None:
    contract = signed()
    actor = department_of(contract.candidacy, at=_later(contract))
    actions.record_slip(actor=actor, contract_id=contract.pk, data=slip(contract))
    assert told == []
    with pytest.raises(RuleRefused):
        actions.record_slip(actor=actor, contract_id=contract.pk, data=slip(contract))
    month = (contract.starts_on.replace(day=1) + timedelta(days=32)).replace(day=1)
    lines = (DeductionLine("rent", 8_000), DeductionLine("recruitment", 5_000), DeductionLine("tax", 7_000))
    kept = actions.record_slip(
        actor=actor, contract_id=contract.pk, data=slip(contract, month=month, net=130_000, deductions=lines)
    )
    [event] = told
    assert event.name == events.ILLEGAL_DEDUCTION
    assert (event.details["total"], [line["kind"] for line in event.details["lines"]]) == (
        13_000,
        ["rent", "recruitment"],
    )
    assert set(kept.deductions.exclude(illegal="").values_list("kind", flat=True)) == {"rent", "recruitment"}


def test_c_05_a_whole_month_paid_below_the_wage_signed_is_told_and_a_month_begun_is_not(told: list[Event]) -> None:
    contract = signed()
    actor = department_of(contract.candidacy, at=_later(contract))
    low = {"gross": 120_000, "net": 110_000}
    begun = contract.starts_on
    assert begun.day > 1, "the first month is not worked whole"
    actions.record_slip(actor=actor, contract_id=contract.pk, data=slip(contract, month=begun, **low))
    assert told == []
    whole = (begun.replace(day=1) + timedelta(days=32)).replace(day=1)
    actions.record_slip(actor=actor, contract_id=contract.pk, data=slip(contract, month=whole, **low))
    [event] = told
    assert (event.name, event.details["due"], event.details["gross"]) == (events.UNDERPAID, 150_000, 120_000)
    contract.wage_period, contract.wage = "hour", 1_050
    assert due_of_month(contract, begun, Decimal("100.5")) == 105_525
    assert due_of_month(contract, begun, None) is None
    for payments, due in ((None, 140_000), (14, 120_000)):
        contract.wage_period, contract.wage, contract.payments_per_year = "year", 1_680_000, payments
        assert due_of_month(contract, whole, None) == due


def _later(contract: WorkContract) -> Any:
    return datetime.combine(contract.starts_on + timedelta(days=70), time(9), UTC)


def test_a_slip_whose_sums_or_currency_do_not_agree_is_refused() -> None:
    contract = signed()
    actor = department_of(contract.candidacy, at=_later(contract))
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"currency": "XOF"}, "slip_currency"), ({"net": 139_000}, "slip_sum"), ({"net": 160_000}, "slip_sum"),
        ({"month": contract.starts_on - timedelta(days=40)}, "slip_month"), ({"month": date(2099, 1, 1)}, "slip_month"),
        ({"deductions": (DeductionLine("bribe", 10_000),)}, "deduction"),
    )  # fmt: skip
    for values, code in wrong:
        with pytest.raises(RuleRefused) as refused:
            actions.record_slip(actor=actor, contract_id=contract.pk, data=slip(contract, **values))
        assert code in {finding.code for finding in refused.value.findings}, code


def test_nothing_is_found_under_a_contract_nobody_signed() -> None:
    contract = make_contract(make_application(), until="granted")
    with pytest.raises(WrongState):
        actions.record_finding(
            actor=department_of(contract.candidacy),
            contract_id=contract.pk,
            data=FindingData(found_on=TODAY, told_by="X y"),
        )


def test_what_is_gained_is_told_in_francs_against_what_is_earned_here() -> None:
    know_the_law()
    terms = {**terms_of(make_contract(make_application(), until="draft")), "payments_per_year": 12, "wage": 122_100,
             "net_wage": 110_000, "rent": 9_000, "utilities": 0, "food": "worker", "food_cost": 15_000}  # fmt: skip
    start, end = date(2027, 1, 1), date(2027, 12, 31)
    gain = gain_of(terms, law_of("ES", start), start, end, paid=100_000)
    assert gain is not None
    assert gain.months == Decimal("12.0")
    # 1 100 € × 12 × 655,957 = 8 658 632 FCFA ; 90 € and 150 € of lodging and food; 40 000 FCFA a month in Mali
    assert (gain.wages, gain.lodging, gain.food, gain.home) == (8_658_632, 708_434, 1_180_723, 480_000)
    assert gain.total == 8_658_632 - 708_434 - 1_180_723 - 100_000 - 480_000
    assert gain.net_known
    riyals = {**terms, "wage_currency": "SAR"}
    assert gain_of(riyals, law_of("SA", start), start, end) is None
    assert ("SA", "SAR") in rates_missing(start)
    rate = DestinationValue(
        country="SA", kind="exchange_rate", scope="all", amount=Decimal(150), unit="rate", valid_from=start,
        legal_reference="Cours du jour lu pour ce test", certainty="source_read",
    )  # fmt: skip
    set_destination_parameter(actor=make_actor(role=Role.NATIONAL_ADMINISTRATOR), value=rate)
    gain = gain_of(riyals, law_of("SA", start), start, end, paid=0)
    assert gain is not None
    assert gain.wages == 1_100 * 150 * 12
    assert "Cours du jour" in gain.rate_source
    assert gain_of({**riyals, "wage_currency": "USD"}, law_of("SA", start), start, end) is None, (
        "no riyal's rate for dollars"
    )
    assert "SA" not in {country for country, _currency in rates_missing(start)}
    assert ("SA", "SAR") in rates_missing(TODAY), "a rate holds from its day on"
    assert gain_of(terms, law_of("ES", start), start, None) is None


def test_what_a_slip_pays_is_held_to_what_was_signed_for_a_month_worked_whole() -> None:
    contract = signed()  # 1 500 € a month from the campaign's first day, 80 € of rent not taken from the pay
    whole = (contract.starts_on.replace(day=1) + timedelta(days=40)).replace(day=1)
    at = datetime.combine(whole + timedelta(days=31), time(9), UTC)
    actor = department_of(contract.candidacy, at=at)
    rent = DeductionLine("rent", 9_500)
    for month, gross in ((contract.starts_on, 60_000), (whole, 140_000)):
        data = SlipData(month=month, gross=gross, net=gross - 9_500, currency="EUR", deductions=(rent,))
        actions.record_slip(actor=actor, contract_id=contract.pk, data=data)
    slips = list(contract.slips.all())
    slip = compared_slip(contract, slips)
    assert slip is not None
    assert slip.month == whole, "part of a month says nothing of a month's wage"
    paid = paid_terms(contract, slip)
    worse = {item.line.name for item in said_differences(terms_of(contract), paid) if item.worse}
    assert worse == {"wage", "rent", "rent_deducted"}
    contract.starts_on = whole + timedelta(days=3)
    assert compared_slip(contract, slips) is None
