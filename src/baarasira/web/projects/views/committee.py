"""The committee: sessions, who sits, the list, each member's own marks, decisions, minutes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.accounts.models import User
from baarasira.kernel.errors import BusinessError
from baarasira.network.models import Structure
from baarasira.reference.amounts import show_minor
from baarasira.reintegration.projects import actions
from baarasira.reintegration.projects.actions import Decision
from baarasira.reintegration.projects.enums import MARKING_SEATS, Outcome, SessionState
from baarasira.reintegration.projects.models import Hearing, Session
from baarasira.reintegration.projects.papers import minutes_pdf
from baarasira.reintegration.projects.policies import COMMITTEE
from baarasira.reintegration.projects.queries import committee as queries
from baarasira.reintegration.projects.queries import projects
from baarasira.reintegration.projects.reading import costing, forecast
from baarasira.reintegration.projects.rules.grid import advice, kept_grid
from baarasira.selection.marks import shown
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form
from baarasira.web.shell.paging import paginate

from ..forms import BindForm, ConveneForm, DecisionForm, DeclarationForm, MarksForm, SeatForm
from ..reach import hearing_or_404, seat_or_404, session_or_404, version_of
from ..states import tone

_FORMING = {SessionState.CONVENED, SessionState.MARKING}


@require_GET
def list_sessions(request: AgentRequest) -> HttpResponse:
    """Show the sessions of the committees, the newest first."""
    visible = queries.visible_to(request.actor)
    if not queries.mine(request.actor).exists():  # a member goes on seeing the sessions they sat in
        COMMITTEE.require(request.actor, "view")
    page = paginate(visible.order_by(), order=("-held_on", "-id"), request=request)
    context = {
        "page": page,
        "lines": [{"session": row, "tone": tone(row.state)} for row in page.rows],
        "may_convene": COMMITTEE.allows(request.actor, "convene"),
    }
    return render(request, "projects/sessions.html", context)


@require_http_methods(["GET", "POST"])
def convene(request: AgentRequest) -> HttpResponse:
    """Convene a session."""
    COMMITTEE.require(request.actor, "convene")
    scope = COMMITTEE.scope(request.actor, "convene")
    rows = Structure.objects.filter(scope.q("pk"), closed_on__isnull=True, kind__in=["directorate", "headquarters"])
    form = ConveneForm(request.POST or None, structures=[(str(row.pk), row.name) for row in rows.order_by("path")])
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = actions.convene(
                actor=request.actor, structure=rows.get(pk=given["structure"]), held_on=given["held_on"],
                place=given["place"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The committee is convened. Seat its members and put projects on its list."))
            return redirect("committees:session", found.pk)
    return render(request, "projects/convene.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def session(request: AgentRequest, session_id: UUID) -> HttpResponse:
    """Show a session."""
    return _page(request, session_or_404(request, session_id), SeatForm())


def _page(request: AgentRequest, found: Session, form: SeatForm) -> HttpResponse:
    actor = request.actor
    seat = queries.seat_of(found, actor)
    may = {name: COMMITTEE.allows(actor, name, found.structure_id) for name in COMMITTEE.grants}
    forming = found.state in _FORMING
    waiting = projects.awaiting_committee(actor)[:50] if forming and may["convene"] else []
    context = {
        "session": found,
        "tone": tone(found.state),
        "grid": kept_grid(found.grid),
        "seats": queries.seated(found),
        "states": [_hearing_line(row, found) for row in queries.mark_states(found)],
        "seat": seat,
        "to_mark": _own_lines(seat) if seat is not None and found.state == SessionState.MARKING else [],
        "form": form,
        "waiting": waiting,
        "may_seat": forming and may["seat"],
        "may_list": forming and may["convene"],
        "may_begin": found.state == SessionState.CONVENED and may["begin"],
        "may_open": found.state == SessionState.MARKING and may["open"],
        "may_decide": found.state == SessionState.OPENED and (may["propose"] or may["sign"]),
        "may_close": found.state == SessionState.OPENED and may["close"],
        "may_print": found.state in {SessionState.OPENED, SessionState.CLOSED},
    }
    return render(request, "projects/session.html", context, status=422 if form.errors else 200)


def _hearing_line(state: queries.MarkState, found: Session) -> dict[str, Any]:
    row = state.hearing
    opened = row.total is not None
    return {
        "row": row,
        "handed_in": state.handed_in,
        "expected": state.expected,
        "total": shown(row.total) if row.total is not None else "",
        "advice": advice(row.total or 0, found.passes, row.project.adjournments).label if opened else "",
        "tone": tone(row.outcome),
    }


def _own_lines(seat: Any) -> list[queries.ToMark]:
    return queries.to_mark(seat) if seat.role in MARKING_SEATS else []


@require_POST
def session_act(request: AgentRequest, session_id: UUID, name: str) -> HttpResponse:
    """Do one act on a session: a member seated or gone, a project listed, marking begun, marks opened, closed."""
    found = session_or_404(request, session_id)
    do: dict[str, Any] = {"actor": request.actor, "session_id": found.pk}
    match name:
        case "membre":
            form = SeatForm(request.POST)
            if not _seated(do, form):
                return _page(request, found, form)
        case "depart":
            seat = get_object_or_404(found.seats, pk=_uuid(request, "seat"))
            actions.unseat_member(actor=request.actor, seat_id=seat.pk)
        case "inscription":
            row = get_object_or_404(projects.awaiting_committee(request.actor), pk=_uuid(request, "project"))
            actions.list_project(**do, project_id=row.pk)
        case "notation":
            actions.begin_marking(**do)
        case "ouverture":
            actions.open_marks(**do)
        case "cloture":
            actions.close_session(**do)
        case _:
            raise Http404
    drafts.confirm(request, _("It is recorded."))
    return redirect("committees:session", found.pk)


def _uuid(request: AgentRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _seated(do: dict[str, Any], form: SeatForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    user = User.objects.filter(email=given["email"].strip().lower()).first()
    if user is None:
        form.add_error("email", _("No account has this address."))
        return False
    return _tried(form, lambda: actions.seat_member(**do, user=user, role=given["role"], body=given["body"]))


def _tried(form: Form, act: Any) -> bool:
    try:
        act()
    except BusinessError as error:
        form.refuse(error)
        return False
    return True


@require_http_methods(["GET", "POST"])
def declare(request: AgentRequest, session_id: UUID) -> HttpResponse:
    """Declare one's conflicts of interest."""
    found = session_or_404(request, session_id)
    seat = seat_or_404(request, found)
    form = DeclarationForm(request.POST or None, initial={"village": seat.village})
    if request.method == "POST" and form.is_valid():
        village = form.cleaned_data["village"]
        if _tried(form, lambda: actions.declare(actor=request.actor, session_id=found.pk, village=village)):
            drafts.confirm(request, _("The declaration is recorded."))
            return redirect("committees:session", found.pk)
    context = {"form": form, "session": found, "seat": seat}
    return render(request, "projects/declare.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def mark(request: AgentRequest, hearing_id: UUID) -> HttpResponse:
    """Mark one project, alone, or declare what binds one to the person."""
    hearing = hearing_or_404(request, hearing_id)
    seat = seat_or_404(request, hearing.session)
    line = next((one for one in queries.to_mark(seat) if one.hearing.pk == hearing.pk), None)
    if line is None:
        raise Http404
    grid = kept_grid(hearing.session.grid)
    initial = {key: shown(points) for key, points in line.sheet.points.items()} if line.sheet else {}
    binding = request.method == "POST" and "nature" in request.POST
    form = MarksForm(request.POST if request.method == "POST" and not binding else None, lines=grid, initial=initial)
    bind = BindForm(request.POST if binding else None)
    if request.method == "POST":
        answer = _bound(request, hearing, seat, bind) if binding else _marked(request, hearing, form)
        if answer is not None:
            return answer
    found = hearing.project
    cost = costing(found)
    context = {
        "hearing": hearing,
        "session": hearing.session,
        "line": line,
        "form": form,
        "bind": bind,
        "asked": show_minor(found.asked or 0, "XOF"),
        "figures": forecast(found, cost),
        "draft": f"sheet-{seat.pk}-{hearing.pk}",
    }
    failed = bool(form.errors or bind.errors)
    return render(request, "projects/mark.html", context, status=422 if failed else 200)


def _marked(request: AgentRequest, hearing: Hearing, form: MarksForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    typed = dict(form.cleaned_data)
    if not _tried(form, lambda: actions.hand_in(actor=request.actor, hearing_id=hearing.pk, typed=typed)):
        return None
    drafts.confirm(request, _("Your marks are in."))
    return redirect("committees:session", hearing.session_id)


def _bound(request: AgentRequest, hearing: Hearing, seat: Any, bind: BindForm) -> HttpResponse | None:
    if not bind.is_valid():
        return None
    said = {hearing.pk: (bind.cleaned_data["nature"], bind.cleaned_data["note"])}
    do: dict[str, Any] = {"actor": request.actor, "session_id": hearing.session_id, "village": seat.village}
    if not _tried(bind, lambda: actions.declare(**do, conflicts=said)):
        return None
    drafts.confirm(request, _("The declaration is recorded."))
    return redirect("committees:session", hearing.session_id)


@require_http_methods(["GET", "POST"])
def decision(request: AgentRequest, hearing_id: UUID) -> HttpResponse:
    """Write what the committee decides of one project, or sign what another wrote."""
    hearing = hearing_or_404(request, hearing_id)
    found = hearing.session
    bound = queries.bound_to(request.actor, hearing)
    may_propose = COMMITTEE.allows(request.actor, "propose", found.structure_id)
    may_sign = COMMITTEE.allows(request.actor, "sign", found.structure_id)
    if found.state not in {SessionState.OPENED, SessionState.CLOSED} or not (may_propose or may_sign):
        raise Http404
    initial = {
        "outcome": hearing.outcome or advice(hearing.total or 0, found.passes, hearing.project.adjournments),
        "amount": hearing.amount or hearing.project.asked, "motive": hearing.motive, "words": hearing.words,
        "axis": hearing.redirected,
    }  # fmt: skip
    writes = request.method == "POST" and "outcome" in request.POST
    form = DecisionForm(request.POST if writes else None, initial=initial)
    if request.method == "POST":
        answer = _written(request, hearing, form) if writes else _signed(request, hearing)
        if answer is not None:
            return answer
    context = {
        "hearing": hearing,
        "session": found,
        "form": form,
        "total": shown(hearing.total or 0),
        "advice": advice(hearing.total or 0, found.passes, hearing.project.adjournments).label,
        "lines": [{"title": line.title, "weight": line.weight, "points": shown(hearing.points.get(line.key, 0))}
                  for line in kept_grid(found.grid)],
        "outcome": Outcome(hearing.outcome).label if hearing.outcome else "",
        "amount": show_minor(hearing.amount, "XOF") if hearing.amount else "",
        "tone": tone(hearing.outcome),
        "may_write": may_propose and not bound and hearing.decided_by_id is None and found.state == SessionState.OPENED,
        "may_sign": may_sign and not bound and bool(hearing.outcome) and hearing.decided_by_id is None
        and hearing.proposed_by_id != request.actor.id,
    }  # fmt: skip
    return render(request, "projects/decision.html", context, status=422 if form.errors else 200)


def _written(request: AgentRequest, hearing: Hearing, form: DecisionForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    said = Decision(
        outcome=given["outcome"], motive=given["motive"], words=given["words"], axis=given["axis"],
        amount=given["amount"],
    )  # fmt: skip
    do: dict[str, Any] = {"actor": request.actor, "session_id": hearing.session_id, "hearing_id": hearing.pk}
    if not _tried(form, lambda: actions.propose_decision(**do, decision=said)):
        return None
    drafts.confirm(request, _("The decision is written. Another person signs it."))
    return redirect("committees:session", hearing.session_id)


def _signed(request: AgentRequest, hearing: Hearing) -> HttpResponse:
    actions.sign_decision(
        actor=request.actor, session_id=hearing.session_id, hearing_id=hearing.pk, version=version_of(request)
    )
    drafts.confirm(request, _("The decision is signed. The letter to the person is ready."))
    return redirect("committees:session", hearing.session_id)


@require_GET
def minutes(request: AgentRequest, session_id: UUID) -> HttpResponse:
    """Print the minutes of a session."""
    found = session_or_404(request, session_id)
    if found.state not in {SessionState.OPENED, SessionState.CLOSED}:
        raise Http404
    answer = HttpResponse(minutes_pdf(found), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="proces-verbal-{found.number}.pdf"'
    return answer
