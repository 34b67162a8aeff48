"""The pages of programmes: the list, one version explained with its road drawn, importing, publishing by a second person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import RuleRefused
from baarasira.programmes import actions, queries
from baarasira.programmes.compiling import compile_file
from baarasira.programmes.enums import VersionState
from baarasira.programmes.explaining.explanation import explain
from baarasira.programmes.explaining.road import road_picture
from baarasira.programmes.files.reading import UnreadableFile
from baarasira.programmes.findings import Flaw
from baarasira.programmes.models import ProgrammeVersion
from baarasira.programmes.policies import PROGRAMMES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.paging import paginate

from .forms import ImportForm

TONES = {
    VersionState.DRAFT: "wait",
    VersionState.PUBLISHED: "done",
    VersionState.RETIRED: "neutral",
    VersionState.DISCARDED: "refused",
}
_STANDING = [VersionState.DRAFT, VersionState.PUBLISHED]


def tone(version: ProgrammeVersion) -> str:
    """Return the tone of a version's state."""
    return TONES[VersionState(version.state)]


@require_GET
def list_programmes(request: AgentRequest) -> HttpResponse:
    """Show the programmes in force, and for who writes them those that await a second person."""
    PROGRAMMES.require(request.actor, "view")
    rows = queries.visible_to(request.actor).filter(state__in=_STANDING)
    page = paginate(rows, order=("title", "id"), request=request)
    context = {
        "page": page,
        "lines": [{"version": row, "tone": tone(row)} for row in page.rows],
        "may_import": PROGRAMMES.allows(request.actor, "import"),
        "to_publish": queries.awaiting_publication(request.actor).count(),
    }
    return render(request, "programmes/list.html", context)


def _visible_or_404(request: AgentRequest, version_id: UUID) -> ProgrammeVersion:
    return get_object_or_404(queries.visible_to(request.actor), pk=version_id)


@require_GET
def programme_file(request: AgentRequest, version_id: UUID) -> HttpResponse:
    """Explain one version: what it is, its road as a picture and in words, who may take part, what can be done with it."""
    version = _visible_or_404(request, version_id)
    actor, owner = request.actor, version.programme.owner_id
    compiled = version.compiled
    own = same_person(version.author, actor.user)
    may_publish = version.state == VersionState.DRAFT and PROGRAMMES.allows(actor, "publish", owner)
    context = {
        "version": version,
        "tone": tone(version),
        "explanation": explain(compiled, queries.values_on(compiled, actor.today)),
        "picture": road_picture(compiled),
        "others": [
            {"version": row, "tone": tone(row)}
            for row in queries.versions_of(actor, version.programme_id)
            if row.pk != version.pk
        ],
        "may_publish": may_publish and not own,
        "awaits_other": may_publish and own,
        "may_discard": version.state == VersionState.DRAFT and PROGRAMMES.allows(actor, "discard", owner),
        "may_retire": version.state == VersionState.PUBLISHED and PROGRAMMES.allows(actor, "retire", owner),
    }
    return render(request, "programmes/file.html", context)


@require_GET
def source(request: AgentRequest, version_id: UUID) -> HttpResponse:
    """Give the file of a version as it was written."""
    version = _visible_or_404(request, version_id)
    answer = HttpResponse(version.text, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{version.programme.key}-{version.number}.toml"'
    return answer


def _flaws(content: bytes) -> tuple[Flaw, ...]:
    try:
        return compile_file(content).flaws
    except UnreadableFile as error:
        return (error.flaw,)


def _shown(flaws: tuple[Flaw, ...], content: bytes) -> list[dict[str, object]]:
    """Return each flaw with the line of the file it is about."""
    lines = content.decode("utf-8", "replace").splitlines()
    return [
        {"flaw": flaw, "written": lines[flaw.line - 1].strip()[:200] if flaw.line <= len(lines) else ""}
        for flaw in flaws
    ]


@require_http_methods(["GET", "POST"])
def import_file(request: AgentRequest) -> HttpResponse:
    """Take a programme file: what is wrong is shown line by line, a clean one becomes a draft."""
    PROGRAMMES.require(request.actor, "import")
    form = ImportForm(request.POST or None, request.FILES or None, actor=request.actor)
    flaws: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        content = form.content()
        flaws = _shown(_flaws(content), content)
        if not flaws:
            try:
                version = actions.import_programme(
                    actor=request.actor,
                    owner=form.cleaned_data["owner"],
                    content=content,
                    file_name=form.cleaned_data["file"].name,
                )
            except RuleRefused as refusal:
                form.refuse(refusal)
            else:
                drafts.confirm(
                    request,
                    _("%(title)s is imported: a second person reads and publishes it.") % {"title": version.title},
                )
                return redirect("programmes:file", version.pk)
    status = 422 if flaws or form.errors else 200
    return render(request, "programmes/import.html", {"form": form, "flaws": flaws}, status=status)


def _version_sent(request: AgentRequest) -> int | None:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() else None


@require_POST
def publish(request: AgentRequest, version_id: UUID) -> HttpResponse:
    """Publish a draft as its second person."""
    version = _visible_or_404(request, version_id)
    actions.publish_programme(actor=request.actor, version_id=version.pk, expected_version=_version_sent(request))
    drafts.confirm(request, _("%(title)s is published.") % {"title": version.title})
    return redirect("programmes:file", version.pk)


@require_POST
def discard(request: AgentRequest, version_id: UUID) -> HttpResponse:
    """Give up a draft, with the reason."""
    version = _visible_or_404(request, version_id)
    actor = request.actor.because(request.POST.get("reason", ""))
    actions.discard_draft(actor=actor, version_id=version.pk, expected_version=_version_sent(request))
    drafts.confirm(request, _("The draft of %(title)s is discarded.") % {"title": version.title})
    return redirect("programmes:list")


@require_POST
def retire(request: AgentRequest, version_id: UUID) -> HttpResponse:
    """Retire what is published, with the reason."""
    version = _visible_or_404(request, version_id)
    actor = request.actor.because(request.POST.get("reason", ""))
    actions.retire_programme(actor=actor, version_id=version.pk, expected_version=_version_sent(request))
    drafts.confirm(request, _("%(title)s is retired: no opening is made on it any more.") % {"title": version.title})
    return redirect("programmes:file", version.pk)
