"""Places in online courses: who holds one and how far they are, who is to be called, what each place came to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.errors import BusinessError
from baarasira.reference.parameters import ONLINE_IDLE_DAYS
from baarasira.reference.queries import value
from baarasira.training.online import actions, queries
from baarasira.training.online.enums import HELD
from baarasira.training.online.models import Place, Progress
from baarasira.training.online.policies import PLACES, PLATFORMS
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import AllotForm, CallForm, CertificateForm, FilterForm, LengthenForm, StopForm
from ..reach import place_or_404, platform_to_allot_or_404
from ..states import tone


@require_GET
def list_places(request: AgentRequest) -> HttpResponse:
    """Show the platforms, and the places the agent may see, the newest first."""
    actor = request.actor
    PLACES.require(actor, "view")
    form = FilterForm(request.GET or None)
    rows = queries.visible_to(actor)
    if form.is_valid() and form.cleaned_data["state"]:
        rows = rows.filter(state=form.cleaned_data["state"])
    page = paginate(rows.order_by(), order=("-id",), request=request)
    seen = {row.pk for row in queries.platforms_for(actor)}
    platforms = queries.platforms_to_allot(actor) if PLACES.allows(actor, "allot") else queries.platforms_for(actor)
    context = {
        "page": page,
        "form": form,
        "lines": [{"place": row, "tone": tone(row.state)} for row in page.rows],
        "platforms": [{"row": row, "left": max(0, row.places - row.held), "seen": row.pk in seen} for row in platforms],
        "to_call": queries.standing_still(actor).count() if PLACES.allows(actor, "call") else 0,
        "finished": list(queries.finished(actor)[:20]) if PLACES.allows(actor, "stop") else [],
        "may_allot": PLACES.allows(actor, "allot"),
        "may_keep": PLATFORMS.allows(actor, "keep"),
    }
    return render(request, "online/list.html", context)


@require_GET
def to_call(request: AgentRequest) -> HttpResponse:
    """Show who stands still and is to be called, the longest first."""
    actor = request.actor
    PLACES.require(actor, "call")
    rows = list(queries.standing_still(actor)[:100])
    context = {
        "lines": [
            {"place": row, "tone": tone(row.state), "days": queries.still_since(row, actor.today)} for row in rows
        ],
        "days": value(ONLINE_IDLE_DAYS, actor.today),
    }
    return render(request, "online/to_call.html", context)


@require_http_methods(["GET", "POST"])
def allot(request: AgentRequest, platform_id: UUID) -> HttpResponse:
    """Give a person a place."""
    found = platform_to_allot_or_404(request, platform_id)
    form = AllotForm(request.POST or None, initial={"person": request.GET.get("personne", "")[:40]})
    if request.method == "POST" and form.is_valid() and form.found is not None:
        try:
            made = actions.allot(actor=request.actor, platform_id=found.pk, data=form.data_of(form.found))
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The place is given until its last day."))
            return redirect("online:place", made.pk)
    context = {"form": form, "platform": found, "left": max(0, found.places - found.held)}
    return render(request, "online/allot.html", context, status=422 if form.errors else 200)


@require_GET
def place(request: AgentRequest, place_id: UUID) -> HttpResponse:
    """Show a place: the courses followed, the calls, what can be done now."""
    found = place_or_404(request, place_id)
    return _page(request, found, _forms(request, found))


def _forms(request: AgentRequest, found: Place, bound: str = "") -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    files = request.FILES if bound == "certificat" else None
    return {
        "appel": CallForm(sent("appel"), auto_id="call_%s"),
        "arret": StopForm(sent("arret"), auto_id="stop_%s"),
        "prolongation": LengthenForm(sent("prolongation"), auto_id="end_%s", initial={"ends_on": found.ends_on}),
        "certificat": CertificateForm(sent("certificat"), files, auto_id="certificate_%s", place=found),
    }


def _page(request: AgentRequest, found: Place, forms: Mapping[str, Form], status: int = 200) -> HttpResponse:
    actor = request.actor
    held = found.state in HELD

    def may(action: str) -> bool:
        return PLACES.allows(actor, action, found.platform.structure_id) or PLACES.allows(
            actor, action, found.person.office_id
        )

    courses = list(found.courses.all())
    done = any(row.completed_on is not None for row in courses)
    context = {
        "place": found,
        "tone": tone(found.state),
        "courses": courses,
        "calls": list(found.calls.all()),
        "addresses": list(found.addresses.all()),
        "still": queries.still_since(found, actor.today) if held else 0,
        "forms": forms,
        "may_call": held and may("call"),
        "may_stop": held and may("stop"),
        "may_complete": held and done and may("stop"),
        "may_lengthen": held and may("allot"),
        "may_certify": done and may("certify"),
    }
    return render(request, "online/place.html", context, status=status)


@require_POST
def place_act(request: AgentRequest, place_id: UUID, name: str) -> HttpResponse:
    """Do one act on a place, and show it again."""
    found = place_or_404(request, place_id)
    if name == "fin":
        actions.complete(actor=request.actor, place_id=found.pk)
    else:
        forms = _forms(request, found, name)
        if name not in forms:
            raise Http404
        form = forms[name]
        if form.is_valid():
            try:
                _act(request, found, name, form)
            except BusinessError as error:
                form.refuse(error)
        if form.errors:
            return _page(request, found, forms, 422)
    drafts.confirm(request, _("It is recorded."))
    return redirect("online:place", found.pk)


def _act(request: AgentRequest, found: Place, name: str, form: Any) -> None:
    do = {"actor": request.actor, "place_id": found.pk}
    match name:
        case "appel":
            actions.record_call(**do, data=form.data_of())
        case "arret":
            actions.stop(**do, **form.cleaned_data)
        case "prolongation":
            actions.lengthen(**do, **form.cleaned_data)
        case "certificat":
            course = get_object_or_404(Progress, pk=form.cleaned_data["course"], place=found)
            actions.keep_certificate(actor=request.actor, progress_id=course.pk, upload=form.cleaned_data["upload"])


@require_GET
def certificate(request: AgentRequest, progress_id: UUID) -> FileResponse:
    """Return the certificate of a course that was handed in."""
    row = get_object_or_404(Progress.objects.select_related("file"), pk=progress_id, file__isnull=False)
    place_or_404(request, row.place_id)
    if row.file is None:
        raise Http404
    return send(request.actor, row.file)
