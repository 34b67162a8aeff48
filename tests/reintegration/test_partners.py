"""Partners see what is referred to them and nothing else; the owner stays who it was until another takes the case over."""

from datetime import timedelta

import pytest

from baarasira.accounts.enums import Role
from baarasira.doubles import holds, moving
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.kernel.models import Entry
from baarasira.people.actions.rights import set_consent
from baarasira.reintegration.cases import actions
from baarasira.reintegration.cases.enums import ReferralState
from baarasira.reintegration.cases.inputs import SignalData
from baarasira.reintegration.cases.models import Case, Referral
from baarasira.reintegration.cases.queries import cases as case_queries
from baarasira.reintegration.cases.queries import partners as queries
from factories import NOW, make_actor, make_person, make_tree, make_user
from returning import consent, focal, make_body, make_case, make_planned, make_referral, partner_user

pytestmark = pytest.mark.django_db


def codes(error: pytest.ExceptionInfo[RuleRefused]) -> set[str]:
    return {finding.code for finding in error.value.findings}


def refer(case: Case, body_id: object, need: str = "funding") -> Referral:
    return actions.refer(
        actor=focal(case.owner), case_id=case.pk, body_id=body_id, need=need, words="Financer le projet d'élevage."
    )


def test_r_13_no_file_is_shown_without_a_data_agreement_a_receipt_and_the_persons_consent() -> None:
    case = make_case()
    abroad = make_body(agreed=False)
    with pytest.raises(RuleRefused) as error:
        refer(case, abroad.pk)
    assert codes(error) == {"data_agreement", "R-13", "partner_consent"}
    home = make_body(country="ML", name="Agence pour l'emploi des jeunes")
    with pytest.raises(RuleRefused) as error:
        refer(case, home.pk)
    assert codes(error) == {"partner_consent"}
    consent(case, home)
    assert refer(case, home.pk).state == ReferralState.SENT


def test_a_partner_sees_the_file_while_it_is_referred_and_only_that_one() -> None:
    case, other = make_case(), make_case()
    body, stranger = make_body(country="ML"), make_body(country="ML")
    made = make_referral(case, body)
    inside, outside = make_actor(partner_user(body)), make_actor(partner_user(stranger))
    assert [row.case for row in queries.referred_to(inside)] == [case]
    assert not queries.referred_to(outside).exists()
    assert not case_queries.visible_to(inside).exists(), "referred is not owned"
    assert other.pk not in {row.case_id for row in queries.referred_to(inside)}
    with pytest.raises(NotAllowed):
        actions.accept(actor=outside, referral_id=made)
    actions.accept(actor=inside, referral_id=made)
    actions.report(actor=inside, referral_id=made, words="Projet reçu, visite faite à Kayes.")
    actions.hand_back(actor=inside, referral_id=made, words="Financement accordé, dossier rendu.")
    with pytest.raises(Referral.DoesNotExist):
        queries.readable(inside, made)
    case.refresh_from_db()
    assert case.owner_id == Case.objects.get(pk=case.pk).owner_id != body.structure_id
    assert "visite faite" in Referral.objects.get(pk=made).report


def test_a_referral_refused_is_seen_by_the_service_and_directed_elsewhere() -> None:
    case = make_case()
    body, next_one = make_body(country="ML"), make_body(country="ML")
    made = make_referral(case, body)
    partner = make_actor(partner_user(body))
    actions.refuse(actor=partner, referral_id=made, motive="no_means", words="Plus de crédit cette année.")
    with pytest.raises(WrongState):
        actions.accept(actor=partner, referral_id=made)
    assert [row.pk for row in case_queries.refused_and_open(focal(case.owner))] == [made]
    make_referral(case, next_one)
    assert not case_queries.refused_and_open(focal(case.owner)).exists()


