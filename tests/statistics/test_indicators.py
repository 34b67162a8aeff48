"""The indicators I01–I10 on a small year counted by hand, by territory, and held against a plain count."""

from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from baarasira.candidacies import actions as candidacies
from baarasira.candidacies.actions import Referral
from baarasira.candidacies.enums import CheckOutcome, Confirmer, RefusalReason
from baarasira.counselling import actions as counselling
from baarasira.counselling.models import Card
from baarasira.kernel.actor import EVERYWHERE, Actor, Scope, system
from baarasira.kernel.errors import NotAllowed
from baarasira.statistics import series
from baarasira.statistics.indicators import active_stock, figures
from baarasira.statistics.scopes import Period, month_of, scope_of, year_to
from baarasira.statistics.spreadsheet import workbook
from factories import Tree, make_actor, make_employer, make_opening, make_person, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db
MAY = Period(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))


def on(day: date, actor: Actor) -> Actor:
    return Actor(actor.user, datetime.combine(day, time(10), UTC), channel=actor.channel, reason=actor.reason)


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


def register(tree: Tree, actor: Actor, day: date, **values: object) -> Card:
    moment = on(day, actor)
    person = make_person(tree.office, actor=moment, at=moment.at, occupations=["7212:5"], region="ML-4", **values)
    return counselling.issue_card(actor=moment, person_id=person.pk)


