"""Saving records outside a change of state: made or edited, with version, times and a journal entry."""

from typing import Any
from uuid import UUID

from .actor import Actor
from .journal import write as journal
from .records import Record
from .stored import insert, update


def create(
    record: Record,
    verb: str,
    *,
    actor: Actor,
    subject_id: UUID | None = None,
    structure_id: UUID | None = None,
) -> None:
    """Insert a new record and journal it; `verb` is ``noun.verb`` (``"employer.record"``)."""
    record.created_at = record.updated_at = actor.at
    insert(record)
    journal.record(
        actor,
        verb,
        noun=verb.partition(".")[0],
        object_id=record.pk,
        subject_id=subject_id,
        structure_id=structure_id,
        after=journal.snapshot(record),
    )


def edit(
    record: Record,
    verb: str,
    *,
    actor: Actor,
    values: dict[str, Any],
    expected_version: int | None = None,
    subject_id: UUID | None = None,
    structure_id: UUID | None = None,
) -> bool:
    """Write changed values to a stored record; False, and nothing written, when nothing differs.

    Raises Stale when the record is not at `expected_version`. Read the record inside the same transaction (with
    ``select_for_update`` where two may write at once).
    """
    record.require_version(expected_version)
    before = journal.held(record)
    for field, value in values.items():
        setattr(record, field, value)
    old, new = journal.differences(before, record)
    if not new:
        return False
    record.version += 1
    record.updated_at = actor.at
    update(record, changed=(*values, "version", "updated_at"))
    journal.record(
        actor,
        verb,
        noun=verb.partition(".")[0],
        object_id=record.pk,
        subject_id=subject_id,
        structure_id=structure_id,
        before=old,
        after=new,
    )
    return True


def rewrite(
    record: Record,
    verb: str,
    *,
    actor: Actor,
    values: dict[str, Any],
    subject_id: UUID | None = None,
    structure_id: UUID | None = None,
) -> None:
    """Write values that the journal may not say (marks each gives alone): it says that they changed, not what they are."""
    for field, value in values.items():
        setattr(record, field, value)
    record.version += 1
    record.updated_at = actor.at
    update(record, changed=(*values, "version", "updated_at"))
    journal.record(
        actor,
        verb,
        noun=verb.partition(".")[0],
        object_id=record.pk,
        subject_id=subject_id,
        structure_id=structure_id,
        after={"version": record.version},
    )
