"""Hires, first days worked, and the checks after one and three months."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext_lazy as _

from baarasira.counselling.actions import place_holder
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.dates import add_months
from baarasira.kernel.errors import BusinessError, Taken, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.stored import insert
from baarasira.openings.enums import OpeningState
from baarasira.reference.queries import value

from ..enums import CheckOutcome, Confirmer
from ..models import Candidacy, Placement, PlacementCheck
from ..policies import CANDIDACIES, PLACEMENTS
from ..queries import seats_free
from ..transitions import CANDIDACY
from .doors import locked, locked_opening, require
from .referral import end_other_candidacies, move

_CHECK = Prepared(
    lambda check_id: (
        PlacementCheck.objects.select_for_update(of=("self",))
        .select_related("placement__candidacy__person", "placement__candidacy__opening")
        .filter(pk=check_id)
        .order_by()
    ),
    check_id=UUIDField(),
)
_HIRING_STATES = frozenset({OpeningState.PUBLISHED, OpeningState.EXPIRED})


@transaction.atomic
def hire(
    *,
    actor: Actor,
    candidacy_id: UUID,
    starts_on: date,
    hired_on: date | None = None,
    expected_version: int | None = None,
) -> Candidacy:
    """Record that the employer takes the person; it takes one seat, behind the offer's door.

    Raises Taken when every seat is filled (two clicks at once for the last one: the second is told), WrongState when the
    offer is no longer open, BusinessError for dates out of order.
    """
    opening_id = Candidacy.objects.values_list("opening_id", flat=True).get(pk=candidacy_id)
    opening = locked_opening(opening_id)
    candidacy = locked(candidacy_id)
    require(CANDIDACIES, actor, "hire", candidacy)
    candidacy.require_version(expected_version)
    CANDIDACY.check("hire", candidacy.state)
    decided = hired_on or actor.today
    if not candidacy.referred_on <= decided <= actor.today:
        raise BusinessError(_("The hire was decided between the referral and today."), code="date", field="hired_on")
    if starts_on < candidacy.referred_on:
        raise BusinessError(_("The first day of work cannot come before the referral."), code="date", field="starts_on")
    if opening.state not in _HIRING_STATES:
        raise WrongState(_("This offer is closed: a hire can no longer be recorded on it."))
    if seats_free(opening) == 0:
        raise Taken(
            _("All the places of this offer are filled; someone else was hired on the last one. Nothing was recorded.")
        )
    return move(candidacy, "hire", actor, hired_on=decided, starts_on=starts_on)


@transaction.atomic
def confirm_start(
    *,
    actor: Actor,
    candidacy_id: UUID,
    first_day: date,
    confirmed_by: Confirmer,
    note: str = "",
    expected_version: int | None = None,
) -> Placement:
    """Record that the employer or the person confirmed the first day worked: the hire now counts as a placement.

    It counts from `first_day`; the checks fall due after the months of the parameter `placement.check_months`; the
    person's card is ended by the placement, and what they still awaited on other offers is withdrawn. Raises
    BusinessError for a first day to come or before the referral.
    """
    candidacy = locked(candidacy_id)
    require(PLACEMENTS, actor, "confirm", candidacy)
    candidacy.require_version(expected_version)
    if not candidacy.referred_on <= first_day <= actor.today:
        raise BusinessError(
            _(
                "The first day worked lies between the referral and today. A day to come is confirmed once it is worked."
            ),
            code="date",
            field="first_day",
        )
    if confirmed_by not in Confirmer.values:
        raise BusinessError(_("Say who confirmed it."), code="confirmed_by", field="confirmed_by")
    move(candidacy, "start", actor, starts_on=first_day)
    placement = Placement(
        candidacy=candidacy,
        office_id=candidacy.office_id,
        first_day=first_day,
        confirmed_on=actor.today,
        confirmed_by=confirmed_by,
        confirmation_note=note.strip()[:300],
        recorded_by_id=actor.id,
    )
    person_id, office_id = candidacy.person_id, candidacy.office_id
    writing.create(placement, "placement.confirm", actor=actor, subject_id=person_id, structure_id=office_id)
    for months in value("placement.check_months", first_day):
        insert(
            PlacementCheck(
                placement=placement,
                months=months,
                due_on=add_months(first_day, months),
                created_at=actor.at,
                updated_at=actor.at,
            )
        )
    place_holder(actor=actor, person_id=person_id)
    end_other_candidacies(actor=actor, placed=candidacy)
    emit(Event("placement.confirm", actor, placement.pk, person_id, {"opening": candidacy.opening_id}))
    return placement


@transaction.atomic
def record_check(
    *, actor: Actor, check_id: UUID, outcome: CheckOutcome, note: str = "", expected_version: int | None = None
) -> PlacementCheck:
    """Record what a check found. The count of placements does not change; an unreached person may be checked again.

    A job found lost is lost at the later checks too: they are recorded with this one, and nobody is called for them.
    """
    check = _CHECK.one(check_id=check_id)
    candidacy = check.placement.candidacy
    require(PLACEMENTS, actor, "check", candidacy)
    if outcome not in CheckOutcome.values:
        raise BusinessError(_("Say what the check found."), code="outcome", field="outcome")
    if check.outcome in {CheckOutcome.KEPT, CheckOutcome.LOST}:
        raise WrongState(_("This check was recorded already."))
    if check.due_on > actor.today:
        raise WrongState(_("This check is not due yet."))
    values = {"outcome": outcome, "done_on": actor.today, "note": note.strip()[:300]}
    _write_check(check, actor, values, expected_version)
    if outcome == CheckOutcome.LOST:
        for later in check.placement.checks.filter(months__gt=check.months, done_on__isnull=True):
            _write_check(later, actor, {"outcome": outcome, "done_on": actor.today})
    details = {"outcome": str(outcome), "months": check.months}
    emit(Event("placement.check", actor, check.placement_id, candidacy.person_id, details))
    return check


def _write_check(
    check: PlacementCheck, actor: Actor, values: dict[str, object], expected_version: int | None = None
) -> None:
    candidacy = check.placement.candidacy
    writing.edit(
        check,
        "placement.check",
        actor=actor,
        values=values,
        expected_version=expected_version,
        subject_id=candidacy.person_id,
        structure_id=candidacy.office_id,
    )
