"""The candidate's page: state and next date for who holds the receipt, never a name, five wrong answers an hour."""

import re
from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from baarasira.candidacies.models import Candidacy, ReceiptTries
from baarasira.candidacies.receipts import Verdict, check_receipt, forget_old_tries
from baarasira.kernel.actor import system, visitor
from baarasira.kernel.sequences import random_number, read_random_number
from factories import NOW, TODAY, make_applicant, make_application, make_campaign, make_tree

pytestmark = pytest.mark.django_db


def ask(number: str, born: int | str, *, address: str = "41.73.96.10", at: object = NOW) -> object:
    return Client(REMOTE_ADDR=address).post(reverse("public:receipt"), {"number": number, "born": born})


@pytest.fixture
def candidacy() -> Candidacy:
    person = make_applicant(make_tree().office, given_names="Fanta", surname="Koumaré", born="1991")
    return make_application(make_campaign(), person)


def test_the_holder_reads_the_state_and_the_next_date_and_never_a_name(candidacy: Candidacy) -> None:
    answer = ask(candidacy.number.lower().replace("-", " "), 1991)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert "Présentation des pièces" in page
    due = TODAY + timedelta(days=15)
    assert str(due.year) in page
    assert "La sélection est gratuite" in page
    assert "de l’argent" in page
    for name in ("Fanta", "Koumaré", "1991", candidacy.person.number):
        assert name not in page.replace('value="1991"', "")


def test_a_refused_person_reads_how_it_ended() -> None:
    candidacy = make_application(make_campaign(), make_applicant(occupations=["7212:5"], born="1990"))
    page = ask(candidacy.number, 1990).content.decode()  # type: ignore[attr-defined]
    assert "Conditions non remplies" in page


def test_a_file_stopped_says_that_it_is_kept(candidacy: Candidacy) -> None:
    Candidacy.objects.update(frozen_on=TODAY)
    page = ask(candidacy.number, 1991).content.decode()  # type: ignore[attr-defined]
    assert "suspendue" in page
    assert "Présentation des pièces" in page


def test_without_script_it_weighs_under_30_kilobytes_and_needs_none(candidacy: Candidacy) -> None:
    for answer in (Client().get(reverse("public:receipt")), ask(candidacy.number, 1991)):
        assert len(answer.content) < 30_000  # type: ignore[attr-defined]
        assert b"<script" not in answer.content  # type: ignore[attr-defined]
        assert answer["X-Robots-Tag"] == "noindex"  # type: ignore[index]


@override_settings(BAARASIRA_TRUSTED_PROXIES=())
def test_five_wrong_years_close_the_receipt_for_an_hour_even_to_the_right_one(candidacy: Candidacy) -> None:
    statuses = [ask(candidacy.number, 1950 + n, address=f"41.73.96.{n}").status_code for n in range(5)]  # type: ignore[attr-defined]
    assert statuses == [404] * 5
    assert ask(candidacy.number, 1991, address="41.73.97.1").status_code == 429  # type: ignore[attr-defined]
    hour = visitor(timezone.now() + timedelta(hours=1, minutes=1), "public", "41.73.97.1")
    assert check_receipt(actor=hour, number=candidacy.number, birth_year=1991).verdict == Verdict.FOUND


def test_five_wrong_receipts_close_the_address_and_no_other(candidacy: Candidacy) -> None:
    for _n in range(5):
        assert ask(random_number(), 1991, address="41.73.96.77").status_code == 404  # type: ignore[attr-defined]
    assert ask(candidacy.number, 1991, address="41.73.96.77").status_code == 429  # type: ignore[attr-defined]
    assert ask(candidacy.number, 1991, address="41.73.96.78").status_code == 200  # type: ignore[attr-defined]


def test_a_number_mistyped_is_told_apart_and_not_counted(candidacy: Candidacy) -> None:
    wrong = candidacy.number[:-1] + ("2" if candidacy.number[-1] != "2" else "3")
    for _n in range(8):
        assert ask(wrong, 1991).status_code == 422  # type: ignore[attr-defined]
    assert not ReceiptTries.objects.exists()


def test_right_answers_are_not_counted(candidacy: Candidacy) -> None:
    assert [ask(candidacy.number, 1991).status_code for _n in range(8)] == [200] * 8  # type: ignore[attr-defined]


def test_counts_of_the_hour_before_are_forgotten(candidacy: Candidacy) -> None:
    ask(candidacy.number, 1950)
    assert ReceiptTries.objects.count() == 2
    assert forget_old_tries(actor=system(NOW + timedelta(minutes=30))) == 0
    assert forget_old_tries(actor=system(NOW + timedelta(hours=2))) == 2


def test_a_job_referral_is_not_looked_up_here() -> None:
    from factories import make_candidacy

    candidacy = make_candidacy()
    assert read_random_number(candidacy.number) == ""


def test_random_numbers_hold_their_check_character_and_are_read_however_typed() -> None:
    made = {random_number() for _n in range(500)}
    assert len(made) == 500
    for number in made:
        assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]", number)
        assert read_random_number(f" {number.lower().replace('-', '')} ") == number
        assert read_random_number(number.replace("0", "O").replace("1", "l")) == number
        swapped = number[1] + number[0] + number[2:]
        if set(number[:2]) != {"0", "Z"}:  # which Luhn's method does not see
            assert read_random_number(swapped) in {"", number}
