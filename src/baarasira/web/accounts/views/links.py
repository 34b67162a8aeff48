"""The pages behind one-time links: an invitation, a reset."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baarasira.accounts.actions import invitations, resets
from baarasira.accounts.actions.signing_in import SignInRefused
from baarasira.accounts.enums import ResetKind
from baarasira.accounts.models import Reset
from baarasira.kernel.errors import RuleRefused, WrongState

from ..access import visitor_of
from ..forms import ConfirmForm, NewPasswordForm


def _spent(request: HttpRequest, error: WrongState) -> HttpResponse:
    return render(request, "accounts/spent.html", {"sentence": error.sentence}, status=410)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let an invited person choose a password; then they sign in with it."""
    actor = visitor_of(request)
    form = NewPasswordForm(request.POST or None)
    try:
        invited = invitations.invitation_of(token, actor.at).user
        if request.method == "POST" and form.is_valid():
            invitations.accept_invitation(actor=actor, token=token, password=form.cleaned_data["password"])
            messages.success(request, _("Your account is open. Sign in with the password you have just chosen."))
            return redirect("accounts:sign-in")
    except WrongState as error:
        return _spent(request, error)
    except RuleRefused as refusal:
        form.refuse(refusal)
    return render(request, "accounts/invitation.html", {"form": form, "invited": invited})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person choose a new password, or forget the lost phone, with the link two administrators gave them."""
    try:
        found = resets.reset_of(token, visitor_of(request).at)
        if found.kind == ResetKind.PASSWORD:
            return _new_password(request, found, token)
        return _forget_phone(request, found, token)
    except WrongState as error:
        return _spent(request, error)


def _new_password(request: HttpRequest, found: Reset, token: str) -> HttpResponse:
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resets.use_password_reset(actor=visitor_of(request), token=token, password=form.cleaned_data["password"])
        except RuleRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Your password is changed. Sign in with it."))
            return redirect("accounts:sign-in")
    return render(request, "accounts/reset_password.html", {"form": form, "owner": found.user})


def _forget_phone(request: HttpRequest, found: Reset, token: str) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resets.use_second_factor_reset(actor=visitor_of(request), token=token, **form.cleaned_data)
        except SignInRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The lost telephone opens nothing any more. Sign in to set up another."))
            return redirect("accounts:sign-in")
    return render(request, "accounts/reset_phone.html", {"form": form, "owner": found.user})
