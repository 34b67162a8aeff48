"""Attendance: the page at a desk or on a phone, the entries a device sends, corrections."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.training.courses import actions
from baarasira.training.courses.enums import EnrolmentState, Mark
from baarasira.training.courses.inputs import EntryData
from baarasira.training.courses.models import Session, SessionDay
from baarasira.training.courses.policies import SESSIONS
from baarasira.training.courses.queries import attendance as queries
from baarasira.training.courses.queries import reach
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import CorrectionForm
from ..reach import session_or_404
from ..states import tone

DAYS_A_SHEET = 6
"""As many boxes as a sheet of paper holds beside the names."""
MOST_ENTRIES = 2000
"""Of one send: fifty people, forty days."""


@require_http_methods(["GET", "POST"])
def attendance(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Show the sheet of a day, and take the marks of those not noted yet; the form sent twice notes once."""
    found = session_or_404(request, group_id)
    reach.require(request.actor, SESSIONS, "attend", found)
    days = list(found.days.all())
    day = _day(request, found, days)
    if request.method == "POST" and day is not None:
        entries = _entries(request, found, day)
        receipts = actions.record_attendance(actor=request.actor, session_id=found.pk, entries=entries)
        if refused := [receipt.sentence for receipt in receipts if receipt.status == "refused"]:
            return _page(request, found, day, days, refused=refused)
        drafts.confirm(request, _("Attendance is recorded."))
        return redirect(f"{request.path}?jour={day.pk}")
    return _page(request, found, day, days)


