"""Bars: listed facts alone, a hearing, two people, an appeal to a third; and what they stop."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from baarasira.accounts.enums import Role
from baarasira.candidacies.facts import refusals_of
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import NotAllowed, RuleRefused, WrongState
from baarasira.messaging.models import Call, Message
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.enums import EMPLOYER_FACTS, WORKER_FACTS, BarState
from baarasira.mobility.incidents.models import Bar
from baarasira.mobility.incidents.queries.bars import employer_bar, standing_bar
from baarasira.mobility.incidents.queries.employers import record_of
from baarasira.openings.rules.campaign import opening_findings
from factories import NOW, TODAY, make_actor, make_application, make_campaign, make_opening
from incident_files import bar_data, head, later, make_cost, make_departed, make_incident, make_worker_bar

pytestmark = pytest.mark.django_db
UNTIL = add_months(TODAY, 24) - timedelta(days=1)


def test_r_07_a_worker_is_barred_two_years_and_no_campaign_takes_them_until_then() -> None:
    file = make_departed()
    bar = make_worker_bar(file)
    assert (bar.state, bar.starts_on, bar.ends_on) == (BarState.STANDING, TODAY, UNTIL)
    assert standing_bar(file.person, UNTIL) == bar
    assert standing_bar(file.person, UNTIL + timedelta(days=1)) is None
    other = make_campaign()
    codes = {refusal.criterion for refusal in refusals_of(other, file.person, TODAY)}
    after = {refusal.criterion for refusal in refusals_of(other, file.person, UNTIL + timedelta(days=1))}
    assert codes - after, "the bar alone made the difference"
    told = f"bar:{bar.pk}"
    assert (
        Message.objects.filter(about__startswith=told).count() + Call.objects.filter(about__startswith=told).count()
        == 2
    )


def test_r_07_for_no_other_fact_than_the_three_with_reasons_and_evidence() -> None:
    file = make_departed()
    bar = make_worker_bar(file)
    for fact in (*EMPLOYER_FACTS, "rude", ""):
        with pytest.raises(RuleRefused) as refusal:
            actions.propose_worker_bar(actor=head(file), candidacy_id=file.pk, data=bar_data(fact))
        assert refusal.value.code == "R-07"
        with pytest.raises(IntegrityError), transaction.atomic():
            Bar.objects.filter(pk=bar.pk).update(fact=fact)
    for values in ({"reasons": "court"}, {"evidence": " "}, {"happened_on": TODAY + timedelta(days=1)}):
        with pytest.raises(RuleRefused):
            actions.propose_worker_bar(actor=head(file), candidacy_id=file.pk, data=bar_data(**values))
    assert Bar.objects.count() == 1


def test_r_07_nobody_is_barred_before_the_hearing_or_the_time_given_for_it() -> None:
    file = make_departed()
    bar = actions.propose_worker_bar(actor=head(file), candidacy_id=file.pk, data=bar_data())
    decision = {"bar_id": bar.pk, "barred": True, "decision": "Les faits sont établis."}
    with pytest.raises(RuleRefused) as refusal:
        actions.decide(actor=head(file), **decision)
    assert refusal.value.code == "R-07"
    with pytest.raises(RuleRefused):
        actions.decide(actor=head(file, at=later(days=10)), **decision)
    assert actions.decide(actor=head(file, at=later(days=11)), **decision).state == BarState.STANDING


def test_r_07_two_people_and_an_appeal_to_a_third_who_lifts_it() -> None:
    file = make_departed()
    proposer = head(file)
    bar = actions.propose_worker_bar(actor=proposer, candidacy_id=file.pk, data=bar_data())
    actions.record_hearing(actor=head(file), bar_id=bar.pk, statement="Je conteste les faits.", on=TODAY)
    with pytest.raises(NotAllowed):
        actions.decide(actor=proposer, bar_id=bar.pk, barred=True, decision="Les faits sont établis.")
    decider = head(file)
    bar = actions.decide(actor=decider, bar_id=bar.pk, barred=True, decision="Les faits sont établis.")
    late = head(file, at=later(days=40))
    with pytest.raises(RuleRefused):
        actions.record_appeal(actor=late, bar_id=bar.pk, received_on=late.today, grounds="Je n'ai pas fui.")
    appeal = actions.record_appeal(actor=head(file), bar_id=bar.pk, received_on=TODAY, grounds="Je n'ai pas fui.")
    for actor in (proposer, decider):
        with pytest.raises(NotAllowed):
            actions.decide_appeal(actor=actor, appeal_id=appeal.pk, upheld=True, decision="Le recours est fondé.")
    actions.decide_appeal(actor=head(file), appeal_id=appeal.pk, upheld=True, decision="Le recours est fondé.")
    assert standing_bar(file.person, TODAY) is None
    with pytest.raises(WrongState):
        actions.lift(actor=head(file), bar_id=bar.pk, reason="Levée une seconde fois.")


def test_r_07_somebody_who_never_left_or_whose_return_is_proved_is_not_barred_for_it() -> None:
    stayed = make_application()
    with pytest.raises(RuleRefused):
        actions.propose_worker_bar(actor=head(stayed), candidacy_id=stayed.pk, data=bar_data())


def test_r_08_an_employer_is_barred_for_the_three_facts_and_opens_no_campaign() -> None:
    file = make_departed()
    employer, office = file.opening.employer, file.opening.office
    for fact in WORKER_FACTS:
        with pytest.raises(RuleRefused) as refusal:
            actions.propose_employer_bar(actor=head(file), employer_id=employer.pk, office=office, data=bar_data(fact))
        assert refusal.value.code == "R-08"
    bar = actions.propose_employer_bar(
        actor=head(file), employer_id=employer.pk, office=office, data=bar_data("labour_breach")
    )
    statement = "Nous avons payé avec retard."
    actions.record_hearing(actor=head(file), bar_id=bar.pk, statement=statement, on=TODAY)
    assert employer_bar(employer, TODAY) is None
    actions.decide(actor=head(file), bar_id=bar.pk, barred=True, decision="Salaires impayés constatés.")
    assert employer_bar(employer, UNTIL) is not None
    campaign = file.opening.campaign
    assert "R-08" in {finding.code for finding in opening_findings(campaign, TODAY)}
    assert "R-08" not in {finding.code for finding in opening_findings(campaign, UNTIL + timedelta(days=1))}
    with pytest.raises(RuleRefused):
        make_opening(employer.office, employer=employer, country="ES", region="")
    make_opening(employer.office, employer=employer)


def test_r_08_a_suspension_is_at_once_short_reasoned_and_appealed() -> None:
    file = make_departed()
    given = {"employer_id": file.opening.employer_id, "office": file.opening.office, "data": bar_data("insolvent")}
    with pytest.raises(RuleRefused):
        actions.suspend_employer(actor=head(file), **given, until=add_months(TODAY, 6) + timedelta(days=1))
    bar = actions.suspend_employer(actor=head(file), **given, until=date(2027, 2, 1))
    assert employer_bar(file.opening.employer_id, date(2027, 2, 1)) == bar
    actions.record_appeal(actor=head(file), bar_id=bar.pk, received_on=TODAY, grounds="Nous sommes en activité.")
    with pytest.raises(NotAllowed):
        actions.lift(actor=make_actor(bar.decided_by), bar_id=bar.pk, reason="Levée par moi-même.")


def test_only_the_department_proposes_and_deciders_decide() -> None:
    file = make_departed()
    bar = actions.propose_worker_bar(actor=head(file), candidacy_id=file.pk, data=bar_data())
    actions.record_hearing(actor=head(file), bar_id=bar.pk, statement="Je conteste les faits.", on=TODAY)
    employer = {"employer_id": file.opening.employer_id, "office": file.opening.office, "data": bar_data("insolvent")}
    for role in set(Role) - {Role.MIGRATION_DEPARTMENT}:
        actor = head(file, role=role)
        with pytest.raises(NotAllowed):
            actions.propose_worker_bar(actor=actor, candidacy_id=file.pk, data=bar_data())
        with pytest.raises(NotAllowed):
            actions.propose_employer_bar(actor=actor, **employer)
        if role != Role.DIRECTOR:
            with pytest.raises(NotAllowed):
                actions.decide(actor=actor, bar_id=bar.pk, barred=True, decision="Les faits sont établis.")
            with pytest.raises(NotAllowed):
                actions.suspend_employer(actor=actor, **employer, until=TODAY)
    assert Bar.objects.get().state == BarState.HEARD
    director = head(file, role=Role.DIRECTOR)
    actions.decide(actor=director, bar_id=bar.pk, barred=False, decision="Les faits ne sont pas établis.")
    assert standing_bar(file.person, TODAY) is None


def test_the_record_of_an_employer_adds_its_points_by_hand() -> None:
    file = make_departed()
    employer = file.opening.employer_id
    for kind in ("housing", "unpaid_wage", "unpaid_wage", "accident", "worker_breach"):
        make_incident(file, kind=kind)
    make_cost(file, payee_employer_id=employer)
    record = record_of(employer, NOW.date())
    # housing 1; two wages, one charge: 2; accident 3. The worker's own breach is not the employer's.
    assert record.by_severity == {1: 1, 2: 3, 3: 1, 4: 0}
    assert (record.wages_unpaid, record.flags, record.departed, record.returns_due) == (2, 1, 1, 0)
    assert record.risk == 1 * 1 + 3 * 3 + 1 * 8 + 2 * 10 + 1 * 10


def test_r_14_without_consent_to_messages_a_worker_is_called_and_gets_none() -> None:
    file = make_departed(phones=["76 45 00 00"], consents=("register", "employers"))
    bar = actions.propose_worker_bar(actor=head(file), candidacy_id=file.pk, data=bar_data())
    about = f"bar:{bar.pk}:propose"
    assert not Message.objects.filter(about=about).exists()
    assert Call.objects.get(about=about).person_id == file.person_id
