"""Who plays in the season and where each of the chosen ones has come to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.batches import move_many
from baarasira.kernel.actor import Actor
from baarasira.network.models import Structure
from baarasira.openings.models import Campaign

from ..service import Service

FIRST_TRIP, SECOND_TRIP, NEXT_TRIP = 102, 20, -9
"""How many days ago the two groups left; the third leaves in nine days."""

GROUPS = (
    ("home", 4), ("overdue", 1), ("staying", 2), ("away", 4), ("leaving", 2), ("clearing", 2), ("taught", 1), ("visa", 2),
    ("contract", 3),
)  # fmt: skip
"""Where the chosen ones have come to, the furthest first: a small register has fewer of the last ones."""


class Refused(Exception):
    """The story meets a refusal: a mistake of the story, never of the reader."""


class Cast:
    """The campaign, the people chosen in their groups, and who acts for the department and the offices."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.campaign: Campaign
        self.chosen: list[Candidacy] = []
        self.groups: dict[str, list[Candidacy]] = {}
        self._heads = service.all_of(Role.MIGRATION_DEPARTMENT)

    @property
    def department(self) -> Structure:
        """The department that conducts the campaign."""
        return next(row.structure for row in self.service.held if row.role == Role.MIGRATION_DEPARTMENT)

    def head(self, days_ago: int) -> Actor:
        """Return the first officer of the department, so many days ago."""
        return self.service.actor(self._heads[0], days_ago)

    def second(self, days_ago: int) -> Actor:
        """Return the second officer of the department, so many days ago."""
        return self.service.actor(self._heads[1], days_ago)

    def direction(self, days_ago: int) -> Actor:
        """Return the general direction, so many days ago."""
        return self.service.of(Role.DIRECTOR, days_ago=days_ago, structure_id=self.service.root)[0]

    def focal(self, file: Candidacy, days_ago: int) -> Actor:
        """Return the focal point of a file's directorate, so many days ago."""
        return self.service.above(Role.FOCAL_POINT, file.office, days_ago=days_ago)

    def divide(self, chosen: list[Candidacy]) -> None:
        """Give each of the chosen ones their place in the story."""
        self.chosen, left = chosen, list(chosen)
        for name, count in GROUPS:
            self.groups[name], left = left[:count], left[count:]
        self.groups["contract"] += left

    def of(self, *names: str) -> list[Candidacy]:
        """Return the files of these groups."""
        return [file for name in names for file in self.groups[name]]

    def trips(self, *names: str) -> list[tuple[int, list[Candidacy]]]:
        """Return, of these groups, how many days ago they travel and their files; a trip without anybody is left out."""
        days = {"home": FIRST_TRIP, "overdue": FIRST_TRIP, "staying": FIRST_TRIP, "away": SECOND_TRIP}
        found: dict[int, list[Candidacy]] = {}
        for name in names:
            found.setdefault(days.get(name, NEXT_TRIP), []).extend(self.groups[name])
        return [(day, files) for day, files in found.items() if files]


def close(actor: Actor, files: Iterable[Candidacy], step: str, ending: str, **values: Any) -> None:
    """Close a step of these files alike; raises Refused when one does not move."""
    lines = move_many(actor=actor, candidacy_ids=[file.pk for file in files], step=step, ending=ending, values=values)
    require(lines)


def require(lines: Iterable[Any]) -> None:
    """Raise Refused when the report of a batch holds a refusal."""
    refused = [line.refusal for line in lines if line.refusal]
    if refused:
        raise Refused(refused[0])


def keys(files: Iterable[Candidacy]) -> list[UUID]:
    """Return the ids of files."""
    return [file.pk for file in files]
