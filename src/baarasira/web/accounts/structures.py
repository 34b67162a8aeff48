"""Choosing a structure in a form: the service as an indented list."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from baarasira.network.models import Structure
from baarasira.network.queries import structure_tree
from baarasira.web.shell.forms import Form

Choices = list[tuple[str, object]]
INDENT = "\u2003"
_EVERY: Choices = [("", _("All the structures"))]


def structure_choices(on: date) -> Choices:
    """Return the open structures as an indented list of choices."""
    return [(str(line.structure.id), INDENT * line.depth + line.structure.name) for line in structure_tree(on)]


class StructureForm(Form):
    """A form with a choice of structure, or several fields of that kind named in `structure_fields`."""

    structure_fields: tuple[str, ...] = ("structure",)

    def __init__(self, *args: Any, on: date, every: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = structure_choices(on)
        for name in self.structure_fields:
            self.fields[name].choices = [*(_EVERY if every else [("", _("Choose…"))]), *choices]

    def structure(self) -> Structure | None:
        """Return the structure chosen, None when there is none."""
        chosen = self.cleaned_data.get("structure")
        return Structure.objects.get(id=chosen) if chosen else None
