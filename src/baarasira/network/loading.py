"""Loading the territory: the regions and cercles the product carries, and communes from a file of the installation."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import resources

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor, system
from baarasira.kernel.journal import write as journal

from .enums import TerritoryKind
from .models import Territory
from .policies import TERRITORIES
from .queries import Gazetteer

COUNTRY = "ML"
DISTRICT = "ML-BKO"
_FIELDS = (
    "name",
    "other_names",
    "kind",
    "parent_id",
    "valid_from",
    "iso",
    "code_ct",
    "population_male",
    "population_female",
)


@dataclass(frozen=True, slots=True)
class RowFault:
    """A row that was not loaded: its line in the file (the header is 1) and why, in a sentence."""

    line: int
    sentence: str


@dataclass(slots=True)
class TerritoryReport:
    """How many territories were added, changed and left as they were, and the rows refused."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: list[RowFault] = field(default_factory=list)


def slug(name: str) -> str:
    """Return the part of a territory's code made from its name: capitals without accents, the rest as hyphens."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(character for character in plain if not unicodedata.combining(character)).upper()
    return re.sub(r"[^A-Z0-9]+", "-", letters).strip("-")


def _carried(name: str) -> list[dict[str, str]]:
    text = resources.files("baarasira.network").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def carried_territories() -> list[Territory]:
    """Return, unsaved, the country, its regions (laws 2023-006 and 2023-007, INSTAT), cercles and Bamako's communes.

    Each stands after the one it lies in.
    """
    country = Territory(code=COUNTRY, name="Mali", kind=TerritoryKind.COUNTRY, iso="ML")
    return [
        country,
        *(_region(row) for row in _carried("regions.csv")),
        *(_below(row, TerritoryKind.CERCLE, row["region"]) for row in _carried("cercles.csv")),
        *(_below(row, TerritoryKind.COMMUNE, row["parent"]) for row in _carried("communes.csv")),
    ]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _region(row: Mapping[str, str]) -> Territory:
    return Territory(
        code=row["code"],
        name=row["name"],
        other_names=row["other_names"],
        kind=TerritoryKind.REGION,
        parent_id=COUNTRY,
        valid_from=_day(row["valid_from"]),
        iso=row["iso"],
        code_ct=row["code_ct"],
        population_male=int(row["population_male"]),
        population_female=int(row["population_female"]),
    )


def _below(row: Mapping[str, str], kind: TerritoryKind, parent: str) -> Territory:
    return Territory(
        code=row["code"],
        name=row["name"],
        other_names=row["other_names"],
        kind=kind,
        parent_id=parent,
        valid_from=_day(row.get("valid_from", "")),
    )


@transaction.atomic
def load_territory(*, actor: Actor | None = None) -> TerritoryReport:
    """Load or bring up to date the territory the product carries; the same call twice changes nothing.

    Without an actor the system itself acts, now. Raises NotAllowed.
    """
    actor = actor or system(timezone.now(), "command")
    TERRITORIES.require(actor, "load")
    return _store(actor, carried_territories(), TerritoryReport())


@transaction.atomic
def load_communes(*, actor: Actor, rows: Iterable[Mapping[str, str]]) -> TerritoryReport:
    """Load communes from rows with `region`, `cercle` (empty in Bamako), `commune` and, where given, `code`.

    A row whose region or cercle is not found is refused with its line; the good rows are kept, and the same file
    twice adds nothing. Raises NotAllowed.
    """
    TERRITORIES.require(actor, "load")
    gazetteer, report = Gazetteer(), TerritoryReport()
    found: dict[str, Territory] = {}
    for line, row in enumerate(rows, start=2):
        try:
            commune = _commune(row, gazetteer)
            if commune.code in found:
                raise _RowRefused(_("This commune stands in the file twice; the first line was kept."))
        except _RowRefused as refusal:
            report.faults.append(RowFault(line, str(refusal)))
        else:
            found[commune.code] = commune
    return _store(actor, list(found.values()), report)


class _RowRefused(Exception):
    """Why one row of communes is not loaded."""


def _commune(row: Mapping[str, str], gazetteer: Gazetteer) -> Territory:
    """Return the commune of a row, stored or new; raises _RowRefused with the sentence that says why not."""
    name = row.get("commune", "").strip()
    if not name:
        raise _RowRefused(_("The name of the commune is missing."))
    parent = _parent_of_commune(row.get("region", "").strip(), row.get("cercle", "").strip(), gazetteer)
    held = gazetteer.find(name, TerritoryKind.COMMUNE, parent.code)
    if held is not None:
        return held
    code = row.get("code", "").strip() or f"{parent.code}-{slug(name)}"
    if gazetteer.get(code) is not None:
        raise _RowRefused(_("The code “%(code)s” belongs to another place.") % {"code": code})
    return Territory(code=code, name=name, kind=TerritoryKind.COMMUNE, parent_id=parent.code)


def _parent_of_commune(region_name: str, cercle_name: str, gazetteer: Gazetteer) -> Territory:
    region = gazetteer.find(region_name, TerritoryKind.REGION)
    if region is None:
        raise _RowRefused(
            _("“%(name)s” is not a region of Mali. Write its name or its code, for example ML-1.")
            % {"name": region_name}
        )
    if not cercle_name and region.code == DISTRICT:
        return region
    if not cercle_name:
        raise _RowRefused(_("The cercle of the commune is missing."))
    cercle = gazetteer.find(cercle_name, TerritoryKind.CERCLE, region.code)
    if cercle is None:
        raise _RowRefused(_("“%(name)s” is not a cercle of %(region)s.") % {"name": cercle_name, "region": region.name})
    return cercle


def _store(actor: Actor, wanted: list[Territory], report: TerritoryReport) -> TerritoryReport:
    held = Territory.objects.in_bulk([territory.code for territory in wanted])
    new = [territory for territory in wanted if territory.code not in held]
    changed = [
        territory
        for territory in wanted
        if territory.code in held
        and any(getattr(held[territory.code], name) != getattr(territory, name) for name in _FIELDS)
    ]
    Territory.objects.bulk_create(new)
    if changed:
        Territory.objects.bulk_update(changed, _FIELDS)
    report.added, report.changed = len(new), len(changed)
    report.unchanged = len(wanted) - len(new) - len(changed)
    if new or changed:
        journal.record(
            actor,
            "territory.load",
            noun="territory",
            object_id=COUNTRY,
            after={
                "added": [territory.code for territory in new],
                "changed": [territory.code for territory in changed],
            },
        )
    return report
