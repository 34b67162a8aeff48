"""Employers abroad: in the order of their risk, and the record of one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.employers.models import Employer
from baarasira.mobility.incidents.policies import BARS, INCIDENTS
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.mobility.incidents.queries.employers import EmployerRecord, record_of, records_of
from baarasira.web.requests import AgentRequest

from .listing import line_of
from .reach import employer_or_404, own_structure

MOST = 100
_SHOWN_INCIDENTS = 20


def point_words(record: EmployerRecord) -> list[tuple[str, int, int, int]]:
    """Return each line of the score: its words, how many times, points each, points together."""
    names = {
        "1": _("Incidents of severity 1"),
        "2": _("Incidents of severity 2"),
        "3": _("Incidents of severity 3"),
        "4": _("Incidents of severity 4"),
        "unpaid": _("Wages not paid, not resolved"),
        "not_returned": _("Returns not proved"),
        "flag": _("Money taken from workers"),
    }
    return [(names[name], number, weight, number * weight) for name, number, weight in record.points]


@require_GET
def list_employers(request: AgentRequest) -> HttpResponse:
    """Show the employers to whom people left or about whom something was reported, the greatest risk first."""
    INCIDENTS.require(request.actor, "view")
    found = records_of(request.actor.today)
    rows = {row.pk: row for row in Employer.objects.filter(pk__in=list(found)).select_related("office")}
    lines = [{"employer": rows[key], "record": record} for key, record in found.items()]
    lines.sort(key=lambda line: (-line["record"].risk, line["employer"].name_sort))  # type: ignore[attr-defined]
    return render(request, "incidents/employers.html", {"lines": lines[:MOST], "count": len(lines), "most": MOST})


@require_GET
def employer_record(request: AgentRequest, employer_id: UUID) -> HttpResponse:
    """Show the record of an employer: incidents by severity, returns, wages unpaid, measures, the score line by line."""
    employer = employer_or_404(request, employer_id)
    record = record_of(employer.pk, request.actor.today)
    seen = queries.visible_to(request.actor).filter(employer=employer)[:_SHOWN_INCIDENTS]
    roles = BARS.grants["propose"] | BARS.grants["suspend"]
    context = {
        "employer": employer,
        "record": record,
        "points": point_words(record),
        "lines": [line_of(row, request) for row in seen],
        "bars": employer.bars.order_by("-id") if BARS.allows(request.actor, "view") else [],
        "may_bar": own_structure(request, roles) is not None,
    }
    return render(request, "incidents/employer.html", context)
