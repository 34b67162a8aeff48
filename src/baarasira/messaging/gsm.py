"""How long an SMS is: the GSM 7-bit alphabet and its 160 characters, or UCS-2 and its 70 (domain.md B.7).

ɛ ɔ ɲ ŋ and N'Ko stand outside the alphabet, as do ê, ï and ç: one of them alone, and the SMS holds 70 characters. Texts
of ours are written inside it, and names are put inside it by `plain`.
"""

import unicodedata
from dataclasses import dataclass

# GSM 03.38, basic set without its control characters, and the characters that an escape doubles.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLED = frozenset("^{}\\[~]|€\f")
_SPELT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...",
                        "œ": "oe", "Œ": "OE", "ɛ": "è", "Ɛ": "E", "ɔ": "ò", "Ɔ": "O", "ɲ": "ny", "Ɲ": "Ny", "ŋ": "ng",
                        "Ŋ": "Ng", "\u00a0": " ", "\u202f": " ", "ƴ": "y", "ɓ": "b", "ɗ": "d"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How an SMS is counted: in which alphabet, how many units, how many parts are paid for."""

    alphabet: str
    units: int
    parts: int


def size(text: str) -> Size:
    """Return the alphabet (``GSM-7`` or ``UCS-2``), the units and the parts of an SMS; an empty text has one part."""
    if all(character in BASIC or character in DOUBLED for character in text):
        units = len(text) + sum(character in DOUBLED for character in text)
        return Size("GSM-7", units, _parts(units, 160, 153))
    units = len(text.encode("utf-16-le")) // 2
    return Size("UCS-2", units, _parts(units, 70, 67))


def _parts(units: int, alone: int, each: int) -> int:
    return 1 if units <= alone else -(-units // each)


def plain(text: str) -> str:
    """Return a text written in the GSM 7-bit alphabet: letters outside it lose their accents, the rest becomes ``?``.

    >>> plain("Keïta, à Ségou")
    'Keita, à Ségou'
    """
    written: list[str] = []
    for character in unicodedata.normalize("NFC", text.translate(_SPELT)):
        if character in BASIC or character in DOUBLED:
            written.append(character)
            continue
        bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
        written.append(bare if bare and all(c in BASIC for c in bare) else "?")
    return "".join(written)


def shortened(text: str, most: int) -> str:
    """Return at most `most` characters of a text, cut at a word and ended by a point where it was cut."""
    if len(text) <= most:
        return text
    head = text[: most - 1].rsplit(" ", 1)[0] if " " in text[: most - 1] else text[: most - 1]
    return head.rstrip(" ,;-") + "."
