"""Business projects: the list, one file with what it lacks and what it comes to, its parts, its papers."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.reference.amounts import show_minor
from baarasira.reference.sectors import SECTORS
from baarasira.reintegration.cases.queries import cases
from baarasira.reintegration.projects import actions
from baarasira.reintegration.projects.charts import cash_chart
from baarasira.reintegration.projects.enums import WRITTEN, Part, ProjectState
from baarasira.reintegration.projects.models import Equipment, Hearing, ProForma, Project
from baarasira.reintegration.projects.papers import letter_pdf
from baarasira.reintegration.projects.policies import PROJECTS
from baarasira.reintegration.projects.queries import projects as queries
from baarasira.reintegration.projects.reading import Costing, costing, forecast
from baarasira.reintegration.projects.rules.beginning import begin_findings
from baarasira.reintegration.projects.rules.completeness import lacks
from baarasira.reintegration.projects.rules.forecast import MONTHS, Forecast
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import PART_FORMS, BeginForm, CourseForm, EquipmentForm, ForecastForm, PartForm, QuoteForm
from ..reach import project_or_404, version_of
from ..states import tone

_HOME = "XOF"
_LISTS = ("revenue", "purchases", "charges")


@require_GET
def list_projects(request: AgentRequest) -> HttpResponse:
    """Show the business projects, the newest first."""
    PROJECTS.require(request.actor, "view")
    page = paginate(queries.visible_to(request.actor).order_by(), order=("-id",), request=request)
    context = {
        "page": page,
        "lines": [
            {"project": row, "tone": tone(row.state), "asked": show_minor(row.asked, _HOME) if row.asked else ""}
            for row in page.rows
        ],
    }
    return render(request, "projects/list.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Begin the project of a case."""
    case = get_object_or_404(cases.visible_to(request.actor), pk=case_id)
    PROJECTS.require(request.actor, "begin", case.owner_id)
    against = begin_findings(case, request.actor.today)
    if request.method == "GET" and against:
        return render(request, "projects/begin.html", {"against": against, "case": case})
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = actions.begin_project(
                actor=request.actor, case=case, title=given["title"], form_token=given["token"]
            )
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The project is begun. Write its parts one after the other."))
            return redirect("projects:project", found.pk)
    return render(request, "projects/begin.html", {"form": form, "case": case}, status=422 if form.errors else 200)


@require_GET
def project(request: AgentRequest, project_id: UUID) -> HttpResponse:
    """Show a project file."""
    return _page(request, project_or_404(request, project_id), {})


def _page(request: AgentRequest, found: Project, sent: dict[str, Form]) -> HttpResponse:
    cost = costing(found)
    figures = forecast(found, cost)
    writes = found.state in WRITTEN and PROJECTS.allows(request.actor, "write", found.office_id)
    missing = lacks(found) if found.state in WRITTEN else []
    last = found.hearings.filter(decided_by__isnull=False).select_related("session").last()
    listed = found.hearings.filter(decided_by__isnull=True).exists()
    sector = SECTORS.get(found.sector) if found.sector else None
    context = {
        "project": found,
        "tone": tone(found.state),
        "sector": sector.short if sector is not None else "",
        "missing": missing,
        "parts": _parts(missing) if writes else [],
        "equipment": _equipment(found, request.actor.today, sent),
        "cost": _cost(cost),
        "figures": _figures(figures),
        "months": _months(figures),
        "decided": last,
        "decided_amount": show_minor(last.amount, _HOME) if last is not None and last.amount else "",
        "writes": writes,
        "may_submit": writes and not missing,
        "may_take_back": found.state == ProjectState.SUBMITTED
        and PROJECTS.allows(request.actor, "submit", found.office_id)
        and not listed,
        "may_withdraw": found.state in {*WRITTEN, ProjectState.SUBMITTED}
        and not listed
        and PROJECTS.allows(request.actor, "withdraw", found.office_id),
        "course": CourseForm(auto_id="course_%s"),
        "new_equipment": EquipmentForm(auto_id="equipment_%s"),
        **sent,
    }
    failed = any(form.errors for form in sent.values())
    return render(request, "projects/project.html", context, status=422 if failed else 200)


