"""The tone of each state."""

from baarasira.reintegration.funds.enums import (
    BatchState,
    FundState,
    GrantState,
    LineState,
    PaymentState,
    RecoveryState,
    TrancheState,
)

_TONES: dict[str, str] = {
    f"fund:{FundState.OPEN}": "done",
    f"grant:{GrantState.PROPOSED}": "wait",
    f"grant:{GrantState.REFUSED}": "refused",
    f"grant:{GrantState.GRANTED}": "wait",
    f"grant:{GrantState.COMPLETED}": "done",
    f"grant:{GrantState.STOPPED}": "refused",
    f"tranche:{TrancheState.READY}": "action",
    f"tranche:{TrancheState.SIGNED}": "action",
    f"tranche:{TrancheState.PAID}": "wait",
    f"tranche:{TrancheState.CONFIRMED}": "done",
    f"tranche:{TrancheState.STOPPED}": "refused",
    f"payment:{PaymentState.ORDERED}": "action",
    f"payment:{PaymentState.SENT}": "wait",
    f"payment:{PaymentState.FAILED}": "refused",
    f"payment:{PaymentState.DONE}": "action",
    f"payment:{PaymentState.CONFIRMED}": "done",
    f"payment:{PaymentState.CONTESTED}": "late",
    f"batch:{BatchState.MADE}": "action",
    f"batch:{BatchState.SENT}": "wait",
    f"batch:{BatchState.ANSWERED}": "done",
    f"line:{LineState.MATCHED}": "done",
    f"line:{LineState.UNMATCHED}": "wait",
    f"line:{LineState.DIFFERENT}": "late",
    f"line:{LineState.FAILED_ONE}": "refused",
    f"recovery:{RecoveryState.OPEN}": "late",
    f"recovery:{RecoveryState.RECOVERED}": "done",
}


def tone(noun: str, state: str) -> str:
    """Return the tone of a state of a noun."""
    return _TONES.get(f"{noun}:{state}", "neutral")
