"""Lost passwords and telephones: one administrator asks, another decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts import mails
from baarasira.accounts.actions import resets
from baarasira.accounts.models import Reset
from baarasira.accounts.policies import ACCOUNTS
from baarasira.accounts.queries import resets_decided, resets_to_decide, visible_to
from baarasira.kernel.errors import BusinessError
from baarasira.web.requests import AgentRequest

from ..forms import ResetForm
from .accounts import account_or_404, hand_over
from .menu import parts_for

TONES = {"asked": "wait", "approved": "action", "refused": "refused", "used": "done", "expired": "neutral"}


@never_cache
@require_GET
def queue(request: AgentRequest) -> HttpResponse:
    """List the requests to decide on, oldest first, and the last decided."""
    ACCOUNTS.require(request.actor, "decide_reset")
    decided = [{"reset": reset, "tone": TONES[reset.state]} for reset in resets_decided(request.actor)]
    waiting = list(resets_to_decide(request.actor))
    context = {"waiting": waiting, "decided": decided, **parts_for(request.actor)}
    return render(request, "administration/resets.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Ask for a reset of someone's password or telephone."""
    shown = account_or_404(request, user_id)
    form = ResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = request.actor.because(form.cleaned_data["reason"])
        try:
            resets.ask_reset(actor=actor, user_id=user_id, kind=form.cleaned_data["kind"])
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The request is in the queue: another administrator decides on it."))
            return redirect("administration:account", user_id)
    return render(request, "administration/ask_reset.html", {"form": form, "shown": shown})


def _reset(request: AgentRequest, reset_id: UUID) -> Reset:
    ACCOUNTS.require(request.actor, "decide_reset")
    rows = Reset.objects.filter(user__in=visible_to(request.actor)).select_related("user", "asked_by", "decided_by")
    return get_object_or_404(rows, id=reset_id)


@never_cache
@require_GET
def decide(request: AgentRequest, reset_id: UUID) -> HttpResponse:
    """Show a request: the facts, the rule, and the decision where this administrator may take it."""
    reset = _reset(request, reset_id)
    context = {
        "reset": reset,
        "tone": TONES[reset.state],
        "memberships": reset.user.memberships_on(request.actor.today),
        "may_decide": request.user.id not in (reset.asked_by_id, reset.user_id) and reset.state == "asked",
        "asked_by_me": request.user.id == reset.asked_by_id,
        "about_me": request.user.id == reset.user_id,
    }
    return render(request, "administration/reset.html", context)


@never_cache
@require_POST
def approve(request: AgentRequest, reset_id: UUID) -> HttpResponse:
    """Approve a request; the answer shows the link to hand over, this once."""
    _reset(request, reset_id)
    made = resets.approve_reset(actor=request.actor, reset_id=reset_id)
    link = request.build_absolute_uri(reverse("accounts:reset", args=[made.token]))
    user = made.reset.user
    return hand_over(request, user, link, made.expires_at, mails.send_reset(user, link, made.expires_at))


@require_POST
def refuse(request: AgentRequest, reset_id: UUID) -> HttpResponse:
    """Refuse a request, with a reason."""
    _reset(request, reset_id)
    actor = request.actor.because(request.POST.get("reason", "")[:2000])
    resets.refuse_reset(actor=actor, reset_id=reset_id)
    messages.success(request, _("The request is refused."))
    return redirect("administration:resets")
