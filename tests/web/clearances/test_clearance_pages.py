"""The pages of clearances as people use them: the queue, a batch with its report, printing, revoking, forms by hand."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.mobility.clearances.enums import ClearanceState
from baarasira.mobility.clearances.models import Clearance, FormBlock
from baarasira.mobility.journeys.models import Journey
from clearing import House, make_clearance, make_cleared_road, make_house
from factories import TODAY, make_structure
from pages import check_closed_to_visitors

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def page(client: Client, route: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == status, answer
    return answer.content.decode()


def test_a_batch_is_proposed_by_one_and_issued_by_another_with_a_report_of_each_refusal(house: House) -> None:
    ready, spoilt, unready = (make_cleared_road(house) for _n in range(3))
    Journey.objects.filter(candidacy=unready).update(insurance_from=None)
    first, second = signed_in(house.first), signed_in(house.second)
    shown = page(first, "clearances:queue", house.campaign.pk)
    assert "Aucune assurance n&#x27;est notée pour le voyage. (R-04)" in shown
    propose = reverse("clearances:propose", args=[house.campaign.pk])
    report = first.post(propose, {"file": [ready.pk, spoilt.pk, unready.pk]}).content.decode()
    assert report.count("AD26-") >= 2
    assert unready.number in report
    Journey.objects.filter(candidacy=spoilt).update(return_ticket="none")
    keys = list(Clearance.objects.values_list("pk", flat=True))
    issue = reverse("clearances:issue", args=[house.campaign.pk])
    own = first.post(issue, {"clearance": keys}).content.decode()
    assert "une autre personne la délivre" in own
    assert not Clearance.objects.filter(state=ClearanceState.ISSUED).exists()
    report = second.post(issue, {"clearance": keys}).content.decode()
    assert "(R-04)" in report
    issued = Clearance.objects.get(state=ClearanceState.ISSUED)
    assert issued.candidacy == ready
    assert reverse("clearances:paper", args=[issued.pk]) in report


def test_a_clearance_is_printed_and_revoked_with_its_reason_after_a_warning(house: House) -> None:
    clearance, client = make_clearance(house), signed_in(house.first)
    assert "traduction non vérifiée" in page(client, "clearances:file", clearance.pk)
    for route in ("clearances:paper", "clearances:card"):
        answer = client.get(reverse(route, args=[clearance.pk]))
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    address = reverse("clearances:revoke", args=[clearance.pk])
    assert "Cela ne peut pas être annulé" in client.get(address).content.decode()
    assert client.post(address, {"reason": "non", "version": clearance.version}).status_code == 422
    assert client.post(address, {"reason": "Contrat rompu.", "version": clearance.version + 5}).status_code == 422
    client.post(address, {"reason": "Contrat rompu par l'employeur.", "version": clearance.version})
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.REVOKED
    assert client.get(reverse("clearances:paper", args=[clearance.pk])).status_code != 200


def test_forms_are_reserved_printed_entered_one_by_one_and_from_a_file_and_all_accounted_for(house: House) -> None:
    admin = agent(Role.NATIONAL_ADMINISTRATOR, house.office)
    blocks = reverse("clearances:blocks")
    asked = {"office": house.office.pk, "count": "3", "reason": "Coupure de réseau annoncée."}
    assert signed_in(house.first).post(blocks, asked).status_code == 403
    admin.post(blocks, asked)
    block = FormBlock.objects.get()
    assert admin.get(reverse("clearances:blanks", args=[block.pk]))["Content-Type"] == "application/pdf"
    client, candidacy = signed_in(house.first), make_cleared_road(house)
    one, two, _three = block.forms.order_by("number")
    entry = {"outcome": "used", "receipt": candidacy.number, "issued_on": f"{TODAY:%d/%m/%Y}"}
    numbers = {"first_number": "M-1", "second_number": "M-1"}
    client.post(reverse("clearances:enter", args=[block.pk, one.pk]), {**entry, **numbers})
    assert "Un même agent a signé deux fois" in page(client, "clearances:block", block.pk)
    client.post(reverse("clearances:enter", args=[block.pk, one.pk]), {**entry, **numbers, "second_number": "M-2"})
    content = f"form,receipt,date,officer_1,officer_2,outcome,note\n{two.number},,,,,lost,\n,,,,,,\n"
    file = SimpleUploadedFile("formulaires.csv", content.encode())
    report = client.post(reverse("clearances:enter-file", args=[block.pk]), {"file": file}).content.decode()
    assert two.number in report
    shown = page(client, "clearances:block", block.pk)
    assert "1 formulaire est sans nouvelle" in shown
    assert Clearance.objects.get().number in shown


def test_a_page_is_closed_to_visitors_and_to_roles_that_have_nothing_to_do_with_it(house: House) -> None:
    clearance = make_clearance(house)
    check_closed_to_visitors([reverse("clearances:list"), reverse("clearances:file", args=[clearance.pk])])
    trainer = agent(Role.TRAINER, house.office)
    assert trainer.get(reverse("clearances:list")).status_code == 403
    assert trainer.get(reverse("clearances:file", args=[clearance.pk])).status_code == 404
    far = agent(Role.MIGRATION_DEPARTMENT, make_structure(make_structure()))
    for route in ("file", "paper", "card", "revoke", "abandon"):
        assert far.get(reverse(f"clearances:{route}", args=[clearance.pk])).status_code == 404, route
    auditor = agent(Role.AUDITOR, house.office)
    assert auditor.get(reverse("clearances:revoke", args=[clearance.pk])).status_code == 403
