"""Tables, their rows, and the way from one page of a list to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import ClassVar, Protocol

from django.template import Context, TemplateSyntaxError
from django.template.base import render_value_in_context
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .core import block, inside, one_of, paint, register, trimmed
from .text import number

# title heads its row; number and date are set in tabular figures; action holds what can be done with the row.
COLUMN_KINDS = {"text", "title", "number", "date", "action"}
SORTED = {"", "ascending", "descending"}
_ROWS = "\0"
"""Stands where the rows come, in a frame drawn without them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind (COLUMN_KINDS) and, where the list can be sorted by it, the link that does."""

    label: str
    kind: str = "text"
    sort_url: str = ""
    sorted: str = ""

    def __post_init__(self) -> None:
        one_of("column", "kind", self.kind, COLUMN_KINDS)
        one_of("column", "sorted", self.sorted, SORTED)


# A page draws hundreds of cells: they are written here, not by a template each.


def _escaped(value: object) -> str:
    """Return a value as a template would write it: escaped, unless it was marked safe."""
    if isinstance(value, SafeString):
        return value
    if isinstance(value, str):
        return escape(value)
    return render_value_in_context(value, Context())


@lru_cache(maxsize=1024)
def _edges(kind: str, label: str) -> tuple[str, str]:
    """Return what opens and what closes a cell of a column."""
    if kind == "title":
        return '<th role="rowheader" scope="row" class="title">', "</th>"
    named = f' data-label="{escape(label)}"' if label else ""
    return f'<td role="cell" class="{kind}"{named}>', "</td>"


def cell_html(column: Column, content: object) -> str:
    """Return one cell, named by its column; the content is escaped unless it was marked safe."""
    opens, closes = _edges(column.kind, str(column.label))
    return f"{opens}{_escaped(content)}{closes}"


def row_html(
    cells: str,
    *,
    tick: str = "",
    form: str = "",
    value: object = "",
    label: object = "",
    checked: bool = False,
    locked: bool = False,
    tone: str = "",
    id: str = "",
) -> str:
    """Return one row around its cells (HTML); the rest as in `Row`, `tick` and `form` those of the table."""
    named = f' id="{_escaped(id)}"' if id else ""
    edge = f' class="{_escaped(tone)}"' if tone else ""
    box = ""
    if tick and not locked:
        box = (
            f'<label class="tick-box"><input type="checkbox" name="{_escaped(tick)}" value="{_escaped(value)}" '
            f'form="{_escaped(form)}"{" checked" if checked else ""}><span class="hidden">{_escaped(label)}</span></label>'
        )
    first = f'<td role="cell" class="tick">{box}</td>' if tick else ""
    return f'<tr role="row"{named}{edge}>{first}{cells}</tr>\n'


def table_html(
    columns: Sequence[Column],
    rows: Sequence[str],
    *,
    caption: str,
    caption_hidden: bool = False,
    tick: str = "",
    wide: bool = False,
    id: str = "",
) -> SafeString:
    """Return a table of rows already drawn (`row_html`), for the pages whose rows are written in one go.

    Where every row is locked, nothing offers to tick them all.
    """
    content = "".join(rows)
    ticks = bool(tick) and f'name="{_escaped(tick)}"' in content
    written = (
        Column(SafeString(_escaped(item.label)), item.kind, SafeString(_escaped(item.sort_url)), item.sorted)
        for item in columns
    )
    before, after = _frame(
        tuple(written), _escaped(caption), caption_hidden, _escaped(tick), ticks, wide, _escaped(id), get_language()
    )
    return SafeString(f"{before}{content}{after}")


@lru_cache(maxsize=512)
def _frame(
    columns: tuple[Column, ...],
    caption: str,
    caption_hidden: bool,
    tick: str,
    ticks: bool,
    wide: bool,
    id: str,
    _language: str | None,
) -> tuple[str, str]:
    """Return what stands before the rows and after them; texts come escaped. A list has the same head on every page."""
    texts = {name: SafeString(text) for name, text in {"caption": caption, "tick": tick, "id": id}.items()}
    drawn = paint(
        "table",
        content=SafeString(_ROWS),
        columns=columns,
        caption_hidden=caption_hidden,
        ticks=ticks,
        wide=wide,
        **texts,
    )
    before, _rows, after = drawn.partition(_ROWS)
    return before, after


@block("table")
@dataclass
class Table:
    """A question answered as rows; on a phone each row becomes a block whose values keep the names of their columns.

    ``{% table caption=_("People found") %}{% column _("Name") kind="title" %}{% column _("Born") kind="date" %}
    {% for person in page %}{% row %}{% cell %}…{% endcell %}{% cell %}…{% endcell %}{% endrow %}{% endfor %}{% endtable %}``

    `caption` says what the rows are (`caption_hidden` keeps it for those who hear the page when a title above says the
    same); `tick` the name of the field that ticked rows send, with `form` the id of the form that takes them;
    `wide` lets a table of many columns scroll in its own frame.
    """

    caption: str = field(kw_only=True)
    caption_hidden: bool = field(default=False, kw_only=True)
    tick: str = field(default="", kw_only=True)
    form: str = field(default="", kw_only=True)
    wide: bool = field(default=False, kw_only=True)
    id: str = field(default="", kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Start without columns."""
        self.columns: list[Column] = []
        if bool(self.tick) != bool(self.form):
            raise TemplateSyntaxError("table: tick and form go together")

    def draw(self, content: SafeString) -> SafeString:
        """Return the table."""
        if not self.columns:
            raise TemplateSyntaxError("table: it has no column")
        return table_html(
            self.columns,
            [content],
            caption=self.caption,
            caption_hidden=self.caption_hidden,
            tick=self.tick,
            wide=self.wide,
            id=self.id,
        )


