"""What a person sees when an action refuses or something breaks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baarasira.kernel.errors import BusinessError, NotAllowed, Stale, Taken, WrongState
from baarasira.matching.index import IndexNotReady

Handler = Callable[[HttpRequest], HttpResponse]
_STATUS: dict[type[BusinessError], int] = {NotAllowed: 403, Stale: 409, WrongState: 409, Taken: 409, IndexNotReady: 503}


class BusinessErrorMiddleware:
    """Shows the sentence of an action's refusal that the view did not put beside a field, with a way back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a BusinessError into a page that says what happened and what to do; others go on."""
        if not isinstance(exception, BusinessError):
            return None
        status = next((code for kind, code in _STATUS.items() if isinstance(exception, kind)), 422)
        context = {"error": exception, "findings": getattr(exception, "findings", ())}
        return render(request, "refused.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, and keep what was typed (the draft stays in the browser)."""
    return render(request, "403_csrf.html", status=403)
