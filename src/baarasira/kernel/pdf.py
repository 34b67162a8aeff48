"""Printed documents: a typst template of the package and a dictionary of data make a PDF.

Every document is written as PDF/A-2a and PDF/UA-1: it can be archived and read aloud, and the writer refuses a
character that no font can draw instead of printing a box. Fonts are Noto by path (setting BAARASIRA_FONTS, Debian's
``fonts-noto-core``); the machine's own fonts are never looked at, so that two machines print the same sheet.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from .errors import BusinessError

PACKAGE = Path(__file__).resolve().parent.parent
_STANDARDS: list[Any] = ["a-2a", "ua-1"]
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")
# Marks that turn the direction of what follows: in a name they could make a card read otherwise than it is stored.
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class CannotPrint(BusinessError):
    """Some characters have no glyph in the documents' fonts; `missing` lists them. Nothing was printed."""

    default_code = "cannot_print"

    def __init__(self, missing: Sequence[str], *, fonts_installed: bool) -> None:
        signs = " ".join(f"{text} ({code_points(text)})" for text in missing)
        if fonts_installed:
            sentence = _(
                "No installed font can draw: {signs}. Nothing was printed. Correct this text in the file, then print "
                "again."
            )
        else:
            sentence = _(
                "The fonts of the printed documents are not installed, so this cannot be drawn: {signs}. Nothing was "
                "printed. Ask the administrator to install the Debian package fonts-noto-core, or to name the folder "
                "of the Noto fonts in BAARASIRA_FONTS."
            )
        super().__init__(sentence.format(signs=signs))
        self.missing = tuple(missing)


def code_points(text: str) -> str:
    """Return the code points of a text in the notation of Unicode: ``U+0041 U+0301``."""
    return " ".join(f"U+{ord(character):04X}" for character in text)


def font_folder() -> Path | None:
    """Return the folder of the documents' fonts, or None when this installation has none there."""
    folder = Path(settings.BAARASIRA_FONTS)
    return folder if folder.is_dir() else None


@cache
def _fonts(folder: Path | None) -> typst.Fonts:
    """Return the fonts of the folder (typst's own, Latin only, when None), read once for the process."""
    return typst.Fonts(include_system_fonts=False, font_paths=[folder] if folder else [])


def render(template: str, data: Mapping[str, Any], *, made_at: datetime, notate: bool = False) -> bytes:
    """Return the PDF of a template filled with data; the same arguments give the same bytes.

    `template` is the path of a ``.typ`` file inside the package (``"counselling/documents/card.typ"``); `data` holds
    what JSON can hold and reaches the template as ``json(bytes(sys.inputs.data))``, so that markup in a name prints as
    it was typed; `made_at` (aware) becomes the date of the PDF. With `notate`, a character that no font can draw is
    written as its code point (``[U+1F600]``); else CannotPrint is raised and nothing is printed.
    """
    path = PACKAGE / template
    if not path.is_file():
        raise FileNotFoundError(f"no template {template} in the package")
    folder = font_folder()
    ready = _clean(data)
    if missing := _never_drawn(ready) if folder is None else []:
        if not notate:
            raise CannotPrint(missing, fonts_installed=False)
        ready = _notated(ready, missing)
    try:
        return _compile(path, ready, folder, made_at)
    except typst.TypstError as error:
        missing = _undrawn(error)
        if not missing:
            raise
        if not notate:
            raise CannotPrint(missing, fonts_installed=folder is not None) from error
    return _compile(path, _notated(ready, missing), folder, made_at)


def _compile(path: Path, data: Any, folder: Path | None, made_at: datetime) -> bytes:
    # The form with warnings, because an unknown font family (no Noto here) must not become a Python warning.
    compiled, _warnings = typst.compile_with_warnings(
        path,
        root=PACKAGE,
        format="pdf",
        font_paths=_fonts(folder),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=_STANDARDS,
        timestamp=made_at.astimezone(UTC).replace(microsecond=0),  # a PDF's own clock counts seconds
    )
    return compiled


def _undrawn(error: typst.TypstError) -> list[str]:
    """Return the texts that the writer could not draw, as they were in the data, each once; empty for other errors."""

    def unescape(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    found = (_ESCAPE.sub(unescape, text) for text in _UNDRAWN.findall(error.diagnostic or error.message))
    return list(dict.fromkeys(found))


def _never_drawn(data: Any) -> list[str]:
    """Return the characters that typst's own fonts set badly without a warning: all that runs from right to left."""
    text = json.dumps(data, ensure_ascii=False)
    return sorted({character for character in text if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT})


def _notated(data: Any, missing: Sequence[str]) -> Any:
    characters = {character: f"[{code_points(character)}]" for text in missing for character in text if character > "~"}
    return _map_texts(data, lambda text: text.translate(str.maketrans(characters)))


def _clean(data: Any) -> Any:
    return _map_texts(data, printable)


def printable(text: str) -> str:
    """Return the text without what is no writing: control characters, turned directions, halves of characters."""
    if text.isascii() and text.isprintable():
        return text  # the drawing of a code holds tens of thousands of characters, none of which needs a look
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(
        character
        for character in composed
        if character == "\n"
        or (unicodedata.category(character) not in {"Cc", "Cs"} and character not in _DIRECTION_MARKS)
    )


def _map_texts(data: Any, change: Any) -> Any:
    match data:
        case str():
            return change(str(data))
        case Mapping():
            return {key: _map_texts(value, change) for key, value in data.items()}
        case list() | tuple():
            return [_map_texts(value, change) for value in data]
    return data
