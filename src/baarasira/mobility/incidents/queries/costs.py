"""Reads of costs and claims, and the ratio of SDG 10.7.1 with its seasonal look-alike (domain.md A.4, D.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import mean, median
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from baarasira.candidacies.models import Candidacy, CandidacyStep
from baarasira.cooperation.enums import Payer
from baarasira.kernel.actor import Actor, Scope
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import ProgrammeKind

from ..enums import ClaimState, Proof
from ..models import Cost, FirstEarning, RefundClaim
from ..policies import COSTS

SEASONAL = frozenset({ProgrammeKind.SEASONAL, ProgrammeKind.RECALL})
"""Outside the universe of 10.7.1: their ratio is reported apart (D.6)."""


def visible_to(actor: Actor) -> QuerySet[Cost]:
    """Return the costs of the actor's structures and of the people of their offices, the newest first."""
    scope = COSTS.scope(actor, "view")
    if not scope:
        return Cost.objects.none()
    here = scope.q("office_id") if scope.everywhere else scope.q("office_id") | scope.q("person__office_id")
    rows = Cost.objects.filter(here).select_related("person", "candidacy__opening", "office", "recorded_by", "claim")
    return rows.order_by("-paid_on", "-id")


def claims_visible_to(actor: Actor) -> QuerySet[RefundClaim]:
    """Return the claims of the actor's structures and of the people of their offices, the oldest first."""
    scope = COSTS.scope(actor, "view")
    if not scope:
        return RefundClaim.objects.none()
    here = scope.q("office_id") if scope.everywhere else scope.q("office_id") | scope.q("person__office_id")
    return RefundClaim.objects.filter(here).select_related("cost", "person", "incident", "abandon_asked_by")


def standing_claims(rows: QuerySet[RefundClaim]) -> QuerySet[RefundClaim]:
    """Keep the claims for which money is still to be given back."""
    return rows.exclude(state__in=[ClaimState.REPAID, ClaimState.ABANDONED])


def borne_by_worker(candidacy_ids: Iterable[UUID]) -> dict[UUID, tuple[int, bool]]:
    """Return, by file, what its worker paid in whole francs, and whether every amount could be turned into francs.

    What was withdrawn is not counted, nor what the worker got back whole: it was not borne in the end. One query.
    """
    keys = list(candidacy_ids)
    rows = Cost.objects.filter(candidacy_id__in=keys, payer=Payer.WORKER, withdrawn_on__isnull=True)
    rows = rows.exclude(claim__state=ClaimState.REPAID)
    found: dict[UUID, tuple[int, bool]] = dict.fromkeys(keys, (0, True))
    for key, francs in rows.order_by().values_list("candidacy_id", "francs"):
        if key is not None:
            total, known = found[key]
            found[key] = (total + (francs or 0), known and francs is not None)
    return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """RC / E over some workers: mean and median as exact shares of a first month, None without anybody.

    `workers` are those of the population, `counted` those of whom both amounts are known in one currency.
    """

    workers: int
    counted: int
    mean: Fraction | None
    median: Fraction | None


def ratio_of(candidacy_ids: Iterable[UUID]) -> Ratio:
    """Return the ratio over these files: for each, what the worker bore over the first month's earnings. Two queries."""
    keys = list(candidacy_ids)
    borne = borne_by_worker(keys)
    earned = dict(
        FirstEarning.objects.filter(candidacy_id__in=keys, francs__gt=0).values_list("candidacy_id", "francs")
    )
    shares = [Fraction(borne[key][0], francs) for key, francs in earned.items() if francs is not None and borne[key][1]]
    if not shares:
        return Ratio(len(keys), 0, None, None)
    return Ratio(len(keys), len(shares), Fraction(mean(shares)), Fraction(median(shares)))


def recruitment_cost(scope: Scope, first: date, last: date) -> tuple[Ratio, Ratio]:
    """Return the ratio of SDG 10.7.1, and that of seasonal workers apart, of those who came back between two days (D.6).

    The population: people employed abroad whose return is proved; the day of the return is the one recorded. Five queries.
    """
    steps = CandidacyStep.objects.filter(
        scope.q("candidacy__opening__office_id"), kind="return", ending="returned", candidacy__departed_on__isnull=False
    )
    rows = list(steps.order_by().values_list("candidacy_id", "values", "candidacy__opening_id"))
    campaigns = Campaign.objects.filter(pk__in={campaign for _key, _values, campaign in rows})
    kinds = {row.pk: row.programme_version.compiled.kind for row in campaigns.select_related("programme_version")}
    standard: list[UUID] = []
    seasonal: list[UUID] = []
    for key, values, campaign in rows:
        if first <= date.fromisoformat(values["on"]) <= last:
            (seasonal if kinds[campaign] in SEASONAL else standard).append(key)
    return ratio_of(standard), ratio_of(seasonal)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a set of costs adds to in whole francs: by whom declared and receipted apart (A.4), and how many have no rate."""

    declared: int
    receipted: int
    unknown: int


def totals(rows: QuerySet[Cost]) -> Totals:
    """Return what the workers of these costs paid."""
    own = rows.filter(payer=Payer.WORKER, withdrawn_on__isnull=True)
    sums = own.order_by().aggregate(
        declared=Sum("francs", filter=Q(proof=Proof.DECLARED)), receipted=Sum("francs", filter=Q(proof=Proof.RECEIPT))
    )
    unknown = own.filter(francs__isnull=True).count()
    return Totals(sums["declared"] or 0, sums["receipted"] or 0, unknown)


def of_campaign_file(candidacy: Candidacy) -> QuerySet[Cost]:
    """Return the costs of a file, the oldest first."""
    return Cost.objects.filter(candidacy=candidacy).select_related("claim").order_by("paid_on", "id")
