"""Ranking, explaining and near misses on people and offers built by hand: each rule and trap of engine.md, rank."""

from datetime import date

import numpy as np
import pytest

from baarasira.engine import (
    Declared,
    Offer,
    Only,
    Person,
    Register,
    Spoken,
    Weights,
    explain,
    near_misses,
    neighbours_of,
    offers_for,
    rank,
    related_of,
)
from baarasira.engine.rank.ranking import best_places

START = date(2026, 3, 1)
WELDER = (Declared("7212", 3),)


def offer(**changes: object) -> Offer:
    values: dict[str, object] = {"id": "o", "occupation": "7212", "starts_on": START, "region": "ML-1"}
    return Offer(**(values | changes))  # type: ignore[arg-type]


def person(person_id: str = "p", **changes: object) -> Person:
    values: dict[str, object] = {"id": person_id, "occupations": WELDER, "region": "ML-1"}
    return Person(**(values | changes))  # type: ignore[arg-type]


def codes(somebody: Person, asked: Offer) -> list[str]:
    """The codes of what stands between a person and an offer; the ranking must agree on whether there are any."""
    register = Register.build([somebody])
    failures = [failure.code for failure in explain(register, somebody.id, asked).failures]
    assert bool(rank(register, [asked])[0].person_ids) == (not failures)
    return failures


def parts(somebody: Person, asked: Offer, **settings: object) -> list[int]:
    """O, S, E, L, P of someone eligible, as the ranking has them."""
    (ranking,) = rank(Register.build([somebody]), [asked], **settings)  # type: ignore[arg-type]
    return [int(part) for part in ranking.parts[0]]


class TestOccupation:
    @pytest.mark.parametrize(
        ("declared", "worth"), [("7212", 1000), ("7213", 600), ("7221", 300), ("7411", 100), ("7000", 100)]
    )
    def test_common_digits(self, declared: str, worth: int) -> None:
        assert parts(person(occupations=(Declared(declared),)), offer())[0] == worth

    def test_nothing_in_common_is_not_eligible(self) -> None:
        assert codes(person(occupations=(Declared("9313", 40),)), offer()) == ["OCCUPATION"]
        assert codes(person(occupations=()), offer()) == ["OCCUPATION"]

    def test_best_over_occupation_and_alternatives(self) -> None:
        assert parts(person(occupations=(Declared("9312", 3),)), offer(alternatives=("6111", "9313")))[0] == 600

    def test_leading_zero(self) -> None:
        assert parts(person(occupations=(Declared("0110"),)), offer(occupation="0210"))[0] == 100
        assert codes(person(occupations=(Declared("0110"),)), offer(occupation="1110")) == ["OCCUPATION"]

    def test_greatest_45_o_plus_10_e_is_used(self) -> None:
        """300 with no years (13 500) is worth less than 100 with full years (14 500)."""
        somebody = person(occupations=(Declared("7221", 0), Declared("7411", 3)))
        assert parts(somebody, offer())[:3:2] == [100, 1000]

    def test_first_declared_on_a_tie(self) -> None:
        """Both have O 600 and, three years being enough, E 1000."""
        register = Register.build([person(occupations=(Declared("7213", 3), Declared("7214", 9)))])
        assert rank(register, [offer()])[0].declared.tolist() == [0]

    def test_other_weights_do_not_change_the_occupation_used(self) -> None:
        somebody = person(occupations=(Declared("7212", 0), Declared("7213", 9)))
        assert parts(somebody, offer(), weights=Weights(1, 1, 100, 1, 1))[:3:2] == [1000, 0]

    @pytest.mark.parametrize(("closeness", "worth"), [(50, 100), (450, 450), (1000, 1000)])
    def test_related_is_symmetric_and_never_lowers(self, closeness: int, worth: int) -> None:
        for triple in (("7411", "7212", closeness), ("7212", "7411", closeness)):
            somebody = person(occupations=(Declared("7411"),))
            assert parts(somebody, offer(), related=related_of([triple]))[0] == worth

    def test_related_opens_another_major_group_also_through_an_alternative(self) -> None:
        somebody = person(occupations=(Declared("9313"),))
        related = related_of([("9313", "6111", 1)])
        assert parts(somebody, offer(alternatives=("6111",)), related=related)[0] == 1
        assert not len(rank(Register.build([somebody]), [offer()], related=related)[0])

    def test_related_of_zero_opens_nothing(self) -> None:
        somebody = person(occupations=(Declared("9313"),))
        assert not len(rank(Register.build([somebody]), [offer()], related=related_of([("9313", "7212", 0)]))[0])

    def test_a_pair_given_twice_has_its_greatest_closeness(self) -> None:
        related = related_of([("7411", "7212", 450), ("7212", "7411", 200)])
        assert parts(person(occupations=(Declared("7411"),)), offer(), related=related)[0] == 450


