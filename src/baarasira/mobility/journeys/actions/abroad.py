"""Those abroad: the arrival confirmed, social security, contacts made, the clock that finds who is not registered in time."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.deciding import close_for
from baarasira.candidacies.steps.reading import Campaigns
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit

from ..enums import ArrivalSource, ContactChannel, ContactOutcome, Stage
from ..models import Contact, Journey
from ..policies import JOURNEYS
from .common import about, change, ensure, owned, require
from .contacts import plan_contacts
from .reports import Line, each

SOCIAL_SECURITY_LATE = "journeys.social_security_late"
"""Emitted once a stay when social security comes after its time (R-17): `candidacy`, `opening`, `due`, `registered_on` or None."""

TROUBLE = "journeys.trouble"
"""Emitted when a contact finds that something is wrong: `candidacy`, `contact`, `note`."""

_MOST = 2000
_AGAIN = timedelta(days=2)


@transaction.atomic
def confirm_arrivals(
    *, actor: Actor, candidacy_ids: Sequence[UUID], on: date, source: str, registered_on: date | None = None
) -> list[Line]:
    """Confirm that people arrived on a day, and how it is known; return what became of each, in the order given.

    The step is closed; the contacts of the follow-up are set. Raises RuleRefused for an unknown source.
    """
    if source not in ArrivalSource.values:
        raise RuleRefused([Finding("arrival_source", _("Choose how the arrival is known."), "source")])
    campaigns = Campaigns(actor.today)

    def one(candidacy: Candidacy) -> None:
        require(actor, JOURNEYS, "follow", candidacy)
        given: dict[str, object] = {"on": on}
        if registered_on is not None:
            given["registered_on"] = registered_on
        close_for(
            actor=actor, candidacy_id=candidacy.pk, kind="arrival", ending="arrived", values=given, campaigns=campaigns
        )
        change(ensure(actor, candidacy), "journey.arrival_known", actor=actor, values={"arrival_source": source})

    return each(candidacy_ids, one)


@transaction.atomic
def record_social_security(*, actor: Actor, candidacy_id: UUID, on: date) -> Journey:
    """Record the day on which a worker was registered with social security; one after its time is told (R-17).

    Raises NotAllowed, WrongState when nobody arrived, RuleRefused for a day before the arrival or to come.
    """
    _candidacy, journey = owned(actor, "follow", candidacy_id)
    if journey.arrived_on is None:
        raise WrongState(_("The arrival is not confirmed yet."), code="journey.not_arrived")
    if not journey.arrived_on <= on <= actor.today:
        sentence = _("The registration is between the arrival and today.")
        raise RuleRefused([Finding("social_security_day", sentence, "on")])
    change(journey, "journey.record_social_security", actor=actor, values={"social_security_on": on})
    tell_if_late(actor, journey)
    return journey


def tell_if_late(actor: Actor, journey: Journey) -> bool:
    """Emit once that social security is late: it came after its day, or the day has passed without it."""
    due, on = journey.social_security_due, journey.social_security_on
    if due is None or journey.social_security_told_on is not None or (on or actor.today) <= due:
        return False
    change(journey, "journey.social_security_late", actor=actor, values={"social_security_told_on": actor.today})
    details = {"candidacy": journey.candidacy_id, "opening": journey.opening_id, "due": due, "registered_on": on}
    emit(Event(SOCIAL_SECURITY_LATE, actor, journey.pk, subject_id=journey.person_id, details=details))
    return True


def tick(*, actor: Actor) -> int:
    """Find who is not registered with social security in time, and tell it (the clock); return how many."""
    JOURNEYS.require(actor, "clock")
    rows = Journey.objects.filter(
        stage=Stage.ABROAD, social_security_due__lt=actor.today, social_security_on__isnull=True,
        social_security_told_on__isnull=True,
    )  # fmt: skip
    return sum(
        _late(actor, key)
        for key in list(rows.order_by("social_security_due", "id").values_list("pk", flat=True)[:_MOST])
    )


@transaction.atomic
def _late(actor: Actor, journey_id: UUID) -> int:
    return int(tell_if_late(actor, Journey.objects.select_for_update().get(pk=journey_id)))


@transaction.atomic
def record_contact(
    *, actor: Actor, contact_id: UUID, channel: str, outcome: str, on: date | None = None, note: str = ""
) -> Contact:
    """Record a contact with somebody abroad. Whoever was not reached is due again two days later.

    Something wrong is told to the room of incidents. Raises NotAllowed, WrongState once done, RuleRefused.
    """
    found_row = Contact.objects.select_related("journey").get(pk=contact_id)
    _candidacy, journey = owned(actor, "follow", found_row.journey.candidacy_id)
    contact = Contact.objects.select_for_update().get(pk=contact_id)
    if contact.done_on is not None:
        raise WrongState(_("This contact is recorded already."), code="contact.done")
    day = on or actor.today
    found = []
    if channel not in ContactChannel.values or outcome not in ContactOutcome.values:
        found.append(Finding("contact_choice", _("Choose how contact was made, and what it found."), "outcome"))
    if day > actor.today or (journey.arrived_on is not None and day < journey.arrived_on):
        found.append(Finding("contact_day", _("A contact is between the arrival and today."), "on"))
    if outcome == ContactOutcome.TROUBLE and not note.strip():
        found.append(Finding("contact_note", _("Write what is wrong."), "note"))
    if found:
        raise RuleRefused(found)
    values: dict[str, object] = {
        "done_on": day, "channel": channel, "outcome": outcome, "note": " ".join(note.split())[:500],
        "made_by": actor.user if isinstance(actor.user, User) else None,
    }  # fmt: skip
    writing.edit(contact, "contact.record", actor=actor, values=values, **about(journey))
    if outcome == ContactOutcome.UNREACHED:
        _again(actor, journey, contact)
    if outcome == ContactOutcome.TROUBLE:
        details = {"candidacy": journey.candidacy_id, "contact": contact.pk, "note": contact.note}
        emit(Event(TROUBLE, actor, journey.pk, subject_id=journey.person_id, details=details))
    change(journey, "journey.contacted", actor=actor, values={})
    return contact


def _again(actor: Actor, journey: Journey, contact: Contact) -> None:
    due = actor.today + _AGAIN
    if not journey.contacts.filter(due_on__lte=due, done_on__isnull=True).exists():
        row = Contact(journey=journey, reason=contact.reason, days=contact.days, due_on=due)
        writing.create(row, "contact.plan", actor=actor, **about(journey))


@transaction.atomic
def set_end(*, actor: Actor, candidacy_id: UUID, ends_on: date) -> Journey:
    """Correct the last day of work expected of somebody abroad; contacts counted before the end move with it.

    Raises NotAllowed, WrongState when nobody is abroad, RuleRefused for a day before the arrival.
    """
    _candidacy, journey = owned(actor, "follow", candidacy_id)
    if journey.stage != Stage.ABROAD or journey.work_ended_on is not None:
        raise WrongState(_("This person’s work abroad is over."), code="journey.over")
    if ends_on < (journey.arrived_on or journey.departed_on or ends_on):
        raise RuleRefused([Finding("end_early", _("The work cannot end before the arrival."), "ends_on")])
    change(journey, "journey.set_end", actor=actor, values={"ends_on": ends_on})
    if journey.arrived_on is not None:
        plan_contacts(actor, journey)
    return journey
