"""Forms of the pages: one markup for every field, French dates and amounts, refusals put beside their field.

Settings name the renderer: ``FORM_RENDERER = "baarasira.web.shell.forms.Renderer"``.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

import django.forms
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import BusinessError
from baarasira.reference.phones import show

from . import selects

SHELL = Path(__file__).resolve().parent
FORM_TEMPLATES = Path(django.forms.__file__).resolve().parent / "templates"
MAX_AMOUNT = 10_000_000_000_000


class BoundField(forms.BoundField):
    """A field with its data, as the templates of the shell need it."""

    @property
    def is_single_box(self) -> bool:
        """Whether it is one checkbox, whose label stands after the box."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def shows_optional(self) -> bool:
        """Whether the label says that the field may stay empty: the fields that must be filled carry the mark."""
        return not self.field.required and not self.is_single_box

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Tell those who hear the page that the field must be filled; browsers' own bubbles are not used."""
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        one_input = not self.use_fieldset and not (widget or self.field.widget).is_hidden
        if self.field.required and one_input:
            built["aria-required"] = "true"
        if not one_input:
            built.pop("aria-invalid", None)
        return built


class Renderer(DjangoTemplates):
    """Draws forms, fields and widgets with the templates of the shell, then Django's own."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "ui/field.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw with a template; a list to choose from is written in one go."""
        if template_name == selects.TEMPLATE and selects.is_plain(context["widget"]):
            return selects.select_html(context["widget"])
        return super().render(template_name, context, request)

    @cached_property
    def engine(self) -> Backend:
        """The template engine of forms: pages' folders first, so that a room may bring a widget of its own."""
        pages: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
        return Backend(
            {
                "NAME": "forms",
                "APP_DIRS": True,
                "DIRS": [SHELL / "templates", *pages, FORM_TEMPLATES],
                "OPTIONS": {"libraries": {"ui": "baarasira.web.shell.templatetags.ui"}},
            }
        )


