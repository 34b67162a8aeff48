"""The tables of training: from enrolment to work, cost of one person placed, small counts; trades asked for and taught."""

from datetime import timedelta
from fractions import Fraction

import pytest

from apprenticing import make_contract, make_master, make_youth
from apprenticing import make_school as make_workshop_school
from baarasira.kernel.actor import EVERYWHERE, Scope
from baarasira.people.models import Person
from baarasira.statistics.returns.board import Shown
from baarasira.statistics.returns.tables import EVERY_YEAR, GRAND, Cell
from baarasira.statistics.training.board import CENTRE, COURSE, ORIGIN, SEX, Measure, board_of
from baarasira.statistics.training.charts import stages_chart, trades_chart, trades_shown, trades_title
from baarasira.statistics.training.export import table, trades_table
from baarasira.statistics.training.outcomes import Trained, trained
from baarasira.statistics.training.trades import EVERYWHERE as ALL
from baarasira.statistics.training.trades import Line, trades
from baarasira.statistics.training.words import Names
from baarasira.training.certificates.enums import SourceKind
from baarasira.training.certificates.queries import waiting
from baarasira.training.courses import actions
from baarasira.training.courses.models import Enrolment, Session
from certifying import make_certificate, make_school
from factories import TODAY, make_opening, make_person, make_structure, make_territory
from ordering import export_of, load_export, make_place, make_platform
from teaching import after, attend, follow, make_enrolment, make_session, officer, quiz

pytestmark = pytest.mark.django_db
FAR = TODAY + timedelta(days=400)


def row(**values: object) -> Trained:
    own = {
        "year": 2026, "centre": "a", "course": "cree", "sex": "F", "origin": "seeker", "present": True, "finished": True,
        "certified": False, "at_work": None,
    }  # fmt: skip
    return Trained(**{**own, **values})  # type: ignore[arg-type]


def test_every_road_of_training_is_a_row_with_how_far_it_went() -> None:
    """CREE: five enrolled, one never came and does not complete; 600 000 francs, 120 000 each. At six months two are known."""
    centre = make_structure(make_structure(), kind="cpr")
    people = [make_person(sex="F") for _n in range(4)]
    session = make_session(centre)
    absent = make_enrolment(session, make_person(sex="M", situation="returnee"))
    rows = closed(session, people, absent)
    follow(rows[0], 6, "employed")
    follow(rows[1], 6, "seeking")
    platform = make_platform(centre.parent and make_structure(centre.parent, kind="department"))
    day = TODAY
    make_place(platform, email="awa@example.org")
    load_export(platform, export_of(("awa@example.org", "py1", 100, day, day)))
    school = make_workshop_school(centre.parent)
    make_contract(school, make_master(school), make_youth(school))

    found = trained(EVERYWHERE, FAR)
    board = board_of(found, 1)
    total = {measure: board.show(measure, GRAND).value for measure in Measure}
    # Enrolled: 5 + 1 place + 1 apprentice. Present: 4 + 1 + 1. Finished: 4 of CREE, the online course. Certified: the
    # platform's own certificate. Known at six months 2, at work 1. Cost: 2 × 120 000 for the two known, over one at work.
    assert total == {
        "enrolled": 7, "present": 6, "finished": 5, "certified": 1, "known": 2, "work": 1, "cost": 240_000,
    }  # fmt: skip
    assert board.show(Measure.ENROLLED, Cell(SEX, "F", EVERY_YEAR)).value == 4 + sum(
        item.sex == "F" and item.course != "cree" for item in found
    )
    assert board.show(Measure.ENROLLED, Cell(ORIGIN, "returnee", EVERY_YEAR)).value == 1
    assert board.show(Measure.FINISHED, Cell(COURSE, "cree", EVERY_YEAR)).value == 4
    assert board.show(Measure.ENROLLED, Cell(CENTRE, str(centre.pk), EVERY_YEAR)).value == 5
    assert len(trained(Scope(structures=frozenset({centre.pk})), FAR)) == 5
    names = Names(board.values[CENTRE])
    said = {str(line[2]) for line in table(board, names)[1]}
    assert "Total" in said
    assert any("Apprentissage" in name for name in said)
    assert "<svg" in stages_chart(board, EVERY_YEAR, names)


def closed(session: Session, people: list[Person], absent: Enrolment) -> list[Enrolment]:
    """Close a session of 600 000 francs that all but one attended."""
    rows = [make_enrolment(session, person) for person in people]
    attend(session, {absent: "absent"})
    for enrolment in [*rows, absent]:
        quiz(enrolment, "exit", at=after(session))
    actions.close_session(actor=officer(session.centre, after(session)), session_id=session.pk, cost=600_000)
    return list(session.enrolments.exclude(pk=absent.pk).order_by("id"))


