"""The explanation of a programme as a text for a terminal and as a page in one file."""

from textwrap import fill

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ..compiled.model import Programme
from ..compiled.values import Values
from .explanation import Item, Part, explain
from .road import road_picture, together

WIDE = 96


def as_text(programme: Programme, values: Values | None = None) -> str:
    """Return the explanation as lines of at most WIDE characters."""
    whole = explain(programme, values)
    lines = [whole.title, "=" * min(len(whole.title), WIDE), "", fill(whole.summary, WIDE), ""]
    lines += [_pair(title, value, "") for title, value in whole.facts]
    for part in whole.parts:
        lines += ["", part.title.upper(), "-" * len(part.title)]
        lines += [_pair(title, value, "") for title, value in part.pairs]
        for item in part.items:
            lines += ["", *_item_lines(item)]
    return "\n".join(lines) + "\n"


def _pair(title: str, value: str, indent: str) -> str:
    return fill(f"{title} : {value}", WIDE, initial_indent=indent, subsequent_indent=f"{indent}  ")


def _item_lines(item: Item) -> list[str]:
    head = f"{item.number}. {item.title}" if item.number else item.title
    lines = [fill(f"{head} – {item.kind}" if item.kind else head, WIDE)]
    lines += [fill(text, WIDE, initial_indent="   ", subsequent_indent="   ") for text in item.texts]
    return lines + [_pair(title, value, "   ") for title, value in item.pairs]


# The look of the page in a file, which has no style sheet beside it; the colours are those of the application.
_STYLE = """
:root{color-scheme:light dark;--paper:#fbf8f3;--ink:#1f1b16;--soft:#5c5348;--line:#ddd3c3;--action:#24407a;--wait:#8f5b12;--done:#2f6b3c;
--refused:#a33b20;--neutral:#5c5348}
@media(prefers-color-scheme:dark){:root{--paper:#17140f;--ink:#f1eadf;--soft:#b9ad9c;--line:#3d362c;--action:#a9c0f5;--wait:#e2b368;
--done:#8fcb9d;--refused:#f2a18a;--neutral:#b9ad9c}}
body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:46rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 "Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
h1{line-height:1.2}h2{margin-top:2.5rem;border-bottom:2px solid var(--ink)}h3{margin:1.5rem 0 .25rem}
.kind{margin:0;color:var(--soft)}dl{margin:.5rem 0}dt{color:var(--soft)}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
@media(min-width:36rem){dl{display:grid;grid-template-columns:14rem 1fr;gap:.25rem 1rem}dd{margin:0}}
figure{margin:1rem 0}.programme-road{display:block;width:100%;max-width:28rem}
.programme-road text{fill:var(--ink);font-size:12.5px}.programme-road .title{font-size:14px;font-weight:700}
.programme-road .who{fill:var(--soft)}.programme-road .number{fill:var(--paper);font-size:10.5px;font-weight:700}
.programme-road .stop{fill:var(--action)}.programme-road .line,.programme-road .action{fill:none;stroke:var(--action);stroke-width:2}
.programme-road .lane{stroke-width:1.5;stroke-dasharray:4 3}.programme-road .head{fill:var(--action)}
.programme-road .end{fill:var(--neutral)}.programme-road .end.done{fill:var(--done)}.programme-road .end.refused{fill:var(--refused)}
.programme-road .end.wait{fill:var(--wait)}
@media print{body{background:#fff;color:#000}}
"""


def as_page(programme: Programme, values: Values | None = None) -> str:
    """Return the explanation as one HTML file that needs nothing beside it."""
    whole = explain(programme, values)
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>{}</title><style>{}</style></head><body><main><h1>{}</h1><p>{}</p>{}{}</main></body></html>\n",
        get_language() or "fr", whole.title, SafeString(_STYLE), whole.title, whole.summary, _pairs(whole.facts),
        together(_part(part, programme) for part in whole.parts),
    )  # fmt: skip


def _pairs(pairs: tuple[tuple[str, str], ...]) -> SafeString:
    if not pairs:
        return SafeString("")
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))


def _part(part: Part, programme: Programme) -> SafeString:
    picture = format_html("<figure>{}</figure>", road_picture(programme)) if part.key == "road" else SafeString("")
    items = together(_section(item) for item in part.items)
    return format_html("<section><h2>{}</h2>{}{}{}</section>", part.title, picture, _pairs(part.pairs), items)


def _section(item: Item) -> SafeString:
    head = f"{item.number}. {item.title}" if item.number else item.title
    kind = format_html('<p class="kind">{}</p>', item.kind) if item.kind else SafeString("")
    texts = format_html_join("", "<p>{}</p>", ((text,) for text in item.texts))
    return format_html("<h3>{}</h3>{}{}{}", head, kind, texts, _pairs(item.pairs))
