"""Who is named to see confidential incidents."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.accounts.enums import AccountState
from baarasira.accounts.models import Membership
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.mobility.incidents import actions
from baarasira.mobility.incidents.policies import INCIDENTS
from baarasira.mobility.incidents.queries import incidents as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import CarerForm
from .reach import own_structure


@require_http_methods(["GET", "POST"])
def carers(request: AgentRequest) -> HttpResponse:
    """Show who is named, and name somebody in one's own structure."""
    INCIDENTS.require(request.actor, "name_carer")
    structure = own_structure(request, INCIDENTS.grants["name_carer"])
    form = CarerForm(request.POST or None, users=_users(request))
    if request.method == "POST" and structure is not None and form.is_valid():
        try:
            actions.name_carer(actor=request.actor, user_id=UUID(form.cleaned_data["user"]), structure=structure)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("This person now sees the confidential incidents."))
            return redirect("incidents:carers")
    context = {
        "form": form,
        "structure": structure,
        "rows": queries.carers(request.actor),
        "waiting": queries.confidential_waiting(request.actor),
    }
    return render(request, "incidents/carers.html", context, status=422 if form.errors else 200)


def _users(request: AgentRequest) -> list[tuple[str, str]]:
    """Return the active accounts of the territory but one's own, by name."""
    scope = INCIDENTS.scope(request.actor, "name_carer")
    rows = Membership.objects.in_force(request.actor.today).filter(
        scope.q("structure_id"), user__state=AccountState.ACTIVE
    )
    users = {row.user_id: row.user for row in rows.select_related("user")}
    found = [user for user in users.values() if not same_person(user, request.user)]
    return [(str(user.pk), user.label) for user in sorted(found, key=lambda user: (user.surname, user.given_name))]


@require_POST
def end_carer(request: AgentRequest, carer_id: UUID) -> HttpResponse:
    """End a naming."""
    row = get_object_or_404(queries.carers(request.actor), pk=carer_id)
    actions.end_carer(actor=request.actor, carer_id=row.pk)
    drafts.confirm(request, _("This person no longer sees the confidential incidents."))
    return redirect("incidents:carers")
