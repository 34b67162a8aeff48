"""Images as they are kept: made anew from their points alone, upright, and no larger than reading them needs.

Making them anew drops what a phone writes beside a photo (the place, the device) and whatever else hides in a file.
"""

import io

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
        with Image.open(io.BytesIO(content), formats=[kind.label.upper()]) as image:
            if image.width * image.height > MOST_POINTS:
                raise TooManyPointsError
            # A JPEG is decoded at once at the least size that is enough.
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
    except _BOMBS as bomb:
        raise TooManyPointsError from bomb
    except (OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UnreadableImageError(str(fault)) from fault
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if kind is not MediaType.PNG:
        return _encoded(upright, kind), kind
    as_png = _encoded(upright, kind)
    if len(as_png) > _HEAVY_PNG and not upright.has_transparency_data:
        as_jpeg = _encoded(upright, MediaType.JPEG)
        if len(as_jpeg) < len(as_png):
            return as_jpeg, MediaType.JPEG
    return as_png, kind


def _encoded(image: Image.Image, kind: MediaType) -> bytes:
    """Return the bytes of an image without anything beside its points."""
    target = io.BytesIO()
    if kind is MediaType.PNG:
        plain = image if image.mode in {"1", "L", "LA", "P", "RGB", "RGBA"} else image.convert("RGB")
        plain.info = {key: value for key, value in image.info.items() if key == "transparency"}
        plain.save(target, "PNG", optimize=False)
    elif kind is MediaType.WEBP:
        modes = {"RGB", "RGBA"}
        plain = image if image.mode in modes else image.convert("RGBA" if image.has_transparency_data else "RGB")
        plain.info = {}
        plain.save(target, "WEBP", quality=_QUALITY)
    else:
        plain = image if image.mode in {"L", "RGB"} else image.convert("RGB")
        plain.info = {}
        plain.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return target.getvalue()
