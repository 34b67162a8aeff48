"""What stands against an enrolment: the session, the person, the group's literacy, another session on the same days."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.people.enums import PersonState, Reading, Situation
from baarasira.people.models import Person

from ..enums import EnrolmentState, Literacy, Origin, SessionState
from ..models import Enrolment, Session

_ASKS = {Literacy.ORAL: 0, Literacy.READS_LITTLE: 1, Literacy.READS: 2}
_READS = {Reading.NONE: 0, Reading.READS: 1, Reading.WRITES: 2}


def literacy_of(person: Person) -> Literacy:
    """Return the group that suits what the person reads in the Latin script, in which the papers are written."""
    return {0: Literacy.ORAL, 1: Literacy.READS_LITTLE, 2: Literacy.READS}[_READS[Reading(person.reading_latin)]]


def origin_of(person: Person) -> Origin:
    """Return the origin that a person's situation suggests."""
    return {Situation.RETURNEE: Origin.RETURNEE, Situation.EMPLOYED: Origin.EMPLOYEE}.get(
        Situation(person.situation), Origin.SEEKER
    )


def fits(person: Person, literacy: str) -> bool:
    """Tell whether a group asks no more than what the person reads; who reads more may sit in an easier group."""
    return _ASKS[Literacy(literacy)] <= _READS[Reading(person.reading_latin)]


def too_late(session: Session, on: date) -> bool:
    """Tell whether somebody who joins now could no longer reach the attendance that the course asks."""
    days = list(session.days.values_list("day", flat=True))
    past = sum(day < on for day in days)
    return bool(days) and past * 100 > (100 - session.course.attendance_share) * len(days)


def session_findings(session: Session, on: date) -> list[Finding]:
    """Return what stands against anybody's enrolment in a session today."""
    if session.state not in {SessionState.OPEN, SessionState.RUNNING} or on > session.ends_on:
        return [Finding("session_not_open", _("This session is not open to enrolment."), "session")]
    if too_late(session, on):
        sentence = _("Too many days are past: who joins now cannot complete this session.")
        return [Finding("session_too_late", sentence, "session")]
    return []


def person_findings(session: Session, person: Person, *, tested: bool) -> list[Finding]:
    """Return what stands against this person's enrolment. `tested`: a competition or an employer chose them for this level."""
    found = []
    if person.state != PersonState.OPEN:
        found.append(Finding("person_closed", _("This file is no longer open: work on the one in force."), "person"))
    if not tested and not fits(person, session.literacy):
        words = {"group": session.get_literacy_display(), "reads": person.get_reading_latin_display()}
        sentence = (
            _(
                "This group is for: %(group)s. The file says of this person: %(reads)s. Choose a group that suits, or correct the file."
            )
            % words
        )
        found.append(Finding("literacy", sentence, "session"))
    if any(row.session_id == session.pk for row in _held(person)):
        found.append(Finding("enrolled_already", _("This person is enrolled in this session already."), "person"))
    else:
        found += _same_days(session, person)
    return found


def _held(person: Person) -> list[Enrolment]:
    rows = Enrolment.objects.filter(person=person, state=EnrolmentState.ENROLLED)
    return list(rows.select_related("session"))


def _same_days(session: Session, person: Person) -> list[Finding]:
    """Return a finding for another session of the person that meets on one of the same days, at the same hours."""
    mine = {(day, starts, ends) for day, starts, ends in session.days.values_list("day", "starts", "ends")}
    for row in _held(person):
        for day, starts, ends in row.session.days.values_list("day", "starts", "ends"):
            if any(day == own and starts < to and since < ends for own, since, to in mine):
                sentence = _("This person is enrolled in “%(title)s”, which meets at the same time.") % {
                    "title": row.session.title
                }
                return [Finding("enrolled_elsewhere", sentence, "session")]
    return []
