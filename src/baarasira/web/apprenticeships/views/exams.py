"""Examinations: the list, one examination with its jury and its marks, proposed by one person and signed by another."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.training.apprenticeships import marks as marking
from baarasira.training.apprenticeships.actions import examinations as actions
from baarasira.training.apprenticeships.enums import ContractState, ExamState, JurorKind
from baarasira.training.apprenticeships.inputs import ExamData, JurorData
from baarasira.training.apprenticeships.models import Examination, MarkChange, Sitting
from baarasira.training.apprenticeships.policies import EXAMINATIONS
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.web.requests import AgentRequest, public_address
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from .. import forms
from ..acting import Do, Offer, act
from ..reach import exam_or_404, own_centres
from ..states import tone

_OPEN = {ExamState.PLANNED, ExamState.MARKED}


@require_GET
def list_exams(request: AgentRequest) -> HttpResponse:
    """Show the examinations of the agent's structures."""
    EXAMINATIONS.require(request.actor, "view")
    page = paginate(queries.examinations(request.actor).order_by(), order=("-held_on", "-id"), request=request)
    lines = [{"row": row, "tone": tone("exam", row.state)} for row in page.rows]
    context = {"page": page, "lines": lines, "may_plan": EXAMINATIONS.allows(request.actor, "plan")}
    return render(request, "apprenticeships/exams.html", context)


@require_http_methods(["GET", "POST"])
def new_exam(request: AgentRequest) -> HttpResponse:
    """Plan an examination and name its jury."""
    EXAMINATIONS.require(request.actor, "plan")
    centres = own_centres(request)
    form = forms.ExamForm(request.POST or None, masters=queries.masters(request.actor))
    if request.method == "POST" and form.is_valid() and centres:
        try:
            made = actions.plan(actor=request.actor, centre_id=centres[0].pk, data=_data(form.cleaned_data))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The examination is planned: enter who sits it."))
            return redirect("apprenticeships:exam", made.pk)
    context = {"form": form, "centre": centres[0] if centres else None}
    return render(request, "apprenticeships/exam_new.html", context, status=422 if form.errors else 200)


def _data(given: Mapping[str, Any]) -> ExamData:
    jurors = [JurorData(kind=JurorKind.TRAINER, name=given["trainer"])]
    for name in ("first", "second"):
        master = given[f"{name}_number"]
        jurors.append(JurorData(kind=JurorKind.PROFESSIONAL, name=given[name], master_id=master.pk if master else None))
    plain = {name: given[name] for name in ("trade", "held_on", "place", "situation")}
    return ExamData(**plain, jurors=jurors)


@require_GET
def exam(request: AgentRequest, exam_id: UUID) -> HttpResponse:
    """Show an examination: jury, who sits it, marks, results."""
    return _page(request, exam_or_404(request, exam_id))


def _known(request: AgentRequest, found: Examination, bound: str = "") -> dict[str, tuple[Form | None, Do]]:
    do: dict[str, Any] = {"actor": request.actor, "examination_id": found.pk}
    ready = queries.visible_to(request.actor).filter(
        centre=found.centre, trade=found.trade, state=ContractState.COMPLETED
    )
    entered = found.sittings.values_list("contract_id", flat=True)
    sent = request.POST if bound == "enter" else None
    form = forms.EnterForm(sent, contracts=ready.exclude(pk__in=entered), auto_id="enter_%s")
    return {
        "enter": (form, lambda given: actions.enter(**do, contract_id=UUID(given["contract"]))),
        "propose": (None, lambda _given: actions.propose(**do)),
        "sign": (None, lambda _given: actions.sign(**do, address=public_address(request))),
        "cancel": (None, lambda given: actions.cancel(**do, **given)),
    }


@require_POST
def exam_act(request: AgentRequest, exam_id: UUID, name: str) -> HttpResponse:
    """Do one act on an examination, and show it again."""
    found = exam_or_404(request, exam_id)
    known = _known(request, found, name)
    back = ("apprenticeships:exam", [found.pk])
    return act(request, name, known, lambda wrong, status: _page(request, found, wrong, status), back)


