"""Calls for apprentices: the list, one call with its applicants, one applicant with their marks."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError
from baarasira.training.apprenticeships import marks
from baarasira.training.apprenticeships.actions import intakes as actions
from baarasira.training.apprenticeships.enums import ApplicantState, IntakeState
from baarasira.training.apprenticeships.inputs import IntakeData
from baarasira.training.apprenticeships.models import Applicant, Intake, MarkChange
from baarasira.training.apprenticeships.policies import CONTRACTS, INTAKES
from baarasira.training.apprenticeships.queries import contracts as queries
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from .. import forms
from ..acting import Do, Offer, act
from ..reach import applicant_or_404, intake_or_404, own_centres
from ..states import tone


@require_GET
def list_intakes(request: AgentRequest) -> HttpResponse:
    """Show the calls of the agent's structures."""
    INTAKES.require(request.actor, "view")
    page = paginate(queries.intakes(request.actor).order_by(), order=("-id",), request=request)
    lines = [{"row": row, "tone": tone("intake", row.state)} for row in page.rows]
    context = {"page": page, "lines": lines, "may_open": INTAKES.allows(request.actor, "open")}
    return render(request, "apprenticeships/intakes.html", context)


@require_http_methods(["GET", "POST"])
def new_intake(request: AgentRequest) -> HttpResponse:
    """Open a call."""
    INTAKES.require(request.actor, "open")
    centres = own_centres(request)
    form = forms.IntakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and centres:
        given = {name: form.cleaned_data[name] for name in ("title", "opens_on", "closes_on", "test_on", "conditions")}
        try:
            data = IntakeData(**given, seats=form.seats())
            made = actions.open_intake(actor=request.actor, centre_id=centres[0].pk, data=data)
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The call is open."))
            return redirect("apprenticeships:intake", made.pk)
    context = {"form": form, "centre": centres[0] if centres else None}
    return render(request, "apprenticeships/intake_new.html", context, status=422 if form.errors else 200)


@require_GET
def intake(request: AgentRequest, intake_id: UUID) -> HttpResponse:
    """Show a call with its applicants, in the order of the list once there is one."""
    return _page(request, intake_or_404(request, intake_id))


def _known(request: AgentRequest, found: Intake, bound: str = "") -> dict[str, tuple[Form | None, Do]]:
    do: dict[str, Any] = {"actor": request.actor, "intake_id": found.pk}
    offered = [(row.trade.key, row.trade.title) for row in found.seats.select_related("trade")]
    sent = request.POST if bound == "apply" else None
    form = forms.ApplyForm(sent, actor=request.actor, offered=offered, auto_id="apply_%s")

    def apply(given: Mapping[str, Any]) -> object:
        person_id = form.found.pk if form.found is not None else None
        return actions.apply(**do, person_id=person_id, trade=given["trade"], out_of_school=given["out_of_school"])

    return {
        "apply": (form, apply),
        "rank": (None, lambda _given: actions.rank(**do)),
        "publish": (None, lambda _given: actions.publish(**do)),
        "cancel": (None, lambda given: actions.cancel(**do, **given)),
    }


@require_POST
def intake_act(request: AgentRequest, intake_id: UUID, name: str) -> HttpResponse:
    """Do one act on a call, and show it again."""
    found = intake_or_404(request, intake_id)
    known = _known(request, found, name)
    back = ("apprenticeships:intake", [found.pk])
    return act(request, name, known, lambda wrong, status: _page(request, found, wrong, status), back)


