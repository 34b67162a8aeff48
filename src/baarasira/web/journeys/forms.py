"""Forms of the journeys' pages: filters, and one form for each act."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.mobility.journeys.checklist import Item
from baarasira.mobility.journeys.details import RelativeData
from baarasira.mobility.journeys.enums import (
    ArrivalSource,
    ContactChannel,
    ContactOutcome,
    Payer,
    Relation,
    ReturnTicket,
    TravelMode,
    Verdict,
)
from baarasira.mobility.journeys.models import Journey
from baarasira.programmes.kinds import KINDS, ReturnProof
from baarasira.reference.codelist import fold
from baarasira.reference.languages import LANGUAGES
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form, PhoneInput

CHOOSE = _("Choose…")
PREPARING = ("recall", "medical", "authorisation", "contract", "visa", "session", "clearance", "departure")
"""The kinds of step between the selection and the departure, in order."""

ABROAD = ("arrival", "follow_up", "return")
"""The kinds of step from the departure to the return."""

LATE, ARRIVAL, SECURITY, END, DAYS = "late", "arrival", "security", "end", "days"


def _chosen(label: Any, choices: Any, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=required, choices=[("", CHOOSE), *choices], **kwargs)


def _text(label: Any, length: int, *, required: bool = True, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=required, **kwargs)


def _day(label: Any, *, required: bool = True, **kwargs: Any) -> DateField:
    return DateField(label=label, required=required, **kwargs)


def languages() -> list[tuple[str, str]]:
    """Return the languages people speak, by name."""
    return sorted(LANGUAGES.choices(), key=lambda item: fold(item[1]))


class Versioned(Form):
    """A form that knows which version of the record it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class BoardFilter(Form):
    """Which of those who prepare their departure are shown."""

    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False)
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, *args: Any, campaigns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign: Any = self.fields["campaign"]
        campaign.choices = [("", _("All the campaigns")), *campaigns]
        step: Any = self.fields["step"]
        step.choices = [("", _("All the steps")), *((kind, KINDS[kind].label) for kind in PREPARING)]


