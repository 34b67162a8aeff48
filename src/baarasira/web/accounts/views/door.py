"""Signing in, signing out, and typing the password once more."""

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.accounts.actions import signing_in, visits
from baarasira.accounts.models import User

from ..access import (
    agent_of,
    awaits_second_factor,
    before_second_factor,
    confirm_now,
    next_address,
    redirect_with_next,
    visitor_of,
)
from ..forms import ConfirmForm, SignInForm


@login_not_required
@before_second_factor
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for the address and the password; a right pair opens a visit under a fresh session key."""
    if request.user.is_authenticated:
        return redirect(next_address(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = signing_in.sign_in(actor=visitor_of(request), **form.cleaned_data)
        except signing_in.SignInRefused as refusal:
            form.refuse(refusal)
        else:
            return enter(request, user)
    return render(request, "accounts/sign_in.html", {"form": form, "next": next_address(request, "desk")})


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """Open the session (its key changes), record the visit and go on, by the second factor where one is needed."""
    auth.login(request, user)
    confirm_now(request)
    visits.open_visit(
        actor=agent_of(request),
        user=user,
        session_key=request.session.session_key or "",
        agent=request.headers.get("User-Agent", ""),
    )
    address = next_address(request)
    response = (
        redirect_with_next("accounts:second-factor", address) if awaits_second_factor(request) else redirect(address)
    )
    return speak(response, user.language)


def speak(response: HttpResponse, language: str) -> HttpResponse:
    """Remember the account's language in the browser, for the sign-in page as well."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@before_second_factor
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the visit and throw the session away."""
    visits.sign_out(actor=agent_of(request), session_key=request.session.session_key or "")
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@before_second_factor
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for the password once more before a change of how the account is opened."""
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            signing_in.confirm_password(actor=agent_of(request), user=request.user, **form.cleaned_data)
        except signing_in.SignInRefused as refusal:
            form.refuse(refusal)
        else:
            confirm_now(request)
            return HttpResponseRedirect(next_address(request, "accounts:account"))
    return render(request, "accounts/confirm.html", {"form": form, "next": next_address(request, "accounts:account")})
