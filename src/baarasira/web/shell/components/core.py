"""How a component is written: a function or a class whose signature is the list of attributes it accepts.

Django refuses, when the template is compiled, an attribute that the signature does not name; `one_of` and
`html_attributes` refuse, when it is rendered, a value outside the vocabulary.
"""

import inspect
import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Protocol, Self, TypeVar

from django.conf import settings
from django.forms.utils import flatatt
from django.template import Context, Engine, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token
from django.template.library import parse_bits
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = Library()

# What each tone of state means, and the shape that says it without colour.
TONES: Mapping[str, str] = {
    "wait": "half",
    "done": "tick",
    "refused": "cross",
    "late": "triangle",
    "neutral": "ring",
    "action": "diamond",
}

# Paths in a box of 16 by 16, filled by the even-odd rule in the colour of the text around.
SHAPES: Mapping[str, str] = {
    "half": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 1.8a5.2 5.2 0 0 1 0 10.4Z",
    "tick": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1ZM7 11.5 3.6 8.1l1.3-1.3L7 8.9l4.1-4.1 1.3 1.3Z",
    "cross": "M2 2h12v12H2Zm3.3 2L4 5.3 6.7 8 4 10.7 5.3 12 8 9.3 10.7 12 12 10.7 9.3 8 12 5.3 10.7 4 8 6.7Z",
    "triangle": "M8 1 15.6 14.6H.4ZM7.1 5.8h1.8v4.3H7.1Zm0 5.4h1.8v1.8H7.1Z",
    "ring": "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3Z",
    "diamond": "M8 .6 15.4 8 8 15.4.6 8Z",
}

_ATTRIBUTE = re.compile(r"(hx|data|aria)(-[a-z0-9]+)+(:[a-z-]+)?")


class Scope(Protocol):
    """A block component: attributes in its signature, what its children filled in, and how it is drawn."""

    tag: ClassVar[str]

    def enter(self, context: Context) -> None:
        """Take what is needed from the template's context before the children are drawn."""

    def draw(self, content: SafeString) -> SafeString:
        """Return the HTML of the block around what its children drew."""
        ...


ScopeType = TypeVar("ScopeType", bound=Scope)


def paint(template: str, **data: object) -> SafeString:
    """Return the HTML of ``ui/<template>.html`` drawn with exactly these values, nothing of the page around."""
    return Engine.get_default().get_template(f"ui/{template}.html").render(Context(data))


def repeat(template: str, **data: object) -> SafeString:
    """Return what `paint` does, drawn once for the same values in one language: for small pieces that many pages share.

    The values are texts, whole numbers and yes or no; a text that is not to be escaped stays a SafeString. With any other
    value it is drawn anew.
    """
    plain = {name: str(value) if isinstance(value, Promise) else value for name, value in data.items()}
    if not all(value is None or isinstance(value, str | int) for value in plain.values()):
        return paint(template, **data)
    return _repeated(template, get_language(), **plain)


@lru_cache(maxsize=2048, typed=True)  # typed: a text to escape and the same text marked safe are two
def _repeated(template: str, _language: str | None, **data: object) -> SafeString:
    return paint(template, **data)


@lru_cache(maxsize=64)
def _drawn_once(template: str, _language: str | None, _prefix: str) -> SafeString:
    return _drawn(template)


def _drawn(template: str) -> SafeString:
    return Engine.get_default().get_template(template).render(Context({"agency": settings.BAARASIRA_AGENCY}))


@register.simple_tag
def fixed(template: str) -> SafeString:
    """A piece of every page, drawn once in each language: ``{% fixed "shell/help.html" %}``.

    It depends on nothing else but the settings of the installation; of the page's variables it knows `agency` alone.
    """
    return _drawn(template) if settings.DEBUG else _drawn_once(template, get_language(), get_script_prefix())


def trimmed(content: str) -> SafeString:
    """Return what a block drew without the blank space around it, so that an empty block is empty."""
    return SafeString(content.strip())


