"""A visit made: what was found, with its photo, and what it moves."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import files
from baarasira.kernel.actor import Actor
from baarasira.kernel.files import IMAGES, Examined, examine
from baarasira.kernel.locking import door

from ...cases.actions import advance, doors
from ...cases.enums import CaseState
from ...cases.models import Case
from ..enums import SAW, Found, Living, Mode, Problem
from ..inputs import VisitData
from ..models import Visit
from ..policies import VISITS
from ..rules import data_findings, owner_key, photo_findings
from ..transitions import VISIT

_SEEN_ONLY = (
    "active", "living", "sales", "costs", "stock", "savings", "debts", "paid_women", "paid_men", "unpaid", "equipment_held",
    "satisfaction", "leave_again",
)  # fmt: skip


@transaction.atomic
def make_visit(*, actor: Actor, visit_id: UUID, data: VisitData) -> Visit:
    """Record a visit that was planned; the same form sent twice records it once.

    A photo kept before under any other file is refused (R-23). Raises NotAllowed, RuleRefused, WrongState.
    """
    case_id = Visit.objects.values_list("case_id", flat=True).get(pk=visit_id)
    door(f"visits:{case_id}")
    rows = Visit.objects.select_for_update(of=("self",)).select_related(
        "case__person", "case__owner", "case__programme"
    )
    visit = rows.get(pk=visit_id)
    VISITS.require(actor, "make", visit.case.owner_id)
    if data.form_token is not None and visit.form_token == data.form_token:
        return visit
    return _made(actor, visit, data)


@transaction.atomic
def make_unplanned(*, actor: Actor, case_id: UUID, data: VisitData) -> Visit:
    """Record a visit that nobody had planned (a start to see, a complaint). Raises NotAllowed, RuleRefused."""
    door(f"visits:{case_id}")
    case = Case.objects.select_related("person", "owner", "programme").get(pk=case_id)
    VISITS.require(actor, "make", case.owner_id)
    if data.form_token is not None and (known := Visit.objects.filter(form_token=data.form_token).first()):
        return known
    if case.state == CaseState.CLOSED:
        raise doors.refused("case_closed", _("This case is closed: reopen it first."))
    visit = Visit(case=case, month=0, due_on=data.done_on)
    VISIT.begin(visit, "plan", actor=actor, **doors.told(case))
    return _made(actor, visit, data)


def _made(actor: Actor, visit: Visit, data: VisitData) -> Visit:
    case = visit.case
    VISIT.check("make", visit.state)
    doors.stop_at(data_findings(visit, data, actor.today))
    values = {
        **_columns(data),
        "visitor": visit.visitor,
        "done_on": data.done_on,
        "done_by": doors.person_acting(actor),
        "form_token": data.form_token,
        **_photo(actor, visit, data),
    }
    VISIT.apply(visit, "make", actor=actor, values=values, **doors.told(case))
    if data.found in SAW and case.state == CaseState.START:
        advance(actor=actor, case_id=case.pk, name="follow")
    return visit


def _columns(data: VisitData) -> dict[str, Any]:
    """Return the answers as columns; none where nobody was seen."""
    seen = data.found in SAW
    columns: dict[str, Any] = {name: getattr(data, name) for name in _SEEN_ONLY} if seen else {}
    if columns.get("living"):
        columns["living"] = Living(columns["living"])
    return {
        **columns,
        "found": Found(data.found),
        "mode": Mode(data.mode),
        "problems": [code for code in Problem.values if code in set(data.problems)] if seen else [],
        "support_given": " ".join(data.support_given.split())[:300],
        "next_action": " ".join(data.next_action.split())[:300],
        "latitude": data.latitude,
        "longitude": data.longitude,
    }


def _photo(actor: Actor, visit: Visit, data: VisitData) -> dict[str, Any]:
    """Keep the photo, refused when its bytes were handed in before for something else."""
    if data.photo is None:
        return {}
    given = data.photo
    examined = given if isinstance(given, Examined) else examine(given, kinds=IMAGES, field="photo")
    doors.stop_at(photo_findings(visit, examined))
    stored = files.keep(
        actor=actor,
        upload=examined,
        owner=owner_key(visit.pk),
        person_id=visit.case.person_id,
        structure_id=visit.case.owner_id,
        kinds=IMAGES,
        field="photo",
    )
    return {"photo": stored, "photo_at": data.photo_at or actor.at}
