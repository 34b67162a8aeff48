"""The pages of the timetable: a week proposed and put in place, a lesson moved by a form, conflicts in words, who sees what."""

from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.training.courses.models import SessionDay
from baarasira.training.timetables.models import ClosedDay, GroupNeeds, Journey, Proposal, TrainerWeek
from factories import NOW, make_structure
from pages import check_closed_to_visitors
from planning_weeks import MONDAY, Centre, make_centre, make_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return make_centre()


def week(client: Client, view: str = "groupe") -> str:
    answer = client.get(reverse("planner:week"), {"semaine": MONDAY.isoformat(), "vue": view})
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def test_a_week_is_proposed_looked_at_put_in_place_and_a_lesson_moved_by_a_form(centre: Centre) -> None:
    make_group(centre, "Soudure 1", equipment=("soudure",), trainer="Salif Sangaré")
    make_group(centre, "Couture", trainer="Aïssata Cissé")
    client = signed_in(centre.planner)
    assert "Aucune séance cette semaine" in week(client)
    asked = {"structure": centre.structure.pk, "day": f"{MONDAY:%d/%m/%Y}"}
    shown = client.post(reverse("planner:propose"), asked, follow=True).content.decode()
    proposal = Proposal.objects.get()
    assert "4 séances, sans aucun conflit" in shown.replace("\u00a0", " ")
    assert not SessionDay.objects.exists()
    assert "Propositions en attente" in week(client)
    client.post(reverse("planner:apply", args=[proposal.pk]))
    for view, words in (("salle", "Atelier"), ("formateur", "Salif Sangaré"), ("groupe", "Soudure 1")):
        assert words in week(client, view)
    row = SessionDay.objects.filter(session__title="Couture").order_by("day", "starts").first()
    assert row is not None
    address = reverse("planner:lesson", args=[row.pk])
    other = SessionDay.objects.filter(session__title="Soudure 1").order_by("day", "starts").first()
    assert other is not None
    given = {
        "day": f"{other.day:%d/%m/%Y}", "starts": f"{other.starts:%H:%M}", "ends": f"{other.ends:%H:%M}",
        "room": other.room_id, "trainer": other.trainer_id, "version": row.version, "despite": "on",
    }  # fmt: skip
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "Salif Sangaré enseigne à" in refused.content.decode()
    thursday = MONDAY + timedelta(days=3)
    moved = {**given, "day": f"{thursday:%d/%m/%Y}", "starts": "09:00", "ends": "12:00", "room": "", "trainer": ""}
    assert client.post(address, {**moved, "despite": ""}).status_code == 302
    row.refresh_from_db()
    assert (row.day, row.starts, row.room_id) == (thursday, time(9), None)
    assert "Maintenue" in week(client)
    client.post(reverse("planner:keep-lesson", args=[row.pk]), {"keep": "no"})
    assert "Maintenue" not in week(client)


def test_conflicts_stand_in_words_above_the_week(centre: Centre) -> None:
    for title in ("Soudure", "Couture"):
        SessionDay.objects.create(
            session=make_group(centre, title), day=MONDAY, starts=time(8), ends=time(12), created_at=NOW, updated_at=NOW,
            trainer=centre.trainers["Salif Sangaré"], room=centre.rooms["Salle 1"],
        )  # fmt: skip
    shown = week(signed_in(centre.planner))
    assert "Salif Sangaré enseigne à" in shown
    assert "La salle Salle 1 accueille" in shown
    assert shown.count("Conflit") >= 2


def test_needs_weeks_journeys_and_closed_days_are_kept_by_forms(centre: Centre) -> None:
    group = make_group(centre, "Soudure 1", hours=None)
    far = make_structure(make_structure(), name="CPR de Bamako", kind="cpr")
    client = signed_in(centre.planner)
    client.post(
        reverse("planner:group", args=[group.pk]),
        {"hours": "16", "most_a_day": "1", "equipment": "soudure,  soudure, poste à l'arc", "half_days": ["tue_am"]},
    )
    needs = GroupNeeds.objects.get()
    assert (needs.hours, needs.most_a_day, needs.half_days) == (16, 1, ["tue_am"])
    assert needs.equipment == ["soudure", "poste à l'arc"]
    trainer = centre.trainers["Salif Sangaré"]
    client.post(reverse("planner:trainer", args=[trainer.pk]), {"hours": "12", "half_days": ["mon_am", "mon_pm"]})
    assert TrainerWeek.objects.get().half_days == ["mon_am", "mon_pm"]
    client.post(reverse("planner:journeys"), {"one": centre.structure.pk, "other": far.pk, "minutes": "45"})
    assert Journey.objects.get().minutes == 45
    closing = {"structure": centre.structure.pk, "day": f"{MONDAY:%d/%m/%Y}", "reason": "Tabaski"}
    client.post(reverse("planner:closings"), closing)
    assert client.post(reverse("planner:closings"), closing).status_code == 422
    assert "Tabaski" in client.get(reverse("planner:closings")).content.decode()
    client.post(reverse("planner:open-day", args=[ClosedDay.objects.get().pk]))
    assert not ClosedDay.objects.exists()
    for name in ("groups", "trainers"):
        assert client.get(reverse(f"planner:{name}")).status_code == 200


def test_a_trainer_sees_their_lessons_alone_and_plans_nothing_and_others_are_kept_out(centre: Centre) -> None:
    row = SessionDay.objects.create(
        session=make_group(centre, "Soudure"), day=MONDAY, starts=time(8), ends=time(12), created_at=NOW, updated_at=NOW
    )
    address = reverse("planner:lesson", args=[row.pk])
    check_closed_to_visitors([reverse("planner:week"), address])
    trainer = agent(Role.TRAINER, centre.structure)
    assert "Soudure" not in week(trainer)
    assert trainer.get(address).status_code == 404
    assert trainer.get(reverse("planner:groups")).status_code == 403
    director = agent(Role.DIRECTOR, centre.structure)
    assert "Soudure" in week(director)
    assert director.post(address, {"day": "1/1/2027"}).status_code == 403
    far = agent(Role.TRAINING_OFFICER, make_structure(make_structure()))
    assert far.get(address).status_code == 404
    assert agent(Role.COUNSELLOR, centre.structure).get(reverse("planner:week")).status_code == 403
