"""What a purge takes out of the money: the words about the person; amounts, accounts' moves and signatures stay."""

from uuid import UUID

from django.db import transaction

from ..enums import Payee
from ..models import Confirmation, Evidence, Grant, Payment


@transaction.atomic
def forget_person(*, person_id: UUID) -> None:
    """Empty what was written about a purged person; the ledger holds no name, and stays whole."""
    Grant.objects.filter(person_id=person_id).update(words="–", ending="")
    Evidence.objects.filter(tranche__grant__person_id=person_id).update(words="")
    Confirmation.objects.filter(payment__tranche__grant__person_id=person_id).update(words="")
    own = Payment.objects.filter(tranche__grant__person_id=person_id, payee=Payee.BENEFICIARY)
    own.update(payee_name="–", account="–")
