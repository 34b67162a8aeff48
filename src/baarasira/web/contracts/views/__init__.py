"""Pages of contracts."""

from .abroad import comparison, finding, slip
from .deciding import decide, sign
from .file import assess, contract, contract_act, letter, return_contract, scan, text
from .law import new_parameter, parameters, templates
from .listing import list_contracts, suggest_occupations
from .offers import edit_offer, offer, publish_offer, translate_offer
from .writing import attach_text, edit_contract, new_contract

__all__ = [
    "assess",
    "attach_text",
    "comparison",
    "contract",
    "contract_act",
    "decide",
    "edit_contract",
    "edit_offer",
    "finding",
    "letter",
    "list_contracts",
    "new_contract",
    "new_parameter",
    "offer",
    "parameters",
    "publish_offer",
    "return_contract",
    "scan",
    "sign",
    "slip",
    "suggest_occupations",
    "templates",
    "text",
    "translate_offer",
]
