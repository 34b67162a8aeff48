"""Which room hears of what happens to agreements, campaigns and their files."""

from datetime import timedelta
from uuid import UUID

from baarasira.candidacies import actions as candidacies
from baarasira.candidacies import receipts
from baarasira.candidacies.road_queries import FilesOfCampaigns
from baarasira.cooperation import events as agreement
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.messaging import campaign_notices as notices
from baarasira.openings import actions as openings
from baarasira.openings import files
from baarasira.openings.actions.holds import RESUMED, STOPPED
from baarasira.selection.signing import under_way


def wire() -> None:
    """Connect the events of agreements, campaigns and files to their handlers."""
    files.count_with(FilesOfCampaigns())
    events.on(agreement.SUSPENDED, _hold)
    events.on(agreement.DENOUNCED, _hold)
    events.on(agreement.LIFTED, _release)
    events.on(STOPPED, _stop_files)
    events.on(RESUMED, _resume_files)
    events.on("campaign.cancel", _cancel_files)
    for name in ("person.suspend", "person.merge", "person.purge"):
        events.on(name, _end_files)
    events.on("campaign_file.apply", _tell_registered)
    events.on("campaign_file.step", _tell_step)
    events.on("campaign_file.end", _tell_end)
    events.on("campaign_file.remind", _tell_reminder)
    hour = timedelta(hours=1)
    schedule.add("campaigns.close_due", schedule.Job(hour, lambda actor: openings.close_due_applications(actor=actor)))
    schedule.add("campaigns.tick", schedule.Job(hour, lambda actor: candidacies.tick(actor=actor)))
    schedule.add("campaigns.tell", schedule.Job(timedelta(minutes=5), lambda actor: notices.tell_rest(actor=actor)))
    schedule.add("receipts.forget", schedule.Job(hour, lambda actor: receipts.forget_old_tries(actor=actor)))


def _hold(event: events.Event) -> None:
    """An agreement suspended or denounced stops the campaigns under it."""
    openings.hold_under(
        actor=event.actor,
        agreement_id=event.object_id,
        suspension_id=event.details.get("suspension"),
        reason=event.details["reason"],
        reference=event.details["reference"],
    )


def _release(event: events.Event) -> None:
    """A suspension lifted lets them move again."""
    openings.release_under(
        actor=event.actor,
        agreement_id=event.object_id,
        reason=event.details["reason"],
        reference=event.details["reference"],
    )


def _stop_files(event: events.Event) -> None:
    """A campaign stopped stops every file not yet departed; the first people are told now, the others by the clock."""
    stopped = candidacies.stop_files(actor=event.actor, opening_id=event.object_id)
    notices.tell_stopped(event.actor, candidacy_ids=stopped[: notices.AT_ONCE], hold_id=event.details["hold"])


def _resume_files(event: events.Event) -> None:
    """A campaign that goes on puts every stopped file back where it was."""
    moving = candidacies.resume_files(actor=event.actor, opening_id=event.object_id)
    notices.tell_resumed(event.actor, candidacy_ids=moving[: notices.AT_ONCE], hold_id=event.details["hold"])


def _cancel_files(event: events.Event) -> None:
    """A campaign cancelled ends its files."""
    candidacies.cancel_files(actor=event.actor, opening_id=event.object_id)


def _person_of(event: events.Event) -> UUID:
    if event.subject_id is None:
        raise ValueError(f"the event {event.name} names no person")
    return event.subject_id


def _end_files(event: events.Event) -> None:
    """A person whose file is suspended, merged or purged is a candidate no more."""
    candidacies.end_files_of(actor=event.actor, person_id=_person_of(event))


def _tell_registered(event: events.Event) -> None:
    notices.tell_registered(event.actor, candidacy_id=event.object_id)


def _tell_step(event: events.Event) -> None:
    """A candidate is told of each step they come to; of those passed at the registration, the registration tells."""
    if not event.details["new"] and not under_way():
        notices.tell_step(event.actor, candidacy_id=event.object_id)


def _tell_end(event: events.Event) -> None:
    if not event.details["new"] and not under_way():
        notices.tell_end(event.actor, candidacy_id=event.object_id)


def _tell_reminder(event: events.Event) -> None:
    notices.tell_reminder(event.actor, candidacy_id=event.object_id, days=event.details["days"])
