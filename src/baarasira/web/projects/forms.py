"""Forms of business projects and of their committee."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.files import EVERYTHING
from baarasira.programmes.enums import Axis
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.sectors import SECTORS
from baarasira.reintegration.projects.enums import Motive, Outcome, Part, ProjectKind, SeatRole, Site, Training
from baarasira.reintegration.projects.rules.forecast import MONTHS
from baarasira.reintegration.projects.rules.grid import GridLine
from baarasira.selection.enums import ConflictNature
from baarasira.web.cooperation.forms.fields import CHOOSE, area, text, whole
from baarasira.web.files.fields import FileBoxField
from baarasira.web.funds.forms import DegreesField, MoneyForm, UnitsField
from baarasira.web.shell.forms import DateField, Form, MoneyField

_LISTS = ("revenue", "purchases", "charges")


class BeginForm(Form):
    """A project to begin."""

    title = text(_("Name of the project"), 150, required=True, help_text=_("For example: Moulin de quartier à Ségou."))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class PartForm(Form):
    """One part of the file; `version` of the project it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """Return what the part holds, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ActivityForm(PartForm):
    """Activity and site."""

    title = text(_("Name of the project"), 150, required=True)
    kind = forms.ChoiceField(label=_("Who carries it"), choices=ProjectKind.choices)
    members = whole(_("Members, the person included"), required=True, min_value=1)
    sector = forms.ChoiceField(label=_("Branch of activity"), required=False)
    activity = area(_("What the business does, day by day"), rows=4, length=1000)
    place = text(_("Where"), 200)
    latitude = DegreesField(90, label=_("Latitude of the site"), required=False)
    longitude = DegreesField(180, label=_("Longitude of the site"), required=False)
    site = forms.ChoiceField(label=_("The site is"), choices=Site.choices)
    site_proof = text(_("Paper that proves the right to the site"), 200)
    jobs = whole(_("People who will work there besides the person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", CHOOSE), *((term.code, term.short) for term in SECTORS)]
        self.fields["sector"].choices = choices  # type: ignore[attr-defined]


class MarketForm(PartForm):
    """The market."""

    customers = area(_("Who buys, and how many they are"), rows=3, length=1000)
    competitors = area(_("Who sells the same nearby"), rows=3, length=1000)
    suppliers = area(_("Where the supplies come from"), rows=3, length=1000)


class OwnMoneyForm(PartForm):
    """Contribution and amount asked."""

    own_cash = MoneyField(label=_("Contribution in cash"), required=False)
    own_kind = MoneyField(label=_("Contribution in kind, as valued"), required=False)
    own_words = text(_("What the contribution is"), 300)
    working_capital = MoneyField(label=_("Working capital for the first months"), required=False)
    asked = MoneyField(label=_("Amount asked for"), required=False)


class RisksForm(PartForm):
    """Risks, licences, environment."""

    risks = area(_("What may go wrong, and what is done then"), rows=4, length=1000)
    licences = text(_("Licences and authorisations needed"), 300)
    environment = area(_("Remark on the environment"), rows=2, length=500)


class ForecastForm(PartForm):
    """Twelve months of sales, costs that follow them, other charges; an empty box is zero."""

    loan_month = MoneyField(label=_("Loan repaid each month"), required=False)

    def __init__(self, *args: Any, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {"revenue": now("Sales"), "purchases": now("Purchases"), "charges": now("Other charges")}
        self.months = [_month(first, place) for place in range(MONTHS)]
        for place, month in enumerate(self.months):
            for name in _LISTS:
                self.fields[f"{name}_{place}"] = MoneyField(label=f"{labels[name]}, {month}", required=False)

    def parts(self) -> Any:
        """Yield the loan, then each month with its three amounts."""
        yield "", [self["loan_month"]]
        for place, month in enumerate(self.months):
            yield month, [self[f"{name}_{place}"] for name in _LISTS]

    def values(self) -> dict[str, Any]:
        """Return the three lists of twelve amounts."""
        given = self.cleaned_data
        lists = {name: [given.get(f"{name}_{place}") or 0 for place in range(MONTHS)] for name in _LISTS}
        return {**lists, "loan_month": given.get("loan_month") or 0}


def _month(first: date, place: int) -> str:
    index = first.month - 1 + place
    return date_format(date(first.year + index // 12, index % 12 + 1, 1), "F Y")


PART_FORMS: dict[str, type[PartForm]] = {
    Part.ACTIVITY: ActivityForm,
    Part.MARKET: MarketForm,
    Part.MONEY: OwnMoneyForm,
    Part.FORECAST: ForecastForm,
    Part.RISKS: RisksForm,
}


class CourseForm(Form):
    """The course through which the person comes to the project."""

    training = forms.ChoiceField(label=_("Course"), choices=[("", CHOOSE), *Training.choices])
    on = DateField(label=_("Course finished on"))
    place = text(_("Where"), 150)
    paper = FileBoxField(label=_("Workbook or certificate"), kinds=EVERYTHING, required=False)


class EquipmentForm(Form):
    """A line of equipment."""

    label = text(_("What must be bought"), 150, required=True)
    quantity = whole(_("How many"), required=True, min_value=1, initial=1)


class QuoteForm(MoneyForm):
    """A pro-forma; its currency is chosen with it, and a rate is asked for where no law fixes one."""

    sections: ClassVar = [
        (_("The pro-forma"), ("supplier", "phone", "dated_on", "amount", "currency", "paper")),
        (_("Rate, for a currency other than FCFA and euro"), ("rate", "rate_on", "rate_source")),
    ]
    supplier = text(_("Supplier"), 150, required=True)
    phone = text(_("Telephone of the supplier"), 20)
    dated_on = DateField(label=_("Dated"))
    amount = UnitsField(label=_("Total amount"))
    currency = forms.ChoiceField(label=_("Currency"), initial="XOF")
    paper = FileBoxField(label=_("The pro-forma itself"), kinds=EVERYTHING, required=False)
    rate = text(_("FCFA for one unit"), 20)
    rate_on = DateField(label=_("Rate of the day"), required=False)
    rate_source = text(_("Where the rate was read"), 120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = args[0] if args else kwargs.get("data")
        kwargs["currency"] = (data or {}).get("currency") or "XOF"
        super().__init__(*args, **kwargs)
        choices = [(term.code, f"{term.label} ({term.code})") for term in CURRENCIES]
        self.fields["currency"].choices = choices  # type: ignore[attr-defined]


class ConveneForm(Form):
    """A session to convene."""

    structure = forms.ChoiceField(label=_("Committee of"))
    held_on = DateField(label=_("Day of the session"))
    place = text(_("Where the committee meets"), 150, required=True)

    def __init__(self, *args: Any, structures: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].choices = list(structures)  # type: ignore[attr-defined]


class SeatForm(Form):
    """Somebody who sits."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    role = forms.ChoiceField(label=_("Sits as"), choices=[("", CHOOSE), *SeatRole.choices])
    body = text(_("Body"), 150)


