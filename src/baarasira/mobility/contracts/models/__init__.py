"""Tables of contracts."""

from .abroad import ArrivalFinding, PaySlip, SlipDeduction
from .conditions import CONDITIONS, Conditions
from .contracts import ContractCheck, ContractClause, TemplateApproval, WorkContract
from .offers import EmployerOffer, TranslatedConditions

__all__ = [
    "CONDITIONS",
    "ArrivalFinding",
    "Conditions",
    "ContractCheck",
    "ContractClause",
    "EmployerOffer",
    "PaySlip",
    "SlipDeduction",
    "TemplateApproval",
    "TranslatedConditions",
    "WorkContract",
]
