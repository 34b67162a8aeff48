"""Forms of the pages of contracts. Amounts are typed as people write them, in the currency chosen beside them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.enums import Payer
from baarasira.employers.models import Employer
from baarasira.kernel.files import MediaType
from baarasira.mobility.contracts.enums import Channel, DeductionKind, PayMethod, Provision, SignatureWay
from baarasira.mobility.contracts.inputs import (
    ContractData,
    DeductionLine,
    FindingData,
    OfferData,
    SignatureData,
    SlipData,
)
from baarasira.mobility.contracts.models import Conditions
from baarasira.reference.amounts import from_minor, read_amount, to_minor
from baarasira.reference.countries import in_form_order
from baarasira.reference.currencies import CURRENCIES
from baarasira.reference.enums import Certainty, DestinationKind, Period, Unit, WageScope
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.occupations import is_unit_group, occupation_label
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, SuggestField

from ..people.suggestions import resolve_occupation

UNSAID = ("", _("not said"))
MONEY = ("wage", "net_wage", "rent", "utilities", "food_cost")
_FIRST_CURRENCIES = ("EUR", "XOF", "SAR", "KWD", "EGP", "LYD")


def line(label: Any, length: int = 150, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a line of text."""
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def amount(label: Any, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """Return an amount as people write it, read in the currency of the form."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "12", "class": "short"})
    return forms.CharField(label=label, max_length=30, required=required, widget=widget, **kwargs)


def number(label: Any, most: int, **kwargs: Any) -> forms.DecimalField:
    """Return a number with at most two decimals, a comma or a point."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": "6", "class": "short"})
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        localize=True,
        widget=widget,
        **kwargs,
    )


def whole(label: Any, most: int, **kwargs: Any) -> forms.IntegerField:
    """Return a small whole number, or nothing."""
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "short"}),
        **kwargs,
    )


def choice(label: Any, choices: Iterable[Any], *, required: bool = False, **kwargs: Any) -> forms.ChoiceField:
    """Return a choice of a list, which may stay unsaid when it is not required."""
    rows = list(choices)
    return forms.ChoiceField(label=label, choices=rows if required else [UNSAID, *rows], required=required, **kwargs)


def flag(label: Any, **kwargs: Any) -> forms.TypedChoiceField:
    """Return yes, no, or not said."""
    rows = [UNSAID, ("yes", _("yes")), ("no", _("no"))]
    return forms.TypedChoiceField(
        label=label, choices=rows, required=False, coerce=lambda value: value == "yes", empty_value=None, **kwargs
    )


def _currencies() -> list[tuple[str, Any]]:
    first = [(code, CURRENCIES.label(code)) for code in _FIRST_CURRENCIES]
    return [*first, *(row for row in CURRENCIES.choices() if row[0] not in _FIRST_CURRENCIES)]


def occupation() -> SuggestField:
    """Return the choice of an occupation, in everyday words."""
    return SuggestField(
        label=_("Occupation"), url=reverse_lazy("contracts:suggest-occupation"), label_for=occupation_label,
        known=is_unit_group, resolve=resolve_occupation, required=False,
    )  # fmt: skip


