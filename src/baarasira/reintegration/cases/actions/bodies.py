"""Partner bodies of reintegration: an organisation of cooperation gets a structure for its users."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.cooperation.models import Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.ids import uuid7
from baarasira.network.enums import StructureKind
from baarasira.network.models import Structure

from ..enums import ReferralNeed
from ..models import PartnerBody
from ..policies import BODIES
from . import doors


@transaction.atomic
def open_body(*, actor: Actor, organisation_id: UUID, needs: Sequence[str]) -> PartnerBody:
    """Let an organisation receive files: it gets a structure, in which its users are then invited as partners.

    Raises NotAllowed, RuleRefused when it receives files already.
    """
    BODIES.require(actor, "keep")
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if PartnerBody.objects.filter(organisation=organisation).exists():
        raise doors.refused("body_twice", _("This organisation receives files already."), "organisation")
    root = Structure.objects.filter(parent__isnull=True).order_by("id")[0]
    key = uuid7()
    structure = Structure(
        id=key,
        code=f"P-{key.hex[-8:].upper()}",
        name=organisation.label[:150],
        kind=StructureKind.PARTNER,
        parent=root,
        path=f"{root.path}{key}/",
        opened_on=actor.today,
    )
    writing.create(structure, "structure.open", actor=actor, structure_id=key)
    body = PartnerBody(organisation=organisation, structure=structure, needs=_needs(needs))
    writing.create(body, "partner_body.open", actor=actor, structure_id=key)
    return body


def _needs(needs: Sequence[str]) -> list[str]:
    return [need for need in ReferralNeed.values if need in set(needs)]


@transaction.atomic
def change_body(*, actor: Actor, body_id: UUID, needs: Sequence[str], ended_on: date | None = None) -> PartnerBody:
    """Change what a partner receives files for, or the day from which it receives none. Raises NotAllowed."""
    BODIES.require(actor, "keep")
    body = PartnerBody.objects.select_for_update().get(pk=body_id)
    values = {"needs": _needs(needs), "ended_on": ended_on}
    writing.edit(body, "partner_body.change", actor=actor, values=values, structure_id=body.structure_id)
    return body
