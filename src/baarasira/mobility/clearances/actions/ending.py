"""How a clearance ends: taken back before it was issued, revoked, used at the departure."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.kernel import credentials
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.papers import short_date

from ..enums import ClearanceState
from ..models import Clearance
from ..policies import CLEARANCES
from ..transitions import CLEARANCE
from .doors import file_key, locked, words
from .issue import about


@transaction.atomic
def abandon(*, actor: Actor, clearance_id: UUID, reason: str, expected_version: int | None = None) -> Clearance:
    """Take a proposal back, with the reason. Raises NotAllowed, Stale, WrongState once issued, RuleRefused without words."""
    clearance = locked(clearance_id)
    CLEARANCES.require(actor, "abandon", clearance.office_id)
    clearance.require_version(expected_version)
    CLEARANCE.check("abandon", clearance.state)
    _end(actor, clearance, "abandon", words(reason))
    return clearance


@transaction.atomic
def revoke(*, actor: Actor, clearance_id: UUID, reason: str, expected_version: int | None = None) -> Clearance:
    """Take back a clearance that was issued: its code is refused as soon as the list is read. It cannot be undone.

    Raises NotAllowed, Stale, WrongState when it is used, replaced or revoked already, RuleRefused without words.
    """
    clearance = locked(clearance_id)
    CLEARANCES.require(actor, "revoke", clearance.office_id)
    clearance.require_version(expected_version)
    CLEARANCE.check("revoke", clearance.state)
    _end(actor, clearance, "revoke", words(reason))
    return clearance


def _end(actor: Actor, clearance: Clearance, name: str, reason: str) -> None:
    values = {"ended_at": actor.at, "ended_by": actor.user, "reason": reason}
    CLEARANCE.apply(clearance, name, actor=actor.because(""), values=values, **about(clearance))
    if name == "revoke" and clearance.status_id is not None:
        credentials.mark_revoked(clearance.status_id, actor.at)


@transaction.atomic
def use(*, actor: Actor, candidacy_id: UUID, on: date) -> Clearance:
    """Mark the clearance of a file used on the day of its departure, within the act that records it.

    Whoever may record the departure may use the clearance by it. Raises WrongState when none was in force on that day.
    """
    door(file_key(candidacy_id))
    rows = Clearance.objects.select_for_update(of=("self",)).select_related("candidacy")
    clearance = rows.filter(candidacy_id=candidacy_id, state=ClearanceState.ISSUED).first()
    if clearance is None:
        sentence = _("No departure clearance is in force for this file: nobody leaves without one (R-04).")
        raise WrongState(sentence, code="R-04")
    if (
        clearance.valid_from is None
        or clearance.valid_until is None
        or not clearance.valid_from <= on <= clearance.valid_until
    ):
        sentence = _(
            "The clearance %(number)s is in force from %(from)s to %(until)s: the departure of %(day)s is outside."
        )
        named = {"number": clearance.number, "day": short_date(on)}
        dates = {"from": short_date(clearance.valid_from), "until": short_date(clearance.valid_until)}  # type: ignore[arg-type]
        raise WrongState(sentence % {**named, **dates}, code="clearance.outside")
    values = {"ended_at": actor.at, "ended_by": actor.user}
    CLEARANCE.apply(clearance, "use", actor=actor.because(""), values=values, **about(clearance))
    if clearance.status_id is not None:
        credentials.mark_used(clearance.status_id, actor.at)
    return clearance


@transaction.atomic
def revoke_of_file(*, actor: Actor, candidacy_id: UUID, reason: str) -> int:
    """End what is proposed or in force of a file that ended or was stopped, within that act; return how many."""
    door(file_key(candidacy_id))
    rows = Clearance.objects.select_for_update(of=("self",)).select_related("candidacy")
    held = list(rows.filter(candidacy_id=candidacy_id, state__in=[ClearanceState.PROPOSED, ClearanceState.ISSUED]))
    for clearance in held:
        _end(actor, clearance, "revoke" if clearance.state == ClearanceState.ISSUED else "abandon", reason[:300])
    return len(held)


@transaction.atomic
def revoke_stopped(*, actor: Actor, opening_id: UUID, reason: str) -> int:
    """Revoke what is in force of the files of a campaign that was stopped, those not departed; return how many."""
    rows = Clearance.objects.filter(
        candidacy__opening_id=opening_id,
        candidacy__state=CandidacyState.UNDER_WAY,
        candidacy__departed_on__isnull=True,
        state__in=[ClearanceState.PROPOSED, ClearanceState.ISSUED],
    )
    keys = list(rows.order_by("candidacy_id").values_list("candidacy_id", flat=True).distinct())
    return sum(revoke_of_file(actor=actor, candidacy_id=key, reason=reason) for key in keys)
