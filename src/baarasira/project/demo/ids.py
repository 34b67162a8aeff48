"""Identifiers of invented rows: UUIDv7 of the moment the row tells of, the same whenever the row is made anew."""

from random import Random
from typing import NamedTuple


class Id(NamedTuple):
    """One identifier in the two forms that are stored: 32 hexadecimal digits, and with hyphens."""

    hex: str
    text: str


class Ids:
    """Makes the identifiers of one person's rows, in the order of their making."""

    def __init__(self, random: Random) -> None:
        self._made = 0
        self._rest = f"{1 << 63 | random.getrandbits(62):016x}"

    def hex(self, seconds: int) -> str:
        """Return the next identifier, of a moment in seconds since 1970, as 32 hexadecimal digits.

        The 12 bits after the milliseconds count the person's rows: two made at one moment still sort by their making.
        The last 62 are the person's own.
        """
        self._made += 1
        return f"{seconds * 1000:012x}7{self._made:03x}{self._rest}"

    def both(self, seconds: int) -> Id:
        """Return the next identifier in both forms."""
        bare = self.hex(seconds)
        return Id(bare, hyphened(bare))


def hyphened(bare: str) -> str:
    """Return 32 hexadecimal digits as a UUID is written."""
    return f"{bare[:8]}-{bare[8:12]}-{bare[12:16]}-{bare[16:20]}-{bare[20:]}"
