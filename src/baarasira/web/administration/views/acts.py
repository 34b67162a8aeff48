"""What an administrator does to one account: suspend, reinstate, close, give, move and take away roles."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.accounts.actions import memberships, staff_numbers, states
from baarasira.accounts.models import Membership, User
from baarasira.kernel.errors import BusinessError
from baarasira.web.requests import AgentRequest

from ..forms import DatedRoleForm, MoveForm, StaffNumberForm
from .accounts import account_or_404

Act = Callable[..., User]


def _change_state(request: AgentRequest, user_id: UUID, act: Act, sentence: str) -> HttpResponse:
    account_or_404(request, user_id)
    user = act(actor=request.actor.because(request.POST.get("reason", "")[:2000]), user_id=user_id)
    messages.success(request, sentence % {"name": user.label})
    return redirect("administration:account", user_id)


@require_POST
def suspend(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Suspend an account."""
    sentence = _("The account of %(name)s is suspended; its open visits have ended.")
    return _change_state(request, user_id, states.suspend, sentence)


@require_POST
def reinstate(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Let a suspended account in again."""
    return _change_state(request, user_id, states.reinstate, _("%(name)s can sign in again."))


@require_POST
def close(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Close an account."""
    sentence = _("The account of %(name)s is closed; its open visits and its roles have ended.")
    return _change_state(request, user_id, states.close, sentence)


@never_cache
@require_http_methods(["GET", "POST"])
def add_role(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Give an account one more role."""
    shown = account_or_404(request, user_id)
    today = request.actor.today
    form = DatedRoleForm(request.POST or None, on=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            memberships.add_role(
                actor=request.actor,
                user_id=user_id,
                role=form.cleaned_data["role"],
                structure_id=UUID(form.cleaned_data["structure"]),
                on=form.cleaned_data["on"],
            )
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The role is given."))
            return redirect("administration:account", user_id)
    return render(request, "administration/add_role.html", {"form": form, "shown": shown})


@never_cache
@require_http_methods(["GET", "POST"])
def staff_number(request: AgentRequest, user_id: UUID) -> HttpResponse:
    """Write the staff number of the person behind an account."""
    shown = account_or_404(request, user_id)
    form = StaffNumberForm(request.POST or None, initial={"staff_number": shown.staff_number})
    if request.method == "POST" and form.is_valid():
        try:
            staff_numbers.set_staff_number(actor=request.actor, user_id=user_id, **form.cleaned_data)
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The staff number is written."))
            return redirect("administration:account", user_id)
    return render(request, "administration/staff_number.html", {"form": form, "shown": shown})


def _membership(shown: User, membership_id: UUID) -> Membership:
    return get_object_or_404(shown.memberships.select_related("structure"), id=membership_id)


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: AgentRequest, user_id: UUID, membership_id: UUID) -> HttpResponse:
    """Move a role to another structure from a day on."""
    shown = account_or_404(request, user_id)
    membership = _membership(shown, membership_id)
    today = request.actor.today
    form = MoveForm(request.POST or None, on=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            memberships.move(
                actor=request.actor,
                user_id=user_id,
                membership_id=membership_id,
                structure_id=UUID(form.cleaned_data["structure"]),
                on=form.cleaned_data["on"],
            )
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The move is recorded."))
            return redirect("administration:account", user_id)
    context = {"form": form, "shown": shown, "membership": membership}
    return render(request, "administration/move.html", context)


@require_POST
def remove_role(request: AgentRequest, user_id: UUID, membership_id: UUID) -> HttpResponse:
    """End a role at once."""
    account_or_404(request, user_id)
    actor = request.actor.because(request.POST.get("reason", "")[:2000])
    memberships.remove_role(actor=actor, user_id=user_id, membership_id=membership_id)
    messages.success(request, _("The role has ended."))
    return redirect("administration:account", user_id)
