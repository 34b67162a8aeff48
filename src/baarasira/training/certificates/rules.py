"""What stands against a certificate, in sentences."""

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.kernel.papers import short_date
from baarasira.people.models import Person
from baarasira.people.queries import IN_FORCE
from baarasira.reference.skills import SKILLS

from ..courses.enums import EnrolmentState
from ..courses.models import Enrolment
from .enums import SourceKind
from .inputs import CertificateData


def findings(data: CertificateData, person: Person) -> list[Finding]:
    """Return everything that stands against proposing or signing; empty when nothing does."""
    found = []
    if person.state not in IN_FORCE:
        found.append(Finding("file_closed", _("The file of this person is closed: no certificate is issued on it.")))
    if not data.title.strip():
        found.append(Finding("title_missing", _("Write what was learnt: it is the title of the certificate."), "title"))
    if not data.criteria.strip():
        sentence = _("Write what had to be done to obtain it: a certificate without criteria proves nothing.")
        found.append(Finding("criteria_missing", sentence, "criteria"))
    unknown = [code for code in data.skills if code not in SKILLS and not code.startswith("http")]
    if unknown:
        sentence = _("These skills are not in the list of the service: %(codes)s.")
        found.append(Finding("skill_unknown", sentence % {"codes": ", ".join(unknown)}, "skills"))
    if data.valid_until is not None and data.valid_until < data.valid_from:
        found.append(Finding("dates_order", _("The last day comes before the first one."), "valid_until"))
    return found + _of_source(data)


def _of_source(data: CertificateData) -> list[Finding]:
    if data.source_kind not in SourceKind.values:
        return [Finding("source_unknown", _("A certificate is for a course, an apprenticeship or an online course."))]
    if data.source_kind != SourceKind.ENROLMENT:
        return []  # the room above that asks for it answers for what it is for
    enrolment = Enrolment.objects.filter(pk=data.source_id, person_id=data.person_id).first()
    if enrolment is None:
        return [Finding("not_enrolled", _("This person was not enrolled in this session."))]
    if enrolment.state != EnrolmentState.COMPLETED:
        return [Finding("not_completed", _("This person has not completed the course: nothing is certified."))]
    if enrolment.ended_on is not None and data.valid_from < enrolment.ended_on:
        sentence = _("The course was completed on %(day)s: the certificate cannot bear an earlier day.")
        return [Finding("before_the_end", sentence % {"day": short_date(enrolment.ended_on)}, "valid_from")]
    return []