def _page(
    request: AgentRequest, found: Intake, wrong: Mapping[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    rows = queries.applicants(request.actor).filter(intake=found).order_by("trade__title", "rank", "id")
    own = same_person(found.ranked_by, request.user)
    context = {
        "intake": found,
        "tone": tone("intake", found.state),
        "seats": found.seats.select_related("trade"),
        "lines": [_line(row) for row in rows],
        "waits_second": found.state == IntakeState.RANKED and own,
        "offers": _offers(request, found, wrong or {}, own=own),
    }
    return render(request, "apprenticeships/intake.html", context, status=status)


def _line(row: Applicant) -> dict[str, Any]:
    return {
        "row": row,
        "tone": tone("applicant", row.state),
        "practical": marks.shown(row.practical_4),
        "oral": marks.shown(row.oral_4),
    }


def _offers(request: AgentRequest, found: Intake, wrong: Mapping[str, Form], *, own: bool) -> list[Offer]:
    may, today = (lambda name: INTAKES.allows(request.actor, name, found.centre_id)), request.actor.today
    opened = found.state == IntakeState.OPEN and found.opens_on <= today <= found.closes_on
    tested = found.state in {IntakeState.OPEN, IntakeState.RANKED} and found.test_on <= today
    ranked = found.state == IntakeState.RANKED
    consequence = _("The list is final: who is admitted is told, and marks no longer change.")
    ended = _("Nobody is admitted by this call: who applied is let go, with the reason you write.")
    running = found.state in {IntakeState.OPEN, IntakeState.RANKED}
    shown = [
        (opened and may("apply"), Offer("apply", _("Record an application"), "", open=True)),
        (tested and may("rank"), Offer("rank", _("Propose the list"), "")),
        (ranked and may("publish") and not own, Offer("publish", _("Publish the list"), "", consequence=consequence)),
        (running and may("cancel"), Offer("cancel", _("Cancel the call"), "", consequence=ended, reason=True)),
    ]
    known = _known(request, found)
    offers = []
    for offered, offer in shown:
        if offered:
            offer.url = reverse("apprenticeships:intake-act", args=[found.pk, offer.name])
            offer.form = wrong.get(offer.name) or known[offer.name][0]
            offers.append(offer)
    return offers


@require_GET
def applicant(request: AgentRequest, applicant_id: UUID) -> HttpResponse:
    """Show who applied: marks, what was corrected, the contract."""
    return _applicant_page(request, applicant_or_404(request, applicant_id))


def _applicant_known(request: AgentRequest, found: Applicant, bound: str = "") -> dict[str, tuple[Form | None, Do]]:
    do: dict[str, Any] = {"actor": request.actor, "applicant_id": found.pk}
    initial = {"practical": marks.shown(found.practical_4), "oral": marks.shown(found.oral_4)}
    form = forms.MarksForm(request.POST if bound == "mark" else None, auto_id="mark_%s", initial=initial)
    return {
        "mark": (form, lambda given: actions.mark_test(**do, **given)),
        "withdraw": (None, lambda given: actions.withdraw(**do, **given)),
    }


@require_POST
def applicant_act(request: AgentRequest, applicant_id: UUID, name: str) -> HttpResponse:
    """Enter marks, or record that somebody withdraws."""
    found = applicant_or_404(request, applicant_id)
    known = _applicant_known(request, found, name)
    back = (
        ("apprenticeships:intake", [found.intake_id]) if name == "mark" else ("apprenticeships:applicant", [found.pk])
    )
    return act(request, name, known, lambda wrong, status: _applicant_page(request, found, wrong, status), back)


def _applicant_page(
    request: AgentRequest, found: Applicant, wrong: Mapping[str, Form] | None = None, status: int = 200
) -> HttpResponse:
    open_to_marks = found.state == ApplicantState.APPLIED and found.intake.test_on <= request.actor.today
    centre, known = found.intake.centre_id, _applicant_known(request, found)
    address = "apprenticeships:applicant-act"
    offers = []
    if open_to_marks and INTAKES.allows(request.actor, "mark", centre):
        form = (wrong or {}).get("mark") or known["mark"][0]
        offers.append(Offer("mark", _("Enter the marks"), reverse(address, args=[found.pk, "mark"]), form, open=True))
    gone = {ApplicantState.REFUSED, ApplicantState.WITHDRAWN}
    if found.state not in gone and INTAKES.allows(request.actor, "apply", centre):
        consequence = _("The seat goes to the first of the waiting list.")
        url = reverse(address, args=[found.pk, "withdraw"])
        offers.append(Offer("withdraw", _("Record that they withdraw"), url, consequence=consequence, reason=True))
    contract = found.contracts.first()
    admitted = found.state == ApplicantState.ADMITTED and contract is None
    context = {
        "applicant": found,
        "line": _line(found),
        "changes": _changes(found),
        "offers": offers,
        "contract": contract,
        "may_prepare": admitted and CONTRACTS.allows(request.actor, "prepare", centre),
    }
    return render(request, "apprenticeships/applicant.html", context, status=status)


def _changes(found: Applicant) -> list[dict[str, Any]]:
    rows = MarkChange.objects.filter(object_id=found.pk).select_related("by")
    return [{"row": row, "former": marks.shown(row.former_4), "new": marks.shown(row.new_4)} for row in rows]
