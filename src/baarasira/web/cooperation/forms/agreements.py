"""Forms that record, correct and find agreements."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation.details import AgreementDetails, agreed
from baarasira.cooperation.enums import AgreementKind, AgreementState
from baarasira.cooperation.models import Agreement, OrganisationContact
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import Actor
from baarasira.reference.sectors import SECTORS
from baarasira.web.shell.forms import DateField, Form

from ...employers.offices import OfficeField, country_choices, offices_for
from .fields import CHOOSE, amendment, area, organisation, text, whole


class AgreementForm(Form):
    """What an agreement is; its dates of signature and of entry into force come with those acts."""

    sections: ClassVar = [
        (_("The agreement"), ("office", "reference", "title", "kind", "country", "purpose")),
        (_("The partner"), ("partner", "contact")),
        (_("Duration"), ("ends_on", "tacit_renewal", "renewal_months")),
        (_("What it opens"), ("sectors",)),
        (_("What a campaign waits for"), ("needs_visa", "needs_opinion")),
        (_("Joint committee"), ("meeting_months",)),
        (_("Amendment"), ("amendment",)),
    ]
    office = OfficeField()
    reference = text(_("Reference"), 60, required=True, help_text=_("As it is written on the document."))
    title = text(_("Title"), 200, required=True)
    kind = forms.ChoiceField(label=_("Kind of agreement"), choices=[("", CHOOSE), *AgreementKind.choices])
    country = forms.ChoiceField(label=_("Country where people will work"))
    purpose = area(_("Purpose, in a few sentences"))
    partner = organisation(
        _("Partner authority or operator"),
        required=True,
        help_text=_("Type a word of its name, or its acronym. If it is missing, record the organisation first."),
    )
    contact = forms.ChoiceField(label=_("Person to call"), required=False)
    ends_on = DateField(
        label=_("Last day in force"), required=False, help_text=_("Day/month/year. Left empty: no end.")
    )
    tacit_renewal = forms.BooleanField(label=_("It renews itself unless it is denounced"), required=False)
    renewal_months = whole(_("Months of each renewal"), min_value=1)
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every sector."),
    )
    needs_visa = forms.BooleanField(
        label=_("A campaign needs the visa of the ministry"),
        required=False,
        help_text=_("Always, for a convention with an operator."),
    )
    needs_opinion = forms.BooleanField(
        label=_("A campaign needs a favourable opinion of the consulate"), required=False
    )
    meeting_months = whole(_("The committee meets every … months"), min_value=1)
    amendment = amendment()
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, agreement: Agreement | None = None, **kwargs: Any) -> None:
        initial = {"form_token": uuid.uuid4()} if agreement is None else _initial(agreement)
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["country"].choices = country_choices(home=False, empty=CHOOSE)  # type: ignore[attr-defined]
        self.fields["sectors"].choices = [(item.code, item.short) for item in SECTORS]  # type: ignore[attr-defined]
        if agreement is None:
            office: OfficeField = self.fields["office"]  # type: ignore[assignment]
            office.offer(actor, offices_for(actor, AGREEMENTS, "record"))
            del self.fields["version"], self.fields["contact"]
        else:
            del self.fields["office"], self.fields["form_token"]
            people = OrganisationContact.objects.filter(organisation=agreement.partner_id, ended_on__isnull=True)
            chosen = [(str(person.pk), person.name) for person in people]
            self.fields["contact"].choices = [("", _("Nobody in particular")), *chosen]  # type: ignore[attr-defined]
        if agreement is None or agreement.signed_on is None:
            del self.fields["amendment"]

    def details(self) -> AgreementDetails:
        """Return what a valid form says."""
        said = {name: self.cleaned_data[name] for name in AgreementDetails.__slots__ if name in self.cleaned_data}
        contact = said.get("contact") or ""
        said |= {
            "partner": uuid.UUID(said["partner"]),
            "contact": uuid.UUID(contact) if contact else None,
            "sectors": tuple(said["sectors"]),
        }
        return AgreementDetails(**said)


def _initial(agreement: Agreement) -> dict[str, Any]:
    details = agreed(agreement)
    said = {name: getattr(details, name) for name in AgreementDetails.__slots__}
    pointed = {"partner": str(details.partner), "contact": str(details.contact or "")}
    return {**said, **pointed, "sectors": list(details.sectors), "version": agreement.version}


class AgreementFilter(Form):
    """The filters of the list of agreements."""

    SHOW: ClassVar = [
        ("", _("All")),
        ("ending", _("Ending soon")),
        ("overdue", _("Committee overdue")),
        ("lifting", _("Lifting to confirm")),
    ]
    q = text(_("Reference, title or partner"), 100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *AgreementState.choices])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *AgreementKind.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    show = forms.ChoiceField(label=_("To do"), required=False, choices=SHOW)

    def __init__(self, *args: Any, countries: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["size"] = "18"
        self.fields["country"].choices = [("", _("All")), *countries]  # type: ignore[attr-defined]