class DeclarationForm(Form):
    """The declaration of a member."""

    village = text(
        _("Village, commune or quarter you come from"), 200, required=True,
        help_text=_("Where a person bears your surname and comes from there, you are asked whether you are related."),
    )  # fmt: skip


class BindForm(Form):
    """What binds a member to one person."""

    nature = forms.ChoiceField(label=_("What binds you"), choices=[("", CHOOSE), *ConflictNature.choices])
    note = text(_("Remark"), 300)


class MarksForm(Form):
    """One mark for each line of the grid."""

    def __init__(self, *args: Any, lines: Sequence[GridLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "7", "class": "short"}
            self.fields[line.key] = forms.CharField(
                label=str(line.title), max_length=9, widget=forms.TextInput(attrs=attrs),
                help_text=now("from 0 to %(weight)d, for example 12,5") % {"weight": line.weight},
            )  # fmt: skip


class DecisionForm(Form):
    """What the committee decides of one project."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=[("", CHOOSE), *Outcome.choices])
    amount = MoneyField(label=_("Amount granted"), required=False)
    motive = forms.ChoiceField(
        label=_("Motive, when it is not granted"), required=False, choices=[("", CHOOSE), *Motive.choices]
    )
    axis = forms.ChoiceField(
        label=_("Redirected to"), required=False,
        choices=[("", CHOOSE), *(choice for choice in Axis.choices if choice[0] != Axis.BUSINESS)],
    )  # fmt: skip
    words = area(_("What the person should know or do"), rows=3, length=1000)
