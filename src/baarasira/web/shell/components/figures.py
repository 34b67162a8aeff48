"""Figures: one number, a score in its five parts, progress, and the tile map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.template import TemplateSyntaxError
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .core import one_of, paint, register, tone_shape
from .text import number, percent, score

LEVELS = 5
_SCORE_HEIGHT = 20
_TILE_WIDTH, _TILE_HEIGHT, _TILE_GAP = 104, 60, 4


class ScorePart(NamedTuple):
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


# A list draws dozens of scores, most of their pieces alike: each piece is written once a language, not by a template each.


@lru_cache(maxsize=2048)
def _bars(parts: tuple[tuple[int, int], ...]) -> str:
    """Draw the bars of (share, weight) side by side: as wide as the weight, as high as the share; surface is score."""
    bars: list[str] = []
    left = 0
    for share, weight in parts:
        filled = round(share * _SCORE_HEIGHT / 1000, 1)
        width, top = weight - 2, round(_SCORE_HEIGHT - filled, 1)
        bars.append(
            f'<rect class="track" x="{left}" width="{width}" height="{_SCORE_HEIGHT}"/>'
            f'<rect class="held" x="{left}" y="{top}" width="{width}" height="{filled}"/>'
        )
        left += weight
    return "".join(bars)


@lru_cache(maxsize=4096)
def _written_part(label: str, share: int, weight: int, sentence: str, language: str | None) -> str:
    """Write one part out in the active language (named only to keep one writing for each)."""
    out_of = escape(_("out of %(weight)s points") % {"weight": weight})
    why = f'<dd class="why">{escape(sentence)}</dd>' if sentence else ""
    return (
        f"<div><dt>{escape(label)} <small>{out_of}</small></dt>"
        f'<dd class="share">{percent(share / 1000)}</dd><dd><svg class="bars one" viewBox="0 0 1000 10" '
        'preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="1000" height="10"/>'
        f'<rect class="held" width="{share}" height="10"/></svg></dd>{why}</div>'
    )


def _written(parts: Sequence[ScorePart], language: str | None) -> str:
    drawn = (_written_part(str(part.label), part.share, part.weight, str(part.sentence), language) for part in parts)
    return f"<dl>{''.join(drawn)}</dl>"


@register.simple_tag
def score_parts(parts: Sequence[ScorePart]) -> SafeString:
    """The five parts of a score written out, each with its bar and its sentence, where the score itself stands nearby."""
    return parts_html(parts, get_language())


def parts_html(parts: Sequence[ScorePart], language: str | None) -> SafeString:
    """Return what `score_parts` draws, in the active language, which the caller has read."""
    return SafeString(f'<div class="score detail">{_written(parts, language)}</div>')


@lru_cache(maxsize=2048)
def _spoken(total: str, parts: tuple[tuple[str, int], ...], language: str | None) -> str:
    """Say a score and its parts in the active language (named only to keep one writing for each)."""
    spoken = ", ".join(f"{label} {percent(share / 1000)}" for label, share in parts)
    return escape(_("Score %(total)s out of 100: %(parts)s") % {"total": total, "parts": spoken})


@register.simple_tag
def score_bar(total: int, parts: Sequence[ScorePart], *, detail: bool = False) -> SafeString:
    """A score and its five parts: ``{% score_bar match.score match.parts %}``.

    `total` 0 to 100 000 as the engine gives it; `parts` of ScorePart whose weights make 100. Small: five bars, each
    as wide as its weight and as high as its share. `detail` writes each part out with its sentence.
    """
    return score_html(total, parts, get_language(), detail=detail)


def score_html(total: int, parts: Sequence[ScorePart], language: str | None, *, detail: bool = False) -> SafeString:
    """Return what `score_bar` draws, in the active language, which the caller has read."""
    if sum(part.weight for part in parts) != 100 or not all(0 <= part.share <= 1000 for part in parts):
        raise TemplateSyntaxError("score_bar: weights make 100 and each share is 0 to 1000")
    shown = score(total)
    words = _spoken(shown, tuple((str(part.label), part.share) for part in parts), language)
    return SafeString(
        f'<div class="score{" detail" if detail else ""}"><span class="total" aria-hidden="true">{shown}</span>'
        f'<svg class="bars" role="img" aria-label="{words}" viewBox="0 0 98 20" width="98" height="20">'
        f"{_bars(tuple((part.share, part.weight) for part in parts))}</svg>"
        f"{_written(parts, language) if detail else ''}</div>"
    )


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
