"""The compiled search, the plain path and the plain reading of engine.md: the same answers, whatever came and went."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import (
    Declared,
    Mark,
    Offer,
    Only,
    Person,
    Ranking,
    Register,
    Spoken,
    Weights,
    explain_each,
    is_compiled,
    load_compiled,
    near_misses,
    rank,
    shortlist,
    unload_compiled,
)
from baarasira.engine.rank import compiled
from engine.rank_files import Mix
from engine.test_rank_properties import Both

quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
mixes = st.builds(Mix, st.integers(0, 2**32).map(Random), st.sampled_from([0.3, 0.0, 0.6]), st.just(0.0))
WEIGHTS = st.sampled_from(
    [
        Weights(),
        Weights(45, 250, 100, 100, 100),
        Weights(0, 0, 0, 0, 0),
        Weights(1, 0, 1, 0, 1),
        Weights(-1, 3, 0, -2, 1),
    ]
)
ONLY = st.sampled_from([Only(), Only("ML-1"), Only("", "Nioro"), Only("ML-2", "Kayes"), Only("nowhere")])
SETTINGS = {"top": st.sampled_from([1, 3, 50, 1000]), "weights": WEIGHTS, "only": ONLY}


@pytest.fixture(autouse=True)
def _compiled() -> None:
    assert load_compiled(), "numba comes with the product: here it must work"


@contextmanager
def plainly() -> Iterator[None]:
    unload_compiled()
    try:
        assert not is_compiled()
        yield
    finally:
        load_compiled()


def flat(rankings: list[Ranking]) -> list[tuple[object, ...]]:
    return [(r.offer_id, r.person_ids, r.scores.tolist(), r.parts.tolist(), r.declared.tolist()) for r in rankings]


def moved(both: Both, random: Random) -> Register:
    """The people of both, after additions, changes and removals in any order, perhaps merged on the way."""
    offices = ["", "Kayes", "Nioro"]
    pool = [person._replace(office=random.choice(offices)) for person in both.people]
    register = Register.build(pool[: random.randint(0, len(pool))])
    for _ in range(random.randint(0, 5)):
        changed = random.sample(pool, min(len(pool), random.randint(0, 12)))
        fresh = [
            person._replace(registered_on=None)
            if random.random() < 0.5
            else person._replace(office=random.choice(offices))
            for person in changed
        ]
        removed = random.sample([person.id for person in pool], min(len(pool), random.randint(0, 6)))
        register = register.with_changes(fresh, removed)
        if random.random() < 0.3:
            register = register.merged()
    return register


@quick
@given(mixes, st.sampled_from([5, 60, 200]), st.fixed_dictionaries(SETTINGS), st.booleans())
def test_compiled_and_plain_rank_alike(mix: Mix, people: int, asked: dict[str, object], related: bool) -> None:
    both = Both(mix, people, 8)
    register = moved(both, mix.random)
    given_settings = asked | (both.settings if related else {"neighbours": both.settings["neighbours"]})
    found = flat(rank(register, both.offers, **given_settings))
    with plainly():
        assert flat(rank(register, both.offers, **given_settings)) == found
    anew = Register.build(register)
    assert flat(rank(anew, both.offers, **given_settings)) == found


@quick
@given(mixes, st.sampled_from([5, 120]), st.fixed_dictionaries(SETTINGS))
def test_compiled_and_plain_near_misses_alike(mix: Mix, people: int, asked: dict[str, object]) -> None:
    both = Both(mix, people, 5)
    register = moved(both, mix.random)
    found = [near_misses(register, offer, **asked, **both.settings) for offer in both.offers]
    with plainly():
        for offer, nearest in zip(both.offers, found, strict=True):
            plain = near_misses(register, offer, **asked, **both.settings)
            assert [(n.person_id, n.failures, n.score) for n in plain] == [
                (n.person_id, n.failures, n.score) for n in nearest
            ]


@quick
@given(mixes, st.integers(1, 9), st.booleans(), WEIGHTS)
def test_pages_one_after_the_other_are_the_whole_list(mix: Mix, size: int, fast: bool, weights: Weights) -> None:
    both = Both(mix, 80, 3)
    register = moved(both, mix.random)
    whole = rank(register, both.offers, top=1000, weights=weights)
    days = {person.id: person.registered_on for person in register}

    def leafed(offer: Offer) -> list[str]:
        ids: list[str] = []
        mark = None
        while True:
            (page,) = rank(register, [offer], top=size, weights=weights, after=mark)
            ids += page.person_ids
            if len(page) < size:
                return ids
            mark = Mark(int(page.scores[-1]), days[page.person_ids[-1]], page.person_ids[-1])

    for offer, ranking in zip(both.offers, whole, strict=True):
        if fast:
            assert leafed(offer) == ranking.person_ids
        else:
            with plainly():
                assert leafed(offer) == ranking.person_ids


@quick
@given(mixes, st.fixed_dictionaries(SETTINGS), st.booleans())
def test_a_shortlist_says_what_ranking_and_explaining_say(mix: Mix, asked: dict[str, object], fast: bool) -> None:
    both = Both(mix, 60, 4)
    register = moved(both, mix.random)
    only = {name: value for name, value in asked.items() if name not in {"only", "top"}}
    with nullcontext() if fast else plainly():
        for offer in both.offers:
            (ranking,) = rank(register, [offer], **asked, **both.settings)
            each = explain_each(register, ranking.person_ids, offer, **only, **both.settings)
            assert shortlist(register, offer, **asked, **both.settings) == list(each.values())


@quick
@given(mixes, st.integers(1, 9), st.booleans(), WEIGHTS)
def test_pages_of_near_misses_are_the_whole_list(mix: Mix, size: int, fast: bool, weights: Weights) -> None:
    both = Both(mix, 60, 2)
    register = moved(both, mix.random)
    days = {person.id: person.registered_on for person in register}

    def leafed(offer: Offer) -> list[tuple[str, int]]:
        found: list[tuple[str, int]] = []
        mark = None
        while True:
            page = near_misses(register, offer, top=size, weights=weights, after=mark)
            found += [(near.person_id, near.score) for near in page]
            if len(page) < size:
                return found
            mark = Mark(page[-1].score, days[page[-1].person_id], page[-1].person_id)

    for offer in both.offers:
        whole = [(near.person_id, near.score) for near in near_misses(register, offer, top=1000, weights=weights)]
        if fast:
            assert leafed(offer) == whole
        else:
            with plainly():
                assert leafed(offer) == whole


def test_a_list_goes_on_after_somebody_who_is_gone() -> None:
    day = date(2026, 3, 1)
    offer = Offer("o", "7212", day, region="ML-1")
    people = [Person(f"p{n}", (Declared("7212", 3),), region="ML-1", registered_on=day) for n in range(9)]
    register = Register.build(people)
    (page,) = rank(register, [offer], top=3)
    mark = Mark(int(page.scores[-1]), day, page.person_ids[-1])
    left = register.with_changes((), ["p2"])
    for path in (load_compiled, unload_compiled):
        path()
        assert rank(left, [offer], top=3, after=mark)[0].person_ids == ["p3", "p4", "p5"]


def test_codes_without_a_bit_of_their_own() -> None:
    """More regions, countries, licences and languages than the words have bits: the lists tell then."""
    day = date(2026, 3, 1)
    people = [
        Person(
            f"p{n:03d}", (Declared("7212", 3),), region=f"R{n}", mobility=(f"M{n}",), destinations=(f"C{n}",),
            licences=(f"L{n}",), languages=(Spoken(f"l{n}", "B1"),), skills=(f"S{n}",),
        )
        for n in range(150)
    ]  # fmt: skip
    register = Register.build(people)
    for n in (0, 30, 77, 149):
        here = Offer("o", "7212", day, region=f"R{n}", licences=(f"L{n}",), skills_required=(f"S{n}",))
        there = Offer("o", "7212", day, region=f"M{n}", languages_required=(Spoken(f"l{n}", "A2"),))
        abroad = Offer("o", "7212", day, country=f"C{n}", languages_wanted=(Spoken(f"l{n}", "B1"),))
        too_high = Offer("o", "7212", day, region=f"R{n}", languages_required=(Spoken(f"l{n}", "C1"),))
        names = [ranking.person_ids for ranking in rank(register, [here, there, abroad, too_high])]
        assert names == [[f"p{n:03d}"], [f"p{n:03d}"], [f"p{n:03d}"], []]


def test_one_occupation_of_more_people_than_a_slab() -> None:
    """Farmers by the ten thousand, alike but for a few things: many classes, many ties, more skills than four bits count."""
    random, day = Random(11), date(2026, 3, 1)
    skills = [f"S{n}" for n in range(24)]
    people = [
        Person(
            f"p{n:05d}",
            (Declared("6111", random.randrange(12)), Declared(random.choice(("6112", "7212", "6111")), 2)),
            skills=tuple(random.sample(skills, random.randrange(9))),
            languages=(Spoken("fr", random.choice(("A1", "B1", "C1"))), Spoken("bm", "C2")),
            education=random.randrange(4),
            region=f"ML-{random.randrange(6)}",
            registered_on=date(2026, 1, 1 + random.randrange(28)),
        )
        for n in range(70_000)
    ]
    register = Register.build(people)
    base = Offer("o", "6111", day, region="ML-1", min_education=1)
    offers = [
        base,
        replace(base, skills_wanted=tuple(skills[:3]), min_years=6, languages_wanted=(Spoken("fr", "B1"),)),
        replace(base, skills_wanted=tuple(skills[:19]), skills_required=(skills[20], skills[21])),
        replace(base, skills_wanted=tuple(skills), min_years=9, min_years_strict=True, region="ML-5"),
        replace(base, country="ES", region=""),
    ]
    context = {"neighbours": {"ML-1": frozenset({"ML-2", "ML-3"})}}
    for weights in (Weights(), Weights(45, 250, 100, 100, 100)):
        for top in (7, 50, 400):
            found = rank(register, offers, top=top, weights=weights, **context)  # type: ignore[arg-type]
            with plainly():
                assert flat(rank(register, offers, top=top, weights=weights, **context)) == flat(found)  # type: ignore[arg-type]


def test_what_whole_numbers_of_64_bits_do_not_hold_is_ranked_plainly() -> None:
    register = Register.build([Person("p", (Declared("7212", 10**9),), region="ML-1", education=8)])
    offer = Offer("o", "7212", date(2026, 3, 1), region="ML-1", min_years=10**9)
    heavy = Weights(10**9, 10**9, 10**9, 10**9, 10**9)
    assert not compiled.can_rank(register.segments, heavy, 50)
    assert rank(register, [offer], weights=heavy)[0].scores.tolist() == [5 * 10**12]
    assert rank(register, [offer])[0].scores.tolist() == [100_000]
    schooled = Offer("o", "7212", date(2026, 3, 1), region="ML-1", min_education=9)
    assert not len(rank(register, [schooled])[0])


def test_threads_change_nothing() -> None:
    both = Both(Mix(Random(5), 0.0, 0.0), 200, 8)
    register, offers = Register.build(both.people), both.offers * 200
    assert len(offers) > 1000
    assert flat(rank(register, offers, threads=2)) == flat(rank(register, offers))


def test_a_register_comes_back_from_its_arrays() -> None:
    both = Both(Mix(Random(8), 0.3, 0.0), 300, 8)
    register = Register.build(both.people).with_changes([], [both.people[0].id]).merged()
    arrays = {name: np.array(array) for name, array in register.arrays()}
    again = Register.of_arrays(arrays, register.names)
    assert sorted(again, key=str) == sorted(register, key=str)
    assert flat(rank(again, both.offers)) == flat(rank(register, both.offers))


def test_arrays_of_a_changed_register_are_asked_for_after_a_merge() -> None:
    register = Register.build([Person("a"), Person("b")]).with_changes([], ["a"])
    with pytest.raises(ValueError, match="merge"):
        register.arrays()
