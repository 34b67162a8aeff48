"""Fields that several forms of cooperation share."""

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.models import Organisation
from baarasira.reference.occupations import is_unit_group, occupation_label
from baarasira.web.shell.forms import SuggestField

from ...people.suggestions import resolve_occupation

CHOOSE = _("Choose…")


def text(label: Any, length: int, *, required: bool = False, **kwargs: Any) -> forms.CharField:
    """Return a line of text of at most `length` characters."""
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def area(label: Any, *, required: bool = False, rows: int = 3, length: int = 3000, **kwargs: Any) -> forms.CharField:
    """Return a box for some sentences."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=length, required=required, widget=widget, **kwargs)


def whole(label: Any, **kwargs: Any) -> forms.IntegerField:
    """Return a small whole number, empty when not required."""
    widget = forms.NumberInput(attrs={"class": "short"})
    required = kwargs.pop("required", False)
    return forms.IntegerField(
        label=label, required=required, min_value=kwargs.pop("min_value", 0), widget=widget, **kwargs
    )


def _organisation(code: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(pk=UUID(code)).first()
    except ValueError:
        return None


def _organisation_label(code: str) -> str:
    found = _organisation(code)
    return found.label if found else code


def _organisation_named(typed: str) -> str | None:
    rows = list(
        Organisation.objects.filter(name__iexact=typed)[:2] or Organisation.objects.filter(acronym__iexact=typed)[:2]
    )
    return str(rows[0].pk) if len(rows) == 1 else None


def organisation(label: Any, *, required: bool, **kwargs: Any) -> SuggestField:
    """Return the choice of an organisation of the register, by its name or its acronym."""
    return SuggestField(
        label=label,
        url=reverse_lazy("cooperation:suggest-organisation"),
        label_for=_organisation_label,
        known=lambda code: _organisation(code) is not None,
        resolve=_organisation_named,
        required=required,
        **kwargs,
    )


def occupation(label: Any) -> SuggestField:
    """Return the choice of an occupation, in everyday words; empty when not needed."""
    return SuggestField(
        label=label,
        url=reverse_lazy("cooperation:suggest-occupation"),
        label_for=occupation_label,
        known=is_unit_group,
        resolve=resolve_occupation,
        required=False,
    )


def amendment() -> forms.CharField:
    """Return the reference of the amendment, which a signed agreement asks for before its text changes."""
    return text(
        _("Reference of the amendment"),
        120,
        help_text=_("The agreement is signed: its text changes by an amendment, whose reference is kept in the road."),
    )
