"""What can be done with the money of reintegration."""

from .batches import Answered, drop_batch, make_batch, read_answers, send_batch
from .confirming import CODE_SENT, confirm_payment, issue_code, send_code
from .evidence import STARTED, add_evidence, send_back, sign_tranche, submit_tranche, withdraw_evidence
from .forgetting import forget_person
from .funds import close_fund, end_signatory, fund_currencies, name_signatory, open_fund, receive_money, restore_money
from .grants import (
    abandon_recovery,
    ask_abandon,
    decide_grant,
    propose_grant,
    record_recovery,
    refuse_grant,
    stop_for_case,
    stop_grant,
)
from .paying import (
    DONE,
    cancel_payment,
    order_payment,
    record_answer,
    retry_payment,
    send_payment,
)
from .statements import Reconciled, explain_line, load_statement

__all__ = [
    "CODE_SENT",
    "DONE",
    "STARTED",
    "Answered",
    "Reconciled",
    "abandon_recovery",
    "add_evidence",
    "ask_abandon",
    "cancel_payment",
    "close_fund",
    "confirm_payment",
    "decide_grant",
    "drop_batch",
    "end_signatory",
    "explain_line",
    "forget_person",
    "fund_currencies",
    "issue_code",
    "load_statement",
    "make_batch",
    "name_signatory",
    "open_fund",
    "order_payment",
    "propose_grant",
    "read_answers",
    "receive_money",
    "record_answer",
    "record_recovery",
    "refuse_grant",
    "restore_money",
    "retry_payment",
    "send_back",
    "send_batch",
    "send_code",
    "send_payment",
    "sign_tranche",
    "stop_for_case",
    "stop_grant",
    "submit_tranche",
    "withdraw_evidence",
]
