"""Fields that several of these forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.languages import LANGUAGES

from ...cooperation.forms.fields import CHOOSE


class YesNoSelect(forms.NullBooleanSelect):
    """Yes, no, or nothing said: the words of the first choice are the form's own."""

    def __init__(self, unsaid: Any) -> None:
        super().__init__()
        self.choices = [
            ("unknown", unsaid),
            ("true", pgettext_lazy("answer", "Yes")),
            ("false", pgettext_lazy("answer", "No")),
        ]


def yes_no(label: Any, unsaid: Any) -> forms.NullBooleanField:
    """Return a question with yes, no, or no answer."""
    return forms.NullBooleanField(label=label, required=False, widget=YesNoSelect(unsaid))


def country(label: Any, *, required: bool = False, **kwargs: Any) -> forms.ChoiceField:
    """Return the choice of a country other than one's own; filled when the form is made, in the active language."""
    return forms.ChoiceField(label=label, required=required, choices=countries, **kwargs)


def countries() -> list[tuple[str, Any]]:
    """Return every country but one's own by its name, after an empty choice."""
    rows = sorted((str(row.label), row.code) for row in COUNTRIES if row.code != HOME)
    return [("", CHOOSE), *((code, label) for label, code in rows)]


def languages() -> list[tuple[str, Any]]:
    """Return the languages by their name, after an empty choice: nothing was read aloud."""
    return [("", _("It was not read aloud")), *((row.code, row.label) for row in LANGUAGES)]


def choice(label: Any, choices: Any, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    """Return one choice of a closed list, after an empty one."""
    return forms.ChoiceField(label=label, required=required, choices=[("", CHOOSE), *choices], **kwargs)


def boxes(label: Any, choices: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    """Return boxes to tick, none needed."""
    return forms.MultipleChoiceField(
        label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )
