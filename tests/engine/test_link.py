"""Who is there twice: the same pairs whatever the order of rows, of columns and of two people, compiled or not; what counts and what does not."""

import random
from collections.abc import Iterator

import numpy as np
import pytest
from benchmarks.link import training
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import (
    LinkModel,
    canonical_name,
    encode_people,
    find_duplicates,
    fold_name,
    load_compiled_link,
    unload_compiled_link,
)
from baarasira.engine.link import comparing, pairing
from baarasira.engine.link.names import canonical_each, fold_lines
from baarasira.engine.link.places import places
from baarasira.engine.link.records import COLUMNS, phones_of
from baarasira.engine.link.words import tokens

Row = dict[str, str]
Pair = tuple[str, str, float, tuple[str, ...]]


def _pairs(rows: list[tuple[str, Row]], threshold: float = 0.5, model: LinkModel | None = None) -> list[Pair]:
    columns = {name: [row.get(name, "") for _id, row in rows] for name in COLUMNS}
    records = encode_people([number for number, _row in rows], columns)
    found = find_duplicates(records, threshold, model)
    places = zip(found.left, found.right, found.probability.tolist(), found.reasons, strict=True)
    return [(records.ids[left], records.ids[right], share, why) for left, right, share, why in places]


def _drawn(people: int, seed: int) -> list[tuple[str, Row]]:
    drawn = training.draw(people, seed=seed)
    return [(number, {name: drawn.columns[name][at] for name in COLUMNS}) for at, number in enumerate(drawn.ids)]


@pytest.fixture(scope="module")
def register() -> list[tuple[str, Row]]:
    return _drawn(1200, 5)


@pytest.fixture
def compiled() -> Iterator[None]:
    if not load_compiled_link():
        pytest.skip("no compiler works here")
    yield
    unload_compiled_link()


def test_the_order_of_rows_changes_nothing(register: list[tuple[str, Row]]) -> None:
    turned = list(register)
    random.Random(3).shuffle(turned)
    assert (found := _pairs(register)) == _pairs(turned)
    assert len(found) > 50


