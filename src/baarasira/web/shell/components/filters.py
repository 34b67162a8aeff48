"""The filters above a list: plain words, kept in the address, each one taken off by a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm, BoundField, ChoiceField, MultipleChoiceField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .core import paint, register
from .text import short_date

PAGE_PARAMETERS = ("after", "before")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force: what it says ("Region: Kayes") and the address of the same list without it."""

    label: str
    remove_url: str


def _words(bound: BoundField, value: object) -> str:
    field = bound.field
    if isinstance(field, ChoiceField):
        names = {str(key): str(name) for key, name in _flat(field.choices)}
        wanted = value if isinstance(field, MultipleChoiceField) and isinstance(value, list | tuple) else [value]
        return ", ".join(names.get(str(item), str(item)) for item in wanted)
    if value is True:
        return _("yes")
    return short_date(value) if hasattr(value, "year") else str(value)  # type: ignore[arg-type]


def _flat(choices: object) -> list[tuple[object, object]]:
    flat: list[tuple[object, object]] = []
    for key, name in choices:  # type: ignore[attr-defined]
        flat.extend(name if isinstance(name, list | tuple) else [(key, name)])
    return flat


def active_filters(form: BaseForm, request: HttpRequest) -> list[Chip]:
    """Return the filters in force: the form's fields that are filled and valid, in order.

    Each chip's address keeps the other filters and goes back to the first page of the list.
    """
    if not form.is_bound:
        return []
    form.is_valid()
    chips: list[Chip] = []
    for bound in form.visible_fields():
        value = getattr(form, "cleaned_data", {}).get(bound.name)
        if value in (None, "", [], False) or bound.errors:
            continue
        query = request.GET.copy()
        for name in (bound.html_name, *PAGE_PARAMETERS):
            query.pop(name, None)
        address = f"{request.path}?{query.urlencode()}" if query else request.path
        chips.append(Chip(f"{bound.label}{_(': ')}{_words(bound, value)}", address))
    return chips


@register.simple_tag
def filters(
    form: BaseForm, *, chips: Sequence[Chip] = (), reset_url: str = "", button: str = "", action: str = ""
) -> SafeString:
    """The filters of a list as a form that only asks: ``{% filters form chips=chips reset_url=request.path %}``.

    `chips` from active_filters; `reset_url` shows everything again; `button` the verb (Show when not given).
    """
    data = {"form": form, "chips": chips, "reset_url": reset_url, "button": button or _("Show"), "action": action}
    return paint("filters", **data)
