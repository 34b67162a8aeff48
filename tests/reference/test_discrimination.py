"""What an offer may not ask for is found in words people write; what only looks like it is left alone (R-09)."""

import pytest

from baarasira.reference.discrimination import Ground, check_ages, check_criteria, findings, lint
from reference.wordings import ACCEPTED, REFUSED
from reference_data import reference_rows


@pytest.mark.parametrize(("text", "ground"), REFUSED)
def test_r_09_a_discriminatory_wording_is_found_with_its_ground(text: str, ground: str) -> None:
    remarks = lint(text)

    assert ground in {remark.ground for remark in remarks}
    for remark in remarks:
        assert text[remark.start : remark.end] == remark.fragment
        assert remark.fragment.strip() == remark.fragment != ""


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_wording_that_only_looks_discriminatory_is_left_alone(text: str) -> None:
    assert [(remark.ground.value, remark.fragment) for remark in lint(text)] == []


@pytest.mark.parametrize(("text", "ground"), REFUSED)
def test_accents_capitals_and_spaces_hide_nothing(text: str, ground: str) -> None:
    disguised = text.upper().replace(" ", "\u00a0 ").replace("'", "’")

    assert ground in {remark.ground for remark in lint(disguised)}


def test_every_ground_has_wordings_refused_in_the_table() -> None:
    assert {ground for _text, ground in REFUSED} == set(Ground.values)


def test_an_offer_of_several_lines_gives_its_remarks_in_order() -> None:
    offer = "Vendeur (h/f)\nBac exigé\nFemme de moins de 30 ans, célibataire\nAgent de santé apprécié"

    fragments = [remark.fragment for remark in lint(offer)]

    assert fragments == ["moins de 30 ans", "célibataire"]


def test_one_wording_caught_by_several_patterns_is_said_once() -> None:
    assert [remark.fragment for remark in lint("Candidats âgés de 25 à 35 ans maximum")] == [
        "âgés de 25 à 35 ans maximum"
    ]


def test_the_sentence_names_the_fragment_the_ground_and_what_to_write_instead() -> None:
    (finding,) = findings("Homme uniquement", field="description")

    assert (finding.code, finding.field, finding.blocking, finding.source) == ("R-09", "description", True, "C111")
    assert str(finding.sentence).replace("\u00a0", " ") == (
        "« Homme uniquement » choisit les personnes selon le sexe. Une offre n’en a pas le droit (convention 111 de "
        "l’OIT). Décrivez le travail lui-même : femmes et hommes peuvent postuler."
    )


def test_a_legal_basis_lets_an_age_stand_and_nothing_else() -> None:
    text = "Femme uniquement, moins de 30 ans"

    assert {remark.ground for remark in lint(text)} == {Ground.SEX, Ground.AGE}
    assert {remark.ground for remark in lint(text, legal_age_basis="décret 2026-12, art. 4")} == {Ground.SEX}


def test_long_texts_are_read_at_once() -> None:
    offer = "\n".join(ACCEPTED) * 3

    assert lint(offer * 2) == ()


@pytest.mark.parametrize(
    ("minimum", "maximum", "basis", "codes"),
    [
        (None, None, "", []),
        (15, None, "", []),
        (18, None, "", ["R-09"]),
        (None, 40, "", ["R-09"]),
        (20, 30, "", ["R-09", "R-09"]),
        (20, 30, "arrêté du 3 mai 2024, art. 2", []),
        (14, None, "", ["R-11"]),
        (14, 30, "arrêté du 3 mai 2024, art. 2", ["R-11"]),
    ],
)
def test_age_bounds_need_the_law_that_asks_for_them(
    minimum: int | None, maximum: int | None, basis: str, codes: list[str]
) -> None:
    found = check_ages(minimum, maximum, legal_basis=basis, legal_minimum=15)

    assert [finding.code for finding in found] == codes
    assert all(finding.blocking for finding in found)


@pytest.mark.parametrize(
    "name",
    ["sex", "Sexe", "situation matrimoniale", "nombre_d'enfants", "Religion", "HIV status", "ethnie", "grossesse"],
)
def test_r_09_a_criterion_named_after_a_forbidden_ground_is_refused(name: str) -> None:
    (finding,) = check_criteria([name])

    assert name in str(finding.sentence)


def test_ordinary_criteria_pass() -> None:
    names = [
        "occupation",
        "min_years",
        "languages_required",
        "region",
        "mobility",
        "sextant",
        "expérience",
        "test pratique",
    ]

    assert check_criteria(names) == []


def test_no_title_of_the_classification_and_no_name_of_work_of_esco_raises_a_false_alarm() -> None:
    texts = [
        row[column]
        for row in reference_rows("isco08_fr_en.csv")
        for column in row
        if "title" in column or "label" in column
    ]
    for row in reference_rows("esco/occupations_fr.csv"):
        texts += [row["preferredLabel"], *row["altLabels"].splitlines()]

    found = {(text, remark.fragment) for text in texts for remark in lint(text)}

    assert len(texts) > 3000
    assert found == set()
