"""Where a browser sends a file in pieces: it begins here, adds a piece at a time, and is told how far it came."""

import json
import re
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.files import pieces
from baarasira.kernel.files.models import Upload
from baarasira.web.requests import AgentRequest

_MOST_WORDS = 4096
_SHA256 = re.compile(r"[0-9a-f]{64}")


def _refused(sentence: str, status: int = 422) -> JsonResponse:
    return JsonResponse({"sentence": sentence}, status=status)


def _state(upload: Upload) -> JsonResponse:
    """Answer how far an upload came: bytes received, how many go in a piece, and what the form sends once it is ready."""
    ready = upload.kept_size is not None
    body = {"id": str(upload.pk), "received": upload.received, "piece": pieces.PIECE, "ready": ready}
    return JsonResponse({**body, "token": pieces.token(upload)} if ready else body)


def _asked(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was said of the file: name, size, first_sha256; None when it is not said as the script says it."""
    if request.content_type != "application/json" or int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_WORDS:
        return None
    try:
        said = json.loads(request.body)
    except ValueError:
        return None
    match said:
        case {"name": str(name), "size": int(size), "first_sha256": str(first)} if _SHA256.fullmatch(first):
            return {"name": name, "size": size, "first_sha256": first}
    return None


@require_POST
def begin(request: AgentRequest) -> JsonResponse:
    """Begin to send a file, or learn how far the same file came before; 422 with the sentence when it is too large."""
    said = _asked(request)
    if said is None:
        return _refused(_("This is not how a file is sent here. Open the page again."), 400)
    try:
        return _state(pieces.begin(actor=request.actor, **said))
    except BusinessError as refusal:
        return _refused(str(refusal))


@require_POST
def add(request: AgentRequest, upload_id: UUID, offset: int) -> JsonResponse:
    """Take one piece; the answer says how far the file came, so that the sender goes on from there."""
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if request.content_type != "application/octet-stream" or length > pieces.PIECE:
        return _refused(_("This is not how a file is sent here. Open the page again."), 400)
    try:
        return _state(pieces.add(actor=request.actor, upload_id=upload_id, offset=offset, piece=request.body))
    except Upload.DoesNotExist:
        return _refused(_("This sending was given up. Choose the file again."), 404)
    except UnreadablePostError:
        return _refused(_("The line was cut in the middle of a piece."), 503)
    except BusinessError as refusal:
        return _refused(str(refusal))
