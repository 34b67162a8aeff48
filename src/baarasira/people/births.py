"""Birth dates as people know them: a day, a year, or "about" a year (domain.md B.5)."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from baarasira.engine import fold_name
from baarasira.kernel.errors import BusinessError

from .enums import BornPrecision

_ABOUT = r"(?:(?:nee?|born)\s+)?(?:vers|v|environ|env|ca|circa|about|en|in)?"
_YEAR = re.compile(rf"{_ABOUT}\s*(\d{{4}})")
_DAY_FIRST = re.compile(r"(?:nee?\s+)?(?:le\s+)?(\d{1,2})(?:er)?\s+(\d{1,2}|[a-z]+)\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s(\d{1,2})\s(\d{1,2})")
_PACKED = re.compile(r"(\d{2})(\d{2})(\d{4})")
_MONTHS = (
    ("janvier", "janv", "jan", "january"),
    ("fevrier", "fevr", "fev", "february", "feb"),
    ("mars", "march", "mar"),
    ("avril", "avr", "april", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "juil", "july", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "sept", "september", "sep"),
    ("octobre", "oct", "october"),
    ("novembre", "nov", "november"),
    ("decembre", "dec", "december"),
)
_MONTH_OF = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}


class BirthRefused(BusinessError):
    """The text is neither a birth date nor a birth year."""

    default_code = "born"


def parse_born(text: str) -> tuple[date, BornPrecision]:
    """Read a birth date or year: ``1985``, ``vers 1985``, ``31/12/1985``, ``31121985``, ``1985-12-31``, ``3 mai 1985``.

    A year alone becomes 1 July of it, with the precision YEAR (engine.md, rank). Raises BirthRefused otherwise.
    """
    plain = fold_name(text)
    if match := _YEAR.fullmatch(plain):
        return _date(int(match[1]), 7, 1), BornPrecision.YEAR
    if match := _DAY_FIRST.fullmatch(plain) or _PACKED.fullmatch(plain):
        month = int(match[2]) if match[2].isdigit() else _MONTH_OF.get(match[2], 0)
        return _date(int(match[3]), month, int(match[1])), BornPrecision.DAY
    if match := _YEAR_FIRST.fullmatch(plain):
        return _date(int(match[1]), int(match[2]), int(match[3])), BornPrecision.DAY
    raise BirthRefused(
        _("This birth date cannot be read. Write the day, month and year (31/12/1985), or the year alone (1985)."),
        field="born",
    )


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise BirthRefused(
            _("No calendar has this birth date. Check the day and the month, or write the year alone."), field="born"
        ) from None


def born_text(born: date, precision: str) -> str:
    """Return what a form shows of a stored birth: ``31/12/1985`` or ``1985``."""
    return f"{born.year:04d}" if precision == BornPrecision.YEAR else f"{born:%d/%m/%Y}"


def youngest_age(born: date, precision: str, on: date) -> int:
    """Return the completed years on a date; of a year alone, the most they may be."""
    years = on.year - born.year
    if precision == BornPrecision.YEAR:
        return years
    return years - ((on.month, on.day) < (born.month, born.day))
