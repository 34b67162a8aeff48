"""What comes out of a course for a person, and the support at 1, 3 and 6 months."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.models import Placement
from baarasira.kernel import files, writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.files import Examined, examine

from .. import events
from ..enums import BUSINESS, CourseKind, EnrolmentState, FollowedAs, OutputKind
from ..inputs import FollowUpData, OutputData
from ..models import Enrolment, FollowUp, Output
from ..policies import ENROLMENTS
from ..queries import reach
from . import doors

_TRE = (OutputKind.CV, OutputKind.LETTER, OutputKind.MOCK_INTERVIEW)


def outputs_of(kind: str) -> tuple[OutputKind, ...]:
    """Return what comes out of a course of a kind (C.6): papers to look for work, or a business file; either of any other."""
    if kind == CourseKind.TRE:
        return _TRE
    return (OutputKind.BUSINESS_FILE,) if kind in BUSINESS else tuple(OutputKind)


@transaction.atomic
def record_output(*, actor: Actor, enrolment_id: UUID, data: OutputData) -> Output:
    """Record what came out for a person, one of each kind; recorded again, it is corrected. Raises NotAllowed, RuleRefused."""
    enrolment = doors.enrolment_locked(enrolment_id)
    reach.require(actor, ENROLMENTS, "assess", enrolment.session)
    if enrolment.state not in {EnrolmentState.ENROLLED, EnrolmentState.COMPLETED}:
        raise WrongState(_("This person did not go to the end of this session."), code="enrolment.over")
    doors.stop_at(_output_findings(enrolment, data))
    values = _output_columns(actor, enrolment, data)
    known = Output.objects.select_for_update().filter(enrolment=enrolment, kind=data.kind).first()
    if known is not None:
        writing.edit(known, "training_output.record", actor=actor, values=values, **doors.told(enrolment))
        return known
    output = Output(enrolment=enrolment, kind=OutputKind(data.kind), made_on=actor.today, **values)
    writing.create(output, "training_output.record", actor=actor, **doors.told(enrolment))
    return output


def _output_findings(enrolment: Enrolment, data: OutputData) -> list[Finding]:
    found = []
    if data.kind not in outputs_of(enrolment.session.course.kind):
        found.append(Finding("output_kind", _("This does not come out of this course."), "kind"))
    if not data.summary.strip():
        found.append(Finding("output_summary", _("Write in a few words what it says."), "summary"))
    if data.kind == OutputKind.BUSINESS_FILE:
        if not data.activity.strip() or data.investment is None:
            found.append(Finding("output_business", _("Write the activity and what it needs to start."), "activity"))
        if data.own_part is not None and data.own_part > (data.investment or 0):
            found.append(Finding("output_own_part", _("The own part is more than what the project needs."), "own_part"))
    return found


def _output_columns(actor: Actor, enrolment: Enrolment, data: OutputData) -> dict[str, Any]:
    business = data.kind == OutputKind.BUSINESS_FILE
    columns: dict[str, Any] = {
        "summary": " ".join(data.summary.split())[:1000],
        "activity": " ".join(data.activity.split())[:200] if business else "",
        "place": " ".join(data.place.split())[:200] if business else "",
        "investment": data.investment if business else None,
        "own_part": data.own_part if business else None,
        "monthly_sales": data.monthly_sales if business else None,
        "recorded_by": doors.person_acting(actor),
    }
    if data.file is not None:
        examined = data.file if isinstance(data.file, Examined) else examine(data.file)
        columns["file"] = files.keep(
            actor=actor, upload=examined, owner=f"training_output:{enrolment.pk}:{data.kind}",
            person_id=enrolment.person_id, structure_id=enrolment.session.centre_id,
        )  # fmt: skip
    return columns


@transaction.atomic
def record_follow_up(*, actor: Actor, follow_up_id: UUID, data: FollowUpData) -> FollowUp:
    """Record what became of somebody; recorded again, it is corrected, and the journal keeps what stood. Raises NotAllowed,
    RuleRefused.
    """
    enrolment_id = FollowUp.objects.values_list("enrolment_id", flat=True).get(pk=follow_up_id)
    enrolment = doors.enrolment_locked(enrolment_id)
    reach.require_with(actor, "follow", enrolment)
    row = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    placement = Placement.objects.filter(pk=data.placement_id).first() if data.placement_id else None
    doors.stop_at(_follow_up_findings(actor, enrolment, data, placement))
    values: dict[str, Any] = {
        "situation": FollowedAs(data.situation),
        "done_on": data.done_on,
        "done_by": doors.person_acting(actor),
        "business_started_on": data.business_started_on,
        "jobs_created": data.jobs_created,
        "placement": placement,
        "note": " ".join(data.note.split())[:500],
    }
    writing.edit(row, "training_follow_up.record", actor=actor, values=values, **doors.told(enrolment))
    details = {"months": row.months, "situation": str(data.situation), "business_started_on": data.business_started_on}
    emit(Event(events.FOLLOWED, actor, enrolment.pk, subject_id=enrolment.person_id, details=details))
    return row


def _follow_up_findings(
    actor: Actor, enrolment: Enrolment, data: FollowUpData, placement: Placement | None
) -> list[Finding]:
    found = []
    if data.situation not in FollowedAs.values:
        found.append(Finding("follow_situation", _("Choose what the person does now."), "situation"))
    if not enrolment.session.ends_on <= data.done_on <= actor.today:
        found.append(Finding("follow_day", _("The day lies after the course, and not in the days to come."), "done_on"))
    started = data.business_started_on
    if started is not None and started > data.done_on:
        found.append(
            Finding("follow_start", _("A business that has started did so before this day."), "business_started_on")
        )
    if data.situation == FollowedAs.SELF_EMPLOYED and started is None:
        sentence = _("Write since when the business runs.")
        found.append(Finding("follow_start_missing", sentence, "business_started_on"))
    if data.jobs_created and started is None:
        found.append(Finding("follow_jobs", _("Jobs are those of a business that has started."), "jobs_created"))
    if data.situation == FollowedAs.UNREACHABLE and (started is not None or data.jobs_created):
        found.append(Finding("follow_unreached", _("Nobody was reached: leave the rest empty."), "situation"))
    if data.placement_id is not None and (placement is None or placement.candidacy.person_id != enrolment.person_id):
        found.append(Finding("follow_placement", _("This placement is not of this person."), "placement"))
    return found
