"""From the signal to the plan: one person, one case, one owner; what a rule forbids is refused with its sentence."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale, WrongState
from baarasira.kernel.journal import write as journal
from baarasira.kernel.models import Entry
from baarasira.people.models import Phone
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import CaseState, ReferralNeed
from baarasira.reintegration.cases.inputs import AidData, SignalData, SignatureData
from baarasira.reintegration.cases.models import Aid, Case, Referral
from baarasira.reintegration.cases.queries import cases as queries
from baarasira.reintegration.cases.rules import axes_open, double_funding
from factories import NOW, TODAY, make_actor, make_person, make_tree, make_user
from journey_files import days_later, home
from returning import focal, intake_data, make_axes, make_case, make_plan, make_planned, step_data

pytestmark = pytest.mark.django_db

HAND = SignatureData(signature="hand")
THUMB = SignatureData(signature="thumb", read_in="bm", read_by="Awa Sidibé", witness="Oumar Ba")


def refused(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def test_the_first_contact_is_due_within_seven_days_and_the_late_ones_come_first() -> None:
    tree = make_tree()
    old = make_case(make_person(tree.office), until="signalled", at=NOW - timedelta(days=9))
    new = make_case(make_person(tree.office), until="signalled")
    assert new.contact_due == TODAY + timedelta(days=7)
    seen = queries.visible_to(focal(tree.office))
    assert list(queries.awaiting_contact(seen)) == [old, new]
    assert list(queries.contact_late(seen, TODAY)) == [old]


def test_the_same_person_has_one_case_under_whatever_file() -> None:
    tree = make_tree()
    person = make_person(tree.office, phones=["76 45 11 22"])
    other = make_person(tree.office, phones=["76 45 11 22"], born=str(person.born.year + 1))
    make_case(person, until="signalled")
    for again in (person, other):
        with pytest.raises(RuleRefused) as error:
            make_case(again, until="signalled")
        assert refused(error) == {"case_standing"}
    Phone.objects.filter(person=other).update(owner="shared")
    make_case(other, until="signalled")
    assert Case.objects.count() == 2, "a shared telephone says nothing of who they are"


def test_the_season_a_worker_is_just_back_from_is_joined_to_their_case() -> None:
    file = home()
    at = days_later(185)
    office = file.person.office
    case = actions.signal(
        actor=focal(office, at), person_id=file.person_id, owner_id=office.pk, data=SignalData(source="journey")
    )
    assert (case.candidacy, case.journey, case.return_country) == (file, file.journey, file.opening.country)
    assert case.returned_on == file.journey.returned_on


def test_one_form_sent_twice_opens_one_case() -> None:
    tree = make_tree()
    person = make_person(tree.office)
    data = SignalData(source="self", form_token=person.pk)
    once = actions.signal(actor=focal(tree.office), person_id=person.pk, owner_id=tree.office.pk, data=data)
    twice = actions.signal(actor=focal(tree.office), person_id=person.pk, owner_id=tree.office.pk, data=data)
    assert once.pk == twice.pk


def test_each_sign_of_vulnerability_starts_its_referral_at_once() -> None:
    case = make_case(until="intake", intake={"vulnerabilities": ["trauma", "violence", "threatened"]})
    found = Referral.objects.filter(case=case)
    assert {row.need for row in found} == {ReferralNeed.PSYCHOSOCIAL, ReferralNeed.PROTECTION}
    assert {row.due_on for row in found} == {TODAY + timedelta(days=1)}
    data = intake_data(vulnerabilities=["trauma", "debt"])
    actions.correct_intake(actor=focal(case.owner), case_id=case.pk, data=data)
    assert Referral.objects.filter(case=case).count() == 3, (
        "a sign seen later starts its own, one seen before no second"
    )


def test_two_who_correct_an_intake_do_not_undo_each_other() -> None:
    case = make_case(until="intake")
    actor = focal(case.owner)
    shown = case.intake.version
    actions.correct_intake(actor=actor, case_id=case.pk, data=intake_data(children=5), version=shown)
    with pytest.raises(Stale):
        actions.correct_intake(actor=actor, case_id=case.pk, data=intake_data(), version=shown)


def test_a_step_taken_out_of_a_plan_leaves_its_trace() -> None:
    make_axes()
    plan = make_plan(make_case())
    step = plan.steps.get()
    actions.remove_step(actor=focal(plan.case.owner), step_id=step.pk)
    assert not plan.steps.exists()
    assert Entry.objects.filter(verb="case_plan_step.remove", object_id=str(step.pk)).exists()


def test_a_return_in_the_future_or_from_home_is_refused() -> None:
    case = make_case(until="signalled")
    for wrong in ({"returned_on": TODAY + timedelta(days=1)}, {"return_country": "ML"}):
        with pytest.raises(RuleRefused):
            actions.receive(actor=focal(case.owner), case_id=case.pk, data=intake_data(**wrong))


def test_each_axis_has_conditions_of_its_own_and_says_what_else_is_open() -> None:
    make_axes()
    case = make_case(make_person(education=3))
    answers = {answer.axis: answer for answer in axes_open(case, TODAY)}
    assert answers["social"].open
    assert answers["business"].open
    assert not answers["placement"].open
    with pytest.raises(RuleRefused) as error:
        actions.draft(actor=focal(case.owner), case_id=case.pk, axis="placement", goal="Un stage en comptabilité")
    assert "axis_instead" in refused(error)
    assert "Création d'entreprise" in str(error.value)


def test_a_graduate_of_a_french_university_may_take_a_placement_for_some_years() -> None:
    make_axes()
    graduate = {"graduated_in": "FR", "diploma_on": TODAY - timedelta(days=300), "standing": "student"}
    case = make_case(make_person(education=6), intake=graduate)
    answers = {answer.axis: answer.open for answer in axes_open(case, TODAY)}
    assert answers == {"social": False, "business": True, "placement": True}
    old = {**graduate, "diploma_on": TODAY - timedelta(days=365 * 6)}
    late = make_case(make_person(education=6), intake=old)
    assert not {answer.axis: answer.open for answer in axes_open(late, TODAY)}["placement"]


def test_a_plan_is_not_made_before_the_assessment() -> None:
    make_axes()
    case = make_case(until="intake")
    with pytest.raises(RuleRefused):
        actions.draft(actor=focal(case.owner), case_id=case.pk, axis="social", goal="Loger la famille à Kayes")


def test_a_plan_stays_within_what_the_programme_pays_for_this_household() -> None:
    make_axes()
    case = make_case()
    plan = make_plan(case, "social", steps=[{"purpose": "housing", "amount": 500_000}])
    actor = focal(case.owner)
    with pytest.raises(RuleRefused) as error:
        actions.add_step(actor=actor, plan_id=plan.pk, data=step_data(purpose="schooling", amount=416_001))
    assert refused(error) == {"cap"}, "two adults at 262 000 and two children at 196 000 make 916 000"
    actions.add_step(actor=actor, plan_id=plan.pk, data=step_data(purpose="schooling", amount=416_000))
    with pytest.raises(RuleRefused) as error:
        actions.add_step(actor=actor, plan_id=plan.pk, data=step_data(purpose="business", amount=1))
    assert "purpose" in refused(error)


def test_a_second_aid_for_the_same_thing_is_refused_in_the_plan_by_whomever_it_was_given() -> None:
    make_axes()
    case = make_case(make_person(phones=["76 45 11 22"]))
    aid = AidData(
        purpose="business", given_on=TODAY - timedelta(days=200), funder_name="OIM", amount=900_000, currency="XOF"
    )
    given = actions.record_aid(actor=focal(case.owner), case_id=case.pk, data=aid)
    plan = make_plan(case)
    money = step_data(purpose="business", amount=100_000)
    with pytest.raises(RuleRefused) as error:
        actions.add_step(actor=focal(case.owner), plan_id=plan.pk, data=money)
    assert refused(error) == {"double_funding"}
    assert "OIM" in str(error.value)
    second = make_person(case.owner, phones=["76 45 11 22"], born=str(case.person.born.year))
    assert double_funding(second, "business", on=TODAY), "a second name does not hide the first aid"
    assert not double_funding(second, "housing", on=TODAY)
    assert not double_funding(second, "business", on=TODAY + timedelta(days=365 * 6)), (
        "sixty months later it may be asked again"
    )
    actions.cancel_aid(actor=focal(case.owner), aid_id=given.pk, reason="L'OIM confirme n'avoir rien versé.")
    actions.add_step(actor=focal(case.owner), plan_id=plan.pk, data=money)


def test_an_aid_recorded_between_the_plan_and_its_signature_stops_the_signature() -> None:
    make_axes()
    case = make_case()
    plan = make_plan(case, steps=[{"purpose": "business", "amount": 100_000}])
    aid = AidData(purpose="business", given_on=TODAY, funder_name="OIM")
    actions.record_aid(actor=focal(case.owner), case_id=case.pk, data=aid)
    with pytest.raises(RuleRefused) as error:
        actions.sign(actor=focal(case.owner), plan_id=plan.pk, data=HAND)
    assert refused(error) == {"double_funding"}


def test_two_funders_commit_one_aid_and_the_same_one_twice_is_one() -> None:
    case = make_case()
    actor = focal(case.owner)
    data = AidData(purpose="business", given_on=TODAY, funder_name="OFII", amount=2_000_000, currency="XOF")
    one = actions.commit_aid(actor=actor, case_id=case.pk, data=data, origin_id=case.pk)
    assert actions.commit_aid(actor=actor, case_id=case.pk, data=data, origin_id=case.pk) == one
    with pytest.raises(RuleRefused):
        actions.commit_aid(actor=actor, case_id=case.pk, data=data, origin_id=case.person_id)
    actions.release_aid(actor=actor, origin_id=case.pk, reason="Le contrat n'a pas été signé.")
    actions.commit_aid(actor=actor, case_id=case.pk, data=data, origin_id=case.person_id)
    assert Aid.objects.filter(cancelled_on__isnull=True).count() == 1


def test_r_16_who_recorded_an_aid_does_not_take_it_back() -> None:
    case = make_case()
    actor = focal(case.owner)
    data = AidData(purpose="business", given_on=TODAY, funder_name="OIM")
    aid = actions.record_aid(actor=actor, case_id=case.pk, data=data)
    with pytest.raises(NotAllowed):
        actions.cancel_aid(actor=actor, aid_id=aid.pk, reason="Je me suis trompé de personne.")


def test_a_thumbprint_is_read_aloud_before_a_witness() -> None:
    make_axes()
    case = make_case()
    plan = make_plan(case)
    with pytest.raises(RuleRefused) as error:
        actions.sign(actor=focal(case.owner), plan_id=plan.pk, data=SignatureData(signature="thumb"))
    assert refused(error) == {"thumb_read", "thumb_reader", "thumb_witness"}
    signed = actions.sign(actor=focal(case.owner), plan_id=plan.pk, data=THUMB)
    assert (signed.state, signed.axis, signed.planned_on) == (CaseState.PLAN, "business", TODAY)


def test_a_signed_plan_never_changes_another_replaces_it() -> None:
    case = make_planned()
    first = case.plans.get()
    with pytest.raises(RuleRefused):
        actions.add_step(actor=focal(case.owner), plan_id=first.pk, data=step_data())
    second = make_plan(case, "social")
    case = actions.sign(actor=focal(case.owner), plan_id=second.pk, data=HAND)
    first.refresh_from_db()
    assert (first.state, case.axis) == ("replaced", "social")


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.FOCAL_POINT])
def test_another_territory_reaches_nothing_of_a_case(role: str) -> None:
    tree = make_tree()
    case = make_case(make_person(tree.office))
    stranger = make_actor(make_user(role, tree.far_office))
    assert not queries.visible_to(stranger).exists()
    with pytest.raises(NotAllowed):
        actions.draft(actor=stranger, case_id=case.pk, axis="social", goal="Prendre la place d'un autre")


def test_a_case_goes_on_its_road_and_no_further() -> None:
    case = make_planned()
    actor = focal(case.owner)
    for name in ("fund", "start"):
        with pytest.raises(RuleRefused):
            actions.advance(actor=actor, case_id=case.pk, name=name)
    assert actions.advance(actor=actor, case_id=case.pk, name="submit").state == CaseState.COMMITTEE
    assert actions.advance(actor=actor, case_id=case.pk, name="fund").state == CaseState.FUNDING
    assert actions.advance(actor=actor, case_id=case.pk, name="fund").state == CaseState.FUNDING, "said twice is once"
    with pytest.raises(WrongState):
        actions.advance(actor=actor, case_id=case.pk, name="submit")
    started = actions.advance(actor=actor, case_id=case.pk, name="start", on=TODAY)
    assert (started.state, started.started_on) == (CaseState.START, TODAY)


def test_a_purge_leaves_figures_and_no_word() -> None:
    case = make_planned()
    actions.forget_person(person_id=case.person_id)
    case.refresh_from_db()
    assert case.intake.plan_a == ""
    assert set(case.plans.values_list("goal", flat=True)) == {"-"}
    assert (case.axis, case.intake.children) == ("business", 2)


def test_what_the_journal_says_of_a_case_is_under_the_persons_key() -> None:
    case = make_case(intake={"vulnerabilities": ["trauma"]})
    rows = Entry.objects.filter(subject_id=case.person_id, noun="case_intake")
    assert rows.exists()
    assert all("trauma" not in row.payload for row in rows)
    assert any("trauma" in str(said) for said in journal.contents(list(rows)))
