"""Bars and suspensions: proposed, heard, decided by a second person, appealed to a third."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.kernel.journal import write as journal
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.enums import EMPLOYER_FACTS, WORKER_FACTS, AppealState, BarState
from baarasira.mobility.incidents.inputs import BarData
from baarasira.mobility.incidents.models import Bar
from baarasira.mobility.incidents.policies import BARS
from baarasira.mobility.incidents.queries import bars as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import AppealForm, BarForm, DecisionForm, EmployerBarForm, HearingForm
from ..states import tone
from .reach import bar_or_404, employer_or_404, file_or_404, own_structure, version_of


def _about(bar: Bar) -> str:
    return str(bar.person or bar.employer)


@require_GET
def list_bars(request: AgentRequest) -> HttpResponse:
    """Show the measures the agent may read, the newest first."""
    BARS.require(request.actor, "view")
    page = paginate(queries.visible_to(request.actor).order_by(), order=("-id",), request=request)
    lines = [{"bar": row, "about": _about(row), "tone": tone(row.state)} for row in page.rows]
    return render(request, "incidents/bars.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def bar_worker(request: AgentRequest, file_id: UUID) -> HttpResponse:
    """Propose to bar the worker of a file."""
    file = file_or_404(request, file_id)
    BARS.require(request.actor, "propose", file.opening.office_id)
    form = BarForm(request.POST or None, facts=WORKER_FACTS)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_worker_bar(actor=request.actor, candidacy_id=file.pk, data=_data(form.cleaned_data))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The bar is proposed: the worker is invited to be heard."))
            return redirect("incidents:bar", made.pk)
    context = {"form": form, "about": file.person, "file": file, "left": file.departed_on is not None}
    return render(request, "incidents/bar_worker.html", context, status=422 if form.errors else 200)


def _data(given: dict[str, Any]) -> BarData:
    return BarData(**{name: given[name] for name in ("fact", "happened_on", "reasons", "evidence")})


@require_http_methods(["GET", "POST"])
def bar_employer(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Propose to bar an employer, or suspend it at once."""
    employer = employer_or_404(request, employer_id)
    roles = BARS.grants["propose"] | BARS.grants["suspend"]
    office = own_structure(request, roles)
    if office is None:
        BARS.require(request.actor, "propose")
        raise Http404
    form = EmployerBarForm(request.POST or None, facts=EMPLOYER_FACTS)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        do = {"actor": request.actor, "employer_id": employer.pk, "office": office, "data": _data(given)}
        try:
            if given["measure"] == "suspension":
                made = actions.suspend_employer(**do, until=given["until"] or request.actor.today)
            else:
                made = actions.propose_employer_bar(**do)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The measure is recorded."))
            return redirect("incidents:bar", made.pk)
    context = {"form": form, "employer": employer}
    return render(request, "incidents/bar_employer.html", context, status=422 if form.errors else 200)


@require_GET
def bar(request: AgentRequest, bar_id: UUID) -> HttpResponse:
    """Show a measure; the look at a worker's is journaled."""
    found = bar_or_404(request, bar_id)
    if found.person_id is not None:
        journal.look(
            request.actor, "bar.look", noun="bar", object_id=found.pk, subject_id=found.person_id,
            structure_id=found.office_id,
        )  # fmt: skip
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Bar, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    today = request.actor.today
    return {
        "audition": HearingForm(sent("audition"), auto_id="hearing_%s", initial={"on": today}),
        "decision": DecisionForm(sent("decision"), auto_id="decision_%s", initial={"version": found.version}),
        "recours": AppealForm(sent("recours"), auto_id="appeal_%s", initial={"received_on": today}),
        "jugement": DecisionForm(sent("jugement"), auto_id="judgement_%s"),
    }


def _page(request: AgentRequest, found: Bar, forms: Mapping[str, Form], status: int = 200) -> HttpResponse:
    actor, office = request.actor, found.office_id
    appeal = getattr(found, "appeal", None)
    open_ = found.state in {BarState.PROPOSED, BarState.HEARD}
    own = same_person(found.proposed_by, request.user)
    took_part = own or same_person(found.decided_by, request.user)
    stands = found.state == BarState.STANDING
    context = {
        "bar": found,
        "about": _about(found),
        "tone": tone(found.state),
        "appeal": appeal,
        "letter": found.state != BarState.DROPPED and BARS.allows(actor, "view", office),
        "forms": forms,
        "own": own and open_,
        "may_hear": found.state == BarState.PROPOSED and BARS.allows(actor, "hear", office),
        "may_decide": open_ and BARS.allows(actor, "decide", office) and not own,
        "may_lift": stands and BARS.allows(actor, "lift", office) and not same_person(found.decided_by, request.user),
        "may_appeal": stands and appeal is None and BARS.allows(actor, "record_appeal", office),
        "may_judge": appeal is not None
        and appeal.state == AppealState.RECORDED
        and BARS.allows(actor, "decide_appeal", office)
        and not took_part,
    }
    return render(request, "incidents/bar.html", context, status=status)


@require_GET
def bar_letter(request: AgentRequest, bar_id: UUID) -> HttpResponse:
    """Give the letter that notifies a measure as it stands, as a PDF."""
    found = bar_or_404(request, bar_id)
    content = actions.print_measure(actor=request.actor, bar_id=found.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_("letter")}.pdf"'
    return response


@require_POST
def bar_act(request: AgentRequest, bar_id: UUID, name: str) -> HttpResponse:
    """Do one act on a measure: hearing, decision, lifting, appeal, its decision."""
    found = bar_or_404(request, bar_id)
    if name == "levee":
        actions.lift(
            actor=request.actor, bar_id=found.pk, reason=request.POST.get("reason", ""), version=version_of(request)
        )
        drafts.confirm(request, _("The measure is lifted."))
        return redirect("incidents:bar", found.pk)
    forms = _forms(request, found, name)
    if name not in forms:
        raise Http404
    form = forms[name]
    if form.is_valid():
        try:
            _act(request, found, name, form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
    if form.errors:
        return _page(request, found, forms, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("incidents:bar", found.pk)


def _act(request: AgentRequest, found: Bar, name: str, given: dict[str, Any]) -> None:
    actor = request.actor
    match name:
        case "audition":
            actions.record_hearing(actor=actor, bar_id=found.pk, statement=given["statement"], on=given["on"])
        case "decision":
            barred = request.POST.get("ruling") == "bar"
            actions.decide(
                actor=actor, bar_id=found.pk, barred=barred, decision=given["decision"], version=given["version"]
            )
        case "recours":
            actions.record_appeal(actor=actor, bar_id=found.pk, **given)
        case "jugement":
            appeal = getattr(found, "appeal", None)
            if appeal is None:
                raise Http404
            upheld = request.POST.get("ruling") == "uphold"
            actions.decide_appeal(actor=actor, appeal_id=appeal.pk, upheld=upheld, decision=given["decision"])
