"""Keeping a file, reading it again, forgetting it.

The bytes are put first and the row is written after, inside the action's own transaction: a row never stands without its
bytes. Bytes that no row names (the transaction failed, the file was forgotten) are removed by `sweep`. Whoever puts bytes
of one hash and whoever removes them take the same door, so that nothing is removed that is just being kept.
"""

from collections.abc import Collection
from typing import Any, BinaryIO
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..actor import Actor
from ..errors import BusinessError
from ..journal import write as journal
from ..locking import door
from ..writing import create, edit
from . import pieces
from .examining import Examined, examine, require_kind
from .media import EVERYTHING, MediaType
from .models import StoredFile
from .storage import NoBytesError, key_of, store


class FileGone(BusinessError):
    """The bytes of this file are not there (any more)."""

    default_code = "file_gone"


def keep(
    *,
    actor: Actor,
    upload: File[Any] | Examined,
    owner: str,
    person_id: UUID | None = None,
    structure_id: UUID | None = None,
    sensitive: bool = False,
    kinds: Collection[MediaType] = EVERYTHING,
    field: str = "file",
) -> StoredFile:
    """Keep a file for `owner`, inside the calling action's transaction and after its policy; the same bytes once an owner.

    `owner` is the caller's own key of at most 120 signs (``"contract:<id>"``). `person_id` is whose file it is: a purge of
    that person forgets it, and what the journal says of it is under their key. `structure_id` says in whose journal it
    shows. A `sensitive` file is journaled each time it is looked at. Raises RuleRefused with what is wrong with the file,
    on `field`.
    """
    if not owner:
        raise ValueError("a file is kept for somebody or something")
    examined = upload if isinstance(upload, Examined) else examine(upload, kinds=kinds, field=field)
    require_kind(examined.media_type, kinds, field)
    if (upload_id := examined.upload_id) is not None:
        transaction.on_commit(lambda: pieces.drop(upload_id), robust=True)
    door(_door(examined.sha256))
    if same := _same_bytes(owner, examined):
        return same
    store().put(key_of(examined.sha256), examined.content)
    stored = StoredFile(
        owner=owner,
        name=examined.name,
        media_type=examined.media_type,
        size=len(examined.content),
        sha256=examined.sha256,
        received_sha256=examined.received_sha256,
        sensitive=sensitive,
        person_id=person_id,
        structure_id=structure_id,
        kept_by_id=actor.id,
        kept_by_label=actor.label,
        kept_at=actor.at,
    )
    create(stored, "file.keep", actor=actor, subject_id=person_id, structure_id=structure_id)
    return stored


def _door(sha256: str) -> str:
    return f"file:{sha256}"


def _same_bytes(owner: str, examined: Examined) -> StoredFile | None:
    """Return the owner's file of the same bytes: as they came, or as they are kept."""
    kept = Q(sha256__in={examined.sha256, examined.received_sha256}) | Q(received_sha256=examined.received_sha256)
    return of(owner).filter(kept).first()


def of(*owners: str) -> QuerySet[StoredFile]:
    """Return the files of these owners, the newest first; those forgotten are left out."""
    return StoredFile.objects.filter(owner__in=owners, forgotten_at__isnull=True).order_by("-id")


def open_bytes(file: StoredFile) -> BinaryIO:
    """Return the bytes of a file, to be read and closed; FileGone when they were forgotten or are not there."""
    if file.forgotten_at is not None:
        raise FileGone(_("This file was removed, with everything that was kept about the person."))
    try:
        return store().open(key_of(file.sha256))
    except NoBytesError as fault:
        raise FileGone(
            _("This file is no longer in its place. Tell whoever runs the server: its backups may still hold it.")
        ) from fault


def look(actor: Actor, file: StoredFile) -> None:
    """Journal that the actor looks at a file, when it is sensitive; call it after your policy, before its bytes are sent."""
    if file.sensitive:
        journal.look(
            actor,
            "file.look",
            noun="file",
            object_id=file.pk,
            subject_id=file.person_id,
            structure_id=file.structure_id,
        )


@transaction.atomic
def forget(*, actor: Actor, file: StoredFile) -> None:
    """Empty a file for good: its name now, its bytes once the transaction is confirmed, unless another owner has the same.

    The row stays, with its hash, its size and its dates, so that what refers to it still stands.
    """
    if file.forgotten_at is not None:
        return
    edit(
        file,
        "file.forget",
        actor=actor,
        values={"name": "", "forgotten_at": actor.at},
        subject_id=file.person_id,
        structure_id=file.structure_id,
    )
    transaction.on_commit(lambda: discard(file.sha256), robust=True)


@transaction.atomic
def forget_person(*, actor: Actor, person_id: UUID) -> int:
    """Forget every file of a person (a purge); return how many there were."""
    files = list(StoredFile.objects.filter(person_id=person_id, forgotten_at__isnull=True).order_by("id"))
    for file in files:
        forget(actor=actor, file=file)
    return len(files)


@transaction.atomic
def discard(sha256: str) -> bool:
    """Remove the bytes of this hash if no file has them any more; tell whether they were removed."""
    door(_door(sha256))
    if StoredFile.objects.filter(sha256=sha256, forgotten_at__isnull=True).exists():
        return False
    store().delete(key_of(sha256))
    return True