def test_the_specialised_referral_that_waits_is_the_one_that_is_sent() -> None:
    case = make_case(intake={"vulnerabilities": ["trauma"]})
    body = make_body(country="ML")
    waiting = case.referrals.get()
    assert make_referral(case, body, "psychosocial") == waiting.pk
    with pytest.raises(RuleRefused) as error:
        refer(case, body.pk, "psychosocial")
    assert codes(error) == {"refer_twice"}


def test_a_partner_receives_files_for_what_it_is_for() -> None:
    case = make_case()
    centre = make_body(country="ML", needs=["health"])
    consent(case, centre)
    with pytest.raises(RuleRefused) as error:
        refer(case, centre.pk, "funding")
    assert codes(error) == {"refer_need"}


def test_consent_taken_back_hides_the_file_at_once_from_one_partner_or_from_all() -> None:
    case = make_case()
    one, two = make_body(country="ML"), make_body(country="ML")
    first, second = make_referral(case, one), make_referral(case, two)
    consent(case, one, given=False)
    assert Referral.objects.get(pk=first).state == ReferralState.WITHDRAWN
    assert Referral.objects.get(pk=second).state == ReferralState.SENT
    later = NOW + timedelta(hours=1)
    agent = make_actor(role=Role.FOCAL_POINT, structure=case.person.office, at=later)
    for given in (True, False):
        set_consent(actor=agent, person_id=case.person_id, purpose="partners", given=given, how="oral")
    assert Referral.objects.get(pk=second).state == ReferralState.WITHDRAWN
    with pytest.raises(RuleRefused):
        refer(case, two.pk)


def test_r_16_a_transfer_changes_the_owner_once_another_person_takes_it() -> None:
    tree = make_tree()
    case = make_case(make_person(tree.office))
    actor = focal(tree.office)
    row = actions.ask_transfer(
        actor=actor, case_id=case.pk, target_id=tree.far_office.pk, reason="La personne vit à Gao."
    )
    case.refresh_from_db()
    assert case.owner == tree.office, "asked is not done"
    with pytest.raises(NotAllowed):
        actions.answer_transfer(actor=actor, transfer_id=row.pk, taken=True)
    both = make_user(Role.FOCAL_POINT, tree.root)
    actions.answer_transfer(actor=make_actor(both), transfer_id=row.pk, taken=True)
    case.refresh_from_db()
    assert case.owner == tree.far_office
    assert not case_queries.visible_to(actor).exists()
    assert case_queries.visible_to(focal(tree.far_office)).get() == case
    with pytest.raises(RuleRefused):
        actions.answer_transfer(
            actor=make_actor(both), transfer_id=row.pk, taken=False, words="Trop tard pour décliner."
        )


def test_a_transfer_declined_leaves_the_case_where_it_was() -> None:
    tree = make_tree()
    case = make_case(make_person(tree.office))
    row = actions.ask_transfer(
        actor=focal(tree.office), case_id=case.pk, target_id=tree.far_office.pk, reason="La personne vit à Gao."
    )
    actions.answer_transfer(
        actor=focal(tree.far_office), transfer_id=row.pk, taken=False, words="Elle vit toujours à Kayes."
    )
    case.refresh_from_db()
    assert case.owner == tree.office
    assert not case.transfers.filter(taken__isnull=True).exists()


def test_a_transfer_to_a_partner_asks_what_a_referral_asks() -> None:
    case = make_case()
    body = make_body(agreed=False, country="ML")
    with pytest.raises(RuleRefused) as error:
        actions.ask_transfer(
            actor=focal(case.owner),
            case_id=case.pk,
            target_id=body.structure_id,
            reason="Le partenaire suit ce projet.",
        )
    assert codes(error) == {"data_agreement", "partner_consent"}


def test_a_return_is_never_recorded_straight_at_a_partner() -> None:
    tree = make_tree()
    body, person = make_body(country="ML"), make_person(tree.office)
    with pytest.raises(RuleRefused) as error:
        actions.signal(
            actor=focal(tree.office), person_id=person.pk, owner_id=body.structure_id, data=SignalData(source="self")
        )
    assert codes(error) == {"owner_partner"}


