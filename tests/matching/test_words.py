"""An explanation in French: why a person fits, what is missing, in sentences a counsellor reads aloud."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed
from baarasira.matching import queries
from baarasira.matching.labels import Labels, inside_sentence
from baarasira.matching.words import Reading, read
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.people.inputs import OccupationData
from baarasira.people.models import Person
from factories import NOW, Tree, make_actor, make_opening, make_person, make_seeker, make_territory, make_tree
from french import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    make_territory()
    make_territory("ML-1", "Kayes")
    make_territory("ML-2", "Koulikoro")
    return make_tree()


def reading_of(opening: Opening, person: Person) -> Reading:
    found = queries.explain_candidate(make_actor(structure=opening.office), opening, person.pk)
    assert found is not None
    with translation.override("fr"):
        return read(found, opening, person, Labels.load())


def test_why_a_welder_fits(tree: Tree) -> None:
    opening = make_opening(
        tree.office, min_years=3, languages_required=("fr:B1",), languages_wanted=("en:A2",), licences=("B",),
        min_education=2,
    )  # fmt: skip
    person = make_seeker(
        tree.office,
        occupations=[OccupationData(code="7212", years=5, words="Soudeur à l'arc")],
        languages=["fr:B2", "bm:C2"],
        licences=("B",),
        education=3,
    )
    reading = reading_of(opening, person)
    assert tuple(map(plain, reading.fits)) == (
        "5 ans comme soudeur à l'arc (3 demandés)",
        "parle français B2",
        "possède : permis B",
        "niveau : secondaire terminé : CAP, BT ou baccalauréat",
        "habite la région de Ségou",
    )
    assert reading.missing == ()
    assert reading.wished == ("anglais A2",)
    assert plain(reading.parts[0]) == "soudeur à l'arc : le métier de l’offre"
    assert reading.parts[4] == "sur place"


def lacking(tree: Tree, offer: dict[str, Any], **person: Any) -> str:
    seeker = make_seeker(tree.office, **person)
    return plain(" ; ".join(reading_of(make_opening(tree.office, **offer), seeker).missing))


@pytest.mark.parametrize(
    ("offer", "person", "sentence"),
    [
        ({"min_years": 8, "min_years_strict": True}, {}, "8 ans exigés dans le métier (en a 5)"),
        ({"licences": ("C",)}, {}, "permis C"),
        ({"licences": ("C", "D")}, {"licences": ("C",)}, "permis D"),
        ({"languages_required": ("fr:B2",)}, {"languages": ["fr:B1"]}, "français B2 exigé (parle au niveau B1)"),
        ({"languages_required": ("en:B1",)}, {}, "anglais B1 exigé (ne le parle pas)"),
        ({"min_education": 6}, {"education": 2},
         "niveau exigé : bac + 3 : licence (a : DEF (2e cycle fondamental))"),
        ({"min_education": 6}, {}, "niveau exigé : bac + 3 : licence (le dossier ne dit pas celui de la personne)"),
        ({"skills_required": ("lire un plan",)}, {}, "compétence exigée : lire un plan"),
        ({}, {"region": "ML-1"}, "habite à Kayes et n’a pas dit accepter de travailler à Ségou"),
        ({"starts_on": date(2026, 12, 7)}, {"available_from": date(2027, 1, 15)},
         "disponible à partir du 15/01/2027, le travail commence le 07/12/2026"),
        ({"occupation": "2211"}, {}, "ne déclare aucun métier proche de : médecins généralistes"),
    ],
)  # fmt: skip
def test_the_one_thing_missing_is_said(
    tree: Tree, offer: dict[str, Any], person: dict[str, Any], sentence: str
) -> None:
    assert lacking(tree, offer, **person) == sentence


@pytest.mark.parametrize(
    ("bounds", "sentence"),
    [
        ({"min_age": 21}, "âge exigé : 21 ans au moins"),
        ({"max_age": 30}, "âge exigé : 30 ans au plus"),
        ({"min_age": 18, "max_age": 30}, "âge exigé : de 18 à 30 ans"),
    ],
)
def test_an_age_out_of_bounds_is_said(tree: Tree, bounds: dict[str, int], sentence: str) -> None:
    born = "2010" if "min_age" in bounds and "max_age" not in bounds else "1970"
    seeker = make_seeker(tree.office, born=born)
    opening = make_opening(tree.office)
    # Publication asks the legal basis of a bound; here only the sentence is looked at.
    Opening.objects.filter(pk=opening.pk).update(**bounds)
    opening.refresh_from_db()
    assert plain(*reading_of(opening, seeker).missing) == sentence


@pytest.mark.parametrize(
    ("region", "words"),
    [
        ("ML-2", "habite une région voisine (Koulikoro), accepte de travailler à Ségou"),
        ("ML-1", "habite à Kayes, accepte de travailler à Ségou"),
    ],
)
def test_where_the_person_would_come_from(tree: Tree, region: str, words: str) -> None:
    person = make_seeker(tree.office, region=region, mobility=("ML-4",))
    assert words in reading_of(make_opening(tree.office), person).fits


def test_abroad_the_country_is_said(tree: Tree) -> None:
    opening = make_opening(tree.office)
    Opening.objects.filter(pk=opening.pk).update(country="ES", region=None)
    opening.refresh_from_db()
    ready = reading_of(opening, make_seeker(tree.office, destinations=("ES",)))
    assert "accepte de partir : Espagne" in map(plain, ready.fits)
    assert plain(*reading_of(opening, make_seeker(tree.office)).missing) == "n’a pas dit accepter de partir : Espagne"


@pytest.mark.parametrize("sex", ["F", "M"])
def test_neither_score_nor_sentence_depends_on_the_sex(tree: Tree, sex: str) -> None:
    opening = make_opening(tree.office, min_years=3)
    woman, man = (make_seeker(tree.office, sex=each, surname="Keïta") for each in ("F", "M"))
    assert reading_of(opening, woman) == reading_of(opening, man)
    scores = {found.explanation.score for found in queries.shortlist(make_actor(structure=tree.office), opening)}
    assert len(scores) == 1


def test_a_name_stands_inside_a_sentence_without_its_capital() -> None:
    assert inside_sentence("Permis B") == "permis B"
    assert inside_sentence("DEF (2e cycle)") == "DEF (2e cycle)"
    assert inside_sentence("") == ""


# -- who is listed


def test_the_order_is_that_of_the_score_then_of_seniority(tree: Tree) -> None:
    opening = make_opening(tree.office, min_years=5)
    young = make_seeker(tree.office, occupations=["7212:1"])
    second = make_seeker(tree.office, occupations=["7212:5"])
    first = make_seeker(tree.office, occupations=["7212:9"], at=NOW - timedelta(days=30))
    actor = make_actor(structure=tree.office)
    assert [found.person.pk for found in queries.shortlist(actor, opening)] == [first.pk, second.pk, young.pk]
    assert [found.person.pk for found in queries.shortlist(actor, opening, top=1)] == [first.pk]


def test_region_and_office_narrow_whom_the_list_looks_at(tree: Tree) -> None:
    opening, actor = make_opening(tree.office), make_actor(structure=tree.office)
    here = make_seeker(tree.office)
    far = make_seeker(tree.far_office, region="ML-1", mobility=("*",))

    def listed(**among: Any) -> list[Any]:
        return [found.person.pk for found in queries.shortlist(actor, opening, **among)]

    assert listed() == [here.pk, far.pk]
    assert listed(region="ML-1") == [far.pk]
    assert listed(office_id=tree.office.pk) == [here.pk]
    assert listed(region="ML-1", office_id=tree.office.pk) == []


def test_those_who_nearly_fit_lack_exactly_one_thing(tree: Tree) -> None:
    opening = make_opening(tree.office, licences=("C",), languages_required=("fr:B1",))
    make_seeker(tree.office, languages=["fr:B1"], licences=("C",))
    one = make_seeker(tree.office, languages=["fr:B1"])
    make_seeker(tree.office, languages=["bm:C2"])
    found = queries.near_misses(make_actor(structure=tree.office), opening)
    assert [(item.person.pk, [failure.code for failure in item.explanation.failures]) for item in found] == [
        (one.pk, ["LICENCE"])
    ]


def test_the_offers_that_suit_are_published_open_and_best_first(tree: Tree) -> None:
    person = make_seeker(tree.office, occupations=["7212:5"])
    close, exact = make_opening(tree.office, occupation="7213"), make_opening(tree.far_office)
    make_opening(tree.office, state=OpeningState.RECEIVED)
    make_opening(tree.office, licences=("C",))
    actor = make_actor(structure=tree.office)
    assert [found.opening.pk for found in queries.offers_for(actor, person)] == [exact.pk, close.pk]
    cardless = make_person(tree.office, occupations=["7212:5"], region="ML-4")
    assert queries.offers_for(actor, cardless) == []
    late = make_actor(structure=tree.office, at=NOW + timedelta(days=40))
    assert queries.offers_for(late, person) == [], "expired"


@pytest.mark.parametrize("role", sorted(Role.values))
def test_who_opens_which_shortlist(tree: Tree, role: str) -> None:
    person = make_seeker(tree.office)
    shown, draft = make_opening(tree.office), make_opening(tree.office, state=OpeningState.RECEIVED)
    readers = {Role.COUNSELLOR, Role.EMPLOYER_ADVISER, Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR}
    own, far = make_actor(role=role, structure=tree.office), make_actor(role=role, structure=tree.far_office)
    cases = [(own, shown, True), (far, shown, True), (own, draft, True), (far, draft, False)]
    for actor, opening, allowed in cases:
        for ask in (queries.shortlist, queries.near_misses):
            if role in readers and allowed:
                ask(actor, opening)
                continue
            with pytest.raises(NotAllowed):
                ask(actor, opening)
    for actor, allowed in ((own, role in readers - {Role.AUDITOR}), (far, False)):
        if allowed:
            assert queries.offers_for(actor, person)
            continue
        with pytest.raises(NotAllowed):
            queries.offers_for(actor, person)
