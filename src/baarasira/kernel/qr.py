"""QR codes, as a drawing for pages and sheets and as a picture for everything else."""

import io

import segno
from django.utils.translation import gettext as _

from .errors import BusinessError

QUIET_ZONE = 4
_OVERLAP = 0.02


class TooLongForCode(BusinessError):
    """The text is longer than a QR code can hold."""

    default_code = "too_long_for_code"


def _code(text: str, mask: int | None = None) -> segno.QRCode:
    try:
        return segno.make_qr(text, error="m", mask=mask)
    except segno.DataOverflowError as error:
        raise TooLongForCode(_("This text is too long for a QR code: shorten it.")) from error


def side(text: str) -> int:
    """Return how many modules the code of this text measures on a side, its quiet zone included."""
    return int(_code(text).symbol_size(border=QUIET_ZONE)[0])


def svg(text: str, *, mask: int | None = None) -> str:
    """Return the code as an SVG document, one unit per module, with its quiet zone of four modules.

    `mask`: one of the eight patterns (0 to 7), for sheets of hundreds of codes; without it all are tried and the best taken,
    which costs ten times as much. Rows overlap by a fiftieth of a module, so that no viewer shows white hairlines between them. Raises TooLongForCode.
    """
    code = _code(text, mask)
    size = int(code.symbol_size(border=QUIET_ZONE)[0])
    strokes = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = 0
            while x + run < len(row) and row[x + run]:
                run += 1
            if run:
                strokes.append(f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{run}v{1 + _OVERLAP}h-{run}z")
            x += run or 1
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{"".join(strokes)}"/></svg>'
    )


def png(text: str, *, scale: int = 8) -> bytes:
    """Return the code as a PNG, `scale` pixels per module, with its quiet zone. Raises TooLongForCode."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=scale, border=QUIET_ZONE)
    return out.getvalue()
