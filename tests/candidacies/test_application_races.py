"""Two counters at once, on two real connections: one person applies once, a cap is not passed, a number is called once,
and nobody slips in while the campaign is suspended."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, connection

from baarasira.accounts.enums import Role
from baarasira.candidacies import actions
from baarasira.candidacies.actions import applications
from baarasira.candidacies.models import Candidacy, Ticket
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import RuleRefused, Taken, WrongState
from baarasira.openings.actions import suspend_campaign
from baarasira.openings.models import Campaign
from factories import make_actor, make_applicant, make_campaign, make_tree

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run the acts at once, each on a connection of its own; return what each came back with."""
    found: list[Any] = [None] * len(acts)

    def run(place: int) -> None:
        try:
            found[place] = acts[place]()
        except Exception as fault:
            found[place] = fault
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return found


def register(
    actor: Actor, campaign: Campaign, person_id: UUID, office_id: UUID, **more: Any
) -> Callable[[], Candidacy]:
    given = {"actor": actor, "campaign_id": campaign.pk, "person_id": person_id, "office_id": office_id, **more}
    return lambda: actions.register_application(**given)


def kinds(found: list[Any]) -> list[str]:
    return sorted(type(item).__name__ for item in found)


class Meeting:
    """Makes both readers of what stands against an application wait for each other, if anything lets them meet."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, wait: float) -> None:
        self.barrier, self.wait, self.read = threading.Barrier(2), wait, applications._require_possible
        monkeypatch.setattr(applications, "_require_possible", self)

    def __call__(self, *given: Any) -> None:
        self.read(*given)
        with contextlib.suppress(threading.BrokenBarrierError):
            self.barrier.wait(self.wait)


@pytest.fixture
def open_door(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take the doors of an application away, and let SQLite's transactions begin like any reader's."""
    monkeypatch.setattr(applications, "door", lambda *keys: None)
    if connection.vendor == "sqlite":
        connection.close()
        monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")
    yield
    connection.close()


def test_with_the_door_open_the_cap_is_passed_or_somebody_meets_an_error(
    open_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_tree()
    campaign = make_campaign(daily_cap=1)
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    people = [make_applicant(tree.office) for _n in range(2)]
    Meeting(monkeypatch, 15)
    found = at_once([register(actor, campaign, person.pk, tree.office.pk) for person in people])
    if connection.vendor == "postgresql":
        assert Candidacy.objects.count() == 2, found
    else:
        assert any(isinstance(item, OperationalError) for item in found), found


def test_the_cap_of_a_day_holds_when_two_counters_register_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_tree()
    campaign = make_campaign(daily_cap=1)
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    people = [make_applicant(tree.office) for _n in range(2)]
    Meeting(monkeypatch, 1)
    found = at_once([register(actor, campaign, person.pk, tree.office.pk) for person in people])
    assert kinds(found) == ["Candidacy", "Taken"], found
    assert Candidacy.objects.count() == 1


def test_one_person_at_two_counters_applies_once(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = make_tree()
    campaign = make_campaign()
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    person = make_applicant(tree.office)
    Meeting(monkeypatch, 1)
    found = at_once([register(actor, campaign, person.pk, tree.office.pk) for _n in range(2)])
    assert kinds(found) == ["Candidacy", "Taken"], found
    assert Candidacy.objects.count() == 1


def test_the_database_holds_one_open_application_even_with_the_door_open(
    open_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = make_tree()
    campaign = make_campaign()
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    person = make_applicant(tree.office)
    Meeting(monkeypatch, 15)
    found = at_once([register(actor, campaign, person.pk, tree.office.pk) for _n in range(2)])
    assert Candidacy.objects.count() == 1
    assert any(isinstance(item, IntegrityError | OperationalError) for item in found), found


def _two_names(monkeypatch: pytest.MonkeyPatch, wait: float) -> list[Any]:
    """Register one person's two files at two counters, whose checks of duplicates both end before either application stands,
    if anything lets them; return what each came back with."""
    tree = make_tree()
    campaign = make_campaign()
    same = {"born": "14/03/1992", "phones": ["76 45 11 22"], "sex": "M", "mother_name": "Awa Sidibé"}
    files = [
        make_applicant(office, given_names="Moussa", surname=surname, **same)
        for office, surname in ((tree.office, "Traoré"), (tree.far_office, "Traore"))
    ]
    barrier, read = threading.Barrier(2), applications.doubles

    def meet(*given: Any) -> Any:
        found = read(*given)
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(wait)
        return found

    monkeypatch.setattr(applications, "doubles", meet)
    return at_once(
        [
            register(make_actor(role=Role.FOCAL_POINT, structure=file.office), campaign, file.pk, file.office_id)
            for file in files
        ]
    )


def test_one_person_under_two_names_at_two_counters_in_the_same_instant_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = _two_names(monkeypatch, 1)
    assert kinds(found) == ["Candidacy", "RuleRefused"], found
    assert next(item.code for item in found if isinstance(item, RuleRefused)) == "double"
    assert Candidacy.objects.count() == 1


def test_with_the_door_open_two_names_of_one_person_slip_in_together(
    open_door: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _two_names(monkeypatch, 15)
    if connection.vendor == "postgresql":
        assert kinds(found) == ["Candidacy", "Candidacy"], found
    else:
        assert any(isinstance(item, OperationalError) for item in found), found


def test_two_counters_never_call_one_number() -> None:
    tree = make_tree()
    campaign = make_campaign()
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    actions.issue_tickets(actor=actor, campaign_id=campaign.pk, office=tree.office, count=6)
    call = lambda: actions.call_next(actor=actor, campaign_id=campaign.pk, office=tree.office)  # noqa: E731
    found = at_once([call] * 6)
    assert sorted(ticket.number for ticket in found) == [1, 2, 3, 4, 5, 6]


def test_two_agents_handing_out_tickets_at_once_give_each_number_once() -> None:
    tree = make_tree()
    campaign = make_campaign(daily_cap=25)
    actor = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    issue = lambda: actions.issue_tickets(actor=actor, campaign_id=campaign.pk, office=tree.office, count=10)  # noqa: E731
    found = at_once([issue] * 3)
    assert sum(isinstance(item, Taken) for item in found) == 1, found
    assert sorted(Ticket.objects.values_list("number", flat=True)) == list(range(1, 21))


def test_nobody_slips_in_while_the_campaign_is_suspended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registered before the suspension, and stopped by it; or refused by it: never an application that moves on."""
    tree = make_tree()
    campaign = make_campaign()
    focal = make_actor(role=Role.FOCAL_POINT, structure=tree.office)
    head = make_actor(role=Role.MIGRATION_DEPARTMENT, structure=campaign.opening.office)
    people = [make_applicant(tree.office) for _n in range(6)]
    words = {"reason": "Vérification des contrats en cours.", "reference": "Décision 5"}
    acts: list[Callable[[], Any]] = [register(focal, campaign, person.pk, tree.office.pk) for person in people]
    acts.insert(3, lambda: suspend_campaign(actor=head, campaign=campaign, **words))
    found = at_once(acts)
    assert {type(item) for item in found if isinstance(item, Exception)} <= {WrongState}, found
    assert not Candidacy.objects.filter(frozen_on__isnull=True).exists()
    assert Candidacy.objects.count() + sum(isinstance(item, WrongState) for item in found) == 6
