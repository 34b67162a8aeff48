"""The rules of a selection: seats, seed, reserve and quotas, read from TOML and refused with a sentence (engine.md, select)."""

import difflib
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

LARGEST = 10**9
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LONGEST_SHARE = 100
_SHARES = ("min_share", "max_share")


def gettext_noop(text: str) -> str:
    """Mark an English sentence as one to translate; who shows it translates it."""
    return text


class BadRules(Exception):
    """The rules cannot be used.

    `message` is an English sentence with ``%(name)s`` places, `params` what stands in them; `quota` says which quota it is
    about, by its name or else its number, "" where it is about none.
    """

    def __init__(self, message: str, *, quota: str = "", **params: object) -> None:
        self.message = message
        self.params = params
        self.quota = quota
        sentence = message % params
        super().__init__(f"quota “{quota}”: {sentence}" if quota else sentence)


NOT_TOML = gettext_noop("The rules are not TOML: %(reason)s.")
UNKNOWN_KEY = gettext_noop("The key “%(key)s” is not known. Known are: %(known)s.")
MISSPELT_KEY = gettext_noop("The key “%(key)s” is not known; did you mean “%(meant)s”?")
MISSING_KEY = gettext_noop("The key “%(key)s” is missing.")
NOT_WHOLE = gettext_noop("“%(key)s” must be a whole number from 0 to %(largest)s.")
NOT_TEXT = gettext_noop("“%(key)s” must be a text between quotation marks.")
NOT_SHARE = gettext_noop("“%(key)s” must be an exact decimal from 0 to 1, as 0.30.")
NOT_TABLES = gettext_noop("The quotas must be tables, each under a line [[quota]].")
NOT_PLACES = gettext_noop('“where” must give columns and what they hold, as { region = "ML-1" }.')
NOT_VALUES = gettext_noop("“where” must give a text, or a list of texts, for the column “%(column)s”.")
MIN_ABOVE_MAX = gettext_noop("“%(low)s” is above “%(high)s”.")
NO_NAME = gettext_noop("“name” must be a text that is not empty and has no semicolon.")
SAME_NAME = gettext_noop("Two quotas have the name “%(name)s”. Give each a name of its own.")


