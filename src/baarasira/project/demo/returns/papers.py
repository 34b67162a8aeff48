"""Papers and photos of the demonstration: small pictures that say what they stand for."""

import io
from itertools import count

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

_numbers = count(1)
_PAPER, _INK = (250, 249, 244), (40, 44, 52)


def paper(words: str) -> ContentFile[bytes]:
    """Return a PDF of one page that bears these words; each has bytes of its own."""
    return _made(words, (420, 594), "PDF", "pdf")


def photo(words: str) -> ContentFile[bytes]:
    """Return a picture that bears these words, in place of what a telephone takes; each has bytes of its own."""
    return _made(words, (480, 320), "JPEG", "jpg")


def _made(words: str, size: tuple[int, int], kind: str, ending: str) -> ContentFile[bytes]:
    number = next(_numbers)
    page = Image.new("RGB", size, _PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((8, 8, size[0] - 9, size[1] - 9), outline=_INK, width=2)
    pen.multiline_text((24, 24), f"{words}\nDocument de démonstration {number}", fill=_INK, spacing=8)
    held = io.BytesIO()
    page.save(held, kind)
    return ContentFile(held.getvalue(), name=f"demonstration-{number}.{ending}")
