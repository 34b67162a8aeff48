"""Whether a page holds what the register says it must."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from baarasira.engine import fold_name

from . import reading

Question = Mapping[str, Any]


def fault(question: Question, page: str) -> str:
    """Return what is wrong with the answer to a question, "" when nothing is.

    people: file numbers of who comes first; holder: the file number of whose phone it is; meant: the surname that was
    misspelt; first: name and birth year of who heads a shortlist (None: nobody); near: everyone lacks something;
    region: everyone lives there. What a question does not hold is not looked at.
    """
    found = [check(question[name], page) for name, check in _CHECKS.items() if name in question]
    return "; ".join(filter(None, found))


def is_checked(question: Question) -> bool:
    """Tell whether anything is known of the answer."""
    return any(name in question for name in _CHECKS)


def page_fault(people: Sequence[Any], page: str) -> str:
    """Return what is wrong with a page far down: of a search by file numbers, of a shortlist by names and birth years."""
    if isinstance(people[0], str):
        return _first_people(people, page)
    there, wanted = [[person.name, person.year] for person in reading.shown(page)], [list(pair) for pair in people]
    if there == wanted:
        return ""
    row = next((row for row, pair in enumerate(zip(there, wanted, strict=False)) if pair[0] != pair[1]), None)
    if row is None:
        return f"shows {len(there)} people, not {len(wanted)}"
    return f"shows {there[row : row + 2]} from row {row + 1} on, not {wanted[row : row + 2]}"


def _first_people(people: Sequence[str], page: str) -> str:
    there = reading.file_numbers(page)[: len(people)]
    return "" if there == list(people) else f"shows {there[:3]}…, not {list(people[:3])}…"


def _holder(number: str, page: str) -> str:
    return "" if number in reading.file_numbers(page) else f"{number} is not there"


def _meant(surname: str, page: str) -> str:
    if not reading.file_numbers(page):
        return "nobody is there"
    told = fold_name(reading.notices(page)).split()
    return "" if surname in told else f"{surname} is not among the words taken for what was typed"


def _first(person: Sequence[Any] | None, page: str) -> str:
    there = [[shown.name, shown.year] for shown in reading.shown(page)[:1]]
    return "" if there == ([list(person)] if person else []) else f"begins with {there}, not {person}"


def _near(_yes: bool, page: str) -> str:
    return "" if all(person.lack for person in reading.shown(page)) else "somebody lacks nothing"


def _region(name: str, page: str) -> str:
    elsewhere = [person.place for person in reading.shown(page) if not person.place.endswith(name)]
    return f"somebody lives in {elsewhere[0]}, not in {name}" if elsewhere else ""


_CHECKS: Mapping[str, Callable[[Any, str], str]] = {
    "people": _first_people,
    "holder": _holder,
    "meant": _meant,
    "first": _first,
    "near": _near,
    "region": _region,
}
