"""The survey of reintegration: begun, answered part by part, taken up again, its result drawn beside the last one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.kernel.errors import BusinessError
from baarasira.kernel.papers import short_date
from baarasira.reintegration.visits import actions, queries
from baarasira.reintegration.visits.enums import Dimension, SurveyState
from baarasira.reintegration.visits.models import Survey, SurveyWeights
from baarasira.reintegration.visits.policies import SURVEYS
from baarasira.reintegration.visits.survey import items, next_item
from baarasira.statistics.charts import survey_chart
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import BeginSurveyForm, SurveyForm, WeightsForm
from ..reach import case_or_404, survey_or_404
from ..states import tone


@require_http_methods(["GET", "POST"])
def begin_survey(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Begin a survey, or go on with the one that was interrupted."""
    case = case_or_404(request, case_id)
    SURVEYS.require(request.actor, "ask", case.owner_id)
    if (open_one := queries.open_survey(case)) is not None:
        return redirect("reintegration:survey", open_one.pk)
    form = BeginSurveyForm(request.POST or None, initial={"language": case.person.preferred_language})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(actor=request.actor, case_id=case.pk, **form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
        else:
            return redirect("reintegration:survey", made.pk)
    context = {"form": form, "case": case}
    return render(request, "reintegration/survey_begin.html", context, status=422 if form.errors else 200)


def _part(request: AgentRequest, found: Survey) -> str:
    """Return the dimension asked for, else the one of the first question without an answer."""
    wanted = request.GET.get("partie", "")
    if wanted in Dimension.values:
        return wanted
    waiting = next_item(found.answers)
    return waiting.dimension if waiting is not None else Dimension.PSYCHOSOCIAL


@require_http_methods(["GET", "POST"])
def survey(request: AgentRequest, survey_id: UUID) -> HttpResponse:
    """Show the questions of one part of an open survey and keep the answers; of a finished one, the result."""
    found = survey_or_404(request, survey_id)
    if found.state == SurveyState.DONE:
        return _result(request, found)
    SURVEYS.require(request.actor, "ask", found.case.owner_id)
    part = _part(request, found)
    form = SurveyForm(request.POST or None, dimension=part, answers=found.answers)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.answer(actor=request.actor, survey_id=found.pk, answers=form.answers())
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The answers are kept."))
            return redirect(_after(kept, part, ended="finish" in request.POST and _finished(request, kept)))
    left = sum(item.asked(found.answers) and item.key not in found.answers for item in items())
    parts = [{"key": name, "label": Dimension(name).label, "current": name == part} for name in Dimension.values]
    context = {"form": form, "survey": found, "case": found.case, "parts": parts, "left": left, "part": part}
    return render(request, "reintegration/survey.html", context, status=422 if form.errors else 200)


def _finished(request: AgentRequest, found: Survey) -> bool:
    """Finish a survey whose answers were kept just now; what still stands against it is said, and nothing is lost."""
    try:
        actions.finish(actor=request.actor, survey_id=found.pk)
    except BusinessError as error:
        messages.warning(request, str(error))
        return False
    return True


def _after(found: Survey, part: str, *, ended: bool) -> str:
    """Return where to go once answers are kept: the result, the next part that waits, or the same one."""
    address = reverse("reintegration:survey", args=[found.pk])
    if ended:
        return address
    waiting = next_item(found.answers)
    return f"{address}?partie={waiting.dimension if waiting is not None else part}"


def _asked(found: Survey) -> list[Survey]:
    """Return the surveys of the case finished up to this one, the last but one before it."""
    done = [row for row in queries.surveys_of(found.case) if row.state == SurveyState.DONE and row.pk <= found.pk]
    return done[-2:]


def _official(found: Survey) -> bool:
    return found.weights is not None and found.weights.official


def _result(request: AgentRequest, found: Survey) -> HttpResponse:
    rows = _asked(found)
    before = rows[0] if len(rows) > 1 else None
    lines = [
        {
            "label": Dimension(name).label,
            "score": getattr(found, name),
            "before": getattr(before, name) if before is not None else None,
        }
        for name in Dimension.values
    ]
    context = {
        "survey": found,
        "case": found.case,
        "lines": lines,
        "before": before,
        "official": _official(found),
        "tone": tone("triage", found.triage),
    }
    return render(request, "reintegration/survey_result.html", context)


@require_GET
def survey_picture(request: AgentRequest, survey_id: UUID) -> HttpResponse:
    """Draw the result of a survey beside the one before."""
    found = survey_or_404(request, survey_id)
    waves = [(f"{row.get_wave_display()} ({short_date(row.begun_on)})", _bars(row)) for row in _asked(found)]
    title = _("Score of the survey") if _official(found) else _("Indicative score")
    return HttpResponse(survey_chart(waves, title), content_type="image/svg+xml")


def _bars(row: Survey) -> list[tuple[str, float]]:
    found: list[tuple[str, Any]] = [(str(Dimension(name).label), getattr(row, name)) for name in Dimension.values]
    return [(label, float(score)) for label, score in found if score is not None]


@require_http_methods(["GET", "POST"])
def weights(request: AgentRequest) -> HttpResponse:
    """Show the weights of the survey and load others from a day on."""
    SURVEYS.require(request.actor, "weigh")
    form = WeightsForm(request.POST or None, initial={"weights": _table()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_weights(
                actor=request.actor, valid_from=given["valid_from"], official=given["official"], source=given["source"],
                by_item=form.by_item(),
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The weights are kept. What was scored before keeps its own."))
            return redirect("reintegration:weights")
    context = {"form": form, "rows": SurveyWeights.objects.select_related("recorded_by"), "items": items()}
    return render(request, "reintegration/weights.html", context, status=422 if form.errors else 200)


def _table() -> str:
    """Return the weights in force, one line a question, as the form takes them back."""
    newest = SurveyWeights.objects.first()
    return "\n".join(
        f"{item.number} " + " ".join(newest.by_item[item.key] if newest is not None else ("1", "1")) for item in items()
    )
