"""QR codes, as a drawing for pages and sheets and as a picture for everything else."""

import io
from functools import cache

import numpy as np
import segno
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from .errors import BusinessError

QUIET_ZONE = 4
_OVERLAP = 0.02


class TooLongForCode(BusinessError):
    """The text is longer than a QR code can hold."""

    default_code = "too_long_for_code"


_MASKS = 8
_Modules = NDArray[np.bool_]


def _chosen(text: str) -> tuple[int, _Modules]:
    """Return the mask of the lowest penalty, and the code of a text under it without its quiet zone, dark modules true.

    The library tries the eight masks one after the other in Python, most of its time. Here the text is laid out under the first
    one; the others are it with the modules turned that their masks turn (the same for every text of a version, format bits
    included, since their code is linear), and all are weighed together. Raises TooLongForCode.
    """
    first = _laid_out(text, 0)
    squares = _modules(first) ^ _turned(int(first.version))
    best = int(np.argmin(_penalties(squares)))
    return best, squares[best]


def _laid_out(text: str, mask: int) -> segno.QRCode:
    try:
        return segno.make_qr(text, error="m", mask=mask)
    except segno.DataOverflowError as error:
        raise TooLongForCode(_("This text is too long for a QR code: shorten it.")) from error


def _modules(code: segno.QRCode) -> _Modules:
    return np.array([list(row) for row in code.matrix], dtype=np.bool_)


@cache
def _turned(version: int) -> _Modules:
    """Return, for each mask, the modules of a version that differ from those under the first: eight squares."""
    made = [_modules(segno.make_qr("0", version=version, error="m", boost_error=False, mask=n)) for n in range(_MASKS)]
    return np.stack(made) ^ made[0]


def _penalties(codes: _Modules) -> NDArray[np.int64]:
    """Return the penalty of each of these squares (ISO/IEC 18004:2015, 7.8.3): runs, blocks, false finders, balance."""
    across = codes.swapaxes(1, 2)
    blocks = (
        (codes[:, 1:, 1:] == codes[:, :-1, 1:])
        & (codes[:, 1:, 1:] == codes[:, 1:, :-1])
        & (codes[:, 1:, 1:] == codes[:, :-1, :-1])
    )
    balance = np.abs(codes.mean(axis=(1, 2)) * 100 - 50) // 5
    found = 3 * blocks.sum(axis=(1, 2)) + 10 * balance.astype(np.int64)
    for lines in (codes, across):
        found = found + _runs(lines) + 40 * _false_finders(lines)
    return np.asarray(found, dtype=np.int64)


def _runs(lines: _Modules) -> NDArray[np.int64]:
    """Return 3 for each run of five modules of one colour in a line, 1 for each module more."""
    same = lines[:, :, 1:] == lines[:, :, :-1]
    five = same[:, :, :-3] & same[:, :, 1:-2] & same[:, :, 2:-1] & same[:, :, 3:]
    begun = five & ~np.pad(five, ((0, 0), (0, 0), (1, 0)))[:, :, :-1]
    return np.asarray(five.sum(axis=(1, 2)) + 2 * begun.sum(axis=(1, 2)), dtype=np.int64)


_FINDER = (True, False, True, True, True, False, True)


def _false_finders(lines: _Modules) -> NDArray[np.int64]:
    """Return how many times a line looks like a finder: 1:1:3:1:1 with four light modules before or after it."""
    size = lines.shape[2]
    padded = np.pad(lines, ((0, 0), (0, 0), (4, 4)))

    def at(shift: int) -> _Modules:
        return padded[:, :, 4 + shift : 4 + shift + size - 6]

    looks = np.ones_like(at(0))
    for place, dark in enumerate(_FINDER):
        looks &= at(place) == dark
    before = ~(at(-4) | at(-3) | at(-2) | at(-1))
    after = ~(at(7) | at(8) | at(9) | at(10))
    return np.asarray((looks & (before | after)).sum(axis=(1, 2)), dtype=np.int64)


def side(text: str) -> int:
    """Return how many modules the code of this text measures on a side, its quiet zone included."""
    return int(_laid_out(text, 0).symbol_size(border=QUIET_ZONE)[0])


def svg(text: str) -> str:
    """Return the code as an SVG document, one unit per module, with its quiet zone of four modules.

    Rows overlap by a fiftieth of a module, so that no viewer shows white hairlines between them. Raises TooLongForCode.
    """
    _mask, modules = _chosen(text)
    size = modules.shape[0] + 2 * QUIET_ZONE
    edges = np.diff(np.pad(modules, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, begins = np.nonzero(edges == 1)
    _rows, ends = np.nonzero(edges == -1)
    strokes = [
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h{end - x}v{1 + _OVERLAP}h-{end - x}z"
        for y, x, end in zip(rows.tolist(), begins.tolist(), ends.tolist(), strict=True)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{"".join(strokes)}"/></svg>'
    )


def png(text: str, *, scale: int = 8) -> bytes:
    """Return the code as a PNG, `scale` pixels per module, with its quiet zone. Raises TooLongForCode."""
    out = io.BytesIO()
    mask, _square = _chosen(text)
    _laid_out(text, mask).save(out, kind="png", scale=scale, border=QUIET_ZONE)
    return out.getvalue()
