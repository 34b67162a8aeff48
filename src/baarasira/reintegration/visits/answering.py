"""What visits hear of the cases, and what they answer them: planned from the start, cancelled at the closing."""

from baarasira.kernel.events import Event

from ..cases.enums import Axis
from ..cases.models import Case
from .actions.planning import cancel_of, plan_visits


def _case(event: Event) -> Case:
    return Case.objects.select_related("person", "owner", "programme").get(pk=event.object_id)


def on_planned(event: Event) -> None:
    """A plan was signed: on the social axis nothing starts, and the visits are counted from the signature."""
    case = _case(event)
    if case.axis == Axis.SOCIAL and case.planned_on is not None:
        plan_visits(event.actor, case, event.actor.today)


def on_started(event: Event) -> None:
    """The activity or the placement began: the visits are counted from that day."""
    case = _case(event)
    if case.started_on is not None:
        plan_visits(event.actor, case, case.started_on)


def on_closed(event: Event) -> None:
    """A case closed: nothing more is to be visited."""
    cancel_of(event.actor, _case(event))
