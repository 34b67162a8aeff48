"""The pages of offers, as an adviser and a director use them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.urls import reverse

from agents import agent
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.reference.occupation_models import ConfirmedName
from baarasira.web.openings.panel import Panel
from factories import Tree, make_employer, make_opening, make_reference, make_territory, make_tree
from pages import check_closed_to_visitors, check_shown_not_run, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    make_reference()
    make_territory()
    return make_tree()


def form_values(tree: Tree, **values: object) -> dict[str, object]:
    return {
        "office": tree.office.pk,
        "source_channel": "visit",
        "title": "Soudeur ou soudeuse",
        "occupation": "7212",
        "seats": "2",
        "contract": "fixed_term",
        "months": "12",
        "wage": "90 000",
        "wage_currency": "XOF",
        "wage_period": "month",
        "region": "ML-4",
        "starts_on": "01/02/2099",
        **values,
    }


def test_recording_submitting_and_approving_in_pages(tree: Tree) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    director = agent("director", tree.directorate)
    page = adviser.get(reverse("openings:new"), {"employer": str(employer.pk)})
    assert employer.name in page.content.decode()
    answer = adviser.post(reverse("openings:new"), form_values(tree, employer=str(employer.pk)))
    opening = Opening.objects.get()
    assert answer["Location"] == reverse("openings:file", args=[opening.pk])
    assert opening.wage == 90_000
    adviser.post(reverse("openings:submit", args=[opening.pk]), {"version": opening.version})
    opening.refresh_from_db()
    address = reverse("openings:decide", args=[opening.pk])
    assert opening.title in director.get(reverse("openings:approvals")).content.decode()
    page = director.get(address)
    shown = page.context["form"]["expires_on"].value()
    answer = director.post(
        address, {"decision": "approve", "version": opening.version, "expires_on": shown.strftime("%d/%m/%Y")}
    )
    opening.refresh_from_db()
    assert opening.state == OpeningState.PUBLISHED
    assert director.get(answer["Location"]).status_code == 200


def test_occupations_chosen_for_the_words_typed_count_once_the_offer_is_recorded(tree: Tree) -> None:
    employer = make_employer(tree.office)
    words = {
        "occupation_words": ["7212\tsoudeur à l'arc"],
        "alternatives": ["7213"],
        "alternatives_words": ["7213\ttôlier"],
    }
    sent = form_values(tree, employer=str(employer.pk), **words)
    agent("employer_adviser", tree.office).post(reverse("openings:new"), sent)
    assert set(ConfirmedName.objects.values_list("words", "code", "count")) == {
        ("soudeur à l'arc", "7212", 1),
        ("tôlier", "7213", 1),
    }


@pytest.mark.parametrize("state", ["received", "submitted", "published", "expired", "unfilled", "cancelled"])
def test_every_page_opens_in_every_state(tree: Tree, state: str) -> None:
    opening = make_opening(tree.office, state=state)
    for role in ("employer_adviser", "director", "auditor"):
        client = agent(role, tree.directorate)
        assert client.get(reverse("openings:list")).status_code == 200
        assert client.get(reverse("openings:export")).status_code == 200
        assert client.get(reverse("openings:file", args=[opening.pk])).status_code == 200
    client = agent("employer_adviser", tree.office)
    for name in ("edit", "decide", "extend", "close", "cancel"):
        assert client.get(reverse(f"openings:{name}", args=[opening.pk])).status_code in {200, 302}


def test_the_rules_are_said_while_one_writes(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    answer = adviser.post(reverse("openings:check"), form_values(tree, wage="39 999", title="Vendeuse célibataire"))
    text = answer.content.decode()
    assert 'id="rule-wage"' in text
    assert "39\u00a0999" in text
    assert "40\u00a0000" in text
    assert Opening.objects.count() == 0


def test_drafts_of_other_territories_do_not_exist_and_published_offers_are_read(tree: Tree) -> None:
    draft = make_opening(tree.far_office, state="received", title="Brouillon lointain")
    shown = make_opening(tree.far_office, title="Offre lointaine")
    adviser = agent("employer_adviser", tree.office)
    assert adviser.get(reverse("openings:file", args=[draft.pk])).status_code == 404
    assert adviser.get(reverse("openings:file", args=[shown.pk])).status_code == 200
    for name in ("edit", "decide", "extend", "close", "cancel"):
        for opening in (draft, shown):
            assert adviser.get(reverse(f"openings:{name}", args=[opening.pk])).status_code == 404, name
    assert "lointain" not in adviser.get(reverse("openings:list")).content.decode()
    everywhere = adviser.get(reverse("openings:list"), {"everywhere": "on"}).content.decode()
    assert "Offre lointaine" in everywhere
    assert "Brouillon lointain" not in everywhere


def test_a_visitor_is_led_to_the_door(tree: Tree) -> None:
    opening = make_opening(tree.office)
    addresses = [reverse(f"openings:{name}") for name in ("list", "new", "export")]
    check_closed_to_visitors([*addresses, reverse("openings:file", args=[opening.pk])])


def test_html_in_an_offer_is_shown_not_run(tree: Tree) -> None:
    nasty = "<img src=x onerror=alert(1)>"
    opening = make_opening(
        tree.office, state="submitted", title=f"Soudeur {nasty}", description=nasty, benefits=nasty, workplace=nasty
    )
    own = [reverse("openings:list"), reverse("openings:file", args=[opening.pk])]
    check_shown_not_run(agent("employer_adviser", tree.office), own, "<img src=x")
    decisions = [reverse("openings:approvals"), reverse("openings:decide", args=[opening.pk])]
    check_shown_not_run(agent("director", tree.office), decisions, "<img src=x")


def test_the_number_of_queries_does_not_grow_with_the_rows(tree: Tree) -> None:
    director = agent("director", tree.office)
    employer = make_employer(tree.office)
    make_opening(tree.office, employer=employer, state="submitted")
    pages = [reverse("openings:list"), reverse("openings:approvals"), reverse("openings:export")]
    few = [queries_of(director, address) for address in pages]
    for _ in range(29):
        make_opening(tree.office, employer=make_employer(tree.office), state="submitted")
    assert [queries_of(director, address) for address in pages] == few


def test_an_offer_that_breaks_a_rule_is_kept_and_its_file_says_which(tree: Tree) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    sent = form_values(tree, employer=str(employer.pk), wage="39 999")
    assert adviser.post(reverse("openings:new"), sent).status_code == 302
    opening = Opening.objects.get()
    page = adviser.get(reverse("openings:file", args=[opening.pk])).content.decode()
    assert "40\u00a0000\u00a0FCFA" in page
    assert reverse("openings:submit", args=[opening.pk]) not in page
    refused = adviser.post(reverse("openings:submit", args=[opening.pk]), {"version": opening.version})
    assert refused.status_code == 422
    opening.refresh_from_db()
    assert opening.state == OpeningState.RECEIVED


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("40 000", "40000"),
        ("40\u00a0000 FCFA", "40000"),
        ("40.000,50", "40000.50"),
        ("230,77", "230.77"),
        ("230.77", "230.77"),
    ],
)
def test_a_wage_is_read_as_people_write_it(tree: Tree, typed: str, kept: str) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    adviser.post(reverse("openings:new"), form_values(tree, employer=str(employer.pk), wage=typed))
    assert Opening.objects.get().wage == Decimal(kept)


@pytest.mark.parametrize("typed", ["trente mille", "NaN", "1e999", "-5", "12,345,6"])
def test_what_is_no_amount_comes_back_beside_its_field(tree: Tree, typed: str) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    page = adviser.post(reverse("openings:new"), form_values(tree, employer=str(employer.pk), wage=typed))
    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {"wage"}
    assert typed in page.content.decode()
    assert not Opening.objects.exists()


def test_the_employer_may_be_typed_without_script(tree: Tree) -> None:
    employer = make_employer(tree.far_office, name="Comptoir de Kayes")
    adviser = agent("employer_adviser", tree.office)
    sent = form_values(tree, employer_text="comptoir kayes", languages_required_text="français b1")
    assert adviser.post(reverse("openings:new"), sent).status_code == 302
    opening = Opening.objects.get()
    assert (opening.employer, opening.languages_required) == (employer, ["fr:B1"])


def test_the_same_send_twice_records_one_offer(tree: Tree) -> None:
    employer = make_employer(tree.office)
    adviser = agent("employer_adviser", tree.office)
    sent = form_values(tree, employer=str(employer.pk), form_token=str(uuid4()))
    first, again = (adviser.post(reverse("openings:new"), sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Opening.objects.count() == 1


def test_a_stale_correction_is_refused_and_kept_on_the_page(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    opening = make_opening(tree.office, state="received")
    address = reverse("openings:edit", args=[opening.pk])
    sent = form_values(tree, employer=str(opening.employer_id), version=opening.version)
    assert adviser.post(address, sent).status_code == 302
    page = adviser.post(address, {**sent, "title": "Tout autre titre"})
    assert page.status_code == 422
    assert "Tout autre titre" in page.content.decode()
    opening.refresh_from_db()
    assert opening.title == "Soudeur ou soudeuse"


def test_correcting_without_changing_anything_changes_nothing(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    opening = make_opening(
        tree.office,
        state="received",
        wage=Decimal("90000"),
        hours_per_week=Decimal("37.5"),
        alternatives=("7213",),
        skills_required=("plan",),
        languages_wanted=("fr:B1",),
        licences=("B",),
        min_education=0,
        min_years=2,
        min_years_strict=True,
    )
    before = Opening.objects.values().get()
    form = adviser.get(reverse("openings:edit", args=[opening.pk])).context["form"]
    sent = {
        bound.html_name: _as_sent(bound.value()) for bound in form if _as_sent(bound.value()) not in (None, [], False)
    }
    answer = adviser.post(reverse("openings:edit", args=[opening.pk]), sent)
    assert answer.status_code == 302
    assert Opening.objects.values().get() == before


def _as_sent(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else value


def test_the_panel_shown_live_is_the_one_of_the_page_reloaded(tree: Tree) -> None:
    adviser = agent("employer_adviser", tree.office)
    employer = make_employer(tree.office, state="recorded")
    sent = form_values(tree, employer=str(employer.pk), wage="10 000", max_age="30", title="")
    live = adviser.post(reverse("openings:check"), sent)
    page = adviser.post(reverse("openings:new"), sent)
    assert page.status_code == 422
    assert _sentences(live.context["panel"]) == _sentences(page.context["panel"])
    assert len(_sentences(live.context["panel"])) == 3


def _sentences(panel: Panel) -> list[tuple[str, str]]:
    return [(item.field, str(item.sentence)) for item in (*panel.stops, *panel.missing, *panel.warnings)]


def test_closing_asks_why_when_places_are_left(tree: Tree) -> None:
    opening = make_opening(tree.office, seats=2)
    adviser = agent("employer_adviser", tree.office)
    address = reverse("openings:close", args=[opening.pk])
    assert adviser.post(address, {"version": opening.version}).status_code == 422
    sent = {"reason": "pay", "note": "Salaire trop bas pour Ségou.", "version": opening.version}
    assert adviser.post(address, sent).status_code == 302
    opening.refresh_from_db()
    assert (opening.state, opening.close_reason) == (OpeningState.UNFILLED, "pay")
    assert "Salaire trop bas pour Ségou." in adviser.get(reverse("openings:file", args=[opening.pk])).content.decode()


def test_returning_for_correction_in_pages(tree: Tree) -> None:
    opening = make_opening(tree.office, state="submitted")
    director = agent("director", tree.directorate)
    address = reverse("openings:decide", args=[opening.pk])
    reason = "Le nombre d'heures manque."
    director.post(address, {"decision": "return", "reason": reason, "version": opening.version})
    opening.refresh_from_db()
    assert opening.state == OpeningState.RECEIVED
    adviser = agent("employer_adviser", tree.office)
    page = adviser.get(reverse("openings:file", args=[opening.pk])).content.decode()
    assert "Le nombre d&#x27;heures manque." in page


def test_the_filters_answer_and_survive_nonsense(tree: Tree) -> None:
    wanted = make_opening(tree.office, title="Maçon", occupation="7112")
    make_opening(tree.office, state="received", title="Comptable", occupation="2411")
    adviser = agent("employer_adviser", tree.office)
    for query in ({"q": "macon"}, {"state": "published"}, {"occupation": "7112"}, {"q": wanted.number.lower()}):
        page = adviser.get(reverse("openings:list"), query).content.decode()
        assert "Maçon" in page, query
        assert "Comptable" not in page, query
    for query in ({"state": "nonsense"}, {"office": "x"}, {"region": "'"}, {"q": "%_" * 40}, {"occupation": "zz"}):
        assert adviser.get(reverse("openings:list"), query).status_code == 200, query
    assert adviser.get(reverse("openings:list"), {"after": "damaged"}).status_code == 400
