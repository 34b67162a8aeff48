"""Who waits for a certificate, what waits to be signed, all certificates; proposals and signatures in batch."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.actor import same_person
from baarasira.training.certificates import actions, queries
from baarasira.training.certificates.actions import Line
from baarasira.training.certificates.models import Certificate
from baarasira.training.certificates.policies import CERTIFICATES
from baarasira.web.requests import AgentRequest, public_address, ticked
from baarasira.web.shell.components.filters import active_filters
from baarasira.web.shell.paging import paginate

from ..forms import CertificateFilter
from ..states import tone

_MOST = 200


@require_GET
def list_certificates(request: AgentRequest) -> HttpResponse:
    """Show who waits for a certificate, what waits to be signed, and the certificates that the agent may see."""
    CERTIFICATES.require(request.actor, "view")
    form = CertificateFilter(request.GET)
    page = paginate(_found(request, form).order_by(), order=("-id",), request=request)
    proposed = [
        {"certificate": row, "own": same_person(row.proposed_by, request.user)}
        for row in queries.to_sign(request.actor)[:_MOST]
    ]
    context = {
        "form": form,
        "chips": active_filters(form, request),
        "page": page,
        "lines": [{"certificate": row, "tone": tone(row.state)} for row in page.rows],
        "waiting": list(queries.waiting(request.actor)[:_MOST]),
        "proposed": proposed,
        "may_propose": CERTIFICATES.allows(request.actor, "propose"),
        "may_sign": CERTIFICATES.allows(request.actor, "issue"),
    }
    return render(request, "certificates/list.html", context)


def _found(request: AgentRequest, form: CertificateFilter) -> QuerySet[Certificate]:
    rows = queries.visible_to(request.actor)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.searched(rows, given.get("q", ""))
    return rows.filter(state=given["state"]) if given.get("state") else rows


@require_POST
def propose(request: AgentRequest) -> HttpResponse:
    """Propose the certificates of the people ticked, and report on each."""
    CERTIFICATES.require(request.actor, "propose")
    return _batch(request, "enrolment", lambda keys: actions.propose_completed(actor=request.actor, enrolment_ids=keys))


@require_POST
def issue(request: AgentRequest) -> HttpResponse:
    """Sign the certificates ticked, and report on each."""
    CERTIFICATES.require(request.actor, "issue")
    address = public_address(request)
    return _batch(
        request, "certificate",
        lambda keys: actions.issue_many(actor=request.actor, certificate_ids=keys, address=address),
    )  # fmt: skip


def _batch(request: AgentRequest, name: str, act: Callable[[Sequence[UUID]], list[Line]]) -> HttpResponse:
    keys = ticked(request, name)
    if not keys:
        messages.error(request, _("Tick at least one line."))
        return redirect("certificates:list")
    lines = act(keys)
    context = {
        "signed": name == "certificate",
        "done": [line for line in lines if line.certificate is not None],
        "refused": [line for line in lines if line.certificate is None],
    }
    return render(request, "certificates/report.html", context)
