"""The filters of a shortlist."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.network.models import StructureKind
from baarasira.network.queries import structure_names
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import Choice

OFFICES = (StructureKind.LOCAL_OFFICE, StructureKind.DIRECTORATE)


@dataclass(frozen=True, slots=True)
class Among:
    """Among whom the best are looked for: the whole country, a region, an office. What the address says that names none
    is passed over."""

    region: Choice
    office: Choice

    @classmethod
    def of(cls, request: AgentRequest, regions: Mapping[str, str]) -> Self:
        """Read the address; `regions` {code: name}. One query."""
        offices = dict(structure_names(request.actor.today, OFFICES))
        region, office = request.GET.get("region", ""), request.GET.get("office", "").replace("-", "")
        return cls(
            Choice(
                "region",
                _("Region"),
                (("", _("The whole country")), *regions.items()),
                region if region in regions else "",
            ),
            Choice(
                "office",
                _("Office"),
                (("", _("All the offices")), *offices.items()),
                office if office in offices else "",
            ),
        )

    @property
    def choices(self) -> tuple[Choice, Choice]:
        """Both, in the order they are shown."""
        return self.region, self.office

    @property
    def office_id(self) -> UUID | None:
        """The office asked for."""
        return UUID(self.office.chosen) if self.office.chosen else None
