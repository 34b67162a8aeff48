"""Apprenticeship through its actions: entrance, contract, phone, logbook, visits, allowance, examination, what follows."""

from datetime import date, timedelta
from fractions import Fraction
from uuid import uuid4

import pytest
from django.db import connection

from apprenticing import (
    PICTURES,
    School,
    bind_phone,
    contract_data,
    give_marks,
    jurors,
    make_contract,
    make_exam,
    make_master,
    make_school,
    make_youth,
    note_data,
    paper,
    signatures,
    voice,
)
from baarasira.accounts.enums import Role
from baarasira.kernel import events as kernel_events
from baarasira.kernel.actor import EVERYWHERE, Actor, visitor
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.training.apprenticeships import events, marks
from baarasira.training.apprenticeships.actions import (
    allowances,
    contracts,
    examinations,
    insertion,
    intakes,
    logbook,
    masters,
    phones,
    visits,
)
from baarasira.training.apprenticeships.inputs import DayData, InsertionData, IntakeData, VisitData
from baarasira.training.apprenticeships.models import Contract, LogEntry, MarkChange, Master, Phone
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.training.apprenticeships.queries import figures
from baarasira.training.apprenticeships.queries import logbook as books
from factories import NOW, TODAY, make_actor, make_structure

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ADDRESS = "https://baarasira.example"


@pytest.fixture
def school() -> School:
    return make_school()


