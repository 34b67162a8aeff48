"""What a visit says: whether its photo is its own, how the case may end, what is a living business."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.kernel.files import Examined
from baarasira.kernel.models import StoredFile

from ..cases.enums import Axis, CaseState, Closing
from ..cases.models import Case
from .enums import Found, Living, VisitState
from .inputs import VisitData
from .models import Visit

LAST_MONTH = 12
LOST_AFTER = 2
"""Visits in a row that found nobody before a case may be closed as lost."""


def owner_key(visit_id: UUID) -> str:
    """Return under which key the photo of a visit is kept."""
    return f"visit:{visit_id}"


def photo_findings(visit: Visit, examined: Examined) -> list[Finding]:
    """Return what stops a photo: the same bytes were handed in for another visit or another file."""
    same = StoredFile.objects.filter(received_sha256=examined.received_sha256).exclude(owner=owner_key(visit.pk))
    if (other := same.order_by("id").first()) is None:
        return []
    sentence = _("This photo was handed in already, on %(day)s. Take a new one, on the spot, today.")
    return [Finding("photo_reused", sentence % {"day": f"{other.kept_at:%d/%m/%Y}"}, "photo", source="R-23")]


def data_findings(visit: Visit, data: VisitData, on: date) -> list[Finding]:
    """Return what is missing or wrong in what a visitor wrote."""
    found = []
    if data.done_on > on:
        found.append(Finding("visit_future", _("A visit is recorded once it was made."), "done_on"))
    if data.found in {Found.PERSON, Found.RELATIVE}:
        if data.active is None:
            found.append(Finding("visit_active", _("Say whether the activity is going on."), "active"))
        if data.active and visit.case.axis == Axis.BUSINESS and (data.sales is None or data.costs is None):
            found.append(Finding("visit_money", _("Write the sales and the costs of last month, 0 if none."), "sales"))
    if (data.latitude is None) != (data.longitude is None):
        found.append(Finding("visit_place", _("A place has a latitude and a longitude."), "latitude"))
    if data.photo is not None and data.latitude is None:
        found.append(
            Finding("photo_place", _("A photo counts with the place where it was taken."), "latitude", source="R-23")
        )
    return found


def is_active(visit: Visit) -> bool:
    """Tell whether a visit found the activity at work, on the spot or by phone."""
    return visit.state == VisitState.DONE and visit.active is True


def lives(visit: Visit) -> bool:
    """Tell whether the business succeeds: active, revenue at least the costs, the person lives from it at least in part (C.5)."""
    if not is_active(visit) or visit.living not in {Living.WHOLLY, Living.PARTLY}:
        return False
    return visit.sales is None or visit.costs is None or visit.sales >= visit.costs


def made(case: Case) -> list[Visit]:
    """Return the visits made to a case, the last first."""
    return list(case.visits.filter(state=VisitState.DONE).order_by("-done_on", "-id"))


def closing_findings(case: Case, closing: str) -> list[Finding]:
    """Return what the visits say against closing a case so: asked by the room of cases. Every finding blocks."""
    rows = made(case)
    last = rows[0] if rows else None
    if closing == Closing.SUCCESS and not (last is not None and last.month >= LAST_MONTH and lives(last)):
        sentence = _(
            "A success asks that the visit of the twelfth month found the activity going on, covering its costs, and the "
            "person living from it at least in part."
        )
        return [Finding("closing_success", sentence, "closing", source="domain.md C.5")]
    if closing == Closing.LOST:
        unseen = [row for row in rows[:LOST_AFTER] if row.found == Found.NOBODY]
        if case.state != CaseState.SIGNALLED and len(unseen) < LOST_AFTER:
            sentence = _("Lost from sight asks for two visits in a row, or calls, that found nobody.")
            return [Finding("closing_lost", sentence, "closing", source="domain.md C.3")]
    return []


_ENDS = {Found.DEAD: Closing.DEATH, Found.LEFT: Closing.REMIGRATION}


def suggested(case: Case) -> str:
    """Return how the visits suggest to close a case, empty when they suggest nothing."""
    rows = made(case)
    last = rows[0] if rows else None
    if last is None:
        return ""
    if last.found in _ENDS:
        return _ENDS[Found(last.found)]
    if len(rows) >= LOST_AFTER and all(row.found == Found.NOBODY for row in rows[:LOST_AFTER]):
        return Closing.LOST
    if last.month < LAST_MONTH:
        return ""
    if lives(last):
        return Closing.SUCCESS
    return Closing.PARTIAL if last.active else Closing.FAILURE
