"""What groups need, when trainers can, how far centres are, which days they are closed."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.journal import write as journal

from ...courses.models import Session, Trainer
from ..enums import HalfDay
from ..models import ClosedDay, GroupNeeds, Journey, TrainerWeek
from ..policies import TIMETABLES

_MOST_WORDS = 12


def _half_days(given: Collection[str]) -> list[str]:
    """Return half-days in the order of the week; all of them are kept as none. Raises RuleRefused for another word."""
    if unknown := set(given) - set(HalfDay.values):
        raise _refused("half_day_unknown", _("Choose half-days of the list."), "half_days", sorted(unknown))
    found = [one for one in HalfDay.values if one in given]
    return [] if len(found) == len(HalfDay.values) else found


def _refused(code: str, sentence: str, field: str, _what: object = None) -> RuleRefused:
    return RuleRefused([Finding(code, sentence, field)])


@transaction.atomic
def keep_needs(
    *,
    actor: Actor,
    session_id: UUID,
    hours: int | None,
    equipment: Sequence[str],
    half_days: Collection[str],
    most_a_day: int,
    expected_version: int | None = None,
) -> GroupNeeds:
    """Keep what a group asks of its weeks (see `GroupNeeds`). Raises NotAllowed, RuleRefused, Stale."""
    session = Session.objects.get(pk=session_id)
    TIMETABLES.require(actor, "keep", session.centre_id)
    words = list(dict.fromkeys(" ".join(word.split()) for word in equipment if word.strip()))
    if len(words) > _MOST_WORDS:
        raise _refused("equipment_long", _("Name at most twelve things."), "equipment")
    if most_a_day < 1:
        raise _refused("lessons_a_day", _("A group has at least one lesson in a day."), "most_a_day")
    values = {
        "hours": hours, "equipment": words, "half_days": _half_days(half_days), "most_a_day": most_a_day,
    }  # fmt: skip
    row = GroupNeeds.objects.select_for_update().filter(session=session).first()
    about = {"structure_id": session.centre_id}
    if row is None:
        row = GroupNeeds(session=session, **values)
        writing.create(row, "timetable.keep_needs", actor=actor, **about)
        return row
    writing.edit(row, "timetable.keep_needs", actor=actor, values=values, expected_version=expected_version, **about)
    return row


@transaction.atomic
def keep_trainer_week(
    *, actor: Actor, trainer_id: UUID, hours: int, half_days: Collection[str], expected_version: int | None = None
) -> TrainerWeek:
    """Keep when a trainer can teach and how many hours a week at most. Raises NotAllowed, RuleRefused, Stale."""
    trainer = Trainer.objects.get(pk=trainer_id)
    TIMETABLES.require(actor, "keep", trainer.structure_id)
    if hours < 1:
        raise _refused("trainer_hours", _("Write at least one hour a week."), "hours")
    values = {"hours": hours, "half_days": _half_days(half_days)}
    row = TrainerWeek.objects.select_for_update().filter(trainer=trainer).first()
    about = {"structure_id": trainer.structure_id}
    if row is None:
        row = TrainerWeek(trainer=trainer, **values)
        writing.create(row, "timetable.keep_trainer", actor=actor, **about)
        return row
    writing.edit(row, "timetable.keep_trainer", actor=actor, values=values, expected_version=expected_version, **about)
    return row


@transaction.atomic
def keep_journey(*, actor: Actor, one_id: UUID, other_id: UUID, minutes: int) -> Journey:
    """Keep how long the journey between two centres takes, either way. Raises NotAllowed, RuleRefused."""
    TIMETABLES.require(actor, "keep", one_id)
    if one_id == other_id:
        raise _refused("journey_one", _("Choose two centres."), "other")
    first, second = sorted((one_id, other_id))
    row = Journey.objects.select_for_update().filter(one_id=first, other_id=second).first()
    if row is None:
        row = Journey(one_id=first, other_id=second, minutes=minutes)
        writing.create(row, "timetable.keep_journey", actor=actor, structure_id=one_id)
        return row
    writing.edit(row, "timetable.keep_journey", actor=actor, values={"minutes": minutes}, structure_id=one_id)
    return row


@transaction.atomic
def close_day(*, actor: Actor, structure_id: UUID, day: date, reason: str) -> ClosedDay:
    """Close a centre on a day, with why; proposals leave the day free. Raises NotAllowed, RuleRefused."""
    TIMETABLES.require(actor, "keep", structure_id)
    tidy = " ".join(reason.split())
    if not tidy:
        raise _refused("closing_reason", _("Write why: a feast, works…"), "reason")
    if ClosedDay.objects.filter(structure=structure_id, day=day).exists():
        raise _refused("closed_already", _("This day is closed already."), "day")
    row = ClosedDay(structure_id=structure_id, day=day, reason=tidy[:100])
    writing.create(row, "timetable.close_day", actor=actor, structure_id=structure_id)
    return row


@transaction.atomic
def open_day(*, actor: Actor, closed_id: UUID) -> None:
    """Open a closed day again. Raises NotAllowed."""
    row = ClosedDay.objects.select_for_update().get(pk=closed_id)
    TIMETABLES.require(actor, "keep", row.structure_id)
    journal.record(
        actor, "timetable.open_day", noun="timetable", object_id=row.pk, structure_id=row.structure_id,
        before={"day": f"{row.day:%Y-%m-%d}", "reason": row.reason}, after={},
    )  # fmt: skip
    row.delete()
