"""Forms of the pages of incidents, costs and bars."""

import uuid
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baarasira.candidacies import road_queries
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.enums import Payer
from baarasira.employers.models import Employer
from baarasira.employers.queries import findable_by
from baarasira.kernel.actor import Actor
from baarasira.kernel.sequences import read_random_number
from baarasira.mobility.incidents.enums import (
    BarFact,
    CostItem,
    CostPhase,
    IncidentKind,
    IncidentState,
    Proof,
    ReferralBody,
    ReportChannel,
    Reporter,
    Severity,
)
from baarasira.people import queries as people
from baarasira.people.models import Person
from baarasira.people.search import of_number
from baarasira.reference.currencies import CURRENCIES
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ..cooperation.forms.fields import CHOOSE, area, organisation, text


def _currencies() -> list[tuple[str, Any]]:
    return [("", CHOOSE), *((term.code, f"{term.label} ({term.code})") for term in CURRENCIES)]


class AmountField(forms.CharField):
    """An amount as people write it (« 1 250,50 »), with a box for its currency beside it; cleaned to a Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "12"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the amount, None when empty. ValidationError for what is no amount above zero."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            amount = Decimal("".join(typed.split()).replace(",", "."))
        except InvalidOperation:
            raise ValidationError(_("Write an amount in figures, like this: 1 250,50."), code="amount") from None
        if not amount.is_finite() or amount <= 0:
            raise ValidationError(_("Write an amount above zero."), code="amount")
        return amount


def small_units(amount: Decimal, currency: str) -> int | None:
    """Return an amount in whole small units of its currency; None when it has more decimals than the currency."""
    known = CURRENCIES.get(currency)
    scaled = amount.scaleb(known.decimals if known is not None else 2)
    return int(scaled) if scaled == scaled.to_integral_value() else None


class _Money(Form):
    """A form with an amount and its currency: `units` once cleaned, in whole small units."""

    def clean(self) -> dict[str, Any]:
        """Turn the amount into whole small units of its currency."""
        given = super().clean() or {}
        amount, currency = given.get("amount"), given.get("currency", "")
        given["units"] = None
        if amount is not None and currency:
            given["units"] = small_units(amount, currency)
            if given["units"] is None:
                self.add_error("amount", _("This currency has not so many decimals."))
        elif amount is not None and "currency" in self.fields:
            self.add_error("currency", _("Choose the currency."))
        return given


class IncidentFilter(Form):
    """What the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Not ended")), ("all", _("All")), *IncidentState.choices]
    )
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[("", _("All")), *Severity.choices])
    kind = forms.ChoiceField(label=_("What happened"), required=False, choices=[("", _("All")), *IncidentKind.choices])


def find_file(actor: Actor, typed: str) -> Candidacy | None:
    """Return the campaign file of a receipt number, among those the actor may see; None without one."""
    number = read_random_number(typed) or typed.strip()
    return road_queries.visible_to(actor).filter(number=number).first()


def find_person(actor: Actor, typed: str) -> Person | None:
    """Return the person of a file number, among those the actor may see; None without one."""
    return of_number(people.visible_to(actor), typed)


def find_employer(actor: Actor, typed: str) -> Employer | None:
    """Return the employer of a number; None without one."""
    return findable_by(actor).filter(number__iexact=typed.strip()).first()


class WhoForm(Form):
    """To whom an incident is joined: a receipt, a person's number, an employer's number."""

    receipt = text(_("Receipt number of the application"), 40)
    person = text(_("Number of the person’s file"), 40)
    employer = text(_("Number of the employer"), 40)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean(self) -> dict[str, Any]:
        """Find what was typed; an error beside what is not found."""
        given = super().clean() or {}
        finders = (("receipt", find_file), ("person", find_person), ("employer", find_employer))
        for name, find in finders:
            typed = given.get(name, "")
            given[f"{name}_found"] = None
            if typed.strip():
                found = find(self.actor, typed)
                given[f"{name}_found"] = found
                if found is None:
                    self.add_error(name, _("Nothing that you may see bears this number."))
        return given

    def keys(self) -> dict[str, Any]:
        """Return the ids found, as the actions take them."""
        file, person, employer = (self.cleaned_data[f"{name}_found"] for name in ("receipt", "person", "employer"))
        return {
            "candidacy_id": file.pk if file is not None else None,
            "person_id": person.pk if person is not None else None,
            "employer_id": employer.pk if employer is not None else None,
        }


