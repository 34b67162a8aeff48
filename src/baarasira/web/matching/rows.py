"""The table of a shortlist, its rows written in one go: drawn by component tags they cost more than all the rest of the page.

Each piece keeps the markup of the component it stands for; whatever comes from people or offers is escaped here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baarasira.web.shell.components.figures import parts_html, score_html
from baarasira.web.shell.components.layout import state_badge
from baarasira.web.shell.components.lists import Column, cell_html, row_html, table_html

from .lines import Line, address_of

TICK, FORM = "person", "refer-form"


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that come back on every row, in the active language."""

    detail: str
    wished: str
    language: str | None

    @classmethod
    def now(cls) -> "_Words":
        return cls(escape(_("In detail")), escape(_("Wished for, not there: %(wished)s")), get_language())


def table_of(lines: Sequence[Line], *, near: bool, closed: bool, ticked: Collection[UUID]) -> SafeString:
    """Return the table of people; `near`: with what each lacks; `closed`: nobody can be referred, a notice above says so."""
    columns = [Column(_("Person"), "title"), Column(_("Score"))]
    if near:
        columns.append(Column(_("What is missing")))
    columns.append(Column(_("Why they fit")))
    words = _Words.now()
    rows = []
    for line in lines:
        cells = [_person(line, closed), _score(line, words)]
        if near:
            cells.append(f'<span class="lack">{escape(line.missing)}</span>')
        cells.append(_fits(line, words))
        drawn = "".join(cell_html(column, SafeString(cell)) for column, cell in zip(columns, cells, strict=True))
        key = line.person.pk
        rows.append(
            row_html(
                drawn,
                tick=TICK,
                form=FORM,
                value=str(key),
                label=str(line.person),
                checked=key in ticked,
                locked=not line.free,
                tone=line.edge,
            )
        )
    caption = _("People who nearly fit") if near else _("People who fit")
    return table_html(columns, rows, caption=caption, caption_hidden=True, tick=TICK)


def _person(line: Line, closed: bool) -> str:
    name = escape(str(line.person))
    named = f'<a class="name" href="{line.url}">{name}</a>' if line.url else f'<span class="name">{name}</span>'
    place = f"<span>{escape(line.place)}</span>" if line.place else ""
    about = f'<span>{line.person.born.year}</span>{place}<span class="nowrap">{escape(line.phone)}</span>'
    office = f'<span class="about">{escape(line.person.office)}</span>'
    return f'<div class="person">{named} <span class="about">{about}</span> {office}</div>{_mark(line, closed)}'


def _mark(line: Line, closed: bool) -> str:
    """Return what stops the tick: the candidacy there is already, or why there can be none."""
    if line.candidacy is not None:
        badge = state_badge(line.candidacy.get_state_display(), tone=line.tone)
        return f'<a class="mark" href="{address_of("candidacies:file", line.candidacy.pk)}">{badge}</a>'
    return f'<span class="mark">{escape(line.why_not)}</span>' if line.why_not and not closed else ""


def _score(line: Line, words: _Words) -> str:
    written = parts_html(line.parts, words.language)
    drawn = score_html(line.score, line.parts, words.language)
    return f'<div>{drawn}<details class="why"><summary>{words.detail}</summary>{written}</details></div>'


def _fits(line: Line, words: _Words) -> str:
    wished = f'<span class="wished">{words.wished % {"wished": escape(line.wished)}}</span>' if line.wished else ""
    return f"<div>{escape(line.fits)}{wished}</div>"