class TestExperience:
    @pytest.mark.parametrize(
        ("years", "min_years", "worth"),
        [(0, None, 0), (1, None, 333), (2, None, 666), (3, None, 1000), (1, 0, 333), (5, 7, 714), (10**9, 10**9, 1000)],
    )
    def test_share_of_the_need(self, years: int, min_years: int | None, worth: int) -> None:
        assert parts(person(occupations=(Declared("7212", years),)), offer(min_years=min_years))[2] == worth

    def test_strict_minimum_counts_the_occupation_used_alone(self) -> None:
        somebody = person(occupations=(Declared("7212", 1), Declared("7213", 9)))
        assert codes(somebody, offer(min_years=2, min_years_strict=True)) == ["YEARS"]
        assert codes(somebody, offer(min_years=1, min_years_strict=True)) == []
        assert codes(somebody, offer(min_years=2)) == []

    def test_a_strict_minimum_of_nothing_excludes_nobody(self) -> None:
        somebody = person(occupations=(Declared("7212", 0),))
        assert codes(somebody, offer(min_years=0, min_years_strict=True)) == []
        assert codes(somebody, offer(min_years_strict=True)) == []

    def test_without_an_occupation_the_years_are_not_held_against_one_too(self) -> None:
        asked = offer(min_years=2, min_years_strict=True)
        assert codes(person(occupations=()), asked) == ["OCCUPATION"]


class TestSkillsAndLanguages:
    def test_shares_are_rounded_down(self) -> None:
        somebody = person(skills=("a", "b"), languages=(Spoken("fr", "B1"),))
        asked = offer(
            skills_wanted=("a", "b", "c", "a"),
            languages_wanted=(Spoken("fr", "A2"), Spoken("fr", "B2"), Spoken("bm", "A1")),
        )
        assert parts(somebody, asked)[1:4:2] == [666, 333]

    def test_nothing_wanted_is_full(self) -> None:
        assert parts(person(), offer())[1:4:2] == [1000, 1000]

    def test_one_language_wanted_at_two_levels_counts_twice(self) -> None:
        asked = offer(languages_wanted=(Spoken("fr", "A1"), Spoken("fr", "C2"), Spoken("fr", "A1")))
        assert parts(person(languages=(Spoken("fr", "B1"),)), asked)[3] == 500

    def test_highest_of_one_language_counts(self) -> None:
        somebody = person(languages=(Spoken("fr", "C1"), Spoken("fr", "A1")))
        assert codes(somebody, offer(languages_required=(Spoken("fr", "B2"),))) == []

    def test_required_are_conditions_and_codes_are_exact(self) -> None:
        somebody = person(skills=("a",), languages=(Spoken("fr", "B1"),))
        assert codes(somebody, offer(skills_required=("a", "A"))) == ["SKILL"]
        assert codes(somebody, offer(languages_required=(Spoken("fr", "B2"),))) == ["LANGUAGE"]
        assert codes(somebody, offer(languages_required=(Spoken("FR", "A1"),))) == ["LANGUAGE"]


