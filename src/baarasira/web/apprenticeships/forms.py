"""Forms of the pages of apprenticeship."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.people.queries import searchable_by
from baarasira.people.search import of_number
from baarasira.reference.languages import LANGUAGES
from baarasira.training.apprenticeships.enums import EndReason, Grade, Presence, Signing, Situation
from baarasira.training.apprenticeships.models import Contract, Master, Trade
from baarasira.training.apprenticeships.pictures import SIGNS, TASK_PICTURES
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, MoneyField, PhoneInput

from ..cooperation.forms.fields import CHOOSE, area, occupation, text, whole
from .pictures_tags import SIGN_WORDS

WEEKDAYS = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
]  # fmt: skip


def _choice(
    label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = True, **kwargs: Any
) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=[("", CHOOSE), *choices], **kwargs)


def languages() -> list[tuple[str, Any]]:
    """Return the languages by their name."""
    return [(row.code, row.label) for row in LANGUAGES]


def trades() -> list[tuple[str, str]]:
    """Return the trades of the list by their title."""
    return [(trade.key, trade.title) for trade in Trade.objects.filter(active=True)]


class _WithPerson(Form):
    person = text(_("Number of the person"), 40, required=True, help_text=_("As on their file or their card."))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.found: Person | None = None

    def clean_person(self) -> str:
        """Find the person of the number typed."""
        typed: str = self.cleaned_data["person"].strip()
        self.found = of_number(searchable_by(self.actor), typed)
        if self.found is None:
            raise forms.ValidationError(_("Nobody that you may find bears this number."), code="person")
        return typed


class MasterForm(Form):
    """A master."""

    given_names = text(_("Given names"), 120, required=True)
    surname = text(_("Surname"), 120, required=True)
    trade = _choice(_("Trade"), [])
    workshop = text(_("Workshop"), 160, required=True)
    place = text(_("Where the workshop is"), 160, required=True)
    phone = text(_("Phone"), 20, required=True, widget=PhoneInput)
    language = forms.ChoiceField(label=_("Language the logbook speaks"), choices=languages, initial="bm")
    sign = _choice(_("Picture by which the master knows their page"), [(name, SIGN_WORDS[name]) for name in SIGNS])
    capacity = whole(_("Apprentices at once, at most"), min_value=1, max_value=20, initial=2, required=True)
    registration = text(_("Number at the chamber of trades (APCMM)"), 60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = [("", CHOOSE), *trades()]  # type: ignore[attr-defined]


class ReasonForm(Form):
    """A reason in words."""

    reason = area(_("Why"), required=True, rows=2, length=500)


class IntakeForm(Form):
    """A call for apprentices."""

    title = text(_("Title"), 160, required=True)
    opens_on = DateField(label=_("Applications from"))
    closes_on = DateField(label=_("Applications until"))
    test_on = DateField(label=_("Entrance test on"))
    conditions = area(_("Conditions, as they are read out"), length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, title in trades():
            self.fields[f"seats_{key}"] = whole(_("Seats: %(trade)s") % {"trade": title}, max_value=200)

    def seats(self) -> dict[str, int]:
        """Return how many seats each trade is given."""
        return {
            name.removeprefix("seats_"): count
            for name, count in self.cleaned_data.items()
            if name.startswith("seats_") and count
        }


class ApplyForm(_WithPerson):
    """Somebody who applies."""

    trade = _choice(_("Trade"), [])
    out_of_school = forms.BooleanField(label=_("No longer goes to school"), required=False)

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = [("", CHOOSE), *offered]  # type: ignore[attr-defined]


def mark_field(label: Any) -> forms.CharField:
    """Return the box of a mark out of twenty."""
    attrs = {"inputmode": "decimal", "size": "5", "autocomplete": "off"}
    return forms.CharField(label=label, max_length=6, widget=forms.TextInput(attrs=attrs))


class MarksForm(Form):
    """Marks of a practical and an oral part."""

    practical = mark_field(_("Practical part, out of 20"))
    oral = mark_field(_("Oral part, out of 20"))
    reason = text(_("Why the mark changes, when it corrects another"), 300)


class ContractForm(_WithPerson):
    """A contract of apprenticeship."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    master = _choice(_("Master"), [])
    starts_on = DateField(label=_("First day"))
    workshop_days = forms.MultipleChoiceField(
        label=_("Days in the workshop"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        initial=["0", "1", "2", "3"],
    )
    centre_days = forms.MultipleChoiceField(
        label=_("Days at the centre"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, initial=["4"]
    )
    allowance = MoneyField(label=_("Allowance a month"))
    insurer = text(_("Insurer"), 120, required=True)
    policy_number = text(_("Number of the insurance"), 60, required=True)
    insured_to = DateField(label=_("Insured until"))
    safety = area(_("Safety: what the master provides"), required=True, rows=2, length=1000)
    tools = area(_("Tools: who lends what"), rows=2, length=1000)
    parent_name = text(_("Parent or guardian, of a minor"), 160)
    parent_phone = text(_("Phone of the parent"), 20, widget=PhoneInput)
    out_of_school = forms.BooleanField(label=_("No longer goes to school"), required=False, initial=True)

    def __init__(self, *args: Any, masters: Iterable[Master], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), f"{row} – {row.trade.title}, {row.workshop}") for row in masters]
        self.fields["master"].choices = [("", CHOOSE), *rows]  # type: ignore[attr-defined]


def _how(label: Any) -> forms.ChoiceField:
    return _choice(label, Signing.choices, required=False)


