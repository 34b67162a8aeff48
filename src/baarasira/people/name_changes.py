"""What tells every process that searches whom to read anew: a row per saved person, in the saving's own transaction."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Max

from baarasira.kernel.stored import insert_all, made

from .models import NameChange, Person

KEPT = 20_000
"""So many of the newest rows are kept: a process that has fallen further behind reads everybody."""

_READ = frozenset({"state", "office", "name_key", "born"})


def note(person_id: UUID | None) -> None:
    """Note that a person's names, birth year, office or state may have changed; None after a load past the actions."""
    insert_all([made(NameChange, person_id=person_id)])


def tidy() -> int:
    """Delete all but the newest rows; return how many went (the clock does it every hour)."""
    newest = NameChange.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return NameChange.objects.filter(pk__lte=newest - KEPT).delete()[0]


def on_save(instance: Person, raw: bool = False, update_fields: Collection[str] | None = None, **_signal: Any) -> None:
    """Note the saving of a person, unless it wrote nothing that the search reads or a backup is being restored."""
    if not raw and (update_fields is None or not _READ.isdisjoint(update_fields)):
        note(instance.pk)
