"""Reads of contracts and offers: every list starts from what the actor may see."""

from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor

from .enums import VISED, ContractState
from .models import EmployerOffer, WorkContract
from .policies import CONTRACTS

_WITH = ("candidacy", "candidacy__person", "candidacy__opening", "candidacy__office", "employer", "agreement")


def _reach(actor: Actor, action: str) -> Q:
    """The contracts an actor may do something with: of their department's campaigns, or of their offices' files."""
    scope = CONTRACTS.scope(actor, action)
    if scope.everywhere:
        return Q()
    return (
        scope.q("candidacy__opening__office_id")
        | scope.q("candidacy__office_id")
        | scope.q("candidacy__person__office_id")
    )


def visible_to(actor: Actor) -> QuerySet[WorkContract]:
    """Return the contracts the actor may read, newest first, with file, person, campaign, employer."""
    return WorkContract.objects.filter(_reach(actor, "view")).select_related(*_WITH)


def standing_contract(candidacy: Candidacy | UUID) -> WorkContract | None:
    """Return the contract a file rests on: visa granted (with or without reservations), signed, not replaced. One query.

    The caller has its own right to the file.
    """
    key = candidacy.pk if isinstance(candidacy, Candidacy) else candidacy
    rows = WorkContract.objects.filter(candidacy_id=key, state__in=VISED, signed_on__isnull=False)
    return rows.select_related("employer", "agreement").first()


def standing_of(candidacies: QuerySet[Candidacy]) -> dict[UUID, WorkContract]:
    """Return the standing contract of each file that has one, by file. One query."""
    rows = WorkContract.objects.filter(candidacy__in=candidacies, state__in=VISED, signed_on__isnull=False)
    return {row.candidacy_id: row for row in rows.select_related("employer", "agreement")}


def prepared_contract(candidacy_id: UUID) -> WorkContract | None:
    """Return the contract of a file that is being entered, under review, or approved and not signed yet."""
    rows = WorkContract.objects.filter(candidacy_id=candidacy_id).exclude(
        state__in=[ContractState.REFUSED, ContractState.SUPERSEDED]
    )
    return rows.filter(signed_on__isnull=True).first()


def contracts_of(candidacy_id: UUID) -> list[WorkContract]:
    """Return every version of a file's contract, newest first."""
    return list(WorkContract.objects.filter(candidacy_id=candidacy_id).order_by("-id"))


def to_review(actor: Actor) -> QuerySet[WorkContract]:
    """Return the contracts under review whose clauses nobody has concluded yet, those that start soonest first."""
    rows = WorkContract.objects.filter(
        _reach(actor, "review"), state=ContractState.UNDER_REVIEW, reviewed_at__isnull=True
    )
    return rows.select_related(*_WITH).order_by("starts_on", "id")


def to_decide(actor: Actor) -> QuerySet[WorkContract]:
    """Return the contracts whose review is concluded by another person than the actor, those that start soonest first."""
    rows = WorkContract.objects.filter(
        _reach(actor, "decide"), state=ContractState.UNDER_REVIEW, reviewed_at__isnull=False
    ).exclude(reviewed_by_id=actor.id)
    number = actor.user.staff_number if actor.user is not None else ""
    if number:
        rows = rows.exclude(reviewer_number=number)
    return rows.select_related(*_WITH).order_by("starts_on", "id")


def to_sign(actor: Actor) -> QuerySet[WorkContract]:
    """Return the contracts that bear the visa and wait for the worker's signature."""
    rows = WorkContract.objects.filter(_reach(actor, "sign"), state__in=VISED, signed_on__isnull=True)
    return rows.select_related(*_WITH).order_by("starts_on", "id")


def offer_of(campaign_id: UUID) -> EmployerOffer | None:
    """Return the employer's offer of a campaign, with its translations, None when none was recorded."""
    rows = EmployerOffer.objects.filter(campaign_id=campaign_id).select_related("campaign", "campaign__opening")
    return rows.prefetch_related("translations").first()
