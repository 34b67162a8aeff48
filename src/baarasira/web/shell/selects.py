"""A list to choose from, written in one go: as a template for each choice, a list of some hundred costs most of its page."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

TEMPLATE = "django/forms/widgets/select.html"
_OPTION = "django/forms/widgets/select_option.html"

Widget = Mapping[str, Any]


def is_plain(widget: Widget) -> bool:
    """Tell whether a list is drawn by Django's own templates, which `select_html` stands for."""
    return all(
        option["template_name"] == _OPTION for _name, options, _index in widget["optgroups"] for option in options
    )


def select_html(widget: Widget) -> SafeString:
    """Return what Django's templates of a list write, byte for byte, from what they are given."""
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget["attrs"])}>']
    for name, options, _index in widget["optgroups"]:
        if name:
            parts.append(f'\n  <optgroup label="{conditional_escape(name)}">')
        parts += _options(options)
        if name:
            parts.append("\n  </optgroup>")
    parts.append("\n</select>")
    return mark_safe("".join(parts))  # noqa: S308 - every value is escaped where it is written


def _options(options: list[Widget]) -> Iterator[str]:
    for option in options:
        label = option["label"]
        shown = conditional_escape(label if isinstance(label, (str, Promise)) else localize(label))
        yield f'\n  <option value="{escape(str(option["value"]))}"{_attributes(option["attrs"])}>{shown}</option>\n'


def _attributes(attributes: Mapping[str, Any]) -> str:
    written = [
        f" {escape(name)}" if value is True else f' {escape(name)}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    ]
    return "".join(written)
