"""What the room answers to the candidacies: the guard of final marks, the endings it alone gives, a seat that falls free."""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.candidacies.models import CandidacyStep
from baarasira.candidacies.steps.reading import Road
from baarasira.kernel.actor import system
from baarasira.kernel.errors import WrongState
from baarasira.kernel.events import Event
from baarasira.selection.signing import ending_of

from .actions.seating import end_offer, fill
from .enums import OfferState
from .models import Competition, SeatOffer

EXAM = frozenset({"passed", "failed", "absent", "excluded"})
EXCLUDED = "excluded"
_ENDS = {"declined": "decline", "withdrawn": "decline", "expired": "expire"}


def marks_final(road: Road, _given: dict[str, object], _on: date) -> str | None:
    """Answer the guard ``marks_final``: the papers end for all at once, by the list that two people published (R-22)."""
    return None if ending_of(road.candidacy.pk) is not None else _not_alone()


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
