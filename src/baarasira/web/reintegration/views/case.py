"""The page of a case: where it stands, what is next, the intake, the plan, partners, aids, carers, the end."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership
from baarasira.kernel.actor import same_person
from baarasira.kernel.journal import write as journal
from baarasira.people.queries import visible_to as people_visible_to
from baarasira.reference.countries import COUNTRIES
from baarasira.reintegration.cases.enums import (
    Axis,
    CaseState,
    PlanState,
    ReferralNeed,
    ReferralState,
    Screening,
    Vulnerability,
)
from baarasira.reintegration.cases.models import Case, Intake, PartnerBody
from baarasira.reintegration.cases.policies import BODIES, CASES
from baarasira.reintegration.cases.queries import cases, partners
from baarasira.reintegration.cases.queries.care import is_carer
from baarasira.reintegration.cases.rules import may_share, standing_aids
from baarasira.web.requests import AgentRequest
from baarasira.web.shell.forms import Form

from ..forms import AidForm, AssessmentForm, CarerForm, CloseForm, ConsentForm, ReferForm, ReopenForm, TransferForm
from ..reach import case_or_404, owner_choices
from ..sections import sections_of
from ..states import tone


@require_GET
def case(request: AgentRequest, case_id: UUID) -> HttpResponse:
    """Show a case."""
    found = case_or_404(request, case_id)
    return page(request, found, forms_of(request, found))


def forms_of(request: AgentRequest, found: Case, bound: str = "") -> dict[str, Form]:
    """Return the forms of the page, each under ids of its own; the one of the act sent holds what was sent."""

    def sent(name: str) -> Any:
        return request.POST if name == bound else None

    today = request.actor.today
    bodies = [(str(body.pk), body.organisation.label) for body in partners.bodies(today)]
    targets = [pair for pair in owner_choices(request, partners_too=True) if pair[0] != str(found.owner_id)]
    version = {"version": found.version}
    return {
        "assess": AssessmentForm(sent("assess"), auto_id="assess_%s", initial=version),
        "consent": ConsentForm(sent("consent"), auto_id="consent_%s", bodies=bodies),
        "refer": ReferForm(sent("refer"), auto_id="refer_%s", bodies=bodies),
        "transfer": TransferForm(sent("transfer"), auto_id="transfer_%s", owners=targets),
        "aid": AidForm(sent("aid"), auto_id="aid_%s"),
        "carer": CarerForm(sent("carer"), auto_id="carer_%s", users=_carers(request)),
        "close": CloseForm(sent("close"), auto_id="close_%s", initial=version),
        "reopen": ReopenForm(sent("reopen"), auto_id="reopen_%s"),
    }


def _carers(request: AgentRequest) -> list[tuple[str, str]]:
    """Return the accounts that hold the role of carer and may be named by this agent, by name."""
    rows = Membership.objects.in_force(request.actor.today).filter(role=Role.CARER, user__state=AccountState.ACTIVE)
    users = {row.user_id: row.user for row in rows.select_related("user")}
    found = [user for user in users.values() if not same_person(user, request.user)]
    return [(str(user.pk), user.label) for user in sorted(found, key=lambda user: (user.surname, user.given_name))]


def page(request: AgentRequest, found: Case, forms: Mapping[str, Form], status: int = 200) -> HttpResponse:
    """Draw the page of a case; the look is journaled, after a form that was refused too."""
    actor = request.actor
    journal.look(
        actor, "case.look", noun="case", object_id=found.pk, subject_id=found.person_id, structure_id=found.owner_id
    )
    intake: Intake | None = getattr(found, "intake", None)
    open_ = found.state != CaseState.CLOSED
    may = {action: CASES.allows(actor, action, found.owner_id) for action in _ACTIONS}
    transfer = found.transfers.filter(taken__isnull=True).select_related("target", "asked_by").first()
    context = {
        "case": found,
        "tone": tone("case", found.state),
        "late": found.state == CaseState.SIGNALLED and found.contact_due < actor.today,
        "country": COUNTRIES.label(found.return_country) if found.return_country else "",
        "may_person": people_visible_to(actor).filter(pk=found.person_id).exists(),
        "phones": [phone.number for phone in found.person.phones.all()],
        "relations": list(found.relations.all()),
        "intake": intake,
        "assessed": _assessed(intake),
        "needs": [str(ReferralNeed(need).label) for need in (intake.needs if intake else ())],
        "signs": [str(Vulnerability(sign).label) for sign in (intake.vulnerabilities if intake else ())],
        "plan": found.plans.filter(state=PlanState.SIGNED).first(),
        "draft": found.plans.filter(state=PlanState.DRAFT).first(),
        "referrals": _referrals(found),
        "consents": _consents(found, actor.today),
        "aids": standing_aids(found.person, actor.today),
        "transfer": transfer,
        "carers": found.carers.filter(ended_on__isnull=True).select_related("user"),
        "care": is_carer(actor, found),
        "road": [
            {"title": CaseState(row.target).label, "at": row.at, "by": row.actor_label, "reason": row.reason}
            for row in cases.road(found)
        ],
        "forms": forms,
        "may": may,
        "open": open_,
        "may_assess": may["receive"] and found.state in {CaseState.INTAKE, CaseState.ASSESSMENT},
        "may_plan": may["plan"] and open_ and found.state not in {CaseState.SIGNALLED, CaseState.INTAKE},
        "may_start": CASES.allows(actor, "advance", found.owner_id) and _may_start(found),
        "may_close": may["close"] and open_,
        "may_reopen": may["reopen"] and not open_,
        # Whoever only decides, pays or visits does not read what the person is referred for: it would say what ails them.
        "may_partners": may["receive"] or BODIES.allows(actor, "view"),
        "parts": sections_of(request, found),
    }
    return render(request, "reintegration/case.html", context, status=status)


_ACTIONS = ("receive", "plan", "record_aid", "refer", "consent", "ask_transfer", "close", "reopen", "name_carer")


def _may_start(found: Case) -> bool:
    """Tell whether the start may be recorded by hand: after the money, or after the plan where no committee decides."""
    return found.state == CaseState.FUNDING or (found.state == CaseState.PLAN and found.axis != Axis.BUSINESS)


def _assessed(intake: Intake | None) -> list[tuple[str, str]]:
    """Return what the assessment found, in words."""
    if intake is None or intake.assessed_on is None:
        return []
    fields = AssessmentForm.base_fields
    names = ("skills", "experience", "family", "risk")
    return [(str(fields[name].label), str(Screening(getattr(intake, name)).label)) for name in names]


def _referrals(found: Case) -> list[dict[str, Any]]:
    rows = found.referrals.select_related("body__organisation", "sent_by", "answered_by")
    return [
        {
            "referral": row,
            "tone": tone("referral", row.state),
            "waits": row.state in {ReferralState.TO_SEND, ReferralState.SENT, ReferralState.ACCEPTED},
        }
        for row in rows
    ]


def _consents(found: Case, today: Any) -> list[PartnerBody]:
    """Return the partners to which the person agreed that the file is shown."""
    rows = list(partners.bodies(today))
    shared = may_share(found.person, [row.pk for row in rows])
    return [row for row in rows if row.pk in shared]
