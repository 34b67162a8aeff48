"""What a person sees when an action refuses: the sentence, the right status, nothing of the machinery."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from agents import agent, signed_in
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, Stale, Taken, WrongState
from baarasira.web.accounts.access import agent_of
from baarasira.web.errors import BusinessErrorMiddleware
from factories import make_person, make_tree, make_user

pytestmark = pytest.mark.django_db
SENTENCE = "Cette place vient d’être prise par <b>quelqu’un</b>."


def answer_to(error: Exception) -> HttpResponse | None:
    request: HttpRequest = RequestFactory().get("/")
    request.user = make_user()  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    request.actor = agent_of(request)  # type: ignore[attr-defined]
    return BusinessErrorMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(
    ("kind", "status"), [(NotAllowed, 403), (Stale, 409), (WrongState, 409), (Taken, 409), (BusinessError, 422)]
)
def test_each_refusal_has_its_status_and_its_sentence_as_text(kind: type[BusinessError], status: int) -> None:
    answer = answer_to(kind(SENTENCE))
    assert answer is not None
    assert answer.status_code == status
    assert "Cette place vient d’être prise par &lt;b&gt;quelqu’un&lt;/b&gt;." in answer.content.decode()


def test_every_rule_that_stops_an_action_is_told() -> None:
    answer = answer_to(RuleRefused([Finding("R-1", "Le salaire est trop bas."), Finding("R-2", "La date est passée.")]))
    assert answer is not None
    text = answer.content.decode()
    assert "Le salaire est trop bas." in text
    assert "La date est passée." in text
    assert "R-1" not in text, "a code alone helps nobody"


def test_any_other_error_goes_on_to_the_log() -> None:
    assert answer_to(ValueError("panne")) is None


def test_a_page_open_too_long_says_so_instead_of_a_code() -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/compte/connexion/", {"email": "a@b.example", "password": "x"})
    assert answer.status_code == 403
    assert "CSRF" not in answer.content.decode()
    assert "<h1>" in answer.content.decode()


def test_an_address_that_leads_nowhere_has_a_page_in_french() -> None:
    answer = signed_in(make_user()).get("/nulle-part/")
    assert answer.status_code == 404
    assert 'lang="fr"' in answer.content.decode()


def test_an_address_that_only_takes_forms_says_so_and_leads_back_to_the_record() -> None:
    tree = make_tree()
    person = make_person(tree.office)
    answer = agent("counsellor", tree.office).get(reverse("people:numbers", args=[person.pk]))
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert 'lang="fr"' in page
    assert "Il n’y a rien à ouvrir à cette adresse" in page
    assert f'href="{reverse("people:file", args=[person.pk])}"' in page.split("<main", 1)[1]


def test_a_visitor_who_sends_to_a_public_page_that_only_reads_is_told_so_too() -> None:
    answer = Client().post(reverse("public:offers"))
    assert answer.status_code == 405
    assert "Il n’y a rien à ouvrir à cette adresse" in answer.content.decode()


def test_the_interface_of_systems_answers_in_its_own_way_not_with_a_page() -> None:
    answer = Client().delete("/api/v1/people")
    assert answer.status_code == 405
    assert "<html" not in answer.content.decode()
