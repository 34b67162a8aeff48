"""The road: what happened to a person, an offer or a file in time order, and the next step open at its end."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from django.template import Context
from django.utils.safestring import SafeString

from .core import block, inside, paint, register, tone_shape, trimmed
from .text import moment, short_date


@block("timeline")
@dataclass
class Timeline:
    """The road so far, past above: ``{% timeline label=_("The road") %}{% event … %}…{% next_step … %}{% endtimeline %}``."""

    label: str = field(kw_only=True)
    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Nothing is needed from the page."""

    def draw(self, content: SafeString) -> SafeString:
        """Return the list."""
        return paint("timeline", content=content, label=self.label)


def _when(value: date | datetime | str | None) -> str:
    if isinstance(value, datetime):
        return moment(value)
    return short_date(value) if isinstance(value, date) else value or ""


@register.simple_block_tag(takes_context=True)
def event(
    context: Context,
    content: str,
    title: str,
    *,
    when: date | datetime | str | None,
    tone: str = "done",
    by: str = "",
    url: str = "",
) -> SafeString:
    """One thing that happened: `when` (a date, a moment or words), `by` whom, the content what there is to know."""
    inside(context, Timeline, "event")
    machine = when.isoformat()[:16] if isinstance(when, date) else ""
    data = {"title": title, "when": _when(when), "machine": machine, "by": by, "url": url, "tone": tone}
    return paint("event", content=trimmed(content), shape=tone_shape("event", tone), **data)


@register.simple_block_tag(takes_context=True)
def next_step(
    context: Context,
    content: str,
    title: str,
    *,
    due: date | datetime | str | None = None,
    tone: str = "action",
    who: str = "",
) -> SafeString:
    """The step to take now, open at the end of the road with its one form: what it is, `due` when, by `who`."""
    inside(context, Timeline, "next_step")
    shape = tone_shape("next_step", tone)
    return paint("next_step", content=content, title=title, due=_when(due), who=who, tone=tone, shape=shape)
