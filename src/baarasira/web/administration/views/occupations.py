"""Names of work: what agents confirmed, taken out and put back; the versions of the list of near occupations."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from baarasira.engine import occupation_key
from baarasira.reference import related
from baarasira.reference.coding import LIST_COUNTS, listed_occupations, suggest_occupations
from baarasira.reference.occupation_actions import confirmed_names, restore_confirmed, withdraw_confirmed
from baarasira.reference.occupation_models import ConfirmedName
from baarasira.reference.occupations import occupation_label
from baarasira.reference.policies import OCCUPATIONS
from baarasira.web.requests import AgentRequest

from ..forms import OccupationsFilter
from .menu import parts_for

_MOST_SHOWN = 200


@never_cache
@require_GET
def occupations(request: AgentRequest) -> HttpResponse:
    """List what agents confirmed, most often first, and the versions of the list of near occupations."""
    asked = request.GET.get("q", "").strip()[:100]
    rows = confirmed_names(request.actor)
    if asked:
        rows = rows.filter(Q(words__icontains=asked) | Q(code=asked) | Q(key=occupation_key(asked)))
    found = list(rows[: _MOST_SHOWN + 1])
    versions = list(related.versions(request.actor))
    context = {
        "lines": [{"row": row, "title": occupation_label(row.code)} for row in found[:_MOST_SHOWN]],
        "more": len(found) > _MOST_SHOWN,
        "asked": asked,
        "form": OccupationsFilter(request.GET or None),
        "list_counts": LIST_COUNTS,
        "versions": versions,
        "holding": next((version.number for version in versions if version.withdrawn_on is None), None),
        "may_publish": OCCUPATIONS.allows(request.actor, "publish_related"),
        "may_withdraw": OCCUPATIONS.allows(request.actor, "withdraw"),
        **parts_for(request.actor),
    }
    return render(request, "administration/occupations.html", context)


@never_cache
@require_GET
def confirmed(request: AgentRequest, name_id: UUID) -> HttpResponse:
    """Show words and the group agents chose for them, what they change, and the decision."""
    row = get_object_or_404(confirmed_names(request.actor), pk=name_id)
    listed = {found.code: found.score for found in listed_occupations(row.words)}
    context = {
        "row": row,
        "title": occupation_label(row.code),
        "list_counts": LIST_COUNTS,
        "suggested": [
            {"found": found, "listed": listed.get(found.code)}
            for found in suggest_occupations(row.words, unfinished=False)
        ],
        "may_withdraw": OCCUPATIONS.allows(request.actor, "withdraw"),
    }
    return render(request, "administration/confirmed.html", context)


def _version_sent(request: AgentRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdecimal() else None


@require_POST
def withdraw(request: AgentRequest, name_id: UUID) -> HttpResponse:
    """Take confirmed words out of the ranking of suggestions."""
    get_object_or_404(ConfirmedName, pk=name_id)
    actor = request.actor.because(request.POST.get("reason", "")[:2000])
    withdraw_confirmed(actor=actor, row_id=name_id, expected_version=_version_sent(request))
    messages.success(request, _("These words no longer change what is suggested. Their count is kept."))
    return redirect("administration:confirmed", name_id)


@require_POST
def restore(request: AgentRequest, name_id: UUID) -> HttpResponse:
    """Let confirmed words count again."""
    get_object_or_404(ConfirmedName, pk=name_id)
    restore_confirmed(actor=request.actor, row_id=name_id, expected_version=_version_sent(request))
    messages.success(request, _("These words count again, as before."))
    return redirect("administration:confirmed", name_id)


@require_POST
def publish(request: AgentRequest) -> HttpResponse:
    """Compute the list of near occupations from the loaded release, and publish it."""
    version, new = related.publish_related(actor=request.actor)
    if new:
        said = _("Version %(number)d of the list of near occupations is published: %(pairs)d pairs.")
    else:
        said = _("The list would be the same: version %(number)d stays in force, with its %(pairs)d pairs.")
    messages.success(request, said % {"number": version.number, "pairs": version.pairs})
    return redirect("administration:occupations")


@require_POST
def withdraw_list(request: AgentRequest, list_number: int) -> HttpResponse:
    """Take a version of the list of near occupations out."""
    version = get_object_or_404(related.versions(request.actor), number=list_number)
    related.withdraw_related(actor=request.actor, number=version.number)
    messages.success(request, _("Version %(number)d is taken out.") % {"number": list_number})
    return redirect("administration:occupations")


@require_GET
def related_file(request: AgentRequest, list_number: int) -> HttpResponse:
    """Send a version of the list as the file that `rank --related` reads."""
    version = get_object_or_404(related.versions(request.actor), number=list_number)
    answer = HttpResponse(related.table_of(related.pairs_of(version)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="metiers-proches-{version.number}.csv"'
    return answer