def codes(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def as_master(master: Master, at: object = NOW) -> Actor:
    assert master.user is not None
    return Actor(user=master.user, at=at, channel="sync")  # type: ignore[arg-type]


def day_data(contract: Contract, mark: str, on: date = TODAY, **values: object) -> DayData:
    own = {"device_entry": uuid4(), "contract_id": contract.pk, "on": on, "mark": mark, "noted_at": NOW}
    return DayData(**{**own, **values})  # type: ignore[arg-type]


# entrance


def intake_data(**values: object) -> IntakeData:
    own = {
        "title": "Rentrée 2026", "opens_on": TODAY, "closes_on": TODAY + 5 * DAY, "test_on": TODAY + 7 * DAY,
        "seats": {"mecanique-auto": 2, "couture": 1},
    }  # fmt: skip
    return IntakeData(**{**own, **values})  # type: ignore[arg-type]


def test_the_admitted_are_the_first_by_marks_spread_over_the_masters_and_published_by_another(school: School) -> None:
    officer, director = school.at("officer"), school.at("director")
    one = make_master(school, capacity=1)
    other = make_master(school, surname="Diallo", capacity=1)
    intake = intakes.open_intake(actor=officer, centre_id=school.centre.pk, data=intake_data())
    pupil = make_youth(school, surname="Petit")
    pupil.born = date(TODAY.year - 14, 12, 31)  # nobody registers so young: an older file may be wrong
    pupil.save()
    with pytest.raises(RuleRefused) as error:
        intakes.apply(
            actor=officer, intake_id=intake.pk, person_id=pupil.pk, trade="mecanique-auto", out_of_school=False
        )
    assert codes(error) == {"apprentice_age", "apprentice_school"}
    rows = [
        intakes.apply(
            actor=officer, intake_id=intake.pk, trade="mecanique-auto", out_of_school=True,
            person_id=make_youth(school, surname=name).pk,
        )
        for name in ("Alpha", "Bravo", "Charlie", "Delta")
    ]  # fmt: skip
    tested = NOW + 7 * DAY
    with pytest.raises(RuleRefused):  # before the day of the test
        intakes.mark_test(actor=officer, applicant_id=rows[0].pk, practical="12", oral="12")
    officer, director = school.at("officer", tested), school.at("director", tested)
    for row, (practical, oral) in zip(rows, [("12", "12"), ("11,5", "12.5"), ("15", "14"), ("4", "9,25")], strict=True):
        intakes.mark_test(actor=officer, applicant_id=row.pk, practical=practical, oral=oral)
    with pytest.raises(RuleRefused) as error:
        intakes.mark_test(actor=officer, applicant_id=rows[0].pk, practical="21", oral="12")
    assert codes(error) == {"mark"}
    intakes.rank(actor=officer, intake_id=intake.pk)
    with pytest.raises(NotAllowed):
        intakes.publish(actor=officer, intake_id=intake.pk)
    intakes.publish(actor=director, intake_id=intake.pk)
    for row in rows:
        row.refresh_from_db()
    assert [(row.state, row.rank) for row in rows] == [("admitted", 2), ("waiting", 3), ("admitted", 1), ("refused", 4)]
    assert {rows[2].master, rows[0].master} == {one, other}
    # Who withdraws leaves the seat, and the master, to the first who waits.
    intakes.withdraw(actor=officer, applicant_id=rows[0].pk, reason="Parti chez son oncle à Dakar.")
    rows[1].refresh_from_db()
    assert (rows[1].state, rows[1].master) == ("admitted", other)


def test_a_call_is_cancelled_with_a_reason_until_its_list_is_published(school: School) -> None:
    officer = school.at("officer")
    intake = intakes.open_intake(actor=officer, centre_id=school.centre.pk, data=intake_data())
    row = intakes.apply(
        actor=officer, intake_id=intake.pk, person_id=make_youth(school).pk, trade="couture", out_of_school=True
    )
    with pytest.raises(RuleRefused) as error:
        intakes.cancel(actor=officer, intake_id=intake.pk, reason="Non")
    assert codes(error) == {"words_missing"}
    with pytest.raises(NotAllowed):
        intakes.cancel(actor=make_school().at("officer"), intake_id=intake.pk, reason="Un autre centre le voudrait.")
    ended = intakes.cancel(actor=officer, intake_id=intake.pk, reason="Aucun maître n'a de place cette année.")
    row.refresh_from_db()
    assert (ended.state, row.state) == ("cancelled", "withdrawn")
    with pytest.raises(WrongState):
        intakes.cancel(actor=officer, intake_id=intake.pk, reason="Une seconde fois, pour rien.")


def test_a_corrected_mark_has_its_author_and_reason_and_keeps_what_stood(school: School) -> None:
    officer = school.at("officer")
    intake = intakes.open_intake(
        actor=officer, centre_id=school.centre.pk, data=intake_data(closes_on=TODAY, test_on=TODAY)
    )
    row = intakes.apply(
        actor=officer, intake_id=intake.pk, person_id=make_youth(school).pk, trade="couture", out_of_school=True
    )
    intakes.mark_test(actor=officer, applicant_id=row.pk, practical="12", oral="10")
    assert not MarkChange.objects.exists()
    with pytest.raises(RuleRefused) as error:
        intakes.mark_test(actor=officer, applicant_id=row.pk, practical="14", oral="10")
    assert codes(error) == {"words_missing"}
    intakes.mark_test(
        actor=officer, applicant_id=row.pk, practical="14", oral="10", reason="Erreur de report de la fiche."
    )
    change = MarkChange.objects.get()
    assert (change.field, change.former_4, change.new_4, change.by) == ("practical_4", 48, 56, school.officer)


def test_marks_are_quarter_points_out_of_twenty() -> None:
    read = {
        text: marks.read_mark(text) for text in ("0", "12,25", "12.5", "20", "20,25", "21", "-1", "12,3", "douze", "")
    }
    assert read == {
        "0": 0, "12,25": 49, "12.5": 50, "20": 80, "20,25": None, "21": None, "-1": None, "12,3": None, "douze": None, "": None,
    }  # fmt: skip
    assert marks.weighted([(40, 40), (48, 20), (60, 30)], 2, 1) == Fraction(2 * 148 + 90, 36)
    assert marks.hundredths(Fraction(193, 18)) == 1072


# contract


def test_a_contract_holds_the_rules_of_dual_apprenticeship(school: School) -> None:
    master, officer = make_master(school), school.at("officer")
    person = make_youth(school)
    for values, code in (
        ({"workshop_days": [0, 1, 2], "centre_days": [3, 4]}, "week_share"),
        ({"workshop_days": [0, 1, 2, 3], "centre_days": [3]}, "week_twice"),
        ({"workshop_days": [0, 1, 2, 3], "centre_days": []}, "week_empty"),
        ({"workshop_days": [0, 1, 2, 3, 4, 5], "centre_days": [6]}, "week_share"),
        ({"insured_to": TODAY}, "insurance"),
        ({"parent_name": ""}, "parent"),
        ({"out_of_school": False}, "apprentice_school"),
    ):
        with pytest.raises(RuleRefused) as error:
            contracts.prepare(actor=officer, person_id=person.pk, data=contract_data(master, **values))
        assert codes(error) == {code}, values
    empty = make_master(school, trade="coiffure")
    with pytest.raises(RuleRefused) as error:
        contracts.prepare(actor=officer, person_id=person.pk, data=contract_data(empty))
    assert codes(error) == {"trade_empty"}
    grown = make_youth(school, born="1990", surname="Adulte")
    made = contracts.prepare(
        actor=officer, person_id=grown.pk, data=contract_data(master, parent_name="", parent_phone="")
    )
    assert made.ends_on == add_months(TODAY, 36) - DAY
    with pytest.raises(RuleRefused) as error:
        contracts.prepare(actor=officer, person_id=grown.pk, data=contract_data(master))
    assert codes(error) == {"apprentice_twice"}
    make_contract(school, master, person)
    with pytest.raises(RuleRefused) as error:
        contracts.prepare(actor=officer, person_id=make_youth(school, surname="Trois").pk, data=contract_data(master))
    assert codes(error) == {"master_full"}


def test_r_16_all_sign_and_the_centre_signs_by_another_person(school: School) -> None:
    master = make_master(school)
    row = make_contract(school, master, until="draft")
    officer, director = school.at("officer"), school.at("director")
    with pytest.raises(RuleRefused) as error:
        contracts.approve(actor=director, contract_id=row.pk)
    assert codes(error) == {"signature_apprentice", "signature_master", "signature_parent"}
    contracts.record_signatures(actor=officer, contract_id=row.pk, data=signatures(read_in=""))
    with pytest.raises(RuleRefused) as error:
        contracts.approve(actor=director, contract_id=row.pk)
    assert codes(error) == {"signature_read"}
    contracts.record_signatures(actor=officer, contract_id=row.pk, data=signatures())
    with pytest.raises(NotAllowed):
        contracts.approve(actor=officer, contract_id=row.pk)
    both = make_actor(school.officer)
    both.user.memberships.create(structure=school.centre, role=Role.DIRECTOR, valid_from=TODAY)  # type: ignore[union-attr]
    both.user.forget_memberships()  # type: ignore[union-attr]
    with pytest.raises(NotAllowed):
        contracts.approve(actor=both, contract_id=row.pk)
    assert list(queries.to_approve(both)) == []
    assert list(queries.to_approve(director)) == [row]
    row = contracts.approve(actor=director, contract_id=row.pk)
    assert row.state == "running"
    assert [visit.due_on for visit in row.visits.all()][:2] == [add_months(TODAY, 3), add_months(TODAY, 6)]
    assert row.visits.count() == 11


def test_a_terminated_contract_says_why_and_its_coming_visits_are_cancelled(school: School) -> None:
    row = make_contract(school, make_master(school))
    later = school.at("officer", NOW + 100 * DAY)
    with pytest.raises(RuleRefused):
        contracts.complete(actor=later, contract_id=row.pk)
    ended = contracts.terminate(
        actor=later, contract_id=row.pk, reason="safety", words="Brûlures, pas de gants fournis.", on=later.today
    )
    assert (ended.state, ended.end_reason) == ("terminated", "safety")
    assert list(ended.visits.values_list("state", flat=True)) == ["planned"] + ["cancelled"] * 10  # the late one stays


# the phone of the master


def test_a_phone_is_bound_once_opens_by_three_pictures_and_is_revoked(school: School) -> None:
    master, officer = make_master(school), school.at("officer")
    _row, spent = phones.make_link(actor=officer, master_id=master.pk)
    _row, token = phones.make_link(actor=officer, master_id=master.pk)
    with pytest.raises(WrongState):
        phones.bind(actor=visitor(NOW), token=spent, pictures=PICTURES)
    with pytest.raises(WrongState):
        phones.bind(actor=visitor(NOW + timedelta(minutes=31)), token=token, pictures=PICTURES)
    with pytest.raises(RuleRefused):
        phones.bind(actor=visitor(NOW), token=token, pictures=("fish", "sun", "lion"))
    phone, secret = phones.bind(actor=visitor(NOW), token=token, pictures=PICTURES)
    with pytest.raises(WrongState):
        phones.bind(actor=visitor(NOW), token=token, pictures=PICTURES)
    assert phones.phone_of(secret) == phone
    assert phones.open_with(actor=visitor(NOW), secret=secret, pictures=("sun", "fish", "drum")) is None
    user = phones.open_with(actor=visitor(NOW), secret=secret, pictures=PICTURES)
    assert user is not None
    assert user.roles(TODAY) == {Role.WORKSHOP_MASTER}
    assert not user.has_usable_password()
    kept = " ".join(str(value) for value in Phone.objects.values_list().get(pk=phone.pk))
    assert secret not in kept
    assert token not in kept
    with pytest.raises(NotAllowed):
        phones.revoke(actor=school.at("trainer"), phone_id=phone.pk, reason="Téléphone vendu au marché.")
    phones.revoke(actor=officer, phone_id=phone.pk, reason="Téléphone vendu au marché.")
    assert phones.phone_of(secret) is None
    with pytest.raises(WrongState):
        phones.open_with(actor=visitor(NOW), secret=secret, pictures=PICTURES)


def test_too_many_wrong_pictures_close_the_phone_until_it_is_bound_anew(school: School) -> None:
    master = make_master(school)
    _phone, secret = bind_phone(school, master)
    for _try in range(5):
        assert phones.open_with(actor=visitor(NOW), secret=secret, pictures=("moon", "moon", "moon")) is None
    with pytest.raises(WrongState):
        phones.open_with(actor=visitor(NOW), secret=secret, pictures=PICTURES)
    _phone, other = bind_phone(school, master)
    assert phones.open_with(actor=visitor(NOW), secret=other, pictures=PICTURES) == master.user


# the logbook


def test_an_entry_is_accepted_once_with_its_voice_for_the_own_apprentice_alone(school: School) -> None:
    master, other = make_master(school), make_master(school, surname="Diallo")
    phone, _secret = bind_phone(school, master)
    bind_phone(school, other)
    row = make_contract(school, master)
    data = note_data(row, "roue", 3, voice=voice())
    first = logbook.note(actor=as_master(master), data=data, phone=phone)
    again = logbook.note(actor=as_master(master), data=data, phone=phone)
    assert first == again
    assert LogEntry.objects.count() == 1
    assert books.voice_of(as_master(master), data.device_entry) == first.voice
    assert books.voice_of(as_master(other), data.device_entry) is None
    assert books.voice_of(school.at("trainer"), data.device_entry) == first.voice
    for stranger in (
        as_master(other),
        school.at("officer"),
        make_actor(role=Role.WORKSHOP_MASTER, structure=school.centre),
    ):
        with pytest.raises(NotAllowed):
            logbook.note(actor=stranger, data=note_data(row), phone=phone)
    with pytest.raises(RuleRefused):
        logbook.note(actor=as_master(master), data=note_data(row, level=5))
    with pytest.raises(RuleRefused):
        logbook.note(actor=as_master(master), data=note_data(row, voice=paper()))
    assert list(books.own_contracts(as_master(master))) == [row]
    assert list(books.own_contracts(as_master(other))) == []


def test_a_phone_whose_clock_is_wrong_loses_nothing(school: School) -> None:
    master = make_master(school)
    bind_phone(school, master)
    row = make_contract(school, master)
    for clock in (NOW - 20_000 * DAY, NOW + 400 * DAY):
        entry = logbook.note(actor=as_master(master, NOW + DAY), data=note_data(row, at=clock))
        assert (entry.on, entry.clock_doubtful) == (TODAY + DAY, True)
    # Sent after the contract ended, an entry of before its end counts.
    contracts.terminate(
        actor=school.at("officer", NOW + 5 * DAY), contract_id=row.pk, reason="agreed", words="D'un commun accord.",
        on=TODAY + 5 * DAY,
    )  # fmt: skip
    late = logbook.note(actor=as_master(master, NOW + 9 * DAY), data=note_data(row, at=NOW + 4 * DAY))
    assert late.on == TODAY + 4 * DAY
    with pytest.raises(RuleRefused):
        logbook.note(actor=as_master(master, NOW + 9 * DAY), data=note_data(row, at=NOW + 8 * DAY))


def test_what_was_taken_back_no_longer_counts_whichever_came_first(school: School) -> None:
    master = make_master(school)
    bind_phone(school, master)
    row = make_contract(school, master)
    held, wrong = note_data(row, "roue", 2), note_data(row, "roue", 4, at=NOW + timedelta(minutes=1))
    back = note_data(row, withdraws=wrong.device_entry, at=NOW + timedelta(minutes=2))
    for data in (back, held, wrong):  # the other phone had no network for longer
        logbook.note(actor=as_master(master, NOW + DAY), data=data)
    book = books.books([row])[row.pk]
    assert {task: entry.level for task, entry in book.tasks.items()} == {held.task_id: 2}


def test_two_phones_that_differ_on_a_day_are_both_kept_until_the_centre_settles(school: School) -> None:
    master = make_master(school)
    row = make_contract(school, master)
    one, _secret = bind_phone(school, master)
    other, _secret = bind_phone(school, master)
    actor = as_master(master)
    logbook.note_day(actor=actor, data=day_data(row, "absent"), phone=one)
    logbook.note_day(actor=actor, data=day_data(row, "present", noted_at=NOW + timedelta(minutes=3)), phone=other)
    assert books.days_of(row)[TODAY].differ == ("absent", "present")
    with pytest.raises(NotAllowed):
        logbook.settle_day(
            actor=school.at("trainer"), contract_id=row.pk, on=TODAY, mark="late", reason="Le maître dit retard."
        )
    logbook.settle_day(
        actor=school.at("officer"), contract_id=row.pk, on=TODAY, mark="late", reason="Le maître dit retard."
    )
    day = books.days_of(row)[TODAY]
    assert (day.mark, day.differ) == ("late", ())
    assert row.day_marks.count() == 3
    with pytest.raises(RuleRefused):
        logbook.note_day(actor=actor, data=day_data(row, "present", TODAY + DAY), phone=one)


# what follows


def visit_data(**values: object) -> VisitData:
    own = {
        "done_on": TODAY + 95 * DAY, "apprentice_seen": True, "progress": "good", "guidance": "fair", "safety": "good",
        "tools": "good", "hours_kept": True, "logbook_kept": True, "allowance_received": True,
    }  # fmt: skip
    return VisitData(**{**own, **values})  # type: ignore[arg-type]


def test_a_visit_is_late_until_it_is_made_and_what_is_bad_asks_for_an_act(school: School) -> None:
    row = make_contract(school, make_master(school))
    trainer = school.at("trainer", NOW + 95 * DAY)
    [due] = queries.visits_due(trainer)
    with pytest.raises(RuleRefused) as error:
        visits.make_visit(actor=trainer, visit_id=due.pk, data=visit_data(safety="bad"))
    assert codes(error) == {"visit_next"}
    made = visits.make_visit(
        actor=trainer, visit_id=due.pk, data=visit_data(safety="bad", next_action="Gants remis, retour dans 15 jours.")
    )
    assert (made.state, made.done_by) == ("done", school.trainer)
    assert list(queries.visits_due(trainer)) == []
    assert figures.workshop_visits(EVERYWHERE, TODAY, TODAY + 190 * DAY) == figures.Visits(planned=2, done=1)
    assert row.visits.count() == 11


def test_r_16_an_allowance_follows_attendance_and_two_people_record_it(school: School) -> None:
    begin = NOW.replace(month=9, day=1)
    master = make_master(school, begin)
    row = make_contract(school, master, at=begin)
    phone, _secret = bind_phone(school, master, begin)
    planned = [date(2026, 9, day) for day in range(1, 31) if date(2026, 9, day).weekday() < 5]
    for place, on in enumerate(planned):
        mark = "absent" if place < 4 else "excused" if place == 4 else "present"
        logbook.note_day(actor=as_master(master, NOW), data=day_data(row, mark, on), phone=phone)
    officer, director = school.at("officer"), school.at("director")
    with pytest.raises(RuleRefused):
        allowances.count_month(actor=officer, contract_id=row.pk, month=TODAY)
    due = allowances.count_month(actor=officer, contract_id=row.pk, month=date(2026, 9, 15))
    assert (due.planned_days, due.counted_days, due.amount) == (22, 18, 15_000 * 18 // 22)  # 82 %: day by day
    logbook.settle_day(
        actor=officer, contract_id=row.pk, on=planned[0], mark="excused", reason="Certificat médical remis."
    )
    logbook.settle_day(
        actor=officer, contract_id=row.pk, on=planned[1], mark="excused", reason="Certificat médical remis."
    )
    due = allowances.count_month(actor=officer, contract_id=row.pk, month=date(2026, 9, 1))
    assert (due.counted_days, due.amount) == (20, 15_000)  # from 90 % on, whole
    paid = allowances.record_paid(
        actor=officer, allowance_id=due.pk, paid_on=date(2026, 10, 3), reference="Reçu 14", evidence=paper()
    )
    with pytest.raises(NotAllowed):
        allowances.confirm_paid(actor=officer, allowance_id=paid.pk)
    assert list(queries.allowances_to_confirm(director)) == [paid]
    allowances.contest(actor=director, allowance_id=paid.pk, reason="Le reçu ne porte pas d'empreinte.")
    allowances.record_paid(
        actor=officer, allowance_id=due.pk, paid_on=date(2026, 10, 5), reference="Reçu 15", evidence=paper(extra=b"b")
    )
    assert allowances.confirm_paid(actor=director, allowance_id=due.pk).state == "confirmed"
    with pytest.raises(RuleRefused):
        allowances.count_month(actor=officer, contract_id=row.pk, month=date(2026, 9, 1))


def test_the_jury_is_one_trainer_and_two_professionals_and_no_master_judges_their_own(school: School) -> None:
    master = make_master(school)
    row = make_contract(school, master, until="completed")
    later = NOW + timedelta(days=1100)
    for bad in (jurors()[:2], [*jurors()[:2], jurors()[0]], [*jurors(), jurors()[2]], [jurors()[1], *jurors()[1:]]):
        with pytest.raises(RuleRefused):
            make_exam(school, later, jurors=bad)
    exam = make_exam(school, later, jurors=jurors(master_id=master.pk))
    officer = school.at("officer", later)
    with pytest.raises(RuleRefused) as error:
        examinations.enter(actor=officer, examination_id=exam.pk, contract_id=row.pk)
    assert codes(error) == {"sitting_master"}
    running = make_contract(
        school, make_master(school, surname="Diallo"), make_youth(school, surname="Kanté"), at=later
    )
    with pytest.raises(RuleRefused) as error:
        examinations.enter(actor=officer, examination_id=make_exam(school, later).pk, contract_id=running.pk)
    assert codes(error) == {"sitting_state"}


def test_r14_from_examination_to_a_first_job_on_a_small_case_worked_by_hand(school: School) -> None:
    heard = []
    kernel_events.on(events.CERTIFIED, heard.append)
    master = make_master(school, capacity=3)
    people = [
        make_youth(school, surname="Alpha", given_names="Awa", sex="F"),
        make_youth(school, surname="Bravo"),
        make_youth(school, surname="Charlie", given_names="Fanta", sex="F"),
    ]
    rows = [make_contract(school, master, person, until="completed") for person in people]
    held = NOW + timedelta(days=1100)
    exam, officer, director = make_exam(school, held), school.at("officer", held), school.at("director", held)
    give_marks(school, exam, rows[0], held, ("14", "12"), ("15", "11,5"), ("13", "12"))
    give_marks(school, exam, rows[1], held, ("9", "10"), ("9,5", "11"), ("10", "11,25"))
    with pytest.raises(RuleRefused):
        examinations.propose(actor=officer, examination_id=make_exam(school, held).pk)
    absent = examinations.enter(actor=officer, examination_id=exam.pk, contract_id=rows[2].pk)
    with pytest.raises(RuleRefused) as error:
        examinations.propose(actor=officer, examination_id=exam.pk)
    assert codes(error) == {"marks_missing"}
    examinations.mark_absent(actor=officer, sitting_id=absent.pk)
    examinations.propose(actor=officer, examination_id=exam.pk)
    with pytest.raises(NotAllowed):
        examinations.sign(actor=officer, examination_id=exam.pk)
    examinations.sign(actor=director, examination_id=exam.pk, address=ADDRESS)
    # (2 × 42 + 35.5) / 9 = 13.28; (2 × 28.5 + 32.25) / 9 = 9.92 < 10
    results = list(exam.sittings.values_list("average_100", "passed"))
    assert results == [(1328, True), (992, False), (None, False)]
    [event] = heard
    assert (event.object_id, event.details["result"]) == (rows[0].pk, "13,28/20")
    assert event.details["skills"] == ["S-MECH-CAR", "S-MECH-TYRE"]
    assert event.details["first_id"] == school.officer.pk
    kernel_events._handlers[events.CERTIFIED].remove(heard.append)
    sitting, juror = exam.sittings.first(), exam.jurors.first()
    with pytest.raises(WrongState):
        examinations.mark(actor=officer, sitting_id=sitting.pk, juror_id=juror.pk, practical="20", oral="20")
    # The one who failed sits again.
    again = make_exam(school, held + 30 * DAY)
    give_marks(school, again, rows[1], held + 30 * DAY, ("10", "10"), ("10", "10"), ("10", "10"))
    examinations.propose(actor=officer, examination_id=again.pk)
    examinations.sign(actor=school.at("director", held + 30 * DAY), examination_id=again.pk, address=ADDRESS)
    later = school.at("officer", held + timedelta(days=220))
    first, second = queries.insertions_due(later)
    with pytest.raises(RuleRefused):
        insertion.record(
            actor=later, insertion_id=first.pk, data=InsertionData(situation="employed", done_on=later.today)
        )
    certified = held.date()
    insertion.record(
        actor=later, insertion_id=first.pk,
        data=InsertionData(situation="self_employed", done_on=later.today, first_job_on=certified + 61 * DAY),
    )  # fmt: skip
    insertion.record(actor=later, insertion_id=second.pk, data=InsertionData(situation="seeking", done_on=later.today))
    found = figures.apprentices(EVERYWHERE, TODAY, later.today)
    assert found.months_to_job == pytest.approx(61 / 30.4375)
    assert (found.enrolled, found.enrolled_women, found.completed, found.certified, found.certified_women) == (
        3,
        2,
        3,
        2,
        1,
    )
    assert (found.answered, found.inserted, found.inserted_women, found.self_employed) == (2, 1, 1, 1)
    elsewhere = make_actor(role=Role.DIRECTOR, structure=make_structure(school.centre.parent))
    assert figures.apprentices(queries.CONTRACTS.scope(elsewhere, "view"), TODAY, later.today).enrolled == 0


def test_another_centre_sees_nothing_and_does_nothing(school: School) -> None:
    far = make_school()
    master = make_master(school)
    row = make_contract(school, master, until="signed")
    for who in ("officer", "director", "trainer"):
        stranger = far.at(who)
        assert not queries.visible_to(stranger).exists()
        assert not queries.masters(stranger).exists()
        for act in (
            lambda by=stranger: contracts.approve(actor=by, contract_id=row.pk),
            lambda by=stranger: contracts.drop(actor=by, contract_id=row.pk, reason="Une raison de dix lettres."),
            lambda by=stranger: phones.make_link(actor=by, master_id=master.pk),
            lambda by=stranger: masters.end_master(actor=by, master_id=master.pk, reason="Une raison de dix lettres."),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_the_database_refuses_what_the_actions_would(school: School) -> None:
    row = make_contract(school, make_master(school))
    with pytest.raises(Exception, match="apprenticeship_approved_by_another"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE apprenticeships_contract SET approved_by_id = prepared_by_id WHERE id = %s",
            [row.pk.hex if connection.vendor == "sqlite" else row.pk],
        )
