"""Who has a place in a session, and who stopped."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy
from baarasira.employers.models import Employer
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, Taken
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.people.models import Person

from .. import events
from ..enums import DropReason, Origin
from ..models import Enrolment, Session
from ..queries import reach
from ..queries.sessions import seats_taken
from ..rules.enrolling import origin_of, person_findings, session_findings
from ..transitions import ENROLMENT
from . import doors


@transaction.atomic
def enrol(
    *,
    actor: Actor,
    session_id: UUID,
    person_id: UUID,
    origin: str = "",
    candidacy: Candidacy | None = None,
    employer: Employer | None = None,
) -> Enrolment:
    """Give somebody a place in a session. An empty origin follows their situation.

    `candidacy` is the competition they come from, `employer` who ordered the course for them. Raises NotAllowed, RuleRefused,
    Taken when the seats are.
    """
    door(f"person_enrolment:{person_id}")
    session = doors.session_locked(session_id)
    person = Person.objects.select_related("office").get(pk=person_id)
    if not reach.may_with(actor, "enrol", session.centre_id, person.office_id):
        raise NotAllowed(
            _("Only the centre of the session, or the office of this person, may do this."), code="enrolment.enrol"
        )
    tested = candidacy is not None or employer is not None
    found = [*session_findings(session, actor.today), *person_findings(session, person, tested=tested)]
    if origin and origin not in Origin.values:
        found.append(Finding("origin", _("Choose where the person comes from."), "origin"))
    doors.stop_at(found)
    return seat(actor, session, person, origin or origin_of(person), candidacy=candidacy, employer=employer)


def seat(
    actor: Actor,
    session: Session,
    person: Person,
    origin: str,
    *,
    candidacy: Candidacy | None = None,
    employer: Employer | None = None,
    event: str = events.ENROLLED,
) -> Enrolment:
    """Take a seat of a locked session. Raises Taken, RuleRefused."""
    if seats_taken(session.pk) >= session.seats:
        raise Taken(_("Every seat of this session is taken: choose another one."), code="session_full", field="session")
    if session.enrolments.filter(person=person).exists():
        raise doors.refused("enrolled_already", _("This person was in this session already."), "person")
    enrolment = Enrolment(
        session=session, person=person, origin=Origin(origin), enrolled_on=actor.today, candidacy=candidacy,
        employer=employer, enrolled_by_id=actor.id,
    )  # fmt: skip
    ENROLMENT.begin(enrolment, "enrol", actor=actor, **doors.told(enrolment))
    emit(Event(event, actor, enrolment.pk, subject_id=person.pk, details={"session": session.pk}))
    return enrolment


@transaction.atomic
def drop(*, actor: Actor, enrolment_id: UUID, reason: str, on: date, note: str = "") -> Enrolment:
    """Record that somebody stopped, on which day and why; the seat is free again. Raises NotAllowed, RuleRefused, WrongState."""
    enrolment = doors.enrolment_locked(enrolment_id)
    reach.require_with(actor, "drop", enrolment)
    ENROLMENT.check("drop", enrolment.state)
    found = []
    if reason not in DropReason.values:
        found.append(Finding("drop_reason", _("Choose why."), "reason"))
    if reason == DropReason.OTHER and not note.strip():
        found.append(Finding("drop_note", _("Write the reason in words."), "note"))
    if not enrolment.enrolled_on <= on <= actor.today:
        found.append(Finding("drop_day", _("The day lies between the enrolment and today."), "on"))
    doors.stop_at(found)
    values = {"ended_on": on, "drop_reason": DropReason(reason), "drop_note": " ".join(note.split())[:300]}
    ENROLMENT.apply(enrolment, "drop", actor=actor, values=values, **doors.told(enrolment))
    emit(Event(events.DROPPED, actor, enrolment.pk, subject_id=enrolment.person_id, details={"reason": reason}))
    return enrolment
