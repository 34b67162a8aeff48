"""A person's own account: what it holds, its language, its password, its open visits."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.accounts.actions import passwords, profile, second_factor, visits
from baarasira.accounts.actions.signing_in import SignInRefused
from baarasira.accounts.enums import SECOND_FACTOR_ROLES
from baarasira.accounts.queries import open_visits
from baarasira.kernel.errors import BusinessError, RuleRefused
from baarasira.web.requests import AgentRequest

from ..access import confirm_now
from ..browsers import browser_of
from ..forms import ChangePasswordForm, ProfileForm
from .door import speak


@never_cache
@require_http_methods(["GET", "POST"])
def account(request: AgentRequest) -> HttpResponse:
    """Show one's own account; the form changes phone and language."""
    user = request.user
    form = ProfileForm(request.POST or None, initial={"phone": user.phone, "language": user.language})
    if request.method == "POST" and form.is_valid():
        try:
            saved = profile.edit_profile(actor=request.actor, **form.cleaned_data)
        except BusinessError as refusal:
            form.refuse(refusal)
        else:
            with translation.override(saved.language):
                messages.success(request, _("Your account is up to date."))
            return speak(redirect("accounts:account"), saved.language)
    on = request.actor.today
    context = {
        "form": form,
        "memberships": user.memberships_on(on),
        "visits": [(visit, browser_of(visit.agent)) for visit in open_visits(user, request.actor.at)],
        "session_key": request.session.session_key,
        "has_phone": user.second_factor_at is not None,
        "codes_left": second_factor.codes_left(user) if user.second_factor_at else 0,
        "second_factor_required": bool(SECOND_FACTOR_ROLES & user.roles(on)),
    }
    return render(request, "accounts/account.html", context)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: AgentRequest) -> HttpResponse:
    """Change one's own password; the other open visits end, this one goes on under a fresh key."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = passwords.change_password(
                actor=request.actor,
                current=form.cleaned_data["current"],
                new=form.cleaned_data["password"],
                session_key=request.session.session_key or "",
            )
        except (RuleRefused, SignInRefused) as refusal:
            form.refuse(refusal)
        else:
            former = request.session.session_key or ""
            update_session_auth_hash(request, user)
            visits.rename_session(former=former, session_key=request.session.session_key or "")
            confirm_now(request)
            messages.success(request, _("Your password is changed. Your visits on other computers have ended."))
            return redirect("accounts:account")
    return render(request, "accounts/password.html", {"form": form})


@require_POST
def end_visit(request: AgentRequest, visit_id: UUID) -> HttpResponse:
    """End one of one's own visits from afar."""
    visits.end_visit(actor=request.actor, visit_id=visit_id)
    messages.success(request, _("This visit has ended: that computer must sign in again."))
    return redirect("accounts:account")