@require_GET
def signing_sheet(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Show the sheet to print for a place without a phone: everybody's name, and a box a day to sign or to put a thumb in."""
    found = session_or_404(request, group_id)
    reach.require(request.actor, SESSIONS, "attend", found)
    days = list(found.days.all())
    parts = [days[place : place + DAYS_A_SHEET] for place in range(0, len(days), DAYS_A_SHEET)]
    context = {
        "session": found,
        "people": queries.group(found),
        "parts": [
            {"first": part[0].day, "last": part[-1].day, "boxes": [_heading(day) for day in part]} for part in parts
        ],
        "teaching": found.teaching.select_related("trainer"),
    }
    return render(request, "courses/signing_sheet.html", context)


def _heading(day: SessionDay) -> str:
    return f"{format_date(day.day, 'D d/m')} {day.starts:%H:%M}–{day.ends:%H:%M}"


def _day(request: AgentRequest, found: Session, days: list[SessionDay]) -> SessionDay | None:
    """Return the day asked for, else the first that waits, else the last one past."""
    asked = request.GET.get("jour", "") or request.POST.get("jour", "")
    chosen = [day for day in days if str(day.pk) == asked]
    waiting = queries.unnoted_days(found, request.actor)
    past = [day for day in days if day.day <= request.actor.today]
    return next(iter([*chosen, *waiting, *reversed(past), *days]), None)


def _entries(request: AgentRequest, found: Session, day: SessionDay) -> list[EntryData]:
    """Return an entry for each person marked; its number was made with the form."""
    entries = []
    for enrolment_id in found.enrolments.values_list("pk", flat=True):
        mark, key = request.POST.get(f"mark-{enrolment_id}", ""), request.POST.get(f"entry-{enrolment_id}", "")
        number = _uuid(key)
        if mark and number is not None:
            entries.append(
                EntryData(
                    id=number, enrolment_id=enrolment_id, day_id=day.pk, mark=mark, noted_at=request.actor.at,
                    device=f"desk:{request.actor.id}",
                )
            )  # fmt: skip
    return entries


def _uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _page(
    request: AgentRequest,
    found: Session,
    day: SessionDay | None,
    days: list[SessionDay],
    *,
    refused: list[str] | None = None,
    correction: CorrectionForm | None = None,
    corrected: str = "",
) -> HttpResponse:
    lines = queries.sheet(found, day) if day is not None else []
    context = {
        "session": found,
        "day": day,
        "tabs": [
            {"label": f"{each.day:%d/%m}", "url": f"{_address(found)}?jour={each.pk}", "current": each == day}
            for each in days
        ],
        "lines": [
            {
                "line": line, "entry_id": uuid4(), "tone": tone("mark", line.mark),
                "form": correction if corrected == str(line.enrolment.pk) else
                CorrectionForm(auto_id=f"c{number}_%s"),
            }
            for number, line in enumerate(lines)
        ],
        "marks": Mark.choices,
        "to_note": any(not line.mark for line in lines),
        "future": day is not None and day.day > request.actor.today,
        "planned": found.state == "planned",
        "disputed": sum(line.disputed for line in lines),
        "refused": refused or [],
    }  # fmt: skip
    wrong = bool(refused) or (correction is not None and bool(correction.errors))
    return render(request, "courses/attendance.html", context, status=422 if wrong else 200)


def _address(found: Session) -> str:
    return reverse("courses:attendance", args=[found.pk])


@require_POST
def correct_attendance(request: AgentRequest, group_id: UUID) -> HttpResponse:
    """Correct what stands for somebody on a day, or settle a difference, with a reason."""
    found = session_or_404(request, group_id)
    reach.require(request.actor, SESSIONS, "attend", found)
    days = list(found.days.all())
    day = _day(request, found, days)
    enrolment = found.enrolments.filter(pk=_uuid(request.POST.get("enrolment", ""))).first()
    form = CorrectionForm(request.POST, auto_id="c_%s")
    if form.is_valid() and enrolment is not None and day is not None:
        try:
            actions.correct_attendance(
                actor=request.actor, enrolment_id=enrolment.pk, day_id=day.pk, entry_id=_uuid(request.POST.get("entry", "")),
                **form.cleaned_data,
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The mark is corrected; what stood before is kept."))
            return redirect(f"{_address(found)}?jour={day.pk}")
    corrected = str(enrolment.pk) if enrolment is not None else ""
    return _page(request, found, day, days, correction=form, corrected=corrected)


@require_GET
def attendance_group(request: AgentRequest, group_id: UUID) -> JsonResponse:
    """Answer what a device needs to take attendance without a network: the days, the people, the marks that stand."""
    found = session_or_404(request, group_id)
    reach.require(request.actor, SESSIONS, "attend", found)
    days = list(found.days.all())
    people = found.enrolments.filter(state=EnrolmentState.ENROLLED).select_related("person")
    standing = [
        {"enrolment": str(row.enrolment_id), "day": str(row.day_id), "mark": row.mark, "disputed": row.disputed}
        for row in queries.standing(found)
    ]
    return JsonResponse(
        {
            "session": str(found.pk),
            "title": found.title,
            "days": [
                {
                    "id": str(day.pk),
                    "day": day.day.isoformat(),
                    "starts": f"{day.starts:%H:%M}",
                    "ends": f"{day.ends:%H:%M}",
                }
                for day in days
            ],
            "people": [
                {"enrolment": str(row.pk), "name": str(row.person)}
                for row in people.order_by("person__surname", "person__given_names", "id")
            ],
            "marks": [{"value": value, "label": str(label)} for value, label in Mark.choices],
            "standing": standing,
        }
    )


@require_POST
def send_attendance(request: AgentRequest, group_id: UUID) -> JsonResponse:
    """Take entries made on a device, {"entries": [{id, enrolment, day, mark, noted_at, device}]}; answer what became of each.

    Sent again, an entry is known. What cannot be read at all is answered 400, a refusal of the whole 409, with its sentence.
    """
    found = session_or_404(request, group_id)
    try:
        entries = _read(request.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"error": _("These entries cannot be read.")}, status=400)
    try:
        receipts = actions.record_attendance(actor=request.actor, session_id=found.pk, entries=entries)
    except BusinessError as error:
        return JsonResponse({"error": str(error)}, status=409)
    return JsonResponse(
        {"receipts": [{"id": str(row.id), "status": row.status, "sentence": row.sentence} for row in receipts]}
    )


def _read(body: bytes) -> list[EntryData]:
    rows = json.loads(body)["entries"]
    if not isinstance(rows, list) or len(rows) > MOST_ENTRIES:
        raise ValueError("too many entries")
    return [_entry(row) for row in rows]


def _entry(row: dict[str, Any]) -> EntryData:
    return EntryData(
        id=UUID(row["id"]),
        enrolment_id=UUID(row["enrolment"]),
        day_id=UUID(row["day"]),
        mark=str(row["mark"])[:10],
        noted_at=_moment(str(row["noted_at"])),
        device=str(row["device"])[:60],
    )


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError("no moment")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
