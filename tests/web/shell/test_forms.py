"""Forms: one markup, errors beside the field and summed up on top, what people really type."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation

from baarasira.kernel.errors import BusinessError, Finding, RuleRefused
from baarasira.web.shell.forms import DateField, Form, MoneyField, SuggestField
from baarasira.web.shell.showroom import PersonForm, faulty_form


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


class Page(HTMLParser):
    """Reads ids, labels and references of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])


def test_every_field_has_a_label_and_every_reference_leads_somewhere():
    page = Page(str(faulty_form()))
    assert len(page.ids) == len(set(page.ids))
    references = [
        item
        for _tag, attrs in page.tags
        for item in (
            attrs.get("aria-describedby", "") + " " + attrs.get("for", "") + " " + attrs.get("href", "").lstrip("#")
        ).split()
    ]
    assert references
    assert [item for item in references if item not in page.ids] == []
    labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label" and "for" in attrs}
    inputs = [
        attrs["id"]
        for tag, attrs in page.tags
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden"
    ]
    assert len(inputs) > 12
    assert [item for item in inputs if item not in labelled] == []


def test_errors_stand_beside_their_field_and_are_summed_up_on_top():
    html = str(faulty_form())
    assert html.index('id="errors"') < html.index("<label")
    assert "9 points à corriger" in html
    sentence = "Ce numéro a 4 chiffres ; un numéro du Mali en a 8."
    assert html.count(sentence) == 2
    assert '<a href="#id_faulty-phone">Téléphone\u00a0: ' in html
    phone = re.search(r'<input type="tel"[^>]*>', html)
    assert phone
    assert 'aria-invalid="true"' in phone[0]
    assert 'aria-describedby="id_faulty-phone_helptext id_faulty-phone_error"' in phone[0]
    assert 'href="#id_faulty-sex_0"' in html


def test_a_form_without_error_has_no_summary_and_says_what_its_mark_means():
    html = str(PersonForm())
    assert 'id="errors"' not in html
    assert "sont obligatoires" in html
    assert html.count("<legend>Identité</legend>") == 1
    assert html.index("Identité") < html.index("Coordonnées") < html.index("Travail")
    assert " style=" not in html


class DateForm(Form):
    on = DateField(required=False)
    wage = MoneyField(required=False)


@pytest.mark.parametrize(
    "typed", ["31/12/1985", "31-12-1985", "31.12.1985", "31 12 1985", "31121985", "1985-12-31", " 31 / 12 / 1985 "]
)
def test_a_date_is_read_as_people_write_it(typed):
    form = DateForm({"on": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(1985, 12, 31)


@pytest.mark.parametrize("typed", ["31/12/85", "1985", "vers 1985", "31/02/1985", "12/31/1985", "hier", "99999999"])
def test_a_date_that_cannot_be_read_says_how_to_write_it(typed):
    form = DateForm({"on": typed})
    assert not form.is_valid()
    assert "ainsi\u00a0: 31/12/1985" in form.errors["on"][0]


def test_a_stored_date_is_shown_the_french_way():
    assert 'value="31/12/1985"' in str(DateForm(initial={"on": date(1985, 12, 31)}))


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("40000", 40000),
        ("40 000", 40000),
        ("40.000 FCFA", 40000),
        ("40\u202f000\u00a0F CFA", 40000),
        ("1 250 000 F", 1250000),
        ("", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    form = DateForm({"wage": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["wage"] == amount


@pytest.mark.parametrize("typed", ["35 mille", "40,5", "4.5", "-3"])
def test_an_amount_that_is_not_whole_francs_is_refused(typed):
    assert not DateForm({"wage": typed}).is_valid()


def test_an_amount_comes_back_readable_and_what_was_typed_comes_back_as_typed():
    assert 'value="40\u00a0000"' in str(DateForm(initial={"wage": 40000}))
    assert 'value="35 mille"' in str(DateForm({"wage": "35 mille"}))


WORDS = {"7212": "Soudeur", "7231": "Mécanicien"}


class TradeForm(Form):
    trade = SuggestField(
        url="/s", label_for=WORDS.__getitem__, known=WORDS.__contains__,
        resolve=lambda typed: {"soudeur": "7212"}.get(typed.lower()),
    )  # fmt: skip
    others = SuggestField(
        url="/s", label_for=WORDS.__getitem__, known=WORDS.__contains__, multiple=True, limit=1, required=False
    )


def test_a_choice_among_suggestions_gives_its_code_with_or_without_script():
    with_script = TradeForm(QueryDict("trade=7231&trade_text=M%C3%A9canicien"))
    assert with_script.is_valid(), with_script.errors
    assert with_script.cleaned_data == {"trade": "7231", "others": []}
    assert 'value="Mécanicien"' in str(with_script)
    without = TradeForm(QueryDict("trade_text=soudeur"))
    assert without.is_valid()
    assert without.cleaned_data["trade"] == "7212"


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ("trade_text=r%C3%A9parateur", "trade", "sans rien choisir"),
        ("trade=9999", "trade", "pas dans la liste"),
        ("", "trade", "obligatoire"),
        ("trade=7212&others=7212&others=7231", "others", "1 au plus"),
    ],
)
def test_a_choice_that_is_none_says_what_to_do(sent, field, sentence):
    form = TradeForm(QueryDict(sent))
    assert not form.is_valid()
    assert sentence in form.errors[field][0]


def test_what_was_typed_without_choosing_comes_back():
    assert 'value="réparateur"' in str(TradeForm(QueryDict("trade_text=r%C3%A9parateur")))


def test_a_refusal_of_an_action_goes_beside_the_field_it_names():
    form = DateForm({})
    assert form.is_valid()
    form.refuse(
        RuleRefused([Finding("R-01", "Le salaire est trop bas.", "wage"), Finding("R-02", "Il manque un accord.")])
    )
    assert form.errors == {"wage": ["Le salaire est trop bas."], "__all__": ["Il manque un accord."]}
    other = DateForm({})
    other.is_valid()
    other.refuse(BusinessError("L'offre est close."))
    assert "L&#x27;offre est close." in str(other)


def test_a_form_of_django_itself_is_drawn_with_the_same_markup():
    class Plain(forms.Form):
        name = forms.CharField(label="Nom")

    html = str(Plain({}))
    assert 'class="field wrong"' in html
    assert 'href="#id_name"' in html


def test_a_set_of_forms_sums_up_the_errors_of_all():
    phones = forms.formset_factory(DateForm, extra=1)
    sent = phones({"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-on": "hier", "form-1-on": "demain"})
    assert not sent.is_valid()
    html = str(sent)
    assert "2 points à corriger" in html
    assert html.count('id="errors"') == 1
    assert 'name="form-TOTAL_FORMS"' in html
