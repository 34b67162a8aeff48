"""Dated settings and destination parameters: read on a date, changed by an administrator, loaded without undoing them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import BusinessError, NotAllowed, Stale
from baarasira.kernel.models import Entry
from baarasira.reference.actions import (
    DestinationValue,
    set_destination_parameter,
    set_parameter,
)
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.loading import carried_destination_values, load_reference
from baarasira.reference.models import DestinationParameter, Parameter
from baarasira.reference.parameters import (
    CARD_VALIDITY_MONTHS,
    MONTHLY_HOURS,
    RANKING_WEIGHTS,
    SETTINGS,
    WEEKLY_HOURS,
)
from baarasira.reference.queries import (
    minimum_wage,
    parameter_history,
    setting_sheets,
    value,
    values,
    wage_check,
)
from baarasira.reference.wages import Wage
from factories import NOW, make_actor, make_structure, make_user
from reference_data import reference_rows

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Actor:
    """An administrator of the whole country."""
    return make_actor(make_user("national_administrator", make_structure()))


def _set(actor: Actor, key: str, new: Any, since: date, **more: Any) -> Parameter:
    return set_parameter(
        actor=actor, key=key, value=new, valid_from=since, source="décision 12/DG du 2 mars 2026", **more
    )


def test_a_setting_never_changed_has_its_default_on_every_date() -> None:
    assert value(CARD_VALIDITY_MONTHS, date(2001, 1, 1)) == 6
    assert value("ranking.weights", TODAY) == (45, 25, 10, 10, 10)
    assert value("card.reminder_days", TODAY) == (15, 3)
    assert set(values(TODAY)) == set(SETTINGS)


@pytest.mark.parametrize("key", SETTINGS)
def test_every_default_can_be_stored_and_read_back(administrator: Actor, key: str) -> None:
    setting = SETTINGS[key]
    _set(administrator, key, setting.default, TODAY)

    assert value(setting, TODAY) == setting.default
    assert Parameter.objects.get(key=key).unit == setting.unit


def test_a_change_counts_from_its_date_and_not_before(administrator: Actor) -> None:
    _set(administrator, "card.validity_months", 3, date(2026, 6, 1))
    _set(administrator, "card.validity_months", "12", date(2027, 1, 1))

    assert [value(CARD_VALIDITY_MONTHS, day) for day in (date(2026, 5, 31), date(2026, 6, 1), date(2027, 1, 1))] == [
        6,
        3,
        12,
    ]
    assert [row.value for row in parameter_history(administrator, "card.validity_months")] == [12, 3]


def test_the_same_date_is_corrected_and_the_journal_keeps_both_values(administrator: Actor) -> None:
    first = _set(administrator, "card.grace_days", 20, TODAY)
    second = _set(administrator, "card.grace_days", 10, TODAY, expected_version=first.version)

    assert second.pk == first.pk
    assert value("card.grace_days", TODAY) == 10
    payloads = [entry.payload for entry in Entry.objects.filter(verb="parameter.set").order_by("id")]
    assert len(payloads) == 2
    assert '"value":20' in payloads[1]
    assert '"value":10' in payloads[1]
    with pytest.raises(Stale):
        _set(administrator, "card.grace_days", 12, TODAY, expected_version=first.version)


@pytest.mark.parametrize(
    ("key", "wrong", "says"),
    [
        ("card.validity_months", 0, "de 1 à 24"),
        ("card.validity_months", "six", "nombre entier"),
        ("card.validity_months", True, "nombre entier"),
        ("card.validity_months", 6.5, "nombre entier"),
        ("ranking.weights", [45, 25, 10, 10], "5 nombres entiers"),
        ("card.reminder_days", "15;3", "nombre entier"),
        ("work.monthly_hours", "beaucoup", "nombre"),
        ("work.monthly_hours", "NaN", "nombre de 1 à 365"),
        ("duplicates.threshold", "1,5", "nombre de 0 à 1"),
    ],
)
def test_a_wrong_value_is_refused_with_what_is_wanted(administrator: Actor, key: str, wrong: Any, says: str) -> None:
    with pytest.raises(BusinessError) as refusal:
        _set(administrator, key, wrong, TODAY)

    assert says in str(refusal.value)
    assert refusal.value.field == "value"
    assert not Parameter.objects.exists()


def test_values_may_be_typed_the_french_way(administrator: Actor) -> None:
    _set(administrator, "work.monthly_hours", "173,33", TODAY)
    _set(administrator, "ranking.weights", "40, 30, 10, 10, 10", TODAY)

    assert value(MONTHLY_HOURS, TODAY) == Decimal("173.33")
    assert value(RANKING_WEIGHTS, TODAY) == (40, 30, 10, 10, 10)


def test_an_unknown_key_and_a_missing_source_are_refused(administrator: Actor) -> None:
    with pytest.raises(BusinessError, match="Aucun paramètre"):
        _set(administrator, "card.colour", 1, TODAY)
    with pytest.raises(BusinessError, match="d’où vient"):
        set_parameter(actor=administrator, key="card.grace_days", value=1, valid_from=TODAY, source=" ")


@pytest.mark.parametrize("role", ["counsellor", "employer_adviser", "focal_point", "director", "trainer", "auditor"])
def test_only_an_administrator_changes_a_value(role: str) -> None:
    actor = make_actor(make_user(role, make_structure()))

    with pytest.raises(NotAllowed):
        _set(actor, "card.grace_days", 1, TODAY)
    with pytest.raises(NotAllowed):
        load_reference(actor=actor)
    with pytest.raises(NotAllowed):
        set_destination_parameter(actor=actor, value=carried_destination_values()[0])


def test_the_sheet_shows_the_value_of_the_day_and_what_is_coming(administrator: Actor) -> None:
    _set(administrator, "card.validity_months", 3, date(2026, 6, 1))
    _set(administrator, "card.validity_months", 12, date(2027, 1, 1))

    sheets = {sheet.setting.key: sheet for sheet in setting_sheets(administrator)}

    assert set(sheets) == set(SETTINGS)
    changed, untouched = sheets["card.validity_months"], sheets["card.grace_days"]
    assert changed.value == 3
    assert changed.row is not None
    assert [row.value for row in changed.coming] == [12]
    assert (untouched.value, untouched.row, untouched.coming) == (15, None, ())
    counsellor = make_actor(make_user("counsellor", make_structure()))
    assert setting_sheets(counsellor) == []
    assert not parameter_history(counsellor, "card.validity_months")


def test_reading_many_settings_takes_one_query(django_assert_num_queries: Any, administrator: Actor) -> None:
    _set(administrator, "card.validity_months", 3, date(2026, 6, 1))

    with django_assert_num_queries(1):
        held = values(TODAY, CARD_VALIDITY_MONTHS, WEEKLY_HOURS, RANKING_WEIGHTS)

    assert held == {
        "card.validity_months": 3,
        "work.weekly_hours": Decimal(40),
        "ranking.weights": (45, 25, 10, 10, 10),
    }


def test_loading_twice_changes_nothing_the_second_time() -> None:
    first = load_reference(actor=system(NOW, "command"))
    entries = Entry.objects.count()
    second = load_reference(actor=system(NOW, "command"))

    carried = len(carried_destination_values())
    assert (first.added, first.updated, first.kept) == (carried, 0, 0)
    assert (second.added, second.updated, second.unchanged) == (0, 0, carried)
    assert Entry.objects.count() == entries


def test_loading_repairs_what_the_product_wrote_and_keeps_what_an_administrator_wrote(administrator: Actor) -> None:
    load_reference(actor=system(NOW, "command"))
    smig = DestinationParameter.objects.get(country="ML", period="month", valid_from=date(2016, 1, 1))
    DestinationParameter.objects.filter(country="KW", scope="domestic", kind="minimum_wage").update(amount=1)
    changed = DestinationValue(
        country="ML",
        kind="minimum_wage",
        amount=Decimal(45000),
        currency="XOF",
        period="month",
        valid_from=date(2016, 1, 1),
        legal_reference="décret d'essai",
    )
    set_destination_parameter(actor=administrator, value=changed, expected_version=smig.version)

    report = load_reference(actor=system(NOW, "command"))

    assert (report.added, report.updated, report.kept) == (0, 1, 1)
    smig.refresh_from_db()
    assert smig.amount == 45000
    assert DestinationParameter.objects.get(country="KW", scope="domestic", kind="minimum_wage").amount == 60


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"country": "XX"}, "country"),
        ({"amount": Decimal(0)}, "amount"),
        ({"currency": ""}, "currency"),
        ({"period": ""}, "period"),
        ({"kind": "luck"}, "kind"),
        ({"unit": "hours"}, "currency"),
        ({"valid_to": date(2019, 1, 1)}, "valid_to"),
        ({"legal_reference": ""}, "source"),
    ],
)
def test_a_faulty_destination_value_names_its_field(administrator: Actor, change: dict[str, Any], field: str) -> None:
    right: dict[str, Any] = {
        "country": "GA",
        "kind": "minimum_wage",
        "amount": Decimal(150000),
        "currency": "XAF",
        "period": "month",
        "valid_from": date(2020, 1, 1),
        "legal_reference": "décret d'essai",
    }
    with pytest.raises(BusinessError) as refusal:
        set_destination_parameter(actor=administrator, value=DestinationValue(**{**right, **change}))

    assert refusal.value.field == field
    assert str(refusal.value)
    assert set_destination_parameter(actor=administrator, value=DestinationValue(**right)).amount == 150000


@pytest.fixture
def loaded() -> None:
    """The destination parameters of the product."""
    load_reference(actor=system(NOW, "command"))


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("country", "period", "on", "scope", "amount"),
    [
        ("ML", "month", date(2026, 11, 23), "all", "40000"),
        ("ML", "month", date(2015, 6, 1), "all", "35000"),
        ("ML", "month", date(2010, 6, 1), "all", "28460"),
        ("ML", "hour", date(2026, 11, 23), "all", "230.77"),
        ("ES", "month", date(2026, 11, 23), "all", "1221"),
        ("ES", "day", date(2026, 11, 23), "seasonal", "57.82"),
        ("ES", "day", date(2026, 11, 23), "all", "40.70"),
        ("KW", "month", date(2026, 11, 23), "domestic", "60"),
        ("KW", "month", date(2026, 11, 23), "all", "75"),
        ("EG", "month", date(2026, 11, 23), "all", "7000"),
        ("EG", "hour", date(2026, 11, 23), "all", "28"),
    ],
)
def test_the_minimum_of_a_country_on_a_date(country: str, period: str, on: date, scope: str, amount: str) -> None:
    least = minimum_wage(country, period, on, scope=scope)

    assert least is not None
    assert least.exact == Decimal(amount)


@pytest.mark.usefixtures("loaded")
def test_no_minimum_binds_where_the_law_has_none_for_foreigners_or_none_is_known() -> None:
    assert minimum_wage("SA", "month", TODAY) is None
    assert minimum_wage("SA", "month", TODAY, scope="domestic") is None
    assert minimum_wage("ML", "month", date(1999, 1, 1)) is None
    assert wage_check(Wage(Decimal(1), "SAR", "month"), country="SA", on=TODAY) is None


@pytest.mark.usefixtures("loaded")
def test_a_french_wage_is_measured_in_french_hours() -> None:
    full = minimum_wage("FR", "month", TODAY, Decimal(35))
    half = minimum_wage("FR", "month", TODAY, Decimal("17.5"))
    assert full is not None
    assert half is not None

    assert full.amount == Decimal("1823.03")
    assert half.exact * 2 == full.exact


@pytest.mark.usefixtures("loaded")
def test_an_offer_below_the_minimum_is_stopped_and_a_change_of_the_legal_week_moves_the_bar(
    administrator: Actor,
) -> None:
    offer = Wage(Decimal(40000), "XOF", "month", Decimal(44))

    refused = wage_check(offer, country="ML", on=TODAY)
    _set(administrator, "work.weekly_hours", 44, TODAY)

    assert refused is not None
    assert refused.blocking
    assert "44 heures par semaine" in str(refused.sentence).replace("\u00a0", " ")
    assert wage_check(offer, country="ML", on=TODAY) is None


@pytest.mark.usefixtures("loaded")
def test_checking_a_wage_takes_two_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2) as seen:
        wage_check(Wage(Decimal(40000), "XOF", "month"), country="ML", on=TODAY)

    assert isinstance(seen, CaptureQueriesContext)


def test_the_carried_wages_are_those_of_the_reference_file() -> None:
    carried = {
        (item.country, item.scope, item.period, item.valid_from, item.amount, item.currency, item.payments_per_year)
        for item in carried_destination_values()
        if item.kind == "minimum_wage"
    }
    alpha2 = {country.alpha3: country.code for country in COUNTRIES}
    for row in reference_rows("minimum_wages.csv"):
        scope = row["scope"]
        wanted = (
            alpha2[row["country_iso3"]],
            "seasonal"
            if "seasonal" in scope
            else "domestic"
            if scope.startswith("domestic")
            else "nationals"
            if "nationals only" in scope
            else "all",
            row["period"],
            date.fromisoformat(row["valid_from"]),
            Decimal(row["amount"]),
            row["currency"],
            int(row["payments_per_year"]) if row["payments_per_year"] else None,
        )
        assert wanted in carried


def test_every_carried_row_says_where_it_comes_from_and_how_sure_it_is() -> None:
    for item in carried_destination_values():
        assert item.legal_reference or item.source_url or item.note
        assert item.certainty in {"law", "source_read", "unverified", "design"}