class TestOtherConditions:
    def test_education_and_licences(self) -> None:
        assert codes(person(education=2), offer(min_education=3)) == ["EDUCATION"]
        assert codes(person(), offer(min_education=0)) == []
        assert codes(person(licences=("B",)), offer(licences=("B", "C"))) == ["LICENCE"]
        assert codes(person(licences=("*",)), offer(licences=("B",))) == ["LICENCE"]

    def test_place(self) -> None:
        assert codes(person(region="ML-2"), offer()) == ["PLACE"]
        assert codes(person(region="ml-1"), offer()) == ["PLACE"]
        assert codes(person(region="ML-2", mobility=("ML-3", "ML-1")), offer()) == []
        assert codes(person(region="", mobility=("ML-3", "*")), offer()) == []
        assert codes(person(region="ES", mobility=("ES",)), offer(region="", country="ES")) == ["PLACE"]
        assert codes(person(destinations=("ES",)), offer(region="", country="ES")) == []
        assert codes(person(destinations=("*",)), offer(region="", country="ZZ")) == []

    def test_place_part(self) -> None:
        near = neighbours_of([("ML-1", "ML-2")])
        assert parts(person(), offer(), neighbours=near)[4] == 1000
        assert parts(person(region="ML-2", mobility=("*",)), offer(), neighbours=near)[4] == 500
        assert parts(person(region="ML-3", mobility=("ML-1",)), offer(), neighbours=near)[4] == 0
        assert parts(person(region="", mobility=("*",)), offer(), neighbours=neighbours_of([("", "ML-1")]))[4] == 0
        assert parts(person(destinations=("ES",)), offer(region="", country="ES"))[4] == 1000

    def test_date(self) -> None:
        assert codes(person(available_from=START), offer()) == []
        assert codes(person(available_from=date(2026, 3, 2)), offer()) == ["DATE"]

    @pytest.mark.parametrize(
        ("born", "starts_on", "age"),
        [
            (date(2000, 3, 1), START, 26),
            (date(2000, 3, 2), START, 25),
            (2000, date(2026, 6, 30), 25),
            (2000, date(2026, 7, 1), 26),
            (date(2000, 2, 29), date(2026, 2, 28), 25),
            (date(2000, 2, 29), date(2026, 3, 1), 26),
            (date(2000, 2, 29), date(2028, 2, 29), 27),
            (date(2000, 2, 29), date(2028, 3, 1), 28),
        ],
    )
    def test_completed_years(self, born: date | int, starts_on: date, age: int) -> None:
        somebody = person(born=born)
        assert codes(somebody, offer(starts_on=starts_on, min_age=age, max_age=age)) == []
        assert codes(somebody, offer(starts_on=starts_on, min_age=age + 1)) == ["AGE"]
        assert codes(somebody, offer(starts_on=starts_on, max_age=age - 1)) == ["AGE"]

    def test_a_bound_of_nothing_is_a_bound(self) -> None:
        assert codes(person(), offer(min_age=0)) == ["AGE"]
        assert codes(person(), offer(max_age=150)) == ["AGE"]
        assert codes(person(), offer()) == []

    def test_an_offer_is_in_one_place(self) -> None:
        for place in ({"region": "ML-1", "country": "ES"}, {"region": "", "country": ""}):
            with pytest.raises(ValueError, match="region"):
                offer(**place)


