"""The road of a programme drawn as a picture: a line of stops, where each leads, and how it may end. SVG of our own.

One column as wide as a phone: the stops stand in the order of the file on one line; an ending that leads past the next stop
runs in a lane on the left; an ending that ends the road is written beside its stop, with a shape and a word. The picture has a
title and a description; what it shows stands as text beside it wherever it is used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..compiled.model import Programme, Step
from ..enums import OutcomeKind
from .explanation import numbers_of

WIDTH = 344
_LANE, _LEFT, _TEXT = 11, 16, 20
_TITLE_HIGH, _LINE_HIGH, _GAP = 19, 17, 16
_LETTER, _BOLD = 6.6, 7.6  # a little more than the mean width of a letter at 12.5 and 14 pixels

_TONES = {
    OutcomeKind.SUCCESS: "done",
    OutcomeKind.REFUSED: "refused",
    OutcomeKind.INTERRUPTED: "refused",
    OutcomeKind.WITHDRAWN: "neutral",
}

# From the middle of the top, eight pixels high: never a colour alone (a disc, a square, a lozenge, a triangle).
_SHAPES = {
    "done": "a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z",
    "refused": "h4v8h-8v-8Z",
    "neutral": "l4 4l-4 4l-4-4Z",
    "wait": "l4.5 8h-9Z",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of text beside a stop: `tone` colours the mark before it, empty for none."""

    text: str
    style: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class _Stop:
    """A stop: its number, where it stands, its lines of text."""

    number: int
    y: int
    rows: tuple[_Row, ...]


@dataclass(frozen=True, slots=True)
class _Jump:
    """A line from one stop to a later one past those between, in a lane counted from the road."""

    start: int
    end: int
    lane: int


def road_picture(programme: Programme, ident: str = "road") -> SafeString:
    """Return the picture as an inline SVG, in the active language; `ident` begins the ids of its title and description."""
    jumps = _jumps(programme)
    x = _LEFT + _LANE * max((jump.lane for jump in jumps), default=0)
    stops, height = _stops(programme, WIDTH - x - _TEXT)
    by_number = {stop.number: stop for stop in stops}
    title = _("The road of the programme: %(title)s") % {"title": programme.title}
    about = _("%(steps)d steps and %(ends)d ways to end; each stands in words beside this picture.") % {
        "steps": len(stops), "ends": len(programme.outcomes),
    }  # fmt: skip
    drawn = together(
        (
            *_trunk(programme, by_number, x),
            *(_lane(jump, by_number, x) for jump in jumps),
            *(_drawn(stop, x) for stop in stops),
        )
    )
    return format_html(
        '<svg class="programme-road" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
        'aria-labelledby="{}-title {}-about"><title id="{}-title">{}</title><desc id="{}-about">{}</desc>{}</svg>',
        WIDTH, height, ident, ident, ident, title, ident, about, drawn,
    )  # fmt: skip


def together(parts: Iterable[SafeString]) -> SafeString:
    """Return pieces of markup one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def _jumps(programme: Programme) -> list[_Jump]:
    """Return the lines past other stops, short ones nearest the road, two lines that meet in different lanes."""
    numbers = numbers_of(programme)
    spans = {
        (numbers[step.key], numbers[target.step])
        for step in programme.steps.values()
        for target in step.on.values()
        if target.step and numbers[target.step] != numbers[step.key] + 1
    }
    placed: list[_Jump] = []
    for start, end in sorted(spans, key=lambda span: (abs(span[1] - span[0]), span)):
        low, high = sorted((start, end))
        taken = {jump.lane for jump in placed if min(jump.start, jump.end) < high and low < max(jump.start, jump.end)}
        placed.append(_Jump(start, end, next(lane for lane in range(1, len(spans) + 1) if lane not in taken)))
    return placed


def _stops(programme: Programme, room: int) -> tuple[list[_Stop], int]:
    stops, y = [], 22
    for number, step in enumerate(programme.steps.values(), start=1):
        rows = tuple(_rows(programme, step, room))
        stops.append(_Stop(number, y, rows))
        y += sum(_TITLE_HIGH if row.style == "title" else _LINE_HIGH for row in rows) + _GAP
    return stops, y


def _rows(programme: Programme, step: Step, room: int) -> Iterable[_Row]:
    for line in wrap(str(step.title), int(room / _BOLD)):
        yield _Row(line, "title")
    kind, actor = str(step.vocabulary.label), str(step.actor_role.label)
    for line in wrap(actor if kind == str(step.title) else f"{kind} · {actor}", int(room / _LETTER)):
        yield _Row(line, "who")
    following = numbers_of(programme)[step.key] + 1
    for ending, target in step.on.items():
        label = step.vocabulary.ending[ending].label
        if target.outcome:
            outcome = programme.outcomes[target.outcome]
            yield from _branch(f"{label} : {outcome.title}", _TONES[outcome.kind], room)
        elif target.stay:
            yield from _branch(_("%(ending)s: done again") % {"ending": label}, "wait", room)
        elif (number := numbers_of(programme)[target.step]) != following:
            yield from _branch(_("%(ending)s: on to %(number)d") % {"ending": label, "number": number}, "action", room)


def _branch(text: str, tone: str, room: int) -> Iterable[_Row]:
    for place, line in enumerate(wrap(text, int((room - 16) / _LETTER))):
        yield _Row(line, "branch", tone if place == 0 else "")


def _trunk(programme: Programme, stops: dict[int, _Stop], x: int) -> Iterable[SafeString]:
    """Yield the line between two stops that follow each other, where an ending leads from one to the next."""
    numbers = numbers_of(programme)
    for step in programme.steps.values():
        number = numbers[step.key]
        if any(target.step and numbers[target.step] == number + 1 for target in step.on.values()):
            yield format_html('<path class="line" d="M{} {}V{}"/>', x, stops[number].y + 9, stops[number + 1].y - 9)


def _lane(jump: _Jump, stops: dict[int, _Stop], x: int) -> SafeString:
    side, start, end = x - _LANE * jump.lane, stops[jump.start].y + 4, stops[jump.end].y - 4
    return format_html(
        '<path class="line lane" d="M{} {}H{}V{}H{}"/><path class="head" d="M{} {}l-5 -3.5v7Z"/>',
        x - 9, start, side, end, x - 9, x - 9, end,
    )  # fmt: skip


def _drawn(stop: _Stop, x: int) -> SafeString:
    lines, y = [], stop.y + 5
    for row in stop.rows:
        lines.append(_mark(row, x + _TEXT, y))
        y += _TITLE_HIGH if row.style == "title" else _LINE_HIGH
    number = format_html(
        '<text class="number" x="{}" y="{}" text-anchor="middle">{}</text>', x, stop.y + 4, stop.number
    )
    return format_html('<circle class="stop" cx="{}" cy="{}" r="9"/>{}{}', x, stop.y, number, together(lines))


def _mark(row: _Row, x: int, y: int) -> SafeString:
    shape = SafeString("")
    if row.tone == "action":
        shape = format_html('<path class="action" d="M{} {}h8m-3.5 -3.5l3.5 3.5l-3.5 3.5"/>', x, y - 4)
    elif row.tone:
        shape = format_html('<path class="end {}" d="M{} {}{}"/>', row.tone, x + 4, y - 8, _SHAPES[row.tone])
    indent = 14 if row.style == "branch" else 0
    return format_html('{}<text class="{}" x="{}" y="{}">{}</text>', shape, row.style, x + indent, y, row.text)
