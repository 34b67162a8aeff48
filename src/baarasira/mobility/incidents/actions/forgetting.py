"""What this room holds in words of a person whose file is purged: emptied; days, states and amounts stay, for the figures."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.journal import write as journal
from baarasira.people.policies import PEOPLE
from baarasira.reference.parameters import RETENTION_INCIDENT_YEARS
from baarasira.reference.queries import value

from .. import words
from ..enums import ENDED
from ..models import Bar, BarAppeal, Cost, Incident, Note, RefundClaim, Repayment

_GONE = "-"


def forget_person(*, person_id: UUID) -> None:
    """Empty every text about a person, on the event ``person.purge``, within its transaction."""
    words.forget(person_id)
    bars = Bar.objects.filter(person_id=person_id)
    bars.update(reasons="", statement="", evidence="")
    bars.exclude(decision="").update(decision=_GONE)
    appeals = BarAppeal.objects.filter(bar__person_id=person_id)
    appeals.update(grounds="")
    appeals.exclude(decision="").update(decision=_GONE)
    costs = Cost.objects.filter(person_id=person_id)
    costs.update(payee=_GONE)
    costs.exclude(reference="").update(reference=_GONE)
    costs.exclude(withdrawn_reason="").update(withdrawn_reason=_GONE)
    RefundClaim.objects.filter(person_id=person_id).exclude(reason="").update(reason=_GONE)
    Repayment.objects.filter(claim__person_id=person_id).update(reference=_GONE)


def over_time(on: date) -> QuerySet[Incident]:
    """Return the incidents that ended longer ago than incident files are kept, and whose words are still there, the oldest
    first (domain.md B.8). One about a person is kept as long as their file, where that is longer."""
    limit = add_months(on, -12 * value(RETENTION_INCIDENT_YEARS, on))
    kept = Note.objects.exclude(sealed="").values("incident_id")
    rows = Incident.objects.filter(state__in=ENDED, closed_at__date__lt=limit, person__isnull=True, pk__in=kept)
    return rows.order_by("closed_at")


@transaction.atomic
def forget_over_time(*, actor: Actor) -> int:
    """Empty the words of the incidents of `over_time`, each told to the journal; kinds, days and states stay, for the figures.

    Returns how many. Raises NotAllowed.
    """
    PEOPLE.require(actor, "purge")
    found = list(over_time(actor.today))
    Note.objects.filter(incident__in=found).update(sealed="")
    for row in found:
        journal.record(actor, "incident.forget", noun="incident", object_id=row.pk, structure_id=row.office_id)
    return len(found)
