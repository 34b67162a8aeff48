"""The letter of introduction: polite, complete, on one page with its answer slip, and silent on what is nobody's business."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from baarasira.candidacies.documents import IntroductionData, introduction_letter_pdf
from baarasira.kernel.signing import DocumentClaims, KeyRing
from paper_reading import HEAD, boxes, code_sides_mm, codes, letters, outside, pages, picture, sizes_mm, text

LETTER = IntroductionData(
    letterhead=HEAD,
    reference="MER-2026-00091",
    written_on=date(2026, 11, 23),
    employer="Rizerie moderne du Delta SARL",
    offer_number="OF-2026-0210",
    offer_title="Ouvrière de rizerie",
    person_name="Mme Fatoumata Binta TRAORÉ",
    answer_by=date(2026, 12, 7),
    signatory="Mariam SANGARÉ",
    signatory_role="La cheffe de l’antenne locale de Niono",
    employer_lines=("Zone industrielle, BP 112", "Niono"),
    attention="M. Oumar DIALLO",
    sex="female",
    card_number="ML-SEG-26-004512-7",
    phones=("76 45 00 00", "66 12 34 56"),
    commune="Niono",
    profile=(("Métier", "Ouvrière de rizerie"), ("Expérience", "8 ans"), ("Langues", "bambara, peul")),
    reasons=("Huit ans dans le métier ; vous en demandez trois.", "Disponible tout de suite."),
    meeting="Elle se présentera le jeudi 26 novembre 2026 à 9 h.",
    counsellor="M. Seydou COULIBALY",
    counsellor_phone="21 35 20 00",
)


def test_the_letter_is_one_page_with_all_that_the_employer_needs() -> None:
    letter = introduction_letter_pdf(LETTER)
    assert sizes_mm(letter) == [(210.0, 297.0)]
    for words in (
        "Niono, le 23 novembre 2026", "Rizerie moderne du Delta SARL", "À l’attention de M. Oumar DIALLO",
        "Objet : mise en relation, offre n° OF-2026-0210", "« Ouvrière de rizerie »",
        "Mme Fatoumata Binta TRAORÉ, demandeuse d’emploi inscrite", "76 45 00 00 · 66 12 34 56", "Expérience 8 ans",
        "vous en demandez trois.", "Elle se présentera le jeudi 26 novembre", "lundi 7 décembre 2026",
        "par téléphone au 21 35 20 00", "gratuite, pour vous comme pour la personne", "considération distinguée",
        "Mariam SANGARÉ",
    ):  # fmt: skip
        assert words in text(letter)


def test_the_answer_slip_offers_each_possible_answer() -> None:
    slip = text(introduction_letter_pdf(LETTER)).split("Réponse de l’employeur")[1]
    for words in (
        "lettre MER-2026-00091", "Nous recrutons cette personne. Premier jour de travail", "Contrat", "Salaire mensuel",
        "Nous ne recrutons pas cette personne. Motif", "Pas encore décidé", "ne s’est pas présentée",
    ):  # fmt: skip
        assert words in slip


@pytest.mark.parametrize(
    ("sex", "words"),
    [
        ("male", "demandeur d’emploi inscrit à"),
        ("female", "demandeuse d’emploi inscrite à"),
        ("", "personne en recherche d’emploi"),
    ],
)
def test_the_words_agree_with_the_person(sex: str, words: str) -> None:
    assert words in text(introduction_letter_pdf(replace(LETTER, sex=sex)))  # type: ignore[arg-type]


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        LETTER, employer_lines=(), attention="", card_number="", phones=(), commune="", profile=(), reasons=(), meeting="",
        counsellor="", counsellor_phone="",
    )  # fmt: skip
    letter = text(introduction_letter_pdf(bare))
    for label in ("À l’attention", "Carte n°", "Téléphone", "Habite à", "raisons", "interlocuteur", "par téléphone"):
        assert label not in letter
    assert "au moyen du coupon ci-dessous." in letter


def test_a_letter_can_carry_a_code_that_the_employer_checks(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    claims = DocumentClaims(
        HEAD.issuer, "introduction", UUID(int=9), LETTER.reference, "FBT", None, date(2026, 11, 23), date(2026, 12, 23)
    )
    letter = introduction_letter_pdf(replace(LETTER, code=claims.as_token(ring)))
    assert len(pages(letter)) == 1
    [read] = codes(picture(letter, 0, 300))
    assert DocumentClaims.of_token(read, "introduction", ring) == claims
    [side] = code_sides_mm(picture(letter, 0, 300), 300)
    assert 35 <= side <= 60  # domain.md E, QR for paper
    assert codes(picture(introduction_letter_pdf(LETTER), 0, 300)) == []


@pytest.mark.parametrize("name", ["<b>Awa</b> #panic()", "محمد ولد سيدي المختار", "Ŋolo Ɔmaru ƝAƐRƐ"])
def test_hard_names_print(name: str) -> None:
    letter = introduction_letter_pdf(replace(LETTER, person_name=name, employer=name))
    assert boxes(letter) == 0
    if name.isascii():
        assert letters(name) in letters(text(letter))


def test_a_name_without_end_goes_on_over_pages_and_not_off_them() -> None:
    letter = introduction_letter_pdf(replace(LETTER, person_name="Y" * 5000, employer="Q" * 3000))
    assert outside(letter, 6) == []
    assert text(letter).count("Y") >= 5000
    assert text(letter).count("Q") >= 3000


def test_a_long_letter_keeps_its_answer_slip_in_one_piece() -> None:
    letter = introduction_letter_pdf(replace(LETTER, reasons=LETTER.reasons * 15))
    sheets = pages(letter)
    assert len(sheets) == 2
    assert "Réponse de l’employeur" in sheets[1]
    assert "Nom, signature et cachet de l’employeur" in sheets[1]
