"""The filters above a list: plain words, kept in the address, each one taken off by a click."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

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


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter that is a choice among names: its name in the address and on the page, (value, name) pairs, the one chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str = ""


def chip_without(request: HttpRequest, name: str, label: str, words: str) -> Chip:
    """Return the chip of one filter; its address keeps the other filters and goes back to the first page of the list."""
    query = request.GET.copy()
    for gone in (name, *PAGE_PARAMETERS):
        query.pop(gone, None)
    address = f"{request.path}?{query.urlencode()}" if query else request.path
    return Chip(f"{label}{_(': ')}{words}", address)


def chosen_filters(choices: Sequence[Choice], request: HttpRequest) -> list[Chip]:
    """Return the chips of the choices made, in order."""
    return [
        chip_without(request, choice.name, choice.label, dict(choice.options)[choice.chosen])
        for choice in choices
        if choice.chosen
    ]


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
        chips.append(chip_without(request, bound.html_name, str(bound.label), _words(bound, value)))
    return chips


@register.simple_tag
def filters(
    form: BaseForm, *, chips: Sequence[Chip] = (), reset_url: str = "", button: str = "", action: str = ""
) -> SafeString:
    """The filters of a list as a form that only asks: ``{% filters form chips=chips reset_url=request.path %}``.

    `chips` from active_filters; `reset_url` shows everything again; `button` the verb (Show when not given).
    """
    data = {"form": form, "chips": chips, "reset_url": reset_url, "button": button or _("Show"), "action": action}
    return paint("filters", boxes="", **data)


@lru_cache(maxsize=64)
def _options(options: tuple[tuple[str, str], ...]) -> str:
    return "".join(f'<option value="{escape(value)}">{escape(name)}</option>' for value, name in options)


def _box(choice: Choice) -> str:
    """Draw one choice as `ui/field.html` draws a compact field."""
    options = _options(choice.options)
    if choice.chosen:
        value = f'value="{escape(choice.chosen)}"'
        options = options.replace(value, f"{value} selected", 1)
    name = escape(choice.name)
    return (
        f'<div class="field compact"><label for="id_{name}">{escape(choice.label)}</label>'
        f'<select name="{name}" id="id_{name}">{options}</select></div>'
    )


@register.simple_tag
def choice_filters(
    choices: Sequence[Choice],
    *,
    kept: Sequence[tuple[str, str]] = (),
    chips: Sequence[Chip] = (),
    reset_url: str = "",
    label: str = "",
) -> SafeString:
    """The filters of a list that are choices among many names (offices): drawn once for all pages, without a form behind.

    `kept`: (name, value) pairs of the address that the filters keep; `chips` from chosen_filters; `label` names
    the filters for those who hear the page, where it has others.
    """
    hidden = (f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">' for name, value in kept)
    boxes = SafeString("".join((*hidden, *map(_box, choices))))
    data = {"form": None, "chips": chips, "reset_url": reset_url, "button": _("Show"), "action": "", "label": label}
    return paint("filters", boxes=boxes, **data)
