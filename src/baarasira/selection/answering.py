"""What the room answers to the candidacies: the guards it knows about, and what it does when a file moves (wired by the project)."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.actor import system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.events import Event

from .actions.reserve import answered, fill_seats
from .enums import Result
from .signing import ending_of

_ANSWERS = {"declined": "decline", "withdrawn": "decline", "expired": "expire"}
_DECIDED = frozenset(Result.values)
_MARKED = frozenset({"marked", "eliminated"})


def list_frozen(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """Answer the guard ``list_frozen``: a file ends its selection as the run says that two people sign, never otherwise."""
    return None if ending_of(road.candidacy.pk) is not None else _not_alone()


def conflicts_declared(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """Answer the guard ``conflicts_declared``: the panel's marks are opened, which it does once everybody declared."""
    return None if ending_of(road.candidacy.pk) is not None else _not_marked()


def _not_alone() -> str:
    return _("Nobody is chosen one by one: the selection is run on the closed list, and two people sign it.")


def _not_marked() -> str:
    return _("This step ends for all when the panel opens its marks, not file by file.")


def _require_whole(ending: str, kind: str) -> None:
    if kind == "selection" and ending in _DECIDED:
        raise WrongState(_not_alone(), code="run.alone")
    if kind == "marks" and ending in _MARKED:
        raise WrongState(_not_marked(), code="panel.alone")


def on_step(event: Event) -> None:
    """Follow a file that went on to another step: an answer to a call; refuse what a run or a panel alone decides."""
    ending = event.details["ending"]
    if ending_of(event.object_id) is not None or ending not in {*_DECIDED, *_MARKED, "accepted"}:
        return
    row = (
        CandidacyStep.objects.filter(candidacy_id=event.object_id, closed_at__isnull=False)
        .order_by("-position")
        .first()
    )
    if row is None:
        return
    _require_whole(row.ending, row.kind)
    if row.kind == "reserve_call" and answered(actor=event.actor, candidacy_id=event.object_id, name="accept") is None:
        sentence = _("This person has not been called from the reserve: nobody takes a seat out of turn.")
        raise WrongState(sentence, code="reserve_call.turn")


def on_end(event: Event) -> None:
    """Follow a file that came to its end: an answer to a call, or a seat that falls free, to which the next is called."""
    if ending_of(event.object_id) is not None:
        return
    row = CandidacyStep.objects.filter(candidacy_id=event.object_id).order_by("-position").first()
    if row is None:
        return
    _require_whole(row.ending, row.kind)
    if row.kind == "reserve_call" and row.ending in _ANSWERS:
        answered(actor=event.actor, candidacy_id=event.object_id, name=_ANSWERS[row.ending])
    fill_seats(actor=system(event.actor.at, event.actor.channel), campaign_id=event.details["opening"])
