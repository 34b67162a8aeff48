"""What the figures are asked about: a structure and a period."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.policies import PolicyTable
from baarasira.network.models import Structure, StructureKind
from baarasira.programmes.enums import Axis
from baarasira.statistics.enums import Aim
from baarasira.statistics.policies import FIGURES
from baarasira.statistics.scopes import Period, month_of, year_to
from baarasira.web.shell.forms import DateField, DateInput, Form

_COUNTED = (StructureKind.DIRECTORATE, StructureKind.LOCAL_OFFICE)


def _quarter(day: date) -> Period:
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = date(day.year, first.month + 2, monthrange(day.year, first.month + 2)[1])
    return Period(first, last)


class ScopeForm(Form):
    """The structure and the period; empty fields mean all one's territory, over twelve months."""

    structure = forms.ChoiceField(label=_("Structure"), required=False)
    period = forms.ChoiceField(
        label=_("Period"),
        required=False,
        choices=[
            ("", _("Twelve months")),
            ("month", _("This month")),
            ("quarter", _("This quarter")),
            ("year", _("This year")),
            ("dates", _("From one date to another")),
        ],
    )
    # Style shows the two dates only for the period that has them.
    first = DateField(label=_("From"), required=False, help_text="", widget=DateInput(attrs={"class": "dates"}))
    last = DateField(label=_("To"), required=False, help_text="", widget=DateInput(attrs={"class": "dates"}))

    def __init__(self, *args: Any, actor: Actor, table: PolicyTable = FIGURES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        reach = table.scope(actor, "view")
        rows = Structure.objects.filter(reach.q("pk"), kind__in=_COUNTED).order_by("kind", "name")
        self.structures = {str(row.pk): row for row in rows}
        choices = [(key, row.name) for key, row in self.structures.items()]
        self.fields["structure"].choices = [("", _("All my territory")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check that the dates are in order; of another period they are not read, since they are not shown."""
        cleaned = super().clean() or {}
        if cleaned.get("period") != "dates":
            for name in ("first", "last"):
                self.errors.pop(name, None)
            return cleaned
        first, last = cleaned.get("first"), cleaned.get("last")
        if first is None or last is None:
            if not {"first", "last"} & set(self.errors):
                self.add_error("first", _("Write both dates, or choose another period."))
        elif last < first:
            self.add_error("last", _("The period ends before it begins: exchange the two dates."))
        return cleaned

    def chosen_period(self) -> Period:
        """Return the period asked for, twelve months when nothing valid was."""
        today = self.actor.today
        values = self.cleaned_data if self.is_bound and self.is_valid() else {}
        match values.get("period"):
            case "month":
                return month_of(today)
            case "quarter":
                return _quarter(today)
            case "year":
                return Period(date(today.year, 1, 1), date(today.year, 12, 31))
            case "dates":
                return Period(values["first"], values["last"])
        return year_to(today)

    def chosen_structure(self) -> Structure | None:
        """Return the structure asked for, None for all the territory."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return self.structures.get(values.get("structure") or "")

    def chosen_id(self) -> UUID | None:
        """Return the id of the structure asked for."""
        structure = self.chosen_structure()
        return structure.pk if structure is not None else None


class YearForm(Form):
    """The year in which the cases became known; empty for all of them."""

    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All years")), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]


class TrainingForm(YearForm):
    """The year in which courses began, and the region whose trades are looked at; empty for all of them."""

    region = forms.ChoiceField(label=_("Region of the trades"), required=False)

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("Whole territory")), *regions]  # type: ignore[attr-defined]


class AimForm(Form):
    """One aim of the convention, from a day on."""

    measure = forms.ChoiceField(label=_("What is aimed at in a year"), choices=[("", _("Choose…")), *Aim.choices])
    axis = forms.ChoiceField(label=_("Axis"), required=False, choices=[("", _("All axes")), *Axis.choices])
    amount = forms.IntegerField(
        label=_("Aim"),
        min_value=1,
        localize=False,
        help_text=_("A whole number: people, jobs, in a hundred, or francs"),
    )
    valid_from = DateField(label=_("From"))
    source = forms.CharField(
        label=_("Where it is written"), max_length=200, help_text=_("The convention, its article, a minute")
    )
