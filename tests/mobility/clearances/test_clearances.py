"""Departure clearances: two people, every rule asked at the issue, a code that says what the clearance says, an end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.employers.models import Employer
from baarasira.kernel import credentials
from baarasira.kernel.credentials import CredentialStatus
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.models import Entry
from baarasira.mobility.clearances import actions, queries
from baarasira.mobility.clearances.enums import ClearanceState
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.incidents import actions as incidents
from baarasira.mobility.journeys.models import Journey
from clearing import ADDRESS, MEDICAL_UNTIL, TRAVEL, House, make_clearance, make_cleared_road, make_house
from factories import NOW, TODAY, make_actor, make_application, make_suspension, make_user
from incident_files import bar_data, make_worker_bar

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def house() -> House:
    return make_house()


def refusal(house: House, candidacy: Candidacy) -> list[Finding]:
    with pytest.raises(RuleRefused) as refused:
        actions.propose(actor=house.head, candidacy_id=candidacy.pk)
    return list(refused.value.findings)


def test_two_people_clear_a_file_which_goes_on_to_its_departure(house: House) -> None:
    candidacy = make_cleared_road(house)
    clearance = make_clearance(house, candidacy)
    candidacy.refresh_from_db()
    assert candidacy.step == "depart"
    assert clearance.state == ClearanceState.ISSUED
    assert (clearance.proposed_by, clearance.issued_by) == (house.first, house.second)
    assert (clearance.valid_from, clearance.valid_until) == (TODAY, TRAVEL + 15 * DAY)
    said = credentials.read(clearance.token)
    person = candidacy.person
    assert said["credentialSubject"] == {
        "name": f"{person.given_names} {person.surname}", "passport": clearance.passport_end,
        "employer": candidacy.opening.employer.name, "country": "ES", "number": clearance.number,
    }  # fmt: skip
    assert clearance.passport_end == "".join(clearance.passport_end.split())
    assert len(clearance.passport_end) == 4
    assert said["issuer"] == ADDRESS
    assert len(credentials.code_text(ADDRESS, clearance.token)) <= 1000
    status = clearance.status
    assert status is not None
    assert said["credentialStatus"]["statusListIndex"] == str(status.position)
    assert (status.revoked_at, status.used_at) == (None, None)


def test_r_16_one_person_does_not_issue_what_they_proposed_whatever_account_they_use(house: House) -> None:
    clearance = make_clearance(house, state="proposed")
    twin = make_user(Role.DIRECTOR, house.office)
    twin.staff_number = house.first.staff_number
    twin.save()
    for user in (house.first, twin):
        with pytest.raises(NotAllowed) as refused:
            actions.issue(actor=make_actor(user), clearance_id=clearance.pk, address=ADDRESS)
        assert refused.value.code == "R-16"
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.PROPOSED
    assert not CredentialStatus.objects.exists()


def test_a_clearance_step_ends_well_on_no_other_page(house: House) -> None:
    candidacy = make_cleared_road(house)
    with pytest.raises(RuleRefused) as refused:
        files.stage_step(actor=house.head, candidacy_id=candidacy.pk, ending="cleared")
    assert "page des autorisations" in str(refused.value)
    candidacy.refresh_from_db()
    assert candidacy.step == "depart-autorise"


def _journey(**values: Any) -> Callable[[Candidacy], object]:
    return lambda file: Journey.objects.filter(candidacy=file).update(**values)


def _step(kind: str, **values: Any) -> Callable[[Candidacy], object]:
    return lambda file: CandidacyStep.objects.filter(candidacy=file, kind=kind).update(**values)


def _passport(**values: Any) -> Callable[[Candidacy], object]:
    return lambda file: file.person.documents.filter(kind="passport").update(**values)


def _employer(file: Candidacy) -> None:
    suspended = {"state": "suspended", "state_reason": "Salaires non payés.", "suspended_until": TODAY + 30 * DAY}
    Employer.objects.filter(pk=file.opening.employer_id).update(**suspended)


_R_04 = {
    "no briefing": (_step("session", ending="absent"), "information avant départ"),
    "quiz not passed": (_step("session", values={"on": "2026-11-20", "result": 69}), "69"),
    "no insurance": (_journey(insurance_from=None), "assurance"),
    "insurance begins the day after": (_journey(insurance_from=TRAVEL + DAY), "assurance"),
    "no day of travel": (_journey(travel_on=None), "jour du voyage"),
    "travel past": (_journey(travel_on=TODAY - DAY, insurance_from=TODAY - DAY), "passé"),
    "no return": (_journey(return_ticket="none"), "retour"),
    "return paid by nobody": (_journey(return_paid_by=""), "retour"),
}


@pytest.mark.parametrize("case", _R_04)
def test_r_04_nobody_leaves_without_briefing_insurance_and_return(house: House, case: str) -> None:
    candidacy = make_cleared_road(house)
    spoil, word = _R_04[case]
    spoil(candidacy)
    found = refusal(house, candidacy)
    assert [finding.source for finding in found] == ["R-04"]
    assert word in str(found[0].sentence)


_R_19 = {
    "expired": _passport(expires_on=TODAY - DAY),
    "expires before the travel": _passport(expires_on=TRAVEL - DAY),
    "a day short of twelve months from the filing": _passport(expires_on=TODAY.replace(year=2027) - DAY),
    "its last day unknown": _passport(expires_on=None),
    "none": lambda file: file.person.documents.all().delete(),
}


@pytest.mark.parametrize("case", _R_19)
def test_r_19_the_passport_is_valid_twelve_months_from_the_filing(house: House, case: str) -> None:
    candidacy = make_cleared_road(house)
    _R_19[case](candidacy)
    assert [finding.source for finding in refusal(house, candidacy)] == ["R-19"]


def test_r_19_twelve_months_to_the_day_are_enough(house: House) -> None:
    candidacy = make_cleared_road(house)
    _passport(expires_on=TODAY.replace(year=2027))(candidacy)
    assert make_clearance(house, candidacy).state == ClearanceState.ISSUED


_OTHERS = {
    "employer suspended": (_employer, "R-08", "suspendu"),
    "employer not accredited": (
        lambda file: Employer.objects.filter(pk=file.opening.employer_id).update(
            state="recorded", accredited_by=None, accredited_on=None
        ),
        "A.4",
        "accrédité",
    ),
    "contract without visa": (lambda file: WorkContract.objects.filter(candidacy=file).delete(), "A.3", "visa"),
    "medical verdict over by the travel": (
        _step("medical", values={"valid_until": (TRAVEL - DAY).isoformat()}), "R-12", "médical",
    ),
    "visa over by the travel": (_step("visa", values={"valid_until": (TRAVEL - DAY).isoformat()}), "A.8", "visa"),
    "file stopped": (lambda file: Candidacy.objects.filter(pk=file.pk).update(frozen_on=TODAY), "R-10", "arrêté"),
    "file at an earlier step": (lambda file: CandidacyStep.objects.filter(candidacy=file, kind="clearance").update(kind="session", key="information"), "A.8", "étape"),
}  # fmt: skip


@pytest.mark.parametrize("case", _OTHERS)
def test_everything_else_that_stands_against_a_departure_is_said_with_its_rule(house: House, case: str) -> None:
    candidacy = make_cleared_road(house)
    spoil, source, word = _OTHERS[case]
    spoil(candidacy)
    found = refusal(house, candidacy)
    assert [finding.source for finding in found] == [source]
    assert word in str(found[0].sentence).lower()


def test_what_changed_since_the_proposal_is_found_at_the_issue(house: House) -> None:
    clearance = make_clearance(house, state="proposed")
    _journey(insurance_from=None)(clearance.candidacy)
    with pytest.raises(RuleRefused) as refused:
        actions.issue(actor=house.other, clearance_id=clearance.pk, address=ADDRESS)
    assert [finding.source for finding in refused.value.findings] == ["R-04"]
    assert not CredentialStatus.objects.exists()


def test_a_suspended_agreement_stops_the_issue_and_takes_back_what_was_issued(house: House) -> None:
    issued, proposed = make_clearance(house), make_clearance(house, state="proposed")
    agreement = house.campaign.agreement
    assert agreement is not None
    make_suspension(agreement, actor=make_actor(role=Role.DIRECTOR, structure=agreement.office))
    issued.refresh_from_db()
    proposed.refresh_from_db()
    assert (issued.state, proposed.state) == (ClearanceState.REVOKED, ClearanceState.ABANDONED)
    assert "suspendue" in issued.reason
    assert issued.status is not None
    assert issued.status.revoked_at == NOW


def test_a_clearance_lasts_no_longer_than_the_visa_the_verdict_or_the_passport(house: House) -> None:
    visa = make_cleared_road(house)
    _step("visa", values={"on": TODAY.isoformat(), "valid_until": (TRAVEL + 3 * DAY).isoformat()})(visa)
    assert make_clearance(house, visa).valid_until == TRAVEL + 3 * DAY
    late = make_cleared_road(house, travel_on=MEDICAL_UNTIL - DAY)
    assert make_clearance(house, late).valid_until == MEDICAL_UNTIL


def test_a_revoked_clearance_has_its_reason_and_its_bit_and_is_never_revoked_twice(house: House) -> None:
    clearance = make_clearance(house)
    with pytest.raises(RuleRefused):
        actions.revoke(actor=house.head, clearance_id=clearance.pk, reason="non")
    with pytest.raises(Stale):
        actions.revoke(
            actor=house.head, clearance_id=clearance.pk, reason="Contrat rompu par l'employeur.", expected_version=1
        )
    actions.revoke(actor=house.head, clearance_id=clearance.pk, reason="Contrat rompu par l'employeur.")
    clearance.refresh_from_db()
    assert clearance.status is not None
    assert (clearance.state, clearance.status.revoked_at) == (ClearanceState.REVOKED, NOW)
    with pytest.raises(WrongState):
        actions.revoke(actor=house.head, clearance_id=clearance.pk, reason="Contrat rompu par l'employeur.")


def test_a_newer_clearance_takes_the_place_of_the_one_in_force(house: House) -> None:
    candidacy = make_cleared_road(house)
    former = make_clearance(house, candidacy)
    _journey(travel_on=TRAVEL + 5 * DAY, insurance_from=TRAVEL)(candidacy)
    newer = make_clearance(house, candidacy)
    former.refresh_from_db()
    assert (former.state, former.replaced_by) == (ClearanceState.SUPERSEDED, newer)
    assert former.status is not None
    assert former.status.used_at == NOW
    assert newer.status is not None
    assert newer.status.used_at is None
    candidacy.refresh_from_db()
    assert candidacy.step == "depart"


def test_a_departure_uses_the_clearance_and_is_refused_without_one(house: House) -> None:
    today = [make_cleared_road(house, travel_on=TODAY) for _n in range(2)]
    cleared, revoked = make_clearance(house, today[0]), make_clearance(house, today[1], state="revoked")
    focal = make_actor(role=Role.FOCAL_POINT, structure=cleared.candidacy.office)
    gone = {"ending": "departed", "values": {"on": TODAY}}
    files.close_step(actor=focal, candidacy_id=cleared.candidacy_id, **gone)
    cleared.refresh_from_db()
    assert cleared.status is not None
    assert (cleared.state, cleared.status.used_at) == (ClearanceState.USED, NOW)
    with pytest.raises(WrongState) as refused:
        files.close_step(
            actor=make_actor(role=Role.FOCAL_POINT, structure=revoked.candidacy.office),
            candidacy_id=revoked.candidacy_id, **gone,
        )  # fmt: skip
    assert refused.value.code == "R-04"


def test_a_departure_after_the_last_day_of_the_clearance_is_refused(house: House) -> None:
    clearance = make_clearance(house)
    later = NOW + timedelta(days=40)
    focal = make_actor(role=Role.FOCAL_POINT, structure=clearance.candidacy.office, at=later)
    with pytest.raises(WrongState) as refused:
        files.close_step(
            actor=focal, candidacy_id=clearance.candidacy_id, ending="departed", values={"on": later.date()}
        )
    assert refused.value.code == "clearance.outside"


def test_a_person_who_withdraws_is_cleared_no_more(house: House) -> None:
    clearance = make_clearance(house)
    focal = make_actor(role=Role.FOCAL_POINT, structure=clearance.candidacy.office)
    files.withdraw_file(actor=focal, candidacy_id=clearance.candidacy_id)
    clearance.refresh_from_db()
    assert clearance.state == ClearanceState.REVOKED


def test_a_batch_issues_what_it_can_and_says_of_each_other_file_why_not(house: House) -> None:
    ready = [make_cleared_road(house) for _n in range(2)]
    spoilt = make_cleared_road(house)
    _journey(insurance_from=None)(spoilt)
    early = make_application(house.campaign)
    lines = actions.propose_many(actor=house.head, candidacy_ids=[file.pk for file in (*ready, spoilt, early)])
    assert [bool(line.clearance) for line in lines] == [True, True, False, False]
    assert "R-04" in lines[2].refusals[0]
    keys = [line.clearance.pk for line in lines if line.clearance]
    _passport(expires_on=TODAY - DAY)(ready[1])
    report = actions.issue_many(actor=house.other, clearance_ids=keys, address=ADDRESS)
    assert [line.clearance is not None for line in report] == [True, False]
    assert "R-19" in report[1].refusals[0]
    assert CredentialStatus.objects.count() == 1


def test_the_queue_says_who_is_ready_and_why_the_others_are_not_in_as_many_queries_for_one_as_for_many(
    house: House, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_cleared_road(house)
    head = house.head
    queries.queue(head, house.campaign)  # the roles of the actor are read once
    with CaptureQueriesContext(connection) as one:
        assert [len(row.findings) for row in queries.queue(head, house.campaign)] == [0]
    files = [make_cleared_road(house) for _n in range(4)]
    _journey(return_ticket="none", insurance_from=None)(files[0])
    with django_assert_num_queries(len(one)):
        rows = queries.queue(head, house.campaign)
    assert sorted(len(row.findings) for row in rows) == [0, 0, 0, 0, 2]
    make_clearance(house, files[1], state="proposed")
    assert len(queries.queue(house.head, house.campaign)) == 4


def test_r_07_nobody_leaves_who_is_barred(house: House) -> None:
    file = make_cleared_road(house)
    rows = Candidacy.objects.filter(pk=file.pk)
    rows.update(departed_on=TODAY)  # what was done in an earlier season
    make_worker_bar(file)
    rows.update(departed_on=None)
    assert [finding.source for finding in refusal(house, file)] == ["R-07"]
    assert [finding.source for row in queries.queue(house.head, house.campaign) for finding in row.findings] == ["R-07"]


def test_r_08_nobody_leaves_to_work_for_who_is_barred(house: House) -> None:
    file = make_cleared_road(house)
    incidents.suspend_employer(
        actor=house.head, employer_id=file.opening.employer_id, office=file.opening.office,
        data=bar_data("insolvent"), until=TODAY + timedelta(days=30),
    )  # fmt: skip
    assert [finding.source for finding in refusal(house, file)] == ["R-08"]


def test_a_purge_takes_the_name_and_the_code_and_leaves_the_number(house: House) -> None:
    clearance = make_clearance(house, state="revoked")
    actions.forget_person(person_id=clearance.candidacy.person_id)
    clearance.refresh_from_db()
    assert (clearance.holder, clearance.passport_end, clearance.token) == ("", "", "")
    assert clearance.number.startswith("AD26-")
    assert "rompu" not in clearance.reason


def test_the_journal_names_the_person_and_keeps_the_code_unreadable(house: House) -> None:
    clearance = make_clearance(house)
    entries = Entry.objects.filter(noun="clearance", object_id=clearance.pk)
    assert {entry.verb for entry in entries} == {"clearance.propose", "clearance.issue"}
    assert all(entry.subject_id == clearance.candidacy.person_id for entry in entries)
    assert all(clearance.holder not in str(entry.__dict__) for entry in entries)


def test_the_list_held_is_of_one_campaigns_people_and_nobody_elses(house: House) -> None:
    clearance = make_clearance(house)
    far = make_actor(role=Role.MIGRATION_DEPARTMENT)
    near = make_actor(role=Role.FOCAL_POINT, structure=clearance.candidacy.person.office)
    assert list(queries.visible_to(near)) == [clearance]
    assert Clearance.objects.count() == 1
    stranger = replace(far, user=make_user(Role.TRAINER, house.office))
    assert not queries.visible_to(stranger).exists()
