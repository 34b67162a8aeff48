"""Forms of the counselling pages."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from baarasira.accounts.models import User
from baarasira.counselling.actions import StepData
from baarasira.counselling.enums import AppointmentPurpose, ContactChannel, Side
from baarasira.kernel.errors import Sentence
from baarasira.network.models import Structure
from baarasira.web.shell.components.text import NBSP
from baarasira.web.shell.forms import DateField, Form

CHOOSE = _("Choose…")
OTHER_HOUR = "other"
STEPS_A_SIDE = 3
_HOUR = re.compile(r"(\d{1,2})\s*(?:h|:|\.)?\s*(\d{2})?")


def read_hour(text: str) -> time | None:
    """Read an hour as people write it: ``9h30``, ``9 h``, ``09:30``, ``930``, ``9``; None for anything else."""
    match = _HOUR.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def hour_words(moment: datetime | time) -> str:
    """Write an hour as a list shows it: ``9 h 30``."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"


class HourField(forms.CharField):
    """An hour of the day, typed as people write it."""

    default_error_messages = {
        "invalid": _("This is not an hour we can read. Write the hour and the minutes, like this: 9:30.")
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": "8", "autocomplete": "off", "class": "short"}))
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> time | None:
        """Return the hour, None for an empty field; ValidationError for what is not an hour."""
        text = super().clean(value)
        if not text:
            return None
        hour = read_hour(text)
        if hour is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return hour


class HourChoices(forms.RadioSelect):
    """The free hours of a day in a grid."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "hours"})


class FewChoices(forms.RadioSelect):
    """Two or three choices side by side."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "inline"})


class AppointmentForm(Form):
    """When, with whom, for what. The hours offered are those free on the day; any other may be typed."""

    day = DateField(label=_("Day"))
    counsellor = forms.ChoiceField(label=_("With"), required=False)
    starts_at = forms.ChoiceField(label=_("Hour"), widget=HourChoices)
    other_hour = HourField(
        label=_("Other hour"), required=False, help_text=_("If “Another hour” is chosen, for example 9:30.")
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[("", CHOOSE), *AppointmentPurpose.choices])
    note = forms.CharField(
        label=_("To be said on the slip"),
        max_length=300,
        required=False,
        help_text=_("What to prepare, whom to ask for."),
    )

    def __init__(self, *args: Any, counsellors: Sequence[User], free: Sequence[datetime], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counsellor"].choices = [  # type: ignore[attr-defined]
            ("", _("Any counsellor of the office")),
            *((str(user.pk), user.label) for user in counsellors),
        ]
        hours = [(f"{timezone.localtime(slot):%H:%M}", hour_words(slot)) for slot in free]
        sent = self.data.get("starts_at", "") if self.is_bound else ""
        taken = read_hour(sent) if sent and sent not in dict(hours) else None
        if taken is not None:  # it was free when the page was opened: the action says who came first
            hours = sorted([*hours, (f"{taken:%H:%M}", hour_words(taken))])
        field = self.fields["starts_at"]
        field.choices = [*hours, (OTHER_HOUR, _("Another hour"))]  # type: ignore[attr-defined]
        if not hours:
            field.help_text = _(
                "No hour is free that day, or the office is closed. Choose another day, or type an hour."
            )

    def clean(self) -> dict[str, Any]:
        """Put the day and the hour together as `moment`, in Bamako's time."""
        held: dict[str, Any] = super().clean() or {}
        day, chosen = held.get("day"), held.get("starts_at")
        hour = held.get("other_hour") if chosen == OTHER_HOUR else read_hour(chosen or "")
        if chosen == OTHER_HOUR and hour is None and "other_hour" not in self.errors:
            self.add_error("other_hour", _("Write the hour, for example 9:30."))
        if day is not None and hour is not None:
            held["moment"] = datetime.combine(day, hour, tzinfo=timezone.get_default_timezone())
        return held


class OfficeFilter(Form):
    """Which office, where there are several."""

    office = forms.ChoiceField(label=_("Office"), required=False)

    def __init__(self, *args: Any, offices: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(offices) > 1:
            self.fields["office"].choices = [  # type: ignore[attr-defined]
                ("", _("All the offices")),
                *((str(office.pk), office.name) for office in offices),
            ]
        else:
            del self.fields["office"]


class DayFilter(OfficeFilter):
    """Which day."""

    field_order = ("day", "office")
    day = DateField(label=_("Day"), required=False, help_text="")


class DueFilter(OfficeFilter):
    """Which cards: fallen due, or falling due in the next days; which office where there are several."""

    field_order = ("within", "office")
    DAYS: ClassVar = {"0": 0, "7": 7, "15": 15, "30": 30, "60": 60}
    within = forms.ChoiceField(
        label=_("Last day"),
        required=False,
        choices=[
            ("", _("Passed, or in the next 15 days")),
            ("0", _("Passed already")),
            ("7", _("Passed, or in the next 7 days")),
            ("30", _("Passed, or in the next 30 days")),
            ("60", _("Passed, or in the next 60 days")),
        ],
    )

    def until(self, today: date) -> date:
        """Return the day by which the cards asked for fall due; those that fell due yesterday are passed already."""
        days = self.DAYS.get(self.data.get("within", ""), 15)
        return today + timedelta(days=days - 1 if days == 0 else days)


class NoteForm(Form):
    """A contact: how, when, what was said."""

    channel = forms.ChoiceField(label=_("How"), choices=[("", CHOOSE), *ContactChannel.choices])
    day = DateField(label=_("Day"), required=False, help_text=_("Today when left empty."))
    hour = HourField(label=_("Hour"), required=False)
    text = forms.CharField(
        label=_("What was said or agreed"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A note is never changed: a later one corrects an earlier one. The person may ask to read it."),
    )  # fmt: skip

    def moment(self, now: datetime) -> datetime | None:
        """Return when the contact took place, None for now: noon of a day without its hour, today's hour without day."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        if day is None and hour is None:
            return None
        local = timezone.localtime(now)
        if hour is None and day == local.date():
            return None
        return datetime.combine(day or local.date(), hour or time(12), tzinfo=timezone.get_default_timezone())


class PlanForm(Form):
    """The aim, and up to three steps on each side; more are added to the plan afterwards."""

    aim = forms.CharField(
        label=_("Aim agreed with the person"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("In the person's own words: the work wanted, by when."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side in Side:
            for number in range(STEPS_A_SIDE):
                required = number == 0
                self.fields[f"{side}_{number}_what"] = forms.CharField(
                    label=_("Step %(number)d") % {"number": number + 1}, max_length=300, required=required
                )
                self.fields[f"{side}_{number}_due"] = DateField(label=_("Due on"), required=required, help_text="")

    def rows(self) -> list[tuple[Sentence, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Return the sides in words, each with its rows of fields."""
        titles = {Side.PERSON: _("What the job seeker undertakes"), Side.AGENCY: _("What the agency undertakes")}
        return [
            (titles[side], [(self[f"{side}_{n}_what"], self[f"{side}_{n}_due"]) for n in range(STEPS_A_SIDE)])
            for side in Side
        ]

    def clean(self) -> dict[str, Any]:
        """A step has both its words and its date."""
        held: dict[str, Any] = super().clean() or {}
        for side in Side:
            for number in range(1, STEPS_A_SIDE):
                what, due = f"{side}_{number}_what", f"{side}_{number}_due"
                if bool(held.get(what)) != bool(held.get(due)) and not {what, due} & set(self.errors):
                    self.add_error(due if held.get(what) else what, _("A step needs its words and its date."))
        return held

    def steps(self) -> list[StepData]:
        """Return the steps filled in."""
        held = self.cleaned_data
        return [
            StepData(side, held[f"{side}_{number}_what"], held[f"{side}_{number}_due"])
            for side in Side
            for number in range(STEPS_A_SIDE)
            if held.get(f"{side}_{number}_what")
        ]


class StepForm(Form):
    """One more step of a plan."""

    side = forms.ChoiceField(label=_("Who"), choices=Side.choices, widget=FewChoices, initial=Side.PERSON)
    what = forms.CharField(label=_("Step"), max_length=300)
    due_on = DateField(label=_("Due on"))

    def step(self) -> StepData:
        """Return the step."""
        held = self.cleaned_data
        return StepData(Side(held["side"]), held["what"], held["due_on"])


class ReviewForm(Form):
    """The plan seen again with the person."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    aim = forms.CharField(
        label=_("The aim as it now stands"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class OutcomeForm(Form):
    """How a plan ends."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reached = forms.ChoiceField(
        label=_("Was the aim reached?"), choices=[("yes", _("Yes, reached")), ("no", _("No, ended without"))],
        widget=FewChoices,
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("What came of the plan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
