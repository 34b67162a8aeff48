"""Forms of the offers' pages."""

import re
import uuid
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.employers import queries as employers
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.openings.details import OpeningDetails, of
from baarasira.openings.enums import CloseReason, ContractKind, OfferSource, OpeningState, WagePeriod
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import is_unit_group
from baarasira.reference.skills import SKILLS
from baarasira.web.employers.offices import OfficeField, cercle_choices, country_choices, offices_for, region_choices
from baarasira.web.shell.forms import DateField, Form, SuggestField

from . import choices

CHOOSE = _("Choose…")
NONE = _("None")
MOST_SKILLS = 10
SKILLS_FIELDS = ("skills_required", "skills_wanted")
_FIRST_CURRENCIES = ("XOF", "EUR", "XAF", "SAR", "KWD", "EGP", "LYD", "MAD", "USD")


class NumberField(forms.DecimalField):
    """A number as people write it: ``40 000``, ``230,77``, ``1 221.50``; the comma is the decimal sign."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("This is not a number we can read. Write it in figures, like this: 40 000 or 230,77.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "size": "12", "autocomplete": "off"})
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number, or None for an empty field."""
        if isinstance(value, str):
            value = re.sub(r"(?i)\s*(f\s*cfa|fcfa|xof|f|h)\.?\s*$", "", value.strip())
            value = re.sub(r"(?<=\d)\s(?=\d{3}(\D|$))", "", value)
            value = re.sub(r"(?<=\d)\.(?=\d{3}(\D|$))", "", value) if "," in value or value.count(".") > 1 else value
            value = value.replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored number without idle zeros, its thousands apart and a comma; what was typed comes back as typed."""
        if not isinstance(value, Decimal):
            return value
        plain = f"{value.normalize():,f}"
        return plain.replace(",", "\u00a0").replace(".", ",")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out min, max and step, which only number boxes know."""
        return {}


def _whole(label: Any, **kwargs: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"class": "short"})
    return forms.IntegerField(label=label, required=kwargs.pop("required", False), min_value=0, widget=widget, **kwargs)


