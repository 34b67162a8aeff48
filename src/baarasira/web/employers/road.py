"""The road of an employer in time order: how it came to be accredited, the visits paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baarasira.employers import queries
from baarasira.employers.models import Employer
from baarasira.kernel.errors import Sentence

_TITLES: Mapping[str, tuple[Sentence, str]] = {
    "record": (_("Recorded"), "done"),
    "submit": (_("Submitted for accreditation"), "wait"),
    "accredit": (_("Accredited"), "done"),
    "refuse": (_("Accreditation refused"), "refused"),
    "reopen": (_("To be accredited again"), "wait"),
    "suspend": (_("Suspended"), "late"),
    "lift": (_("Suspension lifted"), "done"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened."""

    at: date | datetime
    title: str
    tone: str
    by: str
    note: str = ""


def by(label: str) -> str:
    """Return who did it, in words."""
    return gettext("by the system") if label == "system" else gettext("by %(name)s") % {"name": label}


def road_of(employer: Employer) -> list[Step]:
    """Return what happened to an employer, oldest first. Two queries."""
    steps = [
        Step(move.at, str(_TITLES[move.transition][0]), _TITLES[move.transition][1], by(move.actor_label), move.reason)
        for move in queries.moves(employer)
    ]
    for visit in queries.visits(employer):
        title = gettext("Visit: %(purpose)s") % {"purpose": visit.get_purpose_display()}
        author = by(visit.author.label if visit.author else "system")
        steps.append(Step(visit.visited_on, title, "neutral", author, visit.report))
    return sorted(steps, key=_moment)


def _moment(step: Step) -> datetime:
    """A day without an hour stands after what was recorded that day."""
    return step.at if isinstance(step.at, datetime) else datetime.combine(step.at, time.max, UTC)
