"""Text made plain for the patterns, with the way back to the original: case, accents, apostrophes and dashes ignored."""

import unicodedata
from dataclasses import dataclass

_PLAIN = {"’": "'", "ʼ": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "…": ".", "•": "\n", "·": "."}
_DASHES = frozenset("‐‑‒–—−")


@dataclass(frozen=True, slots=True)
class Folded:
    """The plain text, and for each of its characters the index of the original it comes from."""

    original: str
    plain: str
    origin: tuple[int, ...]

    def fragment(self, start: int, end: int) -> str:
        """Return the words of the original that a span of the plain text stands for."""
        return self.original[self.origin[start] : self.origin[end - 1] + 1]

    def position(self, index: int) -> int:
        """Return the index in the original of a character of the plain text."""
        return self.origin[index]


def fold_text(text: str) -> Folded:
    """Return the text in lower case without accents; spaces of any kind become one space, line ends stay."""
    plain: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for piece in _pieces(character):
            if piece == " " and plain[-1:] == [" "]:
                continue
            plain.append(piece)
            origin.append(index)
    return Folded(text, "".join(plain), tuple(origin))


def _pieces(character: str) -> str:
    if character in "\r\n":
        return "\n"
    if character.isspace():
        return " "
    if character in _DASHES:
        return "-"
    lowered = character.lower()
    if lowered in _PLAIN:
        return _PLAIN[lowered]
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(piece for piece in decomposed if not unicodedata.combining(piece))
