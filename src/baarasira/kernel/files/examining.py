"""Looking at a file before it is kept: its size, what it really is, whether it is whole."""

import hashlib
import logging
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from ..errors import Finding, RuleRefused, Sentence
from . import images, scanning
from .media import AUDIO, EVERYTHING, EXTENSIONS, HEAD, IMAGES, MediaType, media_type, what_it_is_instead

log = logging.getLogger(__name__)
MIB = 1024 * 1024
_TAIL = 2048
_END_OF_PDF = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF\s*\x00*\s*$")
_LONGEST_NAME = 200
_BETWEEN_PARTS = re.compile(r"[\\/]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Examined:
    """A file found fit to be kept, as it will be kept: `content` is the reduced image, or the PDF as it came.

    `upload_id` is set when it came in pieces: they are thrown away once it is kept.
    """

    name: str
    media_type: MediaType
    content: bytes
    sha256: str
    received_sha256: str
    upload_id: UUID | None = None


def most_bytes() -> int:
    """Return how many bytes one file may have (setting BAARASIRA_FILE_LIMIT)."""
    return int(settings.BAARASIRA_FILE_LIMIT) * MIB


def refuse(code: str, sentence: Sentence, field: str) -> RuleRefused:
    """Return the refusal of a file, ready to be raised."""
    return RuleRefused([Finding(code, sentence, field)])


def too_large(size: int, field: str = "file") -> RuleRefused | None:
    """Return the refusal of a file of so many bytes, None when it is not too large: nothing of it need be read."""
    if size <= most_bytes():
        return None
    sentence = _(
        "This file is too large: %(size)s MB, and at most %(most)s MB can be kept. "
        "Scan it in black and white or in grey at 200 dots per inch, or cut it into several files."
    ) % {"size": -(-size // MIB), "most": most_bytes() // MIB}
    return refuse("file_too_large", sentence, field)


def examine(upload: File[Any], *, kinds: Collection[MediaType] = EVERYTHING, field: str = "file") -> Examined:
    """Return the file as it will be kept; RuleRefused, on `field`, with what is wrong with it and what to do.

    Call it before the transaction where you can (a form's `clean`): making an image anew takes some tenths of a second.
    """
    if refused := too_large(upload.size or 0, field):
        raise refused
    upload.seek(0)
    content = upload.read(most_bytes() + 1)
    if refused := too_large(len(content), field):
        raise refused
    if not content:
        raise refuse("file_empty", _("This file is empty. Choose it again, or scan the paper again."), field)
    kind = kind_of(content[:HEAD], field)
    require_kind(kind, kinds, field)
    _scan(content, field)
    kept, kind_kept = _checked(content, kind, field)
    received = hashlib.sha256(content).hexdigest()
    kept_hash = received if kept is content else hashlib.sha256(kept).hexdigest()
    return Examined(clean_name(upload.name or "", kind_kept), kind_kept, kept, kept_hash, received)


def kind_of(head: bytes, field: str = "file") -> MediaType:
    """Return what a file is from its first bytes; RuleRefused when it is nothing that is kept."""
    kind = media_type(head)
    if kind is None:
        sentence = _("This file cannot be kept. %(why)s") % {"why": what_it_is_instead(head)}
        raise refuse("file_kind", sentence, field)
    return kind


def require_kind(kind: MediaType, kinds: Collection[MediaType], field: str = "file") -> None:
    """Raise RuleRefused when a file is of a kind that is kept, but not wanted here."""
    if kind not in kinds:
        raise refuse("file_kind", _not_wanted(kinds), field)


def _scan(content: bytes, field: str) -> None:
    """Ask the scanner of viruses, where there is one; RuleRefused when it finds something, or does not answer."""
    try:
        name = scanning.found(content)
    except scanning.NoAnswerError as fault:
        log.error("the scanner of viruses does not answer: %s", fault)
        sentence = _(
            "The antivirus does not answer, and no file is taken without it. Nothing of this file was kept: "
            "try again in some minutes, and tell whoever runs the server if it lasts."
        )
        raise refuse("file_not_scanned", sentence, field) from fault
    if name:
        log.warning("the scanner of viruses found %s", name)
        infected = _(
            "The antivirus found something dangerous in this file (%(name)s). Nothing of it was kept. "
            "Ask whoever gave it to you for a sound copy, or scan the paper yourself."
        ) % {"name": name}
        raise refuse("file_infected", infected, field)


def _not_wanted(kinds: Collection[MediaType]) -> Sentence:
    wanted = ", ".join(kind.label for kind in MediaType if kind in kinds)
    return ngettext_lazy(
        "Here only a file of this kind can be kept: %(kinds)s.",
        "Here only a file of one of these kinds can be kept: %(kinds)s.",
        len(kinds),
    ) % {"kinds": wanted}


def _checked(content: bytes, kind: MediaType, field: str) -> tuple[bytes, MediaType]:
    """Return the bytes to keep and what they are, once the file is known to be whole; a voice is kept as it came."""
    if kind in AUDIO:
        return content, kind
    if kind not in IMAGES:
        end = _END_OF_PDF.search(content[-_TAIL:])
        if end is None or int(end[1]) >= len(content):
            sentence = _(
                "This PDF is damaged or incomplete: its end is missing. Open it on your own computer to see, "
                "then send it again or scan the paper again."
            )
            raise refuse("file_incomplete", sentence, field)
        return content, kind
    try:
        return images.reduced(content, kind)
    except images.TooManyPointsError:
        too_many = _(
            "This image has too many points to be opened without danger: more than %(most)s million. "
            "Take the photo again with a lower resolution."
        ) % {"most": images.MOST_POINTS // 1_000_000}
        raise refuse("file_points", too_many, field) from None
    except images.UnreadableImageError:
        sentence = _("This image is damaged or incomplete. Take the photo again, or scan the paper again.")
        raise refuse("file_incomplete", sentence, field) from None


def clean_name(name: str, kind: MediaType) -> str:
    """Return a file's own name without folders and unseen signs, ending as its kind ends."""
    bare = _UNSEEN.sub("", _BETWEEN_PARTS.split(name)[-1]).strip().strip(".")
    stem, dot, ending = bare.rpartition(".")
    stem = stem if dot and len(ending) <= 5 else bare
    ending = EXTENSIONS[kind]
    return f"{stem[: _LONGEST_NAME - len(ending) - 1].strip() or 'document'}.{ending}"
