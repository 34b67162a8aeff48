"""Candidates of a campaign who may be one person with another candidate, here or in another campaign: to be read before the selection."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from baarasira.candidacies.enums import ROAD_STATES
from baarasira.candidacies.models import Candidacy
from baarasira.doubles import queries
from baarasira.doubles.models import Pair
from baarasira.doubles.policies import PAIRS
from baarasira.kernel.actor import Actor
from baarasira.openings.models import Campaign

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Alike:
    """Two files that may be one person's, each with its applications (receipt and campaign); `may_open`: the actor may compare them."""

    pair: Pair
    one: tuple[str, ...]
    other: tuple[str, ...]
    percent: str
    may_open: bool


def alike(actor: Actor, campaign: Campaign) -> list[Alike]:
    """Return the undecided pairs of which one has applied to this campaign and the other to this or another, most certain first."""
    here = Candidacy.objects.filter(opening_id=campaign.pk, state__in=ROAD_STATES).values("person_id")
    pairs = list(queries.doubtful_among(here))
    files = _applications({person_id for pair in pairs for person_id in (pair.one_id, pair.other_id)})
    found = [
        Alike(
            pair,
            tuple(files[pair.one_id]),
            tuple(files[pair.other_id]),
            f"{min(99, round(float(pair.probability) * 100))} %",
            any(PAIRS.allows(actor, "view", person.office_id) for person in (pair.one, pair.other)),
        )
        for pair in pairs
        if files[pair.one_id] and files[pair.other_id]
    ]
    return found[:MOST_SHOWN]


def _applications(person_ids: set[UUID]) -> defaultdict[UUID, list[str]]:
    rows = Candidacy.objects.filter(person__in=person_ids, state__in=ROAD_STATES).order_by("id")
    files: defaultdict[UUID, list[str]] = defaultdict(list)
    for person_id, number, title in rows.values_list("person_id", "number", "opening__title"):
        files[person_id].append(f"{number} – {title}")
    return files
