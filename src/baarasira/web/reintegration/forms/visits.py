"""Forms of visits and of the survey, made for a phone: few letters to type, one thing after the other."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.files import IMAGES
from baarasira.reference.languages import LANGUAGES
from baarasira.reintegration.visits.enums import REFUSED, Found, Living, Mode, Problem, Wave
from baarasira.reintegration.visits.inputs import VisitData
from baarasira.reintegration.visits.survey import Item, items
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ...cooperation.forms.fields import text, whole
from .fields import boxes, choice, yes_no


def _asked(label: Any) -> forms.NullBooleanField:
    return yes_no(label, _("Not asked"))


class DegreesField(forms.DecimalField):
    """Degrees with six decimals, filled by the phone or typed; a comma is read as the decimal sign."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "12"})
        super().__init__(
            required=False, min_value=-most, max_value=most, max_digits=9, decimal_places=6, widget=widget, **kwargs
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out min and max, which only number boxes know."""
        return {}

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; more decimals than are kept are cut off."""
        typed = str(value or "").strip().replace(",", ".")
        whole_part, dot, decimals = typed.partition(".")
        return super().to_python(f"{whole_part}{dot}{decimals[:6]}")


_COLUMNS = (
    "found", "mode", "done_on", "active", "living", "sales", "costs", "stock", "savings", "debts", "paid_women", "paid_men",
    "unpaid", "equipment_held", "problems", "satisfaction", "leave_again", "support_given", "next_action", "photo", "latitude",
    "longitude",
)  # fmt: skip


class VisitForm(Form):
    """What the visitor found."""

    sections: ClassVar = [
        (_("The visit"), ("done_on", "mode", "found")),
        (_("The activity"), ("active", "living", "sales", "costs", "stock", "equipment_held")),
        (_("Who works there"), ("paid_women", "paid_men", "unpaid")),
        (_("Money put by and owed"), ("savings", "debts")),
        (_("How it goes"), ("problems", "satisfaction", "leave_again", "support_given", "next_action")),
        (_("Photo, on the spot"), ("photo", "latitude", "longitude")),
    ]
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    done_on = DateField(label=_("Day of the visit"))
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, widget=forms.RadioSelect)
    found = forms.ChoiceField(label=_("Whom you found"), choices=Found.choices, widget=forms.RadioSelect)
    active = _asked(_("Is the activity, the placement or the settling in going on?"))
    living = choice(_("Does the person live from it?"), Living.choices, required=False)
    sales = MoneyField(label=_("Sales of last month"), required=False)
    costs = MoneyField(label=_("Costs of last month"), required=False)
    stock = MoneyField(label=_("Worth of the stock"), required=False)
    equipment_held = _asked(_("Is the equipment still there?"))
    paid_women = whole(_("Women paid"), max_value=999)
    paid_men = whole(_("Men paid"), max_value=999)
    unpaid = whole(_("Helpers not paid"), max_value=999)
    savings = MoneyField(label=_("Savings"), required=False)
    debts = MoneyField(label=_("Debts"), required=False)
    problems = boxes(_("Problems"), Problem.choices)
    satisfaction = forms.TypedChoiceField(
        label=_("How satisfied is the person, from 1 to 5?"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Not asked")), *((number, str(number)) for number in range(1, 6))],
    )  # fmt: skip
    leave_again = _asked(_("Does the person think of leaving again?"))
    support_given = text(_("Help given during the visit"), 300)
    next_action = text(_("What is to be done next"), 300)
    photo = FileBoxField(label=_("Photo"), kinds=IMAGES, required=False)
    latitude = DegreesField(label=_("Latitude"), most=90)
    longitude = DegreesField(label=_("Longitude"), most=180)

    def data_of(self) -> VisitData:
        """Return what the action takes."""
        given = self.cleaned_data
        return VisitData(**{name: given[name] for name in _COLUMNS}, form_token=given["token"])


class AssignForm(Form):
    """Who makes the visit."""

    visitor = forms.ChoiceField(label=_("Visitor"))

    def __init__(self, *args: Any, users: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visitor"].choices = users


class BeginSurveyForm(Form):
    """How the survey is asked."""

    wave = choice(_("When in the road"), Wave.choices)
    mode = forms.ChoiceField(label=_("How"), choices=Mode.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Asked in"), choices=[])
    consented = forms.BooleanField(label=_("The person agrees to be asked"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(row.code, row.label) for row in LANGUAGES]


def _question(item: Item) -> forms.ChoiceField:
    choices = [*((option.key, option.label) for option in item.options), (REFUSED, _("Will not, or cannot say"))]
    return forms.ChoiceField(
        label=f"{item.number}. {item.question}", required=False, choices=choices, widget=forms.RadioSelect
    )


class SurveyForm(Form):
    """The questions of one dimension; those not answered yet may stay so."""

    def __init__(self, *args: Any, dimension: str, answers: dict[str, str], **kwargs: Any) -> None:
        kwargs["initial"] = {f"item_{key}": given for key, given in answers.items()}
        super().__init__(*args, **kwargs)
        for item in items():
            if item.dimension == dimension:
                self.fields[f"item_{item.number}"] = _question(item)

    def answers(self) -> dict[str, str]:
        """Return the answers given, by the number of the question."""
        return {name.removeprefix("item_"): given for name, given in self.cleaned_data.items() if given}


class WeightsForm(Form):
    """The weights of the survey, as a table pasted from a spreadsheet: number, weight in its dimension, weight in the whole."""

    valid_from = DateField(label=_("From which day"))
    source = text(_("Where they come from"), 200, required=True)
    official = forms.BooleanField(label=_("They are the official weights of the IOM manual"), required=False)
    weights = forms.CharField(
        label=_("Weights"), widget=forms.Textarea(attrs={"rows": 12}), max_length=4000,
        help_text=_("One line a question: its number, its weight in its dimension, its weight in the whole."),
    )  # fmt: skip

    def by_item(self) -> dict[str, list[str]]:
        """Return the weights by the number of the question; a line that is not three words is kept as it is, to be refused."""
        lines = [line.replace(";", " ").split() for line in self.cleaned_data["weights"].splitlines() if line.strip()]
        return {parts[0]: parts[1:3] if len(parts) == 3 else ["", ""] for parts in lines}
