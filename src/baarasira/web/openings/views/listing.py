"""The list of offers and its export."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from baarasira.candidacies.queries import seats_taken
from baarasira.openings import queries
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.web.employers.listing import spreadsheet
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..choices import occupation_label
from ..forms import OpeningFilter
from ..states import tone
from ..words import place_words, seats_words, wage_words


def _found(request: AgentRequest, form: OpeningFilter) -> QuerySet[Opening]:
    if not form.is_valid():
        return queries.visible_to(request.actor)
    wanted = form.cleaned_data
    rows = queries.published(request.actor.today) if wanted["everywhere"] else queries.visible_to(request.actor)
    for field, value in (("state", wanted["state"]), ("region", wanted["region"]), ("office", wanted["office"])):
        if value:
            rows = rows.filter(**{field: value})
    if wanted["occupation"]:
        rows = rows.filter(occupation=wanted["occupation"])
    return queries.matching(rows, request.actor, wanted["q"]) if wanted["q"] else rows


def lines_of(openings: list[Opening]) -> list[dict[str, Any]]:
    """Return what a list shows of each offer. One query for all."""
    taken = seats_taken([opening.pk for opening in openings])
    return [
        {
            "opening": opening,
            "tone": tone(opening.state),
            "place": opening.region.name if opening.region else place_words(opening),
            "seats": seats_words(opening, taken.get(opening.pk, 0)),
        }
        for opening in openings
    ]


@require_GET
def list_openings(request: AgentRequest) -> HttpResponse:
    """Show the offers of the territory, newest first, filtered by words kept in the address."""
    OPENINGS.require(request.actor, "view")
    form = OpeningFilter(request.GET, actor=request.actor)
    page = paginate(_found(request, form), order=("-id",), request=request)
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": lines_of(list(page.rows)),
        "may_receive": OPENINGS.allows(request.actor, "receive"),
        "to_approve": queries.awaiting_approval(request.actor).count(),
        "query": request.GET.urlencode(),
    }
    return render(request, "openings/list.html", context)


@require_GET
def export_openings(request: AgentRequest) -> HttpResponse:
    """Give the list, as filtered, as a file for a spreadsheet."""
    OPENINGS.require(request.actor, "export")
    headers = [
        _("Number"), _("Title"), _("Occupation"), _("Employer"), _("Places"), _("Places filled"), _("Contract"), _("Wage"),
        _("Place of work"), _("Beginning of the work"), _("Received on"), _("State"), _("Last day of publication"), _("Office"),
    ]  # fmt: skip
    openings = list(_found(request, OpeningFilter(request.GET, actor=request.actor)).select_related("cercle"))
    taken = seats_taken([opening.pk for opening in openings])
    rows = (
        (
            opening.number,
            opening.title,
            occupation_label(opening.occupation) if opening.occupation else "",
            opening.employer.name,
            opening.seats,
            taken.get(opening.pk, 0),
            opening.get_contract_display(),
            wage_words(opening),
            place_words(opening),
            opening.starts_on,
            opening.received_on,
            opening.get_state_display(),
            opening.expires_on,
            opening.office.name,
        )
        for opening in openings
    )
    return spreadsheet(f"offres-{request.actor.today}", headers, rows)
