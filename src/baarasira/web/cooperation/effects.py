"""What a suspension changes, said before it is decided. A room above adds its own counts to EFFECTS.

Each function is given the actor and the agreement and returns sentences ("12 files not yet departed will be frozen").
"""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.cooperation import queries
from baarasira.cooperation.models import Agreement
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence

EffectMaker = Callable[[Actor, Agreement], Sequence[Sentence]]


def seats_held(_actor: Actor, agreement: Agreement) -> Sequence[Sentence]:
    """How many campaigns hold seats under the agreement, and how many seats."""
    openings, seats = queries.openings_under(agreement)
    if not openings:
        return [_("No campaign holds seats under this agreement.")]
    sentence = ngettext(
        "%(openings)d campaign holds seats under this agreement (%(seats)d seats in all).",
        "%(openings)d campaigns hold seats under this agreement (%(seats)d seats in all).",
        openings,
    )
    return [sentence % {"openings": openings, "seats": seats}]


EFFECTS: list[EffectMaker] = [seats_held]


def counts(actor: Actor, agreement: Agreement) -> list[Sentence]:
    """Return every sentence of the rooms, in their order."""
    return [sentence for make in EFFECTS for sentence in make(actor, agreement)]