def _parts(missing: list[Any]) -> list[dict[str, Any]]:
    short = {lack.part for lack in missing}
    return [{"key": part.value, "label": part.label, "short": part in short} for part in Part if part in PART_FORMS]


def _equipment(found: Project, today: date, sent: dict[str, Form]) -> list[dict[str, Any]]:
    """Return each line with its pro-formas and a form of its own for one more (the one that was sent, where it was)."""
    return [
        {
            "row": line,
            "form": sent.get(f"quote_{line.pk}")
            or QuoteForm(auto_id=f"quote_{line.pk}_%s", initial={"dated_on": today}),
            "quotes": [
                {
                    "row": quote,
                    "amount": show_minor(quote.amount, quote.currency),
                    "francs": show_minor(quote.francs, _HOME),
                }
                for quote in line.quotes.all()
            ],
        }
        for line in queries.equipment_of(found)
    ]


def _cost(cost: Costing) -> list[tuple[str, str]]:
    rows = (
        (_("Equipment"), cost.equipment),
        (_("Working capital"), cost.working_capital),
        (_("Whole cost"), cost.cost),
        (_("Own contribution"), cost.own),
        (_("Amount asked for"), cost.asked),
    )
    shown = [(label, show_minor(amount, _HOME)) for label, amount in rows]
    if cost.gap > 0:
        shown.append((_("Not paid for by anybody"), show_minor(cost.gap, _HOME)))
    elif cost.gap < 0:
        shown.append((_("Asked for beyond the need"), show_minor(-cost.gap, _HOME)))
    return shown


def _figures(figures: Forecast | None) -> list[tuple[str, str]]:
    if figures is None:
        return []
    none = _("cannot be said")
    rate, share, cover = figures.margin_rate, figures.own_share, figures.loan_cover
    rows = [
        (_("Sales of the year"), show_minor(figures.revenue, _HOME)),
        (_("Rate of margin"), f"{float(rate * 100):.0f} %" if rate is not None else none),
        (
            _("Monthly sales from which nothing is lost"),
            show_minor(figures.threshold, _HOME) if figures.threshold is not None else none,
        ),
        (_("What an average month leaves"), _signed(figures.capacity)),
        (
            _("Break-even"),
            _("month %(n)d") % {"n": figures.break_even} if figures.break_even else _("not within twelve months"),
        ),
        (_("Share of the own contribution"), f"{float(share * 100):.0f} %" if share is not None else none),
        (_("Lowest cash in hand"), _signed(figures.lowest_cash)),
    ]
    if cover is not None:
        rows.append((_("Cover of the loan"), f"{float(cover):.2f}".replace(".", ",")))
    return rows


def _signed(amount: int) -> str:
    return f"\u2212{show_minor(-amount, _HOME)}" if amount < 0 else show_minor(amount, _HOME)


def _months(figures: Forecast | None) -> list[dict[str, Any]]:
    if figures is None:
        return []
    return [
        {
            "number": month.number,
            "amounts": [
                _signed(amount)
                for amount in (month.revenue, month.purchases, month.charges + month.loan, month.result, month.cash)
            ],
        }
        for month in figures.months
    ]


