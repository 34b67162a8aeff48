"""What a campaign says, as forms and tests hand it to the actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from .details import OpeningDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days on which people of a territory (its code) apply."""

    territory: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDetails:
    """The work offered, the version of the programme, the agreement, the calendar, the bounds.

    `work` is the part every opening has (title, occupation, seats, country, contract, wage, first day of work).
    """

    work: OpeningDetails
    version_id: UUID
    agreement_id: UUID | None
    opens_on: date
    closes_on: date
    selection_on: date
    interviews_from: date | None = None
    interviews_to: date | None = None
    daily_cap: int | None = None
    total_cap: int | None = None
    windows: tuple[Window, ...] = ()

    def values(self) -> dict[str, Any]:
        """Return the fields of the campaign's own row that these details set."""
        return {
            "programme_version_id": self.version_id,
            "agreement_id": self.agreement_id,
            "opens_on": self.opens_on,
            "closes_on": self.closes_on,
            "interviews_from": self.interviews_from,
            "interviews_to": self.interviews_to,
            "selection_on": self.selection_on,
            "daily_cap": self.daily_cap,
            "total_cap": self.total_cap,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOrder:
    """How the department wants the seats split: between territories of which level, by which mix of figures.

    `by` is region or cercle; `mix` {figure: points}; `among` the codes of the territories that take part, all of the level
    when empty; `weights` {code: whole number} stands in for the mix where a decision fixed the weights itself.
    """

    by: str
    mix: dict[str, int]
    among: tuple[str, ...] = ()
    weights: dict[str, int] | None = None
