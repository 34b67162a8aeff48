"""The list of employers, its export, and the suggestions of other forms."""

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.employers import queries
from baarasira.employers.models import Employer
from baarasira.employers.policies import EMPLOYERS
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.phones import show
from baarasira.reference.sectors import SECTORS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.forms import suggestions
from baarasira.web.shell.paging import paginate

from ..forms import EmployerFilter
from ..listing import spreadsheet
from ..states import tone

MOST_SUGGESTIONS = 8


def _found(request: AgentRequest, form: EmployerFilter) -> QuerySet[Employer]:
    rows = queries.visible_to(request.actor)
    if not form.is_valid():
        return rows
    wanted = form.cleaned_data
    for field in ("state", "region", "sector"):
        if wanted[field]:
            rows = rows.filter(**{field: wanted[field]})
    return queries.named(rows, wanted["q"]) if wanted["q"] else rows


def _lines(employers: list[Employer]) -> list[dict[str, object]]:
    return [
        {
            "employer": employer,
            "tone": tone(employer.state),
            "sector": sector.short if (sector := SECTORS.get(employer.sector)) else "",
            "place": employer.region.name if employer.region else COUNTRIES.label(employer.country),
        }
        for employer in employers
    ]


@require_GET
def list_employers(request: AgentRequest) -> HttpResponse:
    """Show the employers of the territory, filtered by words kept in the address."""
    EMPLOYERS.require(request.actor, "view")
    form = EmployerFilter(request.GET)
    page = paginate(_found(request, form), order=("name_sort", "id"), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": _lines(list(page.rows)),
        "may_record": EMPLOYERS.allows(request.actor, "record"),
        "to_decide": queries.awaiting_accreditation(request.actor).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "employers/list.html", context)


@require_GET
def export_employers(request: AgentRequest) -> HttpResponse:
    """Give the list, as filtered, as a file for a spreadsheet."""
    EMPLOYERS.require(request.actor, "export")
    headers = [
        _("Number"), _("Name"), _("Kind of employer"), _("Sector"), _("Region"), _("Phone"), _("E-mail address"),
        _("State"), _("Accredited on"), _("Office"),
    ]  # fmt: skip
    rows = (
        (
            employer.number,
            employer.name,
            employer.get_legal_form_display(),
            SECTORS.label(employer.sector),
            employer.region.name if employer.region else COUNTRIES.label(employer.country),
            show(employer.phone) if employer.phone else "",
            employer.email,
            employer.get_state_display(),
            employer.accredited_on,
            employer.office.name,
        )
        for employer in _found(request, EmployerFilter(request.GET)).order_by("name_sort", "id")
    )
    return spreadsheet(f"employeurs-{request.actor.today}", headers, rows)


@require_GET
def suggest_employers(request: AgentRequest) -> JsonResponse:
    """Answer the box where an employer of any office is chosen, by name, number, NIF or RCCM."""
    EMPLOYERS.require(request.actor, "find")
    text = request.GET.get("q", "")[:100]
    rows = queries.named(queries.findable_by(request.actor), text)[:MOST_SUGGESTIONS] if text.strip() else []
    return JsonResponse(suggestions([(str(row.pk), row.name, suggestion_detail(row)) for row in rows]))


def suggestion_detail(employer: Employer) -> str:
    """Return what tells two employers of one name apart: number, office, state."""
    return f"{employer.number} · {employer.office.name} · {employer.get_state_display()}"


@require_GET
def likely_employers(request: AgentRequest) -> HttpResponse:
    """Show, while an employer is being typed, those that may be the same."""
    EMPLOYERS.require(request.actor, "record")
    typed = {name: request.GET.get(name, "")[:200] for name in ("name", "tax_id", "trade_register")}
    return render(request, "employers/likely.html", {"likely": likely_lines(queries.likely_same(**typed))})


def likely_lines(found: list[queries.Likely]) -> list[dict[str, object]]:
    """Return what the panel of likely duplicates shows of each."""
    return [
        {
            "employer": item.employer,
            "tone": tone(item.employer.state),
            "why": ", ".join(str(reason) for reason in item.reasons),
        }
        for item in found
    ]
