"""Who may be recalled, why not, and the applications made from an employer's list."""

from datetime import date, timedelta

import pytest

from baarasira.candidacies import actions as files
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.errors import BusinessError, NotAllowed, RuleRefused
from baarasira.mobility.journeys import actions, bars
from baarasira.mobility.journeys.details import AuthorityDetails, RelativeData
from baarasira.mobility.journeys.models import Journey
from baarasira.mobility.journeys.queries import journey_of
from baarasira.mobility.journeys.recalling import repeaters, standings
from factories import make_actor, make_employer, make_tree
from journey_files import arrived, days_later, file_at, focal, head, home, recall_campaign
from road_travel import travel

pytestmark = pytest.mark.django_db
NIE = "X1234567L"


@pytest.fixture
def worker() -> Candidacy:
    """A worker back from a season of six months (23 November 2026 to 22 May 2027), with one relative to call."""
    candidacy = home(days=180)
    at = days_later(181)
    actions.record_authority(
        actor=head(candidacy, at), candidacy_id=candidacy.pk,
        details=AuthorityDetails(nie=NIE, authorisation_number="NIE-2026-1", authorisation_from=date(2026, 11, 23),
                                 authorisation_until=date(2030, 11, 22)),
    )  # fmt: skip
    mother = RelativeData(name="Awa Keïta", phone="76 45 00 01", language="bm", relation="parent", agreed=True)
    actions.set_relatives(actor=focal(candidacy, at), candidacy_id=candidacy.pk, relatives=[mother])
    return candidacy


def against(candidacy: Candidacy, days: int = 200) -> dict[str, bool]:
    journey = journey_of(candidacy)
    assert journey is not None
    [standing] = standings([journey], days_later(days).date())
    assert standing.recallable == all(condition.holds for condition in standing.conditions)
    return {condition.name: condition.holds for condition in standing.conditions}


def test_who_may_be_recalled_is_the_four_conditions_together(
    worker: Candidacy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert against(worker) == {"return": True, "authorisation": True, "bar": True, "days": True}
    assert list(repeaters(head(worker))) == [journey_of(worker)]
    assert against(worker, days=5 * 365)["authorisation"] is False
    bar = bars.Bar(date(2029, 1, 1), "Exclu jusqu'au 01/01/2029 : a travaillé pour un autre employeur.")
    monkeypatch.setattr(bars, "_ASKED", [lambda people, _on: dict.fromkeys(people, bar)])
    assert against(worker)["bar"] is False
    monkeypatch.undo()
    Journey.objects.filter(candidacy=worker).update(
        arrived_on=date(2027, 1, 1), left_on=date(2027, 9, 27), returned_on=date(2027, 9, 28)
    )
    found = against(worker, days=330)
    assert found == {"return": True, "authorisation": True, "bar": True, "days": False}
    # The next calendar year begins anew.
    assert against(worker, days=500)["days"] is True


def test_r_06_whoever_is_not_proved_back_is_not_recalled_even_by_hand() -> None:
    candidacy = file_at("arrivee")
    arrived(candidacy)
    assert against(candidacy) == {"return": False, "authorisation": True, "bar": True, "days": True}
    travel(candidacy, "to:retour", at=days_later(150))
    files.close_step(actor=focal(candidacy, days_later(190)), candidacy_id=candidacy.pk, ending="not_returned")
    at = days_later(200)
    campaign = recall_campaign(candidacy, at=at)
    [line] = actions.recall_by_name(actor=head(candidacy, at), campaign_id=campaign.pk, names=[candidacy.number])
    assert line.candidacy is None
    assert "pas prouvé" in line.refusal
    named = files.register_named(actor=head(candidacy, at), campaign_id=campaign.pk, person=candidacy.person)
    with pytest.raises(RuleRefused, match="n'est pas prouvé"):
        files.close_step(
            actor=head(candidacy, at), candidacy_id=named.pk, ending="recalled", values={"reference": "LL-1"}
        )


def test_a_recall_makes_the_file_from_the_season_before_and_asks_only_what_changed(worker: Candidacy) -> None:
    at = days_later(200)
    campaign = recall_campaign(worker, at=at)
    given = {"actor": head(worker, at), "campaign_id": campaign.pk}
    names = ["x 1234567 l", "Z9999999A", " "]
    foreseen = actions.preview_recall(**given, names=names)
    assert [bool(line.refusal) for line in foreseen] == [False, True]
    assert Candidacy.objects.count() == 1
    lines = actions.recall_by_name(**given, names=names)
    called = lines[0].candidacy
    assert called is not None
    assert (called.person_id, called.step) == (worker.person_id, "rappel")
    journey = journey_of(called)
    assert journey is not None
    assert (journey.nie, journey.authorisation_until, journey.follows) == (
        NIE, date(2030, 11, 22), journey_of(worker),
    )  # fmt: skip
    assert [row.name for row in journey.relatives.all()] == ["Awa Keïta"]
    passport = worker.person.documents.get(kind="passport").expires_on
    asked = actions.asked_again(journey, passport, at.date())
    assert asked == ["Demandez si les proches à appeler sont toujours les mêmes."]
    actions.confirm_known(actor=focal(called, at), candidacy_id=called.pk)
    assert actions.asked_again(journey, passport, at.date()) == []
    assert "passeport" in actions.asked_again(journey, at.date() - timedelta(days=1), at.date())[0]
    # Called twice, they are refused with where they stand; the employer's recall then opens their road.
    [again] = actions.recall_by_name(**given, names=[NIE])
    assert called.number in again.refusal
    files.close_step(
        actor=head(worker, at), candidacy_id=called.pk, ending="recalled", values={"reference": "LL-2027-8"}
    )
    called.refresh_from_db()
    assert called.step == "pieces"


def test_only_the_employer_of_the_last_season_recalls_and_only_the_department_enters_the_list(
    worker: Candidacy,
) -> None:
    at = days_later(200)
    other = recall_campaign(worker, at=at, employer=make_employer())
    [line] = actions.recall_by_name(actor=head(worker, at), campaign_id=other.pk, names=[NIE])
    assert "autre employeur" in line.refusal
    mine = recall_campaign(worker, at=at)
    with pytest.raises(NotAllowed):
        actions.recall_by_name(actor=focal(worker, at), campaign_id=mine.pk, names=[NIE])
    with pytest.raises(BusinessError, match="n'est pas un rappel"):
        actions.recall_by_name(actor=head(worker, at), campaign_id=worker.opening_id, names=[NIE])


def test_another_offices_agent_does_not_see_a_repeater(worker: Candidacy) -> None:
    assert not repeaters(make_actor(role="focal_point", structure=make_tree().far_office)).exists()
    assert repeaters(focal(worker)).count() == 1
    assert repeaters(make_actor(role="director", structure=worker.office)).count() == 1


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    worker: Candidacy, django_assert_num_queries: object
) -> None:
    journey = journey_of(worker)
    assert journey is not None
    with django_assert_num_queries(4):  # type: ignore[operator]
        standings([journey], days_later(200).date())
    with django_assert_num_queries(4):  # type: ignore[operator]
        standings([journey] * 30, days_later(200).date())
