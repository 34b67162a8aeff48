"""Two files that the check of duplicates may compare share a door, so that one waits for the other."""

import itertools

import pytest

from baarasira.candidacies.applying import likeness_doors
from baarasira.people.duplicates import YEARS_AROUND
from factories import make_applicant, make_campaign, make_tree

pytestmark = pytest.mark.django_db


def test_alike_files_share_a_door_and_others_none() -> None:
    tree, campaign = make_tree(), make_campaign()
    names = {"given_names": "Moussa", "surname": "Traoré"}
    doors = {
        year: set(
            likeness_doors(
                campaign, make_applicant(tree.office, born=str(year), phones=[f"7645112{year % 10}"], **names)
            )
        )
        for year in range(1980, 1990)
    }
    for (one, held), (other, others) in itertools.combinations(doors.items(), 2):
        assert held & others or other - one > YEARS_AROUND, (one, other)
    assert not doors[1980] & doors[1989]
    swapped = make_applicant(tree.office, born="1980", given_names="Traore", surname="Awa", phones=["76999999"])
    assert doors[1980] & set(likeness_doors(campaign, swapped))
    far = make_applicant(tree.office, born="1950", given_names="Awa", surname="Diarra", phones=["76451120"])
    assert doors[1980] & set(likeness_doors(campaign, far))  # one phone
    assert not doors[1981] & set(likeness_doors(campaign, far))
