"""What the file names must be in the file: documents, grids, the country of work; and nothing written for nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ..enums import ProgrammeKind, SeatMethod
from ..files.guessing import did_you_mean, listed
from ..files.readers import Spot
from ..files.tables import given
from ..findings import Report

_ABROAD = {ProgrammeKind.SEASONAL, ProgrammeKind.RECALL, ProgrammeKind.PLACEMENT_ABROAD}


def check(stored: dict[str, Any], report: Report) -> None:
    """Note names of nothing, and things that nothing names."""
    _check_documents(stored, report)
    _check_grids(stored, report)
    _check_destinations(stored, report)
    _check_dates(stored.get("programme", {}), report)


def _keys(stored: Mapping[str, Any], name: str) -> dict[str, int]:
    return {item["key"]: item["#"] for item in stored.get(name, ()) if "key" in item}


def _check_documents(stored: Mapping[str, Any], report: Report) -> None:
    known, named = _keys(stored, "document"), set()
    for step in stored.get("step", ()):
        for number, key in enumerate(step.get("documents", ())):
            named.add(key)
            if key not in known:
                wrong = _("no [[document]] has the name “%(name)s”") % {"name": key}
                right = did_you_mean(key, known) or _("add this [[document]] to the file")
                Spot(report, ("step", step["#"], "documents", number)).flaw("document", wrong, right)
    for key, number in known.items():
        if key not in named and named <= set(known):
            wrong = _("no step asks for the document “%(name)s”") % {"name": key}
            right = _("name it in the “documents” of a step, or take it out")
            Spot(report, ("document", number)).flaw("unused", wrong, right)


def _grid_uses(stored: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for step in stored.get("step", ()):
        if "grid" in step:
            yield ("step", step["#"], "grid"), step["grid"]
    if "grid" in stored.get("seats", {}):
        yield ("seats", "grid"), stored["seats"]["grid"]


def _check_grids(stored: Mapping[str, Any], report: Report) -> None:
    known, named = _keys(stored, "grid"), set()
    for path, key in _grid_uses(stored):
        named.add(key)
        if key not in known:
            wrong = _("no [[grid]] has the name “%(name)s”") % {"name": key}
            right = did_you_mean(key, known) or (listed(known) if known else _("add this [[grid]] to the file"))
            Spot(report, path).flaw("grid", wrong, right)
    for grid in stored.get("grid", ()):
        _check_grid(grid, named, report)
    chosen = any(step.get("kind") == "selection" for step in stored.get("step", ()))
    if chosen and "seats" not in stored:
        number = next(step["#"] for step in stored["step"] if step.get("kind") == "selection")
        wrong = _("there is a selection, but the file does not say how seats are given")
        Spot(report, ("step", number)).flaw("seats", wrong, _('add [seats] with its method: "optimum" or "draw"'))
    if not chosen and (stored.get("quota") or "seats" in stored):
        name = "quota" if stored.get("quota") else "seats"
        wrong = _("there are seats or quotas, but no step “selection” uses them")
        Spot(report, (name,)).flaw("unused", wrong, _("add a step of the kind “selection”, or take them out"))
    seats = stored.get("seats", {})
    if seats.get("method") == SeatMethod.OPTIMUM and not given(seats, "grid"):
        wrong = _("the best scores are chosen, but no grid gives them")
        Spot(report, ("seats", "method")).flaw("grid", wrong, _('add grid = "…" to [seats]'))


def _check_grid(grid: Mapping[str, Any], named: set[Any], report: Report) -> None:
    spot = Spot(report, ("grid", grid["#"]))
    if "key" in grid and grid["key"] not in named:
        wrong = _("nothing uses the grid “%(name)s”") % {"name": grid["key"]}
        spot.flaw("unused", wrong, _("name it in a step or in [seats], or take it out"))
    lines = grid.get("line", [])
    total, wanted = sum(line.get("weight", 0) for line in lines), grid.get("total")
    if wanted is not None and lines and all("weight" in line for line in lines) and total != wanted:
        wrong = _("the weights of the grid “%(name)s” make %(sum)d together; it says %(total)d") % {
            "name": grid.get("key", ""), "sum": total, "total": wanted,
        }  # fmt: skip
        spot.at("total").flaw("weights", wrong, _("make them equal"))
    if wanted is not None and grid.get("pass_mark", 0) > wanted:
        wrong = _("nobody can reach a pass mark of %(mark)d out of %(total)d") % {
            "mark": grid["pass_mark"],
            "total": wanted,
        }
        spot.at("pass_mark").flaw("bounds", wrong, _("write at most %(most)d") % {"most": wanted})


def _check_destinations(stored: Mapping[str, Any], report: Report) -> None:
    found = stored.get("destination", [])
    kind = stored.get("programme", {}).get("kind")
    if kind in _ABROAD and not found:
        wrong = _("a programme of the kind “%(kind)s” goes abroad, but the file names no country") % {"kind": kind}
        Spot(report, ("programme", "kind")).flaw("destination", wrong, _("add a [[destination]] with its country"))
    seen: dict[tuple[Any, Any], int] = {}
    for item in found:
        key = (item.get("country"), item.get("scope", "all"))
        if key in seen:
            wrong = _("“%(country)s” stands twice with the same terms") % {"country": key[0]}
            Spot(report, ("destination", item["#"])).flaw("twin", wrong, _("keep one, or give them different scopes"))
        seen.setdefault(key, item["#"])
    if not found and kind not in _ABROAD:
        for path in _destination_references(stored, ()):
            wrong = _("this value depends on the country of work, but the file names none")
            Spot(report, path).flaw("destination", wrong, _("add a [[destination]], or write a number"))


def _destination_references(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        if isinstance(value.get("destination"), str):
            yield path
        for key, item in value.items():
            yield from _destination_references(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _destination_references(item, (*path, number))


def _check_dates(programme: Mapping[str, Any], report: Report) -> None:
    begins, ends = programme.get("valid_from"), programme.get("valid_to")
    if begins is not None and ends is not None and ends < begins:
        wrong = _("the programme ends on %(end)s, before it begins on %(begin)s") % {"end": ends, "begin": begins}
        Spot(report, ("programme", "valid_to")).flaw("date", wrong, _("write a later day, or take the line out"))
