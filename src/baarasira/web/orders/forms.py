"""Forms of ordered courses."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.employers.models import Employer
from baarasira.employers.queries import findable_by
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.training.courses.enums import CourseKind, Literacy, Origin
from baarasira.training.courses.models import Course, Trainer
from baarasira.training.orders.enums import Canceller, LineUnit, OrderState, PayWay
from baarasira.training.orders.inputs import LineData, MarksData, NeedData, OpeningData, QuoteData, ReceiptData
from baarasira.training.orders.models import Order
from baarasira.training.orders.rules import CENTRES
from baarasira.web.cooperation.forms.fields import CHOOSE, area, organisation, text, whole
from baarasira.web.shell.forms import DateField, Form, MoneyField, PhoneInput

LINES = 6
_MARKS = [("", CHOOSE), *((number, str(number)) for number in range(1, 6))]
_NEED = ("title", "need", "participants", "wished_from", "place", "contact", "contact_phone", "contact_email")


class NeedForm(Form):
    """What is to be taught, to how many, and whom to call."""

    title = text(_("What is to be taught"), 200, required=True, help_text=_("For example: Welding of aluminium."))
    need = area(
        _("The need in words"), required=True, rows=5, length=3000,
        help_text=_("What the people do today, what they should be able to do afterwards."),
    )  # fmt: skip
    participants = whole(_("How many people"), required=True, min_value=1, max_value=500)
    wished_from = DateField(label=_("Wished from"), required=False)
    place = text(_("Where the course should be given"), 200)
    contact = text(_("Whom to call at the client’s"), 120, required=True)
    contact_phone = text(_("Phone of this person"), 20, required=True, widget=PhoneInput)
    contact_email = forms.EmailField(label=_("E-mail of this person"), required=False)

    def need_data(self, **client: Any) -> NeedData:
        """Return the need as the action takes it."""
        given = {name: self.cleaned_data[name] for name in _NEED}
        return NeedData(**given, **client)


class OrderForm(NeedForm):
    """A need to record, with its client and the centre that will answer."""

    sections: ClassVar = [
        (_("Who orders"), ("employer", "organisation", "office", "centre")),
        (_("The need"), ("title", "need", "participants", "wished_from", "place")),
        (_("Whom to call"), ("contact", "contact_phone", "contact_email")),
    ]
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    employer = text(_("Number of the company"), 40, help_text=_("As on its file, for example E26-00012-4."))
    organisation = organisation(
        _("Or the partner body"), required=False, help_text=_("Its name or its acronym, when a body orders.")
    )
    office = forms.ChoiceField(label=_("Recorded at"))
    centre = forms.ChoiceField(label=_("Centre that gives the course"))

    def __init__(self, *args: Any, actor: Actor, offices: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.found: Employer | None = None
        self.offices = {str(row.pk): row for row in offices}
        rows = Structure.objects.filter(kind__in=[kind.value for kind in CENTRES], closed_on__isnull=True)
        self.centres = {str(row.pk): row for row in rows.order_by("name")}
        own = [key for key in self.offices if key in self.centres]
        self._choices("office", self.offices)
        self._choices("centre", self.centres, initial=own[0] if own else "")

    def _choices(self, name: str, rows: dict[str, Structure], initial: str = "") -> None:
        choices = [(key, row.name) for key, row in rows.items()]
        if len(choices) == 1:
            initial = choices[0][0]
        field = self.fields[name]
        field.choices = choices if len(choices) == 1 else [("", CHOOSE), *choices]  # type: ignore[attr-defined]
        field.initial = initial

    def clean_employer(self) -> str:
        """Find the company of the number typed."""
        typed: str = self.cleaned_data["employer"].strip()
        if typed:
            self.found = findable_by(self.actor).filter(number__iexact=typed).first()
            if self.found is None:
                raise forms.ValidationError(_("No company that you may see bears this number."), code="employer")
        return typed

    def data_of(self) -> NeedData:
        """Return the need with its client."""
        body = self.cleaned_data["organisation"]
        return self.need_data(
            employer_id=self.found.pk if self.found is not None else None,
            organisation_id=uuid.UUID(body) if body else None,
            form_token=self.cleaned_data["token"],
        )


class FilterForm(Form):
    """Which orders are listed."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All states")), *OrderState.choices])


