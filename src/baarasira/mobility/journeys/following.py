"""What journeys learn when a file moves: the authorisation, the departure, the arrival, the end of the work, the return.

The candidacies' one mover tells each move by an event, within its transaction; `on_moved` reads the step that was closed.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.candidacies.steps.reading import read
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event
from baarasira.programmes.compiled.values import UnknownValue
from baarasira.programmes.eligibility import months_after
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .actions.abroad import tell_if_late
from .actions.common import change, ensure
from .actions.contacts import plan_contacts
from .days import is_circular
from .dues import expected_end, step_of_kind
from .enums import Stage
from .models import Journey

Values = Mapping[str, Any]


def on_moved(event: Event) -> None:
    """Follow a step closed (`campaign_file.step`, `campaign_file.end`): only the steps of a journey are looked at."""
    kind = str(event.details.get("closed", ""))
    if kind not in _FOLLOWED and kind not in _ON_THE_WAY:
        return
    candidacy = Candidacy.objects.select_related("person", "opening").get(pk=event.object_id)
    row = CandidacyStep.objects.filter(candidacy=candidacy, closed_at__isnull=False).order_by("-position").first()
    if row is None or row.kind != kind:
        return
    follow = _FOLLOWED.get(kind, {}).get(row.ending)
    if follow is not None:
        follow(event.actor, candidacy, row)
    elif event.name == "campaign_file.end":
        _ended(event.actor, candidacy)


def _ended(actor: Actor, candidacy: Candidacy) -> None:
    """A file that ended before the departure leaves nobody preparing it."""
    journey = Journey.objects.select_for_update().filter(candidacy=candidacy, stage=Stage.PREPARING).first()
    if journey is not None:
        change(journey, "journey.not_left", actor=actor, values={"stage": Stage.NOT_LEFT})


def _authorised(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    """The authorisation holds four years (parameter), from the day of the decision."""
    journey, on = ensure(actor, candidacy), _day(row.values)
    until = months_after(on, value(parameters.AUTHORISATION_MONTHS, on)) - timedelta(days=1)
    values: dict[str, object] = {
        "authorisation_number": row.values.get("reference", "")[:60],
        "authorisation_notified_on": journey.authorisation_notified_on or on,
        "authorisation_from": journey.authorisation_from or on,
    }
    if is_circular(candidacy.opening.campaign.programme_version):
        values["authorisation_until"] = journey.authorisation_until or until
    change(journey, "journey.authorised", actor=actor, values=values)


def _day(values: Values) -> date:
    return date.fromisoformat(values["on"])


def _departed(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    journey, on = ensure(actor, candidacy), _day(row.values)
    ends = journey.ends_on or journey.permit_until or expected_end(read(candidacy, actor.today), on)
    values: dict[str, object] = {"stage": Stage.ABROAD, "departed_on": on, "ends_on": max(on, ends)}
    change(journey, "journey.depart", actor=actor, values=values)


def _arrived(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    journey, on, road = ensure(actor, candidacy), _day(row.values), read(candidacy, actor.today)
    step = road.programme.steps[row.key]
    values: dict[str, object] = {"arrived_on": on, "social_security_due": None}
    if (days := step.parameters.get("social_security_days")) is not None:
        with suppress(UnknownValue):
            values["social_security_due"] = on + timedelta(days=road.values.of(days))
    if registered := row.values.get("registered_on"):
        values["social_security_on"] = date.fromisoformat(registered)
    if journey.ends_on is not None and journey.ends_on < on:
        values["ends_on"] = expected_end(road, on)
    change(journey, "journey.arrive", actor=actor, values=values)
    plan_contacts(actor, journey)
    tell_if_late(actor, journey)


def _work_over(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    journey = ensure(actor, candidacy)
    last = date.fromisoformat(row.values["on"]) if row.values.get("on") else actor.today
    journey.contacts.filter(done_on__isnull=True).delete()
    has_return = step_of_kind(read(candidacy, actor.today), "return") is not None
    over: dict[str, object] = {"work_ended_on": last, "ends_on": last}
    if not has_return:
        over["stage"] = Stage.NOT_BACK
    change(journey, "journey.work_over", actor=actor, values=over)


def _broken_off(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    """A stay broken off, somebody lost from sight or not arrived: no return is proved until it is."""
    journey = ensure(actor, candidacy)
    last = date.fromisoformat(row.values["on"]) if row.values.get("on") else None
    journey.contacts.filter(done_on__isnull=True).delete()
    values: dict[str, object] = {"stage": Stage.NOT_BACK}
    if last is not None:
        values |= {"work_ended_on": last, "ends_on": last}
    change(journey, "journey.broken_off", actor=actor, values=values)


def _returned(actor: Actor, candidacy: Candidacy, row: CandidacyStep) -> None:
    journey, on = ensure(actor, candidacy), _day(row.values)
    values: dict[str, object] = {
        "stage": Stage.BACK, "returned_on": on, "return_proof": row.values["proof"], "left_on": journey.left_on or on,
    }  # fmt: skip
    change(journey, "journey.return", actor=actor, values=values)


def _not_returned(actor: Actor, candidacy: Candidacy, _row: CandidacyStep) -> None:
    change(ensure(actor, candidacy), "journey.not_returned", actor=actor, values={"stage": Stage.NOT_BACK})


Follow = Callable[[Actor, Candidacy, CandidacyStep], None]
_FOLLOWED: Mapping[str, Mapping[str, Follow]] = {
    "authorisation": {"granted": _authorised},
    "departure": {"departed": _departed},
    "arrival": {"arrived": _arrived, "not_arrived": _broken_off},
    "follow_up": {"completed": _work_over, "interrupted": _broken_off, "lost": _broken_off},
    "return": {"returned": _returned, "not_returned": _not_returned},
}
_ON_THE_WAY = frozenset({"medical", "contract", "visa", "session", "clearance", "documents", "recall"})
