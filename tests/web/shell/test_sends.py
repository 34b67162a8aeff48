"""A form sent twice acts once; the session's clock; lists page by page; the style guide's door."""

import re
from datetime import timedelta

import pytest
from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from baarasira.accounts.enums import Role
from baarasira.network.models import Structure
from baarasira.web.shell import drafts, sessions
from baarasira.web.shell.once import REMEMBERED, OnceMiddleware
from baarasira.web.shell.paging import paginate
from factories import make_structure, make_user


class Desk:
    """A view that counts how often it acted."""

    def __init__(self, answer="redirect"):
        self.acts = 0
        self.answer = answer

    def __call__(self, request):
        self.acts += 1
        return (
            HttpResponseRedirect(f"/personnes/{self.acts}/") if self.answer == "redirect" else HttpResponse("erreurs")
        )


def send(desk, session, key, method="post", **headers):
    request = getattr(RequestFactory(), method)("/", {"_once": key, "surname": "Keïta"}, headers=headers)
    request.session = session
    request._messages = FallbackStorage(request)
    with translation.override("fr"):
        return OnceMiddleware(desk)(request), [str(item) for item in request._messages]


def test_the_same_form_sent_again_is_led_where_the_first_led_and_told_so():
    desk, session = Desk(), {}
    first, said_first = send(desk, session, "a" * 32)
    second, said = send(desk, session, "a" * 32)
    assert desk.acts == 1
    assert first["Location"] == second["Location"] == "/personnes/1/"
    assert said_first == []
    assert said == ["C’était déjà enregistré la première fois. Rien n’a été fait deux fois."]


def test_another_form_and_a_form_that_came_back_with_errors_act_again():
    desk, session = Desk(), {}
    send(desk, session, "a" * 32)
    send(desk, session, "b" * 32)
    assert desk.acts == 2
    wrong = Desk("page")
    send(wrong, session, "c" * 32)
    send(wrong, session, "c" * 32)
    assert wrong.acts == 2


def test_a_fragment_asked_with_the_fields_of_a_form_that_is_gone_already_is_answered_itself_and_says_nothing():
    desk, session = Desk(), {}
    send(desk, session, "a" * 32, **{"HX-Request": "true", "HX-Boosted": "true"})
    look = Desk("page")
    answer, said = send(look, session, "a" * 32, **{"HX-Request": "true"})
    assert (look.acts, answer.status_code, said) == (1, 200, [])
    again, said = send(desk, session, "a" * 32, **{"HX-Request": "true", "HX-Boosted": "true"})
    assert (desk.acts, again["Location"], len(said)) == (1, "/personnes/1/", 1)


def test_another_session_does_not_see_the_key():
    desk = Desk()
    send(desk, {}, "a" * 32)
    send(desk, {}, "a" * 32)
    assert desk.acts == 2


def test_the_session_remembers_a_bounded_number_of_keys():
    desk, session = Desk(), {}
    for number in range(REMEMBERED + 5):
        send(desk, session, f"{number:032d}")
    assert len(session["once"]) == REMEMBERED
    send(desk, session, f"{REMEMBERED + 4:032d}")
    assert desk.acts == REMEMBERED + 5


def test_a_confirmed_act_names_the_draft_to_clear():
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    drafts.confirm(request, "Awa est inscrite.", draft="person-new")
    (message,) = messages.get_messages(request)
    assert message.level_tag == "success"
    assert message.extra_tags == "draft:person-new"


@pytest.fixture
def agent(db, client):
    user = make_user(Role.COUNSELLOR)
    client.force_login(user)
    return client


def test_work_keeps_the_session_open_and_is_written_at_most_every_quarter_of_an_hour(agent, settings):
    settings.DEBUG = True
    agent.get(reverse("shell:style"))
    seen = agent.session["seen"]
    agent.get(reverse("shell:style"))
    assert agent.session["seen"] == seen
    session = agent.session
    session["seen"] = int((timezone.now() - timedelta(minutes=20)).timestamp())
    session.save()
    agent.get(reverse("shell:style"))
    assert agent.session["seen"] >= seen


def test_staying_signed_in_gives_the_whole_time_again(agent, settings):
    session = agent.session
    session["seen"] = int((timezone.now() - timedelta(minutes=10)).timestamp())
    session.save()
    answer = agent.post(reverse("shell:keep-session"))
    assert answer.json()["seconds"] > settings.SESSION_COOKIE_AGE - 60
    assert agent.get(reverse("shell:keep-session")).status_code == 405


def test_a_visitor_has_no_session_to_lose(rf):
    request = rf.get("/")
    assert sessions.seconds_left(request) == 0


def test_the_style_guide_is_for_administrators_and_developers_alone(agent, settings):
    settings.DEBUG = False
    refused = agent.get(reverse("shell:style"))
    assert refused.status_code == 403
    assert "Cette page ne vous est pas ouverte" in refused.content.decode()
    settings.DEBUG = True
    assert agent.get(reverse("shell:style")).status_code == 200


def test_a_stranger_is_led_to_the_door(client, db):
    for name in ("shell:style", "shell:style-public", "shell:style-suggestions"):
        assert client.get(reverse(name)).status_code == 302
    assert client.post(reverse("shell:keep-session")).status_code == 302


def test_the_style_guide_shows_every_component(agent, settings):
    from baarasira.web.shell.components import register

    settings.DEBUG = True
    source = "".join(
        path.read_text() for path in __import__("pathlib").Path(sessions.__file__).parent.glob("templates/**/*.html")
    )
    drawn = set(re.findall(r"\{% (\w+)", source))
    assert sorted(set(register.tags) - drawn) == []


@pytest.fixture
def offices(db):
    root = make_structure(name="Direction générale")
    for number in range(7):
        make_structure(root, name=f"Bureau {number // 2}")
    return Structure.objects.filter(parent=root)


def walk(rows, start="/bureaux/?kind=local", size=3, link="next_url"):
    """Return the pages from an address to the end, following one link."""
    pages, address = [], start
    while address:
        page = paginate(rows, order=("-name", "id"), request=RequestFactory().get(address), size=size)
        pages.append(page)
        address = getattr(page, link)
        assert len(pages) < 10
    return pages


def test_pages_follow_each_other_without_a_hole_or_a_repeat(offices):
    pages = walk(offices)
    assert [page.shown for page in pages] == [3, 3, 1]
    rows = [row.id for page in pages for row in page.rows]
    assert rows == [row.id for row in offices.order_by("-name", "id")]
    assert {page.found for page in pages} == {7}
    assert "kind=local" in pages[0].next_url
    assert pages[0].previous_url == ""


def test_going_back_shows_what_was_seen(offices):
    pages = walk(offices)
    back = walk(offices, start=pages[2].previous_url, link="previous_url")
    assert [[row.id for row in page.rows] for page in back] == [[row.id for row in page.rows] for page in pages[1::-1]]
    assert back[-1].previous_url == ""
    assert back[-1].next_url


def test_a_page_costs_the_same_number_of_queries_wherever_it_stands(offices, django_assert_num_queries):
    last = walk(offices)[1].next_url
    for address in ("/bureaux/", last):
        with django_assert_num_queries(2):
            paginate(offices, order=("-name", "id"), request=RequestFactory().get(address), size=3)


@pytest.mark.parametrize("key", ["zzz", "WzFd", "e30", "W251bGwsbnVsbF0"])
def test_a_damaged_address_says_so(offices, key):
    from django.core.exceptions import BadRequest

    with translation.override("fr"), pytest.raises(BadRequest, match="première page"):
        paginate(offices, order=("-name", "id"), request=RequestFactory().get("/", {"after": key}), size=3)
