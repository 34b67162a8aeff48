"""The road of a campaign, and the road of one file, in time order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.candidacies.steps.values import choices_of, values_of
from baarasira.kernel.errors import Sentence
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign, Hold
from baarasira.programmes.compiled.model import Step
from baarasira.web.employers.road import by
from baarasira.web.shell.components.text import short_date

from .words import ending_words

_TITLES: Mapping[str, tuple[Sentence, str]] = {
    "record": (pgettext_lazy("campaign", "Recorded"), "done"),
    "check": (pgettext_lazy("campaign", "Checked"), "done"),
    "reject": (pgettext_lazy("campaign", "Rejected"), "refused"),
    "correct": (_("Taken back to be corrected"), "wait"),
    "split": (pgettext_lazy("campaign", "Seats split"), "done"),
    "submit": (_("Submitted for publication"), "wait"),
    "return": (_("Returned"), "refused"),
    "publish": (_("Published: applications open"), "done"),
    "close_applications": (pgettext_lazy("campaign", "Applications closed"), "done"),
    "begin_selection": (_("Selection begun"), "done"),
    "sign_selection": (_("Selection signed"), "done"),
    "depart": (_("Departures begun"), "done"),
    "end_season": (_("Season ended"), "done"),
    "close": (pgettext_lazy("campaign", "Closed"), "done"),
    "suspend": (pgettext_lazy("campaign", "Suspended"), "late"),
    "cancel": (pgettext_lazy("campaign", "Cancelled"), "refused"),
}
_LIFTED = (_("Suspension lifted: everything is back where it was"), "done")


@dataclass(frozen=True, slots=True)
class Stone:
    """One thing that happened."""

    at: datetime
    title: Sentence
    tone: str
    by: str
    notes: tuple[str, ...] = ()


def road_of(campaign: Campaign) -> list[Stone]:
    """Return what happened to a campaign, oldest first. One query."""
    stones = []
    for move in campaign_queries.moves(campaign):
        title, tone = _TITLES.get(move.transition, _LIFTED)
        stones.append(Stone(move.at, title, tone, by(move.actor_label), (move.reason,) if move.reason else ()))
    return stones


def file_road(road: Road) -> list[Stone]:
    """Return the steps of a file that are closed, with what was recorded, and its standstills; oldest first. One query."""
    stones = [_stone(road, row) for row in road.rows if row.closed_at is not None]
    for hold in campaign_queries.holds_of(road.campaign.pk):
        if _stopped_by(road, hold):
            stones.append(Stone(hold.created_at, _("Stopped by a suspension"), "late", "", (hold.reason,)))
            if hold.lifted_on is not None:
                stones.append(Stone(hold.updated_at, _("Suspension lifted"), "done", "", (hold.lift_reason,)))
    return sorted(stones, key=lambda stone: stone.at)


def _stopped_by(road: Road, hold: Hold) -> bool:
    """Tell whether a standstill stopped this file: registered by then, not ended before, and nobody had left."""
    candidacy = road.candidacy
    gone = [day for day in (candidacy.departed_on, candidacy.ended_on) if day is not None]
    return candidacy.created_at <= hold.created_at and all(day >= hold.began_on for day in gone)


def _stone(road: Road, row: CandidacyStep) -> Stone:
    step = road.programme.steps[row.key]
    ending = step.vocabulary.ending.get(row.ending)
    tone = "done" if ending is not None and ending.favourable else "refused"
    who = by(row.closed_by.label) if row.closed_by is not None else by("system")
    title = f"{step.title} : {ending_words(step, row.ending)}"
    return Stone(row.closed_at or row.opened_at, title, tone, who, tuple(_notes(step, row)))


def _notes(step: Step, row: CandidacyStep) -> list[str]:
    """Return what a closed step recorded, in words."""
    notes = [
        f"{item['sentence']} {item['instead']}".strip() for item in row.values.get("refusals", ()) if "sentence" in item
    ]
    for value in values_of(step):
        if value.name in row.values:
            notes.append(f"{value.label} : {_shown(step, value.shape, row.values[value.name])}")
    if row.note:
        notes.append(row.note)
    return notes


def _shown(step: Step, shape: str, held: object) -> str:
    match shape:
        case "date":
            return short_date(date.fromisoformat(str(held)))
        case "choice":
            return dict(choices_of(step)).get(str(held), str(held))
        case "papers" if isinstance(held, list):
            titles = {paper.key: str(paper.title) for paper in step.documents}
            return ", ".join(titles.get(key, key) for key in held) or now("none")
    return str(held)