class TestOrder:
    def test_score_then_registration_then_id_by_code_points(self) -> None:
        people = [
            person("é"),
            person("z"),
            person("Z"),
            person("late", registered_on=date(9999, 12, 31)),
            person("early", registered_on=date(2020, 1, 1)),
            person("best", registered_on=date(2026, 1, 1), occupations=(Declared("7212", 9),)),
            person("a\0"),
            person("a"),
        ]
        people = [p._replace(occupations=(Declared("7212", 1),)) if p.id != "best" else p for p in people]
        (ranking,) = rank(Register.build(people), [offer()])
        assert ranking.person_ids == ["best", "early", "late", "Z", "a", "a\0", "z", "é"]
        assert ranking.scores[0] == 100_000

    def test_fewer_than_asked_are_not_padded(self) -> None:
        assert len(rank(Register.build([person()]), [offer()], top=50)[0]) == 1
        assert len(rank(Register.build([]), [offer()])[0]) == 0

    def test_every_offer_in_input_order(self) -> None:
        rankings = rank(Register.build([person()]), [offer(id="b"), offer(id="a")])
        assert [ranking.offer_id for ranking in rankings] == ["b", "a"]

    def test_top_is_at_least_one(self) -> None:
        with pytest.raises(ValueError, match="top"):
            rank(Register.build([]), [], top=0)

    def test_a_lower_band_is_looked_at_while_it_can_win(self) -> None:
        """With the weight of O at 0 the best person may be the one farthest in occupation."""
        people = [person(f"same{n}", occupations=(Declared("7212", 1),)) for n in range(5)]
        people.append(person("far", occupations=(Declared("7999", 9),)))
        register = Register.build(people)
        assert rank(register, [offer()], top=1, weights=Weights(0, 25, 10, 10, 10))[0].person_ids == ["far"]
        assert rank(register, [offer()], top=1, weights=Weights(-5, 25, 10, 10, 10))[0].person_ids == ["far"]
        assert rank(register, [offer()], top=1)[0].person_ids == ["same0"]

    def test_keys_too_large_for_one_number_give_the_same_order(self) -> None:
        random = np.random.default_rng(7)
        scores = random.integers(-5, 5, 400)
        tie = random.permutation(400)
        small = best_places(scores, tie, 50, 400)
        huge = best_places(scores * 10**15, tie, 50, 400)
        expected = sorted(range(400), key=lambda n: (-scores[n], tie[n]))[:50]
        assert small.tolist() == huge.tolist() == expected

    def test_only_a_region_or_an_office(self) -> None:
        register = Register.build(
            [
                person("a", office="Kayes"),
                person("b", office="Nioro", registered_on=date(2026, 1, 1)),
                person("c", region="ML-2", mobility=("*",), office="Kayes"),
            ]
        )
        kept = {
            only: rank(register, [offer()], only=only)[0].person_ids
            for only in (Only(), Only("ML-2"), Only("ML-1"), Only("", "Kayes"), Only("ML-1", "Kayes"), Only("XX"))
        }
        assert list(kept.values()) == [["b", "a", "c"], ["c"], ["b", "a"], ["a", "c"], ["a"], []]


class TestRegister:
    def test_changes_without_a_rebuild(self) -> None:
        register = Register.build([person(f"p{n:03d}") for n in range(100)])
        changed = register.with_changes([person("p000", region="ML-9"), person("new")], ["p001", "unknown"])
        assert len(register) == 100
        assert len(changed) == 100
        assert "p001" not in changed
        assert rank(register, [offer()], top=3)[0].person_ids == ["p000", "p001", "p002"]
        assert rank(changed, [offer()], top=2)[0].person_ids == ["new", "p002"]
        back = changed.with_changes([person("p000"), person("p001")])
        assert rank(back, [offer()], top=4)[0].person_ids == ["new", "p000", "p001", "p002"]

    def test_small_segments_are_taken_together(self) -> None:
        register = Register.build([person(f"p{n:04d}") for n in range(1000)])
        for n in range(60):
            register = register.with_changes([person(f"n{n}")])
        assert len(register) == 1060
        assert len(register.segments) < 6

    def test_everyone_removed(self) -> None:
        register = Register.build([person()]).with_changes(removed=["p"])
        assert len(register) == 0
        assert len(rank(register, [offer()])[0]) == 0

    def test_gives_back_what_it_was_given(self) -> None:
        somebody = Person(
            id="p",
            occupations=(Declared("0110", 2), Declared("9999", 0)),
            skills=("b", "a"),
            languages=(Spoken("fr", "B1"),),
            education=8,
            region="ML-1",
            mobility=("ML-2", "*"),
            destinations=("ES",),
            licences=("B",),
            born=1985,
            available_from=date(2026, 1, 1),
            registered_on=date(2020, 2, 29),
        )
        (back,) = Register.build([somebody])
        assert back._replace(mobility=(), skills=()) == somebody._replace(mobility=(), skills=())
        assert set(back.mobility) == {"ML-2", "*"}
        assert set(back.skills) == {"a", "b"}
        leap = person(born=date(2000, 2, 29))
        assert next(iter(Register.build([leap]))) == leap

    @pytest.mark.parametrize(
        "people",
        [
            [person(), person()],
            [person(occupations=(Declared("7212"),) * 4)],
            [person(occupations=(Declared("7212", -1),))],
            [person(occupations=(Declared("721"),))],
        ],
    )
    def test_refuses_what_the_rules_do_not_allow(self, people: list[Person]) -> None:
        with pytest.raises(ValueError, match=r"twice|occupations|years|four digits"):
            Register.build(people)

    def test_more_codes_than_a_word_has_bits(self) -> None:
        """Regions, licences and skills are not looked up: a file may bring any number of them."""
        people = [person(f"p{n:03d}", region="", mobility=(f"R{n}",), licences=(f"L{n}", "B")) for n in range(200)]
        register = Register.build([*people, person("all", region="", mobility=("*",), licences=("L7", "B"))])
        for n in (0, 7, 63, 64, 199):
            wanted = ["all", f"p{n:03d}"] if n == 7 else [f"p{n:03d}"]
            assert rank(register, [offer(region=f"R{n}", licences=(f"L{n}", "B"))])[0].person_ids == wanted
        assert set(next(p for p in register if p.id == "p150").mobility) == {"R150"}