def _text(label: Any, length: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def _employer(code: str) -> Employer | None:
    try:
        return Employer.objects.filter(pk=UUID(code)).first()
    except ValueError:
        return None


def _employer_label(code: str) -> str:
    found = _employer(code)
    return found.name if found else code


def _occupation(label: Any, *, required: bool, **kwargs: Any) -> SuggestField:
    return SuggestField(
        label=label,
        url=reverse_lazy("openings:suggest-occupation"),
        label_for=choices.occupation_label,
        known=is_unit_group,
        resolve=choices.resolve_occupation,
        keeps_words=True,
        required=required,
        **kwargs,
    )


def _languages(label: Any) -> SuggestField:
    return SuggestField(
        label=label,
        url=reverse_lazy("openings:suggest-language"),
        label_for=choices.language_label,
        known=choices.language_known,
        resolve=choices.resolve_language,
        multiple=True,
        limit=6,
        required=False,
        help_text=_("Type the language, then choose the level; or write them together: français B1."),
    )


def _skills(label: Any) -> SuggestField:
    return SuggestField(
        label=label,
        url=reverse_lazy("openings:suggest-skill"),
        label_for=choices.skill_label,
        known=SKILLS.__contains__,
        resolve=choices.resolve_skill,
        multiple=True,
        limit=MOST_SKILLS,
        required=False,
        help_text=_("Type a word of it, then choose among the suggestions."),
    )


class OpeningForm(Form):
    """One offer on one page: what is required stands apart from what is wished for."""

    sections: ClassVar = [
        (_("Employer"), ("office", "employer", "source_channel", "received_on")),
        (_("The work"), ("title", "occupation", "alternatives", "seats", "description")),
        (_("Contract and pay"), ("contract", "months", "wage", "wage_currency", "wage_period", "hours_per_week", "benefits")),
        (_("Place and date"), ("region", "cercle", "country", "workplace", "starts_on")),
        (
            _("Required: whoever lacks it is not proposed"),
            (
                "min_years", "min_years_strict", "skills_required", "languages_required", "min_education", "licences",
                "min_age", "max_age", "age_basis",
            ),
        ),
        (_("Wished for: it puts a person higher on the list"), ("skills_wanted", "languages_wanted")),
    ]  # fmt: skip
    office = OfficeField()
    employer = SuggestField(
        label=_("Employer"),
        url=reverse_lazy("employers:suggest"),
        label_for=_employer_label,
        known=lambda code: _employer(code) is not None,
        help_text=_("Its name, its number, its NIF or its RCCM."),
    )
    source_channel = forms.ChoiceField(
        label=_("How the offer came"), choices=OfferSource.choices, initial=OfferSource.DESK
    )
    received_on = DateField(label=_("Received on"), required=False)
    title = _text(
        _("Title"),
        200,
        required=True,
        help_text=_("As candidates will read it, for women and men: « Soudeur ou soudeuse »."),
    )
    occupation = _occupation(
        _("Occupation"),
        required=False,
        help_text=_("Type the work in everyday words, then choose among the suggestions."),
    )
    alternatives = _occupation(_("Other occupations that suit"), required=False, multiple=True, limit=5)
    seats = _whole(_("Places"), required=True, initial=1)
    description = forms.CharField(
        label=_("Description"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What will be done, with what, with whom."),
    )  # fmt: skip
    contract = forms.ChoiceField(label=_("Contract"), choices=[("", CHOOSE), *ContractKind.choices])
    months = _whole(_("Length in months"))
    wage = NumberField(label=_("Wage"), required=False, max_digits=12, decimal_places=2)
    wage_currency = forms.ChoiceField(label=_("Currency"), initial="XOF")
    wage_period = forms.ChoiceField(label=_("Paid"), choices=WagePeriod.choices, initial=WagePeriod.MONTH)
    hours_per_week = NumberField(
        label=_("Hours a week"),
        required=False,
        max_digits=4,
        decimal_places=1,
        help_text=_("The legal week has 40 hours."),
    )
    benefits = _text(_("Benefits"), 300, help_text=_("Meals, lodging, transport…"))
    region = forms.ChoiceField(label=_("Region"), required=False)
    cercle = forms.ChoiceField(label=_("Cercle"), required=False)
    country = forms.ChoiceField(label=_("Or country, for work abroad"), required=False)
    workplace = _text(_("Workplace"), 200)
    starts_on = DateField(label=_("Beginning of the work"))
    min_years = _whole(_("Years of practice"))
    min_years_strict = forms.BooleanField(label=_("Fewer years are refused"), required=False)
    skills_required = _skills(_("Skills required"))
    languages_required = _languages(_("Languages required"))
    min_education = forms.ChoiceField(label=_("Schooling required"), required=False)
    licences = forms.MultipleChoiceField(
        label=_("Licences and certificates required"), required=False, widget=forms.CheckboxSelectMultiple
    )
    min_age = _whole(_("Youngest age"))
    max_age = _whole(_("Oldest age"))
    age_basis = _text(
        _("Legal text that asks for this age"), 300, help_text=_("An age bound without a legal text is discrimination.")
    )
    skills_wanted = _skills(_("Skills wished for"))
    languages_wanted = _languages(_("Languages wished for"))
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, actor: Actor, opening: Opening | None = None, employer: Employer | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_initial(actor, opening, employer), **kwargs)
        self.actor = actor
        currencies = sorted(
            CURRENCIES, key=lambda item: _FIRST_CURRENCIES.index(item.code) if item.code in _FIRST_CURRENCIES else 99
        )
        self._offer("wage_currency", [(item.code, item.label) for item in currencies])
        self._offer("region", region_choices(_("Work abroad")))
        self._offer("cercle", cercle_choices())
        self._offer("country", country_choices(home=False, empty=_("Work in Mali")))
        self._offer("min_education", [("", NONE), *EDUCATION_LEVELS.choices()])
        self._offer("licences", LICENCES.choices())
        self.fields["employer"].resolve = self._employer_named  # type: ignore[attr-defined]
        if opening is None:
            office: OfficeField = self.fields["office"]  # type: ignore[assignment]
            office.offer(actor, offices_for(actor, OPENINGS, "receive"))
            del self.fields["version"]
        else:
            del self.fields["office"], self.fields["form_token"]
            on_file = frozenset((*opening.skills_required, *opening.skills_wanted))
            for name in SKILLS_FIELDS:  # an import may have brought codes of another list
                self.fields[name].known = lambda code: code in SKILLS or code in on_file  # type: ignore[attr-defined]

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = offered  # type: ignore[attr-defined]

    def _employer_named(self, text: str) -> str | None:
        """Return the one employer that words typed without choosing mean; None when there are none or several."""
        found = list(employers.named(employers.findable_by(self.actor), text)[:2])
        return str(found[0].pk) if len(found) == 1 else None

    @property
    def chosen_employer(self) -> Employer | None:
        """The employer of a form whose field is right."""
        return _employer(self.cleaned_data.get("employer") or "")

    def details(self) -> OpeningDetails:
        """Return what the form says; fields left out or wrong take their empty value, so that rules can be asked early."""
        held = self.cleaned_data
        values = {name: held[name] for name in OpeningDetails.__slots__ if held.get(name) not in (None, "")}
        for name in (*SKILLS_FIELDS, "languages_required", "languages_wanted", "alternatives", "licences"):
            values[name] = tuple(held.get(name) or ())
        if values.get("min_education") is not None:
            values["min_education"] = int(values["min_education"])
        missing: dict[str, Any] = {"title": "", "contract": "", "starts_on": date.max}
        return OpeningDetails(**{**missing, **values})


def _initial(actor: Actor, opening: Opening | None, employer: Employer | None) -> dict[str, Any]:
    if opening is None:
        chosen = {"employer": str(employer.pk), "region": employer.region_id or ""} if employer else {}
        return {"form_token": uuid.uuid4(), "received_on": actor.today, **chosen}
    details = of(opening)
    values = {name: getattr(details, name) for name in OpeningDetails.__slots__}
    values["min_education"] = "" if opening.min_education is None else str(opening.min_education)
    return {**values, "employer": str(opening.employer_id), "version": opening.version}


class OpeningFilter(Form):
    """The filters of the list of offers."""

    q = forms.CharField(
        label=_("Title, employer or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"size": "18"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *OpeningState.choices])
    region = forms.ChoiceField(label=_("Region"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    occupation = _occupation(_("Occupation"), required=False)
    everywhere = forms.BooleanField(label=_("Published in the whole country"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = region_choices(pgettext_lazy("regions", "All"))  # type: ignore[attr-defined]
        offices = offices_for(actor, OPENINGS, "view")
        self.fields["office"].choices = [("", _("All the offices")), *((str(item.pk), item.name) for item in offices)]  # type: ignore[attr-defined]


class ExtensionForm(Form):
    """Until when an offer is published."""

    expires_on = DateField(label=_("Last day of publication"))


class ClosingForm(Form):
    """Why an offer is closed; asked only when places are left."""

    reason = forms.ChoiceField(label=_("Why places are left"))
    note = forms.CharField(
        label=_("In a few words"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    _LEFT = (
        CloseReason.NO_CANDIDATE, CloseReason.PAY, CloseReason.SKILLS, CloseReason.WITHDRAWN, CloseReason.FOUND_ELSEWHERE,
    )  # fmt: skip

    def __init__(self, *args: Any, filled: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", CHOOSE), *((item.value, item.label) for item in self._LEFT)]  # type: ignore[attr-defined]
        if filled:
            del self.fields["reason"]


class CancellationForm(Form):
    """Why an offer is cancelled."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("", CHOOSE),
            *(
                (item.value, item.label)
                for item in (CloseReason.ERROR, CloseReason.WITHDRAWN, CloseReason.FOUND_ELSEWHERE)
            ),
        ],
    )
    note = forms.CharField(label=_("In your own words"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
