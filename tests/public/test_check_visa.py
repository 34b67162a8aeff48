"""Anyone checks the visa of a contract by its code: genuine, run out, replaced, altered; initials and a year, no name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baarasira.mobility.contracts.actions.papers import visa_token
from baarasira.mobility.contracts.models import WorkContract
from contracting import TEXT, make_contract
from factories import make_application

pytestmark = pytest.mark.django_db


def page(token: str) -> str:
    answer = Client().get(reverse("public:check_visa", args=[token]))
    assert answer.status_code == 200
    assert len(answer.content) < 30_000
    return answer.content.decode()


def test_a_visa_is_checked_by_its_code_without_naming_the_worker() -> None:
    contract = make_contract(make_application(), until="granted")
    token = visa_token(contract)
    good = page(token)
    assert "Ce visa est authentique et en cours" in good
    assert TEXT in good
    assert contract.candidacy.person.surname not in good
    head, body, signature = token.split(".")
    forged = page(f"{head}.{body[:-4]}AAAA.{signature}")
    assert "pas de nous" in forged
    assert contract.number not in forged
    WorkContract.objects.filter(pk=contract.pk).update(state="superseded", superseded_on=timezone.localdate())
    assert "ne vaut plus" in page(token)
    WorkContract.objects.filter(pk=contract.pk).update(
        state="granted", superseded_on=None, starts_on="2020-01-01", ends_on="2020-06-30"
    )
    assert "arrivé à terme" in page(token)
