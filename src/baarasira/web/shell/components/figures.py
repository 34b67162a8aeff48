"""Figures: one number, a score in its five parts, progress, and the tile map."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from .core import one_of, paint, register, tone_shape
from .text import number, percent, score

LEVELS = 5
_SCORE_HEIGHT = 20
_TILE_WIDTH, _TILE_HEIGHT, _TILE_GAP = 104, 60, 4


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One part of a score: its name, its share held (0 to 1000) and its weight in the whole (the five make 100).

    `sentence` says in words why it is what it is; shown in the detailed form only.
    """

    label: str
    share: int
    weight: int
    sentence: str = ""

    @property
    def percent(self) -> str:
        """The share as a percentage in words."""
        return percent(self.share / 1000)


@dataclass(frozen=True, slots=True)
class Tile:
    """One region of the tile map: its place on the grid (from 0), what is written in it and its shade, 0 to 4.

    `short`, three or four letters, stands for the name where the screen is too narrow for it.
    """

    label: str
    short: str
    row: int
    column: int
    value: str
    level: int
    url: str = ""


@register.simple_tag
def stat(label: str, value: object, *, url: str = "", note: str = "", tone: str = "", change: str = "") -> SafeString:
    """One figure and its name; `change` how it moved ("+12 since October"), `note` what it counts, `tone` its state."""
    shape = tone_shape("stat", tone) if tone else ""
    shown = number(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return paint("stat", label=label, value=shown, url=url, note=note, tone=tone, shape=shape, change=change)


def _bars(parts: Sequence[ScorePart]) -> list[dict[str, object]]:
    """Place the bars side by side: as wide as their weight, as high as their share, so that surface is score."""
    bars: list[dict[str, object]] = []
    left = 0
    for part in parts:
        filled = round(part.share * _SCORE_HEIGHT / 1000, 1)
        bars.append({"x": left, "width": part.weight - 2, "height": filled, "y": _SCORE_HEIGHT - filled})
        left += part.weight
    return bars


@register.simple_tag
def score_bar(total: int, parts: Sequence[ScorePart], *, detail: bool = False) -> SafeString:
    """A score and its five parts: ``{% score_bar match.score match.parts %}``.

    `total` 0 to 100 000 as the engine gives it; `parts` of ScorePart whose weights make 100. Small: five bars, each
    as wide as its weight and as high as its share. `detail` writes each part out with its sentence.
    """
    if sum(part.weight for part in parts) != 100 or not all(0 <= part.share <= 1000 for part in parts):
        raise TemplateSyntaxError("score_bar: weights make 100 and each share is 0 to 1000")
    spoken = ", ".join(f"{part.label} {part.percent}" for part in parts)
    words = _("Score %(total)s out of 100: %(parts)s") % {"total": score(total), "parts": spoken}
    return paint("score_bar", total=total, words=words, bars=_bars(parts), parts=parts, detail=detail)


@register.simple_tag
def progress(label: str, value: int, maximum: int, *, words: str = "") -> SafeString:
    """How far something has come: a bar, and always the figures in words ("3 of 5 seats filled")."""
    if maximum < 1 or value < 0:
        raise TemplateSyntaxError("progress: value is 0 or more and maximum 1 or more")
    said = words or _("%(value)s of %(maximum)s") % {"value": number(value), "maximum": number(maximum)}
    return paint("progress", label=label, value=min(value, maximum), maximum=maximum, words=said)


@register.simple_tag
def tile_map(tiles: Sequence[Tile], *, title: str, legend: Sequence[str] = ()) -> SafeString:
    """The country as equal tiles laid out as its regions lie, shaded in five steps, names and values written in.

    `title` says what is seen; `legend` the words of the five shades, palest first; a tile with a `url` is a link.
    """
    if legend and len(legend) != LEVELS:
        raise TemplateSyntaxError(f"tile_map: the legend has {LEVELS} steps")
    for tile in tiles:
        one_of("tile_map", "level", str(tile.level), {str(level) for level in range(LEVELS)})
    wide, high = _TILE_WIDTH + _TILE_GAP, _TILE_HEIGHT + _TILE_GAP
    placed = [{"tile": tile, "x": tile.column * wide, "y": tile.row * high} for tile in tiles]
    return paint(
        "tile_map",
        placed=placed,
        title=title,
        legend=list(enumerate(legend)),
        width=max((tile.column for tile in tiles), default=0) * wide + _TILE_WIDTH,
        height=max((tile.row for tile in tiles), default=0) * high + _TILE_HEIGHT,
    )
