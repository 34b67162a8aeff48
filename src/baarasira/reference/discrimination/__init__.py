"""Finds, in the text and the criteria of an offer, what asks for sex, family, origin, belief, health or age.

Pure rules, no database (domain.md R-09, 0.9; ILO Convention 111). `lint` reads free text in French and English,
`check_ages` the two age bounds, `check_criteria` the names of structured criteria.
"""

from .criteria import check_ages, check_criteria
from .grounds import Ground
from .linter import RULE, Remark, findings, lint

__all__ = ["RULE", "Ground", "Remark", "check_ages", "check_criteria", "findings", "lint"]
