"""Which room hears of what another did."""

from baarasira.candidacies.actions.referral import end_open_candidacies
from baarasira.candidacies.queries import seats_taken
from baarasira.kernel import events
from baarasira.openings import hires
from baarasira.openings.actions import CLOSED


def wire() -> None:
    """Connect the events of the rooms to their handlers (called once, when every room is loaded)."""
    hires.count_with(seats_taken)
    events.on(CLOSED, _end_candidacies)


def _end_candidacies(event: events.Event) -> None:
    """An offer closed or cancelled ends what was still open on it."""
    end_open_candidacies(actor=event.actor, opening_id=event.object_id)