def test_a_small_year_counted_by_hand(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    cards = [register(tree, actor, date(2026, 5, 4 + n), surname=f"Diarra{'abcd'[n]}") for n in range(4)]
    counselling.suspend_card(actor=on(date(2026, 5, 20), actor).because("départ"), card_id=cards[3].pk)
    opening = make_opening(
        tree.office, employer=make_employer(tree.office, at=datetime(2026, 4, 1, 9, tzinfo=UTC)),
        at=datetime(2026, 5, 5, 9, tzinfo=UTC), seats=2, starts_on=date(2026, 6, 10), occupation="7212",
    )  # fmt: skip
    made = candidacies.refer(
        actor=on(date(2026, 5, 11), actor), opening_id=opening.pk,
        referrals=[Referral(card.person_id) for card in cards[:3]],
    )  # fmt: skip
    candidacies.hire(actor=on(date(2026, 5, 15), actor), candidacy_id=made[0].pk, starts_on=date(2026, 5, 18))
    candidacies.refuse(actor=on(date(2026, 5, 15), actor), candidacy_id=made[1].pk, reason=RefusalReason.PROFILE)
    placement = candidacies.confirm_start(
        actor=on(date(2026, 5, 21), actor), candidacy_id=made[0].pk, first_day=date(2026, 5, 18),
        confirmed_by=Confirmer.EMPLOYER,
    )  # fmt: skip

    may = figures(EVERYWHERE, MAY)
    assert may["I01"].value == 4
    assert may["I02"].value == 2, "four registered, one suspended, one placed"
    assert may["I03"].value is None, "no card came up for renewal"
    assert (may["I04"].value, may["I04P"].value) == (1, 2)
    assert may["I05"].value == 1.5
    assert may["I06"].value == 1
    assert may["I08"].value == (date(2026, 5, 15) - opening.published_at.date()).days
    assert may["I09"].value == 3
    assert may["I10"].value == 1 / ((0 + 2) / 2)
    assert figures(EVERYWHERE, JUNE)["I06"].value == 0

    check = placement.checks.get(months=1)
    candidacies.record_check(actor=on(date(2026, 6, 20), actor), check_id=check.pk, outcome=CheckOutcome.LOST)
    assert figures(EVERYWHERE, MAY)["I06"].value == 1, "a job lost later leaves the count as it was"


def test_renewals_count_those_who_came_back_late(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    in_time, late, never = (register(tree, actor, date(2025, 11, 10), surname=f"Koné{n}") for n in "abc")
    counselling.renew_card(actor=on(date(2026, 5, 8), actor), card_id=in_time.pk)
    counselling.fall_due(actor=system(datetime(2026, 5, 12, tzinfo=UTC)))
    counselling.renew_card(actor=on(date(2026, 5, 20), actor), card_id=late.pk)
    may = figures(EVERYWHERE, MAY)["I03"]
    assert (may.over, may.under) == (2, 3)
    never.refresh_from_db()
    assert never.state == "due"


def test_every_structure_sees_its_own_and_the_parts_add_up(tree: Tree) -> None:
    near, far = make_actor(structure=tree.office), make_actor(structure=tree.far_office)
    for n in range(3):
        register(tree, near, date(2026, 5, 4), surname=f"Sow{'abc'[n]}")
    moment = on(date(2026, 5, 6), far)
    person = make_person(tree.far_office, actor=moment, at=moment.at)
    counselling.issue_card(actor=moment, person_id=person.pk)
    head = make_actor(make_user("director", tree.directorate))
    assert figures(scope_of(head), MAY)["I01"].value == 3
    assert figures(scope_of(make_actor(make_user("director", tree.root))), MAY)["I01"].value == 4
    lines = series.by_structure(EVERYWHERE, MAY)
    assert {line.structure.pk: line.figures["I01"].value for line in lines} == {
        tree.directorate.pk: 3, tree.far_directorate.pk: 1,
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        scope_of(head, tree.far_office.pk)
    with pytest.raises(NotAllowed):
        scope_of(make_actor(make_user("trainer", tree.office)))
    with pytest.raises(NotAllowed):
        scope_of(near, action="export")


def test_the_stock_of_any_day_is_what_a_plain_count_of_that_day_gave(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    counted: dict[date, int] = {}
    cards: list[Card] = []
    for step in range(40):
        day = date(2026, 1, 5) + timedelta(days=6 * step)
        if step % 2 == 0:
            cards.append(register(tree, actor, day, surname=f"Touré{'abcdefghijklmnopqrstuvwxyz'[step // 2]}"))
        elif step % 4 == 1:
            card = cards[7 * step % len(cards)]
            card.refresh_from_db()
            if card.state == "active":
                counselling.suspend_card(actor=on(day, actor).because("motif"), card_id=card.pk)
            else:
                counselling.reactivate_card(actor=on(day, actor), card_id=card.pk)
        counselling.fall_due(actor=system(datetime.combine(day, time(23), UTC)))
        counselling.strike_off_overdue(actor=system(datetime.combine(day, time(23, 30), UTC)))
        counted[day] = Card.objects.filter(state="active").count()
    assert len(set(counted.values())) > 4
    assert {day: active_stock(EVERYWHERE, day) for day in counted} == counted


def test_the_spreadsheet_holds_the_same_figures(tree: Tree) -> None:
    actor = make_actor(structure=tree.office)
    register(tree, actor, date(2026, 5, 4))
    scope = Scope(structures=frozenset({tree.office.pk}))
    now = figures(scope, MAY)
    book = load_workbook(
        BytesIO(
            workbook(
                name="Agence de Ségou", period=MAY, now=now, before=series.comparison(scope, MAY),
                months=series.by_month(scope, MAY), regions=series.by_region(scope, MAY),
                structures=series.by_structure(scope, MAY),
            )
        )
    )  # fmt: skip
    rows = {row[0].value: row[2].value for row in book.worksheets[0].iter_rows(min_row=2, max_col=3)}
    assert {code: rows[code] for code in now} == {code: figure.value for code, figure in now.items()}
    regions = {row[0].value: row[3].value for row in book.worksheets[2].iter_rows(min_row=2)}
    assert regions["ML-4"] == 1


def test_periods() -> None:
    assert month_of(date(2026, 2, 11)) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert year_to(date(2026, 11, 23)) == Period(date(2025, 12, 1), date(2026, 11, 30))
    assert [month.first.month for month in year_to(date(2026, 2, 3)).months()] == [
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        1,
        2,
    ]
    with pytest.raises(ValueError, match="period"):
        Period(date(2026, 5, 2), date(2026, 5, 1))
