"""The pages of courses: who is let in, attendance sent by a phone, a difference settled, forms written anew, refusals in words."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.training.courses import actions
from baarasira.training.courses.models import Attendance, AttendanceEntry, Course, FormVersion, Session, Trainer
from baarasira.training.courses.queries.forms import form_for
from factories import NOW, TODAY, make_person, make_user
from teaching import entry, make_completed, make_enrolment, make_session, make_trainer, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> Session:
    """A session of five days, of which the first two are past."""
    return make_session(starts_on=TODAY - timedelta(days=2), at=NOW - timedelta(days=9))


def text(answer: Any) -> str:
    """Return the words of an answer."""
    return re.sub(r"<[^>]+>|\s+", " ", answer.content.decode())


def trainer_of(session: Session) -> Client:
    """Return the browser of who teaches a session."""
    user = session.trainers.get().user
    assert user is not None
    return signed_in(user)


def send(browser: Client, session: Session, entries: list[dict[str, Any]]) -> Any:
    """Send entries as a phone does."""
    address = reverse("courses:send-attendance", args=[session.pk])
    return browser.post(address, json.dumps({"entries": entries}), content_type="application/json")


def test_a_phone_sends_its_entries_and_sends_them_again_when_the_answer_was_lost(running: Session) -> None:
    row = make_enrolment(running, at=NOW - timedelta(days=9))
    browser = trainer_of(running)
    group = browser.get(reverse("courses:attendance-group", args=[running.pk])).json()
    assert [one["name"] for one in group["people"]] == [str(row.person)]
    day = group["days"][0]["id"]
    noted = {
        "id": str(uuid4()), "enrolment": group["people"][0]["enrolment"], "day": day, "mark": "late",
        "noted_at": "2026-11-21T08:20:00Z", "device": "phone-1",
    }  # fmt: skip
    for status in ("accepted", "known"):
        assert [receipt["status"] for receipt in send(browser, running, [noted]).json()["receipts"]] == [status]
    assert Attendance.objects.get().mark == "late"
    assert browser.get(reverse("courses:attendance-group", args=[running.pk])).json()["standing"][0]["mark"] == "late"
    for bad in ("{", '{"entries": [{}]}', '{"entries": 3}'):
        address = reverse("courses:send-attendance", args=[running.pk])
        assert browser.post(address, bad, content_type="application/json").status_code == 400
    stranger = signed_in(make_user(Role.TRAINER, running.centre))
    assert send(stranger, running, [noted]).status_code == 404
    assert send(agent(Role.DIRECTOR, running.centre), running, [noted]).status_code == 409


def test_the_sheet_sent_twice_notes_once_and_a_difference_is_settled_with_a_reason(running: Session) -> None:
    row = make_enrolment(running, at=NOW - timedelta(days=9))
    browser = trainer_of(running)
    day = running.days.order_by("day").first()
    assert day is not None
    address = reverse("courses:attendance", args=[running.pk])
    data = {"jour": str(day.pk), f"mark-{row.pk}": "absent", f"entry-{row.pk}": str(uuid4())}
    for _time in (1, 2):
        assert browser.post(address, data).status_code == 302
    assert AttendanceEntry.objects.count() == 1
    told = [entry(row, day, "present", device="phone-b")]
    actions.record_attendance(actor=officer(running.centre), session_id=running.pk, entries=told)
    shown = text(browser.get(f"{address}?jour={day.pk}"))
    assert "Deux appareils diffèrent" in shown
    assert "Absent" in shown
    settle = reverse("courses:correct-attendance", args=[running.pk])
    fixed = {"jour": str(day.pk), "enrolment": str(row.pk), "entry": str(uuid4()), "mark": "late", "reason": ""}
    assert browser.post(settle, fixed).status_code == 422
    assert browser.post(settle, {**fixed, "reason": "Arrivé à neuf heures."}).status_code == 302
    shown = text(browser.get(f"{address}?jour={day.pk}"))
    assert "Deux appareils diffèrent" not in shown
    assert "corrigé, Présent avant : Arrivé à neuf heures." in shown.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_officer_plans_replaces_adds_closes_and_cancels_from_the_page() -> None:
    session = make_session(open_=False, trainers=[])
    browser = agent(Role.TRAINING_OFFICER, session.centre)
    page, act = reverse("courses:session", args=[session.pk]), "courses:session-act"
    opened = browser.post(reverse(act, args=[session.pk, "open"]))
    assert "Nommez qui enseigne chaque jour" in text(opened)
    first, second = make_trainer(session.centre, "Oumar Ba"), make_trainer(session.centre, "Awa Koné")
    for name, data, status in (
        ("teach", {"trainer": str(first.pk)}, 302),
        ("teach", {"trainer": str(first.pk)}, 422),
        ("open", {}, 302),
        ("replace", {"leaving": str(first.pk), "coming": str(second.pk), "since": f"{session.starts_on + timedelta(days=2):%d/%m/%Y}", "reason": "Muté à Gao cette semaine."}, 302),
        ("day", {"day": f"{session.ends_on + timedelta(days=1):%d/%m/%Y}", "begins": "8h30", "ends": "12:00"}, 302),
        ("day", {"day": f"{session.ends_on:%d/%m/%Y}", "begins": "8:00", "ends": "12:00"}, 422),
        ("enrol", {"number": "X-1", "origin": "seeker"}, 422),
        ("enrol", {"number": make_person().number, "origin": "seeker"}, 302),
        ("close", {}, 403),
        ("cancel", {"reason": "Non", "move_to": ""}, 422),
        ("cancel", {"reason": "Salle inondée par la pluie.", "move_to": ""}, 302),
    ):  # fmt: skip
        assert browser.post(reverse(act, args=[session.pk, name]), data).status_code == status, name
    shown = text(browser.get(page))
    assert "Salle inondée par la pluie." in shown
    assert "Annulée avec la session" in shown
    assert session.days.count() == 6


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.CARER, Role.NATIONAL_ADMINISTRATOR])
def test_who_does_not_train_is_let_into_no_session(running: Session, role: str) -> None:
    row = make_enrolment(running, at=NOW - timedelta(days=9))
    browser = agent(role, running.centre)
    assert browser.get(reverse("courses:list")).status_code == 403
    assert browser.get(reverse("courses:new")).status_code == 403
    for name in ("session", "attendance", "signing-sheet", "edit"):
        assert browser.get(reverse(f"courses:{name}", args=[running.pk])).status_code == 404, name
    seen = browser.get(reverse("courses:enrolment", args=[row.pk])).status_code
    assert seen == (200 if role == Role.COUNSELLOR else 404)
    assert browser.get(reverse("courses:quiz", args=[row.pk, "exit"])).status_code in {403, 404}


def test_a_director_and_an_auditor_read_and_write_nothing(running: Session) -> None:
    row = make_enrolment(running, at=NOW - timedelta(days=9))
    for role in (Role.DIRECTOR, Role.AUDITOR):
        browser = agent(role, running.centre)
        assert browser.get(reverse("courses:session", args=[running.pk])).status_code == 200
        assert browser.get(reverse("courses:enrolment", args=[row.pk])).status_code == 200
        for name in ("attendance", "signing-sheet"):
            assert browser.get(reverse(f"courses:{name}", args=[running.pk])).status_code == 403, (role, name)
        for name in ("day", "teach", "close", "enrol"):
            answer = browser.post(reverse("courses:session-act", args=[running.pk, name]), {})
            assert answer.status_code == 403, (role, name)
        # A director may end an enrolment: a false diploma found later takes the seat back.
        dropped = browser.post(reverse("courses:enrolment-act", args=[row.pk, "drop"]), {}).status_code
        assert dropped == (422 if role == Role.DIRECTOR else 404)


def test_the_next_version_of_a_form_is_written_in_lines() -> None:
    session = make_session()
    old = form_for("quiz", "cree", TODAY)
    assert old is not None
    browser = agent(Role.TRAINING_OFFICER, session.centre)
    address = reverse("courses:form", args=[old.pk])
    shown = browser.get(address).content.decode()
    assert "| choix |" in shown
    data = {
        "valid_from": f"{TODAY + timedelta(days=5):%d/%m/%Y}",
        "title": "Quiz de la DFPE",
        "source": "Note de service 12",
    }
    wrong = browser.post(address, {**data, "lines": "Que coûte un crédit ? | oral"})
    assert wrong.status_code == 422
    assert "Ligne 1" in text(wrong)
    no_right = browser.post(address, {**data, "lines": "Que coûte un crédit ? | choix | Rien ; L’intérêt"})
    assert "dont une est juste" in text(no_right)
    good = browser.post(address, {**data, "lines": "Que coûte un crédit ? | choix | Rien ; L’intérêt | L’intérêt"})
    assert good.status_code == 302
    kept = FormVersion.objects.get(title="Quiz de la DFPE")
    assert kept.questions == [
        {"code": "q1", "label": "Que coûte un crédit ?", "type": "choice", "options": ["Rien", "L’intérêt"], "right": "L’intérêt"}
    ]  # fmt: skip
    director = agent(Role.DIRECTOR, session.centre)
    assert director.get(address).status_code == 200
    assert director.post(address, data).status_code == 403


def test_trainers_rooms_and_courses_are_recorded_from_their_pages() -> None:
    session = make_session()
    browser = agent(Role.TRAINING_OFFICER, session.centre)
    account = make_user(Role.TRAINER, session.centre, email="s.sangare@anpe.example")
    sent: dict[str, Any] = {"structure": str(session.centre_id), "name": "Seydou Diallo", "active": "on"}
    assert browser.post(reverse("courses:trainers"), {**sent, "email": "nobody@anpe.example"}).status_code == 422
    assert browser.post(reverse("courses:trainers"), {**sent, "email": account.email}).status_code == 302
    made = Trainer.objects.get(name="Seydou Diallo")
    assert made.user == account
    act = reverse("courses:trainer-act", args=[made.pk, "accredit"])
    dates = {"valid_from": "01/01/2026", "valid_to": "01/01/2025"}
    assert browser.post(act, {"kind": "cree", "number": "OIT-9", **dates}).status_code == 422
    assert browser.post(act, {"kind": "cree", "number": "OIT-9", **dates, "valid_to": "01/01/2029"}).status_code == 302
    end = {"accreditation": str(made.accreditations.get().pk), "reason": "Retiré par le BIT."}
    assert browser.post(reverse("courses:trainer-act", args=[made.pk, "end"]), end).status_code == 302
    assert made.accreditations.get().valid_to == TODAY
    room = {"structure": str(session.centre_id), "name": "Salle 1", "seats": "25", "equipment": "projecteur, tableau"}
    assert browser.post(reverse("courses:rooms"), room).status_code == 302
    assert browser.post(reverse("courses:rooms"), room).status_code == 422
    course = {
        "key": "soudure", "title": "Soudure à l'arc", "kind": "qualifying", "hours": "120", "attendance_share": "80",
        "pass_mark": "50", "literacy": "oral", "skills": "S-WELD-ARC", "occupation": "7212", "active": "on",
    }  # fmt: skip
    assert browser.post(reverse("courses:new-course"), course).status_code == 302
    kept = Course.objects.get(key="soudure")
    assert (kept.skills, kept.occupation) == (["S-WELD-ARC"], "7212")
    fixed = {**course, "hours": "0"}
    assert browser.post(reverse("courses:course", args=[kept.pk]), fixed).status_code == 422


def test_a_form_of_a_person_and_one_of_the_group_are_filled_in(running: Session) -> None:
    row = make_enrolment(running, at=NOW - timedelta(days=9))
    browser = trainer_of(running)
    personal = reverse("courses:fill", args=[running.pk, "f1"])
    assert browser.get(personal).status_code == 404, "a personal form is somebody's"
    address = f"{personal}?inscription={row.pk}"
    sent = {"asked": "oral", "a_has_business": "True", "a_workers": "2", "token": str(uuid4())}
    assert browser.post(address, sent).status_code == 302
    assert row.answers.get().answers == {"has_business": True, "workers": 2}
    group = reverse("courses:fill", args=[running.pk, "f3"])
    assert browser.post(group, {"asked": "written", "a_useful": "5", "token": str(uuid4())}).status_code == 302
    assert running.answers.get(form__code="f3").enrolment is None


def test_the_file_of_a_person_shows_their_courses_and_offers_to_enrol() -> None:
    (row,) = make_completed(make_session(course="savon", trainers=[], days=7), [make_person()])
    counsellor = agent(Role.COUNSELLOR, row.person.office)
    shown = text(counsellor.get(reverse("people:file", args=[row.person_id])))
    assert "Fabrication de savon" in shown
    assert "Inscrire à une formation" in shown
    reader = agent(Role.AUDITOR, row.person.office)
    assert "Inscrire à une formation" not in text(reader.get(reverse("people:file", args=[row.person_id])))


def test_the_sheet_to_sign_has_a_line_a_person_and_a_box_a_day() -> None:
    session = make_session(days=8, hours=4)
    browser, address = trainer_of(session), reverse("courses:signing-sheet", args=[session.pk])
    assert "encore rien à imprimer" in text(browser.get(address))
    people = [make_enrolment(session, make_person(surname=name)) for name in ("Bagayoko", "Samaké")]
    gone = make_enrolment(session, make_person(surname="Zerbo"))
    actions.drop(actor=officer(session.centre), enrolment_id=gone.pk, reason="work", on=TODAY)
    page = browser.get(address).content.decode()
    assert page.count('class="box"') == (2 + 1) * 8, "the trainer signs as well"
    assert page.count("<table") == 2, "six days on the first part, two on the second"
    assert all(page.count(str(row.person)) == 2 for row in people)
    assert str(gone.person) not in page
