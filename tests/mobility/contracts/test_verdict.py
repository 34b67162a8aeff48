"""The verdict rule, and what is at least as favourable: pure functions, held to their definition on any input."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from baarasira.mobility.contracts.enums import Outcome, Presence
from baarasira.mobility.contracts.rules.checks import Check
from baarasira.mobility.contracts.rules.clauses import CLAUSES, requirements
from baarasira.mobility.contracts.rules.comparing import differences, favourable, read_terms
from baarasira.mobility.contracts.rules.names import name_likeness
from baarasira.mobility.contracts.rules.verdict import verdict_of
from baarasira.reference.amounts import from_minor, to_minor

PLACES = some.sampled_from([("ES", "seasonal"), ("SA", "domestic"), ("KW", "all"), ("EG", "all"), ("MR", "all")])
FOUND = some.dictionaries(some.sampled_from(sorted(CLAUSES)), some.sampled_from(Presence.values))
CHECKS = some.lists(
    some.builds(
        Check, some.sampled_from(sorted(CLAUSES)), some.just("rule"), some.sampled_from(Outcome.values), some.just("…"),
        blocking=some.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(PLACES, FOUND, CHECKS)
def test_c_a3_the_visa_is_refused_exactly_when_something_blocking_is_missing(
    place: tuple[str, str], found: dict[str, str], checks: list[Check]
) -> None:
    asked = requirements(*place)
    missing = [item for item in asked if found.get(item.code) != "present"]
    blocked = any(item.blocking for item in missing) or any(
        check.blocking and check.outcome == "failed" for check in checks
    )
    clean = not missing and all(check.outcome == "passed" for check in checks)
    expected = "refuse" if blocked else "grant" if clean else "reserve"
    assert verdict_of(asked, found, checks) == expected


@given(PLACES, FOUND, CHECKS, some.sampled_from(sorted(CLAUSES)))
def test_finding_one_more_clause_present_never_makes_a_verdict_worse(
    place: tuple[str, str], found: dict[str, str], checks: list[Check], code: str
) -> None:
    order = {"refuse": 0, "reserve": 1, "grant": 2}
    asked = requirements(*place)
    before, after = verdict_of(asked, found, checks), verdict_of(asked, {**found, code: "present"}, checks)
    assert order[after] >= order[before]


def test_the_clauses_asked_depend_on_the_country_and_the_work() -> None:
    def asked(country: str, scope: str) -> set[str]:
        return {item.code for item in requirements(country, scope)}

    assert list(CLAUSES) == [f"C{number:02d}" for number in range(1, 27)]
    assert "C20" in asked("ES", "seasonal")
    assert "C22" not in asked("ES", "seasonal")
    assert "C20" not in asked("SA", "domestic")
    assert {"C10", "C22"} <= asked("SA", "domestic")
    assert "C10" in asked("EG", "domestic")
    assert not next(item for item in requirements("ES", "seasonal") if item.code == "C23").blocking
    assert [item.code for item in requirements("ES", "seasonal", ["C05", "C22"])] == ["C05"]


TERMS = some.fixed_dictionaries(
    {},
    optional={
        "wage": some.integers(0, 10**6), "wage_currency": some.sampled_from(["EUR", "XOF"]),
        "wage_period": some.sampled_from(["hour", "day", "week", "month", "year"]),
        "hours_per_week": some.decimals(1, 80, places=1), "days_per_week": some.decimals(1, 7, places=0),
        "weekly_rest": some.integers(0, 72), "annual_leave": some.integers(0, 60), "probation_days": some.integers(0, 200),
        "rent": some.integers(0, 10**5), "rent_deducted": some.booleans(), "passport_with_worker": some.booleans(),
        "food": some.sampled_from(["provided", "allowance", "worker"]), "travel_out": some.sampled_from(["employer", "worker"]),
    },
)  # fmt: skip


@given(TERMS)
def test_c_24_the_same_conditions_are_as_favourable_as_themselves(terms: dict[str, Any]) -> None:
    assert favourable(terms, terms)
    assert differences(terms, terms) == []


@given(TERMS, TERMS, TERMS)
@settings(max_examples=200)
def test_c_24_what_is_as_favourable_step_by_step_is_so_from_end_to_end(
    first: dict[str, Any], second: dict[str, Any], third: dict[str, Any]
) -> None:
    if favourable(first, second) and favourable(second, third):
        assert favourable(first, third)


@given(TERMS, some.integers(1, 10**5))
def test_c_24_a_lower_wage_alone_is_less_favourable_and_a_higher_one_is_not(terms: dict[str, Any], step: int) -> None:
    full = {"wage_currency": "EUR", "wage_period": "month", **terms, "wage": 10**6}
    if full["wage_period"] in {"day", "hour"}:
        full = {"days_per_week": Decimal(5), "hours_per_week": Decimal(40), **full}
    assert not favourable(full, {**full, "wage": 10**6 - step})
    assert favourable(full, {**full, "wage": 10**6 + step})


def test_c_24_another_currency_is_never_taken_for_as_good() -> None:
    euros = read_terms({"wage": 150_000, "wage_currency": "EUR", "wage_period": "month"})
    francs = {**euros, "wage": 10**9, "wage_currency": "XOF"}
    assert not favourable(euros, francs)


def test_what_the_first_did_not_say_is_no_difference_and_what_the_second_leaves_out_is_worse() -> None:
    assert favourable({}, {"weekly_rest": 24})
    [lost] = differences({"weekly_rest": 24}, {})
    assert lost.worse


@given(some.integers(0, 10**12), some.sampled_from(["EUR", "XOF", "KWD", "SAR"]))
def test_an_amount_goes_to_small_units_and_back_unchanged(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor


NAMES = some.lists(
    some.sampled_from(["Moussa", "Traoré", "Awa", "Diarra", "Coulibaly", "Fatoumata"]), min_size=1, max_size=4
)


@given(NAMES, NAMES, some.randoms())
def test_the_likeness_of_names_is_symmetric_whole_for_itself_and_blind_to_order(
    one: list[str], other: list[str], chance: Any
) -> None:
    left, right = " ".join(one), " ".join(other)
    assert name_likeness(left, right) == name_likeness(right, left)
    assert 0 <= name_likeness(left, right) <= 1
    shuffled = list(one)
    chance.shuffle(shuffled)
    assert name_likeness(left, " ".join(shuffled)) == 1.0
