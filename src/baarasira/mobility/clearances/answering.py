"""What the room answers to the candidacies and hears of files (wired by the project)."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.errors import WrongState
from baarasira.kernel.events import Event

from .actions.ending import revoke_of_file, revoke_stopped, use
from .issuing import lets
from .rules import AFTER, STEP


def asked_at_the_issue(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """A clearance step ends well by the issue alone, which asks all its rules."""
    return None if lets(road.candidacy.pk) else _alone()


def _alone() -> str:
    return _(
        "Nobody is cleared to leave from this page: the clearance is proposed by one person and issued by another, on the "
        "page of clearances."
    )


def on_step(event: Event) -> None:
    """Follow a file that went on: nobody is cleared but by two people here; a departure uses the clearance."""
    closed, ending = event.details.get("closed"), event.details["ending"]
    if closed == STEP and ending == "cleared" and not lets(event.object_id):
        raise WrongState(_alone(), code="clearance.alone")
    if closed != AFTER or ending != "departed":
        return
    if CandidacyStep.objects.filter(candidacy_id=event.object_id, kind=STEP).exists():
        left = Candidacy.objects.values_list("departed_on", flat=True).get(pk=event.object_id)
        use(actor=event.actor, candidacy_id=event.object_id, on=left or event.actor.today)


def on_end(event: Event) -> None:
    """A file that came to its end clears nobody to leave any more; one that ended before its clearance is not looked at."""
    if event.details.get("closed") not in {STEP, AFTER}:
        return
    revoke_of_file(actor=event.actor, candidacy_id=event.object_id, reason=_("The file came to its end."))


def on_stop(event: Event) -> None:
    """A campaign that is stopped takes back the clearances of those who have not left (domain.md A.2, R-10)."""
    reason = _("The campaign is suspended: %(reference)s.") % {"reference": event.details["reference"]}
    revoke_stopped(actor=event.actor, opening_id=event.object_id, reason=reason)
