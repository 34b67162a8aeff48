"""Costs: who paid what; what nobody may charge opens an incident, a claim and a flag by itself."""

from fractions import Fraction

import pytest

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation import actions as cooperation
from baarasira.cooperation.details import TermData
from baarasira.kernel.actor import EVERYWHERE
from baarasira.kernel.errors import NotAllowed, RuleRefused
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.actions.costs import in_francs
from baarasira.mobility.incidents.enums import ClaimState, CostItem, IncidentKind, IncidentState
from baarasira.mobility.incidents.models import Cost, Incident, RecruiterFlag, RefundClaim
from baarasira.mobility.incidents.queries import costs as queries
from factories import TODAY, make_actor
from incident_files import close, head, make_cost, make_departed, make_incident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("item", ["fee", "illegitimate"])
def test_r_25_a_fee_paid_by_the_worker_opens_an_incident_a_claim_and_a_flag_in_the_same_act(item: str) -> None:
    file = make_departed()
    cost = make_cost(file, item=item)
    incident = Incident.objects.get(origin="cost", origin_id=cost.pk)
    assert (incident.kind, incident.person_id, incident.state) == (
        IncidentKind.ILLEGAL_CHARGE, file.person_id, IncidentState.REPORTED,
    )  # fmt: skip
    claim = RefundClaim.objects.get()
    assert (claim.amount, claim.currency, claim.state, claim.incident_id) == (150_000, "XOF", "opened", incident.pk)
    assert RecruiterFlag.objects.get().name == "Sarl Voyages du Sahel"


def test_r_25_a_failure_of_the_remedy_loses_the_cost_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    file = make_departed()

    def broken(*_args: object) -> None:
        raise RuntimeError("flag")

    monkeypatch.setattr("baarasira.mobility.incidents.actions.costs._flag", broken)
    with pytest.raises(RuntimeError):
        make_cost(file)
    assert not Cost.objects.exists()
    assert not Incident.objects.exists()


def test_r_01_whatever_the_worker_pays_for_the_selection_is_a_fee_and_no_other_payer_is_a_breach() -> None:
    file = make_departed()
    for payer in ("employer", "home_state", "donor", "intermediary", "destination_state"):
        make_cost(file, payer=payer)
    for item in set(CostItem) - {CostItem.FEE, CostItem.ILLEGITIMATE}:
        make_cost(file, item=item)
    assert not Incident.objects.exists(), "a passport paid by the worker is recorded, and is no breach (A.4)"
    make_cost(file)
    assert Incident.objects.count() == 1


def test_what_the_agreement_puts_on_the_employer_and_the_worker_paid_is_claimed_back() -> None:
    file = make_departed()
    agreement = file.opening.campaign.agreement
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=agreement.office)
    cooperation.set_term(
        actor=officer, agreement=agreement, term=TermData(kind="travel_out", payer="employer"), amendment="Avenant 2"
    )
    make_cost(file, item="travel", phase="on_the_way")
    assert Incident.objects.get().kind == IncidentKind.ILLEGAL_CHARGE
    make_cost(file, item="fee", phase="from_wage")
    assert Incident.objects.filter(kind=IncidentKind.ILLEGAL_DEDUCTION).count() == 1


def test_a_claim_stands_until_the_worker_has_all_the_money_and_keeps_the_incident_open() -> None:
    file = make_departed()
    make_cost(file)
    claim, incident, actor = RefundClaim.objects.get(), Incident.objects.get(), head(file)
    actions.take(actor=actor, incident_id=incident.pk)
    with pytest.raises(RuleRefused) as refusal:
        actions.resolve(actor=actor, incident_id=incident.pk, outcome="L'employeur a promis.")
    assert refusal.value.code == "claim_open"
    actions.ask_refund(actor=actor, claim_id=claim.pk, reference="Lettre 12")
    given = {"actor": actor, "claim_id": claim.pk, "paid_on": TODAY, "reference": "Orange Money 7"}
    part = actions.record_repayment(**given, amount=50_000)
    assert (part.state, part.repaid) == (ClaimState.PART_REPAID, 50_000)
    with pytest.raises(RuleRefused):
        actions.record_repayment(**given, amount=100_001)
    assert actions.record_repayment(**given, amount=100_000).state == ClaimState.REPAID
    assert actions.resolve(actor=actor, incident_id=incident.pk, outcome="Tout est remboursé.").state == "resolved"


