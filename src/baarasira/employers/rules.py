"""What an employer's file must hold before it is recorded, accredited or visited; every rule is a finding."""

from dataclasses import asdict
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import CharField, Model
from django.utils.translation import gettext as _

from baarasira.kernel.errors import BusinessError, Finding, RuleRefused
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Territory
from baarasira.reference import phones
from baarasira.reference.countries import COUNTRIES, HOME
from baarasira.reference.sectors import SECTORS

from .details import EmployerDetails, VisitReport
from .enums import LegalForm, VisitPurpose
from .models import Employer, EmployerVisit

LARGEST_HEADCOUNT = 1_000_000


def refuse(findings: list[Finding]) -> None:
    """Raise RuleRefused with the findings that block, when there are any."""
    blocking = [finding for finding in findings if finding.blocking]
    if blocking:
        raise RuleRefused(blocking)


def findings(details: EmployerDetails) -> list[Finding]:
    """Return what is wrong with the details (already tidied), in the order of the form."""
    found = [*_identity(details), *_place(details), *_reach(details)]
    return found + too_long(Employer, asdict(details))


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


def _identity(details: EmployerDetails) -> list[Finding]:
    found = []
    if not details.name:
        found.append(Finding("name_missing", _("Enter the name of the employer."), "name"))
    if details.legal_form not in LegalForm.values:
        found.append(Finding("legal_form_unknown", _("Choose what kind of employer it is."), "legal_form"))
    if details.sector not in SECTORS:
        found.append(Finding("sector_unknown", _("Choose the sector of activity."), "sector"))
    if details.headcount is not None and not 0 <= details.headcount <= LARGEST_HEADCOUNT:
        found.append(
            Finding("headcount", _("Enter the number of employees in figures, or leave it empty."), "headcount")
        )
    return found


def _place(details: EmployerDetails) -> list[Finding]:
    if details.country not in COUNTRIES:
        return [Finding("country_unknown", _("Choose the country of the employer."), "country")]
    if details.country != HOME:
        if details.region or details.cercle:
            sentence = _("A region of Mali cannot go with an employer abroad. Empty the region, or choose Mali.")
            return [Finding("region_abroad", sentence, "region")]
        return []
    return territory(details.region, details.cercle)


def territory(region: str, cercle: str) -> list[Finding]:
    """Return what is wrong with the codes of a region (must be given) and a cercle (may be empty) of Mali. One query."""
    places = {
        place.code: place for place in Territory.objects.filter(code__in=[code for code in (region, cercle) if code])
    }
    if region not in places or places[region].kind != TerritoryKind.REGION:
        return [Finding("region_missing", _("Choose the region."), "region")]
    if cercle and (cercle not in places or places[cercle].parent_id != region):
        sentence = _("This cercle is not in the region chosen. Choose the cercle again.")
        return [Finding("cercle_elsewhere", sentence, "cercle")]
    return []


def reach(phone: str, email: str) -> list[Finding]:
    """Return what is wrong with a phone number and an e-mail address; empty ones are not wrong."""
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
    return found


def stored_phone(phone: str) -> str:
    """Return a phone number that `reach` found right as it is stored (E.164)."""
    return phones.parse(phone).e164 if phone else ""


def _reach(details: EmployerDetails) -> list[Finding]:
    found = reach(details.phone, details.email)
    try:
        if details.website:
            URLValidator(schemes=["http", "https"])(details.website)
    except ValidationError:
        sentence = _("This is not the address of a site. Write it whole, like this: https://exemple.ml.")
        found.append(Finding("website", sentence, "website"))
    return found


def before_accreditation(employer: Employer) -> list[Finding]:
    """Return what the file lacks to be submitted and accredited: a way to reach the employer, and who it is in law.

    A household and an employer abroad have no Malian registration; for the others its absence warns.
    """
    found = []
    if not employer.phone and not employer.email:
        sentence = _("There is neither a phone nor an e-mail address: nobody could check this employer. Enter one.")
        found.append(Finding("unreachable", sentence, "phone"))
    registered = employer.tax_id or employer.trade_register
    if not registered and employer.legal_form not in {LegalForm.HOUSEHOLD, LegalForm.FOREIGN, LegalForm.PUBLIC}:
        sentence = _("No tax number (NIF) and no trade register number (RCCM) is recorded. Ask for one of them.")
        found.append(Finding("unregistered", sentence, "tax_id", blocking=False))
    return found


def visit_findings(report: VisitReport, on: date) -> list[Finding]:
    """Return what is wrong with the report of a visit written on that day."""
    found = []
    if report.purpose not in VisitPurpose.values:
        found.append(Finding("purpose_unknown", _("Choose why the employer was visited."), "purpose"))
    if not report.report.strip():
        found.append(Finding("report_missing", _("Write what was said, in a few sentences."), "report"))
    if report.visited_on > on:
        sentence = _("A visit is recorded once it has been paid: this date is still to come.")
        found.append(Finding("visit_to_come", sentence, "visited_on"))
    if report.next_on is not None and report.next_on <= report.visited_on:
        sentence = _("The next visit comes after this one. Correct one of the two dates.")
        found.append(Finding("next_before", sentence, "next_on"))
    return found + too_long(EmployerVisit, {"met": report.met})
