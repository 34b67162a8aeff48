"""The indicators M01–M18 on a small case counted by hand, and what is held back."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from agents import agent
from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import EVERYWHERE, Scope
from baarasira.kernel.models import Move
from baarasira.mobility.contracts.models import ContractCheck, WorkContract
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.models import Incident
from baarasira.openings.models import Campaign
from baarasira.programmes.kinds import ReturnProof
from baarasira.statistics.indicators import Figure, Unit
from baarasira.statistics.migration import DAYS_IN_MONTH, MIGRATION, days_abroad, figures, hold, incidents_by_kind
from baarasira.statistics.scopes import Period
from factories import NOW, TODAY, make_campaign, make_territory, make_tree
from incident_files import close, head, make_contract, make_cost, make_departed, make_incident, make_journey

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2026, 11, 1), date(2026, 12, 31))
LEFT = TODAY


def move(contract: WorkContract, transition: str, target: str, *, days: int = 0) -> None:
    Move.objects.create(
        at=NOW + timedelta(days=days), noun="contract", object_id=contract.pk, transition=transition,
        source="under_review", target=target, actor_label="essai",
    )  # fmt: skip


@pytest.fixture
def case() -> list[Candidacy]:
    """Four people of one campaign of 45 seats: three women and a man; all left on 23 November."""
    make_territory("ML-1", "Kayes")
    campaign = make_campaign(seats=4)
    office = make_tree().office
    made = []
    for name, sex, region in (("Sow", "F", "ML-4"), ("Bah", "F", "ML-4"), ("Diop", "F", "ML-4"), ("Ba", "M", "ML-1")):
        make_territory(region)
        made.append(make_departed(campaign=campaign, office=office, surname=name, sex=sex, region=region))
    Campaign.objects.filter(pk=campaign.pk).update(closes_on=date(2026, 12, 8))
    return made


def test_m01_to_m05_applicants_yields_equity_women_and_delay(case: list[Candidacy]) -> None:
    for file, ending in zip(case, ("selected", "selected", "selected", "reserve"), strict=True):
        close(file, "selection", ending)
    for file in case:
        close(file, "medical", "fit", on=TODAY.isoformat())
    found = figures(EVERYWHERE, PERIOD)
    assert found["M01"].value == 1.0, "four applied for four seats"
    assert found["M02S"].value == 0.75
    assert found["M02M"].held, "four went through: nobody's health is shown"
    assert found["M02V"].value is None
    # aimed: 2 seats of 4 for each region; left: three of Ségou, one of Kayes → (1/4 + 1/4) / 2
    assert found["M03"].value == 0.25
    assert (found["M04A"].value, found["M04S"].value, found["M04D"].value) == (0.75, 1.0, 0.75)
    assert found["M05"].value == (LEFT - case[0].opening.received_on).days


def test_m06_and_m15_contracts_at_their_first_review_and_their_wages(case: list[Candidacy]) -> None:
    contracts = [make_contract(file) for file in case]
    move(contracts[0], "grant", "granted")
    move(contracts[1], "return", "draft")
    move(contracts[1], "grant", "granted", days=3)
    move(contracts[2], "reserve", "granted_with_reservations")
    move(contracts[3], "refuse", "refused", days=-60)
    signed = WorkContract.objects.filter(pk__in=[row.pk for row in contracts[:3]])
    seal = {"text_sha256": "0" * 64, "approved_sha256": "0" * 64, "signed_sha256": "0" * 64}
    signed.update(signed_on=TODAY, signature_way="hand", **seal)
    for contract, outcome in zip(contracts, ("passed", "failed", "unknown", "passed"), strict=True):
        ContractCheck.objects.create(
            contract=contract, moment="verdict", position=1, clause="C05", rule="minimum_wage", outcome=outcome,
            blocking=True, sentence="-", made_at=NOW,
        )  # fmt: skip
    found = figures(EVERYWHERE, PERIOD)
    assert found["M06"].value == pytest.approx(1 / 3), "one at once, one sent back first, one with reservations"
    assert found["M15"].value == 0.5, "what cannot be compared, and what is not signed, is not counted"


def test_m07_to_m11_sessions_arrivals_posts_returns_and_recalls(case: list[Candidacy]) -> None:
    close(case[0], "session", "completed", on=TODAY.isoformat())
    close(case[1], "session", "failed", on=TODAY.isoformat())
    late = close(case[1], "arrival", "arrived", on=TODAY.isoformat())
    late.closed_at = NOW + timedelta(days=8)
    late.save()
    close(case[0], "arrival", "arrived", on=TODAY.isoformat())
    close(case[0], "follow_up", "completed")
    close(case[1], "follow_up", "interrupted")
    close(case[0], "return", "returned", on=TODAY.isoformat(), proof="consulate")
    close(case[1], "return", "returned", on=TODAY.isoformat(), proof="border")
    close(case[2], "return", "not_returned")
    found = figures(EVERYWHERE, PERIOD)
    assert found["M07"].value == 0.25
    assert found["M08"].value == 0.25, "one within seven days, one after eight, two never"
    assert found["M09"].value == 0.5
    assert found["M10"].value == pytest.approx(2 / 3)
    assert {code: found[f"M10.{code}"].over for code in ReturnProof.values} == {
        "consulate": 1, "service": 0, "employer": 0, "border": 1,
    }  # fmt: skip
    assert found["M11"].value is None

    given = {"stage": "back", "returned_on": TODAY, "return_proof": "consulate", "authorisation_number": "A1"}
    able = [make_journey(file, **given, authorisation_until=date(2029, 1, 1)) for file in case[:3]]
    make_journey(case[3], **given, authorisation_until=date(2026, 11, 30))
    again = make_departed(campaign=make_campaign(), surname="Touré")
    make_journey(again, follows=able[0])
    assert figures(EVERYWHERE, PERIOD)["M11"].value == pytest.approx(1 / 3), (
        "two could be, one was; one had no right left"
    )


def test_m12_and_m13_incidents_by_worker_month_and_in_time(case: list[Candidacy]) -> None:
    make_journey(case[0], stage="back", returned_on=date(2026, 12, 2), return_proof="border")  # 10 days
    for file in case[1:]:
        make_journey(file)  # 39 days each, to the end of the period
    assert days_abroad(EVERYWHERE, PERIOD) == 10 + 3 * 39
    first, second = make_incident(case[0]), make_incident(case[1], kind="housing")
    make_incident(case[2], kind="worker_breach")
    for incident, days in ((first, 1), (second, 4)):
        actor = head(case[0], at=NOW + timedelta(days=days))
        actions.take(actor=actor, incident_id=incident.pk)
        actions.resolve(actor=actor, incident_id=incident.pk, outcome="Le différend est réglé.")
    found = figures(EVERYWHERE, PERIOD)
    assert found["M12"].value == pytest.approx(100 * 2 / (127 / DAYS_IN_MONTH))
    assert found["M13"].value == 0.5, "one within 48 hours, one after 72"


def test_m14_m16_m17_m18_costs_savings_channels_and_cover(case: list[Candidacy]) -> None:
    make_cost(case[0], item="papers", amount=30_000)
    make_cost(case[1], item="papers", amount=10_000)
    make_cost(case[1], item="travel", payer="employer", amount=400_000)
    for file, knows, sent in zip(case, (True, False, True, None), (50_000, None, 80_000, 20_000), strict=True):
        actions.record_survey(actor=head(file), candidacy_id=file.pk, asked_on=TODAY, knows_channel=knows, sent=sent)
    make_journey(case[0], social_security_on=TODAY + timedelta(days=2))
    make_journey(case[1], social_security_on=TODAY + timedelta(days=8))
    found = figures(EVERYWHERE, PERIOD)
    assert (found["M14"].value, found["M14Z"].value) == (10_000, 0.5)
    assert found["M16"].value == 50_000
    assert found["M17"].value == pytest.approx(2 / 3)
    assert found["M18"].value == 5


def test_small_counts_of_health_and_violence_are_put_together_and_held(case: list[Candidacy]) -> None:
    for kind in ("violence", "accident", "unpaid_wage"):
        make_incident(case[0], kind=kind)
    kinds = dict(incidents_by_kind(EVERYWHERE, PERIOD))
    assert set(kinds) == {"unpaid_wage", ""}
    assert kinds[""].held
    assert (kinds[""].over, kinds[""].value) == (0, None)
    for _n in range(4):
        make_incident(case[0], kind="accident")
    kinds = dict(incidents_by_kind(EVERYWHERE, PERIOD))
    assert kinds["accident"].over == 5
    assert kinds[""].held, "the one of violence stays held"
    assert hold(Figure("M02M", 0.9, Unit.SHARE, 19, 20), 5).held, "one unfit among twenty would be known"
    assert not hold(Figure("M02M", 1.0, Unit.SHARE, 20, 20), 5).held
    assert Incident.objects.count() == 7


def test_another_territory_and_another_period_count_nothing(case: list[Candidacy]) -> None:
    make_incident(case[0])
    nowhere = Scope(structures=frozenset({make_tree().far_office.pk}))
    for found in (figures(nowhere, PERIOD), figures(EVERYWHERE, Period(date(2025, 1, 1), date(2025, 1, 31)))):
        assert all(not figure.over for figure in found.values())


def test_the_page_and_the_spreadsheet_show_every_indicator(case: list[Candidacy]) -> None:
    make_incident(case[0], kind="violence")
    client = agent(Role.DIRECTOR, case[0].opening.office)
    answer = client.get("/statistiques/migration/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "non communiqué" in page
    assert "ODD 10.7.1" in page
    for indicator in MIGRATION.values():
        assert str(indicator.label).split(" ")[0] in page
    sheet = client.get("/statistiques/migration/tableau.xlsx")
    book = load_workbook(BytesIO(sheet.content))
    codes = {row[0].value for row in book.worksheets[0].iter_rows(min_row=2)}
    assert {*MIGRATION} - codes == {"M02", "M04"}, "these two are given by stage alone"
    assert {"M02S", "M04D", "M10.consulate", "M14Z"} <= codes
    assert client.get("/statistiques/").status_code == 200


def test_who_sees_the_figures_of_migration_and_who_downloads_them() -> None:
    office = make_tree().office
    for role in set(Role) - {Role.NATIONAL_ADMINISTRATOR}:  # who needs a second factor
        client = agent(role, office)
        sees = role in {
            Role.FOCAL_POINT, Role.DIRECTOR, Role.AUDITOR, Role.MIGRATION_DEPARTMENT, Role.COOPERATION_OFFICER,
        }  # fmt: skip
        assert client.get("/statistiques/migration/").status_code == (200 if sees else 403), role
        downloads = role in {Role.DIRECTOR, Role.AUDITOR, Role.MIGRATION_DEPARTMENT}
        assert client.get("/statistiques/migration/tableau.xlsx").status_code == (200 if downloads else 403), role
