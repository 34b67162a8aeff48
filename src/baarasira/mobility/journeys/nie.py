"""The Spanish foreigner's number (NIE): X, Y or Z, seven digits and a letter that is their remainder by 23."""

import re

_SHAPE = re.compile(r"([XYZ])(\d{7})([A-Z])")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def read_nie(text: str) -> str:
    """Return the number as it is written (``X1234567L``), spaces and strokes passed over; empty when it is none."""
    match = _SHAPE.fullmatch(re.sub(r"[\s\-.]", "", text).upper())
    if match is None:
        return ""
    number = int(f"{'XYZ'.index(match[1])}{match[2]}")
    return match[0] if _LETTERS[number % 23] == match[3] else ""
