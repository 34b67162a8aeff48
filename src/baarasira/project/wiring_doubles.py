"""What makes a merge of two files need a second agent, and what the clock and a purge do about such files.

A room that keeps something paid or signed adds its answer here: `holds.ask_with(function)`.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.counselling.models import Card
from baarasira.doubles import actions, holds
from baarasira.doubles.enums import HoldKind
from baarasira.doubles.holds import Hold
from baarasira.jobs import schedule
from baarasira.kernel import events
from baarasira.mobility.clearances.enums import WAS_ISSUED
from baarasira.mobility.clearances.models import Clearance
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.incidents.models import Cost
from baarasira.reintegration.cases.enums import AidOrigin
from baarasira.reintegration.cases.models import Aid, Plan
from baarasira.reintegration.funds.enums import GrantState, PaymentState
from baarasira.reintegration.funds.models import Grant, Payment
from baarasira.reintegration.placements.enums import PlacementState
from baarasira.reintegration.placements.models import Placement
from baarasira.reintegration.projects.models import Hearing
from baarasira.selection.enums import RunState
from baarasira.selection.models import Seat
from baarasira.training.certificates.enums import CertificateState
from baarasira.training.certificates.models import Certificate

_SIGNED_RUNS = (RunState.SIGNED, RunState.PUBLISHED)
_SIGNED_GRANTS = (GrantState.GRANTED, GrantState.COMPLETED, GrantState.STOPPED)
_SIGNED_PLACEMENTS = (PlacementState.SIGNED, PlacementState.ENDED, PlacementState.BROKEN)
_PAYMENTS = (PaymentState.SENT, PaymentState.DONE, PaymentState.CONFIRMED, PaymentState.CONTESTED)


def wire() -> None:
    """Tell what is signed and paid today, look through the register every night, follow a purge."""
    for teller in (
        _contracts, _clearances, _certificates, _selections, _cards, _costs, _plans, _decisions, _grants, _payments, _aids, _placements,
    ):  # fmt: skip
        holds.ask_with(teller)
    events.on("person.purge", _forget)
    schedule.add("doubles.find", schedule.Job(timedelta(hours=24), lambda actor: actions.find_everywhere(actor=actor)))


def _forget(event: events.Event) -> None:
    """The files merged into a purged one go with it."""
    if event.subject_id is not None:
        actions.forget_merged(actor=event.actor, person_id=event.subject_id)


def _contracts(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = WorkContract.objects.filter(candidacy__person__in=person_ids, signed_on__isnull=False)
    for person_id, number in rows.order_by("number").values_list("candidacy__person_id", "number"):
        yield Hold(person_id, HoldKind.SIGNED, _("Contract %(number)s") % {"number": number})


def _clearances(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Clearance.objects.filter(candidacy__person__in=person_ids, state__in=WAS_ISSUED)
    for person_id, number in rows.order_by("number").values_list("candidacy__person_id", "number"):
        yield Hold(person_id, HoldKind.SIGNED, _("Departure clearance %(number)s") % {"number": number})


def _certificates(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Certificate.objects.filter(person__in=person_ids, state=CertificateState.ISSUED)
    for person_id, number in rows.order_by("number").values_list("person_id", "number"):
        yield Hold(person_id, HoldKind.SIGNED, _("Certificate %(number)s") % {"number": number})


def _selections(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Seat.objects.filter(entry__candidacy__person__in=person_ids, run__state__in=_SIGNED_RUNS)
    for person_id, receipt in rows.order_by("entry__receipt").values_list(
        "entry__candidacy__person_id", "entry__receipt"
    ):
        yield Hold(person_id, HoldKind.SIGNED, _("Signed selection, receipt %(number)s") % {"number": receipt})


def _cards(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    for person_id, number in (
        Card.objects.filter(person__in=person_ids).order_by("number").values_list("person_id", "number")
    ):
        yield Hold(person_id, HoldKind.SIGNED, _("Job-seeker card %(number)s") % {"number": number})


def _costs(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Cost.objects.filter(person__in=person_ids, withdrawn_on__isnull=True).order_by("paid_on", "id")
    for cost in rows:
        words = {"item": cost.get_item_display(), "day": f"{cost.paid_on:%d/%m/%Y}"}
        yield Hold(cost.person_id, HoldKind.PAID, _("%(item)s, paid on %(day)s") % words)


def _plans(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Plan.objects.filter(case__person__in=person_ids, signed_on__isnull=False).order_by("case__number", "number")
    for person_id, number, case in rows.values_list("case__person_id", "number", "case__number"):
        words = {"number": number, "case": case}
        yield Hold(person_id, HoldKind.SIGNED, _("Plan %(number)s of case %(case)s") % words)


def _decisions(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Hearing.objects.filter(project__person__in=person_ids, decided_on__isnull=False).order_by("decided_on", "id")
    for person_id, number in rows.values_list("project__person_id", "project__number"):
        yield Hold(
            person_id, HoldKind.SIGNED, _("Decision of the committee on project %(number)s") % {"number": number}
        )


def _grants(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Grant.objects.filter(person__in=person_ids, state__in=_SIGNED_GRANTS)
    for person_id, number in rows.order_by("number").values_list("person_id", "number"):
        yield Hold(person_id, HoldKind.SIGNED, _("Grant %(number)s") % {"number": number})


def _payments(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Payment.objects.filter(tranche__grant__person__in=person_ids, state__in=_PAYMENTS)
    for person_id, number in rows.order_by("number").values_list("tranche__grant__person_id", "number"):
        yield Hold(person_id, HoldKind.PAID, _("Payment %(number)s") % {"number": number})


def _aids(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    """Yield the aids of others that stand; one committed here is told by its grant."""
    rows = Aid.objects.filter(person__in=person_ids, cancelled_on__isnull=True).exclude(origin=AidOrigin.GRANT)
    for aid in rows.order_by("given_on", "id"):
        words = {"purpose": aid.get_purpose_display(), "day": f"{aid.given_on:%d/%m/%Y}"}
        yield Hold(aid.person_id, HoldKind.PAID, _("Aid received (%(purpose)s) on %(day)s") % words)


def _placements(person_ids: Sequence[UUID]) -> Iterator[Hold]:
    rows = Placement.objects.filter(case__person__in=person_ids, state__in=_SIGNED_PLACEMENTS)
    for person_id, number in rows.order_by("number").values_list("case__person_id", "number"):
        yield Hold(person_id, HoldKind.SIGNED, _("Agreement of placement %(number)s") % {"number": number})
