"""Which room hears of certificates of training: what is said of a purged person is emptied."""

from baarasira.kernel import events
from baarasira.training.certificates import actions


def wire() -> None:
    """Empty what certificates say of purged people."""
    events.on("person.purge", _forget_words)


def _forget_words(event: events.Event) -> None:
    if event.subject_id is not None:
        actions.forget_person(person_id=event.subject_id)