def test_how_many_are_compared_at_a_time_changes_nothing(
    register: list[tuple[str, Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _pairs(register)
    monkeypatch.setattr(comparing, "AT_ONCE", 7)
    monkeypatch.setattr("baarasira.engine.link.linking.AT_ONCE", 13)
    assert _pairs(register) == found


@pytest.mark.usefixtures("compiled")
def test_compiled_and_plain_look_at_the_same_pairs(
    register: list[tuple[str, Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    by_loop = _pairs(register)
    monkeypatch.setattr(pairing, "_ROOM", 25_000)
    assert _pairs(register) == by_loop
    unload_compiled_link()
    assert _pairs(register) == by_loop


identities = st.fixed_dictionaries(
    {
        "given_names": st.sampled_from(["", "Mamadou", "Mahamadou Lamine", "Mohamedlamine", "Fatoumata", "Traoré"]),
        "surname": st.sampled_from(["", "Traoré", "Traore", "Guindo", "Gindou", "Mamadou"]),
        "born": st.sampled_from(["", "1990", "1990-01-01", "1990-05-12", "1990-12-05", "1992-05-12", "1970"]),
        "sex": st.sampled_from(["", "M", "F"]),
        "region": st.sampled_from(["", "ML-1", "Kayes", "Nioro", "Ségou"]),
        "commune": st.sampled_from(["", "Niono", "Commune II"]),
        "phone": st.sampled_from(["", "76450000", "76450001", "+223 76 45 00 00 / 66112233"]),
        "national_id": st.sampled_from(["", "11850301001042B", "11850301001043C"]),
        "mother_name": st.sampled_from(["", "Awa Koné", "Kone Hawa", "Sira"]),
    }
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(identities, identities)
def test_two_people_compare_alike_from_either_side(one: Row, other: Row) -> None:
    records = encode_people(["a", "b"], {name: [one[name], other[name]] for name in COLUMNS})
    there = comparing.compare(records, np.array([0]), np.array([1]))
    back = comparing.compare(records, np.array([1]), np.array([0]))
    assert there.levels.tolist() == back.levels.tolist()
    assert (there.by_chance.tolist(), there.at_home.tolist()) == (back.by_chance.tolist(), back.at_home.tolist())


@given(st.lists(st.text(max_size=30), max_size=6))
def test_a_column_is_read_as_its_texts_are(texts: list[str]) -> None:
    words = [word for text in texts for word in fold_name(text).split()]
    assert [line.replace(" ", "") for line in fold_lines(texts)] == [fold_name(text).replace(" ", "") for text in texts]
    assert canonical_each(words) == [canonical_name(word) for word in words]


def test_titles_initials_and_names_written_as_one_do_not_part_people() -> None:
    assert tokens(["El Hadj Oumar Tall", "N'Diaye B.", "Moussa dit Balla", "El Hadj"]) == [
        ["oumar", "tall"], ["ndiaye"], ["moussa", "balla"], ["el", "hadj"],
    ]  # fmt: skip
    rows = [
        ("a", {"given_names": "Mohamed Lamine", "surname": "Haïdara", "born": "1990-05-12", "phone": "76450000"}),
        ("b", {"given_names": "Mohamedlamine", "surname": "Haidara", "born": "1990-05-12", "phone": "76450000"}),
    ]
    [(_left, _right, share, why)] = _pairs(rows)
    assert share > 0.95
    assert "name_spelling" in why


def test_places_and_phones_are_read_as_people_write_them() -> None:
    assert len(set(places(["Région de Kayes", "KAYES", "ML-1", "ml1"]))) == 1
    assert (
        len(
            set(places(["Commune III", "commune 3", "C.III", "Commune III du District de Bamako"]))
            - {"3 bamaco", "3 bamako"}
        )
        == 1
    )
    assert phones_of("+223 76 45 00 00 / 66-11-22-33") == phones_of("0022376450000 ou 66112233") == (76450000, 66112233)
    assert phones_of("00000000") == phones_of("néant") == ()


BASE = {"given_names": "Sékou", "surname": "Poudiougou", "born": "1988-03-09", "sex": "M", "region": "ML-5",
        "commune": "Bankass", "phone": "76450000", "mother_name": "Yamoye Arama"}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        ({}, 0.99),
        ({"given_names": "Poudiougou", "surname": "Sekou", "phone": ""}, 0.9),
        ({"surname": "Poudiogou", "born": "1988", "phone": "66112233"}, 0.5),
        ({"born": "1988-01-01", "phone": "", "mother_name": ""}, 0.7),
        ({"region": "ML-BKO", "commune": "Commune IV", "phone": "66112233"}, 0.9),
        ({"born": "1989-03-09", "commune": "", "mother_name": "Yamoyé"}, 0.9),
        ({"phone": "76450010", "mother_name": "", "commune": ""}, 0.9),
        ({"given_names": "Sekou Amadou", "phone": ""}, 0.9),
    ],
)
def test_one_person_is_known_again(changed: Row, least: float) -> None:
    [(_left, _right, share, _why)] = _pairs([("a", BASE), ("b", BASE | changed)])
    assert share >= least


@pytest.mark.parametrize(
    "changed",
    [
        {"given_names": "Amatigué"},  # twins: all alike but the name
        {"given_names": "Yassa", "sex": "F", "born": "1991"},  # a sister with the same phone
        {"given_names": "Amono", "born": "1962", "mother_name": "Yapèrè Togo"},  # the father
        {"born": "2004-07-15", "mother_name": "Awa Guindo"},  # a nephew of the same name
    ],
)
def test_a_household_is_not_one_person(changed: Row) -> None:
    assert [share for _left, _right, share, _why in _pairs([("a", BASE), ("b", BASE | changed)]) if share >= 0.5] == []


def test_homonyms_in_one_village_are_told_apart_by_what_differs() -> None:
    one = {
        "given_names": "Mamadou",
        "surname": "Traoré",
        "born": "1990",
        "sex": "M",
        "region": "ML-4",
        "commune": "Niono",
    }
    other = one | {"mother_name": "Awa Koné", "phone": "76450000"}
    assert _pairs([("a", one | {"mother_name": "Sira Diarra", "phone": "66112233"}), ("b", other)], 0.1) == []
    assert _pairs([("a", one), ("b", one)]) == []  # two of that name and year in one commune are no rarity
    assert _pairs([("a", one | {"mother_name": "Hawa Kone", "phone": "76450000"}), ("b", other)], 0.95)


def test_a_rare_name_says_more_than_a_common_one(register: list[tuple[str, Row]]) -> None:
    shares = []
    for surname in ("Traoré", "Poudiougou"):
        twice = {"given_names": "Mamadou", "surname": surname, "born": "1991", "sex": "M", "region": "ML-4"}
        found = _pairs([*register, ("x1", twice), ("x2", twice)], 0.0)
        shares.append(next(share for left, right, share, _why in found if (left, right) == ("x1", "x2")))
    assert shares[0] < 0.5 < shares[1]


def test_nine_in_ten_of_the_pairs_at_nine_tenths_are_one_person() -> None:
    rows = _drawn(4000, 77)
    true = training.draw(4000, seed=77).true
    found = _pairs(rows, 0.5)
    sure = [(left, right) in true for left, right, share, _why in found if share >= 0.8]
    told = [share for _left, _right, share, _why in found if share >= 0.8]
    assert abs(sum(sure) / len(sure) - sum(told) / len(told)) < 0.04
    assert sum((left, right) in true for left, right, _share, _why in found) / len(true) > 0.85
