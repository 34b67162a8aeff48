"""One contract: its text beside the clauses, what the machine verified, the act of the moment."""

from typing import Any
from uuid import UUID

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baarasira.kernel.actor import same_person
from baarasira.kernel.errors import BusinessError, Finding, RuleRefused
from baarasira.mobility.contracts import actions
from baarasira.mobility.contracts.enums import DECIDED, VISED, ContractState, Moment, Outcome, Presence
from baarasira.mobility.contracts.inputs import ClauseLine
from baarasira.mobility.contracts.models import WorkContract
from baarasira.mobility.contracts.rules.comparing import LINES, shown, terms_of
from baarasira.mobility.contracts.rules.review import Review, review_of
from baarasira.openings import campaign_queries
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.languages import LANGUAGES
from baarasira.web.files.downloads import send
from baarasira.web.requests import AgentRequest
from baarasira.web.shell import drafts

from ..forms import ReasonForm
from ..states import tone
from .reach import contract_or_404, may, version_of

_MOST_PAGE = 500


@require_GET
@csp_update({"frame-src": [SELF]})
def contract(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Show a contract with its clauses beside its text."""
    return page(request, contract_or_404(request, contract_id))


def page(request: AgentRequest, found: WorkContract, faults: dict[str, str] | None = None) -> HttpResponse:
    """Return the page of a contract; `faults` stand beside the clauses they are about."""
    campaign = campaign_queries.one(found.candidacy.opening_id)
    review = review_of(found, campaign, request.actor.today)
    decided = found.state in {*DECIDED, ContractState.SUPERSEDED}
    kept = list(found.checks.filter(moment=Moment.VERDICT)) if decided else []
    terms = terms_of(found)
    context: dict[str, Any] = {
        "contract": found,
        "candidacy": found.candidacy,
        "campaign": campaign,
        "tone": tone(found.state),
        "country": COUNTRIES.label(found.country),
        "terms": [(line.label, shown(line, terms)) for line in LINES],
        "clauses": _clauses(review, faults or {}, request),
        "checks": [_check(check) for check in (kept or review.checks)],
        "signature_checks": [_check(check) for check in found.checks.filter(moment=Moment.SIGNATURE)],
        "decided": decided,
        "verdict": review.verdict,
        "text": actions.text_of(found),
        "scan": actions.scan_of(found),
        "languages": [(code, LANGUAGES.label(code)) for code in actions.letter_languages(found)] if decided else [],
        "presences": Presence.choices,
        "read_in": LANGUAGES.label(found.read_in) if found.read_in else "",
        **_acts(request, found, review),
    }
    return render(request, "contracts/file.html", context, status=422 if faults else 200)


def _clauses(review: Review, faults: dict[str, str], request: AgentRequest) -> list[dict[str, Any]]:
    sent = request.POST if request.method == "POST" else {}
    rows = []
    for item in review.asked:
        line = review.clauses.get(item.code)
        rows.append(
            {
                "code": item.code,
                "clause": item.clause,
                "blocking": item.blocking,
                "presence": sent.get(f"presence-{item.code}", line.presence if line else ""),
                "page": sent.get(f"page-{item.code}", (line.page or "") if line else ""),
                "remark": sent.get(f"remark-{item.code}", line.remark if line else ""),
                "label": line.get_presence_display() if line else _("Not looked at"),
                "tone": tone(line.presence) if line else "wait",
                "fault": faults.get(item.code, ""),
            }
        )
    return rows


def _check(check: Any) -> dict[str, Any]:
    return {
        "clause": check.clause, "rule": check.rule, "sentence": check.sentence, "source": check.source,
        "label": Outcome(check.outcome).label, "tone": tone(check.outcome), "blocking": check.blocking,
    }  # fmt: skip


def _acts(request: AgentRequest, found: WorkContract, review: Review) -> dict[str, Any]:
    """Return what this agent may do now."""

    def allowed(action: str) -> bool:
        return may(request, action, found.candidacy)

    own = same_person(found.reviewed_by, request.user) or any(
        same_person(line.assessed_by, request.user) for line in found.clauses.select_related("assessed_by")
    )
    reviewing = found.state == ContractState.UNDER_REVIEW
    concluded = reviewing and found.reviewed_at is not None
    return {
        "may_edit": found.state == ContractState.DRAFT and allowed("record"),
        "may_assess": reviewing and allowed("review"),
        "may_conclude": reviewing and not concluded and not review.unseen and allowed("review"),
        "may_return": reviewing and allowed("review"),
        "may_decide": concluded and allowed("decide") and not own,
        "awaits_other": concluded and own,
        "may_sign": found.state in VISED and found.signed_on is None and allowed("sign"),
        "may_end": found.state == ContractState.REFUSED and allowed("end_refused"),
        "may_new": found.state == ContractState.REFUSED and allowed("record"),
        "may_find": found.state in VISED and found.signed_on is not None and allowed("find"),
        "unseen": [item.code for item in review.unseen],
        "concluded": concluded,
    }


@require_POST
@csp_update({"frame-src": [SELF]})
def assess(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Keep what was found of the clauses sent; faults come back beside their clause."""
    found = contract_or_404(request, contract_id)
    campaign = campaign_queries.one(found.candidacy.opening_id)
    asked = review_of(found, campaign, request.actor.today).asked
    lines = [
        ClauseLine(item.code, sent, _page(request, item.code), request.POST.get(f"remark-{item.code}", ""))
        for item in asked
        if (sent := request.POST.get(f"presence-{item.code}", ""))
    ]
    try:
        actions.assess_clauses(actor=request.actor, contract_id=found.pk, lines=lines, version=version_of(request))
    except RuleRefused as error:
        return page(request, found, _faults(error.findings))
    drafts.confirm(request, _("The clauses are kept."))
    return redirect("contracts:file", found.pk)


def _page(request: AgentRequest, code: str) -> int | None:
    sent = request.POST.get(f"page-{code}", "").strip()
    return min(int(sent), _MOST_PAGE) if sent.isascii() and sent.isdigit() else None


def _faults(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {finding.field: str(finding.sentence) for finding in findings}


@require_POST
def contract_act(request: AgentRequest, contract_id: UUID, act: str) -> HttpResponse:
    """Put under review, conclude the review, or end the file of a refused contract."""
    found = contract_or_404(request, contract_id)
    given: dict[str, Any] = {"actor": request.actor, "contract_id": found.pk, "version": version_of(request)}
    match act:
        case "submit":
            actions.submit_contract(**given)
            done = _("The contract is under review.")
        case "conclude":
            actions.conclude_review(**given, note=request.POST.get("note", ""))
            done = _("Your review is concluded: another person decides.")
        case "end":
            actions.end_refused(**given)
            done = _("The file has come to its end: the contract was refused.")
        case _:
            raise Http404
    drafts.confirm(request, done)
    return redirect("contracts:file", found.pk)


@require_http_methods(["GET", "POST"])
def return_contract(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Return a contract under review to be corrected, with a reason."""
    found = contract_or_404(request, contract_id)
    form = ReasonForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.return_contract(
                actor=request.actor, contract_id=found.pk, reason=form.cleaned_data["reason"],
                version=form.cleaned_data["version"],
            )  # fmt: skip
        except BusinessError as error:
            form.refuse(error)
        else:
            drafts.confirm(request, _("The contract is returned for correction."))
            return redirect("contracts:file", found.pk)
    context = {"form": form, "contract": found}
    return render(request, "contracts/return.html", context, status=422 if form.errors else 200)


@require_GET
def text(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Hand over the text of a contract, to be shown in the page."""
    stored = actions.text_of(contract_or_404(request, contract_id))
    if stored is None:
        raise Http404
    return send(request.actor, stored, inline=True)  # type: ignore[return-value]


@require_GET
def scan(request: AgentRequest, contract_id: UUID) -> HttpResponse:
    """Hand over the scan of the signed paper."""
    stored = actions.scan_of(contract_or_404(request, contract_id))
    if stored is None:
        raise Http404
    return send(request.actor, stored)  # type: ignore[return-value]


@require_GET
def letter(request: AgentRequest, contract_id: UUID, language: str) -> HttpResponse:
    """Print the visa of a contract, or its refusal, in a language."""
    found = contract_or_404(request, contract_id)
    pdf = actions.print_visa(
        actor=request.actor, contract=found, language=language,
        address=lambda token: request.build_absolute_uri(reverse("public:check_visa", args=[token])),
    )  # fmt: skip
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="visa-{found.number}-{language}.pdf"'
    return answer
