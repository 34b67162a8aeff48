"""The index of names answers as a plain reading of everybody does, page after page, whatever changed before."""

from hypothesis import given, settings
from hypothesis import strategies as st

from baarasira.engine import Bearer, NameQuestion, Names
from engine.plain_names import found, letters_between

# Few different names, near each other, so that spellings, beginnings and slips meet.
SURNAMES = [
    "traore",
    "thraore",
    "traoreba",
    "coulibaly",
    "koulibali",
    "coulibayl",
    "ba",
    "bah",
    "n",
    "ndiaye",
    "keita",
    "keta",
]
GIVEN = ["mamadou", "mamaduo", "mahamadou", "amadou", "awa", "hawa", "lamine", "ωmega", "a"]
TYPED = [*SURNAMES, *GIVEN, "tra", "m", "z", "couli", "tarore", "lamien", "coulibalyx", "omega"]
OFFICES = [bytes([1]) * 16, bytes([2]) * 16]
YEARS = [1980, 1985]


@st.composite
def bearers(draw: st.DrawFn) -> Bearer:
    surname = draw(st.sampled_from(SURNAMES))
    given_names = draw(st.lists(st.sampled_from(GIVEN), min_size=0, max_size=2, unique=True))
    maiden = draw(st.sampled_from(["", "", "", "traore", "coulibaly"]))
    return Bearer(
        id=draw(st.integers(0, 60)).to_bytes(16, "big"),
        key=" ".join([surname, *given_names]),
        words=" ".join(dict.fromkeys([surname, *given_names, *maiden.split()])),
        born=draw(st.sampled_from(YEARS)) * 10_000 + draw(st.sampled_from([101, 229, 1231])),
        office=draw(st.sampled_from(OFFICES)),
        hidden=draw(st.booleans()),
    )


questions = st.builds(
    NameQuestion,
    words=st.lists(st.sampled_from(TYPED), min_size=1, max_size=3, unique=True).map(tuple),
    years=st.lists(st.sampled_from(YEARS), max_size=2, unique=True).map(tuple),
    own=st.sampled_from([None, frozenset(), frozenset(OFFICES[:1])]),
)
changes = st.lists(
    st.tuples(
        st.lists(bearers(), max_size=8, unique_by=lambda person: person.id),
        st.frozensets(st.integers(0, 60).map(lambda number: number.to_bytes(16, "big")), max_size=6),
    ),
    max_size=5,
)


def leafed(names: Names, question: NameQuestion, size: int) -> list[tuple[int, str, bytes]]:
    """Return what one reads who leafs from the first page to the last."""
    pages = [names.find(question, size=size)]
    while pages[-1].more:
        pages.append(names.find(question, after=pages[-1].page[-1], size=size))
    rows = [row for page in pages for row in page.page]
    assert {page.found for page in pages} == {len(rows)}
    return rows


@settings(max_examples=300, deadline=None)
@given(st.lists(bearers(), max_size=40, unique_by=lambda person: person.id), changes, questions, st.integers(1, 7))
def test_the_answer_is_that_of_a_plain_reading(
    people: list[Bearer], changed: list[tuple[list[Bearer], frozenset[bytes]]], question: NameQuestion, size: int
) -> None:
    names, register = Names.build(people), {person.id: person for person in people}
    for fresh, removed in changed:
        names = names.with_changes(fresh, removed)
        for person_id in removed:
            register.pop(person_id, None)
        register |= {person.id: person for person in fresh}
    assert len(names) == len(register)
    assert leafed(names, question, size) == found(register.values(), question)


def _many(name: str, count: int, first: int, given_name: str = "awa") -> list[Bearer]:
    return [
        Bearer(
            (first + number).to_bytes(16, "big"), f"{name} {given_name}", f"{name} {given_name}", 19800512, OFFICES[0]
        )
        for number in range(count)
    ]


def test_a_slip_that_someone_bears_shows_them_first_and_then_the_common_name() -> None:
    names = Names.build([*_many("coulibaly", 80, 0), *_many("coulibayl", 2, 100), *_many("keita", 5, 200)])
    answer = names.find(NameQuestion(("coulibayl",)), size=5)
    assert answer.counts == (2, 0, 80)
    assert [rank for rank, _key, _id in answer.page] == [0, 0, 2, 2, 2]
    assert answer.corrections == {"coulibayl": ("coulibaly",)}


def test_a_rare_name_is_not_taken_for_a_slip_of_one_hardly_commoner() -> None:
    names = Names.build([*_many("niangaly", 3, 0), *_many("niangadi", 40, 100)])
    assert names.find(NameQuestion(("niangaly",))).counts == (3, 0, 0)


def test_a_name_that_only_hidden_people_bear_corrects_nothing_for_others() -> None:
    hidden = [person._replace(hidden=True) for person in _many("coulibaly", 3, 0)]
    names = Names.build(hidden)
    assert names.find(NameQuestion(("coulibayl",))).found == 0
    assert names.find(NameQuestion(("coulibayl",), own=frozenset(OFFICES[:1]))).counts == (0, 0, 3)


def test_a_name_nobody_bears_any_more_corrects_nothing() -> None:
    names = Names.build(_many("coulibaly", 1, 0)).with_changes(removed=[bytes(16)])
    assert names.find(NameQuestion(("coulibayl",))).found == 0


def test_letters_are_counted_with_neighbours_swapped_as_one() -> None:
    pairs = [
        ("coulibayl", "coulibaly"),
        ("mamaduo", "mamadou"),
        ("keta", "keita"),
        ("awa", "awa"),
        ("sidbie", "sidibe"),
    ]
    assert [letters_between(*pair) for pair in pairs] == [1, 1, 1, 0, 1]


def test_many_changes_stay_in_a_few_segments() -> None:
    names = Names.build(_many("keita", 50, 0))
    for number in range(300):
        names = names.with_changes(_many("diarra", 1, 1000 + number))
    assert len(names.segments) < 8
    assert names.find(NameQuestion(("diarra",))).found == 300


def test_where_a_slip_is_itself_a_common_name_nothing_is_corrected() -> None:
    names = Names.build([*_many("coulibaly", 6020, 0), *_many("coulibayl", 301, 10_000)])
    assert names.find(NameQuestion(("coulibayl",))).counts == (301, 0, 0)
    one_less = names.with_changes(removed=[(10_000).to_bytes(16, "big")])
    assert one_less.find(NameQuestion(("coulibayl",))).counts == (300, 0, 6020)
