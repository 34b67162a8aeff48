"""Reporting from any phone: no sign-in, no script, under 30 kilobytes; number and code to follow."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from baarasira.mobility.incidents import words
from baarasira.mobility.incidents.models import Incident
from baarasira.reference.parameters import REPORTS_FROM_NETWORK
from factories import make_actor, make_tree
from incident_files import make_departed

pytestmark = pytest.mark.django_db
SAID = {"kind": "violence", "words": "Mon frère est enfermé dans la maison du patron."}


def send(address: str = "41.73.96.10", **values: object) -> object:
    return Client(REMOTE_ADDR=address).post(reverse("public:report"), {**SAID, **values})


def test_two_answers_are_enough_and_give_a_number_a_code_and_a_deadline() -> None:
    make_tree()
    answer = send()
    page = answer.content.decode()  # type: ignore[attr-defined]
    incident = Incident.objects.get()
    assert incident.number in page
    assert (incident.severity, incident.confidential, incident.person_id) == (4, True, None)
    code = re.search(r"\d{4} \d{4}", page)
    assert code is not None
    found = Client().post(reverse("public:follow_report"), {"number": incident.number, "code": code.group()})
    assert found.status_code == 200
    assert "Signalé" in found.content.decode()
    assert "enfermé" not in found.content.decode(), "never their own words: the phone may be in other hands"
    added = {"number": incident.number, "code": code.group(), "text": "Il est à Riyad."}
    assert "ajouté" in Client().post(reverse("public:follow_report"), added).content.decode()
    assert [note.text for note in words.read(incident)][-1] == "Il est à Riyad."


def test_it_works_without_script_under_30_kilobytes_and_is_not_indexed() -> None:
    make_tree()
    for answer in (Client().get(reverse("public:report")), send(), Client().get(reverse("public:follow_report"))):
        assert len(answer.content) < 30_000  # type: ignore[attr-defined]
        assert b"<script" not in answer.content  # type: ignore[attr-defined]
        assert answer["X-Robots-Tag"] == "noindex"  # type: ignore[index]


def test_sent_twice_on_a_bad_line_it_reports_once_and_shows_the_same_code() -> None:
    make_tree()
    form = Client().get(reverse("public:report")).content.decode()
    token = re.search(r'name="token" value="([0-9a-f-]{36})"', form)
    assert token is not None
    first, again = (send(token=token.group(1)).content.decode() for _n in range(2))  # type: ignore[attr-defined]
    assert Incident.objects.count() == 1
    assert re.search(r"\d{4} \d{4}", first).group() == re.search(r"\d{4} \d{4}", again).group()  # type: ignore[union-attr]


def test_receipt_and_year_join_the_file_and_a_wrong_pair_tells_nothing() -> None:
    file = make_departed(born="1991")
    right = send(receipt=file.number, born="1991").content.decode()  # type: ignore[attr-defined]
    wrong = send(receipt=file.number, born="1985").content.decode()  # type: ignore[attr-defined]
    joined, loose = Incident.objects.order_by("id")
    assert (joined.person_id, loose.person_id) == (file.person_id, None)
    strip = lambda page: re.sub(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|\d{4} \d{4}", "", page)  # noqa: E731
    assert strip(right) == strip(wrong)
    assert file.number in (words.read(loose)[0].text or "")


def test_nothing_said_is_refused_in_plain_words() -> None:
    make_tree()
    answer = Client().post(reverse("public:report"), {})
    assert answer.status_code == 422
    assert "Choisissez ce qui s" in answer.content.decode()
    assert not Incident.objects.exists()


def test_a_flood_from_one_network_is_stopped_and_others_still_report() -> None:
    tree = make_tree()
    from baarasira.reference import actions as reference

    admin = make_actor(role="national_administrator", structure=tree.root)
    reference.set_parameter(actor=admin, key=REPORTS_FROM_NETWORK.key, value=2, valid_from=admin.today, source="Essai")
    assert [send().status_code for _n in range(3)] == [200, 200, 429]  # type: ignore[attr-defined]
    assert send("41.73.96.11").status_code == 200  # type: ignore[attr-defined]
    assert Incident.objects.count() == 3


def test_after_five_wrong_codes_the_right_one_waits() -> None:
    make_tree()
    page = send().content.decode()  # type: ignore[attr-defined]
    incident = Incident.objects.get()
    code = re.search(r"\d{4} \d{4}", page).group()  # type: ignore[union-attr]
    ask = lambda typed: Client(REMOTE_ADDR="41.73.96.12").post(  # noqa: E731
        reverse("public:follow_report"), {"number": incident.number, "code": typed}
    )
    assert [ask("0000").status_code for _n in range(5)] == [404] * 5
    assert ask(code).status_code == 429


@override_settings(BAARASIRA_TRUSTED_PROXIES=())
def test_the_menu_of_every_public_page_leads_here() -> None:
    assert reverse("public:report") in Client().get(reverse("public:offers")).content.decode()
