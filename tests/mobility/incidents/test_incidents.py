"""An incident as those who report, handle and control it live it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel import vault
from baarasira.kernel.actor import system, visitor
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal.models import Entry, Kind
from baarasira.messaging.models import Message
from baarasira.mobility.incidents import actions, words
from baarasira.mobility.incidents.actions.looking_up import Verdict
from baarasira.mobility.incidents.enums import IncidentKind, IncidentState, NoteKind
from baarasira.mobility.incidents.inputs import ReferralData, ReportData
from baarasira.mobility.incidents.models import Incident, Note, Tries
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.people.actions import purge_person
from baarasira.reference import actions as reference
from factories import NOW, TODAY, make_actor, make_organisation, make_person, make_tree, make_user
from incident_files import WORDS, head, later, make_departed, make_incident, reported_by

pytestmark = pytest.mark.django_db
_HANDLING = {Role.FOCAL_POINT, Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}
VISITOR = visitor(NOW, "public", "41.73.96.10")


@pytest.mark.parametrize(
    ("kind", "severity", "hours"),
    [
        (IncidentKind.HOUSING, 1, 72),
        (IncidentKind.UNPAID_WAGE, 2, 48),
        (IncidentKind.ACCIDENT, 3, 24),
        (IncidentKind.VIOLENCE, 4, 4),
    ],
)
def test_each_severity_has_its_deadline(kind: str, severity: int, hours: int) -> None:
    make_tree()
    incident = make_incident(kind=kind)
    assert (incident.severity, incident.due_at) == (severity, NOW + timedelta(hours=hours))


def test_a_new_deadline_holds_from_its_date_on_and_leaves_former_reports_as_they_were() -> None:
    tree = make_tree()
    before = make_incident()
    admin = make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root)
    reference.set_parameter(
        actor=admin, key="incident.hours", value=[60, 30, 12, 2], valid_from=TODAY + timedelta(days=1), source="Note 3"
    )
    after = make_incident(at=later(days=2))
    before.refresh_from_db()
    assert before.due_at - before.reported_at == timedelta(hours=48)
    assert after.due_at - after.reported_at == timedelta(hours=30)


def test_somebody_in_danger_makes_any_report_urgent() -> None:
    make_tree()
    assert make_incident(kind=IncidentKind.HOUSING, danger=True).severity == 4


def test_a_report_joined_to_a_file_is_of_its_department_its_employer_and_its_agreement() -> None:
    file = make_departed()
    incident = make_incident(file)
    assert incident.office_id == file.opening.office_id
    assert incident.person_id == file.person_id
    assert incident.employer_id == file.opening.employer_id
    assert incident.agreement_id == file.opening.campaign.agreement_id
    assert incident.country == "ES"


def test_the_words_are_sealed_and_gone_after_a_purge() -> None:
    file = make_departed()
    incident = make_incident(file, contact="76 45 00 00, après 18 h")
    stored = " ".join(Note.objects.values_list("sealed", flat=True))
    assert "patron" not in stored
    assert "76 45" not in stored
    assert [note.text for note in words.read(incident, [NoteKind.REPORT])] == [WORDS]
    said = list(Entry.objects.filter(noun="incident").values_list("payload", flat=True))
    assert all(WORDS not in payload for payload in said)

    vault.forget(file.person_id)
    actions.forget_person(person_id=file.person_id)
    assert [note.text for note in words.read(incident)] == [None, None]
    assert set(Note.objects.values_list("sealed", flat=True)) == {""}
    assert Incident.objects.get().severity == 2, "the figures keep what was counted"


def test_purging_a_file_forgets_its_words_by_itself() -> None:
    tree = make_tree()
    person = make_person(tree.office)
    make_incident(person_id=person.pk)
    purge_person(actor=make_actor(role=Role.NATIONAL_ADMINISTRATOR, structure=tree.root), person_id=person.pk)
    assert set(Note.objects.values_list("sealed", flat=True)) == {""}


def test_an_anonymous_report_joined_later_is_sealed_under_the_key_of_the_person() -> None:
    file = make_departed()
    incident = make_incident()
    assert incident.person_id is None
    actor = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=incident.office)
    actions.acknowledge(actor=actor, incident_id=incident.pk)
    joined = actions.join(actor=actor, incident_id=incident.pk, candidacy_id=file.pk)
    assert [note.text for note in words.read(joined)] == [WORDS]
    vault.forget(file.person_id)
    assert [note.text for note in words.read(joined)] == [None]


def test_the_same_form_sent_twice_reports_once_and_shows_the_same_code() -> None:
    make_tree()
    data = ReportData(kind=IncidentKind.HOUSING, words=WORDS, form_token=uuid4())
    first, code = actions.report_publicly(actor=VISITOR, data=data)
    again, same = actions.report_publicly(actor=VISITOR, data=data)
    assert (first.pk, code) == (again.pk, same)
    assert Incident.objects.count() == 1
    assert code.replace(" ", "") not in f"{first.number}{first.code_print}"


def test_who_reported_follows_with_number_and_code_adds_words_and_reads_answers_alone() -> None:
    tree = make_tree()
    data = ReportData(kind=IncidentKind.UNPAID_WAGE, words=WORDS, form_token=uuid4())
    incident, code = actions.report_publicly(actor=VISITOR, data=data)
    agent = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=tree.root)
    actions.take(actor=agent, incident_id=incident.pk)
    actions.note(actor=agent, incident_id=incident.pk, text="Vérifier avec le consulat.")
    actions.note(actor=agent, incident_id=incident.pk, text="Nous avons écrit à l'employeur.", to_reporter=True)

    found = actions.follow(actor=VISITOR, number=incident.number.lower(), code=code.replace(" ", ""))
    assert found.verdict == Verdict.FOUND
    assert found.incident is not None
    assert found.incident.state == IncidentState.IN_HAND
    assert [answer.text for answer in found.answers] == ["Nous avons écrit à l'employeur."]
    actions.add_words(actor=VISITOR, number=incident.number, code=code, text="Il a payé la moitié hier.")
    assert [note.text for note in words.read(incident, [NoteKind.ADDED])] == ["Il a payé la moitié hier."]
    assert incident.number in Message.objects.get(address=agent.user.email).text, "who has it in hand is told"
    assert actions.add_words(actor=VISITOR, number=incident.number, code="0000 0000", text="autre").verdict == "unknown"
    assert incident.notes.filter(kind=NoteKind.ADDED).count() == 1


def test_after_five_wrong_codes_even_the_right_one_waits_an_hour() -> None:
    make_tree()
    incident, code = actions.report_publicly(
        actor=VISITOR, data=ReportData(kind=IncidentKind.HOUSING, words=WORDS, form_token=uuid4())
    )
    for _n in range(5):
        assert actions.follow(actor=VISITOR, number=incident.number, code="1").verdict == Verdict.UNKNOWN
    assert actions.follow(actor=VISITOR, number=incident.number, code=code).verdict == Verdict.WAIT
    after = visitor(later(minutes=61), "public", "41.73.96.10")
    assert actions.follow(actor=after, number=incident.number, code=code).verdict == Verdict.FOUND
    assert actions.forget_old_tries(actor=system(later(hours=2))) == 2
    assert not Tries.objects.exists()


def test_confidential_ones_are_seen_by_the_named_few_and_by_no_role() -> None:
    file = make_departed()
    incident = make_incident(file, kind=IncidentKind.VIOLENCE)
    office = incident.office
    director = make_actor(role=Role.DIRECTOR, structure=office)
    everybody = [make_actor(role=role, structure=office) for role in Role]
    for actor in everybody:
        assert not queries.visible_to(actor).exists(), actor
        with pytest.raises(NotAllowed):
            actions.acknowledge(actor=actor, incident_id=incident.pk)
    assert queries.confidential_waiting(director) == 1

    carer = make_user(Role.COUNSELLOR, office)
    actions.name_carer(actor=director, user_id=carer.pk, structure=office)
    actor = make_actor(carer)
    assert list(queries.visible_to(actor)) == [incident]
    actions.look(actor=actor, incident=incident)
    assert Entry.objects.filter(verb="incident.look", kind=Kind.LOOK, actor_id=carer.pk).count() == 1
    actions.take(actor=actor, incident_id=incident.pk)
    row = actions.name_carer(actor=director, user_id=make_user(Role.TRAINER, office).pk, structure=office)
    actions.end_carer(actor=director, carer_id=row.pk)
    assert not queries.visible_to(make_actor(row.user)).exists()


def test_nobody_names_themselves_to_see_confidential_reports() -> None:
    tree = make_tree()
    user = make_user(Role.DIRECTOR, tree.root)
    with pytest.raises(NotAllowed):
        actions.name_carer(actor=make_actor(user), user_id=user.pk, structure=tree.root)
    for role in set(Role) - {Role.DIRECTOR, Role.MIGRATION_DEPARTMENT}:
        with pytest.raises(NotAllowed):
            actions.name_carer(actor=make_actor(role=role, structure=tree.root), user_id=user.pk, structure=tree.root)


def test_a_kind_found_confidential_later_is_hidden_from_then_on_and_stays_so() -> None:
    file = make_departed()
    incident = make_incident(file)
    actor = head(file)
    actions.take(actor=actor, incident_id=incident.pk)
    carer = make_user(Role.COUNSELLOR, incident.office)
    actions.name_carer(actor=head(file), user_id=carer.pk, structure=incident.office)
    actions.rate(actor=actor, incident_id=incident.pk, kind=IncidentKind.TRAFFICKING, severity=4)
    assert Message.objects.filter(address=carer.email, template="incident.alert").count() == 1
    assert not queries.visible_to(actor).exists()


def test_an_incident_goes_its_road_and_nothing_is_done_twice() -> None:
    file = make_departed()
    incident = make_incident(file)
    actor = head(file)
    with pytest.raises(WrongState):
        actions.resolve(actor=actor, incident_id=incident.pk, outcome="Le salaire est payé.")
    actions.acknowledge(actor=actor, incident_id=incident.pk)
    taken = actions.take(actor=actor, incident_id=incident.pk)
    assert taken.handler_id == actor.id
    with pytest.raises(Stale):
        actions.resolve(actor=actor, incident_id=incident.pk, outcome="Le salaire est payé.", version=1)
    ended = actions.resolve(
        actor=actor, incident_id=incident.pk, outcome="Le salaire est payé.", amount=120_000, currency="EUR"
    )
    assert (ended.state, ended.remedy_amount, ended.closed_at) == (IncidentState.RESOLVED, 120_000, NOW)
    with pytest.raises(RuleRefused):
        actions.rate(actor=actor, incident_id=incident.pk, kind=IncidentKind.HOUSING, severity=1)
    again = actions.reopen(actor=head(file, at=later(days=3)), incident_id=incident.pk, reason="Il n'a rien reçu.")
    assert (again.state, again.due_at) == (IncidentState.REOPENED, later(days=3, hours=48))
    with pytest.raises(RuleRefused):
        actions.note(actor=actor, incident_id=incident.pk, text="ok")


def test_an_unread_grave_report_alarms_at_half_its_time_then_late_then_still_late_each_once() -> None:
    file = make_departed()
    duty = make_user(Role.MIGRATION_DEPARTMENT, file.opening.office)
    Message.objects.all().delete()
    incident = make_incident(file, kind=IncidentKind.ACCIDENT)
    alerts = Message.objects.filter(template="incident.alert", address=duty.email)
    assert alerts.count() == 1, "a grave one is told at once"
    assert "accident" not in alerts[0].text.lower()
    assert file.person.surname not in alerts[0].text

    def clock(**span: float) -> int:
        return actions.sound_alarms(actor=system(later(**span)))

    assert clock(hours=11) == 0
    assert clock(hours=12) == 1
    assert clock(hours=13) == 0
    actions.take(actor=make_actor(duty, at=later(hours=14)), incident_id=incident.pk)
    assert [clock(hours=24), clock(hours=25), clock(hours=48), clock(hours=60)] == [1, 0, 1, 0]
    assert alerts.count() == 4
    assert Incident.objects.get().escalated == 3


def test_a_minor_report_is_not_told_at_once_and_an_ended_one_gives_no_alarm() -> None:
    file = make_departed()
    duty = make_user(Role.MIGRATION_DEPARTMENT, file.opening.office)
    incident = make_incident(file, kind=IncidentKind.HOUSING)
    assert not Message.objects.filter(template="incident.alert").exists()
    actor = make_actor(duty)
    actions.take(actor=actor, incident_id=incident.pk)
    actions.close(actor=actor, incident_id=incident.pk, reason="Le logement est conforme.")
    assert actions.sound_alarms(actor=system(later(days=30))) == 0


def test_without_a_carer_the_deciders_learn_that_something_waits_and_not_what() -> None:
    file = make_departed()
    director = make_user(Role.DIRECTOR, file.opening.office)
    incident = make_incident(file, kind=IncidentKind.VIOLENCE)
    text = Message.objects.get(template="incident.alert", address=director.email).text
    assert incident.number not in text
    assert file.opening.office.name[:10] in text


def test_r_13_nothing_goes_abroad_without_the_receipt_of_the_authority_and_consent() -> None:
    file = make_departed()
    incident = make_incident(file)
    actor = head(file)
    actions.take(actor=actor, incident_id=incident.pk)
    inspection = make_organisation(name="Inspección de Trabajo", country="ES")
    data = ReferralData(body="labour_inspection", organisation_id=inspection.pk, reference="Courriel")
    with pytest.raises(RuleRefused) as refusal:
        actions.refer(actor=actor, incident_id=incident.pk, data=data)
    assert [finding.code for finding in refusal.value.findings] == ["R-13", "consent_abroad"]
    nameless = ReferralData(body="labour_inspection")
    with pytest.raises(RuleRefused):
        actions.refer(actor=actor, incident_id=incident.pk, data=nameless)

    received = make_organisation(
        name="Inspección de Huelva", country="ES", apdp_receipt="R-2026-9", apdp_receipt_on=TODAY
    )
    data = ReferralData(body="labour_inspection", organisation_id=received.pk, reference="Courriel")
    with pytest.raises(RuleRefused):
        actions.refer(actor=actor, incident_id=incident.pk, data=data)
    actions.record_consent(actor=actor, incident_id=incident.pk, given=True)
    row = actions.refer(actor=actor, incident_id=incident.pk, data=data)
    assert row.abroad
    assert Incident.objects.get().state == IncidentState.REFERRED
    consulate = ReferralData(body="consulate")
    assert not actions.refer(actor=actor, incident_id=incident.pk, data=consulate).abroad


def test_an_agent_elsewhere_neither_sees_nor_touches_it_and_the_office_of_the_person_sees_it() -> None:
    file = make_departed()
    incident = make_incident(file)
    elsewhere = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=make_tree().far_office)
    assert not queries.visible_to(elsewhere).exists()
    with pytest.raises(NotAllowed):
        actions.take(actor=elsewhere, incident_id=incident.pk)
    near = make_actor(role=Role.FOCAL_POINT, structure=file.person.office)
    assert list(queries.visible_to(near)) == [incident]


def test_only_the_roles_of_the_table_report_handle_and_end() -> None:
    file = make_departed()
    incident = make_incident(file)
    reporting = {*_HANDLING, Role.COUNSELLOR, Role.COOPERATION_OFFICER}
    for role in Role:
        actor = head(file, role=role)
        if role in reporting:
            assert reported_by(actor).channel == "agent"
        else:
            with pytest.raises(NotAllowed):
                reported_by(actor)
        if role not in _HANDLING:
            with pytest.raises(NotAllowed):
                actions.take(actor=actor, incident_id=incident.pk)
    for role in _HANDLING:
        actions.take(actor=head(file, role=role), incident_id=incident.pk)
    for role in set(Role) - {Role.MIGRATION_DEPARTMENT, Role.DIRECTOR}:
        with pytest.raises(NotAllowed):
            actions.close(actor=head(file, role=role), incident_id=incident.pk, reason="Sans suite possible.")


def test_only_the_clock_sounds_alarms() -> None:
    for role in Role:
        with pytest.raises(NotAllowed):
            actions.sound_alarms(actor=make_actor(role=role))


def test_the_words_of_an_incident_about_nobody_by_name_go_ten_years_after_its_end() -> None:
    make_tree()
    incident = make_incident()
    director = make_actor(role=Role.DIRECTOR, structure=incident.office)
    actions.take(actor=director, incident_id=incident.pk)
    actions.resolve(actor=director, incident_id=incident.pk, outcome="Le salaire est payé.")
    admin = make_user(Role.NATIONAL_ADMINISTRATOR, incident.office)
    assert actions.forget_over_time(actor=make_actor(admin, at=later(days=3650))) == 0
    with pytest.raises(NotAllowed):
        actions.forget_over_time(actor=make_actor(director.user, at=later(days=3660)))  # type: ignore[arg-type]
    assert actions.forget_over_time(actor=make_actor(admin, at=later(days=3660))) == 1
    assert Entry.objects.get(verb="incident.forget").object_id == str(incident.pk)
    incident.refresh_from_db()
    assert incident.state == IncidentState.RESOLVED
    assert {note.text for note in words.read(incident)} == {None}
