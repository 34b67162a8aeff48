"""The road of an agreement in time order: its acts with their documents, opinions, meetings, seats, what the clock did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baarasira.cooperation import queries
from baarasira.cooperation.models import Agreement
from baarasira.kernel.errors import Sentence

from .states import OPINION_TONES

_MOVES: Mapping[str, tuple[Sentence, str]] = {
    "record": (_("Recorded in the register"), "neutral"),
    "expire": (_("Expired"), "refused"),
}
_ACTS: Mapping[str, tuple[Sentence, str]] = {
    "negotiate": (_("Negotiation opened"), "wait"),
    "sign": (_("Signed"), "done"),
    "visa": (_("Visa of the ministry"), "done"),
    "enter": (_("In force"), "done"),
    "amend": (_("Text amended"), "neutral"),
    "suspend": (_("Suspended"), "late"),
    "lift": (_("Suspension lifted by two people"), "done"),
    "renew": (_("Renewed"), "done"),
    "denounce": (_("Denounced"), "refused"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: `document` is the reference of what decides it."""

    at: date | datetime
    title: str
    tone: str
    by: str
    document: str = ""
    note: str = ""


def by(label: str) -> str:
    """Return who did it, in words."""
    return gettext("by the system") if label == "system" else gettext("by %(name)s") % {"name": label}


def road_of(agreement: Agreement) -> list[Step]:
    """Return what happened to an agreement, oldest first. Four queries."""
    steps = [
        Step(
            move.at, str(_MOVES[move.transition][0]), _MOVES[move.transition][1], by(move.actor_label), note=move.reason
        )
        for move in queries.moves(agreement)
        if move.transition in _MOVES
    ]
    for act in agreement.acts.select_related("author"):
        title, tone = _ACTS[act.name]
        steps.append(Step(act.done_on, str(title), tone, by(act.author.label), act.reference, act.words))
    for opinion in agreement.opinions.select_related("author"):
        title = gettext("Opinion of the consulate: %(sense)s") % {"sense": opinion.get_sense_display()}
        tone = OPINION_TONES[opinion.sense]
        steps.append(Step(opinion.given_on, title, tone, by(opinion.author.label), opinion.reference, opinion.remark))
    for meeting in agreement.meetings.select_related("author"):
        title = gettext("Meeting of the joint committee")
        document = meeting.minutes_reference
        steps.append(Step(meeting.held_on, title, "done", by(meeting.author.label), document, meeting.minutes))
    return sorted(steps, key=_moment)


def _moment(step: Step) -> datetime:
    """A day without an hour stands before what was recorded at an hour of that day."""
    return step.at if isinstance(step.at, datetime) else datetime.combine(step.at, time.min, UTC)
