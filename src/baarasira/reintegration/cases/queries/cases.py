"""Reads of cases: those an actor may see, what is late, what a desk has to do."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.models import Move

from ..enums import CaseState, ReferralState
from ..models import Case, Referral, Transfer
from ..policies import CASES

_WITH = ("person", "owner", "counsellor", "programme__programme", "source_body")


def visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases owned within the structures the actor reaches, newest first."""
    rows = Case.objects.filter(CASES.scope(actor, "view").q("owner_id"))
    return rows.select_related(*_WITH)


def open_ones(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep what is not closed."""
    return rows.exclude(state=CaseState.CLOSED)


def awaiting_contact(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep those nobody has contacted yet, the first due first: the late ones stand at the top."""
    return rows.filter(state=CaseState.SIGNALLED).order_by("contact_due", "id")


def contact_late(rows: QuerySet[Case], on: date) -> QuerySet[Case]:
    """Keep those whose first contact is overdue."""
    return awaiting_contact(rows).filter(contact_due__lt=on)


def without_plan(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Keep those contacted that have no signed plan, the earliest return first."""
    return rows.filter(state__in=[CaseState.INTAKE, CaseState.ASSESSMENT]).order_by("returned_on", "id")


def screenings_due(actor: Actor) -> QuerySet[Referral]:
    """Return the specialised referrals still to be sent in the actor's structures, the first due first."""
    rows = Referral.objects.filter(CASES.scope(actor, "refer").q("case__owner_id"), state=ReferralState.TO_SEND)
    return rows.select_related("case__person", "case__owner").order_by("due_on", "id")


def unanswered(actor: Actor, on: date) -> QuerySet[Referral]:
    """Return the referrals that a partner left without an answer past its day, in the actor's structures."""
    rows = Referral.objects.filter(
        CASES.scope(actor, "refer").q("case__owner_id"), state=ReferralState.SENT, due_on__lt=on
    )
    return rows.select_related("case__person", "body__organisation").order_by("due_on", "id")


def refused_and_open(actor: Actor) -> QuerySet[Referral]:
    """Return the refusals of partners for which no later referral of the same need stands: to be directed elsewhere."""
    later = Referral.objects.filter(case=OuterRef("case"), need=OuterRef("need"), id__gt=OuterRef("id"))
    rows = Referral.objects.filter(CASES.scope(actor, "refer").q("case__owner_id"), state=ReferralState.REFUSED)
    rows = rows.exclude(case__state=CaseState.CLOSED).filter(~Exists(later))
    return rows.select_related("case__person", "body__organisation").order_by("-answered_on", "id")


def transfers_to_answer(actor: Actor) -> QuerySet[Transfer]:
    """Return the transfers asked of the structures the actor answers for, the oldest first."""
    rows = Transfer.objects.filter(CASES.scope(actor, "take_transfer").q("target_id"), taken__isnull=True)
    return rows.select_related("case__person", "source", "target", "asked_by").order_by("asked_on", "id")


def road(case: Case) -> list[Move]:
    """Return the changes of state of a case, the oldest first."""
    return list(Move.objects.filter(noun="case", object_id=case.pk).order_by("id"))


def in_state(rows: QuerySet[Case], state: str) -> QuerySet[Case]:
    """Keep the cases of one state; all of them for an empty one."""
    return rows.filter(state=state) if state else rows
