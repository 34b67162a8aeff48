"""The territory the product carries, its loader, and finding a place by what people write."""

import pytest

from baarasira.kernel.actor import system
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.models import Entry
from baarasira.network.enums import TerritoryKind
from baarasira.network.loading import carried_territories, load_communes, load_territory, slug
from baarasira.network.models import Territory
from baarasira.network.queries import Gazetteer, lineage, region_code, regions, territories
from baarasira.network.tiles import TILES
from baarasira.reference.codelist import fold
from factories import NOW, make_actor, make_structure, make_user
from reference_data import reference_rows

SYSTEM = system(NOW, "command")


def test_the_country_is_whole_and_every_place_lies_in_one_that_comes_before_it() -> None:
    places = carried_territories()
    kinds = [place.kind for place in places]

    assert [kinds.count(kind) for kind in TerritoryKind.values] == [1, 20, 159, 6]
    assert len({place.code for place in places}) == len(places)
    seen: set[str] = set()
    for place in places:
        assert place.parent_id is None or place.parent_id in seen
        seen.add(place.code)


def test_the_code_of_a_cercle_is_its_region_and_its_name() -> None:
    for place in carried_territories():
        if place.kind == TerritoryKind.CERCLE:
            assert place.code == f"{place.parent_id}-{slug(place.name)}"
    assert "ML-1-KAYES" in {place.code for place in carried_territories()}


def test_regions_are_those_of_the_reference_file_with_their_census() -> None:
    carried = {place.code: place for place in carried_territories() if place.kind == TerritoryKind.REGION}
    rows = reference_rows("mali/regions_2023.csv")

    assert {row["code"] for row in rows} == set(carried)
    for row in rows:
        place = carried[row["code"]]
        assert row["name"] in (place.name, *place.other_names.split(";"))
        assert (place.code_ct, place.iso) == (row["code_ct_2023"], row["iso_3166_2"])
        assert place.population_male == int(row["pop2022_male"])
        assert place.population_female == int(row["pop2022_female"])


def test_cercles_are_those_of_the_reference_file() -> None:
    places = carried_territories()
    names = {place.code: place.name for place in places}
    regions_by_name = {
        fold(name): place.code
        for place in places
        if place.kind == TerritoryKind.REGION
        for name in (place.name, *place.other_names.split(";"))
    }
    carried: dict[str, list[set[str]]] = {}
    for place in places:
        if place.kind == TerritoryKind.CERCLE:
            spellings = {fold(name) for name in (place.name, *place.other_names.split(";")) if name}
            carried.setdefault(place.parent_id or "", []).append(spellings)
    rows = reference_rows("mali/cercles_2023.csv")

    assert len(rows) == sum(len(items) for items in carried.values())
    for row in rows:
        region = regions_by_name[fold(row["region"])]
        wanted = fold(row["cercle"].partition(" (")[0])
        assert any(wanted in spellings for spellings in carried[region]), (names[region], row["cercle"])


@pytest.mark.django_db
def test_loading_twice_adds_nothing_and_repairs_a_name() -> None:
    first = load_territory(actor=SYSTEM)
    Territory.objects.filter(code="ML-1").update(name="Keyes")
    second = load_territory(actor=SYSTEM)
    third = load_territory(actor=SYSTEM)

    assert (first.added, first.changed) == (186, 0)
    assert (second.added, second.changed, second.unchanged) == (0, 1, 185)
    assert (third.added, third.changed, third.unchanged) == (0, 0, 186)
    assert Territory.objects.get(code="ML-1").name == "Kayes"
    assert Entry.objects.filter(verb="territory.load").count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["counsellor", "director", "auditor"])
def test_only_administration_loads_the_territory(role: str) -> None:
    with pytest.raises(NotAllowed):
        load_territory(actor=make_actor(make_user(role, make_structure())))
    assert not Territory.objects.exists()


@pytest.fixture
def mali(db: None) -> None:
    """The territory as carried."""
    load_territory(actor=SYSTEM)