class ReportForm(WhoForm):
    """A report taken by phone or at the counter."""

    sections: ClassVar = [
        (_("What happened"), ("kind", "danger", "severity", "happened_on", "words")),
        (_("To whom"), ("receipt", "person", "employer", "country")),
        (_("Who reports"), ("channel", "reporter", "contact")),
    ]
    kind = forms.ChoiceField(label=_("What happened"), choices=[("", CHOOSE), *IncidentKind.choices])
    danger = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    severity = forms.ChoiceField(
        label=_("Severity"),
        required=False,
        choices=[("", _("By what happened")), *Severity.choices],
        help_text=_("Each has its deadline."),
    )
    happened_on = DateField(label=_("On which day"), required=False)
    words = area(
        _("In the words of who reports"), required=True, rows=6, length=6000,
        help_text=_("Read it again to them. These words are kept sealed."),
    )  # fmt: skip
    country = text(_("Country, in two letters"), 2, help_text=_("For example ES for Spain."))
    channel = forms.ChoiceField(
        label=_("It came"),
        choices=[
            (ReportChannel.HOTLINE, ReportChannel.HOTLINE.label),
            (ReportChannel.AGENT, ReportChannel.AGENT.label),
        ],
    )
    reporter = forms.ChoiceField(label=_("Who says so"), choices=Reporter.choices[:3])
    contact = text(_("How to reach them"), 300, help_text=_("Phone, language, hours at which it is safe to call."))
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class RateForm(Form):
    """What happened and how grave it is, set right."""

    kind = forms.ChoiceField(label=_("What happened"), choices=IncidentKind.choices)
    severity = forms.TypedChoiceField(label=_("Severity"), choices=Severity.choices, coerce=int)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NoteForm(Form):
    """A working note, or an answer to who reported."""

    text = area(_("Text"), required=True, length=4000)
    to_reporter = forms.BooleanField(label=_("Who reported will read this with their code"), required=False)


class ReferForm(Form):
    """To whom an incident is handed."""

    body = forms.ChoiceField(label=_("To whom"), choices=[("", CHOOSE), *ReferralBody.choices])
    organisation_id = organisation(
        _("Body of the register"), required=False, help_text=_("Needed for a body of another country (R-13).")
    )
    reference = text(_("Reference of the letter or call"), 120)
    sent_on = DateField(label=_("Sent on"))