class AbroadFilter(Form):
    """Which of those abroad are shown."""

    campaign = forms.ChoiceField(label=_("Campaign"), required=False)
    show = forms.ChoiceField(
        label=_("Which ones"), required=False,
        choices=[
            ("", pgettext_lazy("abroad", "All")),
            (LATE, _("Something is late")),
            (ARRIVAL, _("Arrival not confirmed")),
            (SECURITY, _("Social security late")),
            (END, _("The end is near")),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, campaigns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign: Any = self.fields["campaign"]
        campaign.choices = [("", _("All the campaigns")), *campaigns]


class RecallFilter(Form):
    """Which repeaters are shown."""

    employer = forms.ChoiceField(label=_("Employer"), required=False)
    only = forms.BooleanField(label=_("Return proved and authorisation in force"), required=False)

    def __init__(self, *args: Any, employers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employer: Any = self.fields["employer"]
        employer.choices = [("", _("All the employers")), *employers]


class TravelForm(Versioned):
    """How a worker travels, at whose expense, insured from when."""

    travel_mode = _chosen(_("Travels"), TravelMode.choices, required=False)
    travel_on = _day(_("Day of travel"), required=False)
    travel_reference = _text(_("Flight or vehicle"), 60, required=False)
    departure_port = _text(_("Leaves from"), 120, required=False)
    travel_paid_by = _chosen(_("Who pays the way out"), Payer.choices, required=False)
    return_paid_by = _chosen(_("Who pays the way back"), Payer.choices, required=False)
    return_ticket = _chosen(_("Way back"), ReturnTicket.choices, required=False)
    insurance_from = _day(_("Insured from"), required=False)
    insurance_reference = _text(_("Number of the insurance"), 60, required=False)


class AuthorityForm(Versioned):
    """What the authorities of the country of work gave."""

    nie = _text(_("Foreigner’s number (NIE)"), 20, required=False)
    authorisation_number = _text(_("Number of the authorisation"), 60, required=False)
    authorisation_notified_on = _day(_("Authorisation notified on"), required=False)
    authorisation_from = _day(_("Authorisation from"), required=False)
    authorisation_until = _day(_("Authorisation until"), required=False)
    permit_from = _day(_("Work permit from"), required=False)
    permit_until = _day(_("Work permit until"), required=False)
    card_until = _day(_("Foreigner’s card until"), required=False)
    ends_on = _day(_("Last day of work expected"), required=False)


class RelativesForm(Versioned):
    """Two people to call about the worker."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, label in ((0, _("First person: name")), (1, _("Second person: name"))):
            self.fields[f"name_{place}"] = _text(label, 120, required=False)
            phone = forms.CharField(label=_("Phone"), max_length=30, required=False, widget=PhoneInput)
            self.fields[f"phone_{place}"] = phone
            self.fields[f"language_{place}"] = _chosen(_("Language spoken"), languages(), required=False)
            self.fields[f"relation_{place}"] = _chosen(_("Relation"), Relation.choices, required=False)
            agreed = forms.BooleanField(label=_("Agrees to be called, and the worker agrees too"), required=False)
            self.fields[f"agreed_{place}"] = agreed

    @staticmethod
    def initial_of(journey: Journey) -> dict[str, object]:
        """Return what is known already."""
        found: dict[str, object] = {}
        for row in journey.relatives.all():
            place = row.position
            found |= {
                f"name_{place}": row.name, f"phone_{place}": row.phone, f"language_{place}": row.language,
                f"relation_{place}": row.relation,
            }  # fmt: skip
        return found

    def relatives(self) -> list[RelativeData]:
        """Return who was written down, those left empty aside."""
        held = self.cleaned_data
        return [
            RelativeData(
                name=held[f"name_{place}"], phone=held[f"phone_{place}"], language=held[f"language_{place}"],
                relation=held[f"relation_{place}"], agreed=held[f"agreed_{place}"],
            )
            for place in range(2)
            if held[f"name_{place}"].strip() or held[f"phone_{place}"].strip()
        ]  # fmt: skip


class PaperForm(Form):
    """A paper of the visa file received."""

    key = forms.ChoiceField(label=_("Paper"))
    received_on = _day(_("Received on"))
    issued_on = _day(_("Issued on"), required=False)
    valid_until = _day(_("Valid until"), required=False)
    reference = _text(_("Number"), 60, required=False)
    scan = FileBoxField(label=_("Scan (PDF or photo)"), required=False)

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key: Any = self.fields["key"]
        key.choices = [("", CHOOSE), *((item.key, item.title) for item in items)]


class ConveneForm(Form):
    """A doctor who receives people."""

    doctor = _text(_("Doctor"), 120)
    place = _text(_("Where"), 200)
    day = _day(_("Day"))
    hour = forms.TimeField(
        label=_("Hour"), initial="08:00", widget=forms.TimeInput(format="%H:%M", attrs={"size": "6"})
    )
    paid_by = _chosen(
        _("Who pays the visit"), [item for item in Payer.choices if item[0] != Payer.WORKER],
        help_text=_("It is free for the worker."),
    )  # fmt: skip

    @property
    def at(self) -> datetime:
        """The moment of a valid form."""
        hour: time = self.cleaned_data["hour"]
        return datetime.combine(self.cleaned_data["day"], hour, timezone.get_current_timezone())


class VerdictForm(Form):
    """What the doctor said: nothing else has a place here."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect)
    on = _day(_("Day of the visit"))
    valid_until = _day(_("Holds until"), required=False, help_text=_("Left empty: as long as the settings say."))


class ArrivalForm(Form):
    """An arrival confirmed."""

    on = _day(_("Arrived on"))
    source = _chosen(_("How it is known"), ArrivalSource.choices)
    registered_on = _day(_("Registered with social security on"), required=False)


class DayForm(Form):
    """A day alone."""

    on = _day(pgettext_lazy("form", "Day"))


class ContactForm(Form):
    """A contact made."""

    channel = _chosen(_("How"), ContactChannel.choices)
    outcome = forms.ChoiceField(label=_("What it found"), choices=ContactOutcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("What was said"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReturnForm(Form):
    """The proof of a return."""

    on = _day(_("Back on"))
    proof = forms.ChoiceField(label=_("What proves it"))
    reference = _text(_("Number or place of the stamp"), 60, required=False)
    left_on = _day(_("Left the country of work on"), required=False)

    def __init__(self, *args: Any, proofs: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof: Any = self.fields["proof"]
        proof.choices = [("", CHOOSE), *((code, ReturnProof(code).label) for code in proofs)]


class BriefingForm(Form):
    """A session to plan."""

    campaign = forms.ChoiceField(label=_("Campaign and session"))
    office = forms.ChoiceField(label=_("Held by"))
    place = _text(_("Where"), 200)
    day = _day(_("Day"))
    trainer = _text(_("Trainer"), 120)
    language = _chosen(_("Language"), [])
    materials = _text(_("Handed out"), 300, required=False)

    def __init__(
        self, *args: Any, sessions: Sequence[tuple[str, str]], offices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["campaign"].choices = sessions
        fields["office"].choices = offices
        fields["language"].choices = [("", CHOOSE), *languages()]


class BundleForm(Form):
    """A collective visa file to open."""

    campaign = forms.ChoiceField(label=_("Campaign"))
    consulate = _text(_("Consulate"), 200)

    def __init__(self, *args: Any, campaigns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campaign: Any = self.fields["campaign"]
        campaign.choices = campaigns


class ManifestForm(Form):
    """The list of a departure to open."""

    campaign = forms.ChoiceField(label=_("Campaign"))
    office = forms.ChoiceField(label=_("Kept by"))
    mode = forms.ChoiceField(label=_("Travels"), choices=TravelMode.choices)
    travel_on = _day(_("Day of travel"))
    reference = _text(_("Flight or vehicle"), 60)
    port = _text(_("Leaves from"), 120)

    def __init__(
        self, *args: Any, campaigns: Sequence[tuple[str, str]], offices: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["campaign"].choices = campaigns
        fields["office"].choices = offices


class RecallForm(Form):
    """The workers that an employer calls by name."""

    names = forms.CharField(
        label=_("One worker a line"), widget=forms.Textarea(attrs={"rows": 8}), max_length=40_000,
        help_text=_("Foreigner’s number (NIE), receipt of the last season or number of the file."),
    )  # fmt: skip
    sections: ClassVar = ()

    def lines(self) -> list[str]:
        """Return the names of a valid form."""
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]
