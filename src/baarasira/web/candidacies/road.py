"""The road of one candidacy in time order: the moves, the letter, the placement's checks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from baarasira.candidacies.models import Candidacy, PlacementCheck
from baarasira.candidacies.queries import moves_of
from baarasira.kernel.errors import Sentence
from baarasira.kernel.models import Move
from baarasira.web.shell.components.text import short_date

from .states import outcome_tone

_TITLES: Mapping[str, tuple[Sentence, str]] = {
    "refer": (_("Referred to the employer"), "wait"),
    "interview": (_("Interview"), "done"),
    "hire": (_("Hired"), "done"),
    "start": (_("First day confirmed: placement counted"), "done"),
    "refuse": (_("Not hired"), "refused"),
    "withdraw": (_("Withdrawn"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Stone:
    """One thing that happened."""

    at: date | datetime
    title: str
    tone: str
    by: str
    note: str = ""


def by(label: str) -> str:
    """Return who did it, in words."""
    return now("by the system") if label == "system" else now("by %(name)s") % {"name": label}


def road_of(candidacy: Candidacy, checks: list[PlacementCheck]) -> list[Stone]:
    """Return what happened, oldest first. One query."""
    stones = [_moved(move, candidacy) for move in moves_of(candidacy)]
    if candidacy.letter_sent_on is not None:
        title = now("Letter of introduction sent")
        stones.append(Stone(candidacy.letter_sent_on, title, "done", "", candidacy.letter_sent_to))
    stones += [_checked(check) for check in checks if check.done_on is not None]
    return sorted(stones, key=_moment)


def _moved(move: Move, candidacy: Candidacy) -> Stone:
    title, tone = _TITLES[move.transition]
    return Stone(move.at, str(title), tone, by(move.actor_label), _note(move.transition, candidacy))


def _note(name: str, candidacy: Candidacy) -> str:
    match name:
        case "interview" if candidacy.interview_on is not None:
            met = now("Met on %(day)s.") % {"day": short_date(candidacy.interview_on)}
            return f"{met} {candidacy.interview_note}".strip()
        case "hire" if candidacy.starts_on is not None:
            return now("First day agreed: %(day)s.") % {"day": short_date(candidacy.starts_on)}
        case "start":
            placement = candidacy.placement
            words = {"day": short_date(placement.first_day), "who": placement.get_confirmed_by_display()}
            said = now("First day worked: %(day)s. Confirmed by: %(who)s.") % words
            return f"{said} {placement.confirmation_note}".strip()
        case "refuse" | "withdraw":
            return " – ".join(filter(None, (str(candidacy.get_reason_display()), candidacy.reason_note)))
    return ""


def _checked(check: PlacementCheck) -> Stone:
    title = ngettext("Check after %(months)d month", "Check after %(months)d months", check.months)
    words = f"{title % {'months': check.months}} : {check.get_outcome_display()}"
    return Stone(check.done_on or check.due_on, words, outcome_tone(check.outcome), "", check.note)


def _moment(stone: Stone) -> datetime:
    """A day without an hour stands after what was recorded that day."""
    return stone.at if isinstance(stone.at, datetime) else datetime.combine(stone.at, time.max, UTC)
