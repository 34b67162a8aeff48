"""Writing to the journal, and reading an entry's content back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import models

from .. import vault
from ..actor import Actor
from ..stored import Same, insert, insert_columns, made
from .models import Entry, Kind

ENCRYPTED = "enc:"
_AS_IS = frozenset({type(None), bool, int, str})
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_MAY_BE_EMPTY = frozenset({type(None), str, list, dict, tuple, set, frozenset})


# What most values are is known by their type alone.
_PLAIN: dict[type, Callable[[Any], Any]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    UUID: str,
    Decimal: str,
    list: lambda items: [item if type(item) in _AS_IS else _plain(item) for item in items],
}


def _plain(value: Any) -> Any:
    if (known := _PLAIN.get(type(value))) is not None:
        return known(value)
    match value:
        case None | bool() | int() | str():
            return value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(item) for item in value]
        case _:
            return str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def snapshot(record: models.Model, fields: Iterable[str] | None = None) -> dict[str, Any]:
    """Return the record's stored values by column name (all of them, or those named), ready for `before` or `after`.

    What the model lists in ``NOT_JOURNALED`` (a password, the fingerprint of a one-time link) never enters the journal.
    """
    wanted = set(fields) if fields is not None else None
    held = record.__dict__
    return {
        attname: value
        if type(value := held[attname] if attname in held else getattr(record, attname)) in _AS_IS
        else _plain(value)
        for name, attname in _journaled(type(record))
        if wanted is None or name in wanted or attname in wanted
    }


@lru_cache(maxsize=256)
def _journaled(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Return (name, column name) of the fields of a model that enter the journal."""
    hidden: frozenset[str] = getattr(model, "NOT_JOURNALED", frozenset())
    fields = model._meta.concrete_fields
    return tuple((field.name, field.attname) for field in fields if field.attname not in hidden)


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the journal says of a new record that holds these plain values: those that are not empty."""
    return {name: value for name, value in values.items() if value not in _EMPTY}


def begun(record: models.Model) -> dict[str, Any]:
    """Return what the journal says of a new record: its `snapshot` without what is empty."""
    held = record.__dict__
    return {
        attname: value if type(value) in _AS_IS else _plain(value)
        for _name, attname in _journaled(type(record))
        if (value := held[attname] if attname in held else getattr(record, attname))
        or (type(value) not in _MAY_BE_EMPTY and _plain(value) not in _EMPTY)
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keep only what differs between two snapshots."""
    keys = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    return {key: before.get(key) for key in keys}, {key: after.get(key) for key in keys}


def held(record: models.Model) -> dict[str, Any]:
    """Return the values a record holds now, as they are: what `differences` compares it with once it was written to."""
    return {attname: getattr(record, attname) for _name, attname in _journaled(type(record))}


def differences(before: Mapping[str, Any], record: models.Model) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs between the values a record held and those it holds: the old ones, and the new."""
    now = held(record)
    pairs = [(key, _plain(before[key]), _plain(value)) for key, value in now.items() if before[key] != value]
    pairs = [pair for pair in pairs if pair[1] != pair[2]]
    return {key: old for key, old, _new in pairs}, {key: new for key, _old, new in pairs}


def payload_text(content: Mapping[str, Any]) -> str:
    """Return the canonical JSON text of an entry's content; empty when there is none."""
    return plain_text({key: value for key, value in content.items() if value})


def plain_text(content: Mapping[str, Any]) -> str:
    """Return `payload_text` of a content that holds nothing empty at its top (bulk work)."""
    return _JSON.encode(content) if content else ""


def record(
    actor: Actor,
    verb: str,
    *,
    noun: str,
    object_id: UUID | str | None = None,
    subject_id: UUID | None = None,
    structure_id: UUID | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    kind: Kind = Kind.WRITE,
) -> Entry:
    """Add one entry, inside the caller's transaction.

    `before` and `after` are the values that changed; with a `subject_id` (the person it is about) everything written,
    the actor's reason included, is encrypted under that person's key.
    """
    return insert(
        made(
            Entry,
            at=actor.at,
            kind=kind,
            verb=verb,
            noun=noun,
            object_id=str(object_id or ""),
            subject_id=subject_id,
            structure_id=structure_id,
            actor_id=actor.id,
            actor_label=actor.label,
            channel=actor.channel,
            address=actor.address,
            payload=_payload(actor, subject_id, before, after),
        )
    )


def _payload(
    actor: Actor, subject_id: UUID | None, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> str:
    text = payload_text({"before": before, "after": after, "reason": actor.reason})
    return ENCRYPTED + vault.encrypt(subject_id, text) if text and subject_id is not None else text


class Told(NamedTuple):
    """What one of many entries says of a new record: of which, about whom, in which structure, and its values."""

    object_id: UUID
    subject_id: UUID | None
    structure_id: UUID | None
    after: Mapping[str, Any]


def record_new(actor: Actor, verb: str, *, noun: str, told: Sequence[Told]) -> None:
    """Add an entry for each of many new records, as `record` does one by one."""
    insert_columns(
        Entry,
        {
            "at": Same(actor.at),
            "kind": Same(Kind.WRITE),
            "verb": Same(verb),
            "noun": Same(noun),
            "object_id": [str(each.object_id) for each in told],
            "subject_id": [each.subject_id for each in told],
            "structure_id": [each.structure_id for each in told],
            "actor_id": Same(actor.id),
            "actor_label": Same(actor.label),
            "channel": Same(actor.channel),
            "address": Same(actor.address),
            "payload": [_payload(actor, each.subject_id, None, each.after) for each in told],
        },
    )


def look(
    actor: Actor, verb: str, *, noun: str, object_id: UUID, subject_id: UUID | None, structure_id: UUID | None
) -> Entry:
    """Record that the actor looked at a file (with their reason when they had to give one)."""
    return record(
        actor,
        verb,
        noun=noun,
        object_id=object_id,
        subject_id=subject_id,
        structure_id=structure_id,
        kind=Kind.LOOK,
    )


def content(entry: Entry) -> dict[str, Any] | None:
    """Return what the entry says (keys before, after, reason); None when the person's key was destroyed."""
    return contents([entry])[0]


def contents(entries: Sequence[Entry]) -> list[dict[str, Any] | None]:
    """Return what each entry says, as `content` does, in one query for all of them."""
    keys = vault.keys_of(entry.subject_id for entry in entries if entry.subject_id is not None)
    return [_read(entry, keys) for entry in entries]


def _read(entry: Entry, keys: Mapping[UUID, bytes]) -> dict[str, Any] | None:
    text = entry.payload
    if text.startswith(ENCRYPTED):
        if entry.subject_id is None or entry.subject_id not in keys:
            return None
        try:
            text = vault.decrypt_with(keys[entry.subject_id], entry.subject_id, text.removeprefix(ENCRYPTED))
        except vault.Forgotten:
            return None
    return json.loads(text) if text else {}
