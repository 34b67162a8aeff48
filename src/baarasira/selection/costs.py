"""What each quota of a proposed run costs: points and seats, and who would come in and go out. Receipts, never names."""

from collections.abc import Sequence
from dataclasses import dataclass

from baarasira.engine import Selection, Tally, tallies, what_if


@dataclass(frozen=True, slots=True)
class Moved:
    """What one bound moved by one seat would change: seats filled, thousandths of a point, receipts in and out.

    None in place of it where there would then be no answer.
    """

    filled: int
    total: int
    comes_in: Sequence[str]
    goes_out: Sequence[str]


@dataclass(frozen=True, slots=True)
class Detail:
    """One quota looked at closely: its bounds moved by one, both ways. A key is left out where there is no such bound."""

    tally: Tally
    min_lower: Moved | None = None
    min_higher: Moved | None = None
    max_lower: Moved | None = None
    max_higher: Moved | None = None
    has_min: bool = False
    has_max: bool = False


def costs(selection: Selection) -> list[Tally]:
    """Return for each quota its counts, whether it binds, and what one more of it would change. Raises NotProven."""
    return tallies(selection)


def detail(selection: Selection, quota: int, tally: Tally) -> Detail:
    """Return what moving each bound of one quota by one would change. Raises NotProven."""
    rule = selection.rules.quotas[quota]
    has_min = rule.minimum is not None or rule.minimum_share is not None
    has_max = rule.maximum is not None or rule.maximum_share is not None
    return Detail(
        tally,
        min_lower=_moved(selection, quota, least=True, by=-1) if has_min and (tally.least or 0) > 0 else None,
        min_higher=_moved(selection, quota, least=True, by=1) if has_min else None,
        max_lower=_moved(selection, quota, least=False, by=-1) if has_max and (tally.most or 0) > 0 else None,
        max_higher=_moved(selection, quota, least=False, by=1) if has_max else None,
        has_min=has_min,
        has_max=has_max,
    )


def _moved(selection: Selection, quota: int, *, least: bool, by: int) -> Moved | None:
    other = what_if(selection, quota, least=least, by=by)
    if other.best is None:
        return None
    before, after = set(selection.chosen), set(other.chosen)
    ids = selection.applicants.ids
    return Moved(
        filled=other.filled - selection.filled,
        total=other.total - selection.total,
        comes_in=[ids[place] for place in other.chosen if place not in before],
        goes_out=[ids[place] for place in selection.chosen if place not in after],
    )
