"""Gives each request its actor, and keeps who has not given the second factor before its door."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from .access import account_of, agent_of, awaits_second_factor, redirect_with_next

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` for a signed-in account that gave everything its roles ask for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = account_of(request)
        if request.user.is_authenticated and not awaits_second_factor(request):
            request.actor = agent_of(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        return _whole_page(request, response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead to the second factor whoever still owes it, but for the pages open to all and those before that door."""
        if not request.user.is_authenticated or hasattr(request, "actor"):
            return None
        if getattr(view, "before_second_factor", False) or not getattr(view, "login_required", True):
            return None
        return redirect_with_next("accounts:second-factor", request.get_full_path())


def _whole_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Turn the redirection of a fragment to the sign-in page into one of the whole page, so that it is not swapped in."""
    if request.headers.get("HX-Request") != "true" or response.status_code != 302:
        return response
    doors = (resolve_url(settings.LOGIN_URL), resolve_url(settings.OTP_LOGIN_URL))
    if not response["Location"].startswith(doors) or request.path.startswith(doors):
        return response
    whole = HttpResponseClientRedirect(response["Location"])
    whole.cookies.update(response.cookies)
    return whole
