"""The indicators R01–R15 on a small case made by the real actions and counted by hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from baarasira.kernel.actor import EVERYWHERE
from baarasira.programmes.eligibility import months_after
from baarasira.reintegration.cases import actions as cases
from baarasira.reintegration.cases.models import Case
from baarasira.reintegration.funds import actions as funds
from baarasira.reintegration.projects import actions as projects
from baarasira.reintegration.visits import actions as visits
from baarasira.reintegration.visits.enums import REFUSED
from baarasira.reintegration.visits.inputs import VisitData
from baarasira.reintegration.visits.survey import next_item
from baarasira.statistics.indicators import Figure, Unit
from baarasira.statistics.returns import indicators
from baarasira.statistics.returns.board import Measure, board_of
from baarasira.statistics.returns.indicators import RETURNS, figures, protected, shown_figures
from baarasira.statistics.returns.outcomes import Seen, alive_at, life_of, outcomes
from baarasira.statistics.returns.survival import Life
from baarasira.statistics.returns.tables import GRAND, Cell
from baarasira.statistics.scopes import Period
from committees import decided, mark, sitting, submitted
from factories import NOW, TODAY, make_actor, make_person, make_tree
from funding import House, make_house, paid, proposed_grant, signed
from returning import focal, make_body, make_case, make_planned, make_referral, partner_user

pytestmark = pytest.mark.django_db
YEAR_ON = Period(TODAY, months_after(TODAY, 12) + timedelta(days=10))


def at(day: date) -> datetime:
    return NOW + (day - TODAY)


def begun(case: Case) -> Case:
    """Bring a planned case of business to its start, today."""
    for name in ("submit", "fund"):
        cases.advance(actor=focal(case.owner), case_id=case.pk, name=name)
    return cases.advance(actor=focal(case.owner), case_id=case.pk, name="start", on=TODAY)


def visited(case: Case, month: int, **values: Any) -> None:
    row = case.visits.get(month=month, state="planned")
    own = {"found": "person", "mode": "place", "done_on": row.due_on, "active": True, "living": "partly", "sales": 90_000,
           "costs": 60_000}  # fmt: skip
    visits.make_visit(actor=focal(case.owner, at(row.due_on)), visit_id=row.pk, data=VisitData(**{**own, **values}))


def test_r01_to_r11_of_four_returnees_of_one_office() -> None:
    """Four come back thirty days before they are met; three have a business that starts, on 23 November.

    Awa (woman): at work at months 6 and 12, two women and one man paid at the last visit, does not mean to leave.
    Bakary: at work at month 6, ceased at month 12, means to leave. Cheick: ceased at month 6 and closed as a failure.
    Djénéba: received and met, no plan; closed as left again. Her return was thirty days ago: her month is over at the end.
    """
    office = make_tree().office
    awa, bakary, cheick = (
        begun(make_planned(make_case(make_person(office, surname=name, sex=sex))))
        for name, sex in (("Awa", "F"), ("Bakary", "M"), ("Cheick", "M"))
    )
    djeneba = make_case(make_person(office, surname="Djeneba", sex="F"))
    visited(awa, 6, paid_women=1, paid_men=0)
    visited(awa, 12, paid_women=2, paid_men=1, leave_again=False)
    visited(bakary, 6, paid_women=0, paid_men=1)
    visited(bakary, 12, active=False, paid_women=0, paid_men=0, leave_again=True, problems=["sales"])
    visited(cheick, 6, active=False, paid_women=0, paid_men=0, problems=["cash", "sales"])
    after = at(months_after(TODAY, 6) + timedelta(days=3))
    head = focal(office, after)
    cases.close(actor=head, case_id=cheick.pk, closing="failure", words="L'atelier est fermé depuis mars.")
    cases.close(actor=head, case_id=djeneba.pk, closing="remigration", words="Elle est repartie en Espagne.")
    found = figures(EVERYWHERE, YEAR_ON)
    assert found["R01"].value == 4
    # All four came back 30 days before TODAY: three plans signed on the thirtieth day, one never.
    assert (found["R02"].over, found["R02"].under, found["R02"].value) == (3, 4, 0.75)
    # Six months: Awa and Bakary of three. Twelve: Awa of Awa, Bakary and Cheick, who closed as a failure before.
    assert found["R06.6"].value == pytest.approx(2 / 3)
    assert found["R06.12"].value == pytest.approx(1 / 3)
    # Last visits: Awa 3 paid, Bakary 0, Cheick 0 → 3 jobs for 3 businesses.
    assert found["R07"].value == 1.0
    # Two cases closed, none of them lost.
    assert (found["R09"].value, found["R09"].under) == (0, 2)
    # Asked: Awa no, Bakary yes; Cheick was not asked.
    assert found["R10"].value == 0.5

    rows, foreign = outcomes(EVERYWHERE, YEAR_ON.last)
    assert foreign == 0
    board = board_of(rows, 1)
    business = Cell("axis", "business", TODAY.year)
    shown = {
        m: board.show(m, business).value for m in (Measure.PLANNED, Measure.STARTED, Measure.KNOWN12, Measure.JOBS)
    }
    assert shown == {Measure.PLANNED: 3, Measure.STARTED: 3, Measure.KNOWN12: 3, Measure.JOBS: 3}
    assert board.show(Measure.REFERRED, Cell("sex", "F", TODAY.year)).value == 2
    # Failed: Cheick as closed, Bakary as found; Djénéba had nothing funded nor started. Sales were named by both.
    assert (board.failure(GRAND).value, board.failure(Cell("reason", "ceased", 0)).value) == (2, 2)
    assert board.failure(Cell("problem", "sales", 0)).value == 2
    lives = sorted((row.life for row in rows if row.life is not None), key=lambda life: (life.days, life.ceased))
    half, whole = (months_after(TODAY, 6) - TODAY).days, (months_after(TODAY, 12) - TODAY).days
    assert lives == [Life(half, True), Life(whole, False), Life(whole, True)]


def test_r03_r04_r05_and_r12_from_a_project_to_its_money() -> None:
    """One project submitted and granted the same day, 1 000 000 granted, its first tranche of 40 % paid; CREE done that day."""
    house: House = make_house()
    project = submitted(house)
    session, members = sitting(house, project)
    mark(members, session.hearings.get())
    projects.open_marks(actor=house.actor("department"), session_id=session.pk)
    decided(house, session, session.hearings.get())
    projects.close_session(actor=house.actor("department"), session_id=session.pk)
    grant = proposed_grant(house, project.case, project_id=project.pk)
    grant = funds.decide_grant(actor=house.actor("director"), grant_id=grant.pk)
    first = grant.tranches.get(number=1)
    paid(house, signed(house, first))
    found = figures(EVERYWHERE, Period(TODAY, TODAY + timedelta(days=30)))
    assert (found["R03"].value, found["R03"].under) == (1.0, 1)
    assert (found["R04"].over, found["R04"].under) == (400_000, 1_000_000)
    assert (found["R05"].value, found["R05"].under) == (0, 1), "funded, not started yet"
    assert (found["R12"].value, found["R12.cree"].value, found["R12.germe"].value) == (1, 1, 0)
    assert found["R13"].under == 0
    later = figures(EVERYWHERE, Period(TODAY + timedelta(days=31), months_after(TODAY, 6)))
    assert (later["R13"].value, later["R13"].under) == (0, 1), "six months after CREE nothing has started"
    board = board_of(outcomes(EVERYWHERE, TODAY)[0], 1)
    assert (board.show(Measure.COMMITTED, GRAND).value, board.show(Measure.PAID, GRAND).value) == (1_000_000, 400_000)
    assert shown_figures(EVERYWHERE, Period(TODAY, TODAY))["R04"].held, "one person's money"


def answered(worth: str) -> dict[str, str]:
    """Answer every question asked by the option worth the most (``best``), the least (``worst``), or by a refusal."""
    given: dict[str, str] = {}
    while (item := next_item(given)) is not None:
        ranked = sorted(item.options, key=lambda option: option.score)
        given[item.key] = REFUSED if worth == "refused" else ranked[-1 if worth == "best" else 0].key
    return given


def surveyed(case: Case, wave: str, worth: str) -> None:
    actor = focal(case.owner)
    row = visits.begin(actor=actor, case_id=case.pk, wave=wave, mode="place", language="bm", consented=True)
    visits.answer(actor=actor, survey_id=row.pk, answers=answered(worth))
    visits.finish(actor=actor, survey_id=row.pk)


def test_r08_of_four_who_were_asked_three_both_times() -> None:
    """Awa from 0 to 1 everywhere; Bakary from 0 to 0; Cheick says nothing the second time; Djénéba is asked once (1).

    Before: 0 and 0, mean 0. After: 1 and 0, mean 0.5 in each dimension, of two. Below 0.33 at the end: Bakary, one of two.
    """
    office = make_tree().office
    asked = {
        "Awa": ("worst", "best"),
        "Bakary": ("worst", "worst"),
        "Cheick": ("worst", "refused"),
        "Djénéba": ("best",),
    }
    for name, worths in asked.items():
        case = make_case(make_person(office, given_names=name, surname="Coulibaly"))
        for wave, worth in zip(("baseline", "final"), worths, strict=False):
            surveyed(case, wave, worth)
    found = figures(EVERYWHERE, Period(TODAY, TODAY))
    for dimension in ("economic", "social", "psychosocial"):
        before, after = (found[f"R08.{dimension}.{part}"] for part in ("before", "after"))
        assert (before.value, before.over) == (0, 2)
        assert (after.value, after.over) == (0.5, 2)
    assert (found["R08.low"].over, found["R08.low"].under) == (1, 2)


def test_r11_of_three_referrals_one_is_carried_through() -> None:
    case = make_case()
    bodies = [make_body(country="ML", needs=["funding", "health"]) for _place in range(2)]
    ids = [make_referral(case, bodies[0]), make_referral(case, bodies[0], "health"), make_referral(case, bodies[1])]
    one, two = make_actor(partner_user(bodies[0])), make_actor(partner_user(bodies[1]))
    cases.accept(actor=one, referral_id=ids[0])
    cases.hand_back(actor=one, referral_id=ids[0], words="Le suivi est terminé, la personne va bien.")
    cases.refuse(actor=two, referral_id=ids[2], motive="area", words="Hors de notre zone.")
    found = figures(EVERYWHERE, Period(TODAY, TODAY))["R11"]
    assert (found.value, found.under) == (0.5, 2), "one handed back, one refused; the third goes on"


def test_alive_and_lives_follow_what_visits_found() -> None:
    start, on = date(2026, 1, 10), date(2027, 6, 1)
    six, late, stop = (
        Seen(date(2026, 7, 12), 6, True),
        Seen(date(2026, 11, 1), 0, False),
        Seen(date(2027, 2, 1), 12, True),
    )
    do = {"started": start, "failed_on": None}
    assert alive_at(6, seen=[six], on=date(2026, 7, 9), **do) is None, "the day is to come"
    assert alive_at(6, seen=[six], on=on, **do) is True
    assert alive_at(12, seen=[six], on=on, **do) is None, "nobody has been there since"
    assert alive_at(12, seen=[six, late], on=on, **do) is False, "found ceased, and never again at work"
    assert alive_at(12, seen=[six, late, stop], on=on, **do) is True, "at work again at the twelfth month"
    assert alive_at(12, seen=[], on=on, started=start, failed_on=date(2026, 5, 1)) is False
    assert life_of(seen=[six, late], **do) == Life((late.on - start).days, True)
    assert life_of(seen=[six, late, stop], **do) == Life((stop.on - start).days, False)
    assert life_of(seen=[], **do) == Life(0, False)


@pytest.mark.parametrize(
    ("over", "under", "held"),
    [(4, 40, True), (40, 43, True), (5, 40, False), (0, 40, False), (0, 3, True), (10, 10, False)],
)
def test_a_share_is_held_for_those_it_counts_and_those_it_leaves_out(over: int, under: int, held: bool) -> None:
    assert protected(Figure("R09", over / under, Unit.SHARE, over, under), 5).held is held


def test_what_nothing_records_is_awaited_until_a_room_feeds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "_FEEDS", {})
    found = figures(EVERYWHERE, YEAR_ON)
    assert {code for code, figure in found.items() if figure.awaited} == {
        "R12.cost", "R14.enrolled", "R14.completed", "R14.certified", "R14.inserted", "R15",
    }  # fmt: skip
    assert list(RETURNS) == [f"R{number:02}" for number in range(1, 16)]
    indicators.feed("R15", lambda scope, period: [Figure("R15", 0.8, Unit.SHARE, 8, 10)])
    assert figures(EVERYWHERE, YEAR_ON)["R15"].value == 0.8


def test_the_service_feeds_all_that_was_awaited() -> None:
    assert not [code for code, figure in figures(EVERYWHERE, YEAR_ON).items() if figure.awaited]
