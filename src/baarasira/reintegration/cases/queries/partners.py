"""Reads of partners: the bodies, and for their users the files referred to them, no others."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import Actor

from ..enums import OPEN_REFERRALS, ReferralState
from ..models import PartnerBody, Referral
from ..policies import BODIES, REFERRALS


def bodies(on: date) -> QuerySet[PartnerBody]:
    """Return the partners that receive files on a day, by name."""
    rows = PartnerBody.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))
    return rows.select_related("organisation", "structure")


def bodies_visible_to(actor: Actor) -> QuerySet[PartnerBody]:
    """Return the partners for whoever may read their register; else none."""
    rows = PartnerBody.objects.select_related("organisation", "structure")
    return rows if BODIES.allows(actor, "view") else rows.none()


def referred_to(actor: Actor) -> QuerySet[Referral]:
    """Return what was ever referred to the actor's body, the newest first. A refused or ended one shows no file any more."""
    rows = Referral.objects.filter(REFERRALS.scope(actor, "view").q("body__structure_id"), body__isnull=False)
    rows = rows.exclude(state=ReferralState.TO_SEND)
    return rows.select_related("case__person", "case__owner", "body__organisation", "sent_by").order_by(
        "-sent_on", "-id"
    )


def readable(actor: Actor, referral_id: UUID) -> Referral:
    """Return a referral whose file the actor's body may read now. Raises Referral.DoesNotExist otherwise."""
    return referred_to(actor).filter(state__in=OPEN_REFERRALS).get(pk=referral_id)


def waiting_for(actor: Actor) -> QuerySet[Referral]:
    """Return what the actor's body has not answered yet, the first due first."""
    return referred_to(actor).filter(state=ReferralState.SENT).order_by("due_on", "id")


def bodies_for(rows: Collection[PartnerBody], need: str) -> list[PartnerBody]:
    """Keep the partners that receive files for a need; a body that names none receives for all."""
    return [body for body in rows if not body.needs or need in body.needs]
