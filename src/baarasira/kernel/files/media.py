"""What a file is, by its bytes: its name and what the browser says of it are never asked."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MediaType(models.TextChoices):
    """The kinds of file that are kept: papers and pictures, and the voices that phones and browsers record."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    WEBM = "audio/webm", "WebM"
    OGG = "audio/ogg", "Ogg"
    MP4 = "audio/mp4", "MP4"


EXTENSIONS = {
    MediaType.PDF: "pdf", MediaType.JPEG: "jpg", MediaType.PNG: "png", MediaType.WEBP: "webp",
    MediaType.WEBM: "webm", MediaType.OGG: "ogg", MediaType.MP4: "m4a",
}  # fmt: skip
IMAGES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
AUDIO = frozenset({MediaType.WEBM, MediaType.OGG, MediaType.MP4})
EVERYTHING = frozenset(MediaType) - AUDIO
"""Every kind of paper: a voice is kept only where one is asked for."""
# How many bytes at the beginning tell what a file is.
HEAD = 512

_PROGRAM = _("It is a computer program, whatever its name says. A program is never kept here.")
_OFFICE = _("It is an office document or a folder of compressed files. Save it as PDF, then choose that file.")
_KNOWN: tuple[tuple[bytes, Promise], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xfe\xed\xfa", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"#!", _PROGRAM),
    (b"PK\x03\x04", _OFFICE),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"Rar!", _OFFICE),
    (b"7z\xbc\xaf", _OFFICE),
    (b"II*\x00", _("It is a TIFF image. Set the scanner to PDF, and scan the paper again.")),
    (b"MM\x00*", _("It is a TIFF image. Set the scanner to PDF, and scan the paper again.")),
)
_IPHONE = _(
    "It is a photo in the HEIC format. In the settings of the phone's camera choose “most compatible”, or send a JPEG."
)
_PAGE = _("It is a page of the web. Print it to PDF, then choose that file.")
_UNKNOWN = _("What it holds is neither a PDF nor a JPEG, PNG or WebP image, whatever its name says.")


def media_type(head: bytes) -> MediaType | None:
    """Return what a file is from its first `HEAD` bytes, None when it is nothing we keep."""
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    return _voice(head)


def _voice(head: bytes) -> MediaType | None:
    """Return what a recording of sound is: one whose beginning names a codec of sound, and none of moving pictures."""
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return MediaType.WEBM if b"A_" in head and b"V_" not in head else None
    if head.startswith(b"OggS") and (b"OpusHead" in head[:64] or b"vorbis" in head[:64]):
        return MediaType.OGG
    if head[4:8] == b"ftyp" and head[8:12] in {b"M4A ", b"iso5", b"isom", b"mp42", b"mp41"}:
        return MediaType.MP4 if b"avc1" not in head and b"hev1" not in head else None
    return None


def what_it_is_instead(head: bytes) -> Promise:
    """Return the sentence that says what a refused file is, as far as its first bytes tell, and what to do."""
    for sign, sentence in _KNOWN:
        if head.startswith(sign):
            return sentence
    if head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc"}:
        return _IPHONE
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:5].lower() in {b"<!doc", b"<html", b"<svg ", b"<?xml"}:
        return _PAGE
    return _UNKNOWN
