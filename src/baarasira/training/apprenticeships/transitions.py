"""The states of intakes, applicants, contracts, visits, allowances and examinations."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import AllowanceState, ApplicantState, ContractState, ExamState, IntakeState, VisitState

INTAKE = TransitionTable(
    "apprentice_intake",
    [
        transition("open", "", IntakeState.OPEN, _("Open the intake")),
        transition("rank", {IntakeState.OPEN, IntakeState.RANKED}, IntakeState.RANKED, _("Propose the list")),
        transition("publish", IntakeState.RANKED, IntakeState.PUBLISHED, _("Publish the list")),
        transition("cancel", {IntakeState.OPEN, IntakeState.RANKED}, IntakeState.CANCELLED, _("Cancel the intake")),
    ],
)
APPLICANT = TransitionTable(
    "apprentice_applicant",
    [
        transition("apply", "", ApplicantState.APPLIED, _("Record the application")),
        transition("admit", {ApplicantState.APPLIED, ApplicantState.WAITING}, ApplicantState.ADMITTED, _("Admit")),
        transition("wait", ApplicantState.APPLIED, ApplicantState.WAITING, _("Put on the waiting list")),
        transition("refuse", ApplicantState.APPLIED, ApplicantState.REFUSED, _("Do not admit")),
        transition(
            "withdraw",
            {ApplicantState.APPLIED, ApplicantState.ADMITTED, ApplicantState.WAITING},
            ApplicantState.WITHDRAWN,
            _("Record that they withdraw"),
        ),
    ],
)
CONTRACT = TransitionTable(
    "apprenticeship",
    [
        transition("prepare", "", ContractState.DRAFT, _("Prepare the contract")),
        transition("approve", ContractState.DRAFT, ContractState.RUNNING, _("Sign for the centre")),
        transition("drop", ContractState.DRAFT, ContractState.DROPPED, _("Give the contract up")),
        transition("complete", ContractState.RUNNING, ContractState.COMPLETED, _("Record the end of the three years")),
        transition("certify", ContractState.COMPLETED, ContractState.CERTIFIED, _("Certify")),
        transition("terminate", ContractState.RUNNING, ContractState.TERMINATED, _("Terminate the contract")),
    ],
)
VISIT = TransitionTable(
    "workshop_visit",
    [
        transition("plan", "", VisitState.PLANNED, _("Plan the visit")),
        transition("make", VisitState.PLANNED, VisitState.DONE, _("Record the visit")),
        transition("cancel", VisitState.PLANNED, VisitState.CANCELLED, _("Cancel the visit")),
    ],
)
ALLOWANCE = TransitionTable(
    "apprentice_allowance",
    [
        transition("count", "", AllowanceState.DUE, _("Count the month")),
        transition("pay", AllowanceState.DUE, AllowanceState.PAID, _("Record the payment")),
        transition("confirm", AllowanceState.PAID, AllowanceState.CONFIRMED, _("Confirm the payment")),
        transition("contest", AllowanceState.PAID, AllowanceState.DUE, _("Send back")),
    ],
)
EXAMINATION = TransitionTable(
    "apprentice_examination",
    [
        transition("plan", "", ExamState.PLANNED, _("Plan the examination")),
        transition("propose", {ExamState.PLANNED, ExamState.MARKED}, ExamState.MARKED, _("Propose the results")),
        transition("sign", ExamState.MARKED, ExamState.CLOSED, _("Sign the results")),
        transition("cancel", {ExamState.PLANNED, ExamState.MARKED}, ExamState.CANCELLED, _("Cancel the examination")),
    ],
)
