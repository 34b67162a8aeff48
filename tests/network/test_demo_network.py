"""The demonstration's network is whole: eleven directorates, forty-nine offices, nobody unserved."""

from collections import Counter

import pytest

from baarasira.kernel.models import Entry
from baarasira.network.enums import StructureKind, TerritoryKind
from baarasira.network.models import Structure, Territory
from baarasira.network.queries import coverages_on, offices_covering, regions_of_structures, subtree_ids
from baarasira.project.demo.network import build_network
from factories import NOW

TODAY = NOW.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def service() -> list[Structure]:
    """The structures of the demonstration."""
    build_network(NOW)
    return list(Structure.objects.all())


def test_it_has_the_size_anpe_gave_of_itself(service: list[Structure]) -> None:
    assert Counter(structure.kind for structure in service) == {
        StructureKind.HEADQUARTERS: 1,
        StructureKind.DEPARTMENT: 3,
        StructureKind.DIRECTORATE: 11,
        StructureKind.LOCAL_OFFICE: 49,
        StructureKind.CPR: 5,
        StructureKind.AEK: 1,
    }
    assert Entry.objects.filter(verb="structure.open").count() == len(service)


def test_every_cercle_and_commune_has_exactly_one_local_office(service: list[Structure]) -> None:
    offices = {structure.id for structure in service if structure.kind == StructureKind.LOCAL_OFFICE}
    served = Counter(coverages_on(TODAY).filter(structure__in=offices).values_list("territory_id", flat=True))
    places = set(
        Territory.objects.filter(kind__in=[TerritoryKind.CERCLE, TerritoryKind.COMMUNE]).values_list("code", flat=True)
    )

    assert set(served) == places
    assert set(served.values()) == {1}


def test_every_region_has_one_directorate_and_each_office_stands_below_that_of_its_region(
    service: list[Structure],
) -> None:
    regions = regions_of_structures(service, TODAY)
    for region in Territory.objects.filter(kind=TerritoryKind.REGION):
        assert len(offices_covering(region.code, TODAY, [StructureKind.DIRECTORATE])) == 1
    for office in service:
        if office.kind == StructureKind.LOCAL_OFFICE:
            (directorate,) = offices_covering(regions[office.id], TODAY, [StructureKind.DIRECTORATE])
            assert office.id in subtree_ids([directorate.id])


def test_names_read_well(service: list[Structure]) -> None:
    names = {structure.code: structure.name for structure in service}

    assert names["AL-ANSONGO"] == "Agence locale d'Ansongo"
    assert names["AL-YOROSSO"] == "Agence locale de Yorosso"
    assert names["AL-BKO-4"] == "Agence locale de la Commune IV de Bamako"
    assert names["DR-BAMAKO"] == "Direction régionale du District de Bamako"
    assert all(structure.address == "Données de démonstration" for structure in service)


def test_building_again_changes_nothing(service: list[Structure]) -> None:
    assert build_network(NOW) == len(service)