def one_of(tag: str, attribute: str, value: str, allowed: Collection[str]) -> str:
    """Return the value when it is in the vocabulary; raise TemplateSyntaxError naming the vocabulary otherwise."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{tag}: {attribute}={value!r} is not one of {', '.join(sorted(allowed))}")
    return value


def svg_shape(name: str, size: int = 16) -> SafeString:
    """Return the shape of that name, `size` pixels wide, hidden from those who hear the page (a word stands by it)."""
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" width="{0}" height="{0}" aria-hidden="true">'
        '<path fill-rule="evenodd" d="{1}"/></svg>',
        size,
        SHAPES[name],
    )


def tone_shape(tag: str, tone: str, shape: str = "", size: int = 16) -> SafeString:
    """Return the shape of a tone, or the named shape; raise TemplateSyntaxError for an unknown tone or shape."""
    one_of(tag, "tone", tone, TONES)
    return svg_shape(one_of(tag, "shape", shape or TONES[tone], SHAPES), size)


def html_attributes(tag: str, attributes: Mapping[str, str] | None) -> SafeString:
    """Return extra attributes as HTML: only ``hx-``, ``data-`` and ``aria-`` names; TemplateSyntaxError otherwise."""
    for name in attributes or {}:
        if not _ATTRIBUTE.fullmatch(name):
            raise TemplateSyntaxError(f"{tag}: attribute {name!r} is not allowed; only hx-, data- and aria- are")
    return flatatt(dict(attributes or {}))


def inside(context: Context, kind: type[ScopeType], tag: str) -> ScopeType:
    """Return the block component that a child tag stands in; raise TemplateSyntaxError when it stands alone."""
    found = context.get(f"ui_{kind.tag}")
    if not isinstance(found, kind):
        raise TemplateSyntaxError(f"{tag} must stand inside {kind.tag}")
    return found


class ScopeNode(Node):
    """Draws a block component: its object first, then its children with the object in reach, then itself."""

    def __init__(
        self,
        kind: type[Scope],
        nodelist: NodeList,
        args: list[FilterExpression],
        kwargs: dict[str, FilterExpression],
        target: str,
    ) -> None:
        self.kind, self.nodelist, self.args, self.kwargs, self.target = kind, nodelist, args, kwargs, target

    def render(self, context: Context) -> SafeString:
        scope = self.kind(
            *(value.resolve(context) for value in self.args),
            **{name: value.resolve(context) for name, value in self.kwargs.items()},
        )
        scope.enter(context)
        with context.push(**{f"ui_{self.kind.tag}": scope}):
            content = self.nodelist.render(context)
        drawn = scope.draw(content)
        if self.target:
            context[self.target] = drawn
            return SafeString("")
        return drawn

    @classmethod
    def compile(cls, kind: type[Scope], parser: Parser, token: Token) -> Self:
        """Read the tag and its children up to ``end<tag>``; refuse an attribute that the class does not name."""
        bits = token.split_contents()[1:]
        target = ""
        if len(bits) >= 2 and bits[-2] == "as":
            target, bits = bits[-1], bits[:-2]
        nodelist = parser.parse((f"end{kind.tag}",))
        parser.delete_first_token()
        spec = inspect.getfullargspec(kind.__init__)
        args, kwargs = parse_bits(  # type: ignore[call-arg]  # the stubs forget kwonly_defaults
            parser, bits, spec.args[1:], spec.varargs, spec.varkw, spec.defaults,
            spec.kwonlyargs, spec.kwonlydefaults, False, kind.tag,  # type: ignore[arg-type]
        )  # fmt: skip
        return cls(kind, nodelist, args, kwargs, target)


def block(tag: str) -> Callable[[type[ScopeType]], type[ScopeType]]:
    """Register a class as the block tag ``{% tag … %}…{% endtag %}``."""

    def decorate(kind: type[ScopeType]) -> type[ScopeType]:
        kind.tag = tag

        def compile_tag(parser: Parser, token: Token) -> Any:
            return ScopeNode.compile(kind, parser, token)

        register.tag(tag, compile_tag)
        return kind

    return decorate
