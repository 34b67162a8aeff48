"""Which room hears of apprenticeships, and what they hear of the rooms below."""

from baarasira.kernel import events
from baarasira.training.apprenticeships.actions import forgetting


def wire() -> None:
    """Forget the words about people who are purged."""
    events.on("person.purge", _forget_words)


def _forget_words(event: events.Event) -> None:
    """What apprenticeships say of a purged person is emptied."""
    if event.subject_id is not None:
        forgetting.forget_person(person_id=event.subject_id)
