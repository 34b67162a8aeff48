"""The register of aids: what others gave, what is committed here. The rooms of projects and money write to it."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.cooperation.models import Organisation
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.locking import door
from baarasira.reference.currencies import CURRENCIES

from ..enums import AidOrigin, Purpose
from ..inputs import AidData
from ..models import Aid, Case
from ..rules.funding import double_funding, same_people
from . import doors


def _checked(actor: Actor, data: AidData) -> None:
    if data.given_on > actor.today:
        raise doors.refused("aid_future", _("This day is in the future."), "given_on")
    if data.funder_id is None and not data.funder_name.strip():
        raise doors.refused("aid_funder", _("Say who gave it."), "funder_name")
    if data.amount is not None and data.currency not in CURRENCIES:
        raise doors.refused("aid_currency", _("Choose the currency of the amount."), "currency")


@transaction.atomic
def record_aid(*, actor: Actor, case_id: UUID, data: AidData, origin: str = AidOrigin.DECLARED) -> Aid:
    """Record an aid that somebody else gave, as the person or the partner says. It then keeps a second one away.

    Raises NotAllowed, RuleRefused.
    """
    case = doors.locked(actor, case_id, "record_aid")
    _checked(actor, data)
    return _kept(actor, case, data, AidOrigin(origin), None)


@transaction.atomic
def commit_aid(*, actor: Actor, case_id: UUID, data: AidData, origin_id: UUID) -> Aid:
    """Record an aid that the service commits now, once for `origin_id`: nothing for the same purpose may stand.

    Called by the room that commits the money, within its transaction, after its own policy. Behind the door of the person, so
    that two funders at once commit once. Raises RuleRefused (double_funding).
    """
    case = Case.objects.select_related("person", "owner").get(pk=case_id)
    door(*(f"aid-person:{one}" for one in same_people(case.person)))
    known = Aid.objects.filter(origin_id=origin_id, purpose=data.purpose).first()
    if known is not None and known.cancelled_on is None:
        return known
    _checked(actor, data)
    doors.stop_at(double_funding(case.person, data.purpose, on=actor.today, leave_out=origin_id))
    return _kept(actor, case, data, AidOrigin.GRANT, origin_id)


def _kept(actor: Actor, case: Case, data: AidData, origin: str, origin_id: UUID | None) -> Aid:
    row = Aid(
        person=case.person,
        case=case,
        purpose=Purpose(data.purpose),
        origin=origin,
        origin_id=origin_id,
        funder=Organisation.objects.get(pk=data.funder_id) if data.funder_id is not None else None,
        funder_name=" ".join(data.funder_name.split())[:120],
        amount=data.amount,
        currency=data.currency if data.amount is not None else "",
        given_on=data.given_on,
        reference=data.reference.strip()[:120],
        recorded_by=actor.user if isinstance(actor.user, User) else None,
    )
    writing.create(row, "aid.record", actor=actor, **doors.told(case))
    return row


@transaction.atomic
def cancel_aid(*, actor: Actor, aid_id: UUID, reason: str) -> Aid:
    """Say that an aid recorded by hand does not stand, with the reason; another person than who recorded it (R-16).

    Raises NotAllowed, RuleRefused for what was committed here, which the room of the money cancels.
    """
    aid = Aid.objects.select_for_update(of=("self",)).select_related("case", "recorded_by").get(pk=aid_id)
    if aid.origin == AidOrigin.GRANT or aid.case_id is None:
        raise doors.refused("aid_grant", _("This aid was committed here: cancel the grant itself."))
    case = doors.locked(actor, aid.case_id, "record_aid")
    if aid.cancelled_on is not None:
        raise doors.refused("aid_cancelled", _("This aid no longer stands already."))
    doors.second(actor, aid.recorded_by, _("Who recorded this aid does not take it back: another person does."))
    return _cancelled(actor, case, aid, doors.words_of(reason, 300))


@transaction.atomic
def release_aid(*, actor: Actor, origin_id: UUID, reason: str) -> None:
    """Say that what was committed under `origin_id` no longer stands. Called by the room of the money, after its policy."""
    for aid in Aid.objects.select_for_update(of=("self",)).filter(origin_id=origin_id, cancelled_on__isnull=True):
        case = Case.objects.get(pk=aid.case_id)
        _cancelled(actor, case, aid, doors.words_of(reason, 300))


def _cancelled(actor: Actor, case: Case, aid: Aid, reason: str) -> Aid:
    values = {"cancelled_on": actor.today, "cancelled_reason": reason}
    writing.edit(aid, "aid.cancel", actor=actor, values=values, **doors.told(case))
    return aid
