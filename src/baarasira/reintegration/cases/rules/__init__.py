"""What the rules say of a case: who is one person, what was funded already, what may be shared, which axis is open."""

from .axes import AxisAnswer, axes_open, axis_findings, axis_programmes
from .caps import Terms, case_cap, terms_of
from .funding import double_funding, same_people, standing_aids
from .sharing import may_share, sharing_findings

__all__ = [
    "AxisAnswer",
    "Terms",
    "axes_open",
    "axis_findings",
    "axis_programmes",
    "case_cap",
    "double_funding",
    "may_share",
    "same_people",
    "sharing_findings",
    "standing_aids",
    "terms_of",
]
