"""What may not be taken from a wage (C08, R-20): recruitment and its costs, and rent where the law forbids it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from baarasira.cooperation.enums import Payer
from baarasira.reference.enums import DestinationKind

from ..enums import DeductionKind, Provision
from ..inputs import DeductionLine
from ..models import WorkContract
from .law import Law

_NEVER = {
    DeductionKind.RECRUITMENT, DeductionKind.VISA, DeductionKind.MEDICAL, DeductionKind.EQUIPMENT,
}  # fmt: skip
"""Recruitment fees and related costs (ILO definition of 2019, domain.md A.4): no worker pays them, in no country."""


def illegal_deductions(
    contract: WorkContract, law: Law, lines: Iterable[DeductionLine]
) -> list[tuple[DeductionLine, str]]:
    """Return the lines that may not be taken from the wage of a contract, each with why, in words."""
    found = []
    for line in lines:
        reason = _reason(contract, law, line) if line.amount else ""
        if reason:
            found.append((line, reason))
    return found


def _reason(contract: WorkContract, law: Law, line: DeductionLine) -> str:
    if line.kind in _NEVER:
        return _("A cost of recruitment: no worker pays it (C08, R-25).")
    if line.kind in (DeductionKind.RENT, DeductionKind.UTILITIES):
        return _rent(contract, law, line)
    if line.kind == DeductionKind.TRAVEL and contract.travel_out not in ("", Payer.WORKER):
        return _("The contract says that the worker does not pay the journey (C11).")
    if line.kind == DeductionKind.FOOD and contract.food == Provision.PROVIDED:
        return _("The contract says that food is provided (C10).")
    if line.kind == DeductionKind.FINE:
        return _("The contract names no fine: the list of deductions is complete (C08).")
    return ""


def _rent(contract: WorkContract, law: Law, line: DeductionLine) -> str:
    if law.row(DestinationKind.RENT_SHARE, contract.scope) is not None:
        return _("The rent may not be taken from the pay (R-20).")
    promised = contract.rent if line.kind == DeductionKind.RENT else contract.utilities
    return _("More is taken than the contract says (C09).") if promised is not None and line.amount > promised else ""
