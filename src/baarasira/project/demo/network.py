"""The demonstration's network: a plausible service, not ANPE's own list of offices.

Headquarters with three departments, 11 directorates, 49 local offices (six in Bamako, 43 in cercles), the CPR of Bamako
with its four branches and the AEK of Kayes; every region and cercle is served. An installation enters its own network.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from django.db import transaction

from baarasira.kernel.actor import Actor, system
from baarasira.network.actions import cover_territories, open_structure
from baarasira.network.enums import StructureKind, TerritoryKind
from baarasira.network.loading import load_territory, slug
from baarasira.network.models import Structure, Territory

OPENED = date(2001, 3, 29)
SERVING_SINCE = date(2023, 3, 13)
"""The present regions and cercles exist since that day (laws 2023-006 and 2023-007)."""
NOTE = "Données de démonstration"

DEPARTMENTS = {
    "DCM": "Département de la coopération et des migrations",
    "DFPE": "Département de la formation et de la promotion de l'emploi",
    "DI": "Département de l'intermédiation",
}

DIRECTORATES = {
    "Kayes": ("ML-1", "ML-NIO", "ML-KIT"),
    "Koulikoro": ("ML-2", "ML-DIO", "ML-NAR"),
    "Sikasso": ("ML-3", "ML-BOU", "ML-KOU"),
    "Ségou": ("ML-4", "ML-SAN"),
    "Mopti": ("ML-5", "ML-BAN", "ML-DOU"),
    "Tombouctou": ("ML-6",),
    "Gao": ("ML-7",),
    "Kidal": ("ML-8",),
    "Taoudénit": ("ML-10",),
    "Ménaka": ("ML-9",),
    "Bamako": ("ML-BKO",),
}
"""The regions each directorate serves; offices stand below the directorate of their region."""


class Office(NamedTuple):
    """A local office: the region it stands in, its town, and its cercles (none: what the others of the region leave)."""

    region: str
    town: str
    cercles: tuple[str, ...] = ()


OFFICES = (
    Office("ML-1", "Kayes"),
    Office("ML-1", "Bafoulabé", ("Bafoulabé", "Oussoubidiagna")),
    Office("ML-1", "Kéniéba", ("Kéniéba",)),
    Office("ML-1", "Yélimané", ("Yélimané",)),
    Office("ML-NIO", "Nioro"),
    Office("ML-NIO", "Diéma", ("Diéma", "Diangounté", "Béma")),
    Office("ML-KIT", "Kita"),
    Office("ML-2", "Koulikoro"),
    Office("ML-2", "Banamba", ("Banamba",)),
    Office("ML-2", "Kangaba", ("Kangaba",)),
    Office("ML-2", "Kati", ("Kati", "Siby", "Néguéla")),
    Office("ML-2", "Kolokani", ("Kolokani",)),
    Office("ML-DIO", "Dioïla"),
    Office("ML-NAR", "Nara"),
    Office("ML-3", "Sikasso"),
    Office("ML-3", "Kadiolo", ("Kadiolo", "Loulouni")),
    Office("ML-BOU", "Bougouni"),
    Office("ML-BOU", "Kolondiéba", ("Kolondiéba", "Fakola", "Kadiala")),
    Office("ML-BOU", "Yanfolila", ("Yanfolila", "Sélingué")),
    Office("ML-KOU", "Koutiala"),
    Office("ML-KOU", "Yorosso", ("Yorosso", "Koury")),
    Office("ML-4", "Ségou"),
    Office("ML-4", "Barouéli", ("Barouéli",)),
    Office("ML-4", "Bla", ("Bla",)),
    Office("ML-4", "Macina", ("Macina", "Sarro")),
    Office("ML-4", "Niono", ("Niono", "Nampala", "Sokolo")),
    Office("ML-SAN", "San"),
    Office("ML-SAN", "Tominian", ("Tominian", "Fangasso", "Mandiakuy")),
    Office("ML-5", "Mopti"),
    Office("ML-5", "Djenné", ("Djenné", "Sofara")),
    Office("ML-BAN", "Bandiagara"),
    Office("ML-BAN", "Bankass", ("Bankass", "Dialassagou", "Kani", "Sokoura")),
    Office("ML-BAN", "Koro", ("Koro",)),
    Office("ML-DOU", "Douentza"),
    Office("ML-6", "Tombouctou"),
    Office("ML-6", "Diré", ("Diré",)),
    Office("ML-6", "Goundam", ("Goundam", "Bintagoungou", "Tonka", "Gargando")),
    Office("ML-6", "Niafunké", ("Niafunké", "Saraféré", "Léré")),
    Office("ML-7", "Gao"),
    Office("ML-7", "Ansongo", ("Ansongo", "Ouattagouna", "Talataye", "Tessit")),
    Office("ML-8", "Kidal"),
    Office("ML-10", "Taoudénit"),
    Office("ML-9", "Ménaka"),
)
BRANCHES = {"Kayes": "ML-1", "Sikasso": "ML-3", "Mopti": "ML-5", "Gao": "ML-7"}
"""The branches of the CPR and their regions."""


def _of(town: str) -> str:
    return f"d'{town}" if town[0] in "AEIOUÉÈ" else f"de {town}"


class _Builder:
    """Opens structures one after the other for one actor."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def add(
        self, code: str, name: str, kind: StructureKind, parent: Structure | None, serves: Iterable[str] = ()
    ) -> Structure:
        structure = open_structure(
            actor=self.actor, code=code, name=name, kind=kind, parent=parent, opened_on=OPENED, address=NOTE
        )
        codes = list(serves)
        if codes:
            cover_territories(actor=self.actor, structure_id=structure.id, codes=codes, valid_from=SERVING_SINCE)
        return structure


