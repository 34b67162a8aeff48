"""The printed certificate: what it says, and a code that is read off the sheet and verified."""

import pytest

from baarasira.kernel import credentials
from baarasira.training.certificates import actions
from certifying import ADDRESS, make_certificate, make_school
from paper_reading import codes, letters, outside, picture, text

pytestmark = pytest.mark.django_db


def test_the_paper_says_who_what_and_by_whom_and_its_code_is_read_off_the_sheet() -> None:
    school = make_school()
    certificate = make_certificate(school)
    content = actions.print_certificate(actor=school.officer, certificate=certificate, address=ADDRESS)
    said = letters(text(content))
    for words in (
        certificate.holder,
        certificate.number,
        "Soudure à l'arc",
        "CPR de Kayes",
        "82 sur 100",
        "120 heures",
    ):
        assert letters(words) in said, words
    assert outside(content, 7) == []
    [code] = codes(picture(content, 0, 200))
    assert credentials.read(code.split("#")[1])["credentialSubject"]["number"] == certificate.number
