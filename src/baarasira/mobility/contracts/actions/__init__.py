"""Every act on offers, contracts, their visa and what is found abroad."""

from .abroad import record_finding, record_slip
from .contracts import edit_contract, record_contract, submit_contract
from .forgetting import forget_person
from .offers import publish_offer, record_offer, translate_offer
from .papers import letter_languages, print_visa
from .review import assess_clauses, conclude_review, decide_visa, return_contract
from .signature import end_refused, sign_contract
from .templates import approve_template
from .texts import attach_text, scan_of, text_of

__all__ = [
    "approve_template",
    "assess_clauses",
    "attach_text",
    "conclude_review",
    "decide_visa",
    "edit_contract",
    "end_refused",
    "forget_person",
    "letter_languages",
    "print_visa",
    "publish_offer",
    "record_contract",
    "record_finding",
    "record_offer",
    "record_slip",
    "return_contract",
    "scan_of",
    "sign_contract",
    "submit_contract",
    "text_of",
    "translate_offer",
]
