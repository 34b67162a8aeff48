"""Likely duplicates: found across the country, masked, with the reasons; two different people are not confused."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baarasira.engine import Frequencies, Identity, likeness
from baarasira.kernel.actor import system
from baarasira.people import duplicates
from baarasira.people.duplicates import LEEWAY, Candidate, at_best, likely_duplicates
from baarasira.people.models import Person
from baarasira.reference import parameters
from factories import NOW, Tree, make_actor, make_person, make_tree

REGISTER = Frequencies(100_000, {"traore": 12_000, "mamadu": 9_000, "guindo": 40, "keita": 4_000, "fatumata": 8_000})
ONE = Identity(given_names="Mamadou", surname="Traoré", birth_year=1985, sex="M", region="ML-4")


def _with(**values: object) -> Identity:
    return Identity(
        **{**{name: getattr(ONE, name) for name in ("given_names", "surname", "birth_year", "sex", "region")}, **values}
    )  # type: ignore[arg-type]


def test_a_common_name_alone_says_little_and_a_rare_one_much() -> None:
    common = likeness(ONE, _with(), REGISTER).probability
    rare = likeness(_with(surname="Guindo"), _with(surname="Guindo"), REGISTER).probability
    assert common < 0.5 < rare


def test_a_shared_phone_brings_together_but_does_not_make_one_of_a_household() -> None:
    phone = frozenset({"+22376450000"})
    same = likeness(_with(phones=phone), _with(phones=phone, given_names="Mahamadou", surname="Traore"), REGISTER)
    assert same.probability > 0.9
    assert "phone" in same.reasons
    wife = Identity(given_names="Fatoumata", surname="Keïta", birth_year=1990, sex="F", region="ML-4", phones=phone)
    assert likeness(_with(phones=phone), wife, REGISTER).probability < 0.01


def test_the_same_national_number_decides_and_two_different_ones_separate() -> None:
    assert likeness(_with(national_id="a"), _with(national_id="a", surname="Diarra"), REGISTER).probability > 0.9
    assert likeness(_with(national_id="a"), _with(national_id="b"), REGISTER).probability < 0.01


def test_swapped_names_are_seen() -> None:
    swapped = likeness(_with(surname="Guindo"), _with(given_names="Guindo", surname="Mahamadou"), REGISTER)
    assert "name_swapped" in swapped.reasons
    assert swapped.probability > 0.3


def test_the_first_of_january_is_a_year_and_a_true_day_weighs_more() -> None:
    first = likeness(_with(born=date(1985, 1, 1)), _with(born=date(1985, 1, 1)), REGISTER)
    day = likeness(_with(born=date(1985, 5, 3)), _with(born=date(1985, 5, 3)), REGISTER)
    assert "year" in first.reasons
    assert "born" in day.reasons
    assert day.probability > first.probability


def test_the_mother_tells_two_people_of_one_common_name_apart() -> None:
    same = likeness(_with(mother_name="Rokia Diarra"), _with(mother_name="Rokiatou Diara"), REGISTER).probability
    other = likeness(_with(mother_name="Rokia Diarra"), _with(mother_name="Awa Koné"), REGISTER).probability
    assert other < likeness(ONE, _with(), REGISTER).probability < same


identities = st.builds(
    Identity,
    given_names=st.sampled_from(["", "Mamadou", "Mahamadou Lamine", "Fatoumata"]),
    surname=st.sampled_from(["", "Traoré", "Guindo", "Mamadou"]),
    born=st.none() | st.dates(date(1950, 1, 1), date(2010, 1, 1)),
    sex=st.sampled_from(["", "M", "F"]),
    region=st.sampled_from(["", "ML-1", "ML-4"]),
    commune=st.sampled_from(["", "Niono"]),
    phones=st.frozensets(st.sampled_from(["1", "2"])),
    national_id=st.sampled_from(["", "a", "b"]),
    mother_name=st.sampled_from(["", "Awa Koné", "Hawa Kone", "Sira"]),
)


@given(identities, identities)
def test_likeness_is_a_probability_and_does_not_depend_on_the_order(left: Identity, right: Identity) -> None:
    one, other = likeness(left, right, REGISTER), likeness(right, left, REGISTER)
    assert one == other
    assert 0 <= one.probability <= 1


@settings(deadline=None)
@given(identities, identities)
def test_nobody_without_a_number_in_common_is_likelier_than_the_bound_by_which_names_are_passed_over(
    typed: Identity, other: Identity
) -> None:
    if (typed.national_id and typed.national_id == other.national_id) or typed.phones & other.phones:
        return
    if not (typed.surname and typed.given_names):
        return
    apart = abs(typed.year - other.year) if typed.year is not None and other.year is not None else 0
    if apart <= 2:
        bound = likeness(typed, at_best(typed, apart), REGISTER).probability
        share = likeness(typed, other, REGISTER).probability
        assert share * (1 - bound) <= LEEWAY * bound * (1 - share) + 1e-3


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (Candidate(given_names="Mahamadou", surname="Traore", born="1986"), "same name spelt otherwise"),
        (Candidate(given_names="Traoré", surname="Mamadou", born="vers 1985"), "surname and given names swapped"),
        (Candidate(given_names="Mamadou", surname="Traoré", phones=("76 45 00 00",)), "same phone"),
        (Candidate(nina="11 85 0301001 042 b"), "same NINA"),
    ],
)
def test_a_file_elsewhere_is_shown_masked_with_why(tree: Tree, candidate: Candidate, reason: str) -> None:
    values = {"born": "1985", "sex": "M", "phones": ["76450000"], "nina": "11850301001042B"}
    person = make_person(tree.far_office, given_names="Mamadou", surname="Traoré", **values)
    [found] = likely_duplicates(make_actor(structure=tree.office), candidate)
    assert found.summary.id == person.pk
    assert not found.summary.may_open
    assert "45" not in found.summary.phone
    with translation.override("en"):
        assert reason in {str(word) for word in found.reasons}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "candidate",
    [
        Candidate(), Candidate(surname="Traoré"), Candidate(born="hier", phones=("abc",), nina="12"),
        Candidate(given_names="Mamadou", surname="Traoré", born="1960"), Candidate(given_names="Oumar", surname="Diallo", born="1985"),
    ],
)  # fmt: skip
def test_half_typed_or_other_people_are_no_duplicates(tree: Tree, candidate: Candidate) -> None:
    make_person(tree.office, given_names="Mamadou", surname="Traoré", born="1985", sex="M")
    assert likely_duplicates(make_actor(structure=tree.office), candidate) == []


@pytest.mark.django_db
def test_nobody_without_the_right_to_search_learns_anything(tree: Tree) -> None:
    make_person(tree.office, nina="11850301001042B")
    assert likely_duplicates(system(NOW), Candidate(nina="11850301001042B")) == []


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_candidates(tree: Tree) -> None:
    candidate = Candidate(given_names="Fatoumata", surname="Keïta", born="1990", phones=("76450000",))
    actor = make_actor(structure=tree.office)
    counts = []
    for many in (1, 12):
        for _number in range(many):
            make_person(tree.far_office, phones=["76450000"])
        likely_duplicates(actor, candidate)
        with CaptureQueriesContext(connection) as captured:
            assert likely_duplicates(actor, candidate)
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.django_db
@pytest.mark.parametrize(("given_names", "surname"), [("Amadou", "Traoré"), ("Mamadou", "Dembélé")])
def test_the_day_and_the_mother_speak_for_whoever_shares_half_the_name(
    tree: Tree, given_names: str, surname: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a register of a million: the case by which the search by name was found to pass somebody over."""
    common = Frequencies(1_000_000, {"mamadu": 70_000, "traore": 80_000, "kone": 20_000})
    monkeypatch.setattr(duplicates, "_frequencies", lambda _typed, _names: common)
    born, mother = "12/05/1990", "Awa Koné"
    person = make_person(
        tree.far_office, given_names="Mamadou", surname="Traoré", born=born, sex="M", mother_name=mother
    )
    make_person(
        tree.far_office, given_names="Mamadou", surname="Traoré", born="27/09/1990", sex="M", mother_name=mother
    )
    candidate = Candidate(given_names=given_names, surname=surname, born=born, sex="M", mother_name=mother)
    [found] = likely_duplicates(make_actor(structure=tree.office), candidate)
    assert found.summary.id == person.pk


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whoever_is_passed_over_by_name_was_not_likely_enough(tree: Tree, data: st.DataObject) -> None:
    """The files shown are those a comparison with every file of the register would show."""
    if not Person.objects.exists():
        for given_names, surname, born, mother_name in (
            ("Mamadou", "Traoré", "12/05/1990", "Awa Koné"), ("Mahamadou", "Traore", "1990", ""),
            ("Mamadou", "Traoré", "12/05/1991", ""), ("Mamadou", "Traoré", "29/02/1988", "Sira Diarra"),
            ("Amadou", "Traoré", "01/01/1989", ""), ("Traoré", "Mamadou", "13/05/1990", "Hawa Kone"),
            ("Amadou", "Dembélé", "12/05/1990", "Hawa Kone"), ("Amadou", "Coulibaly", "1990", "Awa Koné"),
        ):  # fmt: skip
            make_person(
                tree.office, given_names=given_names, surname=surname, born=born, mother_name=mother_name, sex="M"
            )
    candidate = Candidate(
        given_names=data.draw(st.sampled_from(["Mamadou", "Amadou", "Mohamed Amadou"])),
        surname=data.draw(st.sampled_from(["Traoré", "Mamadou Traoré"])),
        born=data.draw(st.sampled_from(["", "1990", "12/05/1990", "29/02/1988", "01/01/1990", "12/05/1992"])),
        sex=data.draw(st.sampled_from(["", "M"])),
        mother_name=data.draw(st.sampled_from(["", "Awa Koné", "Sira Diarra"])),
    )
    # As common as in a register of a million, so that the name alone says little.
    common = Frequencies(
        1_000_000, {"mamadu": 70_000, "amadu": 60_000, "traore": 80_000, "kone": 20_000, "sira": 9_000}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duplicates, "_frequencies", lambda _typed, _names: common)
        shown = {item.summary.id for item in likely_duplicates(make_actor(structure=tree.office), candidate)}
    typed = duplicates._identity(candidate)
    threshold = float(parameters.DUPLICATE_THRESHOLD.default)
    everybody = duplicates._identities(
        make_actor(structure=tree.office), list(Person.objects.values_list("pk", flat=True))
    )
    likely = {
        person_id for person_id, _key, identity in everybody
        if likeness(typed, identity, common).probability >= threshold
        and (typed.year is None or identity.year is None or abs(typed.year - identity.year) <= 2)
    }  # fmt: skip
    assert shown <= likely
    assert len(shown) == min(len(likely), duplicates.MOST_SHOWN)
