"""Explaining, near misses and a register changed piece by piece, against the plain reading of engine.md."""

from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import Register, explain, near_misses, offers_for, rank, related_of
from baarasira.kernel.tables import read_table
from baarasira.reference import exchange
from engine import plain_rank as plain
from engine.rank_files import Mix, offers_file, people_file, related_file

quick = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
mixes = st.builds(
    Mix, st.integers(0, 2**32).map(Random), st.sampled_from([0.3, 0.0, 0.6]), st.just(0.0)
)  # no bad cells: the rows of both readings are the same


class Both:
    """The same people and offers for the engine and for the plain reading."""

    def __init__(self, mix: Mix, people: int, offers: int) -> None:
        files = (people_file(mix, people), offers_file(mix, offers), related_file(mix))
        self.people = [exchange.person_of(row) for row in read_table(files[0], exchange.PEOPLE).rows]
        offer_rows = read_table(files[1], exchange.OFFERS, check=exchange.one_place).rows
        self.offers = [exchange.offer_of(row) for row in offer_rows]
        triples = [(r["a"], r["b"], r["closeness"]) for r in read_table(files[2], exchange.RELATED).rows]
        self.settings = {"neighbours": exchange.own_neighbours(), "related": related_of(triples)}
        self.close = {(a, b): max(c for x, y, c in triples if (x, y) == (a, b)) for a, b, _ in triples}
        rejects: list[tuple[str, int, str]] = []
        names = plain.PEOPLE.split()
        self.plain_people = plain.sift("people", plain.table(files[0], names, ["id"]), names, ["id"], rejects)
        names = plain.OFFERS.split()
        self.plain_offers = plain.sift("offers", plain.table(files[1], names, ["id"]), names, names[:3], rejects)

    def plainly(self, person: dict[str, str], offer: dict[str, str]) -> tuple[list[str], list[int], int]:
        used = plain.counting(person, offer, self.close)
        parts = plain.parts_of(person, offer, used, plain.own_neighbours())
        score = sum(weight * part for weight, part in zip((45, 25, 10, 10, 10), parts, strict=True))
        return plain.failures(person, offer, used), parts, score


@quick
@given(mixes)
def test_every_person_is_explained_as_the_plain_reading_says(mix: Mix) -> None:
    both = Both(mix, 12, 4)
    register = Register.build(both.people)
    for asked, plain_offer in zip(both.offers, both.plain_offers, strict=True):
        for person in both.plain_people:
            explained = explain(register, person["id"], asked, **both.settings)
            failures = [failure.code for failure in explained.failures]
            assert (failures, list(explained.parts), explained.score) == both.plainly(person, plain_offer)


@quick
@given(mixes, st.integers(1, 30))
def test_near_misses_are_all_those_who_fail_once(mix: Mix, top: int) -> None:
    both = Both(mix, 40, 3)
    half = len(both.people) // 2
    register = Register.build(both.people[:half]).with_changes(both.people[half:])
    for asked, plain_offer in zip(both.offers, both.plain_offers, strict=True):
        nearly = []
        for person in both.plain_people:
            failures, _, score = both.plainly(person, plain_offer)
            if len(failures) == 1:
                nearly.append((plain.order_of(score, person), failures))
        expected = [(key[-1], failures) for key, failures in sorted(nearly)[:top]]
        found = near_misses(register, asked, top=top, **both.settings)
        assert [(near.person_id, [failure.code for failure in near.failures]) for near in found] == expected
        assert all(any(failure.lacking) for near in found for failure in near.failures)


@quick
@given(mixes, st.randoms(use_true_random=False))
def test_a_changed_register_ranks_like_one_built_anew(mix: Mix, random: Random) -> None:
    both = Both(mix, 60, 4)
    pool = {person.id: person for person in both.people}
    register, now = Register.build([]), dict.fromkeys([])
    for _ in range(6):
        removed = random.sample(sorted(now), min(len(now), random.randint(0, 4)))
        changed = random.sample(sorted(pool), min(len(pool), random.randint(0, 15)))
        fresh = [
            pool[key]._replace(registered_on=None if random.random() < 0.5 else pool[key].registered_on)
            for key in changed
        ]
        register = register.with_changes(fresh, removed)
        now = {key: value for key, value in now.items() if key not in removed} | {person.id: person for person in fresh}
    anew = Register.build(now.values())
    assert len(register) == len(anew)
    for one, other in zip(rank(register, both.offers, top=7), rank(anew, both.offers, top=7), strict=True):
        assert one.person_ids == other.person_ids
        assert one.scores.tolist() == other.scores.tolist()
        assert one.parts.tolist() == other.parts.tolist()
        assert one.declared.tolist() == other.declared.tolist()


@quick
@given(mixes)
def test_offers_for_a_person_are_those_that_rank_them(mix: Mix) -> None:
    both = Both(mix, 10, 8)
    register = Register.build(both.people)
    rankings = rank(register, both.offers, **both.settings)
    for person in both.people:
        found = {offer.offer_id: offer.score for offer in offers_for(register, person.id, both.offers, **both.settings)}
        expected = {
            ranking.offer_id: int(ranking.scores[ranking.person_ids.index(person.id)])
            for ranking in rankings
            if person.id in ranking.person_ids
        }
        assert found == expected
        assert list(found.values()) == sorted(found.values(), reverse=True)
