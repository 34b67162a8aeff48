"""The case of 2016 (domain.md 0.5): an agreement suspended after adverse consular information, and its lifting.

Everybody not yet departed stands still in one stroke, is told, and later goes on exactly from where they were; those abroad
go on all the while.
"""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import OpinionData
from baarasira.cooperation.enums import OpinionSense
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor, system
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.messaging import campaign_notices
from baarasira.messaging.models import Call, Message
from baarasira.openings import campaign_queries
from baarasira.openings.actions import suspend_campaign
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from factories import NOW, TODAY, make_actor, make_applicant, make_application, make_campaign, make_tree, make_user
from road_travel import travel

pytestmark = pytest.mark.django_db
REASON = "Informations consulaires défavorables sur les conditions d'accueil."
LATER = NOW + timedelta(days=20)


def standing(campaign: Campaign) -> list[tuple[object, ...]]:
    """Everything that says where the files stand, but the deadlines."""
    files = Candidacy.objects.filter(opening=campaign.pk).order_by("id")
    steps = CandidacyStep.objects.filter(candidacy__opening=campaign.pk).order_by("candidacy_id", "position")
    return [
        *files.values_list("pk", "state", "step", "outcome", "departed_on"),
        *steps.values_list("pk", "key", "ending", "values", "staged_ending", "staged_by", "closed_at"),
    ]


def suspend(campaign: Campaign, actor: Actor) -> None:
    opinion = OpinionData(sense=OpinionSense.ADVERSE, given_on=actor.today, reference="Lettre consulaire 7")
    assert campaign.agreement is not None
    cooperation.suspend(
        actor=actor, agreement=campaign.agreement, reason=REASON, document="Décision 2016-031", opinion=opinion
    )


def lift(campaign: Campaign, at: object = LATER) -> None:
    agreement = campaign.agreement
    assert agreement is not None
    one, other = (make_actor(role=Role.MIGRATION_DEPARTMENT, structure=agreement.office, at=LATER) for _n in range(2))
    words = {"reason": "Les contrats ont été corrigés et vérifiés.", "document": "Décision 2016-058"}
    cooperation.ask_lifting(actor=one, agreement=agreement, **words)
    with pytest.raises(NotAllowed):
        cooperation.confirm_lifting(actor=one, agreement=agreement)
    cooperation.confirm_lifting(actor=other, agreement=agreement)


def officer(campaign: Campaign) -> Actor:
    return make_actor(role=Role.COOPERATION_OFFICER, structure=campaign.opening.office)


def test_one_stroke_stops_everybody_not_departed_and_the_lifting_puts_all_back_where_it_was() -> None:
    tree = make_tree()
    campaign = make_campaign()
    reached = make_application(campaign, make_applicant(tree.office, phones=["76 45 00 00"]))
    silent = make_application(campaign, make_applicant(tree.far_office))
    moved = make_application(campaign, make_applicant(tree.office, phones=["76 45 00 01"]))
    travel(moved, "complete")
    abroad = make_application(campaign, make_applicant(tree.office, phones=["76 45 00 02"]))
    travel(abroad, "to:suivi")
    gone = make_application(campaign, make_applicant(tree.office))
    actions.withdraw_file(actor=make_actor(structure=tree.office), candidacy_id=gone.pk)
    before = standing(campaign)
    due = reached.steps.get(closed_at=None).due_at

    suspend(campaign, officer(campaign))

    stopped = set(Candidacy.objects.filter(frozen_on=TODAY).values_list("pk", flat=True))
    assert stopped == {reached.pk, silent.pk, moved.pk}
    assert campaign_queries.one(campaign.pk).state == CampaignState.SUSPENDED
    assert standing(campaign) == before
    # Each is told: by a message, or by a call to make where no message goes.
    told = Message.objects.filter(template="campaign.stop")
    assert set(told.values_list("address", flat=True)) == {"+22376450000", "+22376450001"}
    assert all("suspendue" in message.text and "gratuite" in message.text for message in told)
    call = Call.objects.get(template="campaign.stop")
    assert (call.person_id, call.office_id) == (silent.person_id, tree.far_office.pk)
    assert call.due_on <= TODAY + timedelta(days=1)
    # Nothing moves, whoever asks; nobody applies.
    focal = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    with pytest.raises(WrongState, match="suspendue"):
        actions.close_step(
            actor=focal, candidacy_id=reached.pk, ending="complete", values={"presented": ["identite", "experience"]}
        )
    with pytest.raises(WrongState, match="suspendue"):
        make_application(campaign, make_applicant(tree.office))
    # The clock ends nobody's step meanwhile, whatever its deadline.
    actions.tick(actor=system(LATER))
    assert standing(campaign) == before

    lift(campaign)

    assert not Candidacy.objects.filter(frozen_on__isnull=False).exists()
    assert campaign_queries.one(campaign.pk).state == CampaignState.OPEN
    assert standing(campaign) == before
    after = reached.steps.get(closed_at=None).due_at
    assert due is not None
    assert after == due + timedelta(days=20)
    assert Message.objects.filter(template="campaign.resume").count() == 2
    actions.close_step(
        actor=make_actor(role=Role.FOCAL_POINT, structure=tree.office, at=LATER),
        candidacy_id=reached.pk,
        ending="complete",
        values={"presented": ["identite", "experience"]},
    )


