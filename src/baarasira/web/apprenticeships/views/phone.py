"""A phone is bound to a master, and opened: a code scanned, three pictures tapped, nothing typed."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.kernel.errors import RuleRefused, WrongState
from baarasira.training.apprenticeships.actions import phones
from baarasira.training.apprenticeships.pictures import CODE_LENGTH, SIGNS
from baarasira.web.accounts.access import visitor_of
from baarasira.web.accounts.views.door import enter

from ..known import COOKIE, bound_phone, keep_secret


def _pictures(request: HttpRequest) -> list[str]:
    return [name for name in request.POST.get("pictures", "").split(",") if name]


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def bind(request: HttpRequest, token: str) -> HttpResponse:
    """Let the phone that scanned the code choose its three pictures; then it keeps its secret and the logbook opens."""
    actor = visitor_of(request)
    try:
        waiting = phones.link_of(token, actor)
        if request.method == "POST":
            agent = request.headers.get("User-Agent", "")
            phone, secret = phones.bind(actor=actor, token=token, pictures=_pictures(request), agent=agent)
            if phone.master.user is not None:
                enter(request, phone.master.user)
            return keep_secret(redirect("field:workshop"), secret)
    except WrongState as error:
        return closed(request, str(error.sentence))
    except RuleRefused:
        pass
    return render(request, "field/bind.html", {"master": waiting.master, "signs": SIGNS, "slots": range(CODE_LENGTH)})


@login_not_required
@never_cache
@require_POST
def open_phone(request: HttpRequest) -> HttpResponse:
    """Open the logbook when the three pictures are right; show them again when they are not."""
    secret = request.COOKIES.get(COOKIE, "")
    try:
        user = phones.open_with(actor=visitor_of(request), secret=secret, pictures=_pictures(request))
    except WrongState as error:
        return closed(request, str(error.sentence))
    if user is None:
        return door(request, wrong=True)
    enter(request, user)
    return redirect("field:workshop")


def door(request: HttpRequest, *, wrong: bool = False) -> HttpResponse:
    """Show the nine pictures of a bound phone; to any other browser, that the centre binds phones."""
    phone = bound_phone(request)
    if phone is None:
        return closed(request, "")
    context = {"master": phone.master, "signs": SIGNS, "slots": range(CODE_LENGTH), "wrong": wrong}
    return render(request, "field/door.html", context, status=403 if wrong else 200)


def closed(request: HttpRequest, sentence: str) -> HttpResponse:
    """Say that this phone opens nothing: the centre binds it."""
    return render(request, "field/closed.html", {"sentence": sentence}, status=410)
