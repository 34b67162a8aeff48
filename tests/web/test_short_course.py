"""A returnee through the short course in dyeing that the workshop school of Kayes holds with the French consulate."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.cooperation.models import Organisation
from baarasira.training.courses import actions
from baarasira.training.courses.models import Enrolment, FollowUp, Session
from browsers import Windows
from factories import make_organisation, make_person, make_structure, make_tree
from teaching import entry, make_catalogue, make_trainer, officer
from telling.acting import Cast, Days, Hand

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_returnee_learns_dyeing_with_the_consulate_as_partner(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = Days(monkeypatch)
    cast, tree = Cast(windows, days), make_tree()
    make_catalogue()
    school = make_structure(tree.far_directorate, name="Atelier-école de Kayes", kind="aek")
    consulate = make_organisation(name="Consulat de France à Bamako", kind="consulate", country="FR")
    make_trainer(school, "Kadiatou Sissoko", kinds=())
    planner = cast.make(Role.TRAINING_OFFICER, school, "Sacko", "A-711")
    focal = cast.make(Role.FOCAL_POINT, tree.far_office, "Dembélé", "A-712")
    person = make_person(tree.far_office, given_names="Ramata", surname="Diakité", situation="returnee", sex="F")
    session = _the_school_plans_it_with_the_consulate(cast.hand(planner), consulate, days)
    hand = cast.hand(focal)
    hand.open("courses:enrol", person.pk)
    assert hand.page.locator('select[name="origin"]').input_value() == "returnee"
    hand.pick("session", str(session.pk))
    hand.press("Inscrire", "est inscrit(e).")
    row = Enrolment.objects.get()
    days.pass_by((session.ends_on - days.today).days)
    for day in session.days.all():
        mark = "absent" if day == session.days.first() else "present"
        actions.record_attendance(
            actor=officer(school, days.now), session_id=session.pk, entries=[entry(row, day, mark)]
        )
    hand = cast.hand(planner)
    hand.open("courses:session", session.pk)
    hand.reads("Consulat de France à Bamako")
    hand.unfold("Clore la session")
    hand.press("Clore la session", "La session est close")
    row.refresh_from_db()
    assert (row.state, row.origin, row.session.partner) == ("completed", "returnee", consulate)
    _three_months_later_she_sells_her_cloth(cast, focal, row, days)
    assert [line for line in windows.complaints if "422" not in line] == []


def _the_school_plans_it_with_the_consulate(hand: Hand, consulate: Organisation, days: Days) -> Session:
    hand.open("courses:new")
    hand.choose("course", "Teinture")
    hand.write("title", "Teinture, migrants de retour")
    hand.pick("literacy", "oral")
    hand.write("starts_on", days.after(3))
    hand.write("ends_on", days.after(3) + timedelta(days=13))
    hand.write("seats", "12")
    hand.page.get_by_label("Kadiatou Sissoko").check()
    hand.pick("partner", str(consulate.pk))
    hand.write("funded_by", "Consulat de France")
    hand.press("Planifier la session", "La session est planifiée")
    hand.press("Ouvrir aux inscriptions", "chaque agence peut inscrire")
    return Session.objects.get()


def _three_months_later_she_sells_her_cloth(cast: Cast, focal: object, row: Enrolment, days: Days) -> None:
    due = FollowUp.objects.get(enrolment=row, months=3)
    days.pass_by((due.due_on - days.today).days)
    hand = cast.hand(focal)  # type: ignore[arg-type]
    hand.open("courses:follow-up", due.pk)
    hand.pick("situation", "self_employed")
    hand.press("Enregistrer le suivi", "Écrivez depuis quand l'activité marche.")
    hand.write("business_started_on", due.due_on - timedelta(days=40))
    hand.press("Enregistrer le suivi", "Le suivi est enregistré.")
    hand.reads("Tient sa propre activité")
