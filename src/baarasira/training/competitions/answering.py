"""What the room answers to others: the guard of final marks, the endings it alone gives, a seat that falls free, a course that ends."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.actions import close_for
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.actor import system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.events import Event
from baarasira.selection.signing import ending_of

from ..courses import events as course_events
from ..courses.models import Enrolment
from .actions.seating import end_offer, fill
from .enums import OfferState
from .models import Competition, SeatOffer

EXAM = frozenset({"passed", "failed", "absent", "excluded"})
EXCLUDED = "excluded"
COURSE_ENDS = {course_events.COMPLETED: "completed", course_events.FAILED: "failed", course_events.DROPPED: "failed"}
"""How the step of the course ends in a file, by the event that ends the enrolment."""
_COURSE = "session"
_ENDS = {"declined": "decline", "withdrawn": "decline", "expired": "expire"}


def marks_final(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """Answer the guard ``marks_final``: the papers end for all at once, by the list that two people published (R-22)."""
    return None if ending_of(road.candidacy.pk) is not None else _not_alone()


def on_enrolment(event: Event) -> None:
    """End the course in the file of who was enrolled by a competition, when it ends for them.

    A file that is stopped is left as it is, as is one whose course somebody ended by hand.
    """
    enrolment = Enrolment.objects.select_related("candidacy", "session").get(pk=event.object_id)
    candidacy = enrolment.candidacy
    if candidacy is None or candidacy.state != CandidacyState.UNDER_WAY or candidacy.frozen_on is not None:
        return
    if not Competition.objects.filter(campaign_id=candidacy.opening_id).exists():
        return
    if candidacy.steps.filter(closed_at__isnull=True, kind=_COURSE).exists():
        dropped = event.name == course_events.DROPPED
        values = {"on": enrolment.ended_on if dropped else enrolment.session.ends_on, "result": enrolment.exit_score}
        ending = COURSE_ENDS[event.name]
        close_for(actor=event.actor, candidacy_id=candidacy.pk, kind=_COURSE, ending=ending, values=values)


def _not_alone() -> str:
    return _("The papers end for all at once, when the results are published and complaints are settled.")


def on_file(event: Event) -> None:
    """Follow a file of a competition: refuse what its acts alone give; when a seat falls free, call the next."""
    if ending_of(event.object_id) is not None:
        return
    row = (
        CandidacyStep.objects.filter(candidacy_id=event.object_id, closed_at__isnull=False)
        .order_by("-position")
        .first()
    )
    if row is None:
        return
    if (row.kind == "exam" and row.ending in EXAM) or row.ending == EXCLUDED:
        raise WrongState(_not_alone(), code="competition.alone")
    if event.name == "campaign_file.end" and row.ending in _ENDS:
        _free(event, row.ending)


def _free(event: Event, ending: str) -> None:
    competition = Competition.objects.filter(campaign_id=event.details["opening"]).first()
    if competition is None:
        return
    states = [OfferState.WAITING] if ending == "expired" else [OfferState.WAITING, OfferState.CONFIRMED]
    offer = SeatOffer.objects.filter(sitting__candidacy_id=event.object_id, state__in=states).first()
    actor = system(event.actor.at, event.actor.channel)
    if offer is not None:
        end_offer(actor, competition, offer, _ENDS[ending])
    fill(actor, competition)
