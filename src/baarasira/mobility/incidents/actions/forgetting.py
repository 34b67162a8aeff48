"""What this room holds in words of a person whose file is purged: emptied; days, states and amounts stay, for the figures."""

from uuid import UUID

from .. import words
from ..models import Bar, BarAppeal, Cost, RefundClaim, Repayment

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
