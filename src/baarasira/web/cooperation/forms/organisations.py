"""Forms of the register of organisations."""

import uuid
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.cooperation.details import OrganisationDetails, details_of
from baarasira.cooperation.enums import OrganisationKind
from baarasira.cooperation.models import Organisation
from baarasira.web.shell.forms import DateField, Form, PhoneInput

from ...employers.offices import country_choices
from .fields import CHOOSE, text


class OrganisationForm(Form):
    """Who a partner is, where to reach it, and what allows data to be handed over."""

    sections: ClassVar = [
        (_("The organisation"), ("name", "acronym", "kind", "country", "role")),
        (_("Address"), ("address", "phone", "email", "website")),
        (
            _("Personal data"),
            ("data_agreement", "data_agreement_on", "apdp_receipt", "apdp_receipt_on"),
        ),
    ]
    name = text(_("Name"), 200, required=True)
    acronym = text(_("Acronym"), 30)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=[("", CHOOSE), *OrganisationKind.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    role = text(_("What one does with it"), 300)
    address = text(_("Address"), 300)
    phone = text(_("Phone"), 20, widget=PhoneInput)
    email = text(_("E-mail address"), 254, widget=forms.EmailInput)
    website = text(_("Website"), 200, help_text=_("For example https://exemple.ml"))
    data_agreement = text(_("Reference of the agreement on data"), 120)
    data_agreement_on = DateField(label=_("Date of the agreement on data"), required=False)
    apdp_receipt = text(
        _("Receipt of the data-protection authority (APDP)"),
        120,
        help_text=_("Without it, no personal data leave the country."),
    )
    apdp_receipt_on = DateField(label=_("Date of the receipt"), required=False)
    form_token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"form_token": uuid.uuid4(), "country": "ML"}
        if organisation is not None:
            details = details_of(organisation)
            initial = {name: getattr(details, name) for name in OrganisationDetails.__slots__}
            initial["version"] = organisation.version
        super().__init__(*args, initial=initial, **kwargs)
        empty = pgettext_lazy("organisation", "Several countries")
        self.fields["country"].choices = country_choices(home=True, empty=empty)  # type: ignore[attr-defined]
        del self.fields["form_token" if organisation is not None else "version"]

    def details(self) -> OrganisationDetails:
        """Return what a valid form says."""
        return OrganisationDetails(**{name: self.cleaned_data[name] for name in OrganisationDetails.__slots__})


class OrganisationFilter(Form):
    """The filters of the register of organisations."""

    q = text(_("Name or acronym"), 100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *OrganisationKind.choices])


class ContactForm(Form):
    """A person to call at an organisation."""

    name = text(_("Name"), 150, required=True)
    function = text(_("Function"), 120)
    phone = text(_("Phone"), 20, widget=PhoneInput)
    email = text(_("E-mail address"), 254, widget=forms.EmailInput)
