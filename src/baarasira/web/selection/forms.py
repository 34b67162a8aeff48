"""Forms of the selections' pages."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import User
from baarasira.network.models import Structure
from baarasira.programmes.compiled.model import GridLine
from baarasira.selection.enums import ConflictNature, MemberRole
from baarasira.web.shell.forms import DateField, Form


def area(label: Any, *, required: bool = True, rows: int = 3, length: int = 4000, **kwargs: Any) -> forms.CharField:
    """Return a box for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget, **kwargs)


def whole(label: Any, *, least: int = 0, initial: int | None = None) -> forms.IntegerField:
    """Return a small whole number."""
    widget = forms.NumberInput(attrs={"class": "short"})
    return forms.IntegerField(label=label, min_value=least, initial=initial, widget=widget)


class Versioned(Form):
    """A form that knows which version of the record it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SeatForm(Form):
    """Somebody to sit on a panel: an account by its e-mail address, or the name of an outsider."""

    role = forms.ChoiceField(label=_("In the capacity of"), choices=MemberRole.choices)
    email = forms.EmailField(
        label=_("E-mail address of the account"),
        required=False,
        help_text=_("Leave it empty for somebody without an account."),
    )
    name = forms.CharField(label=_("Name, for somebody without an account"), max_length=150, required=False)
    body = forms.CharField(label=_("Body that sends them"), max_length=150, required=False)

    def clean_email(self) -> User | None:
        """Return the account of the address; refuse one that nobody has."""
        address = self.cleaned_data["email"]
        if not address:
            return None
        user = User.objects.filter(email=address.lower(), state=AccountState.ACTIVE).first()
        if user is None:
            raise ValidationError(now("No active account has this address."))
        return user


class DeclarationForm(Form):
    """Where a member comes from, and the receipts of those they stand back from."""

    village = forms.CharField(
        label=_("Village, commune or quarter you come from"), max_length=200,
        help_text=_("Where a candidate bears your surname and comes from there, you are asked whether you are related."),
    )  # fmt: skip
    none = forms.BooleanField(
        label=_("I declare no conflict of interest besides those I declare on a candidate’s page."),
        error_messages={
            "required": _("Tick this box to declare. You can declare a conflict on each candidate’s page.")
        },
    )


class BindForm(Form):
    """What binds a member to one candidate."""

    nature = forms.ChoiceField(
        label=_("What binds you to this person?"), choices=ConflictNature.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Precision"), max_length=300, required=False)


class MarksForm(Versioned):
    """One mark for each line of the grid that people mark."""

    def __init__(self, *args: Any, lines: Sequence[GridLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, line in enumerate(lines):
            attrs = {"inputmode": "decimal", "autocomplete": "off", "size": "7", "class": "short"}
            if not place:
                attrs["autofocus"] = "autofocus"
            self.fields[line.key] = forms.CharField(
                label=str(line.title), max_length=9, widget=forms.TextInput(attrs=attrs),
                help_text=now("from 0 to %(weight)d, for example 12,5") % {"weight": line.weight},
            )  # fmt: skip


class SittingForm(Form):
    """A day of hearings."""

    office = forms.ChoiceField(label=_("People of"), required=False)
    place = forms.ChoiceField(label=_("Where"))
    day = DateField(label=_("Day"))
    begins = forms.TimeField(
        label=_("First person at"), initial="08:00", widget=forms.TimeInput(format="%H:%M", attrs={"size": "6"})
    )
    ends = forms.TimeField(
        label=_("Nobody begins after"), required=False, widget=forms.TimeInput(format="%H:%M", attrs={"size": "6"})
    )
    minutes = whole(_("Minutes each"), least=1, initial=15)
    at_once = whole(_("Received at once"), least=1, initial=1)

    def __init__(self, *args: Any, offices: Sequence[Structure], places: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.choices = [("", _("every office")), *((str(row.pk), row.name) for row in offices)]
        place: Any = self.fields["place"]
        place.choices = [(str(row.pk), row.name) for row in places]


class SeedForm(Versioned):
    """The number drawn in public, and where it can be checked."""

    seed = forms.CharField(
        label=_("Number drawn"), max_length=200, help_text=_("As it was read out, for example 48 21 07 33 90.")
    )
    source = forms.CharField(
        label=_("Where it was drawn"),
        max_length=260,
        help_text=_("What anyone can look up: the lottery and its draw, a bailiff’s record."),
    )
    drawn_on = DateField(label=_("Day of the draw"))
    field_order: ClassVar = ["seed", "source", "drawn_on"]


class QuotaForm(Versioned):
    """A bound moved, with its reason."""

    bound = forms.ChoiceField(label=_("Bound"), choices=[("min", _("minimum")), ("max", _("maximum"))])
    value = whole(_("Seats"))
    reason = area(_("Reason, published with the rules"), rows=2, length=300)
    field_order: ClassVar = ["bound", "value", "reason"]


class ReasonForm(Versioned):
    """A reason in words."""

    reason = area(_("Reason, in your own words"), length=500)


class CallForm(Form):
    """Another reserve list for a seat whose own list has run out."""

    list_name = forms.ChoiceField(label=_("Reserve list"))
    reason = area(_("Reason, if it is another list"), required=False, rows=2, length=300)

    def __init__(self, *args: Any, lists: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["list_name"]
        field.choices = list(lists.items())


class AppealForm(Form):
    """An appeal received."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=20)
    received_on = DateField(label=_("Appeal received on"))
    grounds = area(_("What the person says"), rows=4)


class InstructionForm(Versioned):
    """What the instruction found."""

    instruction = area(_("What was looked at, and what was found"), rows=4)


class RulingForm(Versioned):
    """The decision, and what it corrects."""

    decision = area(_("Decision and its reasons, sent to the person"), rows=4)
    effect = forms.ChoiceField(
        label=_("What it corrects, if the appeal is upheld"),
        choices=[
            ("points", _("points of the grid")),
            ("admitted", _("the person is put on the list, with these marks")),
            ("removed", _("the person is taken off the list")),
        ],
        widget=forms.RadioSelect,
        initial="points",
    )

    def __init__(self, *args: Any, lines: Sequence[GridLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines:
            self.fields[f"line-{line.key}"] = forms.CharField(
                label=str(line.title), max_length=9, required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "7", "class": "short"}),
                help_text=now("Leave it empty where it does not change; from 0 to %(weight)d.") % {"weight": line.weight},
            )  # fmt: skip