def test_a_partner_that_took_a_case_over_owns_it() -> None:
    case = make_case()
    body = make_body(country="ML")
    made = make_referral(case, body)
    row = actions.ask_transfer(
        actor=focal(case.owner), case_id=case.pk, target_id=body.structure_id, reason="Le partenaire suit ce projet."
    )
    partner = make_actor(partner_user(body))
    actions.answer_transfer(actor=partner, transfer_id=row.pk, taken=True)
    assert case_queries.visible_to(partner).get() == case
    assert Referral.objects.get(pk=made).state == ReferralState.WITHDRAWN


def test_only_named_carers_read_notes_and_each_reading_is_in_the_journal() -> None:
    case = make_case()
    carer, other = make_user(Role.CARER, case.owner), make_user(Role.CARER, case.owner)
    named = actions.name_carer(actor=focal(case.owner), case_id=case.pk, user_id=carer.pk)
    words = "Insomnies depuis la traversée du désert."
    note = actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="psychosocial", text=words)
    assert words not in note.sealed
    assert not Entry.objects.filter(payload__contains="Insomnies").exists()
    before = Entry.objects.filter(verb="care_note.read").count()
    assert [row.text for row in actions.read_notes(actor=make_actor(carer), case_id=case.pk)] == [words]
    assert Entry.objects.filter(verb="care_note.read", subject_id=case.person_id).count() == before + 1
    for stranger in (make_actor(other), focal(case.owner), make_actor(role=Role.DIRECTOR, structure=case.owner)):
        with pytest.raises(NotAllowed):
            actions.read_notes(actor=stranger, case_id=case.pk)
    actions.end_carer(actor=focal(case.owner), carer_id=named.pk)
    with pytest.raises(NotAllowed):
        actions.read_notes(actor=make_actor(carer), case_id=case.pk)


def test_nobody_names_themselves_nor_somebody_without_the_role() -> None:
    case = make_case()
    both = make_user(Role.FOCAL_POINT, case.owner)
    with pytest.raises(NotAllowed):
        actions.name_carer(actor=make_actor(both), case_id=case.pk, user_id=both.pk)
    with pytest.raises(RuleRefused):
        actions.name_carer(actor=focal(case.owner), case_id=case.pk, user_id=make_user(Role.COUNSELLOR, case.owner).pk)


def test_the_notes_of_a_purged_person_are_gone() -> None:
    case = make_case()
    carer = make_user(Role.CARER, case.owner)
    actions.name_carer(actor=focal(case.owner), case_id=case.pk, user_id=carer.pk)
    actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="health", text="Traitement suivi à l'hôpital.")
    actions.forget_person(person_id=case.person_id)
    assert [row.text for row in actions.read_notes(actor=make_actor(carer), case_id=case.pk)] == [None]


def test_the_notes_of_care_stay_readable_when_two_files_are_merged_and_parted_again() -> None:
    case = make_case()
    carer = make_user(Role.CARER, case.owner)
    actions.name_carer(actor=focal(case.owner), case_id=case.pk, user_id=carer.pk)
    before, after = "Insomnies depuis la traversée.", "Elle dort mieux depuis un mois."
    actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="psychosocial", text=before)
    moved = moving.move(make_person(case.owner), case.person)
    actions.write_note(actor=make_actor(carer), case_id=case.pk, kind="psychosocial", text=after)
    for _merged in (True, False):
        assert [row.text for row in actions.read_notes(actor=make_actor(carer), case_id=case.pk)] == [before, after]
        moving.move_back(moved)


def test_a_signed_plan_makes_a_merge_need_a_second_agent() -> None:
    case = make_case()
    assert not holds.held_by([case.person_id])
    make_planned(case)
    assert [case.number in str(hold.sentence) for hold in holds.held_by([case.person_id])] == [True]
