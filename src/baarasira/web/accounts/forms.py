"""Forms of a person's own account."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from baarasira.web.shell.forms import Form, PhoneInput

PASSWORD_HELP = _(
    "At least 12 characters. Four or five words that have nothing to do with each other are easy to keep in mind "
    "and hard to guess."
)


def password_field(label: object, *, new: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a password box; browsers are told whether it is the present password or a new one."""
    kind = "new-password" if new else "current-password"
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=256, **kwargs)  # type: ignore[arg-type]


class SignInForm(Form):
    """E-mail address and password."""

    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True, "spellcheck": "false"}),
    )
    password = password_field(_("Password"))


class ConfirmForm(Form):
    """The password once more."""

    password = password_field(_("Your password"))


class CodeForm(Form):
    """A code of the second factor, of the phone or of the sheet."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("The six digits your telephone shows, or one of the recovery codes of your sheet."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )


class PhoneCodeForm(Form):
    """The first code of the phone being set up."""

    code = forms.CharField(
        label=_("The six digits the telephone shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": "8"}),
    )


class NewPasswordForm(Form):
    """A new password, typed twice."""

    password = password_field(_("New password"), new=True, help_text=PASSWORD_HELP)
    again = password_field(_("The same password once more"), new=True)

    def clean_again(self) -> str:
        """Refuse when the two differ."""
        again = str(self.cleaned_data["again"])
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError(
                _("The two passwords are not the same. Type the second one once more."), code="differ"
            )
        return again


class ChangePasswordForm(NewPasswordForm):
    """The present password, then the new one twice."""

    current = password_field(_("Present password"))
    field_order = ("current", "password", "again")


class ProfileForm(Form):
    """What a person changes of their own account."""

    phone = forms.CharField(label=_("Phone at work"), max_length=20, required=False, widget=PhoneInput())
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)
