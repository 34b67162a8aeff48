"""The tests a machine makes of a contract: each rule holds where it should, fails where it should, and says with what."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.kernel.errors import RuleRefused
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.checks import Check
from baarasira.mobility.contracts.rules.review import machine_checks
from baarasira.reference.actions import DestinationValue, set_destination_parameter
from baarasira.reference.enums import Period
from contracting import contract_data, department_of, know_the_law, make_contract
from factories import NOW, TODAY, make_agreement, make_application, make_campaign, make_programme

pytestmark = pytest.mark.django_db


def spain() -> Candidacy:
    """Return a file of the Spain campaign, whose law is known."""
    know_the_law()
    return make_application()


def gulf(country: str = "SA") -> Candidacy:
    """Return a file of a domestic-work campaign of the Gulf."""
    know_the_law()

    version = make_programme("placement-golfe")
    agreement = make_agreement(reference=f"ML-{country}-2026", country=country)
    campaign = make_campaign(
        version=version,
        agreement=agreement,
        state="received",
        country=country,
        occupation="9111",
        title="Aide ménagère",
    )
    person = make_application().person
    return Candidacy.objects.create(
        number=f"G{country}-1", person=person, opening=campaign.opening, office=person.office,
        state=CandidacyState.UNDER_WAY, step="contrat", referred_on=TODAY, created_at=NOW, updated_at=NOW,
    )  # fmt: skip


def checked(contract: WorkContract, rule: str, clause: str = "") -> list[Check]:
    """Return what the checks of a rule say of a contract today."""
    found = machine_checks(contract, TODAY)
    return [check for check in found if check.rule == rule and (not clause or check.clause == clause)]


def outcomes(contract: WorkContract, rule: str, clause: str = "") -> list[str]:
    """Return the outcomes alone."""
    return [str(check.outcome) for check in checked(contract, rule, clause)]


def with_values(contract: WorkContract, **values: Any) -> WorkContract:
    """Return the contract with other values, not stored."""
    for name, value in values.items():
        setattr(contract, name, value)
    return contract


def test_a_contract_that_holds_passes_every_check_of_spain() -> None:
    contract = make_contract(spain(), until="draft")
    against = [f"{check.rule}: {check.sentence}" for check in machine_checks(contract, TODAY) if check.against]
    assert against == []


def test_c_05_the_wage_is_held_to_the_dated_minimum_of_the_destination_with_its_law() -> None:
    contract = make_contract(spain(), until="draft")
    [good] = checked(contract, "minimum_wage")
    assert good.outcome == "passed"
    assert (good.values["minimum"], good.values["minimum_currency"]) == ("1221", "EUR")
    assert "RD 126/2026" in good.source
    [low] = checked(with_values(contract, wage=122_099), "minimum_wage")
    assert low.against
    assert "1 221 €" in str(low.sentence).replace("\u00a0", " ")
    # Twelve payments instead of fourteen: each must be higher by as much.
    assert outcomes(with_values(contract, wage=142_449, payments_per_year=12), "minimum_wage") == ["failed"]
    assert outcomes(with_values(contract, wage=142_450, payments_per_year=12), "minimum_wage") == ["passed"]


def test_c_05_the_day_wage_of_a_short_season_and_of_a_long_one() -> None:
    contract = with_values(
        make_contract(spain(), until="draft"), wage=5_782, wage_period="day", payments_per_year=None,
    )  # fmt: skip
    short = with_values(contract, ends_on=contract.starts_on + timedelta(days=119))
    assert outcomes(short, "minimum_wage") == ["passed"]
    assert outcomes(with_values(short, wage=5_781), "minimum_wage") == ["failed"]
    long = with_values(contract, ends_on=contract.starts_on + timedelta(days=120), wage=4_070)
    assert outcomes(long, "minimum_wage") == ["passed"]
    assert outcomes(with_values(long, wage=4_069), "minimum_wage") == ["failed"]


def test_c_05_a_minimum_entered_later_changes_the_checks_from_its_date_on() -> None:
    candidacy = spain()
    contract = make_contract(candidacy, until="draft", wage=122_100)
    assert outcomes(contract, "minimum_wage") == ["passed"]
    raised = contract.starts_on + timedelta(days=30)
    _raise_minimum(candidacy, raised)
    # The work begins before: the contract holds, and what will change is said.
    assert outcomes(contract, "minimum_wage") == ["passed"]
    [later] = checked(contract, "minimum_wage_later")
    assert later.outcome == "warned"
    assert outcomes(with_values(contract, starts_on=raised), "minimum_wage") == ["failed"]


def _raise_minimum(candidacy: Candidacy, since: date) -> None:
    value = DestinationValue(
        country="ES", kind="minimum_wage", amount=Decimal(1300), currency="EUR", period=Period.MONTH, payments_per_year=14,
        valid_from=since, legal_reference="RD de prueba", certainty="law",
    )  # fmt: skip
    set_destination_parameter(actor=department_of(candidacy), value=value)


def test_c_05_a_wage_in_the_wrong_currency_is_refused_with_a_sentence() -> None:
    candidacy = spain()
    with pytest.raises(RuleRefused) as refused:
        make_contract(candidacy, until="draft", wage=1_000_000, wage_currency="XOF")
    [finding] = refused.value.findings
    assert finding.code == "wage_currency"
    assert "franc CFA" in str(finding.sentence)
    assert "en Espagne" in str(finding.sentence)
    assert not WorkContract.objects.exists()


def test_c_02_a_contract_whose_name_is_not_that_of_the_file_is_stopped() -> None:
    contract = make_contract(spain(), until="draft")
    person = contract.candidacy.person
    person.given_names, person.surname = "Moussa", "Traoré"
    for same in ("TRAORE Moussa", "Moussa Traore", "Mousa Traoré"):
        assert outcomes(with_values(contract, worker_name=same), "worker_name") == ["passed"], same
    for other in ("Moussa Diarra", "Issa Traoré", "Fatoumata Keïta", "–"):
        [check] = checked(with_values(contract, worker_name=other), "worker_name")
        assert check.against, other
        assert check.values["least"] == 0.75


def test_c_02_the_date_of_birth_is_equal_or_its_year_where_the_file_knows_no_more() -> None:
    contract = make_contract(spain(), until="draft")
    person = contract.candidacy.person
    person.born, person.born_precision = date(1992, 3, 4), "day"
    assert outcomes(with_values(contract, worker_born=date(1992, 3, 4)), "worker_born") == ["passed"]
    assert outcomes(with_values(contract, worker_born=date(1992, 4, 3)), "worker_born") == ["failed"]
    assert outcomes(with_values(contract, worker_born=None), "worker_born") == ["failed"]
    person.born, person.born_precision = date(1992, 1, 1), "year"
    assert outcomes(with_values(contract, worker_born=date(1992, 4, 3)), "worker_born") == ["passed"]
    assert outcomes(with_values(contract, worker_born=date(1993, 1, 1)), "worker_born") == ["failed"]


def test_c_02_the_passport_is_the_one_of_the_file() -> None:
    contract = make_contract(spain(), until="draft")
    assert outcomes(contract, "worker_passport") == ["unknown"]
    assert outcomes(with_values(contract, worker_passport_end="ZZZZ"), "worker_passport") == ["failed"]


def test_c_01_an_employer_suspended_or_other_than_the_campaigns_is_stopped() -> None:
    contract = make_contract(spain(), until="draft")
    assert outcomes(contract, "employer_accredited") == ["passed"]
    employer = contract.employer
    employer.state = "suspended"
    assert outcomes(contract, "employer_suspended") == ["failed"]
    employer.state = "recorded"
    assert outcomes(contract, "employer_accredited") == ["failed"]
    other = Employer.objects.get(pk=employer.pk)
    other.pk = TODAY  # another row altogether
    assert outcomes(with_values(contract, employer=other), "employer_other") == ["failed"]


def test_r_11_the_youngest_worker_abroad_is_18_and_21_for_domestic_work_in_saudi_arabia() -> None:
    contract = make_contract(spain(), until="draft")
    person = contract.candidacy.person
    person.born = contract.starts_on.replace(year=contract.starts_on.year - 18)
    assert outcomes(contract, "R-11") == ["passed"]
    person.born += timedelta(days=1)
    [young] = checked(contract, "R-11")
    assert young.against
    assert (young.values["age"], young.values["least"]) == (17, 18)

    domestic = make_contract(gulf(), until="draft")
    person = domestic.candidacy.person
    person.born = domestic.starts_on.replace(year=domestic.starts_on.year - 21)
    assert outcomes(domestic, "R-11") == ["passed"]
    person.born += timedelta(days=1)
    [young] = checked(domestic, "R-11")
    assert (young.outcome, young.values["least"]) == ("failed", 21)


def test_r_20_rent_and_rent_with_charges_stay_within_their_shares_of_the_iprem_and_out_of_the_pay() -> None:
    contract = make_contract(spain(), until="draft")
    capped: list[tuple[int, int, list[str]]] = [
        (9_000, 4_200, ["passed", "passed"]), (9_001, 0, ["failed", "passed"]), (9_000, 4_201, ["passed", "failed"]),
    ]  # fmt: skip
    for rent, utilities, expected in capped:
        assert outcomes(with_values(contract, rent=rent, utilities=utilities), "R-20", "C09") == expected, (
            rent,
            utilities,
        )
    [first, _second] = checked(with_values(contract, rent=9_000), "R-20", "C09")
    assert Decimal(str(first.values["most"])) == 90
    assert "art. 109" in first.source
    assert outcomes(with_values(contract, rent_deducted=True), "R-20", "C08") == ["failed"]
    assert outcomes(with_values(contract, rent_deducted=False), "R-20", "C08") == []


def test_r_21_domestic_work_in_the_gulf_asks_for_its_channel_its_rest_and_the_passport() -> None:
    contract = make_contract(gulf(), until="draft", weekly_rest=24)

    def of(clause: str, **values: Any) -> list[str]:
        return outcomes(with_values(contract, **values), "R-21", clause)

    assert of("C01") == ["passed"]
    assert of("C01", channel="direct") == ["failed"]
    assert of("C01", channel="musaned", channel_number="") == ["failed"]
    assert of("C07", channel_number="MSN-1") == ["passed"]
    assert of("C07", weekly_rest=23) == ["failed"]
    assert of("C16") == ["passed"]
    assert of("C16", passport_with_worker=False) == ["failed"]
    assert of("C16", passport_with_worker=None) == ["failed"]
    kuwait = make_contract(gulf("KW"), until="draft")
    assert outcomes(kuwait, "R-21", "C01") == ["passed"]
    assert outcomes(with_values(kuwait, channel="musaned"), "R-21", "C01") == ["failed"]


def test_c_06_c_07_hours_and_rest_are_held_to_the_country() -> None:
    contract = make_contract(gulf(), until="draft")
    assert outcomes(with_values(contract, hours_per_day=Decimal(10)), "hours") == ["passed"]
    [long] = checked(with_values(contract, hours_per_day=Decimal("10.5")), "hours")
    assert long.against
    assert long.values == {"hours": "10.5", "most": "10.000", "period": "day"}
    assert outcomes(with_values(contract, probation_days=91), "probation") == ["failed"]
    # Spain has a normal week and no known maximum: more is to be looked at, not refused.
    spanish = with_values(make_contract(spain(), until="draft"), hours_per_week=Decimal(48))
    assert outcomes(spanish, "hours") == ["warned"]
    assert outcomes(with_values(spanish, weekly_rest=None), "weekly_rest") == ["failed"]


def test_c_13_the_insurance_begins_on_the_day_of_travel_at_the_latest() -> None:
    contract = make_contract(spain(), until="draft")
    day = contract.starts_on - timedelta(days=2)
    assert outcomes(with_values(contract, travel_on=day, insurance_from=day), "insurance") == ["passed"]
    assert outcomes(with_values(contract, insurance_from=day + timedelta(days=1)), "insurance") == ["failed"]
    assert outcomes(with_values(contract, insurance_from=None), "insurance") == ["failed"]
    assert outcomes(with_values(contract, travel_on=None, insurance_from=contract.starts_on), "insurance") == ["passed"]


def test_c_04_a_season_has_an_end_and_no_more_days_than_the_year_allows() -> None:
    contract = make_contract(spain(), until="draft")
    assert outcomes(with_values(contract, ends_on=None), "dates") == ["failed"]
    assert outcomes(with_values(contract, ends_on=contract.starts_on + timedelta(days=269)), "dates") == ["passed"]
    assert outcomes(with_values(contract, ends_on=contract.starts_on + timedelta(days=270)), "R-05") == ["failed"]
    assert "failed" in outcomes(with_values(contract, starts_on=TODAY - timedelta(days=1)), "dates")


def test_c_11_c_12_the_worker_pays_no_journey_out() -> None:
    contract = make_contract(spain(), until="draft")
    assert outcomes(with_values(contract, travel_out="worker"), "travel_out") == ["failed"]
    assert outcomes(with_values(contract, travel_out=""), "travel_out") == ["unknown"]
    assert outcomes(with_values(contract, travel_back="worker"), "travel_back") == ["warned"]
    domestic = make_contract(gulf(), until="draft", travel_back="employer")
    assert outcomes(with_values(domestic, travel_back="worker"), "travel_back") == ["failed"]
    assert outcomes(with_values(domestic, food="worker"), "food") == ["failed"]


def test_c_24_a_contract_below_what_was_offered_is_stopped_and_says_where() -> None:
    contract = make_contract(spain(), until="draft")
    assert outcomes(contract, "R-03") == ["passed"]
    [check] = checked(with_values(contract, wage=149_999), "R-03")
    assert check.against
    assert check.values["worse"] == ["wage"]
    assert "1 499,99 €" in str(check.sentence).replace("\u00a0", " ")


def test_what_cannot_be_kept_is_refused_field_by_field() -> None:
    candidacy = spain()
    wrong: Iterable[tuple[dict[str, Any], str]] = (
        ({"occupation": "0000"}, "occupation"), ({"worker_name": " "}, "worker_name"),
        ({"ends_on": TODAY}, "ends_on"), ({"text_sha256": "abc"}, "text_sha256"),
        ({"hours_per_day": Decimal(25)}, "hours_per_day"), ({"net_wage": 160_000}, "net_wage"),
    )  # fmt: skip
    for values, field in wrong:
        with pytest.raises(RuleRefused) as refused:
            actions.record_contract(
                actor=department_of(candidacy), candidacy_id=candidacy.pk, data=contract_data(candidacy, **values)
            )
        assert field in {finding.field for finding in refused.value.findings}, field
