"""What an organisation's and an agreement's record must hold; every rule is a finding."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from baarasira.kernel.errors import BusinessError, Finding, RuleRefused
from baarasira.reference import phones
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.sectors import SECTORS

from ..details import AgreementDetails, OrganisationDetails
from ..enums import AgreementKind, OrganisationKind
from ..models import Agreement, Organisation, OrganisationContact

SHORTEST_REASON = 10
LONGEST_MONTHS = 240


def refuse(findings: list[Finding]) -> None:
    """Raise RuleRefused with the findings that block, when there are any."""
    blocking = [finding for finding in findings if finding.blocking]
    if blocking:
        raise RuleRefused(blocking)


def too_long(model: type[Model], values: dict[str, object]) -> list[Finding]:
    """Return one finding for each text longer than its column."""
    found = []
    for name, value in values.items():
        field = model._meta.get_field(name)
        limit = field.max_length if isinstance(field, CharField) else None
        if limit and isinstance(value, str) and len(value) > limit:
            sentence = _("This text has %(length)d characters; at most %(limit)d are kept. Shorten it.")
            found.append(Finding("too_long", sentence % {"length": len(value), "limit": limit}, name))
    return found


def reach(phone: str, email: str, website: str = "") -> list[Finding]:
    """Return what is wrong with a phone number, an e-mail address and a site; empty ones are not wrong."""
    found = []
    try:
        if phone:
            phones.parse(phone)
    except BusinessError as error:
        found.append(Finding("phone", error.sentence, "phone"))
    try:
        if email:
            EmailValidator()(email)
    except ValidationError:
        sentence = _("This is not an e-mail address. Write it like this: nom@exemple.ml.")
        found.append(Finding("email", sentence, "email"))
    try:
        if website:
            URLValidator(schemes=["http", "https"])(website)
    except ValidationError:
        sentence = _("This is not the address of a site. Write it whole, like this: https://exemple.ml.")
        found.append(Finding("website", sentence, "website"))
    return found


def organisation_findings(details: OrganisationDetails, on: date) -> list[Finding]:
    """Return what is wrong with the details (already tidied) on that day."""
    found = []
    if not details.name:
        found.append(Finding("name_missing", _("Enter the name of the organisation."), "name"))
    if details.kind not in OrganisationKind.values:
        found.append(Finding("kind_unknown", _("Choose what kind of organisation it is."), "kind"))
    if details.country and details.country not in COUNTRIES:
        found.append(Finding("country_unknown", _("Choose the country."), "country"))
    for reference, day in (("data_agreement", "data_agreement_on"), ("apdp_receipt", "apdp_receipt_on")):
        found += _dated(reference, getattr(details, reference), day, getattr(details, day), on)
    found += reach(details.phone, details.email, details.website)
    return found + too_long(Organisation, asdict(details))


def _dated(name: str, reference: str, day_name: str, day: date | None, on: date) -> list[Finding]:
    if reference and day is None:
        return [Finding(f"{name}_date", _("Enter the date of this document."), day_name)]
    if day is not None and not reference:
        return [Finding(f"{name}_reference", _("Enter the reference of this document."), name)]
    if day is not None and day > on:
        return [
            Finding(f"{name}_to_come", _("This date is still to come. Enter the document once it is there."), day_name)
        ]
    return []


def transfer_findings(organisation: Organisation) -> list[Finding]:
    """Return what forbids handing personal data to an organisation (R-13): abroad, an APDP receipt is needed first."""
    found = []
    if not organisation.data_agreement:
        sentence = _("No agreement on data with %(name)s is recorded: no personal data may be handed over.")
        found.append(Finding("data_agreement", sentence % {"name": organisation.name}, "data_agreement", source="R-13"))
    if organisation.country != HOME and not organisation.apdp_receipt:
        sentence = _(
            "%(name)s is abroad and no receipt of the data-protection authority (APDP) is recorded: data may not leave "
            "the country."
        )
        found.append(Finding("apdp_receipt", sentence % {"name": organisation.name}, "apdp_receipt", source="R-13"))
    return found


def contact_findings(name: str, function: str, phone: str, email: str) -> list[Finding]:
    """Return what is wrong with a person to call."""
    found = reach(phone, email) + too_long(OrganisationContact, {"name": name, "function": function})
    if not name:
        found.insert(0, Finding("contact_name", _("Enter the name of the person."), "name"))
    if not phone and not email:
        found.append(Finding("contact_reach", _("Enter a phone number or an e-mail address."), "phone"))
    return found


def agreement_findings(details: AgreementDetails) -> list[Finding]:
    """Return what is wrong with the details of an agreement (already tidied), in the order of the form."""
    found = []
    if not details.reference:
        found.append(Finding("reference_missing", _("Enter the reference of the agreement."), "reference"))
    if not details.title:
        found.append(Finding("title_missing", _("Enter the title of the agreement."), "title"))
    if details.kind not in AgreementKind.values:
        found.append(Finding("kind_unknown", _("Choose what kind of agreement it is."), "kind"))
    if details.country not in COUNTRIES:
        found.append(Finding("country_unknown", _("Choose the country."), "country"))
    elif details.country == HOME:
        sentence = _("An agreement is made with another country. Choose the country where people will work.")
        found.append(Finding("country_home", sentence, "country"))
    if details.partner is None:
        sentence = _("Choose the partner authority. If it is not in the register, record the organisation first.")
        found.append(Finding("partner_missing", sentence, "partner"))
    if any(code not in SECTORS for code in details.sectors):
        found.append(Finding("sector_unknown", _("Choose the sectors in the list."), "sectors"))
    texts = {"reference": details.reference, "title": details.title}
    return [*found, *_duration(details), *_conditions(details), *too_long(Agreement, dict(texts))]


def _duration(details: AgreementDetails) -> list[Finding]:
    found = []
    if details.tacit_renewal and details.ends_on is None:
        sentence = _("An agreement that renews itself has an end to be renewed from. Enter its last day.")
        found.append(Finding("renewal_without_end", sentence, "ends_on"))
    if details.tacit_renewal and not 0 < (details.renewal_months or 0) <= LONGEST_MONTHS:
        sentence = _("Enter for how many months a tacit renewal prolongs the agreement.")
        found.append(Finding("renewal_months", sentence, "renewal_months"))
    if details.meeting_months is not None and not 0 < details.meeting_months <= LONGEST_MONTHS:
        sentence = _("Enter how often the committee meets, in months, or leave it empty.")
        found.append(Finding("meeting_months", sentence, "meeting_months"))
    return found


def _conditions(details: AgreementDetails) -> list[Finding]:
    if details.kind == AgreementKind.CONVENTION and not details.needs_visa:
        # domain.md A.2: the convention of 2016 was suspended by the ministry after it had been announced (0.5).
        sentence = _("A convention with an operator needs the visa of the ministry before any campaign. Tick this box.")
        return [Finding("convention_needs_visa", sentence, "needs_visa", source="A.2")]
    return []


def decision_findings(reference: str, reason: str | None, on: date, day: date | None = None) -> list[Finding]:
    """Return what an act lacks: the reference of its document, a reason in words where one is asked, a day not to come.

    `reason` None where the act needs none; `on` the day of the act.
    """
    found = []
    if day is not None and day > on:
        sentence = _("This date is still to come: an act is recorded once it has been decided.")
        found.append(Finding("act_to_come", sentence, "day"))
    if not reference:
        found.append(Finding("document_missing", _("Enter the reference of the document that decides it."), "document"))
    if len(reference) > 120:
        found.append(Finding("too_long", _("This reference is too long: 120 characters at most."), "document"))
    if reason is not None and len(reason) < SHORTEST_REASON:
        sentence = _("Write the reason in a sentence: the people concerned and your colleagues will read it.")
        found.append(Finding("reason_missing", sentence, "reason"))
    return found
