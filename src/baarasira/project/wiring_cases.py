"""Which room hears of cases of reintegration, and what they hear of the rooms below."""

from baarasira.kernel import events
from baarasira.reintegration.cases import actions


def wire() -> None:
    """Forget what cases say of purged people."""
    events.on("person.purge", _forget_words)


def _forget_words(event: events.Event) -> None:
    """What cases say of a purged person is emptied."""
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
