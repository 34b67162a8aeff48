"""Gives each request its actor."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from baarasira.kernel.actor import Actor

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Sets `request.actor` from the signed-in user, the time of arrival and the network address."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.actor = Actor(  # type: ignore[attr-defined]
                user=request.user,
                at=timezone.now(),
                channel="web",
                address=request.META.get("REMOTE_ADDR", "")[:64],
            )
        return self.get_response(request)