class ConsentForm(Form):
    """Whether the person agrees to a transfer abroad."""

    given = forms.TypedChoiceField(
        label=_("The person agrees that what they said is handed over abroad"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    on = DateField(label=_("Asked on"))


class ResolveForm(_Money):
    """How it ended: the remedy, with the money obtained where there is some."""

    outcome = area(_("What was obtained, or why nothing was"), required=True, length=4000)
    amount = AmountField(label=_("Amount obtained"), required=False)
    currency = forms.ChoiceField(label=_("Currency"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = _currencies()  # type: ignore[attr-defined]


class CarerForm(Form):
    """Somebody to be named: an account of the territory."""

    user = forms.ChoiceField(label=_("Who"))

    def __init__(self, *args: Any, users: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [("", CHOOSE), *users]  # type: ignore[attr-defined]


class CostForm(_Money):
    """One amount paid."""

    sections: ClassVar = [
        (_("What was paid"), ("item", "amount", "currency", "francs", "paid_on", "phase")),
        (_("By whom and to whom"), ("payer", "payee", "payee_employer", "payee_organisation")),
        (_("What it rests on"), ("proof", "reference", "scan")),
    ]
    item = forms.ChoiceField(label=_("What was paid for"), choices=[("", CHOOSE), *CostItem.choices])
    amount = AmountField(label=_("Amount"))
    currency = forms.ChoiceField(label=_("Currency"), initial="XOF")
    francs = forms.IntegerField(
        label=_("The same in CFA francs"),
        required=False,
        min_value=0,
        help_text=_("Only for a currency without a fixed rate: as the bank or the exchange slip says."),
    )
    paid_on = DateField(label=_("Paid on"))
    phase = forms.ChoiceField(label=_("When"), choices=[("", CHOOSE), *CostPhase.choices])
    payer = forms.ChoiceField(label=_("Who paid"), choices=[("", CHOOSE), *Payer.choices])
    payee = text(_("To whom it was paid"), 200, required=True)
    payee_employer = text(_("Number of the employer, where it is one"), 40)
    payee_organisation = organisation(_("Body of the register, where it is one"), required=False)
    proof = forms.ChoiceField(label=_("What the amount rests on"), choices=[("", CHOOSE), *Proof.choices])
    reference = text(_("Number or date of the receipt"), 120)
    scan = FileBoxField(label=_("Receipt, scanned or photographed"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["currency"].choices = _currencies()  # type: ignore[attr-defined]

    def clean_payee_employer(self) -> Employer | None:
        """Find the employer by its number."""
        typed = self.cleaned_data["payee_employer"]
        found = find_employer(self.actor, typed) if typed.strip() else None
        if typed.strip() and found is None:
            raise ValidationError(_("Nothing that you may see bears this number."), code="employer")
        return found


class EarningForm(_Money):
    """What the first month abroad earned."""

    month = DateField(label=_("First day of the month"))
    amount = AmountField(label=_("Amount earned"))
    currency = forms.ChoiceField(label=_("Currency"), initial="EUR")
    proof = forms.ChoiceField(label=_("What the amount rests on"), choices=[("", CHOOSE), *Proof.choices])
    francs = forms.IntegerField(
        label=_("The same in CFA francs"),
        required=False,
        min_value=0,
        help_text=_("Only for a currency without a fixed rate: as the bank or the exchange slip says."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = _currencies()  # type: ignore[attr-defined]


class SurveyForm(Form):
    """What a worker says when asked."""

    asked_on = DateField(label=_("Asked on"))
    knows_channel = forms.TypedChoiceField(
        label=_("Does the worker know where to complain?"),
        required=False,
        choices=[("", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )
    sent = MoneyField(
        label=_("Sent home or saved in the last month"),
        required=False,
        help_text=_("Only if the worker wishes to say."),
    )


class RepaymentForm(_Money):
    """Money given back."""

    amount = AmountField(label=_("Amount repaid"))
    paid_on = DateField(label=_("Repaid on"))
    reference = text(_("What proves the payment"), 120, required=True)


class BarForm(Form):
    """The fact a measure rests on."""

    fact = forms.ChoiceField(label=_("The fact"))
    happened_on = DateField(label=_("On which day"))
    reasons = area(_("Reasons"), required=True, length=4000, help_text=_("The person or the employer reads them."))
    evidence = text(_("What proves it"), 300, required=True)

    def __init__(self, *args: Any, facts: tuple[BarFact, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(fact.value, fact.label) for fact in facts]
        self.fields["fact"].choices = [("", CHOOSE), *choices]  # type: ignore[attr-defined]


class EmployerBarForm(BarForm):
    """The same against an employer: a bar after a hearing, or a suspension at once."""

    measure = forms.ChoiceField(
        label=_("Measure"),
        choices=[("bar", _("Propose a bar: the employer is heard first")), ("suspension", _("Suspend at once"))],
        widget=forms.RadioSelect,
        initial="bar",
    )
    until = DateField(label=_("Suspended until"), required=False, help_text=_("For a suspension alone."))


class HearingForm(Form):
    """What was answered."""

    on = DateField(label=_("Heard on"))
    statement = area(_("What they answer"), required=True, length=4000)


class DecisionForm(Form):
    """A decision in words."""

    decision = area(_("The decision and its reasons"), required=True, length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AppealForm(Form):
    """An appeal received."""

    received_on = DateField(label=_("Received on"))
    grounds = area(_("What they say against the decision"), required=True, length=4000)
