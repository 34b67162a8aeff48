"""Reads over the two trees and the table between them. Who is where is not secret: nothing here depends on the reader."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, DateField, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from baarasira.kernel.prepared import Prepared
from baarasira.reference.codelist import fold, split_names

from .enums import StructureKind, TerritoryKind
from .models import Coverage, Structure, Territory

_KIND_WORD = re.compile(
    r"^\s*(r[ée]gion|cercle|commune|district)\s+(de la |de l['’]|du |des |de |d['’])?", re.IGNORECASE
)


def subtrees(roots: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Return for each of these structures its own id and those of all below it, in one query."""
    found: dict[UUID, set[UUID]] = {root: set() for root in roots}
    for structure_id, path in _BELOW(steps=[f"/{root}/" for root in found]):
        for root, below in found.items():
            if f"/{root}/" in path:
                below.add(structure_id)
    return found


def _below(steps: Sequence[str]) -> QuerySet[Structure, tuple[UUID, str]]:
    within = Q()
    for step in steps:
        within |= Q(GreaterThan(StrIndex("path", Value(step, CharField())), 0))
    return Structure.objects.filter(within).order_by().values_list("id", "path")


_BELOW = Prepared(_below, steps=CharField())


def subtree_ids(roots: Iterable[UUID]) -> set[UUID]:
    """Return the ids of these structures and of all below them, in one query."""
    return set().union(*subtrees(list(roots)).values())


def ancestor_ids(structure: Structure) -> list[UUID]:
    """Return the ids of the structures above this one, the root first; no query."""
    return [UUID(part) for part in structure.path.strip("/").split("/")][:-1]


