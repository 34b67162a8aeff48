"""A file of a campaign with all that moving it takes: its open step, the programme frozen at the opening, the road so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.kernel.errors import WrongState
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign
from baarasira.programmes.compiled.model import Programme, Step
from baarasira.programmes.compiled.values import Values
from baarasira.programmes.queries import values_on

from ..enums import CandidacyState
from ..models import Candidacy, CandidacyStep


@dataclass(slots=True)
class Road:
    """One file being moved: the candidacy, its campaign and programme, its steps in order (the open one last).

    `new` while the file is being made: what it passes at once is told by its registration.
    """

    candidacy: Candidacy
    campaign: Campaign
    rows: list[CandidacyStep]
    values: Values
    new: bool = False

    @property
    def programme(self) -> Programme:
        """The version frozen when the campaign was recorded."""
        return self.campaign.programme_version.compiled

    @property
    def row(self) -> CandidacyStep:
        """The open step. Raises WrongState when the file has ended."""
        last = self.rows[-1] if self.rows else None
        if last is None or last.closed_at is not None:
            raise WrongState(_ended(), code="campaign_file.ended")
        return last

    @property
    def step(self) -> Step:
        """What the programme says of the open step."""
        return self.programme.steps[self.row.key]

    def closed(self, kind: str, ending: str = "") -> CandidacyStep | None:
        """Return the last step of a kind that was closed (by that ending), None without one."""
        for row in reversed(self.rows):
            if row.kind == kind and row.closed_at is not None and (not ending or row.ending == ending):
                return row
        return None

    def day_of(self, kind: str, ending: str) -> date | None:
        """Return the day recorded when a step of a kind ended so, None without one."""
        row = self.closed(kind, ending)
        written = row.values.get("on") if row is not None else None
        return date.fromisoformat(written) if written else None


def _ended() -> str:
    return _("This file has come to its end: it moves no further.")


@dataclass(slots=True)
class Campaigns:
    """The campaigns of a batch, each read once, with the values its programme refers to on the day."""

    on: date
    found: dict[UUID, tuple[Campaign, Values]] = field(default_factory=dict)

    def get(self, campaign_id: UUID) -> tuple[Campaign, Values]:
        """Return a campaign and its values."""
        if campaign_id not in self.found:
            campaign = campaign_queries.one(campaign_id)
            opening = campaign.opening
            values = values_on(campaign.programme_version.compiled, self.on, country=opening.country)
            self.found[campaign_id] = (campaign, values)
        return self.found[campaign_id]


def locked(candidacy_id: UUID, on: date, campaigns: Campaigns | None = None) -> Road:
    """Read a file for writing, alone until the transaction ends. Raises Candidacy.DoesNotExist, WrongState when ended."""
    candidacy = Candidacy.objects.select_for_update(of=("self",)).select_related("person").get(pk=candidacy_id)
    rows = candidacy.steps.order_by("position")
    return _road(candidacy, (campaigns or Campaigns(on)).get(candidacy.opening_id), rows)


def read(candidacy: Candidacy, on: date) -> Road:
    """Return a file as it stands, to be shown with who closed its steps."""
    rows = candidacy.steps.select_related("closed_by", "staged_by").order_by("position")
    return _road(candidacy, Campaigns(on).get(candidacy.opening_id), rows)


def _road(candidacy: Candidacy, found: tuple[Campaign, Values], rows: Iterable[CandidacyStep]) -> Road:
    campaign, values = found
    candidacy.opening = campaign.opening
    return Road(candidacy, campaign, list(rows), values)


def require_under_way(road: Road) -> None:
    """Raise WrongState when the file has ended, or when a suspension stops it."""
    if road.candidacy.state != CandidacyState.UNDER_WAY:
        raise WrongState(_ended(), code="campaign_file.ended")
    if road.candidacy.frozen_on is not None:
        sentence = _(
            "This file is stopped: the campaign is suspended. It goes on from here when the suspension is lifted."
        )
        raise WrongState(sentence, code="campaign_file.frozen")
