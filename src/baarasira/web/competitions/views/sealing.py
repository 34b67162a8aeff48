"""The seal: who holds it, secrets typed, labels printed once, anonymity lifted by two. No secret is ever shown or kept."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.training.competitions import actions
from baarasira.training.competitions.actions.lifting import without_mark
from baarasira.training.competitions.models import LabelSheet
from baarasira.training.competitions.policies import COMPETITIONS
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import HoldersForm, NewSecretForm, SecretForm
from ..reach import holder_or_404, own_or_404, paper_or_404
from .forming import form_page
from .halls import pdf_answer


@require_http_methods(["GET", "POST"])
def name_holders(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Name the three who keep the seal."""
    found = own_or_404(request, competition_id)
    form = HoldersForm(request.POST or None)
    return form_page(
        request, form,
        lambda given: actions.name_holders(
            actor=request.actor, competition_id=found.pk, users=[given["first"], given["second"], given["third"]]
        ),
        competition=found, title=_("Holders of the seal"), button=_("Name these three people"),
        done=_("The holders are named. Each signs in and chooses a secret."),
        intro=_("Any two of the three lift anonymity together. None of them marks, and none can do it alone."),
    )  # fmt: skip


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def take_place(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Choose one's secret as a holder of the seal."""
    holder = holder_or_404(request, competition_id)
    if request.method == "GET" and holder.ready_on is not None:
        return redirect("competitions:hand", competition_id)
    form = NewSecretForm(request.POST or None)
    return form_page(
        request, form,
        lambda given: actions.take_place(actor=request.actor, competition_id=competition_id, secret=given["secret"]),
        competition=holder.competition, title=_("Your secret for the seal"), button=_("Choose this secret"),
        done=_("Your secret is taken. Nobody can give it back to you: keep it in your head."),
        intro=_(
            "You type it again to lift anonymity. It is written nowhere: if two holders forget theirs, the scripts stay anonymous "
            "for ever and the papers have to be sat again."
        ),
        to=reverse("competitions:list"),
    )  # fmt: skip


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def hand_share(request: AgentRequest, competition_id: UUID) -> HttpResponse:
    """Type one's secret to lift anonymity."""
    holder = holder_or_404(request, competition_id)
    found = holder.competition
    form = SecretForm(request.POST or None)
    others = [row for row in found.holders.select_related("user") if row.pk != holder.pk and row.handed]
    against = [str(finding.sentence) for finding in without_mark(found)] if found.state == "marking" else []
    intro = " ".join(against) or (
        _("%(who)s has acted. With your secret anonymity is lifted; this cannot be undone.")
        % {"who": others[0].user.label}
        if others
        else _("You act first: a second holder then lifts anonymity.")
    )
    return form_page(
        request, form,
        lambda given: actions.hand_share(actor=request.actor, competition_id=competition_id, secret=given["secret"]),
        competition=found, title=_("Lift anonymity"), button=_("Lift anonymity") if others else _("Act first"),
        done=_("It is done.") if others else _("You have acted. A second holder signs in and types their secret."),
        intro=intro, to=reverse("competitions:list"), kind="grave" if others else "main",
    )  # fmt: skip


@require_GET
def labels(request: AgentRequest, paper_id: UUID) -> HttpResponse:
    """Show the printings of the labels of a paper, and what comes next."""
    paper = paper_or_404(request, paper_id)
    found = own_or_404(request, paper.competition_id)
    sheets = list(paper.sheets.select_related("printed_by", "released_by").order_by("-number"))
    standing = next((row for row in sheets if row.voided_on is None), None)
    context = {
        "paper": paper, "competition": found, "sheets": sheets, "standing": standing,
        "may_print": COMPETITIONS.allows(request.actor, "code", found.structure_id) and found.state == "convened",
        "may_release": standing is not None and standing.released_on is None and standing.printed_by_id != request.actor.id
        and COMPETITIONS.allows(request.actor, "release", found.structure_id),
    }  # fmt: skip
    return render(request, "competitions/labels.html", context)


@never_cache
@require_POST
def print_labels(request: AgentRequest, paper_id: UUID) -> HttpResponse:
    """Print the labels of a paper (a PDF handed over once), or attest that they are on the scripts."""
    paper = paper_or_404(request, paper_id)
    if request.POST.get("attest"):
        sheet = get_object_or_404(LabelSheet, paper=paper, pk=request.POST["attest"])
        actions.release_labels(actor=request.actor, sheet_id=sheet.pk)
        drafts.confirm(request, _("You attest that the labels are on the scripts and their backing destroyed."))
        return redirect("competitions:labels", paper.pk)
    content = actions.print_labels(actor=request.actor, paper_id=paper.pk, reason=request.POST.get("reason", ""))
    return pdf_answer(content, f"etiquettes-{paper.key}")
