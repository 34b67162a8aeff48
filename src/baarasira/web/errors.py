"""What a person sees when an action refuses or something breaks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse

from baarasira.kernel.errors import BusinessError, NotAllowed, Stale, Taken, WrongState
from baarasira.matching.index import IndexNotReady

Handler = Callable[[HttpRequest], HttpResponse]
_STATUS: dict[type[BusinessError], int] = {NotAllowed: 403, Stale: 409, WrongState: 409, Taken: 409}
# Where one goes back to from an address that names a record: the page of the record.
_PAGES = (
    ("opening_id", "openings:file"),
    ("person_id", "people:file"),
    ("employer_id", "employers:file"),
    ("candidacy_id", "candidacies:file"),
    ("user_id", "administration:account"),
)
# After so many seconds a program that asked too early may ask again.
_COME_BACK = 60


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
        if isinstance(exception, IndexNotReady):
            return _being_prepared(request, exception)
        status = next((code for kind, code in _STATUS.items() if isinstance(exception, kind)), 422)
        context = {"error": exception, "findings": getattr(exception, "findings", ())}
        return render(request, "refused.html", context, status=status)


class NotAllowedMiddleware:
    """Shows a page where an address only takes what a form sends (405), instead of the browser's own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if not isinstance(answer, HttpResponseNotAllowed) or answer.content:
            return answer
        page = render(request, "405.html", {"back": _way_back(request)}, status=405)
        page["Allow"] = answer["Allow"]
        return page


def _way_back(request: HttpRequest) -> str:
    """Return the page of the record that the address names, the first page when it names none."""
    match = request.resolver_match
    asked = match.kwargs if match is not None else {}
    return next((reverse(route, args=[asked[name]]) for name, route in _PAGES if name in asked), "/")


def _being_prepared(request: HttpRequest, exception: IndexNotReady) -> HttpResponse:
    """Say that the ranking will come: the way back is the offer or the person it was asked for."""
    again = request.get_full_path() if request.method == "GET" else ""
    context = {"error": exception, "again": again, "back": _way_back(request)}
    answer = render(request, "preparing.html", context, status=503)
    answer["Retry-After"] = str(_COME_BACK)
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open too long, and keep what was typed (the draft stays in the browser)."""
    return render(request, "403_csrf.html", status=403)
