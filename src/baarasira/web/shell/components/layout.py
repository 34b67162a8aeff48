"""What frames the content of a page: its head, sections, facts, notices, tabs and ways back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import ClassVar

from django.contrib.messages.storage.base import Message
from django.template import Context, TemplateSyntaxError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from .core import TONES, block, inside, one_of, paint, register, repeat, tone_shape, trimmed
from .text import short_date


@register.simple_tag
def state_badge(word: str, *, tone: str = "neutral", shape: str = "") -> SafeString:
    """The state of a thing: a word, a colour and a shape, always the three.

    ``{% state_badge offer.get_state_display tone="wait" %}``. `tone`: wait, done, refused, late, neutral, action;
    `shape` replaces the tone's own: half, tick, cross, triangle, ring, diamond.
    """
    if not str(word).strip():
        raise TemplateSyntaxError("state_badge: a state is never shown without its word")
    return repeat("state_badge", word=word, tone=tone, shape=tone_shape("state_badge", tone, shape))


@register.simple_tag
def shape(tone: str, *, size: int = 16) -> SafeString:
    """The shape of a tone alone, where its word already stands beside it: ``{% shape "late" %} En retard``."""
    return tone_shape("shape", tone, size=size)


@register.simple_block_tag
def page_header(content: str, title: str, *, subtitle: str = "", state: str = "", kind: str = "") -> SafeString:
    """The head of a page: what it is, in which state, and (the block's content) what can be done with it.

    ``{% page_header title=person.name subtitle=_("Job seeker") state=badge %}{% link_button … %}{% endpage_header %}``.
    `state` is a drawn state_badge (``{% state_badge … as badge %}``); `kind` a word above the title ("Offre").
    """
    return repeat("page_header", actions=trimmed(content), title=title, subtitle=subtitle, state=state, kind=kind)


@register.simple_tag
def way_back(items: Sequence[Mapping[str, str]] | None = None, *, url: str = "", label: str = "") -> SafeString:
    """The way back, above the title: one parent (`url`, `label`) or the whole path, `items` of {label, url}."""
    path = list(items or [])
    if url:
        path.append({"label": label, "url": url})
    if not path or not all(item.get("label") and item.get("url") for item in path):
        raise TemplateSyntaxError("way_back: give items, each with a label and a url, or url and label")
    return paint("way_back", items=path)


@lru_cache(maxsize=512)
def _rail(entries: tuple[tuple[str, str, bool], ...]) -> SafeString:
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((url, SafeString(' aria-current="page"') if current else "", label) for label, url, current in entries),
    )


@register.simple_tag
def rail(entries: Sequence[Mapping[str, object]]) -> SafeString:
    """The entries of the menu, {label, url, current} each, as a list's items: the same on page after page."""
    return _rail(tuple((str(entry["label"]), str(entry["url"]), bool(entry["current"])) for entry in entries))


@register.simple_tag
def tabs(items: Sequence[Mapping[str, object]], *, label: str) -> SafeString:
    """Views of one thing as links: `items` of {label, url, current, count}; `label` names the set for those who hear it."""
    return paint("tabs", items=items, label=label)


@register.simple_block_tag
def section(
    content: str, title: str, *, open: bool = False, count: int | None = None, note: str = "", id: str = ""
) -> SafeString:
    """A part of a file that opens and closes, open on paper: ``{% section title=_("Languages") count=3 %}…{% endsection %}``.

    `note` says in few words what stands inside while it is closed; `id` lets a link point at it.
    """
    return paint("section", content=content, title=title, open=open, count=count, note=note, id=id)


@register.simple_block_tag
def notice(content: str, *, tone: str = "neutral", title: str = "", live: bool = False) -> SafeString:
    """Something to know before going on: what happened, what it means, what to do.

    `tone` as for state_badge; `live` reads it aloud at once to those who hear the page.
    """
    drawn = tone_shape("notice", tone, size=20)
    return paint("notice", content=content, tone=tone, title=title, shape=drawn, live=live)


@register.simple_block_tag
def empty_state(content: str, title: str, *, meaning: str = "") -> SafeString:
    """What stands where there is nothing: what it means and (the content) what to do next. Never a bare "no result"."""
    return paint("empty_state", title=title, meaning=meaning, actions=trimmed(content))


@block("facts")
@dataclass
class Facts:
    """Names and values, as a definition list: ``{% facts columns=2 %}{% fact _("Born") "1985" %}{% endfacts %}``.

    `columns` 1 to 3 on a wide screen; `band` lays them in one line under the head of a file.
    """

    columns: int = field(default=2, kw_only=True)
    band: bool = field(default=False, kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Check the number of columns."""
        one_of("facts", "columns", str(self.columns), {"1", "2", "3"})

    def draw(self, content: SafeString) -> SafeString:
        """Return the list."""
        return paint("facts", content=content, columns=self.columns, band=self.band)


def _shown(value: object) -> object:
    return short_date(value) if isinstance(value, date) else value


@register.simple_tag(takes_context=True)
def fact(context: Context, label: str, value: object = "", *, source: str = "") -> SafeString:
    """One name and its value inside facts; an empty value says that it is not known. `source`: where it comes from."""
    inside(context, Facts, "fact")
    return repeat("fact", label=label, value=_shown(value), known=value not in (None, ""), source=source)


@register.simple_block_tag(takes_context=True)
def fact_block(context: Context, content: str, label: str) -> SafeString:
    """One name and a value made of HTML, inside facts: ``{% fact_block label=_("Phones") %}…{% endfact_block %}``."""
    inside(context, Facts, "fact_block")
    return paint("fact", label=label, value=content, known=bool(content.strip()), source="")


@register.simple_tag
def person_line(
    name: str, *, born: object = "", place: str = "", phone: str = "", url: str = "", card: str = ""
) -> SafeString:
    """One person in one line: name (a link when there is a `url`), birth, place, phone and card number already shown
    as this reader may see them (masked or not)."""
    return paint("person_line", name=name, born=_shown(born), place=place, phone=phone, url=url, card=card)


@block("work_list")
@dataclass
class WorkList:
    """What is due, on a desk: ``{% work_list title=_("Today") count=4 %}{% work_item … %}{% endwork_list %}``.

    `more_url` leads to the whole list when only its head is shown.
    """

    title: str
    count: int | None = field(default=None, kw_only=True)
    more_url: str = field(default="", kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Nothing is needed from the page."""

    def draw(self, content: SafeString) -> SafeString:
        """Return the list under its title."""
        return paint("work_list", content=content, title=self.title, count=self.count, more_url=self.more_url)


@register.simple_block_tag(takes_context=True)
def work_item(
    context: Context,
    content: str,
    title: str,
    *,
    url: str,
    when: object = "",
    word: str = "",
    tone: str = "neutral",
    detail: str = "",
) -> SafeString:
    """One thing to do inside work_list: `title` leads to `url`; `when` it is due, its state in a `word`; the content
    is the one click that does it (a button or a small form), if there is one."""
    inside(context, WorkList, "work_item")
    one_of("work_item", "tone", tone, TONES)
    badge = state_badge(word, tone=tone) if word else ""
    data = {"title": title, "url": url, "when": when, "badge": badge, "tone": tone, "detail": detail}
    return paint("work_item", actions=trimmed(content), **data)


_LEVELS = {"success": "done", "warning": "wait", "error": "refused"}


@register.simple_tag
def message_notice(message: Message) -> SafeString:
    """One message of the messages framework as a notice; its extra tags tell the script which draft is confirmed."""
    tone = _LEVELS.get(message.level_tag, "neutral")
    shown = {"sentence": message.message, "marks": message.extra_tags or "", "tone": tone}
    return paint("message", shape=tone_shape("message_notice", tone, size=20), **shown)
