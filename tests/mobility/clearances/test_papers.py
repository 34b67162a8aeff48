"""The papers of a clearance: what they say, in which languages, the code that is read off them; the forms left blank."""

from datetime import date

import numpy as np
import pytest
from PIL import Image, ImageFilter

from baarasira.accounts.enums import Role
from baarasira.kernel import credentials
from baarasira.kernel.errors import NotAllowed, WrongState
from baarasira.kernel.models import Entry
from baarasira.mobility.clearances import actions
from baarasira.mobility.clearances.actions.printing import data_of
from baarasira.mobility.clearances.documents.clearance import ClearanceData, card_pdf, clearance_pdf
from baarasira.mobility.clearances.documents.wording import LANGUAGES, WORDS
from baarasira.mobility.contracts.actions import approve_template
from clearing import ADDRESS, make_clearance, make_house
from factories import make_actor
from paper_reading import HEAD, boxes, code_sides_mm, codes, outside, pages, picture, sizes_mm, text

CODE = f"{ADDRESS}/v#" + "aB9_-." * 155


def data(
    *languages: str, holder: str = "Fatoumata Binta COULIBALY", employer: str = "Agrícola del Sur"
) -> ClearanceData:
    return ClearanceData(
        letterhead=HEAD, number="AD26-000123-K", holder=holder, passport_end="4567", employer=employer, country="SA",
        travel_on=date(2026, 12, 3), valid_from=date(2026, 11, 23), valid_until=date(2026, 12, 18),
        issued_on=date(2026, 11, 23), first="Awa Keïta", second="Awa Sow", code=CODE, address=f"{ADDRESS}/v",
        languages=tuple((language, language == "fr") for language in languages or ("fr",)),
    )  # fmt: skip


def worn(pixels: np.ndarray) -> np.ndarray:
    paper = Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(1))
    return np.asarray(paper.rotate(5, resample=Image.Resampling.BICUBIC, fillcolor=255))


def test_the_paper_has_one_page_a_language_with_the_code_read_off_worn_paper() -> None:
    printed = clearance_pdf(data(*LANGUAGES))
    assert boxes(printed) == 0
    assert outside(printed, 8) == []
    french, spanish, english, arabic = pages(printed)
    for words in ("Autorisation de départ", "Fatoumata Binta COULIBALY", "… 4567", "03/12/2026", "Arabie saoudite"):
        assert words in french
    assert "Traduction non vérifiée" not in french
    assert "Traducción no verificada" in spanish
    assert "Translation not verified" in english
    for page in (spanish, english, arabic):
        assert "Traduction non vérifiée" in page
    for place in (0, 3):
        pixels = picture(printed, place, 200)
        assert codes(worn(pixels)) == [CODE]
        assert max(code_sides_mm(pixels, 200)) <= credentials.WIDEST_MM


def test_the_card_has_its_code_on_the_back_read_off_worn_paper_whatever_the_names() -> None:
    long = {
        "holder": "Mohamed El Moctar Ould Cheikh ABDALLAHI DIT BABA",
        "employer": "Cooperativa Agraria de Moguer " * 4,
    }
    for languages, names in ((("fr",), {}), (("fr", "ar"), {}), (("fr", "es"), long)):
        printed = card_pdf(data(*languages, **names))
        assert sizes_mm(printed) == [(85.6, 54.0)] * 2
        assert boxes(printed) == 0
        assert outside(printed, 1) == []
        assert codes(worn(picture(printed, 1, 200))) == [CODE]


def test_every_language_has_every_word() -> None:
    assert {language: set(wording.words) for language, wording in WORDS.items()} == {
        language: set(WORDS["fr"].words) for language in LANGUAGES
    }


@pytest.mark.django_db
def test_the_paper_is_printed_in_the_programmes_languages_and_loses_its_warning_once_approved() -> None:
    house = make_house()
    clearance = make_clearance(house)
    assert actions.languages_of(clearance) == (("fr", True), ("es", False))
    printed = actions.print_clearance(actor=house.head, clearance=clearance, address=ADDRESS)
    assert "Traducción no verificada" in text(printed)
    assert codes(picture(printed, 0, 200)) == [f"{ADDRESS}/v#{clearance.token}"]
    assert Entry.objects.filter(verb="clearance.print", object_id=clearance.pk).count() == 1
    spanish = WORDS["es"]
    approve_template(
        actor=house.head, template="clearance", language="es", sha256=spanish.sha256, officer="Mme Traoré, interprète"
    )
    assert data_of(clearance, ADDRESS).languages == (("fr", True), ("es", True))


@pytest.mark.django_db
def test_only_a_clearance_in_force_is_printed_by_who_may() -> None:
    house = make_house()
    revoked = make_clearance(house, state="revoked")
    with pytest.raises(WrongState):
        actions.print_clearance(actor=house.head, clearance=revoked, address=ADDRESS)
    issued = make_clearance(house)
    with pytest.raises(NotAllowed):
        actions.print_clearance(
            actor=make_actor(role=Role.AUDITOR, structure=house.office), clearance=issued, address=ADDRESS
        )


@pytest.mark.django_db
def test_blank_forms_bear_each_its_number_on_the_form_and_on_the_stub() -> None:
    house = make_house()
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=house.office)
    block = actions.reserve_forms(actor=admin, office=house.office, count=2, reason="Coupure annoncée pour deux jours.")
    printed = actions.print_forms(actor=admin, block=block)
    assert sizes_mm(printed) == [(148.0, 210.0)] * 2
    assert outside(printed, 5) == []
    for page, form in zip(pages(printed), block.forms.order_by("number"), strict=True):
        assert page.count(form.number) == 2