@register.simple_tag(takes_context=True)
def column(context: Context, label: str, *, kind: str = "text", sort_url: str = "", sorted: str = "") -> str:
    """Declare a column of the table around: ``{% column _("Wage") kind="number" sort_url=… sorted="ascending" %}``.

    A column of kind action may have an empty name; its head then reads "What to do" to those who hear the page.
    """
    inside(context, Table, "column").columns.append(Column(label, kind, sort_url, sorted))
    return ""


@block("row")
@dataclass
class Row:
    """One row of a table. With ticks: `value` is what the tick sends and `label` names what is ticked.

    `tone` (late, wait, done, refused) marks the row's edge; it repeats what a cell says in words. `locked` leaves out the
    tick of a row that cannot be taken; a cell says why.
    """

    value: object = field(default="", kw_only=True)
    label: str = field(default="", kw_only=True)
    checked: bool = field(default=False, kw_only=True)
    locked: bool = field(default=False, kw_only=True)
    tone: str = field(default="", kw_only=True)
    id: str = field(default="", kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Find the table around, and check that a row to tick says what it sends."""
        self.table = inside(context, Table, "row")
        self.drawn = 0
        one_of("row", "tone", self.tone, {"", "late", "wait", "done", "refused"})
        if self.table.tick and not self.locked and not (self.value and self.label):
            raise TemplateSyntaxError("row: a row to tick needs its value and its label")

    def draw(self, content: SafeString) -> SafeString:
        """Return the row; a row that does not fill its columns is refused."""
        if self.drawn != len(self.table.columns):
            raise TemplateSyntaxError(f"row: {self.drawn} cells for {len(self.table.columns)} columns")
        drawn = row_html(
            content,
            tick=self.table.tick,
            form=self.table.form,
            value=self.value,
            label=self.label,
            checked=self.checked,
            locked=self.locked,
            tone=self.tone,
            id=self.id,
        )
        return SafeString(drawn)


@register.simple_block_tag(takes_context=True)
def cell(context: Context, content: str) -> SafeString:
    """One cell of a row, named by its column: ``{% cell %}{{ person.born }}{% endcell %}``."""
    row = inside(context, Row, "cell")
    if row.drawn >= len(row.table.columns):
        raise TemplateSyntaxError("cell: more cells than columns")
    column = row.table.columns[row.drawn]
    row.drawn += 1
    return SafeString(cell_html(column, trimmed(content)))


@register.simple_tag
def data_table(
    *, caption: str, head: Sequence[Column | str], rows: Sequence[Sequence[object]], wide: bool = False
) -> SafeString:
    """A table whose cells are plain values (figures, exports shown on screen): `head` of names or Columns, `rows` of
    as many values each; HTML in a value is escaped unless it was marked safe."""
    columns = [item if isinstance(item, Column) else Column(str(item)) for item in head]
    lines: list[str] = []
    for values in rows:
        if len(values) != len(columns):
            raise TemplateSyntaxError(f"data_table: {len(values)} values for {len(columns)} columns")
        lines.append(row_html("".join(cell_html(name, value) for name, value in zip(columns, values, strict=True))))
    return table_html(columns, lines, caption=caption, wide=wide)


class ListPage(Protocol):
    """What pagination needs of one page of a list (`shell.paging.Page` is one)."""

    found: int
    at_least: bool
    shown: int
    previous_url: str
    next_url: str


@register.simple_tag
def pagination(page: ListPage) -> SafeString:
    """How many were found, and the links to the previous and the next page of a list kept in the address."""
    links = ""
    if page.previous_url:
        links = (
            f'<a class="button plain" rel="prev" href="{escape(page.previous_url)}">{escape(_("Previous page"))}</a>'
        )
    if page.next_url:
        links += f'<a class="button plain" rel="next" href="{escape(page.next_url)}">{escape(_("Next page"))}</a>'
    found = _found(page.found, page.at_least, get_language())
    return SafeString(
        f'<nav class="pages" aria-label="{escape(_("Pages of the list"))}"><p class="found" role="status">{found}</p>{links}</nav>\n'
    )


@lru_cache(maxsize=512)
def _found(found: int, at_least: bool, _language: str | None) -> str:
    """Return how many were found, in words."""
    words = _("More than %(n)s found") if at_least else ngettext("%(n)s found", "%(n)s found", found)
    return escape(words % {"n": number(found)})


@register.simple_block_tag
def batch_bar(content: str, *, form: str, label: str = "", count: int = 0) -> SafeString:
    """What can be done with the ticked rows: stands above a table with ticks, its buttons belong to the form `form`.

    `count`: how many rows of the page come ticked; the page goes on counting. The form's answer is a preview of what will
    happen, never the act itself.
    """
    return paint("batch_bar", content=content, form=form, label=label or _("With the ticked rows"), count=count)
