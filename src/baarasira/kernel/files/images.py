"""Images as they are kept: made anew from their points alone, upright, and no larger than reading them needs.

Making them anew drops what a phone writes beside a photo (the place, the device) and whatever else hides in a file.
"""

import io

import numpy as np
from PIL import Image, ImageOps

from .media import MediaType

# The longer side in points: a sheet of A4 at 200 dots an inch is 2,339 long.
LONGEST_SIDE = 2400
# What an image may hold before it is decoded: the best cameras of phones, and A4 at 600 dots an inch, stay below.
MOST_POINTS = 50_000_000
_QUALITY = 82
# A PNG above this is most often a photo, which JPEG holds in a tenth.
_HEAVY_PNG = 500_000
Image.MAX_IMAGE_PIXELS = MOST_POINTS
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


class UnreadableImageError(Exception):
    """The bytes begin like an image and are none, or only its beginning."""


class TooManyPointsError(Exception):
    """The image would fill the memory once decoded; it was not decoded."""


def reduced(content: bytes, kind: MediaType) -> tuple[bytes, MediaType]:
    """Return the image made anew, at most `LONGEST_SIDE` long, and what it then is (a heavy PNG may become JPEG).

    Raises TooManyPointsError from its header alone, UnreadableImageError.
    """
    try:
        image = _decoded(content, kind)
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        made = _encoded(image, kind)
        if kind is MediaType.PNG and len(made) > _HEAVY_PNG and not image.has_transparency_data:
            as_jpeg = _encoded(image, MediaType.JPEG)
            if len(as_jpeg) < len(made):
                return as_jpeg, MediaType.JPEG
    except _BOMBS as bomb:
        raise TooManyPointsError from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UnreadableImageError(str(fault)) from fault
    return made, kind


def _decoded(content: bytes, kind: MediaType) -> Image.Image:
    """Return the image upright, in a form that can be made smaller without losing thin lines; TooManyPointsError."""
    with Image.open(io.BytesIO(content), formats=[kind.label.upper()]) as image:
        if image.width * image.height > MOST_POINTS:
            raise TooManyPointsError
        # A JPEG is decoded at once at the least size that is enough.
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits of grey
        return Image.fromarray((np.asarray(upright) >> 8).clip(0, 255).astype(np.uint8))
    if upright.mode == "1":
        # Black and white made smaller needs grey: points would only be dropped, and the letters with them.
        return upright.convert("L") if max(upright.size) > LONGEST_SIDE else upright
    if upright.mode in {"L", "RGB", "RGBA"}:
        return upright
    return upright.convert("RGBA" if upright.has_transparency_data else "RGB")


def _encoded(image: Image.Image, kind: MediaType) -> bytes:
    """Return the bytes of an image without anything beside its points."""
    target = io.BytesIO()
    image.info = {}
    if kind is MediaType.PNG:
        image.save(target, "PNG")
    elif kind is MediaType.WEBP:
        image.save(target, "WEBP", quality=_QUALITY)
    else:
        plain = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        plain.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return target.getvalue()
