"""Who is named to see confidential incidents, and the alarms of the clock."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.network.models import Structure
from baarasira.reference.parameters import INCIDENT_ALARMS
from baarasira.reference.queries import value

from ..enums import ENDED, UNREAD
from ..models import Carer, Incident
from ..policies import INCIDENTS
from . import doors

ALARM = "incident.alarm"
"""Event of the clock: an incident waits too long. `details`: `level` from 1 to 3."""


@transaction.atomic
def name_carer(*, actor: Actor, user_id: UUID, structure: Structure) -> Carer:
    """Name somebody to see the confidential incidents of a structure and below; nobody names themselves.

    Raises NotAllowed, RuleRefused.
    """
    INCIDENTS.require(actor, "name_carer", structure.pk)
    user = User.objects.get(pk=user_id)
    who = doors.second(actor, user, _("Nobody names themselves: another person names you."))
    if not user.is_active:
        raise doors.refused("carer_inactive", _("This account is not active."), "user")
    if Carer.objects.filter(user=user, structure=structure, ended_on__isnull=True).exists():
        raise doors.refused("carer_twice", _("This person is named here already."), "user")
    row = Carer(user=user, structure=structure, named_by=who, since=actor.today)
    writing.create(row, "incident_carer.name", actor=actor, structure_id=structure.pk)
    return row


@transaction.atomic
def end_carer(*, actor: Actor, carer_id: UUID) -> None:
    """End the naming of somebody, from today. Raises NotAllowed."""
    row = Carer.objects.select_for_update().get(pk=carer_id)
    INCIDENTS.require(actor, "name_carer", row.structure_id)
    if row.ended_on is None:
        values = {"ended_on": actor.today}
        writing.edit(row, "incident_carer.end", actor=actor, values=values, structure_id=row.structure_id)


@transaction.atomic
def sound_alarms(*, actor: Actor) -> int:
    """Give the alarms that are due (the worker's clock calls it); return how many.

    In hundredths of an incident's time (setting): the first when nobody has read it, the second and third when it is not
    ended. Each alarm is given once; one missed because the worker stood still is given by the next.
    """
    INCIDENTS.require(actor, "clock")
    unread, late, still = value(INCIDENT_ALARMS, actor.today)
    rows = Incident.objects.select_for_update(of=("self",)).exclude(state__in=ENDED).filter(escalated__lt=3)
    count = 0
    for incident in rows.order_by("due_at", "id"):
        span: timedelta = incident.due_at - incident.counted_from
        spent = 100 * (actor.at - incident.counted_from) / span
        level = 3 if spent >= still else 2 if spent >= late else 0
        if not level and spent >= unread and incident.state in UNREAD:
            level = 1
        if level > incident.escalated:
            _sound(actor, incident, level)
            count += 1
    return count


def _sound(actor: Actor, incident: Incident, level: int) -> None:
    writing.edit(incident, ALARM, actor=actor, values={"escalated": level}, **doors.told(incident))
    emit(Event(ALARM, actor, incident.pk, subject_id=incident.person_id, details={"level": level}))
