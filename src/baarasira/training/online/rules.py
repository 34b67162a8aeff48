"""The rules of places, pure: what stands against giving one, and what a row of an export does to what is known."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement
from baarasira.kernel.errors import Finding

from .enums import Fate
from .export_file import ExportRow


def agreement_findings(agreement: Agreement, on: date) -> list[Finding]:
    """Return what the agreement says against giving a place on a day: only one in force gives any."""
    if agreement.state == AgreementState.SUSPENDED:
        sentence = _("The agreement %(reference)s is suspended: no place is given under it.")
        return [Finding("online_suspended", sentence % {"reference": agreement.reference}, "agreement")]
    over = agreement.ends_on is not None and agreement.ends_on < on and not agreement.tacit_renewal
    if agreement.state != AgreementState.IN_FORCE or over:
        sentence = _("The agreement %(reference)s is not in force.")
        return [Finding("online_not_in_force", sentence % {"reference": agreement.reference}, "agreement")]
    return []


def end_findings(agreement: Agreement, ends_on: date, on: date) -> list[Finding]:
    """Return what stands against the last day of a place: in the past, or after the agreement's own."""
    if ends_on <= on:
        return [Finding("online_end_past", _("The place ends after today."), "ends_on")]
    if agreement.ends_on is not None and ends_on > agreement.ends_on and not agreement.tacit_renewal:
        sentence = _("The agreement ends on %(day)s: no place lasts beyond it.")
        return [Finding("online_end_after", sentence % {"day": f"{agreement.ends_on:%d/%m/%Y}"}, "ends_on")]
    return []


def ceiling_findings(agreement: Agreement, places: int) -> list[Finding]:
    """Return what stands against so many places: nothing, or the agreement's own ceiling of a year."""
    if places < 1:
        return [Finding("online_no_place", _("Write how many people may hold a place at once."), "places")]
    ceiling = agreement.yearly_ceiling
    if ceiling is not None and places > ceiling:
        sentence = _("The agreement gives %(ceiling)d places, not %(places)d.")
        return [Finding("online_ceiling", sentence % {"ceiling": ceiling, "places": places}, "places")]
    return []


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person in a course: percent, and the day of the export that said it."""

    percent: int
    exported_on: date
    completed: bool
    certificate: str


def fate_of(row: ExportRow, known: Known | None, exported_on: date) -> Fate:
    """Return what a row does to what is known of its person in its course.

    An older export changes nothing. Progress of the platform never goes back here: a smaller share in a newer export (a
    course that was reworked) is nothing new.
    """
    if known is None:
        return Fate.BEGINS
    if exported_on < known.exported_on:
        return Fate.OLDER
    news = row.percent > known.percent or (row.completed_on is not None and not known.completed)
    return Fate.ADVANCES if news or (row.certificate and row.certificate != known.certificate) else Fate.SAME
