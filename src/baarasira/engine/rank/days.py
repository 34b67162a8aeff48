"""Days as whole numbers that NumPy compares: YYYYMMDD, 0 for none."""

from datetime import date

LAST = 99_999_999
"""After every day: where an empty registration date stands."""

_MID_YEAR = 701
_LEAP_DAY = 229
_AFTER_LEAP_DAY = 301


def number_of(day: date | None) -> int:
    """Return YYYYMMDD of a day, 0 for none."""
    return 0 if day is None else day.year * 10_000 + day.month * 100 + day.day


def number_of_birth(born: date | int | None) -> int:
    """Return YYYYMMDD of a day of birth, YYYY0000 of a year alone, 0 for none."""
    return born * 10_000 if isinstance(born, int) else number_of(born)


def birthday(number: int) -> int:
    """Return the day from which a birth counts: 1 July of a bare year, 1 March for 29 February (engine.md, AGE)."""
    year, day = divmod(number, 10_000)
    if not year:
        return 0
    return year * 10_000 + {0: _MID_YEAR, _LEAP_DAY: _AFTER_LEAP_DAY}.get(day, day)


def day_of(number: int) -> date | None:
    """Return the day of YYYYMMDD, None for 0 and `LAST`."""
    if number in (0, LAST):
        return None
    return date(number // 10_000, number // 100 % 100, number % 100)


def birth_of(number: int) -> date | int | None:
    """Return what `number_of_birth` was given."""
    return number // 10_000 if number and not number % 10_000 else day_of(number)
