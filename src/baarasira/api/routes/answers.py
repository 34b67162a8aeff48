"""Answers as bytes, so that a kept one can be replayed exactly."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from ninja.errors import HttpError

from baarasira.network.models import Structure


def created(schema: Schema) -> HttpResponse:
    """Return 201 with the record."""
    return HttpResponse(schema.model_dump_json(), status=201, content_type="application/json")


def office_id(code: str) -> UUID:
    """Return the id of the structure with this code; 422 when there is none."""
    found = Structure.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise HttpError(422, f"No office has the code {code[:40]}.")
    return found
