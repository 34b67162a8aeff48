"""What an agreement says of a campaign: each finding, alone and in words; the acceptance story of 2016 (domain.md 0.5)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from baarasira.accounts.enums import Role
from baarasira.cooperation import actions
from baarasira.cooperation.details import Ceiling, OpinionData
from baarasira.cooperation.enums import AgreementKind, CeilingPeriod
from baarasira.cooperation.models import Agreement, SeatReservation
from baarasira.cooperation.queries import seats_used
from baarasira.cooperation.rules import SeatsUsed, campaign_findings
from baarasira.kernel.actor import system
from baarasira.kernel.errors import RuleRefused, Taken
from factories import NOW, TODAY, make_actor, make_agreement, make_suspension, make_tree
from french import plain

pytestmark = pytest.mark.django_db
STARTS = date(2027, 3, 1)


def findings(agreement: Agreement, **changes: Any) -> list[tuple[str, bool]]:
    """Return (code, blocking) of what the agreement says of a campaign of two farm labourers in Spain in March 2027."""
    asked: dict[str, Any] = {
        "country": "ES",
        "occupation": "9211",
        "seats": 2,
        "starts_on": STARTS,
        "on": TODAY,
        "seats_used": None,
    }
    found = campaign_findings(agreement, **{**asked, **changes})
    assert all(str(finding.sentence).strip() and finding.source for finding in found if finding.code != "seats_none")
    return [(finding.code, finding.blocking) for finding in found]


def test_nothing_stops_a_campaign_within_an_agreement_in_force() -> None:
    assert findings(make_agreement(yearly=2, ceilings=[Ceiling("9211", 2)])) == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("draft", "agreement_not_in_force"),
        ("negotiation", "agreement_not_in_force"),
        ("signed", "agreement_not_in_force"),
        ("suspended", "agreement_suspended"),
        ("denounced", "agreement_ended"),
    ],
)
def test_only_an_agreement_in_force_opens_a_campaign(state: str, code: str) -> None:
    assert (code, True) in findings(make_agreement(state=state))


def test_a_suspension_says_why() -> None:
    agreement = make_agreement(state="suspended")
    [finding] = campaign_findings(agreement, country="ES", occupation="9211", seats=1, starts_on=STARTS, on=TODAY)
    assert "Informations consulaires défavorables" in plain(finding.sentence)
    assert finding.source == "R-10"


def test_another_country_is_refused_in_words() -> None:
    agreement = make_agreement()
    assert findings(agreement, country="SA") == [("agreement_country", True)]
    [finding] = campaign_findings(agreement, country="SA", occupation="9211", seats=1, starts_on=STARTS, on=TODAY)
    assert "Espagne" in str(finding.sentence)
    assert "Arabie" in str(finding.sentence)


@pytest.mark.parametrize(
    ("starts_on", "tacit", "wanted"),
    [
        (date(2025, 2, 28), False, [("agreement_before", True)]),
        (date(2025, 3, 1), False, []),
        (date(2027, 12, 31), False, []),
        (date(2028, 1, 1), False, [("agreement_after", True)]),
        (date(2028, 1, 1), True, [("agreement_renewal_awaited", False)]),
    ],
)
def test_the_work_starts_within_the_dates(starts_on: date, tacit: bool, wanted: list[tuple[str, bool]]) -> None:
    agreement = make_agreement(ends_on=date(2027, 12, 31), tacit_renewal=tacit, renewal_months=12 if tacit else None)
    assert findings(agreement, starts_on=starts_on) == wanted


def test_a_convention_waits_for_the_visa_of_the_ministry() -> None:
    agreement = make_agreement(kind=AgreementKind.CONVENTION, needs_visa=True)
    assert findings(agreement) == [("agreement_visa", True)]
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=agreement.office)
    agreement = actions.record_visa(actor=officer, agreement=agreement, on=TODAY, document="Visa 12")
    assert findings(agreement) == []
    assert findings(agreement, on=TODAY - timedelta(days=1)) == [("agreement_visa", True)]


@pytest.mark.parametrize("required", [True, False])
def test_the_newest_opinion_of_the_consulate_counts(required: bool) -> None:
    agreement = make_agreement(needs_opinion=required)
    officer = make_actor(role=Role.COOPERATION_OFFICER, structure=agreement.office)

    def say(sense: str, days_ago: int) -> None:
        day = TODAY - timedelta(days=days_ago)
        opinion = OpinionData(sense=sense, given_on=day, reference=f"Lettre du {day}")
        actions.record_opinion(actor=officer, agreement=agreement, opinion=opinion)

    assert findings(agreement) == ([("agreement_opinion", True)] if required else [])
    say("favourable", 30)
    assert findings(agreement) == []
    say("adverse", 10)
    assert findings(agreement) == [("agreement_opinion_adverse", required)]
    assert findings(agreement, on=TODAY - timedelta(days=11)) == []
    say("favourable", 0)
    assert findings(agreement) == []


def test_an_occupation_not_opened_is_refused() -> None:
    agreement = make_agreement(ceilings=[Ceiling("9211", None)])
    assert findings(agreement, occupation="8322") == [("agreement_occupation", True)]
    assert findings(agreement, seats=9_000) == []


@pytest.mark.parametrize(("used", "refused"), [(0, False), (8, False), (9, True), (30, True)])
def test_the_ceiling_of_the_year(used: int, refused: bool) -> None:
    agreement = make_agreement(yearly=10)
    wanted = [("agreement_ceiling_year", True)] if refused else []
    assert findings(agreement, seats_used=SeatsUsed(year=used)) == wanted


@pytest.mark.parametrize(
    ("period", "used", "refused"),
    [
        (CeilingPeriod.YEAR, SeatsUsed(5, 4, 40), True),
        (CeilingPeriod.YEAR, SeatsUsed(5, 3, 40), False),
        (CeilingPeriod.LIFE, SeatsUsed(5, 0, 4), True),
        (CeilingPeriod.LIFE, SeatsUsed(5, 3, 3), False),
    ],
)
def test_the_ceiling_of_an_occupation_counts_a_year_or_all_of_them(period: str, used: SeatsUsed, refused: bool) -> None:
    agreement = make_agreement(ceilings=[Ceiling("9211", 5, period)])
    wanted = [("agreement_ceiling_occupation", True)] if refused else []
    assert findings(agreement, seats_used=used) == wanted


def test_a_campaign_of_no_seat_is_none() -> None:
    assert findings(make_agreement(), seats=0) == [("seats_none", True)]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    agreement = make_agreement(state="suspended", needs_opinion=True, yearly=1, ends_on=date(2026, 12, 31))
    codes = {code for code, _blocking in findings(agreement, country="KW")}
    assert codes == {
        "agreement_suspended",
        "agreement_opinion",
        "agreement_country",
        "agreement_after",
        "agreement_ceiling_year",
    }


def test_the_convention_of_2016_sent_nobody() -> None:
    """350 posts announced, suspended after adverse consular information: no seat can be taken, and none ever was."""
    tree = make_tree()
    ceilings = [
        Ceiling("9111", 200, CeilingPeriod.LIFE),
        Ceiling("8322", 100, CeilingPeriod.LIFE),
        Ceiling("2221", 50, CeilingPeriod.LIFE),
    ]
    agreement = make_agreement(
        tree.office,
        kind=AgreementKind.CONVENTION,
        country="SA",
        needs_visa=True,
        needs_opinion=True,
        yearly=350,
        ceilings=ceilings,
    )
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=tree.office)
    actions.record_visa(actor=head, agreement=agreement, on=TODAY, document="Visa 12")
    make_suspension(agreement, actor=head, adverse=True)
    agreement.refresh_from_db()
    for ceiling in ceilings:
        said = {
            finding.code
            for finding in campaign_findings(
                agreement, country="SA", occupation=ceiling.code, seats=ceiling.seats or 0, starts_on=STARTS, on=TODAY
            )
            if finding.blocking
        }
        assert said == {"agreement_suspended", "agreement_opinion_adverse"}
        with pytest.raises(RuleRefused, match="suspendu"):
            actions.reserve_seats(
                actor=head, agreement=agreement, key=uuid4(), seats=1, year=2027, occupation=ceiling.code
            )
    assert SeatReservation.objects.count() == 0
    ask = {"reason": "Le consulat a visité les lieux de travail.", "document": "Décision 30"}
    actions.ask_lifting(actor=head, agreement=agreement, **ask)
    direction = make_actor(role=Role.DIRECTOR, structure=tree.root)
    actions.confirm_lifting(actor=direction, agreement=agreement)
    agreement.refresh_from_db()
    assert agreement.state == "in_force"
    with pytest.raises(RuleRefused, match="défavorable"):
        actions.reserve_seats(actor=head, agreement=agreement, key=uuid4(), seats=1, year=2027, occupation="9111")


def test_seats_are_held_counted_changed_and_let_go() -> None:
    agreement = make_agreement(yearly=10, ceilings=[Ceiling("9211", 6), Ceiling("8322", None)])
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=agreement.office)
    first, second = uuid4(), uuid4()

    def hold(key: Any, seats: int, occupation: str = "9211", year: int = 2027) -> SeatReservation:
        return actions.reserve_seats(
            actor=head, agreement=agreement, key=key, seats=seats, year=year, occupation=occupation
        )

    hold(first, 6)
    with pytest.raises(Taken, match="6 places, dont 6"):
        hold(second, 1)
    hold(first, 4)
    hold(second, 2)
    hold(second, 4, "8322")
    assert seats_used(agreement, year=2027, occupation="9211") == SeatsUsed(10, 6, 6)
    assert seats_used(agreement, year=2027, occupation="9211", leave_out=first) == SeatsUsed(6, 2, 2)
    with pytest.raises(Taken, match="2027"):
        hold(uuid4(), 1, "8322")
    hold(uuid4(), 6, year=2028)
    assert actions.release_seats(actor=head, agreement=agreement, key=second) == 6
    assert actions.release_seats(actor=head, agreement=agreement, key=second) == 0
    hold(second, 2)
    assert seats_used(agreement, year=2027, occupation="9211") == SeatsUsed(6, 6, 12)
    with pytest.raises(RuleRefused, match="2024"):
        hold(uuid4(), 1, year=2024)
    with pytest.raises(RuleRefused, match="n’ouvre pas"):
        hold(uuid4(), 1, "2221")
    actions.suspend(actor=head, agreement=agreement, reason="Avis défavorable reçu.", document="Décision 3")
    assert actions.release_seats(actor=system(NOW), agreement=agreement, key=first) == 4
