"""Forms of the pages of timetables."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baarasira.network.models import Structure
from baarasira.training.courses.models import Room, Trainer
from baarasira.training.timetables.actions import MoveData
from baarasira.training.timetables.enums import HalfDay
from baarasira.web.shell.forms import DateField, Form


def _hour() -> forms.TimeField:
    return forms.TimeField(
        label="", input_formats=["%H:%M", "%H.%M", "%Hh%M", "%H"],
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "short", "inputmode": "numeric", "placeholder": "08:00"}),
    )  # fmt: skip


class ProposeForm(Form):
    """Which week is proposed, for which structure."""

    structure = forms.ModelChoiceField(label=_("Centre or structure"), queryset=Structure.objects.none())
    day = DateField(label=_("A day of the week to plan"))

    def __init__(self, *args: Any, structures: QuerySet[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = structures  # type: ignore[attr-defined]
        known = list(structures[:2])
        if len(known) == 1:
            self.fields["structure"].initial = known[0].pk


class LessonForm(Form):
    """Where a lesson goes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    day = DateField(label=_("Day"))
    starts = _hour()
    ends = _hour()
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)
    trainer = forms.ModelChoiceField(label=_("Trainer"), queryset=Trainer.objects.none(), required=False)
    despite = forms.BooleanField(
        label=_("Place it all the same"), required=False,
        help_text=_("For what you know better: a journey by car, a chair added. Nobody can be in two places."),
    )  # fmt: skip

    def __init__(self, *args: Any, rooms: QuerySet[Room], trainers: QuerySet[Trainer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].label, self.fields["ends"].label = _("Begins at"), _("Ends at")
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]
        self.fields["trainer"].queryset = trainers  # type: ignore[attr-defined]

    def data_given(self) -> MoveData:
        """Return what was chosen, for the action."""
        data = self.cleaned_data
        return MoveData(
            data["day"], data["starts"], data["ends"], data["room"].pk if data["room"] else None,
            data["trainer"].pk if data["trainer"] else None, data["despite"],
        )  # fmt: skip


def _half_days() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Half-days"), choices=HalfDay.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave all empty when every half-day will do."),
    )  # fmt: skip


class GroupForm(Form):
    """What a group needs of its weeks."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hours = forms.IntegerField(
        label=_("Hours a week"), min_value=1, max_value=60, required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Empty: what is left of the course, spread over the weeks that are left."),
    )  # fmt: skip
    most_a_day = forms.IntegerField(
        label=_("Lessons a day at most"), min_value=1, max_value=8, widget=forms.NumberInput(attrs={"class": "short"})
    )
    equipment = forms.CharField(
        label=_("What the room must hold"), required=False, max_length=300,
        help_text=_("Words separated by commas, as they stand with the rooms: welding, computers."),
    )  # fmt: skip
    half_days = _half_days()


class TrainerForm(Form):
    """When a trainer can teach."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hours = forms.IntegerField(
        label=_("Hours a week at most"), min_value=1, max_value=60, widget=forms.NumberInput(attrs={"class": "short"})
    )
    half_days = _half_days()


class JourneyForm(Form):
    """How long it takes from one centre to another."""

    one = forms.ModelChoiceField(label=_("From the centre"), queryset=Structure.objects.none())
    other = forms.ModelChoiceField(label=_("To the centre"), queryset=Structure.objects.none())
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=1440, widget=forms.NumberInput(attrs={"class": "short"})
    )

    def __init__(self, *args: Any, own: QuerySet[Structure], every: QuerySet[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one"].queryset, self.fields["other"].queryset = own, every  # type: ignore[attr-defined]


class ClosingForm(Form):
    """A day on which a centre is closed."""

    structure = forms.ModelChoiceField(label=_("Centre"), queryset=Structure.objects.none())
    day = DateField(label=_("Day"))
    reason = forms.CharField(label=_("Why"), max_length=100, help_text=_("For example: Tabaski, works."))

    def __init__(self, *args: Any, own: QuerySet[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = own  # type: ignore[attr-defined]
