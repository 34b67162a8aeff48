"""The list of agreements, its export, and the occupations suggested while one types."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.cooperation import queries
from baarasira.cooperation.enums import ENDED, Topic
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS, ORGANISATIONS
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.forms import suggestions
from baarasira.web.shell.paging import paginate

from ...employers.listing import spreadsheet
from ...people.suggestions import suggest_occupations as occupations_like
from ..forms import AgreementFilter
from ..states import tone
from ..todo import todos_of


def _form(request: AgentRequest) -> AgreementFilter:
    codes = queries.visible_to(request.actor).order_by("country").values_list("country", flat=True).distinct()
    return AgreementFilter(request.GET, countries=[(code, COUNTRIES.label(code)) for code in codes])


def _found(request: AgentRequest, form: AgreementFilter) -> QuerySet[Agreement]:
    rows = queries.visible_to(request.actor)
    if not form.is_valid():
        return rows
    wanted, today = form.cleaned_data, request.actor.today
    for field in ("state", "kind", "country"):
        if wanted[field]:
            rows = rows.filter(**{field: wanted[field]})
    if wanted["show"] == "ending":
        rows = queries.ending(rows, today)
    if wanted["show"] == "overdue":
        rows = queries.meetings_overdue(rows, today)
    if wanted["show"] == "lifting":
        asked = queries.liftings_to_confirm(request.actor).order_by().values("agreement_id")
        rows = rows.filter(pk__in=asked)
    return queries.named(rows, wanted["q"])


def _lines(request: AgentRequest, agreements: Sequence[Agreement]) -> list[dict[str, object]]:
    today = request.actor.today
    used = queries.used_by_agreement(agreements, today.year)
    covered = queries.scores(agreements)
    by = queries.ending_before(today)
    return [
        {
            "agreement": row,
            "tone": tone(row.state),
            "country": COUNTRIES.label(row.country),
            "used": used.get(row.pk, 0),
            "covered": _("%(covered)d of %(all)d") % {"covered": covered[row.pk], "all": len(Topic)},
            "todos": todos_of(request.actor, row, by),
            "ended": row.state in ENDED,
        }
        for row in agreements
    ]


@require_GET
def list_agreements(request: AgentRequest) -> HttpResponse:
    """Show the agreements this agent may read, filtered by words kept in the address."""
    AGREEMENTS.require(request.actor, "view")
    form = _form(request)
    rows = _found(request, form).prefetch_related("opinions", "suspensions")
    page = paginate(rows, order=("reference", "id"), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": _lines(request, list(page.rows)),
        "year": request.actor.today.year,
        "may_record": AGREEMENTS.allows(request.actor, "record"),
        "may_see_organisations": ORGANISATIONS.allows(request.actor, "view"),
        "query": request.GET.urlencode(),
    }
    return render(request, "cooperation/list.html", context)


@require_GET
def export_agreements(request: AgentRequest) -> HttpResponse:
    """Give the list, as filtered, as a file for a spreadsheet."""
    AGREEMENTS.require(request.actor, "export")
    year = request.actor.today.year
    headers = [
        _("Reference"), _("Title"), _("Kind of agreement"), _("Country"), _("Partner"), _("State"), _("Signed on"),
        _("In force from"), _("Last day in force"), _("Ceiling of a year"), _("Seats taken in %(year)d") % {"year": year},
        _("Topics covered"),
    ]  # fmt: skip
    found = list(_found(request, _form(request)).order_by("reference", "id"))
    used, covered = queries.used_by_agreement(found, year), queries.scores(found)
    rows = (
        (
            row.reference,
            row.title,
            row.get_kind_display(),
            COUNTRIES.label(row.country),
            row.partner.label,
            row.get_state_display(),
            row.signed_on,
            row.in_force_on,
            row.ends_on,
            row.yearly_ceiling,
            used.get(row.pk, 0),
            covered[row.pk],
        )
        for row in found
    )
    return spreadsheet(f"accords-{request.actor.today}", headers, rows)


@require_GET
def suggest_occupations(request: AgentRequest) -> JsonResponse:
    """Answer the box where an occupation is typed in everyday words."""
    AGREEMENTS.require(request.actor, "edit")
    return JsonResponse(suggestions(occupations_like(request.GET.get("q", "")[:100])))
