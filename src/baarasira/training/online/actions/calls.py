"""Calls to those who do not advance, and the certificates they bring."""

from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState

from ..enums import HELD, CallOutcome
from ..inputs import CallData
from ..models import PlaceCall, Progress
from . import doors
from .places import take_back


@transaction.atomic
def record_call(*, actor: Actor, place_id: UUID, data: CallData) -> PlaceCall:
    """Record a call to somebody who does not advance. Who stops gives the place back, with the reason.

    Raises NotAllowed, RuleRefused, WrongState when the place is over.
    """
    place = doors.open_place(actor, place_id, "call")
    if place.state not in HELD:
        raise WrongState(_("This place is over."), code="online_place.call")
    again = data.outcome == CallOutcome.AGAIN
    if again != (data.again_on is not None) or (data.again_on is not None and data.again_on <= actor.today):
        raise doors.refused(
            "call_again", _("Write the day of the next call, after today, when there is one."), "again_on"
        )
    call = PlaceCall(
        place=place,
        called_on=actor.today,
        by=doors.person_acting(actor),
        reason=data.reason,
        outcome=data.outcome,
        again_on=data.again_on,
        words=" ".join(data.words.split())[:500],
    )
    writing.create(call, "online_call.record", actor=actor, **doors.told(place))
    if data.outcome == CallOutcome.STOPS:
        take_back(actor, place, data.reason, doors.words_of(data.words, 500))
    return call


@transaction.atomic
def keep_certificate(*, actor: Actor, progress_id: UUID, upload: File[object] | files.Examined) -> Progress:
    """Keep the certificate of a completed course in the person's file. Raises NotAllowed, RuleRefused."""
    place_id = Progress.objects.values_list("place_id", flat=True).get(pk=progress_id)
    place = doors.open_place(actor, place_id, "certify")
    progress = Progress.objects.select_for_update().get(pk=progress_id)
    if progress.completed_on is None:
        raise doors.refused("certificate_early", _("This course is not completed."), "file")
    kept = files.keep(
        actor=actor, upload=upload, owner=f"online_place:{place.pk}", person_id=place.person_id,
        structure_id=place.platform.structure_id,
    )  # fmt: skip
    writing.edit(progress, "online_progress.certify", actor=actor, values={"file": kept}, **doors.told(place))
    return progress
