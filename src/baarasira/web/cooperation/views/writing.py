"""Recording and correcting agreements; the file that shows all of one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from baarasira.cooperation import actions, queries
from baarasira.cooperation.enums import ENDED, AgreementState
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import NotAllowed, RuleRefused, Stale
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.sectors import SECTORS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..deeds import open_to
from ..forms import AgreementForm
from ..road import road_of
from ..sections import sections_of
from ..states import tone
from ..todo import todos_of
from .reach import visible_or_404


@require_http_methods(["GET", "POST"])
def new_agreement(request: AgentRequest) -> HttpResponse:
    """Record an agreement as a draft."""
    AGREEMENTS.require(request.actor, "record")
    form = AgreementForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            agreement = actions.record_agreement(
                actor=request.actor,
                office=form.cleaned_data["office"],
                details=form.details(),
                form_token=form.cleaned_data["form_token"],
            )
        except (RuleRefused, NotAllowed) as error:
            form.refuse(error)
        else:
            sentence = _("The agreement %(reference)s is recorded as a draft.")
            drafts.confirm(request, sentence % {"reference": agreement.reference}, draft="agreement-new")
            return redirect("cooperation:file", agreement.pk)
    return render(request, "cooperation/new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_agreement(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Correct an agreement, by an amendment once it is signed."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "edit", agreement.office_id)
    if agreement.state in ENDED and request.method == "GET":
        return redirect("cooperation:file", agreement.pk)
    form = AgreementForm(request.POST or None, actor=request.actor, agreement=agreement)
    draft = f"agreement-{agreement.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_agreement(
                actor=request.actor,
                agreement=agreement,
                details=form.details(),
                version=form.cleaned_data["version"],
                amendment=form.cleaned_data.get("amendment", ""),
            )
        except (RuleRefused, Stale) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The agreement is corrected."), draft=draft)
            return redirect("cooperation:file", agreement.pk)
    context = {"form": form, "agreement": agreement, "draft": draft}
    return render(request, "cooperation/edit.html", context, status=422 if form.errors else 200)


@require_GET
def agreement_file(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Show an agreement's file: what it is, its road, what stands in it, what can be done next."""
    agreement = visible_or_404(request, agreement_id)
    announced = queries.ending_before(request.actor.today)
    context = {
        "agreement": agreement,
        "tone": tone(agreement.state),
        "country": COUNTRIES.label(agreement.country),
        "sectors": ", ".join(SECTORS[code].short for code in agreement.sectors) or _("All sectors"),
        "todos": [todo for todo in todos_of(request.actor, agreement, announced) if todo.tone != "neutral"],
        "road": road_of(agreement),
        "sections": sections_of(request, agreement),
        "may_edit": agreement.state not in ENDED and AGREEMENTS.allows(request.actor, "edit", agreement.office_id),
        **_next(request, agreement),
    }
    return render(request, "cooperation/file.html", context)


def _next(request: AgentRequest, agreement: Agreement) -> dict[str, Any]:
    """Return what this agent may do next: the one act of the road open at its end, and the others."""
    deeds = open_to(request.actor, agreement)
    first = [(word, deed) for word, deed in deeds if deed.name in {"negotiate", "sign", "enter"}]
    others = [(word, deed) for word, deed in deeds if (word, deed) not in first]
    suspended = agreement.state == AgreementState.SUSPENDED
    held = queries.open_suspension(agreement) if suspended else None
    asked = held is not None and held.lift_asked_by is not None
    own = held is not None and held.lift_asked_by is not None and same_person(request.user, held.lift_asked_by)

    def may(action: str) -> bool:
        return AGREEMENTS.allows(request.actor, action, agreement.office_id)

    return {
        "first": first,
        "others": others,
        "held": held,
        "may_suspend": agreement.state == AgreementState.IN_FORCE and may("suspend"),
        "may_ask": suspended and not asked and may("ask_lift"),
        "may_confirm": asked and not own and may("confirm_lift"),
        "awaits_other": asked and (own or not may("confirm_lift")),
    }