class TestExplaining:
    def test_says_what_is_lacking(self) -> None:
        somebody = person(
            skills=("a",), languages=(Spoken("fr", "A2"),), education=2, region="ML-2", born=2000, licences=("B",)
        )
        asked = offer(
            skills_required=("b", "a", "c"),
            languages_required=(Spoken("fr", "B1"), Spoken("fr", "A1")),
            min_education=3,
            licences=("B", "C"),
            min_age=30,
            min_years=5,
            min_years_strict=True,
        )
        explained = explain(Register.build([somebody]), "p", asked)
        assert [(failure.code, failure.lacking) for failure in explained.failures] == [
            ("YEARS", ("5",)),
            ("SKILL", ("b", "c")),
            ("LANGUAGE", ("fr:B1",)),
            ("EDUCATION", ("3",)),
            ("LICENCE", ("C",)),
            ("PLACE", ("ML-1",)),
            ("AGE", ("30", "")),
        ]
        assert not explained.eligible

    def test_says_what_counts_and_what_is_held(self) -> None:
        somebody = person(occupations=(Declared("9313", 9), Declared("7213", 3)), skills=("a",))
        asked = offer(skills_wanted=("b", "a"), languages_wanted=(Spoken("bm", "A1"),))
        explained = explain(Register.build([somebody]), "p", asked)
        assert (explained.declared, explained.declared_place) == (Declared("7213", 3), 1)
        assert (explained.skills_held, explained.skills_missing) == (("a",), ("b",))
        assert (explained.languages_held, explained.languages_missing) == ((), (Spoken("bm", "A1"),))
        assert explained.parts == (600, 500, 1000, 0, 1000)
        assert explained.score == 45 * 600 + 25 * 500 + 10_000 + 10_000

    def test_unknown_person(self) -> None:
        with pytest.raises(KeyError):
            explain(Register.build([]), "nobody", offer())

    def test_near_misses_lack_exactly_one_condition(self) -> None:
        people = [
            person("fits"),
            person("two", skills=(), region="ML-9", education=1),
            person("place", region="ML-9", education=5),
            person("school", education=1, occupations=(Declared("7212", 1),)),
            person("work", occupations=(), education=5),
        ]
        people[0] = people[0]._replace(education=5)
        missed = near_misses(Register.build(people), offer(min_education=5))
        assert [(m.person_id, [f.code for f in m.failures]) for m in missed] == [
            ("school", ["EDUCATION"]),
            ("place", ["PLACE"]),
            ("work", ["OCCUPATION"]),
        ]
        assert [m.score for m in missed] == [93_330, 90_000, 45_000]

    def test_offers_for_one_person(self) -> None:
        register = Register.build([person(), person("other", region="ML-2")])
        asked = [
            offer(id="far", occupation="7411"),
            offer(id="not", region="ML-2"),
            offer(id="same"),
            offer(id="again"),
        ]
        assert [found.offer_id for found in offers_for(register, "p", asked)] == ["same", "again", "far"]