@dataclass(frozen=True, slots=True)
class Quota:
    """A group of applicants and how many of them are chosen.

    where: column → the cells that match, every column of it must match. minimum, maximum: seats, None where there is no
    such bound; the shares are of the seats filled, the minimum rounded up, the maximum down. basis: the legal ground.
    """

    name: str
    where: Mapping[str, tuple[str, ...]]
    minimum: int | None = None
    maximum: int | None = None
    minimum_share: Fraction | None = None
    maximum_share: Fraction | None = None
    basis: str = ""

    def least(self, filled: int) -> int | None:
        """Return the minimum as a count when so many seats are filled; None without one."""
        shared = (
            None
            if self.minimum_share is None
            else -(-self.minimum_share.numerator * filled // self.minimum_share.denominator)
        )
        return max((bound for bound in (self.minimum, shared) if bound is not None), default=None)

    def most(self, filled: int) -> int | None:
        """Return the maximum as a count when so many seats are filled; None without one."""
        shared = (
            None
            if self.maximum_share is None
            else self.maximum_share.numerator * filled // self.maximum_share.denominator
        )
        return min((bound for bound in (self.maximum, shared) if bound is not None), default=None)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a selection is made by.

    reserve: the length of each reserve list; reserve_by: the column that parts them, "" for one list. as_read: the
    document they were read from, for the minutes.
    """

    seats: int
    seed: str
    quotas: tuple[Quota, ...] = ()
    reserve: int = 0
    reserve_by: str = ""
    as_read: Mapping[str, Any] = field(default_factory=dict)

    def columns(self) -> tuple[str, ...]:
        """Return the columns that the quotas and the reserve read, each once, in order."""
        read = [column for quota in self.quotas for column in quota.where]
        return tuple(dict.fromkeys([*read, self.reserve_by] if self.reserve_by else read))


def parse_rules(text: str) -> Rules:
    """Read rules from the text of a TOML file; raises BadRules."""
    try:
        document = tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, ArithmeticError) as error:
        raise BadRules(NOT_TOML, reason=str(error)) from None
    except RecursionError:
        raise BadRules(NOT_TOML, reason="too many brackets inside each other") from None
    return rules_of(document)


def rules_of(document: Mapping[str, Any]) -> Rules:
    """Read rules from a document as TOML gives it (decimals as Decimal or text); raises BadRules."""
    reader = _Reader("", document, required=("seats", "seed"), optional=("reserve", "reserve_by", "quota"))
    tables = document.get("quota", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadRules(NOT_TABLES)
    quotas = tuple(_quota(table, place) for place, table in enumerate(tables, start=1))
    names = [quota.name for quota in quotas]
    for name in names:
        if names.count(name) > 1:
            raise BadRules(SAME_NAME, name=name)
    return Rules(
        seats=reader.whole("seats") or 0,
        seed=reader.text("seed"),
        quotas=quotas,
        reserve=reader.whole("reserve") or 0,
        reserve_by=reader.text("reserve_by"),
        as_read=_plain(document),
    )


def _quota(table: Mapping[str, Any], place: int) -> Quota:
    name = table.get("name")
    called = name if isinstance(name, str) and name.strip() else str(place)
    bounds = ("min", "max", *_SHARES)
    reader = _Reader(called, table, required=("name", "where"), optional=(*bounds, "basis"))
    if not isinstance(name, str) or not name.strip() or ";" in name:
        raise BadRules(NO_NAME, quota=called)
    quota = Quota(
        name=name,
        where=_where(table["where"], called),
        minimum=reader.whole("min"),
        maximum=reader.whole("max"),
        minimum_share=reader.share("min_share"),
        maximum_share=reader.share("max_share"),
        basis=reader.text("basis"),
    )
    for low, high in (("min", "max"), _SHARES):
        below, above = reader.number(low), reader.number(high)
        if below is not None and above is not None and below > above:
            raise BadRules(MIN_ABOVE_MAX, quota=called, low=low, high=high)
    return quota


def _where(value: Any, called: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise BadRules(NOT_PLACES, quota=called)
    found = {}
    for column, wanted in value.items():
        cells = [wanted] if isinstance(wanted, str) else wanted
        if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
            raise BadRules(NOT_VALUES, quota=called, column=column)
        found[column] = tuple(dict.fromkeys(cells))
    return found


class _Reader:
    """The keys of one table of the rules."""

    def __init__(
        self, called: str, table: Mapping[str, Any], *, required: Sequence[str], optional: Sequence[str]
    ) -> None:
        self.called, self.table = called, table
        known = (*required, *optional)
        for key in table:
            if key not in known:
                meant = difflib.get_close_matches(key, [one for one in known if one not in table], n=1)
                if meant:
                    raise BadRules(MISSPELT_KEY, quota=called, key=key, meant=meant[0])
                raise BadRules(UNKNOWN_KEY, quota=called, key=key, known=", ".join(known))
        for key in required:
            if key not in table:
                raise BadRules(MISSING_KEY, quota=called, key=key)

    def whole(self, key: str) -> int | None:
        value = self.table.get(key)
        if key in self.table and (type(value) is not int or not 0 <= value <= LARGEST):
            raise BadRules(NOT_WHOLE, quota=self.called, key=key, largest=LARGEST)
        return value

    def text(self, key: str) -> str:
        value = self.table.get(key, "")
        if not isinstance(value, str):
            raise BadRules(NOT_TEXT, quota=self.called, key=key)
        return value

    def share(self, key: str) -> Fraction | None:
        if key not in self.table:
            return None
        share = _share(self.table[key])
        if share is None:
            raise BadRules(NOT_SHARE, quota=self.called, key=key)
        return share

    def number(self, key: str) -> Fraction | int | None:
        read: Callable[[str], Fraction | int | None] = self.share if key in _SHARES else self.whole
        return read(key)


def _share(value: object) -> Fraction | None:
    """Return the exact share, None where it is none."""
    if isinstance(value, str) and len(value) <= _LONGEST_SHARE and _DECIMAL.fullmatch(value.strip()):
        share = Fraction(value.strip())
    elif isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _LONGEST_SHARE:
        share = Fraction(value)
    else:
        share = Fraction(value) if type(value) is int else Fraction(-1)
    return share if 0 <= share <= 1 else None


def _plain(value: Any) -> Any:
    """Return what JSON can hold; a decimal stays a number where the shortest number that means it is exactly it."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    return value