@pytest.mark.usefixtures("mali")
def test_communes_of_a_file_are_added_once_and_the_faulty_lines_named() -> None:
    rows = [
        {"region": "Kayes", "cercle": "Kayes", "commune": "Liberté Dembaya"},
        {"region": "Région de Ségou", "cercle": "cercle de Niono", "commune": "Sirifila-Boundy"},
        {"region": "ML-BKO", "cercle": "", "commune": "Commune IV"},
        {"region": "Atlantide", "cercle": "Kayes", "commune": "Nulle part"},
        {"region": "Kayes", "cercle": "Niono", "commune": "Sagalo"},
        {"region": "Kayes", "cercle": "", "commune": "Sagalo"},
        {"region": "Kayes", "cercle": "Kayes", "commune": " "},
        {"region": "Kayes", "cercle": "Kayes", "commune": "LIBERTE DEMBAYA"},
        {"region": "Kayes", "cercle": "Kayes", "commune": "Autre", "code": "ML-1"},
    ]

    first = load_communes(actor=SYSTEM, rows=rows)
    second = load_communes(actor=SYSTEM, rows=rows)

    assert (first.added, first.changed, first.unchanged) == (2, 0, 1)
    assert (second.added, second.changed, second.unchanged) == (0, 0, 3)
    assert [fault.line for fault in first.faults] == [5, 6, 7, 8, 9, 10]
    said = [fault.sentence.replace("\u00a0", " ") for fault in first.faults]
    assert said[0].startswith("« Atlantide » n’est pas une région du Mali")
    assert said[1] == "« Niono » n’est pas un cercle de la région de Kayes."
    assert Territory.objects.get(code="ML-1-KAYES-LIBERTE-DEMBAYA").parent_id == "ML-1-KAYES"
    assert Territory.objects.get(name="Sirifila-Boundy").parent_id == "ML-4-NIONO"


@pytest.mark.usefixtures("mali")
@pytest.mark.parametrize(
    ("text", "kind", "within", "code"),
    [
        ("Kayes", "region", "", "ML-1"),
        ("région de kayes", "region", "", "ML-1"),
        ("SEGOU", "region", "", "ML-4"),
        ("Taoudenni", "region", "", "ML-10"),
        ("District de Bamako", "region", "", "ML-BKO"),
        ("ML-NIO", "region", "", "ML-NIO"),
        ("Cercle de Kita", "cercle", "", "ML-KIT-KITA"),
        ("n’tillit", "cercle", "ML-7", "ML-7-N-TILLIT"),
        ("Kita", "cercle", "ML-1", None),
        ("Commune 3", "commune", "ML-BKO", "ML-BKO-COMMUNE-3"),
        ("Commune VI de Bamako", "commune", "", "ML-BKO-COMMUNE-6"),
        ("Kayes", "commune", "", None),
        ("", "region", "", None),
    ],
)
def test_a_place_is_found_by_what_people_write(text: str, kind: str, within: str, code: str | None) -> None:
    found = Gazetteer().find(text, kind, within)

    assert (found.code if found is not None else None) == code


@pytest.mark.usefixtures("mali")
def test_a_name_borne_by_two_places_is_not_guessed() -> None:
    Territory.objects.create(code="ML-2-TWIN", name="Béma", kind="cercle", parent_id="ML-2")

    assert Gazetteer().find("Béma", "cercle") is None
    assert Gazetteer().find("Béma", "cercle", "ML-NIO") is not None


@pytest.mark.usefixtures("mali")
def test_the_levels_above_a_place_and_its_region() -> None:
    assert lineage("ML-BKO-COMMUNE-1") == ["ML-BKO-COMMUNE-1", "ML-BKO", "ML"]
    assert lineage("ML-4-NIONO") == ["ML-4-NIONO", "ML-4", "ML"]
    assert lineage("nowhere") == []
    assert [region_code(code) for code in ("ML-4-NIONO", "ML-4", "ML-BKO-COMMUNE-1", "ML", "nowhere")] == [
        "ML-4", "ML-4", "ML-BKO", "", "",
    ]  # fmt: skip


@pytest.mark.usefixtures("mali")
def test_lists_of_places_stand_in_the_order_people_expect() -> None:
    assert [region.name for region in regions()][:3] == ["Kayes", "Koulikoro", "Sikasso"]
    assert regions()[-1].code == "ML-BKO"
    segou = [cercle.name for cercle in territories(TerritoryKind.CERCLE, within="ML-4")]
    assert len(segou) == 11
    assert segou == sorted(segou, key=fold)


def test_every_region_has_a_tile_of_its_own() -> None:
    assert set(TILES) == {place.code for place in carried_territories() if place.kind == TerritoryKind.REGION}
    assert len(set(TILES.values())) == len(TILES)


def test_tiles_lie_as_the_regions_lie() -> None:
    """North, south, west and east hold; nearly all regions that touch have tiles that touch."""
    rows = {code: tile.row for code, tile in TILES.items()}
    columns = {code: tile.column for code, tile in TILES.items()}
    assert min(rows, key=lambda code: rows[code]) == "ML-10"  # Taoudénit, the Sahara
    assert {code for code, row in rows.items() if row == max(rows.values())} == {"ML-3", "ML-BOU"}
    assert min(columns, key=lambda code: columns[code]) == "ML-1"  # Kayes
    assert max(columns, key=lambda code: columns[code]) == "ML-9"  # Ménaka
    apart = [
        row
        for row in reference_rows("mali/region_neighbours.csv")
        if max(abs(rows[row["a"]] - rows[row["b"]]), abs(columns[row["a"]] - columns[row["b"]])) > 1
    ]
    assert len(apart) <= 3
