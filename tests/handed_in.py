"""Small files of every kind, made in memory."""

import io
import random
import struct
import zlib
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image


def pdf(words: str = "contrat") -> bytes:
    """Return the smallest PDF that readers open; other words make other bytes."""
    body = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/Words({words})>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    at = len(body.encode())
    tail = f"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    return (body + tail).encode()


def image(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", seed: int = 1, **options: Any
) -> bytes:
    """Return an image of random points (the same for the same seed)."""
    made = Image.frombytes(mode, size, random.Random(seed).randbytes(size[0] * size[1] * len(mode)))
    target = io.BytesIO()
    made.save(target, kind, **options)
    return target.getvalue()


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """Return a PNG of some kilobytes that says it has so many points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(100_000)))
        + chunk(b"IEND", b"")
    )


def upload(content: bytes, name: str = "contrat.pdf") -> ContentFile[bytes]:
    """Return the bytes as a form hands them over."""
    return ContentFile(content, name=name)