@require_http_methods(["GET", "POST"])
def write_part(request: AgentRequest, project_id: UUID, part: str) -> HttpResponse:
    """Write one part of the file."""
    found = project_or_404(request, project_id)
    PROJECTS.require(request.actor, "write", found.office_id)
    form = _part_form(request, found, part)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_part(
                actor=request.actor, project_id=found.pk, part=part, values=form.values(),
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The part is recorded."), draft=f"project-{found.pk}-{part}")
            return redirect("projects:project", found.pk)
    context = {"form": form, "project": found, "title": Part(part).label, "draft": f"project-{found.pk}-{part}"}
    return render(request, "projects/part.html", context, status=422 if form.errors else 200)


def _part_form(request: AgentRequest, found: Project, part: str) -> PartForm:
    kind = PART_FORMS.get(part)
    if kind is None:
        raise Http404
    initial = {name: getattr(found, name) for name in kind.base_fields if hasattr(found, name)}
    if kind is not ForecastForm:
        return kind(request.POST or None, initial=initial)
    for name in _LISTS:
        values = getattr(found, name)
        if len(values) == MONTHS:
            initial |= {f"{name}_{place}": amount for place, amount in enumerate(values)}
    return ForecastForm(request.POST or None, initial=initial, first=request.actor.today)


@require_POST
def project_act(request: AgentRequest, project_id: UUID, name: str) -> HttpResponse:
    """Do one act on a project: course, equipment, pro-formas, submitted, taken back, withdrawn."""
    found = project_or_404(request, project_id)
    actor = request.actor
    if name in _WRITING:
        key, form = _WRITING[name](request, found)
        if form.errors:
            return _page(request, found, {key: form})
    elif name == "choix":
        quote = get_object_or_404(ProForma, pk=_uuid(request, "quote"), equipment__project=found)
        actions.choose_quote(actor=actor, quote_id=quote.pk)
    elif name == "retrait-equipement":
        line = get_object_or_404(Equipment, pk=_uuid(request, "equipment"), project=found)
        actions.remove_equipment(actor=actor, equipment_id=line.pk)
    elif name == "soumission":
        actions.submit_project(actor=actor, project_id=found.pk, version=version_of(request))
    elif name == "reprise":
        actions.take_back(actor=actor, project_id=found.pk, version=version_of(request))
    elif name == "retrait":
        actions.withdraw_project(actor=actor, project_id=found.pk, reason=request.POST.get("reason", ""))
    else:
        raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("projects:project", found.pk)


def _uuid(request: AgentRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _do(form: Form, act: Any) -> Form:
    """Do what a form asks; what stands against it is put beside its fields."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
    return form


def _course(request: AgentRequest, found: Project) -> tuple[str, Form]:
    form = CourseForm(request.POST, request.FILES, auto_id="course_%s")
    return "course", _do(form, lambda given: actions.record_course(actor=request.actor, project_id=found.pk, **given))


def _new_equipment(request: AgentRequest, found: Project) -> tuple[str, Form]:
    form = EquipmentForm(request.POST, auto_id="equipment_%s")
    return "new_equipment", _do(
        form, lambda given: actions.add_equipment(actor=request.actor, project_id=found.pk, **given)
    )


def _quote(request: AgentRequest, found: Project) -> tuple[str, Form]:
    line = get_object_or_404(Equipment, pk=_uuid(request, "equipment"), project=found)
    form = QuoteForm(request.POST, request.FILES, auto_id=f"quote_{line.pk}_%s")
    return f"quote_{line.pk}", _do(
        form, lambda given: actions.add_quote(actor=request.actor, equipment_id=line.pk, **given)
    )


_WRITING = {"formation": _course, "equipement": _new_equipment, "proforma": _quote}


@require_GET
def quote_file(request: AgentRequest, quote_id: UUID) -> FileResponse:
    """Hand over the paper of a pro-forma."""
    quote = get_object_or_404(ProForma.objects.select_related("file", "equipment"), pk=quote_id)
    project_or_404(request, quote.equipment.project_id)
    if quote.file is None:
        raise Http404
    return send(request.actor, quote.file, inline=True)


@require_GET
def cash_flow(request: AgentRequest, project_id: UUID) -> HttpResponse:
    """Draw the cash in hand over the twelve months."""
    found = project_or_404(request, project_id)
    figures = forecast(found, costing(found))
    if figures is None:
        raise Http404
    answer = HttpResponse(cash_chart(figures), content_type="image/svg+xml")
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def letter(request: AgentRequest, project_id: UUID) -> HttpResponse:
    """Print the letter that tells the person what the committee decided."""
    found = project_or_404(request, project_id)
    hearing = Hearing.objects.filter(project=found, decided_by__isnull=False).select_related("session").last()
    if hearing is None:
        raise Http404
    answer = HttpResponse(letter_pdf(found, hearing), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="lettre-{found.number}.pdf"'
    return answer
