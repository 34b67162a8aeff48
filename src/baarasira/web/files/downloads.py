"""Sending a kept file to the browser."""

from django.http import FileResponse

from baarasira.kernel import files
from baarasira.kernel.actor import Actor
from baarasira.kernel.files.models import StoredFile


def send(actor: Actor, file: StoredFile, *, inline: bool = False) -> FileResponse:
    """Return the answer that hands a file over; a look at a sensitive one is journaled.

    Call it only once the page's own policy let this actor see this file. `inline`: the browser shows it (in a frame of our
    own pages too) instead of saving it. Raises FileGone when the bytes are not there.
    """
    content = files.open_bytes(file)
    files.look(actor, file)
    answer = FileResponse(content, as_attachment=not inline, filename=file.name, content_type=file.media_type)
    answer["Content-Length"] = file.size
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    if inline:
        # Nothing inside the file may load or run anything; our own pages may show it beside what is checked.
        answer["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"
        answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer
