"""Answers as bytes, so that a kept one can be replayed exactly."""

from collections.abc import Iterable
from uuid import UUID

from ninja import Schema
from ninja.errors import HttpError

from baarasira.network.models import Structure

from ..kept import Written


def created(schema: Schema, about: Iterable[UUID]) -> Written:
    """Return 201 with the record; `about` are the people whose purge must empty what is kept of this answer."""
    return Written(schema.model_dump_json(), about, status=201)


def office_id(code: str) -> UUID:
    """Return the id of the structure with this code; 422 when there is none."""
    found = Structure.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise HttpError(422, f"No office has the code {code[:40]}.")
    return found
