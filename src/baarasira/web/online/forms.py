"""Forms of online courses."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.files import EVERYTHING
from baarasira.network.models import Structure
from baarasira.people.models import Person
from baarasira.people.search import of_number
from baarasira.training.courses.enums import CourseKind, Origin
from baarasira.training.courses.models import Course
from baarasira.training.online import queries
from baarasira.training.online.enums import CallOutcome, PlaceState, StillReason
from baarasira.training.online.inputs import CallData, PlaceData, PlatformData
from baarasira.training.online.models import Place
from baarasira.web.cooperation.forms.fields import CHOOSE, area, text, whole
from baarasira.web.files.fields import FileBoxField
from baarasira.web.shell.forms import DateField, Form


class PlatformForm(Form):
    """What an agreement opens of a platform."""

    name = text(_("Name of the platform"), 100, required=True)
    address = forms.URLField(label=_("Its address"), assume_scheme="https")
    places = whole(_("People who may hold a place at once"), required=True, min_value=1, max_value=100_000)
    course = forms.ChoiceField(
        label=_("Line of the catalogue"), required=False, help_text=_("By which the figures count it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Course.objects.filter(kind=CourseKind.ONLINE).order_by("title")
        self.fields["course"].choices = [("", _("None")), *((str(row.pk), row.title) for row in rows)]  # type: ignore[attr-defined]

    def data_of(self) -> PlatformData:
        """Return the platform as the action takes it."""
        given = self.cleaned_data
        return PlatformData(
            name=given["name"], address=given["address"], places=given["places"],
            course_id=uuid.UUID(given["course"]) if given["course"] else None,
        )  # fmt: skip


class NewPlatformForm(PlatformForm):
    """A platform to record, with its agreement."""

    field_order = ("agreement", "structure")
    agreement = forms.ChoiceField(label=_("Agreement"))
    structure = forms.ChoiceField(label=_("Kept by"))

    def __init__(self, *args: Any, actor: Actor, structures: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = {str(row.pk): row for row in queries.agreements_to_open(actor)}
        self.structures = {str(row.pk): row for row in structures}
        self.fields["agreement"].choices = [  # type: ignore[attr-defined]
            ("", CHOOSE), *((key, f"{row.reference} – {row.title}") for key, row in self.agreements.items()),
        ]  # fmt: skip
        self.fields["structure"].choices = [(key, row.name) for key, row in self.structures.items()]  # type: ignore[attr-defined]


class FilterForm(Form):
    """Which places are listed."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *PlaceState.choices])


class AllotForm(Form):
    """A place to give."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    person = text(_("Number of the file"), 40, required=True, help_text=_("As on the card."))
    email = forms.EmailField(
        label=_("E-mail address of their account on the platform"),
        help_text=_("The export of the platform is read by this address: copy it letter by letter."),
    )
    origin = forms.ChoiceField(label=_("Comes as"), choices=Origin.choices, initial=Origin.SEEKER)
    aim = text(_("What for"), 200, help_text=_("The course or the trade aimed at."))
    ends_on = DateField(label=_("Last day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Person | None = None

    def clean_person(self) -> str:
        """Find the file of the number typed."""
        typed: str = self.cleaned_data["person"].strip()
        self.found = of_number(Person.objects.all(), typed)
        if self.found is None:
            raise forms.ValidationError(_("No file bears this number."), code="person")
        return typed

    def data_of(self, person: Person) -> PlaceData:
        """Return the place as the action takes it."""
        names = ("email", "origin", "aim", "ends_on")
        given = {name: self.cleaned_data[name] for name in names}
        return PlaceData(person_id=person.pk, form_token=self.cleaned_data["token"], **given)


class ExportForm(Form):
    """An export of the platform."""

    file = forms.FileField(label=_("Export of the platform, CSV or XLSX"))
    exported_on = DateField(label=_("Day of the export"))


class MatchForm(Form):
    """Whose place an unknown address is."""

    place = forms.ChoiceField(label=_("Place"))
    reason = area(
        _("How it is known"),
        required=True,
        length=300,
        help_text=_("For example: confirmed by the person on the telephone."),
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.pk), f"{row.person} – {row.person.number} – {row.email}") for row in places]
        self.fields["place"].choices = [("", CHOOSE), *choices]  # type: ignore[attr-defined]


class CallForm(Form):
    """What a call came to."""

    reason = forms.ChoiceField(label=_("Why it stands still"), choices=[("", CHOOSE), *StillReason.choices])
    outcome = forms.ChoiceField(label=_("What comes of it"), choices=[("", CHOOSE), *CallOutcome.choices])
    again_on = DateField(label=_("To be called again on"), required=False)
    words = area(_("In words"), length=500)

    def data_of(self) -> CallData:
        """Return the call as the action takes it."""
        given = self.cleaned_data
        return CallData(
            reason=StillReason(given["reason"]), outcome=CallOutcome(given["outcome"]), words=given["words"],
            again_on=given["again_on"],
        )  # fmt: skip


class StopForm(Form):
    """Why a place is taken back."""

    reason = forms.ChoiceField(label=_("Why"), choices=[("", CHOOSE), *StillReason.choices])
    words = area(_("In words"), required=True, length=500)


class LengthenForm(Form):
    """Until when a place is given."""

    ends_on = DateField(label=_("Last day"))


class CertificateForm(Form):
    """The certificate of a completed course."""

    course = forms.ChoiceField(label=_("Course"))
    upload = FileBoxField(label=_("Certificate"), kinds=EVERYTHING)

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in place.courses.all() if row.completed_on is not None]
        self.fields["course"].choices = [("", CHOOSE), *((str(row.pk), row.title) for row in rows)]  # type: ignore[attr-defined]
