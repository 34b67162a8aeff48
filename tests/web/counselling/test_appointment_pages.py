"""Appointments in the browser: free hours, the slip, the day's list, those who did not come."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import paper_reading
from agents import signed_in
from baarasira.accounts.models import User
from baarasira.counselling import actions
from baarasira.counselling.enums import AppointmentPurpose, AppointmentState
from baarasira.counselling.models import Appointment
from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from factories import NOW, TODAY, Tree, make_actor, make_person, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def user(tree: Tree) -> User:
    return make_user("counsellor", tree.office, given_name="Awa", surname="Diarra")


@pytest.fixture
def browser(user: User) -> Client:
    return signed_in(user)


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split()).replace("\xa0", " ")  # type: ignore[attr-defined]


def given(tree: Tree, days: float = 1, person: Person | None = None, **values: object) -> Appointment:
    """Return an appointment given long ago, `days` from NOW."""
    at = NOW + timedelta(days=days)
    return actions.give_appointment(
        actor=make_actor(structure=tree.office, at=min(NOW, at) - timedelta(days=1)),
        person_id=(person or make_person(tree.office, at=NOW - timedelta(days=300))).pk,
        starts_at=at,
        purpose=AppointmentPurpose.INTERVIEW,
        **values,  # type: ignore[arg-type]
    )


def sent(**values: object) -> dict[str, object]:
    return {"day": "24/11/2026", "starts_at": "09:30", "counsellor": "", "purpose": "interview", **values}


def new(person: Person) -> str:
    return reverse("counselling:appointment_new", args=[person.pk])


def test_an_appointment_is_given_at_a_free_hour_and_its_slip_says_so(browser: Client, tree: Tree, user: User) -> None:
    person = make_person(tree.office, given_names="Fatoumata", surname="Keïta")
    page = text(browser.get(new(person)))
    assert "9 h 30" in page
    answer = browser.post(new(person), sent(counsellor=str(user.pk), note="Demander Mme Diarra"))
    row = Appointment.objects.get()
    assert answer["Location"] == reverse("counselling:appointment", args=[row.pk])
    assert (row.starts_at.isoformat(), row.counsellor_id) == ("2026-11-24T09:30:00+00:00", user.pk)
    assert "mardi 24 novembre 2026" in text(browser.get(answer["Location"]))
    slip = browser.get(reverse("counselling:slip", args=[row.pk]))
    words = paper_reading.text(slip.content)
    for expected in (
        "mardi 24 novembre 2026",
        "9 h 30",
        "Keïta",
        "Awa Diarra",
        "Demander Mme Diarra",
        "Agence de Ségou",
    ):
        assert expected in words, expected


def test_hours_taken_or_passed_are_not_offered(browser: Client, tree: Tree, user: User) -> None:
    person = make_person(tree.office)
    given(tree, counsellor_id=None)  # tomorrow at nine, the office has two counsellors that day
    given(tree, counsellor_id=user.pk, days=1 + 1 / 24)  # tomorrow at ten, with this one
    address = reverse("counselling:hours", args=[person.pk])
    own = browser.get(address, {"day": "24/11/2026", "counsellor": str(user.pk)}).content.decode()
    assert 'value="10:00"' not in own
    assert 'value="09:00"' in own
    today = browser.get(address, {"day": "23/11/2026", "counsellor": ""}).content.decode()
    assert 'value="08:30"' not in today
    assert 'value="09:30"' in today
    saturday = text(browser.get(address, {"day": "28/11/2026"}))
    assert "Aucune heure n’est libre ce jour-là" in saturday


def test_without_script_a_button_shows_the_hours_of_the_day_typed(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    answer = browser.post(new(person), sent(day="27/11/2026", show="1", note="À garder"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="12:00"' in page, "Friday goes on until half past twelve"
    assert 'value="14:00"' not in page
    assert "À garder" in page
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("hour", ["7h15", "7 h 15", "07:15", "0715", "7.15"])
def test_another_hour_is_read_as_people_write_it(browser: Client, tree: Tree, hour: str) -> None:
    person = make_person(tree.office)
    browser.post(new(person), sent(starts_at="other", other_hour=hour))
    assert Appointment.objects.get().starts_at.isoformat() == "2026-11-24T07:15:00+00:00"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"starts_at": "other", "other_hour": "midi"}, "Cette heure n’est pas lisible"),
        ({"starts_at": "other"}, "Écrivez l’heure"),
        ({"day": "demain"}, "date"),
        ({"day": "22/11/2026"}, "Cette heure est passée"),
        ({"purpose": ""}, "obligatoire"),
        ({"counsellor": "00000000-0000-0000-0000-000000000000"}, "choi"),
        ({"starts_at": "25:00"}, "choi"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(browser: Client, tree: Tree, values: dict, said: str) -> None:
    answer = browser.post(new(make_person(tree.office)), sent(**values))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Appointment.objects.exists()


def test_an_hour_taken_meanwhile_is_refused_beside_the_hours(browser: Client, tree: Tree, user: User) -> None:
    person = make_person(tree.office)
    given(tree, days=1 + 0.5 / 24, counsellor_id=user.pk)
    answer = browser.post(new(person), sent(counsellor=str(user.pk)))
    assert answer.status_code == 422
    assert "Ce conseiller a déjà un rendez-vous à cette heure" in text(answer)
    assert Appointment.objects.count() == 1


def test_the_same_form_sent_twice_gives_one_appointment(browser: Client, tree: Tree) -> None:
    person = make_person(tree.office)
    first = browser.post(new(person), sent(_once="a" * 32))
    second = browser.post(new(person), sent(_once="a" * 32))
    assert first["Location"] == second["Location"]
    third = browser.post(new(person), sent(_once="b" * 32))
    assert third.status_code == 422, "from another window: the person is already expected then"
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("role", ["employer_adviser", "director", "auditor", "trainer", "national_administrator"])
def test_other_roles_give_and_record_nothing(tree: Tree, role: str) -> None:
    row = given(tree, days=-2)
    other = signed_in(make_user(role, tree.office))
    assert other.get(new(row.person)).status_code == 403
    assert other.post(new(row.person), sent()).status_code == 403
    record = reverse("counselling:record", args=[row.pk])
    assert other.post(record, {"outcome": "kept", "version": 1}).status_code == 403
    row.refresh_from_db()
    assert row.state == AppointmentState.PLANNED


def test_another_office_neither_sees_nor_records(tree: Tree) -> None:
    row = given(tree, days=-2)
    other = signed_in(make_user("counsellor", tree.sister))
    for route in ("appointment", "slip"):
        assert other.get(reverse(f"counselling:{route}", args=[row.pk])).status_code == 403
    assert other.post(reverse("counselling:record", args=[row.pk]), {"outcome": "kept"}).status_code == 403
    for route in ("day", "missed"):
        assert row.person.surname not in text(other.get(reverse(f"counselling:{route}") + "?day=2026-11-21"))


def test_the_day_list_shows_the_day_asked_and_records_in_one_click(browser: Client, tree: Tree) -> None:
    row = given(
        tree,
        days=-1 / 24,
        person=make_person(tree.office, surname="Attendue", phones=["76 45 00 00"], at=NOW - timedelta(days=9)),
    )
    page = browser.get(reverse("counselling:day"))
    words = text(page)
    assert "lundi 23 novembre 2026" in words
    assert "Attendue" in words
    assert "76 45 00 00" in words
    assert "À noter" in words
    assert "Attendue" not in text(browser.get(reverse("counselling:day") + "?day=2026-11-24"))
    record = reverse("counselling:record", args=[row.pk])
    answer = browser.post(record, {"outcome": "missed", "version": 1, "back": reverse("counselling:day")})
    assert answer["Location"] == reverse("counselling:day")
    row.refresh_from_db()
    assert row.state == AppointmentState.MISSED
    assert "Absence notée" in text(browser.get(answer["Location"]))
    browser.post(record, {"outcome": "kept", "version": 2})
    row.refresh_from_db()
    assert row.state == AppointmentState.KEPT, "said by mistake, said the other way round"


@pytest.mark.parametrize("back", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", ""])
def test_the_way_back_never_leads_elsewhere(browser: Client, tree: Tree, back: str) -> None:
    row = given(tree, days=-1)
    answer = browser.post(reverse("counselling:record", args=[row.pk]), {"outcome": "kept", "back": back})
    assert answer["Location"] == reverse("counselling:appointment", args=[row.pk])


def test_a_stale_click_is_refused(browser: Client, tree: Tree) -> None:
    row = given(tree, days=-1)
    record = reverse("counselling:record", args=[row.pk])
    browser.post(record, {"outcome": "kept", "version": 1})
    assert browser.post(record, {"outcome": "missed", "version": 1}).status_code == 409
    row.refresh_from_db()
    assert row.state == AppointmentState.KEPT


def test_who_did_not_come_is_called_again_until_another_appointment_is_given(browser: Client, tree: Tree) -> None:
    row = given(tree, days=-3, person=make_person(tree.office, surname="Absente", at=NOW - timedelta(days=9)))
    missed = reverse("counselling:missed")
    assert "Ces personnes sont-elles venues" in text(browser.get(missed))
    actions.record_appointment(
        actor=make_actor(structure=tree.office), appointment_id=row.pk, outcome=AppointmentState.MISSED
    )
    page = browser.get(missed)
    assert f"{new(row.person)}?purpose=interview" in page.content.decode()
    browser.post(new(row.person), sent())
    page = text(browser.get(missed))
    assert "Absente" not in page
    assert "Personne n’est à convoquer à nouveau" in page


def test_an_empty_day_says_where_an_appointment_is_given(browser: Client) -> None:
    assert "Personne n’est attendu ce jour-là" in text(browser.get(reverse("counselling:day")))
    assert browser.get(reverse("counselling:day") + "?day=n%27importe").status_code == 200


def test_the_lists_cost_the_same_for_one_and_for_thirty(
    tree: Tree, browser: Client, django_assert_max_num_queries: Callable
) -> None:
    costs = []
    for number in (1, 29):
        for index in range(number):
            person = make_person(
                tree.office, surname=f"Ligne {index}", phones=["76 45 00 00"], at=NOW - timedelta(days=9)
            )
            given(tree, days=-3, person=person)
            row = given(tree, days=-2, person=person)
            actions.record_appointment(
                actor=make_actor(structure=tree.office), appointment_id=row.pk, outcome=AppointmentState.MISSED
            )
        cost = []
        for address in (reverse("counselling:day") + "?day=2026-11-20", reverse("counselling:missed")):
            browser.get(address)
            with django_assert_max_num_queries(60) as counted:
                browser.get(address)
            cost.append(len(counted.captured_queries))
        costs.append(cost)
    assert costs[0] == costs[1]


def test_a_director_chooses_among_the_offices_of_the_directorate(tree: Tree) -> None:
    here = given(tree, days=1 / 24, person=make_person(tree.office, surname="Ségovienne", at=NOW - timedelta(days=9)))
    there = actions.give_appointment(
        actor=Actor(make_user("counsellor", tree.sister), NOW),
        person_id=make_person(tree.sister, surname="Niononaise").pk,
        starts_at=NOW + timedelta(hours=1),
        purpose=AppointmentPurpose.CARD,
    )
    director = signed_in(make_user("director", tree.directorate))
    every = text(director.get(reverse("counselling:day")))
    assert here.person.surname in every
    assert there.person.surname in every
    one = text(director.get(reverse("counselling:day") + f"?office={tree.sister.pk}"))
    assert there.person.surname in one
    assert here.person.surname not in one
    assert "Noter la présence" not in one, "a director looks, and does not record"
    assert TODAY.isoformat() == "2026-11-23"