class DateInput(forms.DateInput):
    """A date typed as people write it: day/month/year, digits on a phone's keyboard."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        shown = {"inputmode": "numeric", "autocomplete": "off", "size": "10", "maxlength": "10", **(attrs or {})}
        super().__init__(attrs=shown, format="%d/%m/%Y")


class DateField(forms.DateField):
    """A full date: 31/12/1985, 31-12-1985, 31.12.1985, 31 12 1985 or 31121985; ISO too. Two-digit years are refused."""

    widget = DateInput
    default_error_messages = {
        "invalid": _("This is not a date we can read. Write the day, the month and the year, like this: 31/12/1985.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d"])
        kwargs.setdefault("help_text", _("Day/month/year, for example 24/11/2026"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Return the date, or None for an empty field; ValidationError for anything else."""
        if isinstance(value, str):
            value = re.sub(r"\s*([/.\-])\s*", r"\1", value.strip())
            if re.fullmatch(r"\d{8}", value):
                value = f"{value[:2]}/{value[2:4]}/{value[4:]}"
            elif value and not re.search(r"\d{4}", value):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class PhoneInput(forms.TextInput):
    """A phone number: the phone's keyboard shows digits; pairs and spaces may be typed as they come."""

    input_type = "tel"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "tel", "autocomplete": "off", "size": "16", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Return a stored number in pairs, as it is read aloud; anything else as it was typed."""
        shown: str | None = super().format_value(value)
        return show(shown) if shown and shown.startswith("+") else shown


class MoneyInput(forms.TextInput):
    """An amount of CFA francs, the unit written beside the box."""

    template_name = "forms/money.html"

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "12", **(attrs or {})})


class MoneyField(forms.IntegerField):
    """A whole amount of CFA francs, typed with or without spaces and FCFA: ``40 000``, ``40.000 FCFA`` → 40000."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("This is not an amount we can read. Write it in figures, without cents, like this: 40 000.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        kwargs.setdefault("max_value", MAX_AMOUNT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """Return the amount, or None for an empty field; ValidationError for anything that is not whole francs."""
        if isinstance(value, str):
            value = re.sub(r"(?i)\s*(f\s*cfa|fcfa|xof|f)\.?\s*$", "", value.strip())
            value = re.sub(r"(?<=\d)[\s.](?=\d{3}(\D|$))", "", value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount with its thousands apart; what a person typed comes back as typed."""
        return f"{value:,}".replace(",", "\u00a0") if isinstance(value, int) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out min and max, which only number boxes know."""
        return {}


class SuggestInput(forms.Widget):
    """A box that suggests as one types (`baarasira.js` does it); without script it sends the words typed.

    `url` answers ``?q=`` with `suggestions`; `multiple` keeps several, as chips, at most `limit`; `label_for` gives
    the words of a stored code. Sends ``<name>`` (one or several codes) and ``<name>_text`` (the words); with `keeps_words`
    also ``<name>_words``, once a choice: the code, a tab, what was typed when it was chosen.
    """

    template_name = "forms/suggest.html"

    def __init__(
        self,
        url: str | Promise,
        *,
        multiple: bool = False,
        limit: int = 1,
        label_for: Callable[[str], str] = str,
        keeps_words: bool = False,
        attrs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(dict(attrs or {}))
        self.keeps_words = keeps_words
        self.url, self.multiple, self.limit, self.label_for = url, multiple, limit if multiple else 1, label_for

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the codes chosen, then the words typed marked by a leading tab when they chose nothing."""
        codes = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        codes = [codes] if isinstance(codes, str) else list(codes)
        chosen = [code for code in codes if code]
        typed = str(data.get(f"{name}_text") or "").strip()
        return chosen + ([f"\t{typed}"] if typed and (self.multiple or not chosen) else [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Tell whether the form sent was made without this field."""
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the codes with their words, and what was typed without choosing."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        values = [value] if isinstance(value, str) else list(value or [])
        codes = [str(item) for item in values if not str(item).startswith("\t")]
        chosen = [(code, self.label_for(code)) for code in codes]
        typed = next((str(item)[1:] for item in values if str(item).startswith("\t")), "")
        if not self.multiple and chosen:
            typed = chosen[0][1]
        context["widget"].update(
            url=str(self.url),
            multiple=self.multiple,
            limit=self.limit,
            keeps_words=self.keeps_words,
            chosen=chosen,
            typed=typed,
        )
        return context


class SuggestField(forms.Field):
    """A choice among suggestions: the cleaned value is a code, or a list of codes when `multiple`.

    `label_for` gives the words of a code; `resolve` turns words typed without choosing into a code (or None, which is
    an error that says what to do); `known` tells whether a code exists.
    """

    default_error_messages = {
        "unresolved": _("“%(typed)s” was typed but nothing was chosen. Choose one of the suggestions below the box."),
        "unknown": _("“%(code)s” is not in the list. Choose one of the suggestions below the box."),
        "too_many": _("At most %(limit)s can be kept. Remove some."),
    }

    def __init__(
        self,
        *,
        url: str | Promise,
        label_for: Callable[[str], str],
        known: Callable[[str], bool],
        resolve: Callable[[str], str | None] | None = None,
        multiple: bool = False,
        limit: int = 1,
        keeps_words: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs["widget"] = SuggestInput(
            url, multiple=multiple, limit=limit, label_for=label_for, keeps_words=keeps_words
        )
        super().__init__(**kwargs)
        self.known, self.resolve, self.multiple, self.limit = known, resolve, multiple, limit

    def _code(self, item: str) -> str:
        if not item.startswith("\t"):
            if not self.known(item):
                raise ValidationError(self.error_messages["unknown"], code="unknown", params={"code": item})
            return item
        code = self.resolve(item[1:]) if self.resolve else None
        if code is None:
            raise ValidationError(self.error_messages["unresolved"], code="unresolved", params={"typed": item[1:]})
        return code

    def clean(self, value: Any) -> str | list[str]:
        """Return the code or the codes, each known and once; ValidationError otherwise."""
        codes = list(dict.fromkeys(self._code(item) for item in value or []))
        if self.required and not codes:
            raise ValidationError(self.error_messages["required"], code="required")
        if self.multiple and len(codes) > self.limit:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.limit})
        return codes if self.multiple else (codes[0] if codes else "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare codes, whatever their container."""
        before = [initial] if isinstance(initial, str) and initial else list(initial or [])
        return before != list(data or [])


def suggestions(found: Sequence[tuple[str, str, str]]) -> dict[str, list[dict[str, str]]]:
    """Return the JSON body a suggestion address answers with, from (code, words, detail) triples, best first."""
    return {"results": [{"value": code, "label": label, "detail": detail} for code, label, detail in found]}


class Form(forms.Form):
    """The base of the pages' forms.

    `sections` groups fields under titles, in order: ``[(_("Identity"), ("surname", "given_name"))]``; fields left out
    come last without a title. `refuse` puts an action's refusal beside the field it names.
    """

    use_required_attribute = False
    required_css_class = "required"
    error_css_class = "wrong"
    sections: ClassVar[Sequence[tuple[str | Promise, Sequence[str]]]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def parts(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        """Yield the titles and their visible fields, in order; fields in no section last, under an empty title."""
        placed: set[str] = set()
        for title, names in self.sections:
            fields = [self[name] for name in names if name in self.fields and not self[name].is_hidden]
            placed.update(names)
            if fields:
                yield title, fields
        rest = [bound for bound in self.visible_fields() if bound.name not in placed]
        if rest:
            yield "", rest

    @property
    def has_required(self) -> bool:
        """Whether some visible field must be filled, so that the form explains its mark."""
        return any(bound.field.required for bound in self.visible_fields())

    def refuse(self, error: BusinessError) -> None:
        """Put the sentences of an action's refusal beside their fields, or on top when no field of ours is named."""
        findings = getattr(error, "findings", ())
        for field, sentence in [(item.field, item.sentence) for item in findings] or [(error.field, error.sentence)]:
            message = ValidationError(str(sentence), code=error.code)
            self.add_error(field if field in self.fields else None, message)