def test_somebody_abroad_goes_on_while_the_agreement_is_suspended() -> None:
    tree = make_tree()
    campaign = make_campaign()
    candidacy = make_application(campaign, make_applicant(tree.office))
    travel(candidacy, "to:suivi")
    suspend(campaign, officer(campaign))
    candidacy.refresh_from_db()
    assert (candidacy.frozen_on, candidacy.step) == (None, "suivi")
    focal = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    actions.close_step(actor=focal, candidacy_id=candidacy.pk, ending="completed")
    proof = {"on": TODAY, "proof": "consulate"}
    actions.close_step(actor=focal, candidacy_id=candidacy.pk, ending="returned", values=proof)
    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.outcome) == (CandidacyState.ENDED, "retour-prouve")


def test_an_adverse_opinion_stops_a_file_only_where_the_agreement_needs_a_favourable_one() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    travel(candidacy, "to:autorisation")
    suspend(campaign, officer(campaign))
    lift(campaign)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office, at=LATER)
    granted = {"actor": head, "candidacy_id": candidacy.pk, "ending": "granted"}
    values = {"on": TODAY, "reference": "NIE-2026-1"}
    Agreement.objects.update(needs_opinion=True)
    with pytest.raises(RuleRefused, match="défavorable"):
        actions.close_step(**granted, values=values)
    Agreement.objects.update(needs_opinion=False)
    actions.close_step(**granted, values=values)
    candidacy.refresh_from_db()
    assert candidacy.step == "contrat"


def test_files_stopped_twice_move_again_when_both_suspensions_are_lifted() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    suspend_campaign(actor=head, campaign=campaign, reason="Vérification de l'employeur.", reference="Décision 4")
    suspend(campaign, officer(campaign))
    lift(campaign)
    candidacy.refresh_from_db()
    assert candidacy.frozen_on == TODAY
    assert campaign_queries.one(campaign.pk).state == CampaignState.SUSPENDED


def test_a_file_stopped_may_still_be_withdrawn() -> None:
    campaign = make_campaign()
    candidacy = make_application(campaign)
    suspend(campaign, officer(campaign))
    actions.withdraw_file(actor=make_actor(structure=candidacy.office), candidacy_id=candidacy.pk)
    candidacy.refresh_from_db()
    assert (candidacy.outcome, candidacy.frozen_on) == ("desistement", None)


def test_those_not_told_within_the_act_are_told_by_the_clock_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign_notices, "AT_ONCE", 1)
    tree = make_tree()
    campaign = make_campaign()
    for number in range(3):
        make_application(campaign, make_applicant(tree.office, phones=[f"76 45 00 0{number}"]))
    suspend(campaign, officer(campaign))
    assert Message.objects.filter(template="campaign.stop").count() == 1
    assert campaign_notices.tell_rest(actor=system(NOW)) == 2
    assert campaign_notices.tell_rest(actor=system(NOW)) == 0
    assert Message.objects.filter(template="campaign.stop").count() == 3


def test_the_database_refuses_a_file_stopped_after_its_departure() -> None:
    candidacy = make_application()
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.objects.filter(pk=candidacy.pk).update(frozen_on=TODAY, departed_on=TODAY)


def test_a_suspension_without_its_document_stops_nothing() -> None:
    campaign = make_campaign()
    head = make_actor(make_user(Role.DIRECTOR, campaign.opening.office))
    with pytest.raises(RuleRefused):
        suspend_campaign(actor=head, campaign=campaign, reason="Une raison assez longue.", reference="")
    assert campaign_queries.one(campaign.pk).state == CampaignState.OPEN
