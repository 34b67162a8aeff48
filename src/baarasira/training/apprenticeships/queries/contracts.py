"""Reads of contracts and what follows them: those an actor may see, what is due, the late first."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from baarasira.kernel.actor import Actor, by_others

from ..enums import (
    UNDER_CONTRACT,
    AllowanceState,
    ApplicantState,
    ContractState,
    ExamState,
    IntakeState,
    VisitState,
)
from ..models import Allowance, Applicant, Contract, Examination, Insertion, Intake, Master, Visit
from ..policies import CONTRACTS, EXAMINATIONS, INTAKES, MASTERS


def visible_to(actor: Actor) -> QuerySet[Contract]:
    """Return the contracts of the actor's structures, the newest first."""
    rows = Contract.objects.filter(CONTRACTS.scope(actor, "view").q("centre_id"))
    return rows.select_related("person", "master", "centre", "trade", "prepared_by", "approved_by")


def masters(actor: Actor) -> QuerySet[Master]:
    """Return the masters of the actor's structures by name, each with `held`: how many apprentices are under contract."""
    held = Count("contracts", filter=Q(contracts__state__in=UNDER_CONTRACT))
    rows = Master.objects.filter(MASTERS.scope(actor, "view").q("centre_id")).annotate(held=held)
    return rows.select_related("trade", "centre", "user")


def intakes(actor: Actor) -> QuerySet[Intake]:
    """Return the calls of the actor's structures, the newest first."""
    return Intake.objects.filter(INTAKES.scope(actor, "view").q("centre_id")).select_related("centre", "ranked_by")


def applicants(actor: Actor) -> QuerySet[Applicant]:
    """Return who applied in the actor's structures."""
    rows = Applicant.objects.filter(INTAKES.scope(actor, "view").q("intake__centre_id"))
    return rows.select_related("person", "trade", "intake", "master")


def examinations(actor: Actor) -> QuerySet[Examination]:
    """Return the examinations of the actor's structures, the last held first."""
    rows = Examination.objects.filter(EXAMINATIONS.scope(actor, "view").q("centre_id"))
    return rows.select_related("centre", "trade", "proposed_by", "signed_by")


def visits(actor: Actor) -> QuerySet[Visit]:
    """Return the visits to workshops of the actor's structures, the first due first."""
    rows = Visit.objects.filter(CONTRACTS.scope(actor, "view").q("contract__centre_id"))
    return rows.select_related("contract__person", "contract__master", "contract__trade", "done_by")


def visits_due(actor: Actor) -> QuerySet[Visit]:
    """Return the visits this actor may make that are due, the longest overdue first."""
    rows = visits(actor).filter(CONTRACTS.scope(actor, "visit").q("contract__centre_id"))
    return rows.filter(state=VisitState.PLANNED, due_on__lte=actor.today).order_by("due_on", "id")


def to_approve(actor: Actor) -> QuerySet[Contract]:
    """Return the contracts that wait for this actor's signature, the first to begin first."""
    rows = visible_to(actor).filter(CONTRACTS.scope(actor, "approve").q("centre_id"))
    rows = rows.filter(state=ContractState.DRAFT, apprentice_signed_on__isnull=False, master_signed_on__isnull=False)
    return rows.filter(by_others(actor, "prepared_by")).order_by("starts_on", "id")


def allowances(actor: Actor) -> QuerySet[Allowance]:
    """Return the allowances of the actor's structures, the newest month first."""
    rows = Allowance.objects.filter(CONTRACTS.scope(actor, "view").q("contract__centre_id"))
    return rows.select_related("contract__person", "recorded_by", "confirmed_by", "evidence")


def allowances_to_confirm(actor: Actor) -> QuerySet[Allowance]:
    """Return the payments that wait for this actor, the oldest first."""
    rows = allowances(actor).filter(CONTRACTS.scope(actor, "confirm_allowance").q("contract__centre_id"))
    return rows.filter(by_others(actor, "recorded_by"), state=AllowanceState.PAID).order_by("paid_on", "id")


def allowances_to_pay(actor: Actor) -> QuerySet[Allowance]:
    """Return the months counted and not paid, the oldest first."""
    rows = allowances(actor).filter(CONTRACTS.scope(actor, "pay_allowance").q("contract__centre_id"))
    return rows.filter(state=AllowanceState.DUE, amount__gt=0).order_by("month", "id")


def results_to_sign(actor: Actor) -> QuerySet[Examination]:
    """Return the results that wait for this actor's signature."""
    rows = examinations(actor).filter(EXAMINATIONS.scope(actor, "sign").q("centre_id"))
    return rows.filter(by_others(actor, "proposed_by"), state=ExamState.MARKED).order_by("held_on", "id")


def lists_to_publish(actor: Actor) -> QuerySet[Intake]:
    """Return the lists of admitted that wait for this actor."""
    rows = intakes(actor).filter(INTAKES.scope(actor, "publish").q("centre_id"), state=IntakeState.RANKED)
    return rows.filter(by_others(actor, "ranked_by")).order_by("ranked_on", "id")


def insertions(actor: Actor) -> QuerySet[Insertion]:
    """Return what became of the certified apprentices of the actor's structures, the first due first."""
    rows = Insertion.objects.filter(CONTRACTS.scope(actor, "view").q("contract__centre_id"))
    return rows.select_related("contract__person", "contract__trade")


def insertions_due(actor: Actor) -> QuerySet[Insertion]:
    """Return those to be asked what they do, the longest overdue first."""
    rows = insertions(actor).filter(CONTRACTS.scope(actor, "follow").q("contract__centre_id"))
    return rows.filter(done_on__isnull=True, due_on__lte=actor.today).order_by("due_on", "id")


def admitted_without_contract(actor: Actor) -> QuerySet[Applicant]:
    """Return the admitted for whom no contract is prepared yet, those waiting longest first."""
    rows = applicants(actor).filter(INTAKES.scope(actor, "apply").q("intake__centre_id"), state=ApplicantState.ADMITTED)
    return rows.filter(contracts__isnull=True).order_by("intake__published_on", "rank", "id")


def insurance_ending(actor: Actor, until: date) -> QuerySet[Contract]:
    """Return the contracts under way whose insurance ends by a day, the first first."""
    rows = visible_to(actor).filter(CONTRACTS.scope(actor, "follow").q("centre_id"), state=ContractState.RUNNING)
    return rows.filter(insured_to__lte=until).order_by("insured_to", "id")
