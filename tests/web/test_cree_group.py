"""A CREE group in a real browser, from the session that the DFPE plans to a business that runs and pays, six months later."""

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.actor import system
from baarasira.messaging.models import Message
from baarasira.people.models import Person
from baarasira.training.courses import actions
from baarasira.training.courses.models import Enrolment, FollowUp, Session
from baarasira.training.courses.queries import figures
from browsers import Windows
from factories import NOW, make_person, make_structure, make_tree
from teaching import RIGHT, entry, make_catalogue, make_trainer, officer, quiz
from telling.acting import Cast, Days, Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_cree_group_from_enrolment_to_a_business_started(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    days = Days(monkeypatch)
    cast, tree = Cast(windows, days), make_tree()
    make_catalogue()
    dfpe = make_structure(tree.root, name="DFPE", kind="department")
    planner = cast.make(Role.TRAINING_OFFICER, dfpe, "Sacko", "A-701")
    counsellor = cast.make(Role.COUNSELLOR, tree.office, "Dembélé", "A-702")
    trainer = make_trainer(dfpe, "Salif Sangaré")
    person = make_person(tree.office, given_names="Awa", surname="Traoré", sex="F", phones=["76 45 12 12"])
    others = [
        make_person(tree.office, given_names=name, surname="Keïta", sex=sex)
        for name, sex in (("Oumar", "M"), ("Bintou", "F"))
    ]
    session = _the_department_plans_it(cast.hand(planner), days)
    row = _the_counsellor_enrols_from_the_file(cast.hand(counsellor), person, session)
    for other in others:
        actions.enrol(actor=days.actor(counsellor), session_id=session.pk, person_id=other.pk)
    assert trainer.user is not None
    teacher = cast.hand(trainer.user)
    _the_quiz_at_entry_is_read_aloud(teacher, row)
    days.pass_by((session.ends_on - days.today).days)
    _attendance_is_taken(cast.hand(trainer.user), session, days)
    _the_quiz_at_exit_and_the_business_file(cast.hand(trainer.user), row, others, session, days)
    _the_session_is_closed(cast.hand(planner), session)
    _support_until_the_business_pays(cast, counsellor, row, days)
    assert [line for line in windows.complaints if "422" not in line] == []


def _the_department_plans_it(hand: Hand, days: Days) -> Session:
    hand.open("courses:list")
    hand.page.get_by_role("link", name="Planifier une session").first.click()
    hand.choose("course", "Créer son entreprise")
    hand.write("title", "CREE de Ségou")
    hand.pick("literacy", "oral")
    hand.write("starts_on", days.after(7))
    hand.write("ends_on", days.after(13))
    hand.page.get_by_label("Salif Sangaré").check()
    hand.write("seats", "20")
    hand.press("Planifier la session", "La session est planifiée")
    hand.press("Ouvrir aux inscriptions", "chaque agence peut inscrire")
    hand.sound()
    return Session.objects.get()


def _the_counsellor_enrols_from_the_file(hand: Hand, person: Person, session: Session) -> Enrolment:
    hand.open("people:file", person.pk)
    hand.unfold("Formations")
    hand.page.get_by_role("link", name="Inscrire à une formation").click()
    hand.sound()
    hand.pick("session", str(session.pk))
    hand.press("Inscrire", "est inscrit(e).")
    told = Message.objects.get(subject_id=person.pk, template="training.enrol")
    assert f"{session.starts_on:%d/%m/%Y}" in told.text
    return Enrolment.objects.get()


def _the_quiz_at_entry_is_read_aloud(hand: Hand, row: Enrolment) -> None:
    hand.open("courses:quiz", row.pk, "entry")
    assert hand.page.locator('select[name="asked"] option[value="written"]').count() == 0
    for code in ("q1", "q2"):
        hand.page.locator(f'input[name="a_{code}"][value="{RIGHT[code]}"]').check()
    hand.page.locator('input[name="a_q3"]').first.check()
    hand.press("Enregistrer le quiz", "50/100")


def _attendance_is_taken(hand: Hand, session: Session, days: Days) -> None:
    """The last day is noted on the page; the days before came from the trainer's phone."""
    phone = officer(session.centre, days.now)
    rows, met = list(session.enrolments.all()), list(session.days.all())
    told = [entry(row, day) for day in met[:-1] for row in rows]
    actions.record_attendance(actor=phone, session_id=session.pk, entries=told)
    hand.open("courses:attendance", session.pk)
    for row in rows:
        hand.tick(f"mark-{row.pk}", "present")
    hand.press("Enregistrer la présence", "La présence est notée.")
    hand.reads("Présent")


def _the_quiz_at_exit_and_the_business_file(
    hand: Hand, row: Enrolment, others: list[Person], session: Session, days: Days
) -> None:
    hand.open("courses:quiz", row.pk, "exit")
    for code, answer in RIGHT.items():
        hand.page.locator(f'input[name="a_{code}"][value="{answer}"]').check()
    hand.press("Enregistrer le quiz", "100/100")
    for person, right in zip(others, (3, 0), strict=True):
        quiz(session.enrolments.get(person=person), "exit", right, at=days.now)
    hand.write("summary", "Une savonnerie de quartier, trois parfums.")
    hand.write("activity", "Fabrication de savon")
    hand.write("investment", "350 000")
    hand.write("own_part", "50 000")
    hand.press("Enregistrer", "C'est enregistré.")
    hand.reads("Une savonnerie de quartier")


def _the_session_is_closed(hand: Hand, session: Session) -> None:
    hand.open("courses:session", session.pk)
    hand.unfold("Clore la session")
    hand.page.locator("main details[open]").get_by_label("Coût total").fill("900 000")
    hand.press("Clore la session", "La session est close")
    states = sorted(session.enrolments.values_list("state", flat=True))
    assert states == ["completed", "completed", "failed"]


def _support_until_the_business_pays(cast: Cast, counsellor: object, row: Enrolment, days: Days) -> None:
    for months in (1, 3, 6):
        due = FollowUp.objects.get(enrolment=row, months=months)
        days.pass_by((due.due_on - days.today).days + (months == 3))
        hand = cast.hand(counsellor)  # type: ignore[arg-type]
        hand.open("desk")
        hand.reads("Suivi en retard" if months == 3 else "Suivi aujourd'hui")
        hand.open("courses:follow-up", due.pk)
        started = months > 1
        hand.pick("situation", "self_employed" if started else "seeking")
        if started:
            hand.write("business_started_on", row.session.ends_on.replace(day=28))
            hand.write("jobs_created", "2")
        hand.press("Enregistrer le suivi", "Le suivi est enregistré.")
    hand.open("people:file", row.person_id)
    hand.unfold("Formations")
    hand.reads("Activité démarrée")
    scope = system(NOW).scope({"system"})
    found = figures.completers(scope, row.session.starts_on, days.today)
    assert (found.people, found.women, found.cost, found.cost_per_completer) == (2, 1, 900_000, 450_000)
    assert figures.started_after_cree(scope, row.session.starts_on, days.today) == {row.person_id: True}
