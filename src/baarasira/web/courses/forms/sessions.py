"""Forms of sessions: plan, correct, a day more, a trainer, cancel, close."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.models import Organisation
from baarasira.reference.languages import LANGUAGES
from baarasira.training.courses.enums import Literacy, SessionState
from baarasira.training.courses.inputs import DayData, SessionData
from baarasira.training.courses.models import Course, Session
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ...cooperation.forms.fields import CHOOSE, text, whole
from ...reintegration.forms.fields import boxes, choice

Choices = Sequence[tuple[str, Any]]
WEEK = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")), ("5", _("Saturday")),
]  # fmt: skip


class SessionFilter(Form):
    """What the list shows."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Not over")), ("all", _("Every session")), *SessionState.choices],
    )
    course = forms.ChoiceField(label=_("Course"), required=False, choices=[])

    def __init__(self, *args: Any, courses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", _("Every course")), *courses]


def _time(label: Any, initial: str) -> forms.TimeField:
    shown = forms.TimeInput(attrs={"size": "5", "inputmode": "numeric"}, format="%H:%M")
    return forms.TimeField(
        label=label, initial=initial, widget=shown, input_formats=["%H:%M", "%Hh%M", "%Hh", "%H"],
        help_text=_("For example 8:00 or 8h30"),
    )  # fmt: skip


class SessionForm(Form):
    """A session; the days it meets are counted from the days of the week when it is planned."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    course = forms.ChoiceField(label=_("Course"))
    centre = forms.ChoiceField(label=_("Centre"))
    title = text(_("Name of the group"), 200, required=True)
    literacy = choice(_("For whom"), Literacy.choices, help_text=_("Quizzes are then asked in writing, or orally."))
    language = forms.ChoiceField(label=_("Taught in"), choices=[])
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))
    week = boxes(_("Days of the week it meets"), WEEK, initial=["0", "1", "2", "3", "4"])
    begins = _time(_("Begins at"), "8:00")
    ends = _time(_("Ends at"), "14:00")
    seats = whole(_("Seats"), min_value=1, max_value=500, required=True, initial=20)
    trainers = boxes(_("Trainers"), [])
    place = text(_("Place"), 200)
    partner = forms.ChoiceField(
        label=_("Partner of the session"), required=False, help_text=_("A consulate, a body that holds it with us.")
    )
    funded_by = text(_("Paid by"), 200)
    cost = MoneyField(label=_("What it costs in all"), required=False)

    def __init__(self, *args: Any, courses: Choices, centres: Choices, trainers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [("", CHOOSE), *courses]
        self.fields["centre"].choices = centres if len(centres) == 1 else [("", CHOOSE), *centres]
        self.fields["trainers"].choices = trainers
        self.fields["language"].choices = [(row.code, row.label) for row in LANGUAGES]
        self.fields["language"].initial = "bm"
        partners = [(str(row.pk), row.label) for row in Organisation.objects.order_by("name_sort", "id")]
        self.fields["partner"].choices = [("", _("No partner")), *partners]

    @classmethod
    def to_correct(cls, data: Any, session: Session) -> "SessionForm":
        """Return the form of a session that stands: what has acts of its own (days, trainers) is left out."""
        held: dict[str, Any] = {
            name: getattr(session, name)
            for name in ("title", "literacy", "language", "starts_on", "ends_on", "seats", "place", "funded_by", "cost")
        }
        held |= {"partner": str(session.partner_id or "")}
        form = cls(data, initial=held, courses=(), centres=(), trainers=())
        for name in ("token", "course", "centre", "week", "begins", "ends", "trainers"):
            del form.fields[name]
        return form

    def data_of(self, session: Session | None = None) -> SessionData:
        """Return what was typed as the action takes it; of a session that stands, with its own course and centre."""
        given = self.cleaned_data
        partner = given.get("partner")
        return SessionData(
            course_id=session.course_id if session is not None else UUID(given["course"]),
            centre_id=session.centre_id if session is not None else UUID(given["centre"]),
            partner_id=UUID(partner) if partner else None,
            trainers=[UUID(key) for key in given.get("trainers") or ()],
            days=[] if session is not None else self._days(given),
            form_token=given.get("token"),
            **{name: given[name] for name in ("title", "literacy", "language", "starts_on", "ends_on", "seats", "place", "funded_by", "cost")},
        )  # fmt: skip

    def _days(self, given: dict[str, Any]) -> list[DayData]:
        first: date = given["starts_on"]
        count = min(400, max(0, (given["ends_on"] - first).days + 1))
        wanted = {int(day) for day in given["week"]}
        days = [first + timedelta(days=number) for number in range(count)]
        return [DayData(day=day, starts=given["begins"], ends=given["ends"]) for day in days if day.weekday() in wanted]


class DayForm(Form):
    """A day more that the group meets."""

    day = DateField(label=_("Day"))
    begins = _time(_("Begins at"), "8:00")
    ends = _time(_("Ends at"), "14:00")
    room = forms.ChoiceField(label=_("Room"), required=False)
    trainer = forms.ChoiceField(label=_("Trainer"), required=False)
    topic = text(_("What is taught"), 200)

    def __init__(self, *args: Any, rooms: Choices = (), trainers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [("", _("None named")), *rooms]
        self.fields["trainer"].choices = [("", _("All who teach the session")), *trainers]

    def data_of(self) -> DayData:
        """Return the day as the action takes it."""
        given = self.cleaned_data
        return DayData(
            day=given["day"], starts=given["begins"], ends=given["ends"], topic=given["topic"],
            room_id=UUID(given["room"]) if given["room"] else None,
            trainer_id=UUID(given["trainer"]) if given["trainer"] else None,
        )  # fmt: skip


class TeachForm(Form):
    """One more trainer."""

    trainer = forms.ChoiceField(label=_("Trainer"))

    def __init__(self, *args: Any, trainers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trainer"].choices = [("", CHOOSE), *trainers]


class ReplaceForm(Form):
    """Who takes over from whom, from which day, and why."""

    leaving = forms.ChoiceField(label=_("Who leaves"))
    coming = forms.ChoiceField(label=_("Who takes over"))
    since = DateField(label=_("From which day"))
    reason = text(_("Why"), 300, required=True)

    def __init__(self, *args: Any, teaching: Choices = (), trainers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaving"].choices = teaching
        self.fields["coming"].choices = [("", CHOOSE), *trainers]


class CancelForm(Form):
    """Why a session is cancelled, and where the people enrolled go."""

    move_to = forms.ChoiceField(label=_("Move the people enrolled to"), required=False)
    reason = text(
        _("Why"), 300, required=True, help_text=_("Everybody enrolled is told that the session is cancelled.")
    )

    def __init__(self, *args: Any, others: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["move_to"].choices = [("", _("Nowhere: tell them that there is no other session")), *others]


class CloseForm(Form):
    """What a session cost, where it is known by now."""

    cost = MoneyField(label=_("What it cost in all"), required=False)


def course_choices(rows: Sequence[Course]) -> list[tuple[str, str]]:
    """Return courses as the choices of a form."""
    return [(str(row.pk), row.title) for row in rows]
