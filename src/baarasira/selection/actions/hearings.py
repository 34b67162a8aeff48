"""Convening people to interviews and practical tests, by office and hour, and recording who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.batches import Line, move_many
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused
from baarasira.kernel.events import Event, emit
from baarasira.network.models import Structure
from baarasira.programmes.queries import values_on

from ..models import Hearing
from ..policies import PANELS
from ..queries import panels as queries
from .panels import locked

CONVENED = "selection.convene"
"""Emitted for each person convened: `starts_at`, `place` (name of the structure), `candidacy`."""

HEARD = ("interview", "practical_test", "exam")
_LONGEST_DAY = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """A day of hearings: where, from when, how many minutes each, how many at once, the hour after which none begins."""

    place: Structure
    day: date
    begins: time
    minutes: int = 15
    at_once: int = 1
    ends: time | None = None

    def slots(self, people: int) -> list[datetime]:
        """Return the hours of so many people, in order; fewer when the day is over."""
        start = datetime.combine(self.day, self.begins, timezone.get_current_timezone())
        last = datetime.combine(self.day, self.ends, start.tzinfo) if self.ends else None
        found = [start + timedelta(minutes=self.minutes) * (place // self.at_once) for place in range(people)]
        return [slot for slot in found if slot.date() == self.day and (last is None or slot < last)]


def waiting(panel_id: UUID, step: str, office_id: UUID | None = None) -> list[Candidacy]:
    """Return the files of a panel that stand at a step and are not convened to it yet, by office and receipt."""
    panel = locked_or_read(panel_id)
    rows = Candidacy.objects.filter(opening_id=panel.campaign_id, state=CandidacyState.UNDER_WAY, step=step)
    rows = queries.own_files(panel, rows).exclude(hearings__step=step)
    if office_id is not None:
        rows = rows.filter(office_id=office_id)
    return list(rows.select_related("person", "office").order_by("office__name", "office_id", "number"))


def locked_or_read(panel_id: UUID) -> "queries.Panel":
    """Return a panel with its campaign, to be read."""
    return queries.Panel.objects.select_related("campaign__opening", "campaign__programme_version", "structure").get(
        pk=panel_id
    )


@transaction.atomic
def convene(
    *, actor: Actor, panel_id: UUID, step: str, sitting: Sitting, office_id: UUID | None = None
) -> list[Hearing]:
    """Convene those of an office (of all) who stand at a step and are not convened, one after the other from an hour on.

    Those for whom the day is too short wait for another sitting. Each is told, if they agreed to be. Raises NotAllowed,
    RuleRefused (a step nobody is heard at, notice too short, nobody left to convene).
    """
    panel = locked(panel_id)
    office = panel.campaign.opening.office_id
    PANELS.require(actor, "convene", office)
    _require_sound(panel, step, sitting, actor.today)
    people = waiting(panel_id, step, office_id)
    slots = sitting.slots(len(people))
    if not slots:
        raise RuleRefused([Finding("hearing_nobody", _("Nobody waits to be convened to this step here."), "step")])
    made = []
    for candidacy, starts_at in zip(people, slots, strict=False):
        row = Hearing(
            panel=panel, candidacy=candidacy, step=step, place=sitting.place, starts_at=starts_at, told_at=actor.at
        )
        writing.create(row, "panel_hearing.convene", actor=actor, subject_id=candidacy.person_id, structure_id=office)
        details = {"candidacy": candidacy.pk, "opening": panel.campaign_id, "starts_at": starts_at}
        details["place"] = sitting.place.name
        emit(Event(CONVENED, actor, row.pk, subject_id=candidacy.person_id, details=details))
        made.append(row)
    return made


def _require_sound(panel: "queries.Panel", step: str, sitting: Sitting, today: date) -> None:
    programme = queries.programme_of(panel.campaign)
    known = programme.steps.get(step)
    found = []
    if known is None or known.kind not in HEARD:
        found.append(Finding("hearing_step", _("Nobody is convened to this step."), "step"))
    else:
        amount = known.parameters.get("notice_days")
        days = values_on(programme, today, country=panel.campaign.opening.country).of(amount) if amount else 0
        first = today + timedelta(days=days)
        if sitting.day < first:
            sentence = _("People are told %(days)d days ahead: convene them from %(first)s on.")
            words = {"days": days, "first": f"{first:%d/%m/%Y}"}
            found.append(Finding("hearing_notice", sentence % words, "day"))
    if not 1 <= sitting.minutes <= _LONGEST_DAY or sitting.at_once < 1:
        found.append(
            Finding("hearing_minutes", _("Give each person at least a minute, and receive at least one."), "minutes")
        )
    if found:
        raise RuleRefused(found)


def set_attendance(
    *, actor: Actor, panel_id: UUID, candidacy_ids: Sequence[UUID], step: str, ending: str, on: date
) -> list[Line]:
    """Record of several people that they were heard (``passed``, ``failed``) or were absent; return what became of each.

    The candidacies' own door moves each file; one refused leaves the others as they are. Raises NotAllowed, RuleRefused
    when somebody is convened to a later day, or to an hour still to come.
    """
    panel = locked_or_read(panel_id)
    PANELS.require(actor, "attend", panel.campaign.opening.office_id)
    convened = Hearing.objects.filter(panel=panel, step=step, candidacy__in=candidacy_ids)
    early = convened.filter(Q(starts_at__gt=actor.at) | Q(starts_at__date__gt=on)).select_related("candidacy").first()
    if early is not None:
        sentence = _("%(receipt)s is convened to %(day)s at %(hour)s: record who came once they were heard.")
        told = {
            "receipt": early.candidacy.number,
            "day": f"{early.starts_at:%d/%m/%Y}",
            "hour": f"{early.starts_at:%H:%M}",
        }
        raise RuleRefused([Finding("hearing_early", sentence % told, "on")])
    values = {} if ending == "absent" else {"on": on}
    return move_many(actor=actor, candidacy_ids=candidacy_ids, step=step, ending=ending, values=values)
