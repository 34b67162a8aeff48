"""Extending, closing, cancelling an offer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baarasira.kernel.errors import BusinessError, NotAllowed, Sentence, Stale, WrongState
from baarasira.openings import actions, hires
from baarasira.openings.enums import CLOSED_STATES, OpeningState
from baarasira.openings.models import Opening
from baarasira.openings.policies import OPENINGS
from baarasira.openings.rules import Step, publication_findings
from baarasira.web.employers.views.deciding import version_of
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form as ShellForm

from ..forms import CancellationForm, ClosingForm, ExtensionForm
from ..panel import panel_of
from ..words import seats_words
from .writing import own_or_404

Act = Callable[..., Opening]
LIVE = frozenset({OpeningState.PUBLISHED, OpeningState.EXPIRED})


def _act(
    request: AgentRequest, opening: Opening, form: ShellForm, act: Act, done: Sentence, states: frozenset[str]
) -> HttpResponse | None:
    """Do what a valid form asks and go back to the file; None when the form is to be shown (again).

    A page opened by an old link, when the act is no longer possible, leads to the file.
    """
    if request.method != "POST":
        return None if opening.state in states else redirect("openings:file", opening.pk)
    if not form.is_valid():
        return None
    try:
        act(actor=request.actor, opening=opening, version=version_of(request), **form.cleaned_data)
    except (Stale, WrongState, NotAllowed):
        raise
    except BusinessError as error:
        form.refuse(error)
        return None
    drafts.confirm(request, done)
    return redirect("openings:file", opening.pk)


def _shown(request: AgentRequest, name: str, opening: Opening, form: Form, **more: Any) -> HttpResponse:
    taken = hires.counted(opening.pk)
    context = {"opening": opening, "form": form, "seats": seats_words(opening, taken), **more}
    return render(request, f"openings/{name}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def extend_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Publish an offer longer, or again once it has expired."""
    opening = own_or_404(request, opening_id)
    OPENINGS.require(request.actor, "extend", opening.office_id)
    start = max(opening.expires_on or request.actor.today, request.actor.today)
    form = ExtensionForm(request.POST or None, initial={"expires_on": actions.default_expiry(start)})
    answer = _act(request, opening, form, actions.extend_opening, _("The publication is extended."), LIVE)
    if answer is not None:
        return answer
    findings = publication_findings(opening, employer=opening.employer, on=request.actor.today, step=Step.EXTEND)
    expired = opening.state == OpeningState.EXPIRED
    return _shown(request, "extend", opening, form, panel=panel_of(findings), expired=expired)


@require_http_methods(["GET", "POST"])
def close_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Close an offer; places left are given a reason."""
    opening = own_or_404(request, opening_id)
    OPENINGS.require(request.actor, "close", opening.office_id)
    form = ClosingForm(request.POST or None, filled=hires.counted(opening.pk) >= opening.seats)
    answer = _act(request, opening, form, actions.close_opening, _("The offer is closed."), LIVE)
    return answer or _shown(request, "close", opening, form)


@require_http_methods(["GET", "POST"])
def cancel_opening(request: AgentRequest, opening_id: UUID) -> HttpResponse:
    """Cancel an offer recorded by mistake or withdrawn."""
    opening = own_or_404(request, opening_id)
    OPENINGS.require(request.actor, "cancel", opening.office_id)
    form = CancellationForm(request.POST or None)
    answer = _act(
        request,
        opening,
        form,
        actions.cancel_opening,
        _("The offer is cancelled."),
        frozenset(OpeningState) - CLOSED_STATES,
    )
    return answer or _shown(request, "cancel", opening, form)
