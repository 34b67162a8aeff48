"""Reads over the two trees."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from .models import Structure


def subtree_ids(roots: Iterable[UUID]) -> set[UUID]:
    """Return the ids of these structures and of all below them, in one query."""
    within = Q()
    for root in roots:
        within |= Q(path__contains=f"/{root}/")
    return set(Structure.objects.filter(within).values_list("id", flat=True)) if within else set()
