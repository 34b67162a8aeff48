"""Who is named to read the notes of care of a case."""

from uuid import UUID

from django.db.models import QuerySet

from baarasira.kernel.actor import Actor

from ..models import Case, NamedCarer
from ..policies import CARE


def is_carer(actor: Actor, case: Case) -> bool:
    """Tell whether the actor is named for this case today, and still holds the role. Two queries at most."""
    if actor.id is None or not CARE.allows(actor, "read"):
        return False
    named = NamedCarer.objects.filter(case=case, user_id=actor.id, ended_on__isnull=True, since__lte=actor.today)
    return named.exists()


def cases_cared_for(actor: Actor) -> QuerySet[Case]:
    """Return the cases the actor is named for, the newest first; none without the role."""
    if actor.id is None or not CARE.allows(actor, "read"):
        return Case.objects.none()
    ids: QuerySet[NamedCarer, UUID] = NamedCarer.objects.filter(user_id=actor.id, ended_on__isnull=True).values_list(
        "case_id", flat=True
    )
    return Case.objects.filter(pk__in=ids).select_related("person", "owner").order_by("-id")
