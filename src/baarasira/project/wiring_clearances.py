"""Which room hears of clearances, and what clearances answer to the candidacies."""

from baarasira.candidacies.steps import elsewhere, guards
from baarasira.kernel import events
from baarasira.mobility.clearances import actions, answering
from baarasira.mobility.clearances.rules import STEP
from baarasira.openings.actions.holds import STOPPED


def wire() -> None:
    """Keep the clearance step to clearances, follow files that move, end or stop; forget what was said of purged people."""
    guards.demand(STEP, answering.asked_at_the_issue)
    elsewhere.give(STEP, {"cleared"})
    events.on("campaign_file.step", answering.on_step)
    events.on("campaign_file.end", answering.on_end)
    events.on(STOPPED, answering.on_stop)
    events.on("person.purge", _forget_words)


def _forget_words(event: events.Event) -> None:
    """What clearances say of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
