"""The seats of an agreement: scarce, taken behind its door, held by an opening of a room above until it lets them go."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, Taken

from .. import queries, rules
from ..models import Agreement, SeatReservation
from ..policies import AGREEMENTS
from ..rules.campaign import seat_findings, standing_findings
from .doors import locked

_CEILINGS = frozenset({"agreement_ceiling_year", "agreement_ceiling_occupation"})


@transaction.atomic
def reserve_seats(
    *, actor: Actor, agreement: Agreement, key: UUID, seats: int, year: int, occupation: str
) -> SeatReservation:
    """Hold that many seats of an agreement for the opening `key`, in a year and an occupation (ISCO-08 unit group).

    Asked again with the same key, year and occupation, it sets the number anew. Raises NotAllowed; RuleRefused when the
    agreement lets no campaign open (suspended, not in force, without its visa or opinion); Taken when a ceiling would be
    passed: nothing is then held beyond what was.
    """
    stored = locked(agreement)
    AGREEMENTS.require(actor, "reserve", stored.office_id)
    rules.refuse([*standing_findings(stored, actor.today), *_year(stored, year)])
    used = queries.seats_used(stored, year=year, occupation=occupation, leave_out=key)
    found = seat_findings(stored, occupation, seats, year, used)
    over = next((item for item in found if item.code in _CEILINGS), None)
    if over is not None:
        raise Taken(over.sentence, code=over.code, field="seats")
    rules.refuse(found)
    row = SeatReservation.objects.filter(agreement=stored, key=key, occupation=occupation, year=year).first()
    if row is None:
        row = SeatReservation(agreement=stored, key=key, occupation=occupation, year=year, seats=seats)
        writing.create(row, "agreement_seats.reserve", actor=actor, structure_id=stored.office_id)
    else:
        values = {"seats": seats, "released_on": None}
        writing.edit(row, "agreement_seats.reserve", actor=actor, values=values, structure_id=stored.office_id)
    return row


def _year(agreement: Agreement, year: int) -> list[Finding]:
    begins = agreement.in_force_on
    ends = None if agreement.tacit_renewal else agreement.ends_on
    if (begins is None or year >= begins.year) and (ends is None or year <= ends.year):
        return []
    return [
        Finding(
            "agreement_year", _("The agreement is not in force in %(year)d.") % {"year": year}, "year", source="A.2"
        )
    ]


@transaction.atomic
def release_seats(*, actor: Actor, agreement: Agreement, key: UUID) -> int:
    """Let go of every seat the opening `key` holds; return how many there were. Raises NotAllowed.

    Nothing else is asked: a suspended or ended agreement takes its seats back as well.
    """
    stored = locked(agreement)
    AGREEMENTS.require(actor, "reserve", stored.office_id)
    freed = 0
    for row in SeatReservation.objects.filter(agreement=stored, key=key, released_on__isnull=True):
        freed += row.seats
        values = {"released_on": actor.today}
        writing.edit(row, "agreement_seats.release", actor=actor, values=values, structure_id=stored.office_id)
    return freed
