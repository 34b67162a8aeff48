"""The pages of certificates as people use them: a batch proposed by one and signed by another, files handed over, a revocation."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from agents import agent, signed_in
from baarasira.accounts.enums import Role
from baarasira.kernel import credentials
from baarasira.training.certificates.enums import CertificateState
from baarasira.training.certificates.models import Certificate
from certifying import School, make_certificate, make_graduate, make_school
from factories import make_structure
from pages import check_closed_to_visitors

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return make_school()


def page(client: Client, route: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(f"certificates:{route}", args=args))
    assert answer.status_code == status, answer
    return answer.content.decode()


def test_a_batch_is_proposed_by_one_and_signed_by_another_with_a_report_of_each_refusal(school: School) -> None:
    graduates = [make_graduate(school) for _n in range(2)]
    first, second = signed_in(school.first), signed_in(school.second)
    assert "Formation achevée, sans attestation" in page(first, "list")
    propose, issue = reverse("certificates:propose"), reverse("certificates:issue")
    assert second.post(propose, {"enrolment": [graduates[0].pk]}).status_code == 403
    assert first.post(propose, {}).status_code == 302
    report = first.post(propose, {"enrolment": [one.pk for one in graduates]}).content.decode()
    assert report.count("CF26-") >= 2
    keys = list(Certificate.objects.values_list("pk", flat=True))
    assert first.post(issue, {"certificate": keys}).status_code == 403
    school.second.staff_number = school.first.staff_number
    school.second.save()
    refused = second.post(issue, {"certificate": keys}).content.decode()
    assert "une autre personne la signe" in refused
    assert not Certificate.objects.filter(state=CertificateState.ISSUED).exists()
    school.second.staff_number = "T-2"
    school.second.save()
    signed = second.post(issue, {"certificate": keys}).content.decode()
    assert reverse("certificates:paper", args=[keys[0]]) in signed
    assert "Attestations de formation" in page(signed_in(school.first), "list")
    shown = first.get(reverse("people:file", args=[graduates[0].person_id])).status_code
    assert shown in {403, 404}, "a training officer does not open files of job seekers"


def test_the_office_of_the_person_hands_over_paper_badge_and_europass_file(school: School) -> None:
    certificate = make_certificate(school)
    counsellor = agent(Role.COUNSELLOR, certificate.person.office)
    assert (
        "Attestations de formation"
        in counsellor.get(reverse("people:file", args=[certificate.person_id])).content.decode()
    )
    shown = page(counsellor, "file", certificate.pk)
    assert "dans le profil de la personne" in shown
    for route, kind in (
        ("paper", "application/pdf"), ("badge", "application/vc+jwt"), ("badge-json", "application/vc"),
        ("europass", "application/ld+json"),
    ):  # fmt: skip
        answer = counsellor.get(reverse(f"certificates:{route}", args=[certificate.pk]))
        assert (answer["Content-Type"], answer["Cache-Control"]) == (kind, "no-store"), route
    wrapped = json.loads(counsellor.get(reverse("certificates:badge-json", args=[certificate.pk])).content)
    token = wrapped["id"].removeprefix("data:application/vc+jwt,")
    assert credentials.read(token)["name"] == certificate.title


def test_a_certificate_is_revoked_with_its_reason_after_a_warning(school: School) -> None:
    certificate, client = make_certificate(school), signed_in(school.second)
    address = reverse("certificates:revoke", args=[certificate.pk])
    warning = client.get(address).content.decode()
    assert "Cela ne peut pas être annulé" in warning
    assert "souder à l" in warning
    assert client.post(address, {"reason": "non", "version": certificate.version}).status_code == 422
    client.post(address, {"reason": "Le diplôme présenté était faux.", "version": certificate.version})
    certificate.refresh_from_db()
    assert certificate.state == CertificateState.REVOKED
    assert client.get(reverse("certificates:badge", args=[certificate.pk])).status_code != 200


def test_the_pages_are_closed_to_visitors_and_to_those_who_have_nothing_to_do_with_them(school: School) -> None:
    certificate = make_certificate(school)
    check_closed_to_visitors([reverse("certificates:list"), reverse("certificates:file", args=[certificate.pk])])
    trainer = agent(Role.TRAINER, school.centre)
    assert trainer.get(reverse("certificates:list")).status_code == 403
    far = agent(Role.DIRECTOR, make_structure(make_structure()))
    for route in ("file", "paper", "badge", "badge-json", "europass", "revoke", "abandon"):
        assert far.get(reverse(f"certificates:{route}", args=[certificate.pk])).status_code == 404, route
    auditor = agent(Role.AUDITOR, school.centre)
    assert auditor.get(reverse("certificates:revoke", args=[certificate.pk])).status_code == 403
    assert auditor.get(reverse("certificates:badge", args=[certificate.pk])).status_code == 403


def test_the_list_takes_the_same_queries_for_one_and_for_many(school: School) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_certificate(school)
    client = signed_in(school.second)
    page(client, "list")  # what is read once a process is read
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            page(client, "list")
        counts.append(len(asked))
        for _n in range(4):
            make_certificate(school)
    assert counts[0] == counts[1]