def test_r_16_a_claim_is_abandoned_by_two_people() -> None:
    file = make_departed()
    make_cost(file)
    claim, one, other = RefundClaim.objects.get(), head(file), head(file)
    with pytest.raises(RuleRefused):
        actions.abandon(actor=other, claim_id=claim.pk)
    actions.ask_abandon(actor=one, claim_id=claim.pk, reason="Le recruteur a disparu.")
    with pytest.raises(NotAllowed):
        actions.abandon(actor=one, claim_id=claim.pk)
    assert actions.abandon(actor=other, claim_id=claim.pk).state == ClaimState.ABANDONED


def test_a_line_recorded_by_mistake_is_withdrawn_not_while_it_claims_a_refund() -> None:
    file = make_departed()
    plain = make_cost(file, item="papers")
    actions.withdraw_cost(actor=head(file), cost_id=plain.pk, reason="Saisie deux fois par erreur.")
    cost = make_cost(file)
    with pytest.raises(RuleRefused):
        actions.withdraw_cost(actor=head(file), cost_id=cost.pk, reason="Saisie deux fois par erreur.")
    assert queries.totals(Cost.objects.all()).declared == 150_000


def test_a_cost_without_sense_is_refused_beside_its_field() -> None:
    file = make_departed()
    for values, field in (
        ({"amount": 0}, "amount"),
        ({"currency": "ZZZ"}, "currency"),
        ({"paid_on": TODAY.replace(year=TODAY.year + 1)}, "paid_on"),
        ({"payee": " "}, "payee"),
        ({"proof": "receipt"}, "reference"),
        ({"item": "gift"}, "item"),
    ):
        with pytest.raises(RuleRefused) as refusal:
            make_cost(file, **values)
        assert field in {finding.field for finding in refusal.value.findings}
    assert not Cost.objects.exists()


def test_only_the_roles_of_the_table_record_costs() -> None:
    file = make_departed()
    may = {Role.COUNSELLOR, Role.FOCAL_POINT, Role.MIGRATION_DEPARTMENT, Role.COOPERATION_OFFICER}
    for role in set(Role) - may:
        with pytest.raises(NotAllowed):
            make_cost(file, actor=head(file, role=role))
    assert not Cost.objects.exists()
    for role in may:
        make_cost(file, actor=head(file, role=role), item="papers")
    assert Cost.objects.count() == len(may)


def test_francs_follow_the_fixed_parity_and_no_rate_is_invented() -> None:
    assert in_francs(10_000, "EUR") == 65_596  # 100.00 € at 655.957
    assert in_francs(40_000, "XOF") == 40_000
    assert in_francs(100, "SAR") is None


def test_sdg_10_7_1_mean_and_median_by_hand_with_the_seasonal_apart() -> None:
    first = make_departed()
    files: list[Candidacy] = [first]
    for name in ("Sow", "Bah"):
        files.append(make_departed(campaign=first.opening.campaign, office=first.person.office, surname=name))
    for file, paid, earned in zip(files, (100_000, 0, 50_000), (400_000, 500_000, 500_000), strict=True):
        if paid:
            make_cost(file, item="papers", amount=paid)
        actions.record_first_earning(
            actor=head(file), candidacy_id=file.pk, month=TODAY.replace(day=1), amount=earned, currency="XOF",
            proof="receipt",
        )  # fmt: skip
        close(file, "return", "returned", on=TODAY.isoformat(), proof="consulate")
    standard, seasonal = queries.recruitment_cost(EVERYWHERE, TODAY.replace(day=1), TODAY)
    assert (standard.workers, standard.counted, standard.mean) == (0, 0, None), "Spain's season lies outside 10.7.1"
    # 100/400, 0/500, 50/500: mean 7/60, median 1/10
    assert (seasonal.workers, seasonal.counted) == (3, 3)
    assert (seasonal.mean, seasonal.median) == (Fraction(7, 60), Fraction(1, 10))


def test_a_cost_of_another_person_s_file_is_refused() -> None:
    file, other = make_departed(), make_departed(surname="Sangaré")
    with pytest.raises(RuleRefused):
        make_cost(file, candidacy_id=other.pk)
    make_incident(file)
