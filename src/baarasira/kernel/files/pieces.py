"""A file sent in pieces: on a bad line it goes on where it stopped, and is looked at as soon as it is whole.

The browser says the name, the size and the hash of the first piece: chosen once more, the same file is recognised. Pieces
lie in the store beside the kept files; those nobody added to for two days are thrown away.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ..actor import Actor
from ..errors import RuleRefused
from .examining import Examined, clean_name, examine, kind_of, refuse, too_large
from .media import HEAD, MediaType
from .models import Upload
from .storage import NoBytesError, store

# Some seconds on a slow telephone line.
PIECE = 256 * 1024
_ABANDONED = timedelta(days=2)
# One account has at most so many files on their way; the oldest makes room.
_MOST_AT_ONCE = 20
_SALT = "files.upload"


def begin(*, actor: Actor, name: str, size: int, first_sha256: str) -> Upload:
    """Return the actor's upload of this file: the one begun before, if its pieces are still there, or a new one.

    `size` in bytes; `first_sha256` of its first `PIECE` bytes. RuleRefused, before anything is sent, when it is too large.
    """
    if actor.id is None:
        raise ValueError("only somebody who signed in sends files in pieces")
    if refused := too_large(size):
        raise refused
    if size <= 0:
        raise refuse("file_empty", _("This file is empty. Choose it again, or scan the paper again."), "file")
    mine = Upload.objects.filter(user_id=actor.id).order_by("-id")
    same = mine.filter(name=name[:200], size=size, first_sha256=first_sha256).first()
    if same is not None:
        _finish(same)
        return same
    for old in list(mine.values_list("pk", flat=True)[_MOST_AT_ONCE - 1 :]):
        drop(old)
    return Upload.objects.create(
        user_id=actor.id, name=name[:200], size=size, first_sha256=first_sha256, touched_at=actor.at
    )


def add(*, actor: Actor, upload_id: UUID, offset: int, piece: bytes) -> Upload:
    """Add the bytes that stand at `offset` and return the upload; when all came, it is looked at and made ready.

    A piece that is not the next one changes nothing: the sender reads `received` and goes on from there. Upload.DoesNotExist
    when it is not the actor's. RuleRefused, and the upload thrown away, when its beginning or the whole is not fit to be kept.
    """
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload_id, user_id=actor.id)
        if _is_next(upload, offset, piece):
            if offset == 0:
                _check_first(upload, piece)
            store().put(_piece_key(upload.pk, offset), piece)
            upload.received += len(piece)
            upload.touched_at = actor.at
            upload.save(update_fields=["received", "touched_at"])
    _finish(upload)
    return upload


def _is_next(upload: Upload, offset: int, piece: bytes) -> bool:
    """Tell whether these bytes follow those received: a whole piece, or what is left."""
    return offset == upload.received and len(piece) == min(PIECE, upload.size - offset) > 0


def _check_first(upload: Upload, piece: bytes) -> None:
    """Refuse what its first bytes give away, before the rest is sent."""
    if hashlib.sha256(piece).hexdigest() != upload.first_sha256:
        raise refuse("file_changed", _("This file changed while it was being sent. Choose it again."), "file")
    kind_of(piece[:HEAD])


def _piece_key(upload_id: UUID, offset: int) -> str:
    return f"pieces/{upload_id}/{offset // PIECE:05d}"


def _whole_key(upload_id: UUID) -> str:
    return f"pieces/{upload_id}/whole"


def _finish(upload: Upload) -> None:
    """Make an upload ready once every byte of it came; RuleRefused when the file is not fit to be kept."""
    if upload.received < upload.size or upload.kept_size is not None:
        return
    try:
        _make_ready(upload)
    except NoBytesError as fault:
        upload.refresh_from_db()
        if upload.kept_size is None:  # no other request made it ready this very moment: a piece is lost
            drop(upload.pk)
            raise refuse("file_changed", _("A piece of this file was lost. Choose it again."), "file") from fault


def _make_ready(upload: Upload) -> None:
    """Put the pieces together and look at the file; outside any transaction, since making an image anew takes a while."""
    place = store()
    keys = [_piece_key(upload.pk, offset) for offset in range(0, upload.size, PIECE)]
    try:
        content = b"".join(_read(key) for key in keys)
        examined = examine(ContentFile(content, name=upload.name))
    except RuleRefused as refusal:
        if refusal.code != "file_not_scanned":  # it need not be sent again for that
            drop(upload.pk)
        raise
    place.put(_whole_key(upload.pk), examined.content)
    upload.media_type, upload.kept_size = examined.media_type, len(examined.content)
    upload.sha256, upload.received_sha256 = examined.sha256, examined.received_sha256
    upload.save(update_fields=["media_type", "kept_size", "sha256", "received_sha256"])
    for key in keys:
        place.delete(key)


def _read(key: str) -> bytes:
    with store().open(key) as content:
        return content.read()


def token(upload: Upload) -> str:
    """Return what a form carries in place of the file: only whoever sent the file was given it."""
    return signing.Signer(salt=_SALT).sign(str(upload.pk))


def of_token(sent: str) -> Upload | None:
    """Return the upload that a form carries, None when it is none of ours, thrown away, or not ready."""
    try:
        upload_id = UUID(signing.Signer(salt=_SALT).unsign(sent))
    except (signing.BadSignature, ValueError):
        return None
    return Upload.objects.filter(pk=upload_id, kept_size__isnull=False).first()


def take(upload: Upload) -> Examined | None:
    """Return the file of an upload that is ready, for `keep`; None when its bytes are gone."""
    try:
        content = _read(_whole_key(upload.pk))
    except NoBytesError:
        return None
    kind = MediaType(upload.media_type)
    name = clean_name(upload.name, kind)
    return Examined(name, kind, content, upload.sha256, upload.received_sha256, upload.pk)


def drop(upload_id: UUID) -> None:
    """Throw an upload and its pieces away."""
    Upload.objects.filter(pk=upload_id).delete()
    place = store()
    for item in list(place.held(f"pieces/{upload_id}/")):
        place.delete(item.key)


def sweep(at: datetime) -> int:
    """Throw away the uploads that nobody added to for two days, and pieces that belong to none; return how many."""
    old = list(Upload.objects.filter(touched_at__lt=at - _ABANDONED).order_by("id").values_list("pk", flat=True))
    for upload_id in old:
        drop(upload_id)
    place, known = store(), {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    stray = [
        item.key
        for item in place.held("pieces/")
        if item.put_at < at - _ABANDONED and item.key.split("/")[1] not in known
    ]
    for key in stray:
        place.delete(key)
    return len(old) + len(stray)
