"""The contacts to make with somebody abroad, as the programme's follow-up asks."""

from baarasira.candidacies.steps.reading import read
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor

from ..dues import planned
from ..models import Contact, Journey
from .common import about, change


def plan_contacts(actor: Actor, journey: Journey) -> None:
    """Set the contacts of the programme's follow-up from the arrival to the end expected; those already made stay."""
    if journey.arrived_on is None:
        return
    road = read(journey.candidacy, actor.today)
    wanted = {day: (reason, days) for day, reason, days in planned(road, journey.arrived_on, journey.ends_on)}
    kept = set()
    for row in journey.contacts.select_for_update():
        if row.done_on is None and row.due_on not in wanted:
            row.delete()
        else:
            kept.add(row.due_on)
    for day, (reason, days) in wanted.items():
        if day not in kept:
            contact = Contact(journey=journey, reason=reason, days=days, due_on=day)
            writing.create(contact, "contact.plan", actor=actor, **about(journey))
    change(journey, "journey.plan_contacts", actor=actor, values={})