def test_a_certificate_counts_once_it_is_signed_by_the_second_person() -> None:
    school = make_school()
    proposed = make_certificate(school, state="proposed")
    assert proposed.source_kind == SourceKind.ENROLMENT
    assert not waiting(school.officer).exists()
    assert [item.certified for item in trained(EVERYWHERE, FAR)] == [False]
    make_certificate(school)
    assert sorted(item.certified for item in trained(EVERYWHERE, FAR)) == [False, True]


def test_a_small_count_is_held_and_cannot_be_found_again_by_subtraction() -> None:
    rows = [row() for _n in range(20)] + [row(origin="returnee", sex="M") for _n in range(2)]
    rows += [row(origin="employee", sex="M") for _n in range(9)]
    board = board_of(rows, 5)
    held = {cell.value for cell in board.held[Measure.ENROLLED] if cell.dimension == ORIGIN and cell.year == EVERY_YEAR}
    assert "returnee" in held
    assert len(held) >= 2  # with one alone, the total would give it away
    assert board.show(Measure.ENROLLED, GRAND).value == 31
    # Of 20 known, 18 work: the two who do not are few, so those who do are held, and what they cost with them.
    known = [row(at_work=True, cost=Fraction(1000)) for _n in range(18)] + [row(at_work=False) for _n in range(2)]
    few = board_of(known, 5)
    assert few.show(Measure.WORK, GRAND).held
    assert few.show(Measure.COST, GRAND).held


def test_what_a_session_cost_is_shared_by_all_who_were_enrolled() -> None:
    thirds = [row(at_work=True, cost=Fraction(1_000_000, 3)) for _n in range(2)] + [row(cost=Fraction(1_000_000, 3))]
    assert board_of(thirds, 1).show(Measure.COST, GRAND).value == pytest.approx(1_000_000 / 3)
    assert board_of([row(cost=Fraction(5))], 1).show(Measure.COST, GRAND).value is None


def test_trades_asked_for_that_nobody_learns_and_the_reverse_by_region() -> None:
    segou, kayes = make_territory("ML-4", "Ségou"), make_territory("ML-1", "Kayes")
    office = make_structure(make_structure())
    make_opening(office, occupation="7212", seats=3, region=segou.code)
    make_opening(office, occupation="7212", seats=1, region=kayes.code)
    make_opening(office, occupation="5120", seats=2, region=segou.code, state="cancelled")
    school = make_workshop_school()
    master = make_master(school)
    make_contract(school, master, make_youth(school, region=segou.code))
    trade = master.trade.occupation
    found = trades(EVERYWHERE, TODAY.replace(month=1, day=1), TODAY + timedelta(days=1), 1)
    lines = {line.trade: line for line in found.lines(segou.code)}
    assert (lines["7212"].asked, lines["7212"].untaught) == (3, True)
    assert (lines[trade].asked, lines[trade].trained.value, lines[trade].unasked) == (0, 1, True)
    assert "5120" not in lines  # cancelled: nobody asks for it
    assert {line.trade: line.asked for line in found.lines(ALL)}["7212"] == 4
    assert set(found.regions) == {segou.code, kayes.code}
    few = trades(EVERYWHERE, TODAY.replace(month=1, day=1), TODAY + timedelta(days=1), 5)
    assert few.trained(trade, segou.code).held
    assert few.trained(trade, ALL).held
    assert not {line.trade: line for line in few.lines(ALL)}[trade].untaught
    assert "<svg" in trades_chart(found.lines(ALL))
    assert trades_title(found.lines(ALL)).startswith("1")
    said = [line for line in trades_table(found, {})[1] if line[1] == "7212"]
    assert said[0][3:5] == [4, 0]


def test_the_picture_keeps_room_for_both_ends() -> None:
    asked = [Line(f"1{n:03}", 50 - n, Shown(0)) for n in range(30)]
    unasked = [Line(f"9{n:03}", 0, Shown(n + 1)) for n in range(30)]
    shown = trades_shown([*asked, *unasked])
    assert [line.asked for line in shown] == [50, 49, 48, 47, 46, 45, 44, *[0] * 7]
    assert shown[-7].trained.value == 30


def test_nobody_is_counted_before_the_day() -> None:
    session = make_session()
    make_enrolment(session)
    assert trained(EVERYWHERE, session.starts_on - timedelta(days=1)) == []
    assert len(trained(EVERYWHERE, session.starts_on)) == 1
