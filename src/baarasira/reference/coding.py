"""The index of names of work in use: what the product carries and, once an ESCO release is loaded, its labels too."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from uuid import UUID

from baarasira.engine import OccupationIndex, occupation_key
from baarasira.engine import OccupationLabel as Label

from .codelist import in_french
from .occupation_models import ConfirmedName, OccupationLabel
from .occupations import Suggested, carried_index, carried_labels, titled

# A label of a release under one's own name with the same words (thousandths).
_ESCO = 940
# A suggestion this sure and this far before the next is what the person means.
_CLEAR, _AHEAD = 900, 200


@dataclass(frozen=True, slots=True)
class _Built:
    """An index with the newest label it was built from."""

    newest: UUID
    index: OccupationIndex


class _Holder:
    """The one index of the process, built again when another release is loaded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._built: _Built | None = None

    def index(self) -> OccupationIndex:
        newest = OccupationLabel.objects.order_by("-id").values_list("id", flat=True).first()
        if newest is None:
            return carried_index()
        with self._lock:
            if self._built is None or self._built.newest != newest:
                self._built = _Built(newest, OccupationIndex.build(chain(carried_labels(), _loaded_labels())))
            return self._built.index


_HOLDER = _Holder()


def _loaded_labels() -> Iterator[Label]:
    rows = OccupationLabel.objects.order_by("id").values_list("code", "label", "lang")
    for code, label, lang in rows.iterator(chunk_size=5000):
        yield Label(code, label, lang, _ESCO)


def occupation_index() -> OccupationIndex:
    """Return the index in use; one query, and about a second of work after a release was loaded."""
    return _HOLDER.index()


# How many confirmations the list itself counts for, beside those of agents, for the same words.
LIST_COUNTS = 4
# Of what the list suggests for words, this many groups can be chosen, and so confirmed.
MOST_CONFIRMABLE = 20


def listed_occupations(text: str, lang: str = "", top: int = 5, *, unfinished: bool = False) -> list[Suggested]:
    """Return what the list alone suggests, whatever agents confirmed. One query."""
    spoken = lang or ("fr" if in_french() else "en")
    return titled(occupation_index(), text, spoken, top, unfinished=unfinished)


def suggest_occupations(text: str, lang: str = "", top: int = 5, *, unfinished: bool = True) -> list[Suggested]:
    """Return the unit groups that answer everyday words best; none when nothing is worth a look (engine.md, code).

    What agents confirmed for the very same words (accents, case, plural, gender and order aside) moves the suggestions:
    beside the list, which counts for four, each confirmation counts one, so that a group's score becomes
    (4 × score + 1000 × its count) / (4 + all counts), rounded down.
    lang: `fr` or `en`, the active language when left out; unfinished: the last word may still be being typed. Two queries.
    """
    key = occupation_key(text)
    counts = _confirmed(key) if key else {}
    if not counts:
        return listed_occupations(text, lang, top, unfinished=unfinished)
    listed = listed_occupations(text, lang, max(top, MOST_CONFIRMABLE), unfinished=unfinished)
    everybody = LIST_COUNTS + sum(counts.values())
    moved = [
        replace(found, score=(LIST_COUNTS * found.score + 1000 * counts.get(found.code, 0)) // everybody)
        for found in listed
    ]
    return sorted(moved, key=lambda found: (-found.score, found.code))[:top]


def _confirmed(key: str) -> dict[str, int]:
    rows = ConfirmedName.objects.filter(key=key, withdrawn_on__isnull=True)
    return dict(rows.values_list("code", "count"))


def clearly_meant(text: str, lang: str = "") -> str | None:
    """Return the one unit group a text means beyond doubt by the list alone, None when it must be chosen. One query."""
    found = listed_occupations(text, lang, 2)
    if not found or found[0].score < _CLEAR:
        return None
    if len(found) > 1 and found[0].score - found[1].score < _AHEAD:
        return None
    return found[0].code
