"""Masters: the list, one master with their apprentices and phones, the code that binds a phone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel import qr
from baarasira.kernel.errors import BusinessError
from baarasira.training.apprenticeships.actions import masters as actions
from baarasira.training.apprenticeships.actions import phones
from baarasira.training.apprenticeships.inputs import MasterData
from baarasira.training.apprenticeships.models import Master, Phone
from baarasira.training.apprenticeships.policies import MASTERS
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.web.accounts.browsers import browser_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from ..forms import MasterForm
from ..reach import master_or_404, own_centres
from ..states import tone


@require_GET
def list_masters(request: AgentRequest) -> HttpResponse:
    """Show the masters of the agent's structures, with how many apprentices each has."""
    MASTERS.require(request.actor, "view")
    page = paginate(queries.masters(request.actor).order_by(), order=("surname", "given_names", "id"), request=request)
    context = {"page": page, "lines": page.rows, "may_record": MASTERS.allows(request.actor, "record")}
    return render(request, "apprenticeships/masters.html", context)


@require_http_methods(["GET", "POST"])
def new_master(request: AgentRequest) -> HttpResponse:
    """Record a master of the agent's centre."""
    MASTERS.require(request.actor, "record")
    centres = own_centres(request)
    form = MasterForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and centres:
        try:
            data = MasterData(**form.cleaned_data)
            made = actions.record_master(actor=request.actor, centre_id=centres[0].pk, data=data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The master is recorded: bind their phone when they are here."))
            return redirect("apprenticeships:master", made.pk)
    context = {"form": form, "centre": centres[0] if centres else None}
    return render(request, "apprenticeships/master_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_master(request: AgentRequest, master_id: UUID) -> HttpResponse:
    """Correct what is recorded of a master."""
    found = master_or_404(request, master_id)
    MASTERS.require(request.actor, "record", found.centre_id)
    names = ("given_names", "surname", "workshop", "place", "phone", "language", "sign", "capacity", "registration")
    initial = {name: getattr(found, name) for name in names} | {"trade": found.trade.key}
    form = MasterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_master(actor=request.actor, master_id=found.pk, data=MasterData(**form.cleaned_data))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("It is recorded."))
            return redirect("apprenticeships:master", found.pk)
    context = {"form": form, "master": found, "centre": found.centre}
    return render(request, "apprenticeships/master_form.html", context, status=422 if form.errors else 200)


@require_GET
def master(request: AgentRequest, master_id: UUID) -> HttpResponse:
    """Show a master: workshop, apprentices, phones, and what can be done."""
    found = master_or_404(request, master_id)
    contracts = queries.visible_to(request.actor).filter(master=found)
    context = {
        "master": found,
        "contracts": [{"row": row, "tone": tone("contract", row.state)} for row in contracts[:50]],
        "phones": [{"row": row, "name": browser_of(row.agent)} for row in _bound(found)],
        "may": {name: MASTERS.allows(request.actor, name, found.centre_id) for name in MASTERS.grants},
    }
    return render(request, "apprenticeships/master.html", context)


def _bound(found: Master) -> list[Phone]:
    return list(found.phones.filter(bound_at__isnull=False))


@never_cache
@require_POST
def link_phone(request: AgentRequest, master_id: UUID) -> HttpResponse:
    """Show, once, the code that the master's phone scans."""
    found = master_or_404(request, master_id)
    phone, token = phones.make_link(actor=request.actor, master_id=found.pk)
    address = request.build_absolute_uri(reverse("field:bind", args=[token]))
    code = mark_safe(qr.svg(address))  # noqa: S308 - drawn by the kernel from an address of ours
    context = {"master": found, "address": address, "code": code, "until": phone.link_until}
    return render(request, "apprenticeships/link.html", context)


@require_POST
def revoke_phone(request: AgentRequest, phone_id: UUID) -> HttpResponse:
    """Revoke a phone."""
    row = get_object_or_404(Phone, pk=phone_id)
    found = master_or_404(request, row.master_id)
    phones.revoke(actor=request.actor, phone_id=row.pk, reason=request.POST.get("reason", ""))
    drafts.confirm(request, _("The phone opens nothing any more."))
    return redirect("apprenticeships:master", found.pk)


@require_POST
def end_master(request: AgentRequest, master_id: UUID) -> HttpResponse:
    """Record that a master takes no more apprentices."""
    found = master_or_404(request, master_id)
    actions.end_master(actor=request.actor, master_id=found.pk, reason=request.POST.get("reason", ""))
    drafts.confirm(request, _("It is recorded."))
    return redirect("apprenticeships:master", found.pk)
