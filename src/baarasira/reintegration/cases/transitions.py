"""The states of a case, of a referral to a partner, of a plan and of its steps (domain.md C.3)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import CaseState, PlanState, ReferralState, StepState

OPEN = frozenset(state for state in CaseState if state != CaseState.CLOSED)
_PLANNED = {CaseState.PLAN, CaseState.COMMITTEE, CaseState.FUNDING, CaseState.START, CaseState.FOLLOW_UP}

CASE = TransitionTable(
    "case",
    [
        transition("signal", "", CaseState.SIGNALLED, _("Record the return")),
        transition("receive", CaseState.SIGNALLED, CaseState.INTAKE, _("Record the first contact")),
        transition("assess", CaseState.INTAKE, CaseState.ASSESSMENT, _("Begin the assessment")),
        transition("plan", {CaseState.ASSESSMENT, *_PLANNED}, CaseState.PLAN, _("Sign the plan")),
        transition("submit", {CaseState.PLAN, CaseState.COMMITTEE}, CaseState.COMMITTEE, _("Send to the committee")),
        transition("return_to_plan", CaseState.COMMITTEE, CaseState.PLAN, _("Back to the plan")),
        transition("fund", {CaseState.PLAN, CaseState.COMMITTEE}, CaseState.FUNDING, pgettext_lazy("case", "Fund")),
        transition("start", {CaseState.PLAN, CaseState.FUNDING}, CaseState.START, _("Record the start")),
        transition("follow", CaseState.START, CaseState.FOLLOW_UP, _("Begin the follow-up")),
        transition("close", OPEN, CaseState.CLOSED, _("Close the case")),
        transition("reopen", CaseState.CLOSED, CaseState.ASSESSMENT, _("Reopen the case")),
        transition("reopen_unmet", CaseState.CLOSED, CaseState.SIGNALLED, _("Reopen the case")),
    ],
)

_READ = {ReferralState.SENT, ReferralState.ACCEPTED}

REFERRAL = TransitionTable(
    "case_referral",
    [
        transition("need", "", ReferralState.TO_SEND, _("Start a specialised referral")),
        transition("send_new", "", ReferralState.SENT, _("Refer to the partner")),
        transition("send", ReferralState.TO_SEND, ReferralState.SENT, _("Refer to the partner")),
        transition("accept", ReferralState.SENT, ReferralState.ACCEPTED, pgettext_lazy("referral", "Accept")),
        transition("refuse", ReferralState.SENT, ReferralState.REFUSED, pgettext_lazy("referral", "Refuse")),
        transition("hand_back", ReferralState.ACCEPTED, ReferralState.HANDED_BACK, _("Hand the file back")),
        transition("withdraw", {ReferralState.TO_SEND, *_READ}, ReferralState.WITHDRAWN, _("Withdraw the referral")),
    ],
)

PLAN = TransitionTable(
    "case_plan",
    [
        transition("draft", "", PlanState.DRAFT, _("Prepare a plan")),
        transition("sign", PlanState.DRAFT, PlanState.SIGNED, _("Sign the plan")),
        transition("replace", PlanState.SIGNED, PlanState.REPLACED),
    ],
)

PLAN_STEP = TransitionTable(
    "case_plan_step",
    [
        transition("add", "", StepState.TO_DO, _("Add a step")),
        transition("do", StepState.TO_DO, StepState.DONE, _("Mark as done")),
        transition("drop", StepState.TO_DO, StepState.DROPPED, _("Give up")),
    ],
)
