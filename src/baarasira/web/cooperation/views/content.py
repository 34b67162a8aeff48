"""What stands in an agreement and beside it: ceilings, terms, topics, opinions, the committee."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baarasira.cooperation import actions
from baarasira.cooperation.enums import TermKind
from baarasira.cooperation.models import Agreement, CommitteeMember
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.errors import Finding, RuleRefused, Stale
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts
from baarasira.web.shell.forms import Form

from ..forms import CeilingsForm, MeetingForm, MemberForm, OpinionForm, TermForm, TopicsForm
from .reach import visible_or_404


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that holds one form about an agreement: its title, its verb, what is said once it is done."""

    title: str | Promise
    button: str | Promise
    done: str | Promise
    key: str
    anchor: str = ""
    help: str | Promise = ""


def _filled(
    request: AgentRequest, agreement: Agreement, form: Form, sheet: Sheet, act: Callable[[], object]
) -> HttpResponse:
    """Show the form; do the act when it is sent and valid, and go back to the file."""
    draft = f"{sheet.key}-{agreement.pk}"
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except (RuleRefused, Stale) as error:
            form.refuse(error)
        else:
            drafts.confirm(request, sheet.done, draft=draft)
            return redirect("cooperation:file", agreement.pk)
    context = {"form": form, "agreement": agreement, "sheet": sheet, "draft": draft}
    return render(request, "cooperation/sheet.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def set_ceilings(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Set the ceiling of the year and those of the occupations."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "edit", agreement.office_id)
    form = CeilingsForm(request.POST or None, agreement=agreement)

    def act() -> None:
        ceilings, places = form.ceilings()
        said = form.cleaned_data
        try:
            actions.set_ceilings(
                actor=request.actor,
                agreement=agreement,
                yearly=said["yearly"],
                ceilings=ceilings,
                version=said["version"],
                amendment=said.get("amendment", ""),
            )
        except RuleRefused as error:
            raise RuleRefused([_at_line(finding, places) for finding in error.findings]) from error

    sheet = Sheet(
        _("Occupations and ceilings"),
        _("Set the ceilings"),
        _("The ceilings are set."),
        "agreement-ceilings",
        "plafonds",
        _("Without any occupation, the agreement opens them all within the ceiling of the year."),
    )
    return _filled(request, agreement, form, sheet, act)


def _at_line(finding: Finding, places: list[int]) -> Finding:
    """Return a finding about the n-th ceiling as one about the line of the form it stands in."""
    name, _line, place = finding.field.rpartition("_")
    if not name or not place.isdigit():
        return finding
    return Finding(finding.code, finding.sentence, f"{name}_{places[int(place)]}")


def _kind_or_404(kind: str) -> TermKind:
    if kind not in TermKind.values:
        raise Http404
    return TermKind(kind)


@require_http_methods(["GET", "POST"])
def set_term(request: AgentRequest, agreement_id: UUID, kind: str) -> HttpResponse:
    """Set one minimum term of the kind named in the address."""
    agreement, chosen = visible_or_404(request, agreement_id), _kind_or_404(kind)
    AGREEMENTS.require(request.actor, "edit", agreement.office_id)
    form = TermForm(
        request.POST or None, kind=kind, agreement=agreement, term=agreement.terms.filter(kind=kind).first()
    )

    def act() -> None:
        amendment = form.cleaned_data.get("amendment", "")
        actions.set_term(actor=request.actor, agreement=agreement, term=form.term(), amendment=amendment)

    sheet = Sheet(chosen.label, _("Set the minimum term"), _("The minimum term is set."), f"term-{kind}", "conditions")
    return _filled(request, agreement, form, sheet, act)


@require_POST
def remove_term(request: AgentRequest, agreement_id: UUID, kind: str) -> HttpResponse:
    """Take a minimum term out of the text, by an amendment once the agreement is signed."""
    agreement = visible_or_404(request, agreement_id)
    amendment = request.POST.get("amendment", "")
    actions.remove_term(actor=request.actor, agreement=agreement, kind=_kind_or_404(kind), amendment=amendment)
    drafts.confirm(request, _("The minimum term is taken out."))
    return redirect("cooperation:file", agreement.pk)


@require_http_methods(["GET", "POST"])
def set_topics(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Record how far the text settles the fifteen topics."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "edit", agreement.office_id)
    form = TopicsForm(request.POST or None, rows=list(agreement.topics.all()))
    sheet = Sheet(
        _("The fifteen topics"),
        _("Record the reading"),
        _("The reading of the topics is recorded."),
        "agreement-topics",
        "sujets",
        _("For each topic, whether the text settles it and in which clause. The gaps are shown on the file."),
    )
    return _filled(
        request,
        agreement,
        form,
        sheet,
        lambda: actions.set_topics(actor=request.actor, agreement=agreement, lines=form.lines()),
    )


@require_http_methods(["GET", "POST"])
def record_opinion(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Record an opinion of the consulate."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "opine", agreement.office_id)
    form = OpinionForm(request.POST or None, initial={"given_on": request.actor.today})
    sheet = Sheet(
        _("Opinion of the consulate"),
        _("Record the opinion"),
        _("The opinion is recorded."),
        "agreement-opinion",
        "avis",
        _("The newest opinion counts: an adverse one stops campaigns where a favourable one is needed."),
    )
    return _filled(
        request,
        agreement,
        form,
        sheet,
        lambda: actions.record_opinion(actor=request.actor, agreement=agreement, opinion=form.opinion()),
    )


_MEMBER = Sheet(
    gettext_lazy("Add a member of the committee"),
    gettext_lazy("Add"),
    gettext_lazy("The member is added."),
    "agreement-member",
    "comite",
)
_MEETING = Sheet(
    gettext_lazy("Record a meeting of the joint committee"),
    gettext_lazy("Record the meeting"),
    gettext_lazy("The meeting and its minutes are recorded."),
    "agreement-meeting",
    "comite",
)


@require_http_methods(["GET", "POST"])
def add_member(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Add someone to the joint committee."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "meet", agreement.office_id)
    form = MemberForm(request.POST or None)
    return _filled(
        request,
        agreement,
        form,
        _MEMBER,
        lambda: actions.add_member(actor=request.actor, agreement=agreement, **form.cleaned_data),
    )


@require_POST
def end_member(request: AgentRequest, agreement_id: UUID, member_id: UUID) -> HttpResponse:
    """Mark that someone no longer sits on the committee."""
    agreement = visible_or_404(request, agreement_id)
    member = get_object_or_404(CommitteeMember.objects.select_related("agreement"), pk=member_id, agreement=agreement)
    actions.end_member(actor=request.actor, member=member)
    drafts.confirm(request, _("%(name)s no longer sits on the committee.") % {"name": member.name})
    return redirect("cooperation:file", agreement.pk)


@require_http_methods(["GET", "POST"])
def record_meeting(request: AgentRequest, agreement_id: UUID) -> HttpResponse:
    """Record a meeting of the joint committee and its minutes."""
    agreement = visible_or_404(request, agreement_id)
    AGREEMENTS.require(request.actor, "meet", agreement.office_id)
    form = MeetingForm(request.POST or None, initial={"held_on": request.actor.today})
    return _filled(
        request,
        agreement,
        form,
        _MEETING,
        lambda: actions.record_meeting(actor=request.actor, agreement=agreement, meeting=form.meeting()),
    )
