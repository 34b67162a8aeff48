"""How long a session still lasts: it ends after a time without work, and the page says so before it does."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

SESSION_KEY = "seen"
# The session is written again at most this often (seconds): a write per page would cost more than it is worth.
EVERY = 15 * 60
Handler = Callable[[HttpRequest], HttpResponse]


def touch(request: HttpRequest) -> None:
    """Start the session's time again from now."""
    request.session[SESSION_KEY] = int(timezone.now().timestamp())


def seconds_left(request: HttpRequest) -> int:
    """Return how many seconds the session lasts without further work; 0 for a visitor who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    seen = request.session.get(SESSION_KEY, 0)
    return max(0, int(settings.SESSION_COOKIE_AGE - (timezone.now().timestamp() - seen)))


class SessionClockMiddleware:
    """Starts the time of a signed-in session again while its owner works; stands after authentication."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            seen = request.session.get(SESSION_KEY, 0)
            if timezone.now().timestamp() - seen > EVERY:
                touch(request)
        return self.get_response(request)
