"""Forms of the money of reintegration."""

import uuid
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.files import EVERYTHING
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reference.amounts import read_amount, show_minor, to_minor
from baarasira.reference.currencies import CURRENCIES
from baarasira.reintegration.funds.actions import fund_currencies
from baarasira.reintegration.funds.enums import ConfirmWay, EvidenceKind, Method, Payee, Side, StopReason
from baarasira.web.cooperation.forms.fields import CHOOSE, area, organisation, text
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form

_MILLION = 1_000_000


class UnitsField(forms.CharField):
    """An amount as people write it, cleaned to whole small units of `currency`, which the form sets."""

    currency = "XOF"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 25)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "14"})
        super().__init__(widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Return the amount in whole small units, None when empty. ValidationError for what cannot be read."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return to_minor(read_amount(typed), self.currency)
        except ValueError as fault:
            raise ValidationError(str(fault), code="amount") from None


class DegreesField(forms.CharField):
    """A latitude or a longitude in decimal degrees, cleaned to millionths of a degree."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        self.most = most
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": "12"})
        super().__init__(widget=widget, max_length=20, **kwargs)

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        """Return millionths of a degree, None when empty. ValidationError for what is no position."""
        typed = super().clean(value)
        if not typed:
            return None
        try:
            degrees = Decimal("".join(typed.split()).replace(",", "."))
        except InvalidOperation:
            degrees = Decimal("NaN")
        if not degrees.is_finite() or abs(degrees) > self.most:
            raise ValidationError(_("Write the position in degrees, like this: 13,4417."), code="degrees")
        return int((degrees * _MILLION).quantize(Decimal(1), ROUND_HALF_UP))

    def prepare_value(self, value: Any) -> Any:
        """Show stored millionths as degrees."""
        return f"{Decimal(value) / _MILLION:f}" if isinstance(value, int) else value


class MoneyForm(Form):
    """A form whose amounts are of one currency."""

    def __init__(self, *args: Any, currency: str = "XOF", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, UnitsField):
                field.currency = currency
                if isinstance(kwargs.get("initial", {}).get(name), int):
                    self.initial[name] = show_minor(kwargs["initial"][name], currency).rsplit("\u00a0", 1)[0]


class FundForm(Form):
    """A fund to open."""

    sections: ClassVar = [
        (_("The fund"), ("name", "code", "currency", "axes")),
        (_("The bodies"), ("funder", "operator")),
        (_("Duration"), ("starts_on", "ends_on", "allows_cash")),
    ]
    name = text(
        _("Name of the fund"), 150, required=True, help_text=_("For example: Convention ANPE–OFII–APEJ, axis 2.")
    )
    code = text(_("Short code"), 20, required=True)
    currency = forms.ChoiceField(label=_("Currency"))
    axes = forms.MultipleChoiceField(
        label=_("Axes it pays for"), choices=Axis.choices, widget=forms.CheckboxSelectMultiple
    )
    funder = organisation(_("Funder"), required=True)
    operator = organisation(_("Operator on the ground"), required=True)
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"), required=False)
    allows_cash = forms.BooleanField(
        label=_("The convention allows payment in cash"), required=False,
        help_text=_("Without it, nobody is paid in cash. The programme must allow it as well."),
    )  # fmt: skip
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), "currency": "XOF", **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choices = [(code, f"{CURRENCIES[code].label} ({code})") for code in fund_currencies()]
        self.fields["currency"].choices = choices  # type: ignore[attr-defined]


class ReceiveForm(MoneyForm):
    """Money received from the funder."""

    amount = UnitsField(label=_("Amount received"))
    reference = text(_("Reference of the transfer"), 120, required=True)
    received_on = DateField(label=_("Received on"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class KeyedAmountForm(MoneyForm):
    """An amount put back at the disposal of a fund."""

    amount = UnitsField(label=_("Amount"))
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class RecoveryForm(KeyedAmountForm):
    """Money a beneficiary gave back."""

    reference = text(_("What proves the payment"), 120, required=True)


class SignatoryForm(Form):
    """Somebody named to sign for one of the three bodies."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    side = forms.ChoiceField(label=_("Signs for"), choices=[("", CHOOSE), *Side.choices])


class StatementForm(Form):
    """A statement of the bank or of the operator."""

    file = forms.FileField(label=_("Statement, as CSV"), help_text=_("Columns: reference;date;montant;libelle"))


class GrantForm(MoneyForm):
    """A grant to propose for a case."""

    fund = forms.ChoiceField(label=_("Fund"))
    purpose = forms.ChoiceField(label=_("What for"), choices=[("", CHOOSE), *Purpose.choices])
    amount = UnitsField(label=_("Amount"), help_text=_("In the currency of the fund."))
    words = area(_("What is paid, in a sentence"), required=True, rows=2, length=300)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, funds: list[tuple[str, str]], **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["fund"].choices = [("", CHOOSE), *funds]  # type: ignore[attr-defined]


class StopForm(Form):
    """Why a grant is stopped."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", CHOOSE), *StopReason.choices])
    words = area(_("In a sentence"), required=True, rows=2, length=300)
    recover = forms.BooleanField(label=_("What was paid is to be given back"), required=False)


class EvidenceForm(MoneyForm):
    """A piece of evidence of a tranche."""

    sections: ClassVar = [
        (_("The piece"), ("kind", "happened_on", "upload", "amount", "words")),
        (_("Where and when (photo)"), ("taken_at", "latitude", "longitude")),
        (_("What was found (visit)"), ("active",)),
    ]
    kind = forms.ChoiceField(label=_("What it is"), choices=[("", CHOOSE), *EvidenceKind.choices])
    happened_on = DateField(label=_("Its day"))
    upload = FileBoxField(label=_("Paper or photo"), kinds=EVERYTHING, required=False)
    amount = UnitsField(label=_("Amount of the invoice"), required=False)
    words = area(_("Remark"), rows=2, length=500)
    taken_at = text(_("Hour of the photo"), 5, help_text=_("As on the telephone, like this: 14:30."))
    latitude = DegreesField(90, label=_("Latitude"), required=False)
    longitude = DegreesField(180, label=_("Longitude"), required=False)
    active = forms.TypedChoiceField(
        label=_("The activity was found"),
        required=False,
        choices=[("", CHOOSE), ("yes", _("At work")), ("no", _("At a standstill"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
    )

    def clean(self) -> dict[str, Any]:
        """Join the hour of a photo to its day."""
        given = super().clean() or {}
        typed, day = given.get("taken_at", ""), given.get("happened_on")
        given["moment"] = None
        if typed and day is not None:
            try:
                hour = datetime.strptime(typed, "%H:%M").time()  # noqa: DTZ007 - Bamako keeps UTC, joined below
            except ValueError:
                self.add_error("taken_at", _("Write the hour like this: 14:30."))
            else:
                given["moment"] = datetime.combine(day, hour, UTC)
        return given


class PaymentForm(MoneyForm):
    """A payment to order."""

    payee = forms.ChoiceField(label=_("Who is paid"), choices=Payee.choices)
    payee_name = text(_("Name of who is paid"), 150, required=True)
    method = forms.ChoiceField(label=_("How"), choices=Method.choices, initial=Method.MOBILE)
    account = text(_("Telephone number or bank account"), 40)
    amount = UnitsField(label=_("Amount"))
    words = text(_("Motive on the order"), 140)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class AnswerForm(Form):
    """The bank's answer to one payment."""

    made = forms.TypedChoiceField(
        label=_("The bank says"),
        choices=[("", CHOOSE), ("yes", _("Paid")), ("no", _("Not paid"))],
        coerce=lambda value: value == "yes",
    )
    words = text(_("Reference of the payment, or why it failed"), 200, required=True)
    on = DateField(label=_("On which day"))


class RetryForm(Form):
    """A failed payment ordered again."""

    account = text(_("Corrected number"), 40, help_text=_("Leave it empty to use the same one."))


class ConfirmForm(Form):
    """What the beneficiary says."""

    received = forms.TypedChoiceField(
        label=_("The person says"),
        choices=[("", CHOOSE), ("yes", _("It reached me")), ("no", _("It did not reach me"))],
        coerce=lambda value: value == "yes",
    )
    way = forms.ChoiceField(label=_("How they answered"), choices=[("", CHOOSE), *ConfirmWay.choices])
    code = text(_("Code they received"), 8)
    words = area(_("What they said"), rows=2, length=500)
    sheet = FileBoxField(label=_("Receipt with the thumbprint"), kinds=EVERYTHING, required=False)


class AnswersForm(Form):
    """The operator's answer to a file of payments."""

    file = forms.FileField(
        label=_("File returned by the operator, as CSV"),
        help_text=_("Columns: reference;etat;reference_operateur;montant;date;motif"),
    )
