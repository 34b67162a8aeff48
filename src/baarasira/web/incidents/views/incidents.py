"""One incident: what was said, where it stands, what can be done now. Every look is journaled."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.kernel.models import Move
from baarasira.mobility.incidents import actions, words
from baarasira.mobility.incidents.actions.costs import shown
from baarasira.mobility.incidents.enums import ENDED, UNREAD, IncidentState, NoteKind
from baarasira.mobility.incidents.inputs import ReferralData
from baarasira.mobility.incidents.models import Incident
from baarasira.mobility.incidents.policies import BARS, COSTS
from baarasira.mobility.incidents.queries.incidents import may, visible_to
from baarasira.reference.countries import COUNTRIES
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import ConsentForm, NoteForm, RateForm, ReferForm, ResolveForm, WhoForm
from ..states import severity_tone, tone
from .reach import incident_or_404, version_of

Made = Callable[[AgentRequest, Incident, Any], object]


def _forms(request: AgentRequest, found: Incident, bound: str = "") -> dict[str, Form]:
    """Return the forms of the page, each under ids of its own; the one of the act sent holds what was sent."""

    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    today = request.actor.today
    return {
        "rate": RateForm(
            sent("rate"), auto_id="rate_%s",
            initial={"kind": found.kind, "severity": found.severity, "version": found.version},
        ),
        "join": WhoForm(sent("join"), auto_id="join_%s", actor=request.actor),
        "note": NoteForm(sent("note"), auto_id="note_%s"),
        "refer": ReferForm(sent("refer"), auto_id="refer_%s", initial={"sent_on": today}),
        "consent": ConsentForm(sent("consent"), auto_id="consent_%s", initial={"on": today}),
        "resolve": ResolveForm(sent("resolve"), auto_id="resolve_%s", initial={"version": found.version}),
    }  # fmt: skip


@require_GET
def incident(request: AgentRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident; the look is journaled."""
    found = incident_or_404(request, incident_id)
    actions.look(actor=request.actor, incident=found)
    return render(request, "incidents/incident.html", _context(request, found, _forms(request, found)))


def _context(request: AgentRequest, found: Incident, forms: Mapping[str, Form]) -> dict[str, Any]:
    notes = words.read(found)
    actor = request.actor
    ended = found.state in ENDED
    handle = may(actor, "handle", found)
    return {
        "incident": found,
        "tone": tone(found.state),
        "severity_tone": severity_tone(found.severity),
        "late": not ended and found.due_at < actor.at,
        "contact": [note.text for note in notes if note.kind == NoteKind.CONTACT and note.text],
        "notes": [note for note in notes if note.kind != NoteKind.CONTACT],
        "referrals": found.referrals.select_related("organisation", "sent_by"),
        "claims": [
            {"claim": row, "amount": shown(row.amount, row.currency), "tone": tone(row.state)}
            for row in found.claims.all()
        ],
        "remedy": shown(found.remedy_amount, found.remedy_currency) if found.remedy_amount else "",
        "country": COUNTRIES.label(found.country) if found.country else "",
        "moves": [
            {"title": IncidentState(row.target).label, "at": row.at, "by": row.actor_label}
            for row in Move.objects.filter(noun="incident", object_id=found.pk).order_by("at", "id")
        ],
        "forms": forms,
        "may_read": handle and found.state in UNREAD,
        "may_take": handle and not ended and (found.handler_id != actor.id or found.state in UNREAD),
        "may_handle": handle and not ended,
        "may_refer": may(actor, "refer", found) and found.state in WORKED,
        "may_end": may(actor, "close", found) and found.state in WORKED,
        "may_reopen": handle and ended,
        "may_costs": COSTS.allows(actor, "view"),
        "may_bars": BARS.allows(actor, "view"),
    }


WORKED = frozenset({IncidentState.ACKNOWLEDGED, IncidentState.IN_HAND, IncidentState.REFERRED})


def _resolve(request: AgentRequest, found: Incident, given: dict[str, Any]) -> object:
    do = {"actor": request.actor, "incident_id": found.pk, "version": given["version"]}
    if request.POST.get("ending") == "close":
        return actions.close(**do, reason=given["outcome"])
    currency = given["currency"] if given["units"] is not None else ""
    return actions.resolve(**do, outcome=given["outcome"], amount=given["units"], currency=currency)


def _refer(request: AgentRequest, found: Incident, given: dict[str, Any]) -> object:
    data = ReferralData(
        body=given["body"],
        organisation_id=UUID(given["organisation_id"]) if given["organisation_id"] else None,
        reference=given["reference"],
        sent_on=given["sent_on"],
    )
    return actions.refer(actor=request.actor, incident_id=found.pk, data=data)


def _join(request: AgentRequest, found: Incident, given: dict[str, Any]) -> object:
    keys = {f"{name}_id": row.pk for name, row in (
        ("candidacy", given["receipt_found"]), ("person", given["person_found"]), ("employer", given["employer_found"]),
    ) if row is not None}  # fmt: skip
    return actions.join(actor=request.actor, incident_id=found.pk, **keys)


_FORMS: Mapping[str, Made] = {
    "rate": lambda request, found, given: actions.rate(actor=request.actor, incident_id=found.pk, **given),
    "join": _join,
    "note": lambda request, found, given: actions.note(actor=request.actor, incident_id=found.pk, **given),
    "refer": _refer,
    "consent": lambda request, found, given: actions.record_consent(actor=request.actor, incident_id=found.pk, **given),
    "resolve": _resolve,
}


def _said(name: str) -> Sentence:
    return {
        "acknowledge": _("The report is marked as read."),
        "take": _("The incident is in your hands."),
        "rate": _("What happened and its severity are set right: the deadline follows."),
        "join": _("The incident is joined."),
        "note": _("It is written."),
        "refer": _("The referral is recorded."),
        "consent": _("The answer is recorded."),
        "resolve": _("The incident is ended."),
        "reopen": _("The incident is reopened: its time is counted anew."),
        "answer": _("The answer is recorded."),
    }[name]


@require_POST
def incident_act(request: AgentRequest, incident_id: UUID, name: str) -> HttpResponse:
    """Do one act on an incident, and show it again."""
    found = incident_or_404(request, incident_id)
    if name in _FORMS:
        forms = _forms(request, found, name)
        form = forms[name]
        if not form.is_valid():
            return render(request, "incidents/incident.html", _context(request, found, forms), status=422)
        try:
            _FORMS[name](request, found, form.cleaned_data)
        except BusinessError as error:
            form.refuse(error)
            return render(request, "incidents/incident.html", _context(request, found, forms), status=422)
    else:
        _plain(request, found, name)
    drafts.confirm(request, _said(name))
    # What becomes confidential is no longer for whoever set it right.
    seen = visible_to(request.actor).filter(pk=found.pk).exists()
    return redirect("incidents:incident", found.pk) if seen else redirect("incidents:list")


def _plain(request: AgentRequest, found: Incident, name: str) -> None:
    """Do an act that asks for no form of its own."""
    do: dict[str, Any] = {"actor": request.actor, "incident_id": found.pk, "version": version_of(request)}
    match name:
        case "acknowledge":
            actions.acknowledge(**do)
        case "take":
            actions.take(**do)
        case "reopen":
            actions.reopen(**do, reason=request.POST.get("reason", ""))
        case "answer":
            row = found.referrals.filter(pk=request.POST.get("referral") or None).first()
            if row is None:
                raise Http404
            actions.record_answer(actor=request.actor, referral_id=row.pk, text=request.POST.get("reason", ""))
        case _:
            raise Http404
