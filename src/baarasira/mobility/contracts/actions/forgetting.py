"""What a purge takes out of contracts: the name, the passport, the words written about a person. Terms and verdicts stay."""

from uuid import UUID

from ..models import ArrivalFinding, ContractCheck, ContractClause, PaySlip, WorkContract

GONE = "–"


def forget_person(*, person_id: UUID) -> None:
    """Empty what says who a purged person was, within the purge."""
    contracts = WorkContract.objects.filter(candidacy__person_id=person_id)
    contracts.update(
        worker_name=GONE, worker_born=None, worker_passport_end="", channel_number="", review_note="", decision_note="",
        read_by="", signed_at_place="",
    )  # fmt: skip
    contracts.exclude(witness="").update(witness=GONE)
    ContractCheck.objects.filter(contract__candidacy__person_id=person_id).update(sentence=GONE, values={})
    ContractClause.objects.filter(contract__candidacy__person_id=person_id).exclude(remark="").update(remark=GONE)
    ArrivalFinding.objects.filter(contract__candidacy__person_id=person_id).update(note="", told_by=GONE)
    PaySlip.objects.filter(contract__candidacy__person_id=person_id).update(note="")
