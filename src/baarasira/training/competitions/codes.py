"""The code a script bears: six drawn letters and digits and a check character, ``K7Q-4MX-P``; nothing else is in it."""

import re
import secrets
from collections.abc import Collection

from baarasira.kernel.sequences import check_character

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_DRAWN = 6
_SHAPE = re.compile(r"([0-9A-Z]{3})([0-9A-Z]{3})([0-9A-Z])")
_MISREAD = str.maketrans("OILU", "011V")


def draw(count: int, taken: Collection[str] = ()) -> list[str]:
    """Return so many new codes, each drawn from the machine's source of secrets, none of `taken`."""
    held, out = set(taken), []
    while len(out) < count:
        drawn = "".join(secrets.choice(_ALPHABET) for _place in range(_DRAWN))
        code = f"{drawn[:3]}-{drawn[3:]}-{check_character(drawn)}"
        if code not in held:
            held.add(code)
            out.append(code)
    return out


def read(text: str) -> str:
    """Return the code typed or read from a QR; empty when it is none, or its check character differs."""
    match = _SHAPE.fullmatch(re.sub(r"[\W_]", "", text).upper().translate(_MISREAD))
    if match is None or check_character(match[1] + match[2]) != match[3]:
        return ""
    return f"{match[1]}-{match[2]}-{match[3]}"
