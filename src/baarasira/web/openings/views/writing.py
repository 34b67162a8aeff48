"""Recording and correcting offers, the rules shown while one writes."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.employers import queries as employer_queries
from baarasira.employers.models import Employer
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, Stale, WrongState
from baarasira.openings import actions, queries
from baarasira.openings.enums import OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.openings.rules import publication_findings
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import suggestions

from ..choices import count_choices
from ..choices import suggest_languages as languages_like
from ..choices import suggest_occupations as occupations_like
from ..choices import suggest_skills as skills_like
from ..forms import OpeningForm
from ..panel import Panel, laid_out, panel_of

_OCCUPATION_BOXES = ("occupation", "alternatives")


def own_or_404(request: AgentRequest, opening_id: UUID) -> Opening:
    """Return the offer when it is of this agent's territory; 404 otherwise."""
    rows = queries.visible_to(request.actor).select_related("cercle", "submitted_by", "approved_by")
    return get_object_or_404(rows, pk=opening_id)


def _asked_employer(request: AgentRequest) -> Employer | None:
    try:
        wanted = UUID(request.GET.get("employer", ""))
    except ValueError:
        return None
    return employer_queries.findable_by(request.actor).filter(pk=wanted).first()


def _findings(request: AgentRequest, form: OpeningForm) -> list[Finding]:
    """Return what the rules say of a bound form, right or not."""
    form.is_valid()
    employer = form.chosen_employer
    draft = Opening(**form.details().tidy().values())
    return publication_findings(draft, employer=employer, on=request.actor.today)


@require_POST
def check_rules(request: AgentRequest) -> HttpResponse:
    """Say what the rules think of an offer being written; nothing is kept."""
    OPENINGS.require(request.actor, "receive")
    form = OpeningForm(request.POST, actor=request.actor)
    context = {"panel": panel_of(_findings(request, form)), "live": True}
    return render(request, "openings/rules.html", context)


@require_http_methods(["GET", "POST"])
def new_opening(request: AgentRequest) -> HttpResponse:
    """Record an offer; what stops its publication is shown, and does not stop recording it."""
    OPENINGS.require(request.actor, "receive")
    form = OpeningForm(request.POST or None, actor=request.actor, employer=_asked_employer(request))
    if request.method == "POST" and form.is_valid():
        employer = form.chosen_employer
        assert employer is not None  # noqa: S101 - the field of a valid form
        try:
            opening = actions.receive_opening(
                actor=request.actor,
                office=form.cleaned_data["office"],
                employer=employer,
                details=form.details(),
                form_token=form.cleaned_data["form_token"],
            )
        except (RuleRefused, NotAllowed) as error:
            form.refuse(error)
        else:
            if opening.created_at == request.actor.at:  # the same form sent again counts nothing again
                count_choices(request.actor, request.POST, _OCCUPATION_BOXES)
            sentence = _("The offer is recorded under number %(number)s.") % {"number": opening.number}
            drafts.confirm(request, sentence, draft="opening-new")
            return redirect("openings:file", opening.pk)
    return _form_page(request, form, _panel(request, form), None)


def _form_page(request: AgentRequest, form: OpeningForm, panel: Panel, opening: Opening | None) -> HttpResponse:
    context = {
        "form": form,
        "groups": list(laid_out(form, panel)),
        "panel": panel,
        "draft": f"opening-{opening.pk}" if opening else "opening-new",
        "opening": opening,
        "live": False,
    }
    return render(request, "openings/form.html", context, status=422 if form.errors else 200)


def _panel(request: AgentRequest, form: OpeningForm) -> Panel:
    return panel_of(_findings(request, form) if form.is_bound else [])


@require_http_methods(["GET", "POST"])
def edit_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Correct an offer still received, unless someone changed it since the form was opened."""
    opening = own_or_404(request, opening_id)
    OPENINGS.require(request.actor, "edit", opening.office_id)
    if opening.state != OpeningState.RECEIVED and request.method == "GET":
        return redirect("openings:file", opening.pk)
    form = OpeningForm(request.POST or None, actor=request.actor, opening=opening)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_opening(
                actor=request.actor,
                opening=opening,
                details=form.details(),
                version=form.cleaned_data["version"],
                employer=form.chosen_employer,
            )
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            count_choices(request.actor, request.POST, _OCCUPATION_BOXES)
            drafts.confirm(request, _("The offer is corrected."), draft=f"opening-{opening.pk}")
            return redirect("openings:file", opening.pk)
    if form.is_bound:
        panel = _panel(request, form)
    else:
        panel = panel_of(publication_findings(opening, employer=opening.employer, on=request.actor.today))
    return _form_page(request, form, panel, opening)


@require_GET
def suggest_occupations(request: AgentRequest) -> JsonResponse:
    """Answer the box where an occupation is typed in everyday words."""
    OPENINGS.require(request.actor, "view")
    return JsonResponse(suggestions(occupations_like(request.GET.get("q", "")[:100])))


@require_GET
def suggest_skills(request: AgentRequest) -> JsonResponse:
    """Answer the box where a skill is chosen."""
    OPENINGS.require(request.actor, "view")
    return JsonResponse(suggestions(skills_like(request.GET.get("q", "")[:100])))


@require_GET
def suggest_languages(request: AgentRequest) -> JsonResponse:
    """Answer the box where a language and its level are chosen."""
    OPENINGS.require(request.actor, "view")
    return JsonResponse(suggestions(languages_like(request.GET.get("q", "")[:60])))
