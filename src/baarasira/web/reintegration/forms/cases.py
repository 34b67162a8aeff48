"""Forms of the case: signal, intake, assessment, consent, referral, transfer, aid, carers, closing."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.reintegration.cases.enums import (
    CareKind,
    CaseState,
    Closing,
    EntryRoute,
    Housing,
    Purpose,
    ReferralNeed,
    ReturnKind,
    Screening,
    Source,
    Standing,
    Vulnerability,
)
from baarasira.reintegration.cases.inputs import IntakeData, RelationData
from baarasira.web.shell.forms import DateField, Form, MoneyField

from ...cooperation.forms.fields import area, occupation, organisation, text, whole
from .fields import boxes, choice, country, yes_no

Choices = Sequence[tuple[str, Any]]


class CaseFilter(Form):
    """What the list shows."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("Not closed")), ("all", _("All")), *CaseState.choices]
    )
    axis = forms.ChoiceField(label=_("Axis"), required=False, choices=[])

    def __init__(self, *args: Any, axes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axis"].choices = [("", _("All")), *axes]


class SignalForm(Form):
    """How a return became known."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    source = choice(_("Who tells of the return"), [row for row in Source.choices if row[0] != Source.JOURNEY])
    body = organisation(_("Body that refers the person"), required=False)
    reference = text(_("Its reference"), 60)
    returned_on = DateField(label=_("Day of the return"), required=False)
    return_country = country(_("Country come back from"))
    return_kind = choice(_("How the person came back"), ReturnKind.choices, required=False)
    owner = forms.ChoiceField(label=_("Structure that takes the case"))

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners


_INTAKE_FIELDS = (
    "returned_on", "return_country", "return_kind", "origin_commune", "entry_route", "standing", "years_abroad",
    "last_occupation", "graduated_in", "diploma_on", "savings", "debts", "lender", "adults", "children", "housing", "plan_a",
    "plan_b", "needs", "vulnerabilities",
)  # fmt: skip


class IntakeForm(Form):
    """What is asked at the intake (domain.md C.3)."""

    sections: ClassVar = [
        (_("The return"), ("returned_on", "return_country", "return_kind", "entry_route", "standing", "years_abroad")),
        (_("Work and training"), ("last_occupation", "graduated_in", "diploma_on")),
        (_("Household and means"), ("origin_commune", "adults", "children", "housing", "savings", "debts", "lender")),
        (_("What the person wants"), ("plan_a", "plan_b", "able_to_stay", "needs")),
        (_("Signs of vulnerability"), ("vulnerabilities",)),
        (_("By whom they are reached again"), ("name_1", "phone_1", "tie_1", "name_2", "phone_2", "tie_2")),
    ]
    returned_on = DateField(label=_("Day of the return"))
    return_country = country(_("Country come back from"), required=True)
    return_kind = choice(_("How the person came back"), ReturnKind.choices)
    entry_route = forms.ChoiceField(
        label=_("How they had entered that country"), choices=EntryRoute.choices, initial=EntryRoute.UNSAID
    )
    standing = choice(_("Standing in that country"), Standing.choices, required=False)
    years_abroad = whole(_("Years abroad"), max_value=80)
    last_occupation = occupation(_("Last job abroad"))
    graduated_in = country(_("Country of the diploma"), help_text=_("Only for a diploma of another country."))
    diploma_on = DateField(label=_("Day of the diploma"), required=False)
    origin_commune = text(_("Commune of origin"), 120)
    adults = whole(_("Adults in the household"), min_value=1, max_value=50, initial=1, required=True)
    children = whole(_("Children in the household"), max_value=50, initial=0, required=True)
    housing = choice(_("Where the person sleeps"), Housing.choices, required=False)
    savings = MoneyField(label=_("Savings"), required=False)
    debts = MoneyField(label=_("Debts"), required=False)
    lender = text(_("To whom they owe it"), 120)
    plan_a = text(_("What they want to do"), 300)
    plan_b = text(_("What else, if that fails"), 300)
    able_to_stay = yes_no(_("Do they see themselves staying in the country?"), _("Not said"))
    needs = boxes(_("Needs"), ReferralNeed.choices)
    vulnerabilities = boxes(
        _("Signs of vulnerability"),
        Vulnerability.choices,
        help_text=_(
            "Each one starts a specialised referral at once. Write nothing of the illness or of the violence here."
        ),
    )
    name_1 = text(_("First relative"), 120)
    phone_1 = text(_("Their phone"), 30)
    tie_1 = text(_("Their tie"), 60)
    name_2 = text(_("Second relative"), 120)
    phone_2 = text(_("Their phone"), 30)
    tie_2 = text(_("Their tie"), 60)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the phone of each relative named."""
        given = super().clean() or {}
        for number in ("1", "2"):
            if given.get(f"name_{number}") and not given.get(f"phone_{number}"):
                self.add_error(f"phone_{number}", _("Write the phone of this relative, or take the name out."))
        return given

    def data_of(self) -> IntakeData:
        """Return what the action takes."""
        given = self.cleaned_data
        relations = [
            RelationData(name=given[f"name_{n}"], phone=given[f"phone_{n}"], tie=given[f"tie_{n}"])
            for n in ("1", "2")
            if given[f"name_{n}"]
        ]
        values = {name: given[name] for name in _INTAKE_FIELDS}
        return IntakeData(**values, able_to_stay=given["able_to_stay"], relations=relations)


class AssessmentForm(Form):
    """How the assessment found what a plan rests on."""

    skills = choice(_("Skills for what they want to do"), Screening.choices)
    experience = choice(_("Experience in it"), Screening.choices)
    family = choice(_("Support of the family"), Screening.choices)
    risk = choice(_("Safety at home and in the village"), Screening.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ConsentForm(Form):
    """What the person says of sharing their file with one partner."""

    body = forms.ChoiceField(label=_("Partner"))
    given = forms.ChoiceField(
        label=_("The person"), choices=[("yes", _("agrees that the file is shown")), ("no", _("does not agree"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    how = text(
        _("How it was explained"),
        120,
        required=True,
        help_text=_("For example: read aloud in Bambara by the counsellor."),
    )

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies


class ReferForm(Form):
    """To whom the file is shown, for what."""

    body = forms.ChoiceField(label=_("Partner"))
    need = choice(_("What for"), ReferralNeed.choices)
    words = area(_("What is asked of the partner"), required=True, length=1000)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = bodies


class TransferForm(Form):
    """Which structure is asked to take the case over."""

    target = forms.ChoiceField(label=_("Structure asked to take the case"))
    reason = area(_("Why"), required=True, length=500)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = owners


class AidForm(Form):
    """An aid that somebody gave already."""

    purpose = choice(_("What for"), Purpose.choices)
    funder = organisation(_("Who gave it"), required=False)
    funder_name = text(_("Or its name, when it is not in the register"), 120)
    amount = MoneyField(label=_("Amount, when known"), required=False)
    given_on = DateField(label=_("On which day"))
    reference = text(_("Reference"), 120)


class CarerForm(Form):
    """Who is named to read and write the notes of care."""

    user = forms.ChoiceField(label=_("Carer"))

    def __init__(self, *args: Any, users: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = users


class CareForm(Form):
    """A note of care."""

    kind = choice(_("Kind of note"), CareKind.choices)
    text = area(_("Note"), required=True, rows=5, length=4000)


class CloseForm(Form):
    """How the case ends."""

    closing = choice(_("How the case ends"), Closing.choices)
    words = area(_("What happened"), required=True, length=500)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReopenForm(Form):
    """Why a closed case goes on."""

    reason = area(_("Why it is reopened"), required=True, length=500)
    returned_on = DateField(label=_("Day of the new return"), required=False)


class BodyForm(Form):
    """A partner that receives files."""

    organisation = organisation(_("Organisation"), required=True)
    needs = boxes(_("What it receives files for"), ReferralNeed.choices, help_text=_("None ticked: for everything."))
