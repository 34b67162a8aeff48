"""What time does to files: reminders before a deadline, the end it brings, alarms after it. And what a suspension does to time."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit

from ..enums import CandidacyState
from ..models import Candidacy, CandidacyStep
from ..policies import FILES
from .deadlines import alarm_due, moves_with_a_stop, reminder_due
from .moving import finish
from .reading import Campaigns, Road, locked

LONGEST_REMINDER = timedelta(days=60)
EXPIRED = "expired"
_MOST = 2000


def tick(*, actor: Actor) -> int:
    """Send the reminders that are due, end the steps whose deadline ends them, raise the alarms; return how many.

    Each file in a transaction of its own: one that fails holds up nobody. Files that are stopped are left alone.
    """
    FILES.require(actor, "clock")
    rows = CandidacyStep.objects.filter(
        closed_at__isnull=True,
        due_at__isnull=False,
        due_at__lt=actor.at + LONGEST_REMINDER,
        candidacy__state=CandidacyState.UNDER_WAY,
        candidacy__frozen_on__isnull=True,
    )
    keys = list(rows.order_by("due_at", "id").values_list("candidacy_id", flat=True)[:_MOST])
    campaigns = Campaigns(actor.today)
    return sum(_one(actor, key, campaigns) for key in keys)


@transaction.atomic
def _one(actor: Actor, candidacy_id: UUID, campaigns: Campaigns) -> int:
    road = locked(candidacy_id, actor.today, campaigns)
    row = road.rows[-1]
    if row.closed_at is not None or row.due_at is None or road.candidacy.frozen_on is not None:
        return 0
    step = road.programme.steps[row.key]
    if row.due_at < actor.at and EXPIRED in step.on:
        finish(road, actor, step, EXPIRED, {}, "")
        return 1
    reminder = reminder_due(step, row.due_at, row.reminded, actor.at)
    alarm = alarm_due(step, row.due_at, row.escalated, actor.at)
    if reminder is not None:
        CandidacyStep.objects.filter(pk=row.pk).update(reminded=reminder)
        _tell(road, actor, "campaign_file.remind", {"days": reminder, "due_at": row.due_at})
    if alarm is not None:
        CandidacyStep.objects.filter(pk=row.pk).update(escalated=alarm)
        _tell(road, actor, "campaign_file.alarm", {"days": alarm, "due_at": row.due_at})
    return int(reminder is not None) + int(alarm is not None)


def _tell(road: Road, actor: Actor, name: str, details: dict[str, object]) -> None:
    told = {"opening": road.candidacy.opening_id, "step": road.rows[-1].key, **details}
    emit(Event(name, actor, road.candidacy.pk, subject_id=road.candidacy.person_id, details=told))


def not_departed(opening_id: UUID) -> Q:
    """Return the filter of the files of a campaign that a suspension stops: under way, and nobody has left."""
    return Q(opening_id=opening_id, state=CandidacyState.UNDER_WAY, departed_on__isnull=True)


def stop_files(*, actor: Actor, opening_id: UUID) -> list[UUID]:
    """Stop every file of a campaign not yet departed, in one stroke, within the suspension; return those stopped now."""
    rows = Candidacy.objects.filter(not_departed(opening_id), frozen_on__isnull=True)
    keys = list(rows.select_for_update().order_by("id").values_list("pk", flat=True))
    rows.update(frozen_on=actor.today, version=F("version") + 1, updated_at=actor.at)
    return keys


def resume_files(*, actor: Actor, opening_id: UUID) -> list[UUID]:
    """Put every stopped file of a campaign back where it was, within the lifting; return those that move again.

    The step, what was proposed and the days left are what they were: a deadline counted in days is put off by the days of
    the standstill, one tied to a day of the calendar is not.
    """
    rows = Candidacy.objects.filter(opening_id=opening_id, frozen_on__isnull=False)
    stopped = dict(rows.select_for_update().order_by("id").values_list("pk", "frozen_on"))
    _put_off(actor, opening_id, stopped)
    rows.update(frozen_on=None, version=F("version") + 1, updated_at=actor.at)
    return list(stopped)


def _put_off(actor: Actor, opening_id: UUID, stopped: dict[UUID, date]) -> None:
    if not stopped:
        return
    programme = Campaigns(actor.today).get(opening_id)[0].programme_version.compiled
    waiting = CandidacyStep.objects.filter(
        candidacy__opening_id=opening_id, candidacy__frozen_on__isnull=False, closed_at__isnull=True
    )
    changed = []
    for row in waiting.filter(due_at__isnull=False):
        if row.due_at is not None and moves_with_a_stop(programme.steps[row.key]):
            row.due_at += actor.today - stopped[row.candidacy_id]
            changed.append(row)
    CandidacyStep.objects.bulk_update(changed, ["due_at"], batch_size=500)
