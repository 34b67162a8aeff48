"""What contracts and journeys find opens an incident by itself, once."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from baarasira.kernel.actor import Actor, system
from baarasira.kernel.events import Event, emit
from baarasira.mobility.contracts import events as contracts
from baarasira.mobility.incidents import words
from baarasira.mobility.incidents.enums import CostPhase, IncidentKind, ReportChannel
from baarasira.mobility.incidents.models import Cost, Incident, RefundClaim
from baarasira.mobility.journeys.actions import abroad
from baarasira.mobility.journeys.bars import bars_of
from factories import NOW, TODAY
from incident_files import head, make_contract, make_departed, make_journey, make_worker_bar

pytestmark = pytest.mark.django_db


def tell(name: str, actor: Actor, key: object, person: object, **details: object) -> None:
    with transaction.atomic():
        emit(Event(name, actor, key, subject_id=person, details=details))  # type: ignore[arg-type]


def test_a_contract_substituted_on_arrival_opens_a_grave_incident_once() -> None:
    file = make_departed()
    contract = make_contract(file)
    found = {"finding": uuid4(), "differences": ["wage"], "words": ["Salaire : 1 221 € signés, 900 € trouvés."]}
    for _n in range(2):
        tell(contracts.SUBSTITUTED, head(file), contract.pk, file.person_id, **found, other_employer=True)
    incident = Incident.objects.get()
    assert (incident.kind, incident.severity) == (IncidentKind.CONTRACT_SUBSTITUTED, 3)
    assert (incident.channel, incident.contract_id) == (ReportChannel.EVENT, contract.pk)
    assert incident.agreement_id == contract.agreement_id
    said = words.read(incident)[0].text
    assert said is not None
    assert "900" in said
    assert "employeur" in said


def test_an_illegal_deduction_opens_an_incident_and_claims_back_what_was_taken() -> None:
    file = make_departed()
    contract = make_contract(file)
    lines = [
        {"kind": "recruitment", "amount": 5_000, "reason": "Nobody may keep it back."},
        {"kind": "rent", "amount": 9_000, "reason": "Rent is not kept back."},
    ]
    slip = {"slip": uuid4(), "month": date(2026, 10, 1), "currency": "EUR", "lines": lines, "total": 14_000}
    for _n in range(2):
        tell(contracts.ILLEGAL_DEDUCTION, head(file), contract.pk, file.person_id, **slip)
    assert Incident.objects.get().kind == IncidentKind.ILLEGAL_DEDUCTION
    claim, cost = RefundClaim.objects.get(), Cost.objects.get()
    assert (claim.amount, claim.currency) == (14_000, "EUR")
    assert (cost.phase, cost.item, cost.francs) == (CostPhase.FROM_WAGE, "fee", 91_834)


def test_a_wage_below_the_one_signed_opens_an_incident_of_unpaid_wage_once_a_slip() -> None:
    file = make_departed()
    contract = make_contract(file)
    slip = {"slip": uuid4(), "month": date(2026, 10, 1), "currency": "EUR", "due": 150_000, "gross": 120_000}
    for _n in range(2):
        tell(contracts.UNDERPAID, head(file), contract.pk, file.person_id, **slip)
    incident = Incident.objects.get()
    assert (incident.kind, incident.employer_id) == (IncidentKind.UNPAID_WAGE, contract.employer_id)
    assert "10/2026" in (words.read(incident)[0].text or "")


def test_r_17_social_security_late_opens_an_incident_once_a_journey() -> None:
    file = make_departed()
    journey = make_journey(file)
    late = {"candidacy": file.pk, "opening": file.opening_id, "due": date(2026, 11, 12), "registered_on": None}
    for _n in range(2):
        tell(abroad.SOCIAL_SECURITY_LATE, system(NOW), journey.pk, file.person_id, **late)
    incident = Incident.objects.get()
    assert incident.kind == IncidentKind.SOCIAL_SECURITY_LATE
    assert "12/11/2026" in (words.read(incident)[0].text or "")


def test_what_is_wrong_at_a_contact_opens_an_incident_in_its_words() -> None:
    file = make_departed()
    journey = make_journey(file)
    told = {"candidacy": file.pk, "contact": uuid4(), "note": "Pas payé."}
    tell(abroad.TROUBLE, head(file), journey.pk, file.person_id, **told)
    assert "Pas payé." in (words.read(Incident.objects.get())[0].text or "")


def test_r_07_the_list_of_who_may_be_recalled_knows_the_bar_and_its_last_day() -> None:
    file = make_departed()
    assert bars_of([file.person_id], TODAY) == {}
    bar = make_worker_bar(file)
    held = bars_of([file.person_id], TODAY)[file.person_id]
    assert held.until == bar.ends_on
    assert bar.get_fact_display() in held.words
