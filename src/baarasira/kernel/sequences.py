"""Numbers people read aloud (files, cards, offers): without gaps a cashier would ask about, and never twice."""

import re
import secrets

from django.db import models

from .locking import door
from .prepared import Prepared


class Sequence(models.Model):
    """The last number given out under one name (``"person:2026"``)."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


_HELD = Prepared(lambda name: Sequence.objects.filter(name=name).order_by(), name=models.CharField())


def next_number(name: str) -> int:
    """Return the next number under that name; call it inside the transaction that uses it."""
    return next_numbers(name, 1)


def next_numbers(name: str, count: int) -> int:
    """Reserve `count` numbers in a row and return the first (imports and demonstration data take them by thousands)."""
    door(f"sequence:{name}")
    sequence = next(iter(_HELD(name=name)), None) or Sequence.objects.get_or_create(name=name)[0]
    first = sequence.last + 1
    sequence.last += count
    sequence.save(update_fields=["last"])
    return first


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def with_check(number: str) -> str:
    """Return the number followed by a check character that catches one wrong or two swapped characters.

    Luhn's method over the 32 letters and digits nobody mistakes for another (no I, L, O, U); it does not see a 0 and a Z
    side by side change places.
    """
    return number + check_character(number)


def check_character(number: str) -> str:
    """Return Luhn's check character, modulo 32, of the letters and digits of `number` (others are passed over)."""
    total, factor = 0, 2
    for character in reversed([c for c in number.upper() if c in _ALPHABET]):
        addend = factor * _ALPHABET.index(character)
        total += addend // 32 + addend % 32
        factor = 3 - factor
    return _ALPHABET[-total % 32]


_RANDOM = 8
_GROUPS = re.compile(r"([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-Z])")
_MISREAD = str.maketrans("OILU", "011V")


def random_number() -> str:
    """Return a number that nobody can guess from another one, with its check character: ``7KQ4-9M2X-P``.

    Of 32 to the 8th, about 1.1 million million; drawn from the machine's source of secrets, not from a counter, so that
    giving one out waits for nobody. The caller's unique constraint refuses the one that was given before.
    """
    drawn = "".join(secrets.choice(_ALPHABET) for _place in range(_RANDOM))
    return f"{drawn[:4]}-{drawn[4:]}-{check_character(drawn)}"


def read_random_number(text: str) -> str:
    """Return the number somebody typed as `random_number` writes it; empty when it is none, or its check character differs.

    Spaces, strokes and small letters are passed over; O, I, L and U, which no number holds, are read as what they look like.
    """
    match = _GROUPS.fullmatch(re.sub(r"[\W_]", "", text).upper().translate(_MISREAD))
    if match is None or check_character(match[1] + match[2]) != match[3]:
        return ""
    return f"{match[1]}-{match[2]}-{match[3]}"
