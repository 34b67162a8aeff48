"""Which room hears of apprenticeships, and what they hear of the rooms below."""

from baarasira.accounts.models import User
from baarasira.kernel import events
from baarasira.people.models import Person
from baarasira.training.apprenticeships import events as told
from baarasira.training.apprenticeships.actions import forgetting
from baarasira.training.certificates import actions as certificates
from baarasira.training.certificates.enums import SourceKind


def wire() -> None:
    """Issue the certificate of who passed before the jury; forget the words about people who are purged."""
    events.on(told.CERTIFIED, _issue)
    events.on("person.purge", _forget_words)


def _issue(event: events.Event) -> None:
    """Who passed is given a certificate, by the two who proposed and signed the results."""
    said = event.details
    certificates.issue(
        actor=event.actor,
        first=User.objects.get(pk=said["first_id"]),
        person=Person.objects.get(pk=event.subject_id),
        title=said["title"],
        criteria=said["criteria"],
        skills=said["skills"],
        source_kind=SourceKind.APPRENTICESHIP,
        source_id=event.object_id,
        valid_from=said["valid_from"],
        result=said["result"],
        office_id=said["centre_id"],
        address=said["address"],
    )


def _forget_words(event: events.Event) -> None:
    """What apprenticeships say of a purged person is emptied."""
    if event.subject_id is not None:
        forgetting.forget_person(person_id=event.subject_id)
