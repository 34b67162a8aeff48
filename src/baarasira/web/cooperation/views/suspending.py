"""Suspending an agreement, and lifting its suspension by two people: what will happen is said before it happens."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.cooperation import actions, queries
from baarasira.cooperation.enums import AgreementState
from baarasira.cooperation.models import Agreement, Suspension
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import RuleRefused, Stale, WrongState
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..effects import counts
from ..forms import LiftForm, RefuseLiftForm, SuspendForm
from ..states import tone
from .reach import version_of, visible_or_404


@require_http_methods(["GET", "POST"])
def suspend(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Suspend an agreement in force, with the reason, the decision, and the adverse opinion it rests on."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "suspend", agreement.office_id)
    if agreement.state != AgreementState.IN_FORCE and request.method == "GET":
        return redirect("cooperation:file", agreement.pk)
    draft = f"agreement-suspend-{agreement.pk}"
    form = SuspendForm(request.POST or None, initial={"version": agreement.version, "day": request.actor.today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.suspend(
                actor=request.actor,
                agreement=agreement,
                reason=said["reason"],
                document=said["document"],
                on=said["day"],
                opinion=form.opinion(),
                version=said["version"],
            )
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            sentence = _("The agreement %(reference)s is suspended.") % {"reference": agreement.reference}
            drafts.confirm(request, sentence, draft=draft)
            return redirect("cooperation:file", agreement.pk)
    context = {**_facts(request, agreement), "form": form, "draft": draft}
    return render(request, "cooperation/suspend.html", context, status=422 if form.errors else 200)


def _facts(request: AgentRequest, agreement: Agreement) -> dict[str, object]:
    return {
        "agreement": agreement,
        "tone": tone(agreement.state),
        "country": COUNTRIES.label(agreement.country),
        "counts": counts(request.actor, agreement),
        "newest": agreement.opinions.first(),
    }


@require_http_methods(["GET", "POST"])
def lift(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Ask that a suspension be lifted; or, for another person, confirm or refuse what was asked."""
    agreement = visible_or_404(request, agreement_id)
    held = queries.open_suspension(agreement)
    if agreement.state != AgreementState.SUSPENDED or held is None:
        return redirect("cooperation:file", agreement.pk)
    if held.lift_asked_by is None:
        return _ask(request, agreement, held)
    return _decide(request, agreement, held)


def _ask(request: AgentRequest, agreement: Agreement, held: Suspension) -> HttpResponse:
    AGREEMENTS.require(request.actor, "ask_lift", agreement.office_id)
    form = LiftForm(request.POST or None, initial={"version": agreement.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_lifting(actor=request.actor, agreement=agreement, **form.cleaned_data)
        except (RuleRefused, Stale, WrongState) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The lifting is asked: another person confirms it."))
            return redirect("cooperation:file", agreement.pk)
    return _lift_page(request, agreement, held, form)


def _decide(request: AgentRequest, agreement: Agreement, held: Suspension) -> HttpResponse:
    AGREEMENTS.require(request.actor, "confirm_lift", agreement.office_id)
    form = RefuseLiftForm(initial={"version": agreement.version})
    if request.method == "POST":
        if request.POST.get("decision") != "refuse":
            actions.confirm_lifting(actor=request.actor, agreement=agreement, version=version_of(request))
            drafts.confirm(request, _("The suspension is lifted: the agreement is in force again."))
            return redirect("cooperation:file", agreement.pk)
        reason = request.POST.get("reason", "")
        actions.refuse_lifting(actor=request.actor, agreement=agreement, reason=reason, version=version_of(request))
        drafts.confirm(request, _("The lifting is refused: the agreement stays suspended."))
        return redirect("cooperation:file", agreement.pk)
    return _lift_page(request, agreement, held, form)


def _lift_page(request: AgentRequest, agreement: Agreement, held: Suspension, form: Form) -> HttpResponse:
    asked = held.lift_asked_by
    context = {
        **_facts(request, agreement),
        "form": form,
        "held": held,
        "asked": asked is not None,
        "own": asked is not None and same_person(request.user, asked),
    }
    return render(request, "cooperation/lift.html", context, status=422 if form.errors else 200)
