"""Names of the region in one form: accents, special letters, and the spellings people use for one sound.

`fold_name` keeps the spelling and drops what keyboards differ in; `canonical_name` goes further and gives every usual spelling of
one name the same form (Traoré and Traore; Coulibaly and Koulibali; Mamadou, Mahamadou and Mohamed). The canonical form
is a key, never shown.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from .families import FAMILIES

LONGEST_WORD = 60
_LETTERS = str.maketrans(
    {
        "ɛ": "e",
        "ɔ": "o",
        "ɲ": "n",
        "ŋ": "n",
        "ɓ": "b",
        "ɗ": "d",
        "ƴ": "y",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
_JOINING_MARKS = re.compile("['’‘ʼʹ`´.]")
_NOT_WORDS = re.compile(r"[^\w\n]+|_+")
_ALONE = re.compile(r"(?:(?<=\s)|^)([nm]) (?=[bcdfgjkpst])", re.MULTILINE)
# Compiled for lines: the same rules serve one word and a column of them.
_RULES = tuple(
    (re.compile(pattern, re.MULTILINE), form)
    for pattern, form in (
        (r"x", "ks"),
        (r"ph", "f"),
        (r"([tkgdrb])h", r"\1"),
        (r"ck|qu|q", "k"),
        (r"tch", "ti"),
        (r"sch|sh", "ch"),
        (r"ch", "x"),
        (r"cc?(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ow$", "o"),
        (r"ou|oo|w", "u"),
        (r"y", "i"),
        (r"h", ""),
        (r"dj|di(?=[aeou])|dz", "j"),
        (r"gn|ni(?=[aeou])|ng(?=.)", "n"),
        (r"n(?=[bp])", "m"),
        (r"([a-z])\1+", r"\1"),
        (r"(?<=[aiu][mnl])e$", ""),
        (r"([a-z])\1+", r"\1"),
    )
)


@lru_cache(maxsize=16384)
def fold_name(text: str) -> str:
    """Return the words of a name in lower case, without accents, apostrophes or hyphens, one space between them.

    Letters of Malian languages become their plain neighbour (ɛ→e, ɔ→o, ɲ→n, ŋ→n); other scripts are kept.
    """
    lowered = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(character for character in lowered if not unicodedata.combining(character)).translate(_LETTERS)
    joined = _JOINING_MARKS.sub("", bare)
    return " ".join("".join(character if character.isalnum() else " " for character in joined).split())


def name_words(text: str) -> list[str]:
    """Return the folded words of a name, each once, in order, cut at 60 characters; ``N Diaye`` is one word."""
    found = fold_name(text).split()
    joined: list[str] = []
    for word in found:
        if joined and joined[-1] in ("n", "m") and word[0] in "bcdfgjkpst":
            joined[-1] += word
        else:
            joined.append(word)
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in joined))


def _sound(word: str) -> str:
    sound = word.replace("ç", "s")
    for pattern, form in _RULES:
        sound = pattern.sub(form, sound)
    return sound or word


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """Return the sound of every listed spelling → the sound of the first name of its line."""
    table: dict[str, str] = {}
    for line in FAMILIES:
        names = fold_name(line).split()
        for name in names:
            table.setdefault(_sound(name), _sound(names[0]))
    return table


@lru_cache(maxsize=65536)
def canonical_name(word: str) -> str:
    """Return the one form of all usual spellings of a name of one word."""
    folded = fold_name(word).replace(" ", "")
    sound = _sound(folded)
    return _families().get(sound, sound)[:LONGEST_WORD]


def canonical_words(text: str) -> list[str]:
    """Return the canonical form of each word of a name, each once, in order."""
    return list(dict.fromkeys(canonical_name(word) for word in name_words(text)))


def fold_lines(texts: Sequence[str]) -> list[str]:
    """Return `fold_name` of each text, ``N Diaye`` joined, all in one pass: for columns of a register."""
    whole = unicodedata.normalize("NFKC", "\n".join(text.replace("\n", " ") for text in texts)).casefold()
    if not whole.isascii():
        spread = unicodedata.normalize("NFD", whole)
        marks = {ord(letter): None for letter in set(spread) if unicodedata.combining(letter)}
        whole = spread.translate(marks).translate(_LETTERS)
    whole = _NOT_WORDS.sub(" ", _JOINING_MARKS.sub("", whole))
    return [" ".join(line.split(" ")).strip() for line in _ALONE.sub(r"\1", whole).split("\n")] if texts else []


def canonical_each(words: Sequence[str]) -> list[str]:
    """Return `canonical_name` of each folded word, in one pass."""
    if not words:
        return []
    sounds = "\n".join(words).replace("ç", "s")
    for pattern, form in _RULES:
        sounds = pattern.sub(form, sounds)
    families = _families()
    heard = [sound or word for sound, word in zip(sounds.split("\n"), words, strict=True)]
    return [families.get(sound, sound)[:LONGEST_WORD] for sound in heard]
