"""Selection and draw against a plain reading that looks at every set; rules refused with a sentence; reserve and costs."""

import itertools
import json
import math
from collections import Counter
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import (
    Applicants,
    BadRules,
    Rules,
    Selection,
    draw,
    holds,
    minutes,
    next_called,
    parse_rules,
    reserve_lists,
    rules_of,
    select,
    what_if,
)
from baarasira.engine.select.relaxation import Relaxation
from engine import plain_select as plain

quick = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
VALUES = {"region": "xyz", "sex": "FM", "back": "01"}


def an_instance(random: Random, most: int = 9) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """A few applicants with many ties, and quotas that overlap, some with shares."""
    people = [
        {
            "id": f"p{place}",
            "score": str(random.randint(-2, 4)),
            **{name: random.choice(v) for name, v in VALUES.items()},
        }
        for place in range(random.randint(1, most))
    ]
    quotas = [a_quota(random, f"q{place}") for place in range(random.randint(1, 5))]
    return people, {"seats": random.randint(1, len(people) + 1), "seed": str(random.randint(0, 99)), "quota": quotas}


def a_quota(random: Random, name: str) -> dict[str, Any]:
    """A quota on any of the columns, with any of the four bounds."""
    where: dict[str, Any] = {}
    for column, values in VALUES.items():
        if random.random() < 0.45:
            where[column] = random.choice(values) if random.random() < 0.7 else random.sample(values, 2)
    quota: dict[str, Any] = {"name": name, "where": where}
    if random.random() < 0.4:
        quota["min"] = random.choice((0, 1, 1, 2, 3))
    if random.random() < 0.4:
        quota["max"] = quota.get("min", 0) + random.randint(0, 3)
    if random.random() < 0.25:
        quota["min_share"] = random.choice(["0.3", "0.5", "0.25", "0.333333333333333333333"])
    if random.random() < 0.25:
        quota["max_share"] = random.choice(["0.5", "0.75", "0.66666666666667", "0.9"])
    if Fraction(quota.get("min_share", 0)) > Fraction(quota.get("max_share", 1)):
        del quota["min_share"]
    return quota


def a_list(people: list[dict[str, str]]) -> Applicants:
    """The same applicants for the engine."""
    columns = {name: [person[name] for person in people] for name in VALUES}
    return Applicants.build([person["id"] for person in people], [int(person["score"]) for person in people], columns)


def told(selection: Selection) -> plain.Chosen:
    """A selection as the plain reading tells it."""
    ids = [selection.applicants.ids[place] for place in selection.chosen]
    return plain.Chosen(ids, selection.total, [selection.rules.quotas[one.quota].name for one in selection.conflict])


def check(seed: int) -> tuple[bool, bool]:
    """Compare selection, draw and contradiction on one instance; say whether it had an answer, and whether quotas cost."""
    people, document = an_instance(Random(seed))
    rules = rules_of(document)
    wanted = plain.choose(people, document)
    found = select(a_list(people), rules)
    assert told(found) == wanted
    assert told(draw(a_list(people), rules)) == plain.choose([{**one, "score": "0"} for one in people], document)
    kept = [quota for quota in document["quota"] if quota["name"] in wanted.conflict]
    for one in found.conflict:
        name = rules.quotas[one.quota].name
        assert one.change == plain.least_change(people, kept, rules.seats, name)
    free = plain.choose(people, {**document, "quota": []})
    return not wanted.conflict, wanted.ids != free.ids


def test_equals_every_set_looked_at_on_three_hundred_instances() -> None:
    """Seats, sum, order among equals, shares, minimal contradicting set and least change, all from another reading."""
    results = [check(seed) for seed in range(300)]
    answered = sum(found for found, _ in results)
    assert 80 < answered < 220
    assert sum(found and cost for found, cost in results) > 40, "quotas must decide in many of them"


