"""When two accounts are one person: the one place that the rule of two asks (R-16)."""

from baarasira.accounts.models import User


def same_person(one: User, other: User) -> bool:
    """Tell whether two accounts are of one person."""
    return one.pk == other.pk
