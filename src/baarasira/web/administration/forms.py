"""Forms of the administration."""

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.enums import AccountState, ResetKind, Role
from baarasira.reference.enums import Certainty
from baarasira.web.accounts.structures import StructureForm
from baarasira.web.shell.forms import DateField, Form, PhoneInput

_EVERY: list[tuple[str, object]] = [("", _("All"))]


class AccountsFilter(StructureForm):
    """What narrows the list of accounts."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    structure = forms.ChoiceField(label=_("Structure"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[*_EVERY, *Role.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*_EVERY, *AccountState.choices])


class OccupationsFilter(Form):
    """What narrows the words confirmed by agents."""

    q = forms.CharField(label=_("Words, or a code"), required=False, max_length=100)


class RoleForm(StructureForm):
    """A role in a structure from a day on."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose…")), *Role.choices])
    structure = forms.ChoiceField(
        label=_("Structure"), help_text=_("The role reaches this structure and all those below it.")
    )


class DatedRoleForm(RoleForm):
    """A further role, from today or from a day to come."""

    on = DateField(label=_("Starting on"))


def _staff_number() -> forms.CharField:
    return forms.CharField(
        label=_("Staff number"),
        max_length=40,
        required=False,
        help_text=_("As on the pay slip. Two accounts of one number count as one person where two people must sign."),
    )


class StaffNumberForm(Form):
    """The staff number of the person behind an account."""

    staff_number = _staff_number()


class InviteForm(RoleForm):
    """Someone to invite."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("It becomes the sign-in. One address, one person: never an address an office shares."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    given_name = forms.CharField(label=_("Given name"), max_length=100)
    surname = forms.CharField(label=_("Surname"), max_length=100)
    phone = forms.CharField(label=_("Phone at work"), max_length=20, required=False, widget=PhoneInput())
    staff_number = _staff_number()
    field_order = ("given_name", "surname", "email", "phone", "staff_number", "role", "structure")


class MoveForm(StructureForm):
    """Another structure for a role, from a day on."""

    structure = forms.ChoiceField(label=_("New structure"))
    on = DateField(label=_("Starting on"), help_text=_("The present structure is left the day before."))


class ResetForm(Form):
    """What was lost, and how the person was recognised."""

    kind = forms.ChoiceField(label=_("What is lost"), choices=ResetKind.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What happened, and how you made sure it is this person"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Another administrator reads this and decides. Example: came to the office, identity card seen."),
    )


class ParameterForm(Form):
    """A value from a day on, with its source."""

    value = forms.CharField(label=_("Value"), max_length=200)
    valid_from = DateField(label=_("Starting on"))
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("The law, the decision or the letter, with its date."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    certainty = forms.ChoiceField(label=_("How sure"), choices=Certainty.choices, initial=Certainty.DESIGN)
    note = forms.CharField(label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
