"""Forms of the competitions' pages."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import User
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Structure, Territory
from baarasira.training.competitions.actions.convening import PROVED
from baarasira.training.competitions.enums import Group, IncidentKind, Rank, TieRule
from baarasira.training.competitions.models import Paper
from baarasira.training.courses.models import Session
from baarasira.web.shell.forms import DateField, Form

_MARK = {"inputmode": "decimal", "autocomplete": "off", "size": "6", "class": "short"}


def area(label: Any, *, required: bool = True, rows: int = 3, length: int = 1000, **kwargs: Any) -> forms.CharField:
    """Return a box for some sentences."""
    return forms.CharField(
        label=label, max_length=length, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def whole(label: Any, *, least: int = 1, **kwargs: Any) -> forms.IntegerField:
    """Return a small whole number."""
    return forms.IntegerField(
        label=label, min_value=least, widget=forms.NumberInput(attrs={"class": "short"}), **kwargs
    )


class Tokened(Form):
    """A form that records something new: sent twice, it records it once."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class AccountField(forms.EmailField):
    """An account in force, by its e-mail address."""

    def clean(self, value: Any) -> User | None:  # type: ignore[override]
        """Return the account; ValidationError when nobody in force has this address."""
        address = super().clean(value)
        if not address:
            return None
        user = User.objects.filter(email=address.lower(), state=AccountState.ACTIVE).first()
        if user is None:
            raise ValidationError(now("No active account has this address."))
        return user


class PaperForm(Form):
    """One paper of the notice."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("What the paper is called"), max_length=200)
    coefficient = whole(_("Coefficient"))
    minutes = whole(_("Length in minutes"), least=10)
    eliminatory = forms.CharField(
        label=_("Eliminatory below"), required=False, max_length=6, widget=forms.TextInput(attrs=_MARK),
        help_text=_("A mark out of 20; leave it empty for none."),
    )  # fmt: skip
    main = forms.BooleanField(label=_("The main paper: equal means are told apart by it first"), required=False)
    day = DateField(label=_("Day"))
    starts = forms.TimeField(
        label=_("Begins at"),
        widget=forms.TimeInput(format="%H:%M", attrs={"size": "6"}),
        help_text=_("For example 08:00"),
    )


class RulesForm(Form):
    """Ties, and the course that follows."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    tie_rule = forms.ChoiceField(
        label=_("On equal means and equal main papers comes first"), choices=TieRule.choices, widget=forms.RadioSelect
    )
    session_id = forms.ChoiceField(
        label=_("Session in which those who confirm are enrolled"), required=False,
        help_text=_("It is planned with the courses of the centre; you can choose it later, before people are convened."),
    )  # fmt: skip

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["session_id"]
        field.choices = [("", now("none yet")), *((str(row.pk), f"{row.number} {row.title}") for row in sessions)]


class ReservedForm(Form):
    """Seats for a group."""

    group = forms.ChoiceField(label=_("For whom"), choices=Group.choices)
    region = forms.ChoiceField(label=_("Region, for seats of a region"), required=False)
    seats = whole(_("Seats"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Territory.objects.filter(kind=TerritoryKind.REGION).order_by("name")
        field: Any = self.fields["region"]
        field.choices = [("", "—"), *((row.code, row.name) for row in rows)]


class HallForm(Form):
    """A hall of a centre."""

    centre = forms.ChoiceField(label=_("Centre"))
    name = forms.CharField(label=_("Hall, as it is written on its door"), max_length=80)
    address = forms.CharField(label=_("How to find it"), max_length=200, required=False)
    seats = whole(_("Seats"))

    def __init__(self, *args: Any, centres: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["centre"]
        field.choices = [(str(row.pk), row.name) for row in centres]


class SheetForm(Form):
    """Who watched a hall; who was absent is ticked in the list beside."""

    invigilators = forms.CharField(label=_("Invigilators of the hall"), max_length=300)


class IncidentForm(Tokened):
    """What happened."""

    kind = forms.ChoiceField(label=_("What happened"), choices=IncidentKind.choices)
    seat = whole(_("Seat of the candidate"), required=False, help_text=_("A fraud names its seat."))
    words = area(_("In words: what was seen, by whom, what was taken"))


class ClaimsForm(Form):
    """What a candidate proved, for reserved seats."""

    claims = forms.MultipleChoiceField(
        label=_("Proved by a paper"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(group.value, group.label) for group in PROVED],
        help_text=_("Sex and region are in the file; nothing else of health is written than the box."),
    )  # fmt: skip


class DecisionForm(Form):
    """A decision with its reasons."""

    decision = area(_("Decision and its reasons"), length=2000)


class HoldersForm(Form):
    """The three who keep the seal."""

    first = AccountField(label=_("First holder, e-mail address"))
    second = AccountField(label=_("Second holder, e-mail address"))
    third = AccountField(label=_("Third holder, e-mail address"))


def _secret(label: Any, **kwargs: Any) -> forms.CharField:
    """Return a box for a secret: never filled in again, never kept by the browser, spaces kept as they are."""
    widget = forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}, render_value=False)
    return forms.CharField(label=label, widget=widget, strip=False, max_length=200, **kwargs)


class NewSecretForm(Form):
    """A secret chosen, typed twice."""

    secret = _secret(
        _("Your secret"),
        help_text=_("Sixteen characters at least: four words that have nothing to do with each other, for example."),
    )
    again = _secret(_("The same once more"))

    def clean(self) -> dict[str, Any]:
        """Refuse two that differ."""
        given = super().clean() or {}
        if given.get("secret") and given.get("again") and given["secret"] != given["again"]:
            self.add_error("again", ValidationError(now("The two are not the same: type them again.")))
        return given


class SecretForm(Form):
    """The secret of a holder."""

    secret = _secret(_("Your secret"))


class MarkerForm(Form):
    """Somebody who marks."""

    email = AccountField(label=_("E-mail address of the marker"))
    rank = forms.TypedChoiceField(label=_("In which turn"), choices=Rank.choices, coerce=int)


class CorrectionForm(Form):
    """A mark corrected by who gave it."""

    mark = forms.CharField(label=_("The right mark"), max_length=6, widget=forms.TextInput(attrs=_MARK))
    reason = area(_("Why it changes"), length=500)


class ReasonForm(Form):
    """A reason in words."""

    reason = area(_("Reason, in your own words"), length=500)


class OptionalReasonForm(Form):
    """A reason in words, where one is needed."""

    reason = area(_("Why the list is issued again"), length=500, required=False)


class ComplaintForm(Tokened):
    """A complaint received."""

    paper = forms.ChoiceField(label=_("Written paper"))
    received_on = DateField(label=_("Received on"))
    grounds = area(_("What the candidate says"), length=2000)

    def __init__(self, *args: Any, papers: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["paper"]
        field.choices = [(str(row.pk), row.title) for row in papers]


class SettleForm(Form):
    """What was found of a complaint."""

    mark = forms.CharField(
        label=_("Final mark after correction"), max_length=6, required=False, widget=forms.TextInput(attrs=_MARK),
        help_text=_("Leave it empty to reject the complaint. The former mark stays beside it, with your name and your reasons."),
    )  # fmt: skip
    decision = area(_("What was looked at, what was found, and the decision"), length=2000)


class ExclusionForm(Form):
    """A candidate to exclude."""

    reason = area(_("What was found out"), length=2000)
    evidence = forms.CharField(
        label=_("What proves it"),
        max_length=300,
        help_text=_("The letter of the school or of the authority, with its date."),
    )
