"""The filters of a shortlist."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.network.models import StructureKind
from baarasira.network.queries import open_structures, regions
from baarasira.reference.codelist import fold
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.forms import Form

OFFICES = (StructureKind.LOCAL_OFFICE, StructureKind.DIRECTORATE)
SIZES = (30, 60, 120)


class ShortlistFilter(Form):
    """Among whom the best are looked for: the whole country, a region, an office."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    office = forms.ChoiceField(label=_("Office"), required=False)
    view = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: AgentRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = [("", _("The whole country")), *((region.code, region.name) for region in regions())]
        self.fields["region"].choices = everywhere  # type: ignore[attr-defined]
        offices = sorted(open_structures(request.actor.today, OFFICES), key=lambda office: fold(office.name))
        named = [(str(office.pk), office.name) for office in offices]
        self.fields["office"].choices = [("", _("All the offices")), *named]  # type: ignore[attr-defined]

    def among(self) -> tuple[str, UUID | None]:
        """Return the region and the office asked for; nothing for words of the address that name none."""
        held = self.cleaned_data if self.is_valid() else {}
        office = held.get("office", "")
        return held.get("region", ""), UUID(office) if office else None


def size_of(request: AgentRequest) -> int:
    """Return how many people the address asks for, among the sizes offered."""
    asked = request.GET.get("top", "")
    return int(asked) if asked.isdigit() and int(asked) in SIZES else SIZES[0]
