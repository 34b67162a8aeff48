"""What is done to incidents, costs and bars. Every write is journaled; bars and abandoned claims take two people (R-16)."""

from .appeals import decide_appeal, record_appeal
from .bars import decide, lift, propose_employer_bar, propose_worker_bar, record_hearing, suspend_employer
from .carers import ALARM, end_carer, name_carer, sound_alarms
from .costs import FLAGGED, lift_flag, proof_of, proof_owners, record_cost, record_first_earning, withdraw_cost
from .forgetting import forget_over_time, forget_person
from .handling import (
    acknowledge,
    close,
    join,
    look,
    note,
    rate,
    record_answer,
    record_consent,
    refer,
    reopen,
    resolve,
    take,
)
from .letters import print_measure
from .looking_up import ADDED, add_words, follow, forget_old_tries, too_many
from .refunds import abandon, ask_abandon, ask_refund, record_repayment
from .reporting import REPORTED, open_by_itself, report, report_publicly
from .surveys import record_survey

__all__ = [
    "ADDED",
    "ALARM",
    "FLAGGED",
    "REPORTED",
    "abandon",
    "acknowledge",
    "add_words",
    "ask_abandon",
    "ask_refund",
    "close",
    "decide",
    "decide_appeal",
    "end_carer",
    "follow",
    "forget_old_tries",
    "forget_over_time",
    "forget_person",
    "join",
    "lift",
    "lift_flag",
    "look",
    "name_carer",
    "note",
    "open_by_itself",
    "print_measure",
    "proof_of",
    "proof_owners",
    "propose_employer_bar",
    "propose_worker_bar",
    "rate",
    "record_answer",
    "record_appeal",
    "record_consent",
    "record_cost",
    "record_first_earning",
    "record_hearing",
    "record_repayment",
    "record_survey",
    "refer",
    "reopen",
    "report",
    "report_publicly",
    "resolve",
    "sound_alarms",
    "suspend_employer",
    "take",
    "too_many",
    "withdraw_cost",
]
