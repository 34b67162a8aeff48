"""A file of the Spain campaign, from the counter to its outcome, and what may not move it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.facts import facts_of
from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.stays import days_in_year
from baarasira.candidacies.steps import guards
from baarasira.candidacies.steps.acting import ACTIONS
from baarasira.candidacies.steps.refusals import grouped
from baarasira.candidacies.steps.values import VALUES
from baarasira.kernel.actor import system
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused, Stale
from baarasira.kernel.models import Entry, Move
from baarasira.messaging.models import Call, Message
from baarasira.openings.actions import cancel_campaign
from baarasira.people.actions import set_consent
from baarasira.people.enums import ConsentPurpose
from baarasira.programmes.compiled.building import programme_of
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.enums import Guard
from baarasira.programmes.kinds import KINDS
from baarasira.programmes.loading import carried_files
from factories import (
    NOW,
    TODAY,
    make_actor,
    make_applicant,
    make_application,
    make_campaign,
    make_person,
    make_tree,
    make_user,
)
from road_travel import ROAD, papers_of, travel, values_for

pytestmark = pytest.mark.django_db


def test_an_application_is_registered_and_answered_at_once() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    assert candidacy.state == CandidacyState.UNDER_WAY
    assert candidacy.step == "pieces"
    rows = list(candidacy.steps.order_by("position").values_list("key", "ending"))
    assert rows == [("inscription", "registered"), ("eligibilite", "eligible"), ("pieces", "")]
    due = candidacy.steps.get(key="pieces").due_at
    assert due is not None
    assert due.date() == TODAY + timedelta(days=15)


def test_who_does_not_meet_a_condition_holds_a_receipt_that_says_which_and_what_else_is_open() -> None:
    person = make_applicant(occupations=["7212:5"])
    candidacy = make_application(make_campaign(), person)
    assert (candidacy.state, candidacy.outcome, candidacy.outcome_kind) == ("ended", "non-eligible", "refused")
    refusals = candidacy.steps.get(key="eligibilite").values["refusals"]
    assert [item["criterion"] for item in refusals] == ["metier"]
    assert "1 an au moins dans l'agriculture" in refusals[0]["sentence"]
    assert "faites-la noter" in refusals[0]["instead"]


def test_what_is_not_known_of_a_person_sends_the_agent_to_the_file_and_registers_nothing() -> None:
    campaign = make_campaign()
    person = make_applicant(occupations=[])
    with pytest.raises(RuleRefused, match="ne figure pas dans votre dossier"):
        make_application(campaign, person)
    assert not Candidacy.objects.exists()


def test_the_whole_road_leads_from_the_counter_to_a_proved_return() -> None:
    candidacy = make_application()
    for key, _ending in ROAD:
        assert candidacy.step == key
        travel(candidacy, "complete")
    assert (candidacy.state, candidacy.outcome, candidacy.outcome_kind) == ("ended", "retour-prouve", "success")
    assert candidacy.departed_on == TODAY
    endings = list(candidacy.steps.order_by("position").values_list("key", "ending"))
    assert endings[2:] == list(ROAD)
    # Each move is in the log people read and in the journal, under the person's key.
    assert Move.objects.filter(noun="campaign_file", object_id=candidacy.pk).count() == 1 + 17
    entries = Entry.objects.filter(noun="campaign_step", verb="campaign_step.close")
    assert entries.count() == 17
    assert set(entries.values_list("subject_id", flat=True)) == {candidacy.person_id}


def test_who_was_there_once_is_told_to_wait_for_the_recall() -> None:
    candidacy = make_application()
    travel(candidacy, "to:retour")
    travel(candidacy, "complete")
    facts = facts_of(candidacy.person, TODAY)
    assert [(item.programme, item.return_proved) for item in facts.participations] == [("espagne-primo", True)]
    assert (facts.days_abroad, facts.returned_on, facts.returned_from) == (1, TODAY, "ES")
    again = make_application(make_campaign(seats=3), candidacy.person)
    refusals = again.steps.get(key="eligibilite").values["refusals"]
    assert [item["criterion"] for item in refusals] == ["premiere-fois"]


def test_days_abroad_are_those_of_the_calendar_year_with_both_ends() -> None:
    from datetime import date

    assert days_in_year(date(2025, 12, 30), date(2026, 1, 2), 2026) == 2
    assert days_in_year(date(2026, 3, 1), date(2026, 3, 1), 2026) == 1
    assert days_in_year(date(2024, 1, 1), date(2025, 1, 1), 2026) == 0


CLOSERS = {
    "pieces": {Role.FOCAL_POINT, Role.COUNSELLOR},
    "entretien": {Role.FOCAL_POINT, Role.MIGRATION_DEPARTMENT},
    "autorisation": {Role.MIGRATION_DEPARTMENT},
    "information": {Role.TRAINER, Role.FOCAL_POINT, Role.COUNSELLOR},
    "depart": {Role.FOCAL_POINT, Role.COUNSELLOR},
}


@pytest.mark.parametrize("step", sorted(CLOSERS))
@pytest.mark.parametrize("role", sorted(Role.values))
def test_a_step_is_closed_by_the_roles_its_programme_names_and_nobody_else(role: str, step: str) -> None:
    tree = make_tree()
    candidacy = make_application(office=tree.office)
    travel(candidacy, f"to:{step}")
    actor = make_actor(role=role, structure=tree.directorate)
    given: dict[str, Any] = {
        "actor": actor, "candidacy_id": candidacy.pk, "ending": dict(ROAD)[step], "values": values_for(step, NOW),
    }  # fmt: skip
    if step == "pieces":
        given["values"] = {"presented": papers_of(candidacy)}
    if role in CLOSERS[step]:
        actions.close_step(**given)
        candidacy.refresh_from_db()
        assert candidacy.step != step
        return
    with pytest.raises(NotAllowed):
        actions.close_step(**given)
    candidacy.refresh_from_db()
    assert candidacy.step == step


def test_another_offices_agent_neither_sees_nor_moves_a_file() -> None:
    from baarasira.candidacies import road_queries

    tree = make_tree()
    candidacy = make_application(office=tree.office)
    stranger = make_actor(role=Role.FOCAL_POINT, structure=tree.far_office)
    assert not road_queries.visible_to(stranger).exists()
    assert road_queries.visible_to(make_actor(role=Role.FOCAL_POINT, structure=tree.directorate)).get() == candidacy
    department = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=candidacy.opening.office)
    assert road_queries.visible_to(department).get() == candidacy
    with pytest.raises(NotAllowed):
        actions.close_step(actor=stranger, candidacy_id=candidacy.pk, ending="refused")


def test_a_file_opened_with_a_written_reason_may_apply_here_and_both_offices_see_it() -> None:
    from baarasira.candidacies import road_queries
    from baarasira.people.actions import open_outside

    tree = make_tree()
    campaign, person = make_campaign(), make_applicant(tree.far_office)
    agent = make_actor(role=Role.FOCAL_POINT, structure=tree.office, reason="Vit ici depuis le mois dernier.")
    given: dict[str, Any] = {
        "actor": agent,
        "campaign_id": campaign.pk,
        "person_id": person.pk,
        "office_id": tree.office.pk,
    }
    with pytest.raises(NotAllowed):
        actions.register_application(**given)
    open_outside(actor=agent, person_id=person.pk)
    candidacy = actions.register_application(**given)
    for office in (tree.office, tree.far_office):
        assert road_queries.visible_to(make_actor(role=Role.FOCAL_POINT, structure=office)).get() == candidacy
    assert not road_queries.visible_to(make_actor(role=Role.FOCAL_POINT, structure=tree.sister)).exists()


def focal(candidacy: Candidacy, at: Any = NOW) -> Any:
    return make_actor(role=Role.FOCAL_POINT, structure=candidacy.person.office, at=at)


@pytest.mark.parametrize(
    ("ending", "values", "note", "code"),
    [
        ("complete", {}, "", "step_guard"),
        ("complete", {"presented": ["identite"]}, "", "step_guard"),
        ("complete", {"presented": ["passeport"]}, "", "step_value"),
        ("fit", {}, "", "step_ending"),
        ("refused", {"presented": ["identite"]}, "", "step_value_unknown"),
        ("complete", {"presented": ["identite", "experience"], "blood": "A"}, "", "step_value_unknown"),
    ],
)
def test_what_a_step_does_not_take_is_refused_and_nothing_moves(
    ending: str, values: dict[str, Any], note: str, code: str
) -> None:
    candidacy = make_application()
    with pytest.raises(RuleRefused) as refused:
        actions.close_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending=ending, values=values, note=note)
    assert {finding.code for finding in refused.value.findings} == {code}
    candidacy.refresh_from_db()
    assert (candidacy.step, candidacy.version) == ("pieces", 3)


def test_of_a_medical_visit_nothing_is_written_but_the_verdict() -> None:
    candidacy = make_application()
    travel(candidacy, "to:visite-medicale")
    with pytest.raises(RuleRefused) as refused:
        actions.close_step(
            actor=focal(candidacy), candidacy_id=candidacy.pk, ending="unfit", values={"on": TODAY}, note="Tension."
        )
    assert refused.value.code == "R-12"
    assert {value.name for value in VALUES["medical"]} == {"on", "valid_until"}


def test_an_ending_that_stays_opens_the_same_step_again() -> None:
    candidacy = make_application()
    travel(candidacy, "to:visite-medicale")
    actions.close_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending="deferred", values={"on": TODAY})
    candidacy.refresh_from_db()
    rows = candidacy.steps.filter(key="visite-medicale").order_by("position").values_list("ending", flat=True)
    assert (candidacy.step, list(rows)) == ("visite-medicale", ["deferred", ""])


def test_guards_nobody_answers_for_refuse_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = {Guard.CONFLICTS_DECLARED: guards._unanswered(Guard.CONFLICTS_DECLARED)}
    monkeypatch.setattr(guards, "GUARDS", {**guards.GUARDS, **alone})
    candidacy = make_application()
    travel(candidacy, "to:notation")
    with pytest.raises(RuleRefused, match="On ne peut pas encore vérifier ici"):
        travel(candidacy, "complete")


def test_the_marks_of_one_file_alone_are_refused() -> None:
    candidacy = make_application()
    travel(candidacy, "to:notation")
    with pytest.raises(RuleRefused, match="quand la commission ouvre ses notes"):
        actions.close_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending="marked")


def test_every_guard_a_programme_may_name_is_answered_and_a_room_above_may_answer_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(guards.GUARDS) == set(Guard.values)
    monkeypatch.setattr(guards, "GUARDS", dict(guards.GUARDS))
    asked: list[str] = []
    guards.provide("conflicts_declared", lambda road, _given, _on: asked.append(road.candidacy.number))
    candidacy = make_application()
    travel(candidacy, "to:notation")
    travel(candidacy, "complete")
    assert asked == [candidacy.number]
    with pytest.raises(ValueError, match="no_such_guard"):
        guards.provide("no_such_guard", lambda _road, _given, _on: None)


def test_the_visa_asks_for_a_passport_valid_a_year_and_a_verdict_that_still_holds() -> None:
    candidacy = make_application()
    travel(candidacy, "to:visa")
    candidacy.person.documents.update(expires_on=TODAY + timedelta(days=300))
    later = NOW + timedelta(days=91)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=candidacy.opening.office, at=later)
    with pytest.raises(RuleRefused) as refused:
        actions.close_step(actor=head, candidacy_id=candidacy.pk, ending="granted", values=values_for("visa", NOW))
    said = " ".join(str(finding.sentence) for finding in refused.value.findings)
    assert "passeport" in said
    assert "verdict médical" in said
    # A refusal by the consulate needs none of it.
    actions.close_step(actor=head, candidacy_id=candidacy.pk, ending="refused", values={"on": TODAY})


def test_a_step_for_two_is_closed_by_another_person_with_the_ending_proposed() -> None:
    candidacy = make_application()
    travel(candidacy, "to:contrat")
    department = candidacy.opening.office
    one, same, other = (make_user(Role.MIGRATION_DEPARTMENT, department) for _n in range(3))
    for user, number in ((one, "77"), (same, "77"), (other, "78")):
        user.staff_number = number
        user.save()
    given: dict[str, Any] = {"candidacy_id": candidacy.pk, "ending": "declined"}
    with pytest.raises(RuleRefused, match="deux personnes"):
        actions.close_step(actor=make_actor(one), **given)
    with pytest.raises(RuleRefused, match="Engagement de retour"):
        actions.stage_step(actor=make_actor(one), candidacy_id=candidacy.pk, ending="signed", values={"on": TODAY})
    actions.stage_step(actor=make_actor(one), **given)
    candidacy.refresh_from_db()
    assert candidacy.step == "contrat"
    for user in (one, same):
        with pytest.raises(NotAllowed) as refused:
            actions.close_step(actor=make_actor(user), **given)
        assert refused.value.code == "R-16"
    with pytest.raises(RuleRefused, match="deux personnes"):
        actions.close_step(actor=make_actor(other), candidacy_id=candidacy.pk, ending="refused")
    actions.close_step(actor=make_actor(other), **given)
    candidacy.refresh_from_db()
    assert candidacy.outcome == "desistement"


def test_a_form_opened_before_the_file_moved_is_stale() -> None:
    candidacy = make_application()
    travel(candidacy, "complete")
    with pytest.raises(Stale):
        actions.close_step(
            actor=focal(candidacy), candidacy_id=candidacy.pk, ending="passed", values={"on": TODAY}, expected_version=3
        )


def test_what_a_panel_intends_is_applied_all_at_once_or_not_at_all() -> None:
    campaign = make_campaign()
    files = [make_application(campaign) for _n in range(3)]
    for candidacy in files:
        travel(candidacy, "to:entretien")
        actions.stage_step(actor=focal(candidacy), candidacy_id=candidacy.pk, ending="passed", values={"on": TODAY})
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    Candidacy.objects.filter(pk=files[2].pk).update(frozen_on=TODAY)
    with pytest.raises(RuleRefused, match=files[2].number):
        actions.apply_staged(actor=head, campaign=campaign, step="entretien")
    assert set(Candidacy.objects.values_list("step", flat=True)) == {"entretien"}
    Candidacy.objects.filter(pk=files[2].pk).update(frozen_on=None)
    assert actions.apply_staged(actor=head, campaign=campaign, step="entretien") == 3
    assert set(Candidacy.objects.values_list("step", flat=True)) == {"epreuve"}
    with pytest.raises(NotAllowed):
        actions.apply_staged(actor=focal(files[0]), campaign=campaign, step="epreuve")


def test_a_reason_that_stops_many_files_is_said_once() -> None:
    pairs = [
        ("A1", "Il manque un visa."),
        ("B1", "Notes à ouvrir."),
        *((f"A{n}", "Il manque un visa.") for n in range(2, 31)),
    ]
    assert grouped(pairs) == [
        "A1, A2, A3 et 27 autres\N{NO-BREAK SPACE}: Il manque un visa.",
        "B1\N{NO-BREAK SPACE}: Notes à ouvrir.",
    ]


def test_a_batch_reports_each_refusal_and_moves_the_others_as_its_preview_said() -> None:
    tree = make_tree()
    campaign = make_campaign()
    fit, stopped, far = (
        make_application(campaign, office=office) for office in (tree.office, tree.office, tree.far_office)
    )
    Candidacy.objects.filter(pk=stopped.pk).update(frozen_on=TODAY)
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    given: dict[str, Any] = {
        "actor": actor, "candidacy_ids": [fit.pk, stopped.pk, far.pk], "step": "pieces", "ending": "complete",
        "values": {"presented": ["identite", "experience"]},
    }  # fmt: skip
    preview = actions.preview(**given)
    assert [line.moves for line in preview] == [True, False, False]
    fit.refresh_from_db()
    assert fit.step == "pieces"
    assert not Message.objects.filter(template="campaign.step").exists()
    report = actions.move_many(**given)
    assert [line.refusal for line in report] == [line.refusal for line in preview]
    assert "suspendue" in report[1].refusal
    fit.refresh_from_db()
    assert fit.step == "entretien"


def test_reminders_go_out_once_each_and_the_deadline_ends_the_step() -> None:
    tree = make_tree()
    candidacy = make_application(make_campaign(), make_applicant(tree.office, phones=["76 45 00 00"]))
    due = candidacy.steps.get(closed_at=None).due_at
    assert due is not None
    told = Message.objects.filter(template="campaign.remind")
    for before, count in ((6, 0), (4, 1), (4, 1), (1, 2), (1, 2)):
        actions.tick(actor=system(due - timedelta(days=before)))
        assert told.count() == count
    assert all("gratuite" in message.text for message in told)
    actions.tick(actor=system(due + timedelta(minutes=1)))
    candidacy.refresh_from_db()
    assert (candidacy.outcome, candidacy.steps.get(key="pieces").ending) == ("dossier-incomplet", "expired")


def test_a_step_that_no_deadline_ends_is_late_and_its_alarms_are_raised_in_turn() -> None:
    from baarasira.candidacies import road_queries

    candidacy = make_application()
    travel(candidacy, "to:arrivee")
    row = candidacy.steps.get(closed_at=None)
    assert row.due_at is not None
    assert row.due_at.date() == TODAY + timedelta(days=7)
    for days, raised in ((1, 0), (8, 7), (20, 14), (45, 30)):
        at = row.due_at + timedelta(days=days)
        actions.tick(actor=system(at))
        row.refresh_from_db()
        assert row.escalated == raised
        assert road_queries.late_steps(focal(candidacy, at)).get() == row
    candidacy.refresh_from_db()
    assert candidacy.step == "arrivee"


def test_a_person_whose_file_is_suspended_is_a_candidate_no_more() -> None:
    candidacy = make_application()
    told = Call.objects.count()
    agent = make_actor(structure=candidacy.person.office)
    set_consent(actor=agent, person_id=candidacy.person_id, purpose=ConsentPurpose.REGISTER, given=False, how="oral")
    candidacy.refresh_from_db()
    assert (candidacy.outcome, candidacy.outcome_kind) == ("desistement", "withdrawn")
    # Who objected is not called to be told so.
    assert Call.objects.count() == told


def test_a_campaign_cancelled_ends_its_files_and_tells_everybody() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    cancel_campaign(actor=head, campaign=campaign, reason="L'employeur renonce à la saison.")
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.outcome) == ("ended", "cancelled")
    assert Call.objects.filter(template="campaign.end", person=candidacy.person).exists()


def test_nobody_withdraws_who_has_left() -> None:
    candidacy = make_application()
    travel(candidacy, "to:arrivee")
    with pytest.raises(BusinessError, match="est partie"):
        actions.withdraw_file(actor=focal(candidacy), candidacy_id=candidacy.pk)


def test_the_database_holds_what_the_machinery_promises() -> None:
    candidacy = make_application()
    faults: list[dict[str, Any]] = [
        {"state": "ended", "ended_on": TODAY},
        {"state": "under_way", "outcome": "non-retenu", "outcome_kind": "refused"},
        {"state": "under_way", "step": ""},
        {"state": "referred"},
    ]
    for values in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidacy.objects.filter(pk=candidacy.pk).update(**values)
    row = candidacy.steps.get(closed_at=None)
    for values in ({"ending": "complete"}, {"closed_at": NOW}, {"staged_ending": "complete"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            candidacy.steps.filter(pk=row.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        candidacy.steps.create(position=9, key="x", kind="x", opened_at=NOW, created_at=NOW, updated_at=NOW)


def test_a_purged_person_leaves_no_words_behind() -> None:
    candidacy = make_application(make_campaign(), make_applicant(occupations=["7212:5"]))
    actions.forget_person(person_id=candidacy.person_id)
    row = candidacy.steps.get(key="eligibilite")
    assert row.values == {"refusals": [{"criterion": "metier"}]}


def test_every_kind_of_step_and_every_role_of_the_catalogue_is_known_to_the_machinery() -> None:
    assert set(VALUES) <= set(KINDS)
    for _name, content in carried_files():
        programme = programme_of(compile_file(content).canonical)
        for step in programme.steps.values():
            assert step.recorded_by in ACTIONS, (programme.key, step.key)
            for value in VALUES.get(step.kind, ()):
                assert value.endings <= set(KINDS[step.kind].ending), (step.kind, value.name)


def test_a_person_outside_every_campaign_has_no_past() -> None:
    facts = facts_of(make_person(nina="", born="1990"), TODAY)
    assert (facts.born, facts.participations, facts.days_abroad) == (1990, [], 0)
