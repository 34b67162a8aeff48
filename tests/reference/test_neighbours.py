"""The product's own table of regions that touch."""

import csv

from baarasira.reference import exchange


def test_thirty_seven_pairs_of_twenty_regions_symmetric() -> None:
    table = exchange.own_neighbours()
    assert sum(len(touching) for touching in table.values()) == 2 * 37
    assert len(table) == 20
    assert all(region in table[other] for region, touching in table.items() for other in touching)


def test_equal_to_the_reference_file() -> None:
    from reference_data import reference_file

    path = reference_file("mali/region_neighbours.csv")
    with path.open(encoding="utf-8", newline="") as file:
        pairs = {frozenset((row["a"], row["b"])) for row in csv.DictReader(file)}
    table = exchange.own_neighbours()
    assert {frozenset((region, other)) for region, touching in table.items() for other in touching} == pairs
    assert len(pairs) == 37
