"""The road of an offer in time order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.errors import Sentence
from baarasira.openings import queries
from baarasira.openings.models import Opening
from baarasira.web.employers.road import by

_TITLES: Mapping[str, tuple[Sentence, str]] = {
    "receive": (pgettext_lazy("offer", "Received"), "done"),
    "submit": (_("Submitted for approval"), "wait"),
    "return": (_("Returned for correction"), "refused"),
    "publish": (_("Approved and published"), "done"),
    "extend": (_("Publication extended"), "done"),
    "expire": (_("Publication expired"), "late"),
    "reopen": (_("Published again"), "done"),
    "close_filled": (_("Closed: all the places are filled"), "done"),
    "close_part_filled": (_("Closed: some places are filled"), "done"),
    "close_unfilled": (_("Closed: no place is filled"), "refused"),
    "cancel": (pgettext_lazy("offer", "Cancelled"), "refused"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to an offer."""

    at: datetime
    title: Sentence
    tone: str
    by: str
    note: str


def road_of(opening: Opening) -> list[Step]:
    """Return what happened to an offer, oldest first. One query."""
    return [
        Step(move.at, *_TITLES[move.transition], by(move.actor_label), move.reason) for move in queries.moves(opening)
    ]