class ConditionsForm(Form):
    """The conditions of work, in the order of a contract."""

    occupation = occupation()
    workplace = line(_("Place of work, with its address"), 300)
    probation_days = whole(_("Probation, in days"), 365)
    wage = amount(_("Basic wage, before deductions"), help_text=_("For example 1 221,50."))
    wage_currency = choice(_("Currency of the amounts"), _currencies())
    wage_period = choice(_("The wage is paid"), Period.choices)
    payments_per_year = whole(
        _("Payments in a year, for a monthly wage"), 16, help_text=_("14 in Spain when the extra payments are apart.")
    )
    net_wage = amount(_("Net wage announced"), help_text=_("What reaches the worker, where the employer says it."))
    pay_method = choice(_("How the wage is paid"), PayMethod.choices)
    hours_per_day = number(_("Hours a day"), 24)
    hours_per_week = number(_("Hours a week"), 168)
    days_per_week = number(_("Days a week"), 7)
    weekly_rest = whole(_("Weekly rest, hours without a break"), 168)
    annual_leave = whole(_("Annual leave, days a year"), 120)
    rent = amount(_("Rent of a month"), help_text=_("0 when the lodging is free; empty when it is not said."))
    utilities = amount(_("Water and electricity of a month"))
    rent_deducted = flag(_("Is the rent taken from the pay?"))
    food = choice(_("Food"), Provision.choices)
    food_cost = amount(_("Price of the food of a month"), help_text=_("An estimate, when the worker pays it."))
    travel_out = choice(_("Who pays the journey out"), Payer.choices)
    travel_back = choice(_("Who pays the journey back"), Payer.choices)
    passport_with_worker = flag(_("Does the passport stay with the worker?"))

    def clean(self) -> dict[str, Any]:
        """Turn the amounts typed into small units of the currency; each fault stands beside its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        currency = cleaned.get("wage_currency") or ""
        for name in MONEY:
            if name in self.fields and cleaned.get(name) not in (None, ""):
                cleaned[name] = self.small(name, cleaned[name], currency)
            elif name in self.fields:
                cleaned[name] = None
        return cleaned

    def small(self, name: str, typed: str, currency: str) -> int | None:
        """Return an amount typed in small units, None with the fault beside its field."""
        if not currency:
            self.add_error(name, now("Choose the currency of the amounts."))
            return None
        try:
            return to_minor(read_amount(typed), currency)
        except ValueError as fault:
            self.add_error(name, str(fault))
            return None

    def conditions(self) -> dict[str, Any]:
        """Return the conditions as the actions take them."""
        return {name: self.cleaned_data[name] for name in ConditionsForm.base_fields}


def shown_conditions(source: Conditions | dict[str, Any]) -> dict[str, Any]:
    """Return what a form of conditions begins with: amounts as people write them."""

    def get(name: str) -> Any:
        return source.get(name) if isinstance(source, dict) else getattr(source, name)

    values = {name: get(name) for name in ConditionsForm.base_fields}
    currency = values["wage_currency"] or ""
    for name in MONEY:
        if values[name] is not None:
            values[name] = f"{from_minor(values[name], currency):f}".replace(".", ",")
    for name in ("rent_deducted", "passport_with_worker"):
        values[name] = {True: "yes", False: "no", None: ""}[values[name]]
    return values


class OfferForm(ConditionsForm):
    """An employer's offer."""

    starts_on = DateField(label=_("First day of work"))
    ends_on = DateField(label=_("Last day of work"), required=False)
    scope = choice(_("Kind of work, for the minimums of the law"), WageScope.choices, required=True)
    channel = choice(_("How contracts pass in the country of work"), Channel.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order: ClassVar = ["starts_on", "ends_on", "scope", "channel"]

    def data_given(self) -> OfferData:
        """Return what the action takes."""
        own = {name: self.cleaned_data[name] for name in ("starts_on", "ends_on", "scope", "channel")}
        return OfferData(**self.conditions(), **own)


class ContractForm(ConditionsForm):
    """A worker's contract, read off the paper."""

    worker_name = line(_("Worker’s name, as written in the contract"), 250, required=True)
    worker_born = DateField(label=_("Worker’s date of birth, as written"), required=False)
    worker_passport_end = line(_("Last four characters of the passport"), 4)
    employer_id = forms.ModelChoiceField(label=_("Employer"), queryset=Employer.objects.none())
    starts_on = DateField(label=_("First day of work"))
    ends_on = DateField(label=_("Last day of work"), required=False)
    scope = choice(_("Kind of work, for the minimums of the law"), WageScope.choices, required=True)
    channel = choice(_("How the contract passes in the country of work"), Channel.choices)
    channel_number = line(_("Its number there"), 60)
    insurance_from = DateField(label=_("Health insurance from"), required=False)
    travel_on = DateField(label=_("Day of travel planned"), required=False)
    file = FileBoxField(label=_("Text of the contract"), kinds=(MediaType.PDF,), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order: ClassVar = [
        "file", "worker_name", "worker_born", "worker_passport_end", "employer_id", "starts_on", "ends_on", "scope",
        "channel", "channel_number", "insurance_from", "travel_on",
    ]  # fmt: skip

    def __init__(self, *args: Any, employers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["employer_id"]
        field.queryset = employers

    def data_given(self, *, agreement_id: Any, text_sha256: str) -> ContractData:
        """Return what the action takes."""
        names = (
            "worker_name", "worker_born", "starts_on", "ends_on", "scope", "channel", "channel_number", "insurance_from",
            "travel_on",
        )  # fmt: skip
        own = {name: self.cleaned_data[name] for name in names}
        return ContractData(
            **self.conditions(),
            **own,
            worker_passport_end=self.cleaned_data["worker_passport_end"].upper(),
            employer_id=self.cleaned_data["employer_id"].pk,
            agreement_id=agreement_id,
            text_sha256=text_sha256,
        )


class TextForm(Form):
    """The text of a contract."""

    file = FileBoxField(label=_("Text of the contract"), kinds=(MediaType.PDF,))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TranslationForm(Form):
    """The conditions of an offer in one language."""

    language = choice(_("Language"), [], required=True)
    words = forms.CharField(
        label=_("Conditions, as they are told to candidates"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    translator = line(_("Who translated"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = LANGUAGES.choices()


class ReasonForm(Form):
    """A reason in words."""

    reason = forms.CharField(
        label=_("Reason, in your own words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SignatureForm(Form):
    """How the contract was read and signed."""

    same = forms.BooleanField(
        label=_(
            "I compared: the pages signed are those of the approved text, down to the fingerprint printed on the visa."
        ),
        error_messages={"required": _("Compare the pages with the approved text first, then tick this box (R-03).")},
    )
    signed_on = DateField(label=_("Signed on"))
    place = line(_("Signed at"), required=True)
    way = choice(_("How the worker signed"), SignatureWay.choices, required=True, widget=forms.RadioSelect)
    witness = line(_("Witness of the thumbprint"))
    read_in = choice(_("Read aloud in"), [], required=True)
    read_by = line(_("Read by"), required=True)
    scan = FileBoxField(label=_("Signed paper, scanned"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, papers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["read_in"]
        field.choices = LANGUAGES.choices()
        rows = list(papers)
        if rows:
            self.fields["presented"] = forms.MultipleChoiceField(
                label=_("Papers presented"), choices=rows, required=False, widget=forms.CheckboxSelectMultiple
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the scan of what was signed on paper."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        on_paper = cleaned.get("way") in (SignatureWay.HAND, SignatureWay.THUMBPRINT)
        if on_paper and not cleaned.get("scan") and "scan" not in self.errors:
            self.add_error("scan", ValidationError(now("Join the scan of the signed paper.")))
        return cleaned

    def data_given(self, approved_sha256: str) -> SignatureData:
        """Return what the action takes; the box ticked says that the text signed is the approved one."""
        names = ("signed_on", "place", "way", "witness", "read_in", "read_by")
        own = {name: self.cleaned_data[name] for name in names}
        return SignatureData(
            **own, signed_sha256=approved_sha256, presented=tuple(self.cleaned_data.get("presented") or ())
        )


class FindingForm(ConditionsForm):
    """What a worker found on arrival: only what was told is filled in."""

    found_on = DateField(label=_("Told on"))
    told_by = line(_("Told by"), required=True)
    employer_same = flag(_("Is the work for the employer of the contract?"))
    employer_name = line(_("Name of the other employer"), 200)
    new_contract_signed = flag(_("Was another contract put before the worker to sign?"))
    note = forms.CharField(label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order: ClassVar = ["found_on", "told_by", "employer_same", "employer_name", "new_contract_signed"]

    def data_given(self) -> FindingData:
        """Return what the action takes."""
        names = ("found_on", "told_by", "employer_same", "employer_name", "new_contract_signed", "note")
        return FindingData(**self.conditions(), **{name: self.cleaned_data[name] for name in names})


class SlipForm(Form):
    """A pay slip, each kind of deduction with its amount."""

    month = DateField(label=_("A day of the month paid"))
    gross = amount(_("Gross wage"), required=True)
    net = amount(_("Net wage paid"), required=True)
    hours = number(_("Hours worked in the month"), 744)
    paid_on = DateField(label=_("Paid on"), required=False)
    note = line(_("Remark"), 500)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        for kind in DeductionKind:
            self.fields[f"deduction-{kind.value}"] = amount(
                now("Deduction: %(kind)s") % {"kind": str(kind.label).lower()}
            )

    def clean(self) -> dict[str, Any]:
        """Turn the amounts typed into small units of the contract's currency."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, typed in list(cleaned.items()):
            if (name in ("gross", "net") or name.startswith("deduction-")) and typed not in (None, ""):
                try:
                    cleaned[name] = to_minor(read_amount(typed), self.currency)
                except ValueError as fault:
                    self.add_error(name, str(fault))
        return cleaned

    def data_given(self) -> SlipData:
        """Return what the action takes."""
        given = self.cleaned_data
        lines = tuple(
            DeductionLine(kind.value, given[f"deduction-{kind.value}"])
            for kind in DeductionKind
            if given.get(f"deduction-{kind.value}") not in (None, "", 0)
        )
        return SlipData(
            month=given["month"], gross=given["gross"], net=given["net"], currency=self.currency, hours=given["hours"],
            paid_on=given["paid_on"], note=given["note"], deductions=lines,
        )  # fmt: skip


class ParameterForm(Form):
    """What the law of a country says from a date."""

    country = choice(_("Country"), [], required=True)
    kind = choice(_("What it bounds"), DestinationKind.choices, required=True)
    scope = choice(_("Whom it covers"), WageScope.choices, required=True)
    amount = number(_("Amount"), 10**9)
    unit = choice(_("It counts"), Unit.choices, required=True)
    words = choice(_("Way of passing, for that kind alone"), Channel.choices)
    currency = choice(_("Currency, for money"), _currencies())
    period = choice(_("For one"), Period.choices)
    payments_per_year = whole(_("Payments in a year, for a monthly wage"), 16)
    valid_from = DateField(label=_("In force from"))
    valid_to = DateField(label=_("Until, if the law says so"), required=False)
    legal_reference = line(_("Law or decision, with its date"), 200, required=True)
    source_url = forms.URLField(label=_("Where it can be read"), max_length=400, required=False, assume_scheme="https")
    certainty = choice(_("How sure it is"), Certainty.choices, required=True)
    note = line(_("Remark"), 500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["country"]
        field.choices = [(country.code, country.label) for country in in_form_order()]

    def clean_amount(self) -> Decimal:
        """Return the amount; what is a word of a list counts one."""
        value = self.cleaned_data.get("amount")
        return Decimal(1) if value is None else value


class OfficerForm(Form):
    """The officer who vouches for a translated template."""

    officer = line(_("Name and function of the officer who vouches for it"), 200, required=True)
    note = line(_("Remark"), 300)
    template = forms.CharField(widget=forms.HiddenInput)
    language = forms.CharField(widget=forms.HiddenInput)
    sha256 = forms.CharField(widget=forms.HiddenInput)
