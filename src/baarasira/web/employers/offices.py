"""The structure and the places that forms of employers and offers let one choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.policies import PolicyTable
from baarasira.network.enums import TerritoryKind
from baarasira.network.models import Structure
from baarasira.network.queries import open_structures, regions, territories
from baarasira.reference.codelist import fold
from baarasira.reference.countries import in_form_order

Choices = list[tuple[str, Any]]


def offices_for(actor: Actor, policy: PolicyTable, action: str) -> list[Structure]:
    """Return the open structures where the actor may do the action, by name."""
    rows = open_structures(actor.today).filter(policy.scope(actor, action).q("id"))
    return sorted(rows, key=lambda structure: fold(structure.name))


def own_office(actor: Actor, offices: list[Structure]) -> str:
    """Return the id, as text, of the structure of the actor's own membership when it is among these; else empty."""
    held = {membership.structure_id for membership in actor.user.memberships_on(actor.today)} if actor.user else set()  # type: ignore[attr-defined]
    return next((str(office.pk) for office in offices if office.pk in held), "")


class OfficeField(forms.ModelChoiceField):
    """The structure that will hold the record; hidden where there is only one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Structure.objects.none(), empty_label=_("Choose…"), label=_("Office"), **kwargs)

    def offer(self, actor: Actor, offices: list[Structure]) -> None:
        """Let the actor choose among these offices; one alone is taken without asking."""
        self.queryset = Structure.objects.filter(pk__in=[office.pk for office in offices])
        self.choices = [("", _("Choose…")), *((str(office.pk), office.name) for office in offices)]
        self.initial = own_office(actor, offices) or (str(offices[0].pk) if len(offices) == 1 else "")
        if len(offices) == 1:
            self.widget = forms.HiddenInput()


def region_choices(empty: Any) -> Choices:
    """Return the regions in the order of the law, after an empty choice."""
    return [("", empty), *((region.code, region.name) for region in regions())]


def cercle_choices() -> Choices:
    """Return the cercles, grouped under their region, after an empty choice."""
    groups: dict[str, Choices] = {}
    for cercle in territories(TerritoryKind.CERCLE):
        groups.setdefault(cercle.parent.name if cercle.parent else "", []).append((cercle.code, cercle.name))
    return [("", _("Not given")), *sorted(groups.items(), key=lambda item: fold(item[0]))]


def country_choices(*, home: bool, empty: Any = None) -> Choices:
    """Return the countries in the order of forms, Mali among them when `home`, after an empty choice when given."""
    found = [(country.code, country.label) for country in in_form_order() if home or country.code != "ML"]
    return [("", empty), *found] if empty is not None else list(found)
