"""The card, the appointment slip and the action plan, read back from paper."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from baarasira.counselling.documents import (
    ActionPlanData,
    AppointmentData,
    CardData,
    PlanStep,
    action_plan_pdf,
    appointment_slip_pdf,
    card_pdf,
    card_sheet_pdf,
    card_token,
    initials,
)
from baarasira.kernel.pdf import CannotPrint
from baarasira.kernel.signing import BadSignature, DocumentClaims, KeyRing
from paper_reading import (
    HEAD,
    boxes,
    code_sides_mm,
    codes,
    font_names,
    letters,
    outside,
    pages,
    picture,
    sizes_mm,
    text,
)

NUMBER = "ML-SEG-26-004512-7"
CARD_ID = UUID("0199f0aa-1111-7222-8333-444455556666")
LONG = "Ould Sidi Mohamed El Moctar El Kounti Ag Alhassane Ben Bakary Maïga dit Le Forgeron "


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def card(ring: KeyRing, number: str = NUMBER) -> CardData:
    token = card_token(
        issuer=HEAD.issuer,
        card_id=CARD_ID,
        number=number,
        holder=initials("Fatoumata Binta", "TRAORÉ"),
        birth_year=1985,
        issued_on=date(2026, 11, 23),
        expires_on=date(2027, 5, 22),
        ring=ring,
    )
    return CardData(
        letterhead=HEAD,
        number=number,
        surname="TRAORÉ",
        given_names="Fatoumata Binta",
        sex="female",
        birth_year=1985,
        birth_place="Niono",
        occupations=("Cultivatrice de riz", "Teinturière", "Vendeuse"),
        issued_on=date(2026, 11, 23),
        expires_on=date(2027, 5, 22),
        code=token,
        check_address="emploi.exemple.ml/carte",
    )


def test_a_card_has_two_sides_of_the_size_of_a_bank_card(ring: KeyRing) -> None:
    assert sizes_mm(card_pdf(card(ring))) == [(85.6, 54.0), (85.6, 54.0)]


def test_the_front_says_who_and_until_when_in_french(ring: KeyRing) -> None:
    front, back = pages(card_pdf(card(ring)))
    assert "CARTE DE DEMANDEUR D’EMPLOI" in front
    for words in (
        "Nom TRAORÉ", "Prénoms Fatoumata Binta", "Née vers 1985 à Niono", "Cultivatrice de riz · Teinturière", NUMBER,
        "RÉPUBLIQUE DU MALI", "Antenne locale de Niono", "23/11/2026", "22/05/2027",
    ):  # fmt: skip
        assert words in front
    assert "Vendeuse" not in front
    assert "gratuite" in back
    assert "au plus tard le 22/05/2027" in back


@pytest.mark.parametrize("dpi", [200, 300, 600])
def test_the_code_of_the_printed_card_is_read_and_verifies(ring: KeyRing, dpi: int) -> None:
    [read] = codes(picture(card_pdf(card(ring)), 1, dpi))
    claims = DocumentClaims.of_token(read, "card", ring)
    assert (claims.number, claims.document_id, claims.holder, claims.birth_year) == (NUMBER, CARD_ID, "FBT", 1985)
    assert claims.good_on(date(2027, 5, 22))
    assert not claims.good_on(date(2027, 5, 23))


def test_the_code_is_as_wide_as_paper_codes_should_be(ring: KeyRing) -> None:
    """Print 35 to 60 mm (domain.md E, QR for paper)."""
    [side] = code_sides_mm(picture(card_pdf(card(ring)), 1, 300), 300)
    assert 35 <= side <= 60


def test_the_code_survives_a_black_and_white_printer_and_a_dirty_corner(ring: KeyRing) -> None:
    side = picture(card_pdf(card(ring)), 1, 300)
    hard = np.where(side > 127, 255, 0).astype(np.uint8)
    hard[380:410, 200:230] = 0
    [read] = codes(hard)
    assert DocumentClaims.of_token(read, "card", ring).number == NUMBER


def test_the_code_names_nobody(ring: KeyRing) -> None:
    claims = ring.verify(card(ring).code)
    assert set(claims) == {"iss", "iat", "exp", "doc", "jti", "num", "sub", "born"}
    assert "TRAOR" not in str(claims).upper()


def test_a_card_with_the_number_of_another_in_its_code_is_refused(ring: KeyRing) -> None:
    head, _body, signature = card(ring).code.split(".")
    body = card(ring, "ML-SEG-26-009999-1").code.split(".")[1]
    forged = replace(card(ring), code=f"{head}.{body}.{signature}")
    [read] = codes(picture(card_pdf(forged), 1, 300))
    with pytest.raises(BadSignature):
        DocumentClaims.of_token(read, "card", ring)


def test_the_code_may_carry_the_address_of_the_checking_page(ring: KeyRing) -> None:
    address = "https://emploi.exemple.ml/carte#" + card(ring).code
    assert codes(picture(card_pdf(replace(card(ring), code=address)), 1, 300)) == [address]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sex": "male", "birth_date": date(1992, 3, 1)}, "Né le 01/03/1992 à Niono"),
        ({"sex": "", "birth_place": ""}, "Né(e) vers 1985"),
        ({"birth_year": None}, "Née à Niono"),
    ],
)
def test_a_birth_is_written_as_far_as_it_is_known(ring: KeyRing, changes: dict[str, object], words: str) -> None:
    assert words in pages(card_pdf(replace(card(ring), **changes)))[0]  # type: ignore[arg-type]


def test_what_is_not_known_leaves_no_empty_label(ring: KeyRing) -> None:
    bare = replace(card(ring), given_names="", birth_year=None, birth_place="", occupations=(), check_address="")
    front, back = pages(card_pdf(bare))
    for label in ("Prénoms", "Né", "Métier"):
        assert label not in front
    assert "lisez le code." in back


@pytest.mark.parametrize("name", ["<b>AWA</b>", "#strong[AWA]", "$AWA$ *x*", '"AWA" \\ @a'])
def test_markup_in_a_name_stands_on_the_card_as_typed(ring: KeyRing, name: str) -> None:
    assert letters(name) in letters(pages(card_pdf(replace(card(ring), surname=name)))[0])


@pytest.mark.parametrize("other", ["", "ߝߊ߬ߕߎߡߊߕߊ ߕߙߊߥߏߙߋ", "فاطمة بنت محمد ولد سيدي المختار الكنتي"])
@pytest.mark.parametrize("name", ["ƝAƐRƐ KƆNƐ ŊƆLƆ", LONG.upper(), "X" * 5000, "Awa\nMariam"])
def test_hard_names_stay_on_the_card(ring: KeyRing, name: str, other: str) -> None:
    sheet = card_pdf(replace(card(ring), surname=name, given_names=name, other_script=other, birth_place=LONG * 3))
    assert len(pages(sheet)) == 2
    assert outside(sheet, 1.5) == []
    assert boxes(sheet) == 0
    assert all(font.startswith("Noto") for font in font_names(sheet))


def test_a_long_name_is_cut_only_where_two_lines_are_full(ring: KeyRing) -> None:
    whole = LONG.strip().upper()
    assert whole in pages(card_pdf(replace(card(ring), surname=whole)))[0]
    cut = pages(card_pdf(replace(card(ring), surname=whole * 5)))[0]
    assert "…" in cut
    assert whole[:60] in cut


def test_a_name_no_font_can_draw_is_not_printed_wrongly(ring: KeyRing) -> None:
    with pytest.raises(CannotPrint, match=r"U\+6F22"):
        card_pdf(replace(card(ring), surname="漢"))


def test_cards_go_five_to_a_sheet_each_with_its_own_code(ring: KeyRing) -> None:
    numbers = [f"ML-SEG-26-{serial:06}-0" for serial in range(7)]
    sheet = card_sheet_pdf([card(ring, number) for number in numbers])
    assert sizes_mm(sheet) == [(210.0, 297.0)] * 2
    read = [ring.verify(code)["num"] for page in (0, 1) for code in codes(picture(sheet, page, 300))]
    assert read == numbers
    assert outside(sheet, 5) == []
    with pytest.raises(ValueError, match="card"):
        card_sheet_pdf([])


def test_printing_twice_gives_the_same_bytes(ring: KeyRing) -> None:
    data = card(ring)
    assert card_pdf(data) == card_pdf(data)


@pytest.mark.parametrize(
    ("given", "surname", "expected"),
    [
        ("Fatoumata Binta", "TRAORÉ", "FBT"),
        ("ɲaɛrɛ", "kɔnɛ", "ƝK"),
        ("Jean-Marie", "", "JM"),
        ("", "", ""),
        ("a b c d", "e", "ABCD"),
    ],
)
def test_initials(given: str, surname: str, expected: str) -> None:
    assert initials(given, surname) == expected


APPOINTMENT = AppointmentData(
    letterhead=HEAD,
    reference="RDV-2026-01874",
    written_on=date(2026, 11, 23),
    person_name="Fatoumata Binta TRAORÉ",
    at=datetime(2026, 12, 1, 9, 30),  # noqa: DTZ001 - the clock on the wall
    purpose="Point sur le plan d’action",
    card_number=NUMBER,
    counsellor="M. Seydou COULIBALY",
    place_lines=("Antenne locale de Niono, bureau 3", "Face à la mairie"),
    bring=("carte", "pièce d’identité"),
    phone="21 35 20 00",
)


def test_the_slip_says_when_where_and_what_to_do_when_one_cannot_come() -> None:
    slip = appointment_slip_pdf(APPOINTMENT)
    assert sizes_mm(slip) == [(210.0, 148.0)]
    for words in (
        "mardi 1er décembre 2026", "à 9 h 30", "Fatoumata Binta TRAORÉ", "bureau 3", "Face à la mairie",
        "carte · pièce d’identité", "appelez le 21 35 20 00", "Niono, le 23 novembre 2026", "RDV-2026-01874", "Page 1/1",
    ):  # fmt: skip
        assert words in text(slip)


def test_a_slip_with_little_known_has_no_empty_lines() -> None:
    bare = AppointmentData(
        letterhead=replace(HEAD, contact=(), ministry="", place=""),
        reference="",
        written_on=date(2026, 11, 23),
        person_name="محمد ولد سيدي",
        at=datetime(2026, 12, 11, 14, 0),  # noqa: DTZ001 - the clock on the wall
        purpose="Inscription",
    )
    slip = appointment_slip_pdf(bare)
    assert "vendredi 11 décembre 2026 à 14 h" in text(slip)
    assert "prévenez l’agence" in text(slip)
    for label in ("Avec", "Lieu", "À apporter", "Carte n°", "Réf."):
        assert label not in text(slip)
    assert boxes(slip) == 0


def test_a_long_slip_goes_on_to_a_second_page_and_loses_nothing() -> None:
    slip = appointment_slip_pdf(replace(APPOINTMENT, person_name="X" * 300, purpose=LONG * 9, note="Fin de la note."))
    assert len(pages(slip)) == 2
    assert "Fin de la note." in text(slip)
    assert "Si vous ne pouvez pas venir" in text(slip)
    assert outside(slip, 4) == []


STEPS = (
    PlanStep("Suivre le module TRE", "person", date(2026, 12, 15), "done"),
    PlanStep("Proposer deux offres par mois", "agency", date(2027, 1, 31), "late"),
    PlanStep("Préparer une lettre", "both", date(2026, 12, 20)),
    PlanStep("Demander un crédit", "person", None, "dropped"),
)
PLAN = ActionPlanData(
    letterhead=HEAD,
    reference="PA-2026-00312",
    agreed_on=date(2026, 11, 23),
    person_name="Fatoumata Binta TRAORÉ",
    counsellor="M. Seydou COULIBALY",
    aim="Retrouver un emploi dans une rizerie",
    steps=STEPS,
    situation=("Huit saisons de riziculture.",),
    person_commitments=("se présenter aux rendez-vous",),
    agency_commitments=("proposer les offres qui conviennent",),
    reviews=(date(2027, 2, 23),),
)


def test_the_plan_shows_steps_with_who_when_and_state_and_is_signed_on_one_page() -> None:
    plan = action_plan_pdf(PLAN)
    assert sizes_mm(plan) == [(210.0, 297.0)]
    for words in (
        "PLAN D’ACTION INDIVIDUEL", "Retrouver un emploi dans une rizerie", "Huit saisons",
        "1 Suivre le module TRE Demandeur d’emploi 15/12/2026 Fait", "2 Proposer deux offres par mois Agence 31/01/2027 En retard",
        "3 Préparer une lettre Les deux 20/12/2026 À faire", "4 Demander un crédit Demandeur d’emploi — Abandonné",
        "se présenter aux rendez-vous", "proposer les offres qui conviennent", "mardi 23 février 2027",
        "Signature ou empreinte digitale", "Signature et cachet",
    ):  # fmt: skip
        assert words in text(plan)


def test_a_plan_without_steps_says_so() -> None:
    plan = action_plan_pdf(
        replace(PLAN, steps=(), situation=(), person_commitments=(), agency_commitments=(), reviews=())
    )
    assert "Aucune étape n’a encore été convenue." in text(plan)
    assert "Engagements" not in text(plan)


def test_a_long_plan_repeats_the_titles_of_its_table_and_numbers_its_pages() -> None:
    plan = action_plan_pdf(replace(PLAN, steps=STEPS * 20, aim="Ouvrir 😀 un atelier #let x = 1"))
    sheets = pages(plan)
    assert len(sheets) >= 3
    assert all("Étape Par qui Échéance État" in sheet for sheet in sheets[:-1])
    assert sheets[1].endswith(f"Page 2/{len(sheets)}")
    assert "80 Demander un crédit" in text(plan)
    assert "Ouvrir [U+1F600] un atelier #let x = 1" in text(plan)
