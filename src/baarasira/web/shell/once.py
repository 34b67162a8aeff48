"""A form sent twice acts once: the answer was lost on the line, the button was pressed again.

`post_form` puts a key of its own in every form it draws. When the act succeeded (the answer was a redirect) the
session remembers the key and where the answer led; the same key again is led there, and nothing is done twice. Two
sends at the very same instant are not covered here: the scarce things have their lock in the rooms.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _

FIELD = "_once"
SESSION_KEY = "once"
REMEMBERED = 30
_LONGEST_KEY = 64
Handler = Callable[[HttpRequest], HttpResponse]


def _looks(request: HttpRequest) -> bool:
    """Tell whether a page asks with the form as it stands for a fragment (rules, likely doubles): the form itself is not sent."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def _key(request: HttpRequest) -> str:
    if request.method != "POST" or _looks(request):
        return ""
    try:
        return request.POST.get(FIELD, "")[:_LONGEST_KEY]
    except UnreadablePostError:  # the line dropped in the middle of the send: the view will say so
        return ""


class OnceMiddleware:
    """Leads a form already taken to the page that its first send led to; stands after sessions and messages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = _key(request)
        if not key:
            return self.get_response(request)
        done: dict[str, str] = request.session.get(SESSION_KEY, {})
        if key in done:
            messages.info(request, _("This was already recorded the first time. Nothing was done twice."))
            return HttpResponseRedirect(done[key])
        response = self.get_response(request)
        if 300 <= response.status_code < 400 and response.has_header("Location"):
            done = request.session.get(SESSION_KEY, {})
            kept = list(done.items())[-(REMEMBERED - 1) :]
            request.session[SESSION_KEY] = {**dict(kept), key: response["Location"]}
        return response