@transaction.atomic
def build_network(at: datetime | None = None) -> int:
    """Open the demonstration's structures through the actions and return how many there are.

    `at` is the moment of the entries in the journal, now when it is None. Nothing is done where a network exists.
    """
    if Structure.objects.exists():
        return Structure.objects.count()
    actor = system(at or datetime.now(UTC), "command")
    load_territory(actor=actor)
    builder = _Builder(actor)
    root = builder.add("DG", "Direction générale", StructureKind.HEADQUARTERS, None, ["ML"])
    for code, name in DEPARTMENTS.items():
        builder.add(code, name, StructureKind.DEPARTMENT, root)
    directorates = _directorates(builder, root)
    _offices(builder, directorates)
    _schools(builder, root)
    return Structure.objects.count()


def _directorates(builder: _Builder, root: Structure) -> dict[str, Structure]:
    """Open the directorates and return them by the regions they serve."""
    found: dict[str, Structure] = {}
    for town, regions in DIRECTORATES.items():
        place = "du District de Bamako" if town == "Bamako" else _of(town)
        made = builder.add(f"DR-{slug(town)}", f"Direction régionale {place}", StructureKind.DIRECTORATE, root, regions)
        found.update(dict.fromkeys(regions, made))
    return found


def _offices(builder: _Builder, directorates: dict[str, Structure]) -> None:
    for number, commune in enumerate(Territory.objects.filter(parent="ML-BKO").order_by("code"), start=1):
        builder.add(
            f"AL-BKO-{number}",
            f"Agence locale de la {commune.name} de Bamako",
            StructureKind.LOCAL_OFFICE,
            directorates["ML-BKO"],
            [commune.code],
        )
    left = {code: region for code, region in _cercles() if not _taken(code, region)}
    for office in OFFICES:
        codes = [f"{office.region}-{slug(name)}" for name in office.cercles]
        builder.add(
            f"AL-{slug(office.town)}",
            f"Agence locale {_of(office.town)}",
            StructureKind.LOCAL_OFFICE,
            directorates[office.region],
            codes or [code for code, region in left.items() if region == office.region],
        )


def _cercles() -> list[tuple[str, str]]:
    rows = Territory.objects.filter(kind=TerritoryKind.CERCLE).values_list("code", "parent_id")
    return [(code, parent or "") for code, parent in rows]


def _taken(code: str, region: str) -> bool:
    """Tell whether an office names this cercle among its own."""
    return any(
        code == f"{office.region}-{slug(name)}"
        for office in OFFICES
        if office.region == region
        for name in office.cercles
    )


def _schools(builder: _Builder, root: Structure) -> None:
    centre = builder.add(
        "CPR-BAMAKO", "Centre de perfectionnement et de reconversion de Bamako", StructureKind.CPR, root, ["ML-BKO"]
    )
    for town, region in BRANCHES.items():
        builder.add(f"CPR-{slug(town)}", f"Antenne du CPR {_of(town)}", StructureKind.CPR, centre, [region])
    builder.add("AEK-KAYES", "Atelier-école de Kayes", StructureKind.AEK, root, ["ML-1"])