def open_structures(on: date, kinds: Collection[str] = ()) -> QuerySet[Structure]:
    """Return the structures open on a date (the last day counts), of the given kinds or of all, by code."""
    found = Structure.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gte=on), opened_on__lte=on)
    return found.filter(kind__in=kinds) if kinds else found


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One line of the tree as a list: the structure and how deep it stands (0 for the root)."""

    structure: Structure
    depth: int


_KIND_ORDER = {kind: position for position, kind in enumerate(StructureKind.values)}


def structure_tree(on: date, root: Structure | None = None) -> list[TreeLine]:
    """Return the structures open on a date as an indented list: departments, directorates, offices, centres, by name.

    With `root`, that structure and what is below it. One query.
    """
    rows = open_structures(on)
    if root is not None:
        rows = rows.filter(path__startswith=root.path)
    structures = list(rows)
    present = {structure.id for structure in structures}
    children: dict[UUID | None, list[Structure]] = {}
    for structure in sorted(structures, key=lambda item: (_KIND_ORDER[item.kind], fold(item.name))):
        above = structure.parent_id if structure.parent_id in present else None
        children.setdefault(above, []).append(structure)
    lines: list[TreeLine] = []
    _walk(children, None, 0, lines)
    return lines


def _walk(children: dict[UUID | None, list[Structure]], above: UUID | None, depth: int, lines: list[TreeLine]) -> None:
    for structure in children.get(above, ()):
        lines.append(TreeLine(structure, depth))
        _walk(children, structure.id, depth + 1, lines)


def coverages_on(on: date) -> QuerySet[Coverage]:
    """Return the coverages in force on a date."""
    return Coverage.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def lineage(code: str) -> list[str]:
    """Return the codes of a territory and of those above it, itself first; empty for an unknown code.

    At most four levels, one query: a commune, its cercle, its region, the country.
    """
    chain = ("parent", "parent__parent", "parent__parent__parent")
    row = Territory.objects.filter(code=code).values_list("code", *(f"{step}__code" for step in chain)).first()
    return [found for found in row if found] if row is not None else []


def offices_covering(code: str, on: date, kinds: Collection[str] = (StructureKind.LOCAL_OFFICE,)) -> list[Structure]:
    """Return the open structures that serve a territory on a date, the closest level first, then by name.

    A structure that covers the cercle or the region serves every commune inside it.
    """
    levels = {found: position for position, found in enumerate(lineage(code))}
    held = coverages_on(on).filter(territory__in=levels, structure__in=open_structures(on, kinds))
    best: dict[UUID, tuple[int, Structure]] = {}
    for coverage in held.select_related("structure"):
        level = levels[coverage.territory_id]
        if coverage.structure_id not in best or level < best[coverage.structure_id][0]:
            best[coverage.structure_id] = (level, coverage.structure)
    return [item[1] for item in sorted(best.values(), key=lambda item: (item[0], fold(item[1].name)))]


def covered_codes(structures: Iterable[UUID], on: date) -> set[str]:
    """Return the codes of every territory these structures serve on a date, with all inside them."""
    direct = set(coverages_on(on).filter(structure__in=list(structures)).values_list("territory_id", flat=True))
    return direct | set(
        Territory.objects.filter(
            Q(parent__in=direct) | Q(parent__parent__in=direct) | Q(parent__parent__parent__in=direct)
        ).values_list("code", flat=True)
    )


def region_code(code: str) -> str:
    """Return the code of the region a territory lies in (itself for a region); empty for the country or unknown."""
    parts = lineage(code)
    return parts[-2] if len(parts) >= 2 else ""


def regions_of_structures(structures: Sequence[Structure], on: date) -> dict[UUID, str]:
    """Return {structure id: code of its region} on a date, in one query.

    A structure's region is the one most of its own coverage lies in (the first by code where two are equal); one
    without coverage, a school or a department, takes that of the nearest structure above it. Those that have none
    (headquarters) are left out.
    """
    wanted = {structure.id for structure in structures}
    for structure in structures:
        wanted.update(ancestor_ids(structure))
    counts: dict[UUID, dict[str, int]] = {}
    rows = coverages_on(on).filter(structure__in=wanted)
    steps = ("territory__kind", "territory__code", "territory__parent__kind", "territory__parent__code")
    last = ("territory__parent__parent__kind", "territory__parent__parent__code")
    for structure_id, *kinds_and_codes in rows.values_list("structure_id", *steps, *last):
        for kind, code in zip(kinds_and_codes[::2], kinds_and_codes[1::2], strict=True):
            if kind == TerritoryKind.REGION:
                held = counts.setdefault(structure_id, {})
                held[code] = held.get(code, 0) + 1
    own = {key: min(held, key=lambda code: (-held[code], code)) for key, held in counts.items()}
    found: dict[UUID, str] = {}
    for structure in structures:
        nearest = next((own[key] for key in (structure.id, *reversed(ancestor_ids(structure))) if key in own), "")
        if nearest:
            found[structure.id] = nearest
    return found


def region_of_structure(structure: Structure, on: date) -> Territory | None:
    """Return the region of one structure on a date (see `regions_of_structures`), None for headquarters."""
    code = regions_of_structures([structure], on).get(structure.id, "")
    return Territory.objects.get(code=code) if code else None


def territories(kind: str, *, within: str = "", on: date | None = None) -> list[Territory]:
    """Return the territories of one level by name, accents ignored; inside `within`, in force on `on` where given."""
    rows = Territory.objects.filter(kind=kind).select_related("parent")
    if within:
        rows = rows.filter(
            Q(parent=within) | Q(parent__parent=within) | Q(parent__parent__parent=within) | Q(code=within)
        )
    if on is not None:
        rows = rows.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )
    return sorted(rows, key=lambda territory: fold(territory.name))


def regions(on: date | None = None) -> list[Territory]:
    """Return the regions and the District in the order of the law: by `code_ct`, the District last."""
    found = territories(TerritoryKind.REGION, on=on)
    return sorted(found, key=lambda region: (region.code_ct in ("", "00"), region.code_ct, region.code))


_REGIONS = Prepared(
    lambda: Territory.objects.filter(kind=TerritoryKind.REGION).order_by().values_list("code", "code_ct", "name")
)
_NAMES: Prepared[tuple[str | UUID, str]] = Prepared(
    lambda on, kinds: open_structures(on, kinds).order_by().values_list("id", "name"),
    as_stored=True,
    on=DateField(),
    kinds=CharField(),
)


def region_names() -> dict[str, str]:
    """Return {code: name} of the regions in the order of `regions`, without reading more of them. One query."""
    ordered = sorted(_REGIONS(), key=lambda row: (row[1] in ("", "00"), row[1], row[0]))
    return {code: name for code, _number, name in ordered}


def structure_names(on: date, kinds: Collection[str]) -> list[tuple[str, str]]:
    """Return (id in hexadecimal digits, name) of the structures of these kinds open on a date, by name. One query."""
    rows = [(key if isinstance(key, str) else key.hex, name) for key, name in _NAMES(on=on, kinds=kinds)]
    return sorted(rows, key=lambda row: (fold(row[1]), row[1]))


class Gazetteer:
    """Every territory read once, to find those that an import names (an instance lives as long as one file)."""

    def __init__(self) -> None:
        self._by_code: dict[str, Territory] = {}
        self._by_name: dict[tuple[str, str], list[Territory]] = {}
        for territory in Territory.objects.select_related("parent", "parent__parent"):
            self._by_code[territory.code] = territory
            for name in (territory.name, *split_names(territory.other_names)):
                places = self._by_name.setdefault((territory.kind, fold(name)), [])
                if territory not in places:
                    places.append(territory)

    def get(self, code: str) -> Territory | None:
        """Return the territory of a code, None when there is none."""
        return self._by_code.get(code)

    def find(self, text: str, kind: str, within: str = "") -> Territory | None:
        """Return the one territory of a level meant by a code or a name; None when unknown, or when several fit.

        « Région de Kayes » and « Kayes » are one name; `within` is the code of a territory it must lie in.
        """
        text = text.strip()
        exact = self._by_code.get(text)
        if exact is not None and exact.kind == kind and self._inside(exact, within):
            return exact
        for name in (text, _KIND_WORD.sub("", text)):
            fitting = [place for place in self._by_name.get((kind, fold(name)), ()) if self._inside(place, within)]
            if len(fitting) == 1:
                return fitting[0]
        return None

    def _inside(self, territory: Territory, within: str) -> bool:
        current: Territory | None = territory
        while current is not None and within:
            if current.code == within:
                return True
            current = self._by_code.get(current.parent_id or "")
        return not within
