"""Tables of a file: which keys they have, which must be there, and how each is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .guessing import did_you_mean, listed, nearest
from .readers import WRONG, Reader, Spot

UNREAD = "?"
"""Where a table keeps the names of the keys that are there but could not be read: one mistake is said once."""


def given(item: Mapping[str, Any], key: str) -> bool:
    """Tell whether a key stands in a table of the file, readable or not."""
    return key in item or key in item.get(UNREAD, ())


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: how its value is read, whether it must be there, and what it is for (one sentence)."""

    name: str
    read: Reader
    help: str | Promise
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The keys of one kind of table; `title` is how it is written: ``[programme]``, ``[[step]]``."""

    title: str | Promise
    keys: tuple[Key, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the keys."""
        return tuple(key.name for key in self.keys)

    def read(self, value: Any, spot: Spot) -> Any:
        """Return the stored form of the keys that could be read, the names of the others under UNREAD.

        WRONG when it is not a table.
        """
        if not isinstance(value, dict):
            wrong = _("“%(key)s” is written as a value, it is a table") % {"key": spot.name}
            return spot.flaw("type", wrong, _("begin it with %(title)s on a line of its own") % {"title": self.title})
        meant = refuse_unknown(value, self.names, spot, self.title)
        found: dict[str, Any] = {}
        for key in self.keys:
            if key.name in value:
                stored = key.read(value[key.name], spot.at(key.name))
                if stored is not WRONG:
                    found[key.name] = stored
                else:
                    found.setdefault(UNREAD, []).append(key.name)
            elif key.required and key.name not in meant:
                spot.flaw(
                    "missing",
                    _("%(title)s has no “%(key)s”") % {"title": self.title, "key": key.name},
                    _("add “%(key)s”: %(help)s") % {"key": key.name, "help": key.help},
                )
        return found


def refuse_unknown(value: Mapping[str, Any], known: Iterable[str], spot: Spot, title: str | Promise) -> set[str]:
    """Note a flaw for each key that the table does not have; return the keys that were probably meant."""
    names, meant = tuple(known), set()
    for key in value:
        if key not in names:
            wrong = _("“%(key)s” is not a key of %(title)s") % {"key": key, "title": title}
            spot.at(key).flaw("unknown_key", wrong, did_you_mean(key, names) or listed(names))
            meant.add(nearest(key, names))
    return meant


def several(read: Callable[[Any, Spot], Any], title: str, *, key: str = "key") -> Reader:
    """Read tables written ``[[title]]``, each with a name of its own under `key`; those unreadable are left out.

    Each stored table remembers its number in the file under ``#``, so that what is checked later has a line.
    """

    def read_all(value: Any, spot: Spot) -> Any:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            wrong = _("“%(key)s” is written as one table, there may be several") % {"key": spot.name}
            return spot.flaw("type", wrong, _("write %(title)s, with two brackets") % {"title": title})
        found: list[dict[str, Any]] = []
        for number, item in enumerate(value):
            stored = read(item, spot.at(number))
            if stored is not WRONG:
                found.append({**stored, "#": number})
        _refuse_twins(found, spot, title, key)
        return found

    return read_all


def _refuse_twins(found: Iterable[Mapping[str, Any]], spot: Spot, title: str, key: str) -> None:
    seen: dict[str, int] = {}
    for item in found:
        name = item.get(key)
        if name is None:
            continue
        if name in seen:
            first = spot.report.line_of((*spot.path, seen[name]))
            wrong = _("two %(title)s have the name “%(name)s”") % {"title": title, "name": name}
            right = _("the first one stands on line %(line)d; give this one another name") % {"line": first}
            spot.at(item["#"], key).flaw("twin", wrong, right)
        seen.setdefault(name, item["#"])