@quick
@given(st.integers(300, 10**9))
def test_equals_every_set_looked_at(seed: int) -> None:
    check(seed)


@quick
@given(st.integers(0, 10**9))
def test_what_one_more_would_change_is_what_another_run_says(seed: int) -> None:
    people, document = an_instance(Random(seed), most=7)
    found = select(a_list(people), rules_of(document))
    written = minutes(found, "")
    for place, (told_, quota) in enumerate(zip(written["quotas"], document["quota"], strict=True)):
        bounded = {key.partition("_")[0] for key in quota} & {"min", "max"}
        key = "max_more" if "max" in bounded else "min_more"
        changed = [{**one, key: 1} if other == place else one for other, one in enumerate(document["quota"])]
        best = plain.best_worth(people, changed, document["seats"]) if bounded else None
        change = None if best is None else {"filled": best[0] - found.filled, "total": best[1] - found.total}
        assert told_["one_more"] == change
        assert told_["binding"] == (told_["selected"] in (told_["min"], told_["max"]))
        assert told_["available"] == sum(plain.matches(quota, person) for person in people)


@pytest.mark.parametrize("lie", ["noise", "silence", "infeasible", "rounding"])
def test_a_solver_that_errs_cannot_change_an_answer(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the solver says is a hint: noise on its prices, no answer at all, false refusals leave every answer as it is."""
    noise = Random(3)
    honest = Relaxation._whole

    def noisy(self: Relaxation, values: Any) -> Any:
        return honest(self, values + [noise.choice((0, 0, 0.5, -0.7, 3)) for _ in values])

    def rounded(self: Relaxation, values: Any) -> Any:
        return honest(self, values.round())

    def refusing(self: Relaxation, box: Any, taken: Any) -> Any:
        return self._infeasible(box)

    changes: dict[str, tuple[str, Any]] = {
        "noise": ("_whole", noisy),
        "rounding": ("_whole", rounded),
        "silence": ("solve", Relaxation.little),
        "infeasible": ("_learnt", refusing),
    }
    monkeypatch.setattr(Relaxation, *changes[lie])
    for seed in range(40):
        check(seed)


@quick
@given(st.integers(0, 10**9))
def test_the_order_of_the_list_changes_nothing(seed: int) -> None:
    random = Random(seed)
    people, document = an_instance(random, most=30)
    found = told(select(a_list(people), rules_of(document)))
    random.shuffle(people)
    assert told(select(a_list(people), rules_of(document))) == found


@quick
@given(st.integers(0, 10**9))
def test_who_is_called_keeps_every_quota_and_nobody_before_would(seed: int) -> None:
    people, document = an_instance(Random(seed), most=14)
    applicants, rules = a_list(people), rules_of({**document, "reserve": 20})
    found = select(applicants, rules)
    for name, waiting in reserve_lists(found):
        assert name == "all"
        assert set(waiting) | set(found.chosen) == set(range(len(people)))
        order = [plain.order(rules.seed, people[place]) for place in waiting]
        assert order == sorted(order)
        for leaving in found.chosen:
            seated = [place for place in found.chosen if place != leaving]
            called = next_called(applicants, rules, seated, waiting)
            before = waiting if called is None else waiting[: waiting.index(called)]
            sets = [sum(1 << place for place in [*seated, one]) for one in before]
            assert not any(plain.is_answer(people, document["quota"], chosen) for chosen in sets)
            if called is not None:
                assert holds(applicants, rules, [*seated, called])


def test_reserve_lists_are_parted_by_a_column_and_cut() -> None:
    people = [{"id": f"p{n}", "score": str(n // 3), "region": "yx"[n % 2], "sex": "F", "back": "0"} for n in range(40)]
    rules = rules_of({"seats": 4, "seed": "7", "reserve": 5, "reserve_by": "region"})
    found = select(a_list(people), rules)
    lists = dict(reserve_lists(found))
    assert list(lists) == ["x", "y"]
    for value, places in lists.items():
        waiting = [one for place, one in enumerate(people) if place not in found.chosen and one["region"] == value]
        assert [people[place] for place in places] == sorted(waiting, key=lambda one: plain.order("7", one))[:5]


def test_many_ties_and_many_groups_stay_equal_to_a_walk_that_asks_at_every_step() -> None:
    """A draw of 60 among 600: taken one by one in the order of the hash, each where the rest can still be completed."""
    random = Random(5)
    people = [
        {"id": f"p{n}", "score": "0", "region": random.choice("xyz"), "sex": random.choice("FMM"), "back": "0"}
        for n in range(600)
    ]
    document = {
        "seats": 60,
        "seed": "lot",
        "quota": [
            {"name": "x", "where": {"region": "x"}, "max": 11},
            {"name": "women", "where": {"sex": "F"}, "min_share": "0.45"},
            {"name": "y", "where": {"region": "y"}, "min": 30},
        ],
    }
    found = draw(a_list(people), rules_of(document))
    ordered = sorted(range(600), key=lambda place: plain.order("lot", people[place]))
    x, women, y, kept = 0, 0, 0, []
    for place in ordered:
        person = people[place]
        after = (x + (person["region"] == "x"), women + (person["sex"] == "F"), y + (person["region"] == "y"))
        left = 60 - len(kept) - 1
        if left >= 0 and after[0] <= 11 and women_and_y_fit(27 - after[1], 30 - after[2], left):
            (x, women, y), kept = after, [*kept, place]
    assert sorted(found.chosen) == sorted(kept)
    assert len(kept) == 60


def women_and_y_fit(women: int, y: int, left: int) -> bool:
    """Whether so many seats left suffice for both: a woman of y, of whom there are plenty, counts for both."""
    return max(women, y, 0) <= left


def test_draws_are_uniform_among_those_who_match_the_same_quotas() -> None:
    """2,000 seeds: everyone of a group is drawn as often, by a chi-squared test; pairs too."""
    people = [{"id": f"p{n}", "score": str(n), "region": "xy"[n >= 8], "sex": "F", "back": "0"} for n in range(12)]
    applicants = a_list(people)
    seen: Counter[str] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    for seed in range(2000):
        rules = rules_of({"seats": 5, "seed": str(seed), "quota": [{"name": "x", "where": {"region": "x"}, "max": 3}]})
        chosen = draw(applicants, rules).chosen
        seen.update(people[place]["id"] for place in chosen)
        pairs.update(itertools.combinations(sorted(place for place in chosen if place < 8), 2))
    # Of the first eight at most three are drawn, so that of the other four at least two are.
    for ids in ([f"p{n}" for n in range(8)], [f"p{n}" for n in range(8, 12)]):
        counts = [seen[one] for one in ids]
        mean = sum(counts) / len(counts)
        # Draws without replacement vary less than independent ones, so this bound is generous; 6 standard deviations.
        assert all(abs(count - mean) < 6 * math.sqrt(mean) for count in counts)
        assert sum((count - mean) ** 2 / mean for count in counts) < 26
    mean = sum(pairs.values()) / 28
    assert len(pairs) == 28
    assert sum((count - mean) ** 2 / mean for count in pairs.values()) < 60


def test_a_quota_moved_by_one_says_who_would_come_and_go() -> None:
    people = [{"id": f"p{n}", "score": str(n), "region": "xy"[n % 2], "sex": "F", "back": "0"} for n in range(8)]
    rules = rules_of({"seats": 3, "seed": "1", "quota": [{"name": "x", "where": {"region": "x"}, "min": 2}]})
    found = select(a_list(people), rules)
    other = what_if(found, 0, least=True, by=-1)
    assert set(other.chosen) - set(found.chosen) == {5}
    assert set(found.chosen) - set(other.chosen) == {4}
    assert other.total - found.total == 1


HEAD = 'seats = 2\nseed = "1"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("seats = ", "not TOML"),
        ('seed = "1"', "“seats” is missing"),
        ("seats = 2", "“seed” is missing"),
        ("seats = 2\nseed = 4821", "“seed” must be a text"),
        ('seats = -1\nseed = "1"', "whole number from 0"),
        ('seats = 2.5\nseed = "1"', "whole number from 0"),
        ('seats = true\nseed = "1"', "whole number from 0"),
        (HEAD + "reserved = 3", "“reserved” is not known; did you mean “reserve”?"),
        (HEAD + "[[quotas]]\nname = 'a'", "did you mean “quota”?"),
        (HEAD + "[quota]\nname = 'a'", "each under a line [[quota]]"),
        (HEAD + "[[quota]]\nwhere = {}", "quota “1”: The key “name” is missing"),
        (HEAD + "[[quota]]\nname = 'a'", "quota “a”: The key “where” is missing"),
        (HEAD + "[[quota]]\nname = 'a;b'\nwhere = {}", "no semicolon"),
        (
            HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmim = 2",
            "quota “a”: The key “mim” is not known; did you mean “min”?",
        ),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\ncolour = 2", "Known are: name, where, min, max"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmin = 4\nmax = 3", "quota “a”: “min” is above “max”"),
        (
            HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmin_share = '0.6'\nmax_share = 0.5",
            "“min_share” is above “max_share”",
        ),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmin_share = 30", "exact decimal from 0 to 1"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmin_share = '0,30'", "exact decimal from 0 to 1"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\nmin_share = nan", "exact decimal from 0 to 1"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = 'region'", "“where” must give columns"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = { region = 1 }", "text, or a list of texts, for the column “region”"),
        (HEAD + "[[quota]]\nname = 'a'\nwhere = {}\n[[quota]]\nname = 'a'\nwhere = {}", "Two quotas have the name “a”"),
    ],
)
def test_rules_that_cannot_be_used_are_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadRules) as refused:
        parse_rules(text)
    assert sentence in str(refused.value)


def test_shares_are_exact_whatever_their_form() -> None:
    """0.1 and 0.7 are no binary fractions: 30 % of ten seats are three, 70 % of ten are seven, written either way."""
    for share in ("0.70", "'0.70'", "7e-1"):
        rules = parse_rules(HEAD + f"[[quota]]\nname = 'a'\nwhere = {{}}\nmin_share = {share}\nmax_share = {share}")
        assert rules.quotas[0].least(10) == rules.quotas[0].most(10) == 7
        assert rules.quotas[0].least(11) == 8
        json.dumps(rules.as_read)


def test_no_seats_or_no_applicants_is_an_empty_answer() -> None:
    quota = {"name": "a", "where": {}, "min": 3}
    for people, seats in (([], 4), ([{"id": "p", "score": "1", "region": "x", "sex": "F", "back": "0"}], 0)):
        found = select(a_list(people), rules_of({"seats": seats, "seed": "1", "reserve": 3, "quota": [quota]}))
        assert (found.chosen, found.conflict, reserve_lists(found)) == ((), (), [])
        assert minutes(found, "")["quotas"][0]["one_more"] is None


def test_large_scores_stay_exact() -> None:
    """Sums beyond what a double holds exactly: the answer and its total are right to the last unit."""
    ids = [f"p{n}" for n in range(3000)]
    scores = [10**9 - n for n in range(3000)]
    applicants = Applicants.build(ids, scores, {"odd": [str(n % 2) for n in range(3000)]})
    rules = Rules(
        2000,
        "1",
        rules_of({"seats": 1, "seed": "", "quota": [{"name": "a", "where": {"odd": "1"}, "max_share": "0.3"}]}).quotas,
    )
    found = select(applicants, rules)
    best = [*range(0, 2800, 2), *range(1, 1200, 2)]
    assert sorted(found.chosen) == sorted(best)
    assert found.total == sum(scores[n] for n in best)
