"""Fields and errors of forms; `{{ form }}` draws the same markup through the form renderer."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.formsets import BaseFormSet
from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .core import paint, register


@dataclass(frozen=True, slots=True)
class Fault:
    """One error of a form: the sentence, and the id of the field to mend (empty when it is not in one field)."""

    sentence: str
    target: str


def target_of(bound: BoundField) -> str:
    """Return the id that a link in the summary jumps to: the field's own input, or the first of its choices."""
    if bound.id_for_label:
        return bound.id_for_label
    return f"{bound.auto_id}_0" if bound.auto_id else ""


def faults(form: BaseForm | BaseFormSet[Any]) -> list[Fault]:
    """Return the errors of a form (or of each form of a set) in the order of its fields, those of the whole first."""
    if isinstance(form, BaseFormSet):
        own = [Fault(str(message), "") for message in form.non_form_errors()]
        return own + [fault for child in form.forms for fault in faults(child)]
    found = [Fault(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        named = f"{bound.label} " if str(bound.label).endswith("?") else f"{bound.label}{_(': ')}"
        found.extend(Fault(f"{named}{message}", target_of(bound)) for message in bound.errors)
    return found


@register.simple_tag
def error_summary(form: BaseForm | BaseFormSet[Any]) -> SafeString | str:
    """Everything to correct in a form, on top, each with a link to its field; nothing when there is nothing.

    ``{{ form }}`` already begins with it: use it alone only when the fields are placed one by one.
    """
    found = faults(form)
    return paint("error_summary", faults=found, count=len(found)) if found else ""


@register.simple_tag
def form_field(field: BoundField, *, label: str = "", help: str = "", compact: bool = False) -> SafeString:
    """One field with its label above, its help, its error beside it: ``{% form_field form.surname %}``.

    `label` and `help` replace the field's own; `compact` is for filters, where fields stand side by side.
    """
    if not isinstance(field, BoundField):
        raise TemplateSyntaxError(f"form_field: {field!r} is not a field of a form")
    if label:
        field.label = label
    if help:
        field.help_text = help
    return paint("field", field=field, compact=compact)
