"""The style guide, which shows every component in every state, and the session kept open."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from baarasira.accounts.enums import Role

from . import drafts, sessions, showroom
from .components.filters import active_filters
from .forms import suggestions


def _open(request: HttpRequest) -> None:
    """Let in whoever develops, and the administrators of an installation; PermissionDenied for others."""
    actor = getattr(request, "actor", None)
    if settings.DEBUG or (actor and Role.NATIONAL_ADMINISTRATOR in actor.user.roles(actor.today)):
        return
    raise PermissionDenied


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show the components; a POST shows the form with its errors, or confirms its draft and comes back."""
    _open(request)
    form = showroom.PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drafts.confirm(request, showroom.RECORDED, draft="style")
        return redirect("shell:style")
    filters = showroom.FilterForm(request.GET or {"region": "kayes", "late": "on"}, auto_id="filter_%s")
    context = {
        **showroom.samples(),
        "form": form,
        "faulty": showroom.faulty_form(),
        "filter_form": filters,
        "chips": active_filters(filters, request),
    }
    return render(request, "shell/style.html", context)


@require_GET
def style_public(request: HttpRequest) -> HttpResponse:
    """Show a public page: no script, few words, large."""
    _open(request)
    return render(request, "shell/style_public.html")


@require_GET
def style_suggestions(request: HttpRequest) -> JsonResponse:
    """Answer the suggestion box of the style guide."""
    _open(request)
    return JsonResponse(suggestions(showroom.trades(request.GET.get("q", ""))))


@require_POST
def keep_session(request: HttpRequest) -> JsonResponse:
    """Start the session's time again; answer how many seconds it now lasts."""
    sessions.touch(request)
    return JsonResponse({"seconds": sessions.seconds_left(request)})
