"""From the bytes of a programme file to its values and their lines, or the sentence that says why it cannot be read."""

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.kernel.errors import Sentence

from ..findings import Flaw
from .positions import Positions, positions

MOST_BYTES = 256 * 1024
"""No programme comes near this; a larger file is a mistake."""

# What tomllib says (CPython 3.11 to 3.14), and what a person can do about it.
_SAYINGS: tuple[tuple[str, Sentence, Sentence], ...] = (
    (
        r"Cannot (declare|overwrite|mutate|redefine)|Duplicate inline table key",
        gettext_lazy("this key or this table was given before in the file"),
        gettext_lazy("keep one of the two; several steps, criteria or documents are written [[step]], with two brackets"),
    ),
    (
        r"Invalid date or datetime",
        gettext_lazy("this date does not exist"),
        gettext_lazy("write year-month-day, for example 2026-11-30"),
    ),
    (
        r"Unterminated string|Illegal character",
        gettext_lazy("a text is not closed on its line"),
        gettext_lazy("close it with the quotation mark that opened it, or begin and end it with three of them to use several lines"),
    ),
    (
        r"Unescaped|Escaped character|Invalid hex value",
        gettext_lazy("a backslash in a text means something of its own"),
        gettext_lazy("write two of them, or put the text between single quotation marks"),
    ),
    (
        r"Expected '=' after a key|Invalid statement|Invalid initial character for a key",
        gettext_lazy("this line is neither a [table] nor a key followed by = and its value"),
        gettext_lazy("write key = value; a remark begins with #"),
    ),
    (
        r"Expected '\]",
        gettext_lazy("the brackets of this title are not closed"),
        gettext_lazy("write [table], or [[step]] for one of several"),
    ),
    (
        r"Unclosed array|Unclosed inline table",
        gettext_lazy("a list or a table is not closed, or a comma is missing between two values"),
        gettext_lazy("put a comma between the values and close with ] or }"),
    ),
    (
        r"Expected newline or end of document",
        gettext_lazy("something is left after the value"),
        gettext_lazy("write one value on each line; put texts between quotation marks"),
    ),
    (
        r"Invalid value",
        gettext_lazy("this value cannot be read"),
        gettext_lazy(
            "put texts between quotation marks; a number has only digits, yes is true and no is false"
        ),
    ),
)  # fmt: skip


class UnreadableFile(Exception):
    """The file cannot be read at all; `flaw` says where and why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.sentence)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its text as it stands, its values, and the line of each."""

    text: str
    data: dict[str, Any]
    places: Positions


def read(content: bytes | str) -> Source:
    """Read a programme file. Raises UnreadableFile: too large, not UTF-8, not TOML."""
    text = content if isinstance(content, str) else _decoded(content)
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFile(_flaw(str(error), text)) from None
    except RecursionError:
        raise UnreadableFile(Flaw(1, _("lists stand inside lists far too deep to be read"), code="toml")) from None
    return Source(text, data, positions(text))


def _decoded(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        wrong = _("this file is larger than %(most)d kB") % {"most": MOST_BYTES // 1024}
        raise UnreadableFile(Flaw(1, wrong, _("a programme is a text of a few pages; choose the right file"), "size"))
    try:
        return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        right = _("save the file as plain text in UTF-8, from a text editor")
        raise UnreadableFile(Flaw(line, _("this is not a text in UTF-8"), right, "encoding")) from None


def _flaw(message: str, text: str) -> Flaw:
    """Put what tomllib says into words; the line is in its message, and is the last one at the end of the text."""
    found = re.search(r"at line (\d+)", message)
    line = int(found[1]) if found else max(1, text.rstrip("\n").count("\n") + 1)
    for pattern, wrong, right in _SAYINGS:
        if re.search(pattern, message):
            return Flaw(line, str(wrong), str(right), "toml")
    return Flaw(line, _("this line cannot be read as TOML"), _("compare it with the examples of the guide"), "toml")