class SignaturesForm(Form):
    """On which days the three signed, and how."""

    apprentice_on = DateField(label=_("The apprentice signed on"), required=False)
    apprentice_how = _how(_("How the apprentice signed"))
    master_on = DateField(label=_("The master signed on"), required=False)
    master_how = _how(_("How the master signed"))
    parent_on = DateField(label=_("The parent signed on"), required=False)
    parent_how = _how(_("How the parent signed"))
    read_in = _choice(_("Read aloud in"), [], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_in"].choices = [("", CHOOSE), *languages()]  # type: ignore[attr-defined]


class InsuranceForm(Form):
    """The insurance that goes on from the one before."""

    insurer = text(_("Insurer"), 120, required=True)
    policy_number = text(_("Number of the insurance"), 60, required=True)
    insured_to = DateField(label=_("Insured until"))


class TerminateForm(Form):
    """Why a contract ends before its last day."""

    on = DateField(label=_("Last day of the contract"))
    reason = _choice(_("Why the contract ends"), EndReason.choices)
    words = area(_("What happened"), required=True, rows=2, length=500)


class MonthForm(Form):
    """A month of allowance."""

    month = DateField(label=_("Any day of the month"))


class PaidForm(Form):
    """The payment of a month and its proof."""

    paid_on = DateField(label=_("Paid on"))
    reference = text(_("Reference of the payment"), 120, required=True)
    evidence = FileBoxField(label=_("Receipt with signature or thumbprint"))


class SettleForm(Form):
    """What the centre says of a day."""

    on = DateField(label=_("Day"))
    mark = _choice(_("Attendance of that day"), Presence.choices)
    reason = area(_("Why"), required=True, rows=2, length=500)


def _grade(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=Grade.choices, widget=forms.RadioSelect)


class VisitForm(Form):
    """The form of a quarterly visit."""

    done_on = DateField(label=_("Visited on"))
    apprentice_seen = forms.BooleanField(label=_("The apprentice was at work"), required=False)
    progress = _grade(_("Progress of the apprentice"))
    guidance = _grade(_("Guidance by the master"))
    safety = _grade(_("Safety in the workshop"))
    tools = _grade(_("Tools"))
    hours_kept = forms.BooleanField(label=_("The hours of the contract are kept"), required=False)
    logbook_kept = forms.BooleanField(label=_("The logbook is kept every week"), required=False)
    allowance_received = forms.BooleanField(label=_("The apprentice receives the allowance"), required=False)
    problems = area(_("Problems"), length=1000)
    next_action = area(_("What is done next"), rows=2, length=500)


class InsertionForm(Form):
    """What became of a certified apprentice."""

    done_on = DateField(label=_("Asked on"))
    situation = _choice(_("What the person does"), Situation.choices)
    first_job_on = DateField(label=_("First day of the first job or business"), required=False)
    where = text(_("Where"), 160)
    note = area(_("Note"), rows=2, length=500)


class ExamForm(Form):
    """An examination and its jury of three."""

    trade = _choice(_("Trade"), [])
    held_on = DateField(label=_("Day of the examination"))
    place = text(_("Place"), 160, required=True)
    situation = area(_("Practical situation that is set"), required=True, length=1000)
    trainer = text(_("Trainer of the jury"), 160, required=True)
    first = text(_("First professional of the trade"), 160, required=True)
    first_number = text(_("Number of the first as a master, if one of ours"), 20)
    second = text(_("Second professional of the trade"), 160, required=True)
    second_number = text(_("Number of the second as a master, if one of ours"), 20)

    def __init__(self, *args: Any, masters: Iterable[Master], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["trade"].choices = [("", CHOOSE), *trades()]  # type: ignore[attr-defined]
        self.masters = {row.number.casefold(): row for row in masters}

    def _master(self, name: str) -> Master | None:
        typed = self.cleaned_data[name].strip().casefold()
        if typed and typed not in self.masters:
            raise forms.ValidationError(_("No master bears this number."), code="master")
        return self.masters.get(typed)

    def clean_first_number(self) -> Master | None:
        """Return the master of the number typed."""
        return self._master("first_number")

    def clean_second_number(self) -> Master | None:
        """Return the master of the number typed."""
        return self._master("second_number")


class EnterForm(Form):
    """An apprentice who sits an examination."""

    contract = _choice(_("Apprentice who has done the three years"), [])

    def __init__(self, *args: Any, contracts: Iterable[Contract], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(str(row.pk), f"{row.person} – {row.number}") for row in contracts]
        self.fields["contract"].choices = [("", CHOOSE), *rows]  # type: ignore[attr-defined]


class TradeForm(Form):
    """A trade that the list does not have."""

    key = forms.SlugField(
        label=_("Short key"), max_length=40, help_text=_("Letters and hyphens, for example tapisserie.")
    )
    title = text(_("Trade"), 120, required=True)
    pictogram = _choice(pgettext_lazy("trade", "Picture"), [(name, name) for name in TASK_PICTURES])
    occupation = occupation(_("Occupation"))


class TaskForm(Form):
    """A task of a trade."""

    code = forms.SlugField(label=_("Short key"), max_length=40)
    title = text(_("Task, as it is said"), 120, required=True)
    pictogram = _choice(pgettext_lazy("trade", "Picture"), [(name, name) for name in TASK_PICTURES])
    year = forms.TypedChoiceField(
        label=_("Begun in year"),
        coerce=int,
        choices=[(1, _("First year")), (2, _("Second year")), (3, _("Third year"))],
    )