def _page(
    request: AgentRequest, found: Examination, wrong: Mapping[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    jurors = list(found.jurors.all())
    own = same_person(found.proposed_by, request.user)
    held = found.held_on <= request.actor.today and found.state in _OPEN
    context = {
        "exam": found,
        "tone": tone("exam", found.state),
        "jurors": jurors,
        "lines": [_line(found, row, jurors) for row in _sittings(found)],
        "may_mark": held and EXAMINATIONS.allows(request.actor, "mark", found.centre_id),
        "waits_second": found.state == ExamState.MARKED and own,
        "offers": _offers(request, found, wrong or {}, own=own, held=held),
    }
    return render(request, "apprenticeships/exam.html", context, status=status)


def _sittings(found: Examination) -> Any:
    return found.sittings.select_related("contract__person", "contract__master").prefetch_related("marks")


def _line(found: Examination, row: Sitting, jurors: list[Any]) -> dict[str, Any]:
    given = {mark.juror_id: mark for mark in row.marks.all()}
    mean = actions.mean_of(found, row)
    return {
        "row": row,
        "cells": [
            {"juror": juror, "mark": given.get(juror.pk), "shown": _shown(given.get(juror.pk))} for juror in jurors
        ],
        "mean": actions.result_words(marking.hundredths(mean)) if mean is not None else "",
    }


def _shown(mark: Any) -> str:
    if mark is None:
        return ""
    return f"{marking.shown(mark.practical_4)} / {marking.shown(mark.oral_4)}"


def _offers(
    request: AgentRequest, found: Examination, wrong: Mapping[str, Form], *, own: bool, held: bool
) -> list[Offer]:
    may = lambda name: EXAMINATIONS.allows(request.actor, name, found.centre_id)  # noqa: E731
    certain = _("Whoever passed is certified, and marks no longer change.")
    lost = _("Its marks count for nothing.")
    shown = [
        (found.state in _OPEN and may("plan"), Offer("enter", _("Enter an apprentice"), "", open=True)),
        (held and may("propose"), Offer("propose", _("Propose the results"), "")),
        (
            found.state == ExamState.MARKED and may("sign") and not own,
            Offer("sign", _("Sign the results"), "", consequence=certain),
        ),
        (
            found.state in _OPEN and may("plan"),
            Offer("cancel", _("Cancel the examination"), "", consequence=lost, reason=True),
        ),
    ]
    known = _known(request, found)
    offers = []
    for offered, offer in shown:
        if offered:
            offer.url = reverse("apprenticeships:exam-act", args=[found.pk, offer.name])
            offer.form = wrong.get(offer.name) or known[offer.name][0]
            offers.append(offer)
    return offers


@require_http_methods(["GET", "POST"])
def marks(request: AgentRequest, sitting_id: UUID, juror_id: UUID) -> HttpResponse:
    """Enter, or correct with its reason, what one juror gave to one apprentice."""
    sitting = get_object_or_404(Sitting.objects.select_related("contract__person", "examination"), pk=sitting_id)
    found = exam_or_404(request, sitting.examination_id)
    EXAMINATIONS.require(request.actor, "mark", found.centre_id)
    juror = get_object_or_404(found.jurors.all(), pk=juror_id)
    known = sitting.marks.filter(juror=juror).first()
    initial = {"practical": marking.shown(known.practical_4), "oral": marking.shown(known.oral_4)} if known else {}
    form = forms.MarksForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark(actor=request.actor, sitting_id=sitting.pk, juror_id=juror.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The marks are recorded."))
            return redirect("apprenticeships:exam", found.pk)
    changes = MarkChange.objects.filter(object_id=known.pk).select_related("by") if known else []
    rows = [{"row": row, "former": marking.shown(row.former_4), "new": marking.shown(row.new_4)} for row in changes]
    context = {"form": form, "sitting": sitting, "exam": found, "juror": juror, "changes": rows}
    return render(request, "apprenticeships/marks.html", context, status=422 if form.errors else 200)


@require_POST
def absent(request: AgentRequest, sitting_id: UUID) -> HttpResponse:
    """Record that an apprentice did not come."""
    sitting = get_object_or_404(Sitting, pk=sitting_id)
    found = exam_or_404(request, sitting.examination_id)
    actions.mark_absent(actor=request.actor, sitting_id=sitting.pk)
    drafts.confirm(request, _("It is recorded."))
    return redirect("apprenticeships:exam", found.pk)
