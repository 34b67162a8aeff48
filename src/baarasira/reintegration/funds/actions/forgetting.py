"""What a purge takes out of the money: the words about the person; amounts, accounts' moves and signatures stay."""

from uuid import UUID

from django.db import transaction

from ..enums import Payee
from ..models import Confirmation, Evidence, Grant, Payment, Recovery


@transaction.atomic
def forget_person(*, person_id: UUID) -> None:
    """Empty what was written about a purged person; the ledger holds no name, and stays whole."""
    Grant.objects.filter(person_id=person_id).update(words="–", ending="")
    pieces = Evidence.objects.filter(tranche__grant__person_id=person_id)
    pieces.update(words="")
    pieces.exclude(withdrawn_reason="").update(withdrawn_reason="–")
    Recovery.objects.filter(grant__person_id=person_id).exclude(reason="").update(reason="–")
    Confirmation.objects.filter(payment__tranche__grant__person_id=person_id).update(words="")
    payments = Payment.objects.filter(tranche__grant__person_id=person_id)
    payments.exclude(ended_reason="").update(ended_reason="–")
    payments.filter(payee=Payee.BENEFICIARY).update(payee_name="–", account="–")