class QuoteForm(Form):
    """A quote: what is taught, when, and its lines."""

    programme = area(_("What is taught"), required=True, rows=6, length=5000)
    hours = whole(_("Hours taught"), required=True, min_value=1, max_value=2000)
    seats = whole(_("Participants at most"), required=True, min_value=1, max_value=500)
    starts_on = DateField(label=_("First day"))
    ends_on = DateField(label=_("Last day"))
    valid_until = DateField(label=_("Valid until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINES + 1):
            self.fields |= _line(number)
        names = [
            f"{name}_{number}" for number in range(1, LINES + 1) for name in ("label", "unit", "quantity", "price")
        ]
        self.sections = [
            (_("The course"), ("programme", "hours", "seats", "starts_on", "ends_on", "valid_until")),
            (_("The price, line by line"), names),
        ]

    def clean(self) -> dict[str, Any]:
        """Check that each line begun is whole."""
        given = super().clean() or {}
        for number in range(1, LINES + 1):
            values = {name: given.get(f"{name}_{number}") for name in ("label", "quantity", "price")}
            if any(value not in {None, ""} for value in values.values()):
                for name, value in values.items():
                    if value in {None, ""} and f"{name}_{number}" not in self.errors:
                        self.add_error(f"{name}_{number}", _("Complete this line, or empty it."))
        return given

    def data_of(self) -> QuoteData:
        """Return the quote as the action takes it."""
        given = self.cleaned_data
        lines = tuple(
            LineData(
                given[f"label_{number}"], given[f"unit_{number}"], given[f"quantity_{number}"], given[f"price_{number}"]
            )
            for number in range(1, LINES + 1)
            if given[f"label_{number}"]
        )
        names = ("programme", "hours", "seats", "starts_on", "ends_on", "valid_until")
        return QuoteData(**{name: given[name] for name in names}, lines=lines)


def _line(number: int) -> dict[str, forms.Field]:
    return {
        f"label_{number}": text(_("Line %(n)d: what") % {"n": number}, 200),
        f"unit_{number}": forms.ChoiceField(
            label=_("Line %(n)d: counted by") % {"n": number}, choices=LineUnit.choices, initial=LineUnit.FLAT
        ),
        f"quantity_{number}": whole(_("Line %(n)d: how many") % {"n": number}, min_value=1, max_value=100_000),
        f"price_{number}": MoneyField(label=_("Line %(n)d: price of one") % {"n": number}, required=False),
    }


class AnswerForm(Form):
    """The client's answer to a quote."""

    by = text(_("Who answered at the client’s"), 120, required=True)
    on = DateField(label=_("On"))


class RefusalForm(AnswerForm):
    """The client refuses a quote."""

    why = area(_("Why"), required=True, length=500)


class TermsForm(Form):
    """The terms of an agreement."""

    cancel_days = whole(_("Days before the first day within which a cancellation costs"), required=True, max_value=90)
    cancel_share = whole(_("Part of the total then due, in a hundred"), required=True, max_value=100)
    due_days = whole(_("Days to pay the invoice"), required=True, max_value=365)


class ClientSignatureForm(Form):
    """Who signed for the client."""

    signer = text(_("Signed for the client by"), 120, required=True)
    function = text(_("Function"), 120)
    on = DateField(label=_("Signed on"))


class OpeningForm(Form):
    """The session of an order."""

    course = forms.ChoiceField(label=_("Course of the catalogue"))
    literacy = forms.ChoiceField(label=_("For whom"), choices=Literacy.choices)
    trainer = forms.ChoiceField(label=_("Trainer"), required=False)
    begins = forms.TimeField(label=_("Each weekday from"), required=False, initial="08:00")
    ends = forms.TimeField(label=_("Each weekday until"), required=False, initial="14:00")
    cost = MoneyField(label=_("What the session costs the centre"), required=False)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Course.objects.filter(kind=CourseKind.A_LA_CARTE, active=True).order_by("title")
        self.fields["course"].choices = [("", CHOOSE), *((str(row.pk), row.title) for row in rows)]  # type: ignore[attr-defined]
        trainers = Trainer.objects.filter(structure_id=order.centre_id, active=True).order_by("name")
        choices = [("", _("Named later")), *((str(row.pk), row.name) for row in trainers)]
        self.fields["trainer"].choices = choices  # type: ignore[attr-defined]

    def data_of(self) -> OpeningData:
        """Return the session as the action takes it."""
        given = self.cleaned_data
        return OpeningData(
            course_id=uuid.UUID(given["course"]),
            literacy=given["literacy"],
            trainers=(uuid.UUID(given["trainer"]),) if given["trainer"] else (),
            begins=given["begins"],
            ends=given["ends"],
            cost=given["cost"],
        )


class ParticipantForm(Form):
    """Somebody the client sends."""

    person = text(
        _("Number of the file"),
        40,
        required=True,
        help_text=_("As on the card. Register the person first if there is none."),
    )
    origin = forms.ChoiceField(label=_("Comes as"), choices=Origin.choices, initial=Origin.EMPLOYEE)


class CancelForm(Form):
    """A course that is cancelled."""

    by = forms.ChoiceField(label=_("Who cancels"), choices=[("", CHOOSE), *Canceller.choices])
    reason = area(_("Why"), required=True, length=300)


class ReceiptForm(Form):
    """An amount received."""

    amount = MoneyField(label=_("Amount received"), min_value=1)
    received_on = DateField(label=_("Received on"))
    way = forms.ChoiceField(label=_("By"), choices=PayWay.choices)
    reference = text(_("Reference"), 80, required=True)

    def data_of(self) -> ReceiptData:
        """Return what was received."""
        return ReceiptData(**{**self.cleaned_data, "way": PayWay(self.cleaned_data["way"])})


class CreditForm(Form):
    """A credit note."""

    amount = MoneyField(label=_("Amount taken off"), min_value=1)
    words = area(_("Why"), required=True, length=500)


class MarksForm(Form):
    """Marks from 1 to 5."""

    content = forms.TypedChoiceField(label=_("Content, from 1 to 5"), choices=_MARKS, coerce=int)
    trainer = forms.TypedChoiceField(label=_("Trainer, from 1 to 5"), choices=_MARKS, coerce=int)
    organisation = forms.TypedChoiceField(label=_("Organisation, from 1 to 5"), choices=_MARKS, coerce=int)
    usefulness = forms.TypedChoiceField(label=_("Use at work, from 1 to 5"), choices=_MARKS, coerce=int)
    words = area(_("In words"), length=1000)

    def data_of(self) -> MarksData:
        """Return the marks."""
        names = ("content", "trainer", "organisation", "usefulness", "words")
        again = self.cleaned_data.get("again")
        return MarksData(
            **{name: self.cleaned_data[name] for name in names}, again=None if again in {None, ""} else again == "yes"
        )


class ParticipantMarksForm(MarksForm):
    """What one participant says."""

    field_order: ClassVar = ["person"]
    person = forms.ChoiceField(label=_("Participant"))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", CHOOSE), *people]  # type: ignore[attr-defined]


class ClientMarksForm(MarksForm):
    """What the client says."""

    again = forms.ChoiceField(label=_("Would order again"), choices=[("", CHOOSE), ("yes", _("Yes")), ("no", _("No"))])


class CloseForm(Form):
    """The end of an order."""

    reason = area(_("Why the client has not evaluated, if it has not"), length=500)
