"""The pages of employers, as an adviser and a director use them."""

import pytest
from django.test import Client
from django.urls import reverse

from baarasira.employers.enums import EmployerState
from baarasira.employers.models import Employer
from factories import Tree, make_employer, make_opening, make_territory, make_tree, make_user

pytestmark = pytest.mark.django_db


def signed_in(role: str, structure: object) -> Client:
    client = Client()
    client.force_login(make_user(role, structure))  # type: ignore[arg-type]
    return client


@pytest.fixture
def tree() -> Tree:
    make_territory()
    return make_tree()


def form_values(**values: object) -> dict[str, object]:
    return {
        "name": "Menuiserie Sogodogo et Fils",
        "legal_form": "company",
        "sector": "C",
        "country": "ML",
        "region": "ML-4",
        "phone": "21 32 11 22",
        "tax_id": "081234567X",
        **values,
    }


def test_recording_submitting_and_accrediting_in_pages(tree: Tree) -> None:
    adviser = signed_in("employer_adviser", tree.office)
    director = signed_in("director", tree.directorate)
    page = adviser.get(reverse("employers:new"))
    assert page.status_code == 200
    token = page.context["form"]["form_token"].value()
    sent = form_values(office=tree.office.pk, form_token=token)
    answer = adviser.post(reverse("employers:new"), sent)
    employer = Employer.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("employers:file", args=[employer.pk])
    file = adviser.get(answer["Location"]).content.decode()
    assert "Menuiserie Sogodogo et Fils" in file
    adviser.post(reverse("employers:submit", args=[employer.pk]), {"version": employer.version})
    assert adviser.get(reverse("employers:file", args=[employer.pk])).status_code == 200
    queue = director.get(reverse("employers:accreditations")).content.decode()
    assert "Menuiserie Sogodogo et Fils" in queue
    employer.refresh_from_db()
    address = reverse("employers:accreditation", args=[employer.pk])
    assert director.get(address).status_code == 200
    director.post(address, {"decision": "accredit", "version": employer.version})
    employer.refresh_from_db()
    assert employer.state == EmployerState.ACCREDITED


@pytest.mark.parametrize("state", ["recorded", "submitted", "accredited", "refused", "suspended"])
def test_every_page_opens_in_every_state(tree: Tree, state: str) -> None:
    employer = make_employer(tree.office, state=state)
    make_opening(tree.office, employer=make_employer(tree.office))
    for role in ("employer_adviser", "director", "auditor"):
        client = signed_in(role, tree.directorate)
        assert client.get(reverse("employers:list")).status_code == 200
        assert client.get(reverse("employers:export")).status_code == 200
        assert client.get(reverse("employers:file", args=[employer.pk])).status_code == 200
    client = signed_in("employer_adviser", tree.office)
    for name in ("edit", "visit", "contact"):
        assert client.get(reverse(f"employers:{name}", args=[employer.pk])).status_code == 200
    suspend = client.get(reverse("employers:suspend", args=[employer.pk]))
    assert suspend.status_code == (200 if state == "accredited" else 302)
