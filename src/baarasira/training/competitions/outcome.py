"""From the tables to the rules and back: who sat with which marks, the ranking, the text of a list as it is hashed."""

import json
from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.people.enums import Sex

from .enums import Group, TieRule
from .models import Competition, Paper, Presence, Script, Sitting
from .rules.marks import EIGHTHS, QUARTERS, shown, two_decimals
from .rules.ranking import ANNULLED, Candidate, PaperRule, Placed, Reserved, Rules, rank


def method() -> str:
    """Return the method as it is published with each list (R-15), in the language of the house."""
    with translation.override(settings.LANGUAGE_CODE):
        return _(
            "Mean: the sum of the marks times their coefficients, divided by the sum of the coefficients; an exact fraction, "
            "compared without rounding. Mark of a script: the mean of two marks; beyond the gap allowed a third marks, and the "
            "closest two count, the higher pair when both gaps are equal. Absent from a paper: no rank. A mark below the "
            "eliminatory mark, or a paper annulled: eliminated. Below the pass mean: not admissible, and the seat stays vacant. "
            "Equal means: the main paper, then the age as the notice says, then the smaller SHA-256 of “number of the "
            "competition:receipt”. Reserved seats first, in the order of the notice, by merit within the group; what nobody "
            "takes is released. The other seats by merit. Waiting list: the next by merit, its share of the seats rounded up."
        )


def rules_of(competition: Competition) -> Rules:
    """Return what the notice of a competition says, as the ranking reads it."""
    opening = competition.campaign.opening
    return Rules(
        number=opening.number,
        papers=[
            PaperRule(paper.key, paper.coefficient, paper.eliminatory * (EIGHTHS // QUARTERS), paper.main)
            for paper in competition.papers.all()
        ],
        seats=opening.seats,
        pass_mean=Fraction(competition.pass_mean, QUARTERS),
        reserved=[Reserved(row.code, row.seats) for row in competition.reserved.all()],
        waiting_percent=competition.waiting_percent,
        younger_first=competition.tie_rule == TieRule.YOUNGER,
    )


def candidates_of(competition: Competition) -> dict[str, tuple[Sitting, Candidate]]:
    """Return {receipt: (sitting, candidate)} of everybody seated whose file was not given up before. Three queries."""
    papers = {paper.pk: paper for paper in competition.papers.all()}
    sittings = list(
        competition.sittings.filter(hall__isnull=False)
        .exclude(candidacy__state=CandidacyState.ENDED, excluded_on__isnull=True, offer__isnull=True)
        .select_related("candidacy__person")
    )
    marks = _marks(competition, papers)
    out = {}
    for sitting in sittings:
        person = sitting.candidacy.person
        groups = set(sitting.claims)
        if person.sex == Sex.FEMALE:
            groups.add(Group.WOMEN)
        if sitting.candidacy.region_id:
            groups.add(f"{Group.REGION}:{sitting.candidacy.region_id}")
        candidate = Candidate(
            receipt=sitting.candidacy.number,
            marks={paper.key: marks.get((sitting.pk, paper.pk)) for paper in papers.values()},
            born=person.born,
            groups=frozenset(str(group) for group in groups),
            excluded=sitting.excluded_on is not None,
        )
        out[candidate.receipt] = (sitting, candidate)
    return out


def _marks(competition: Competition, papers: Mapping[UUID, Paper]) -> dict[tuple[UUID, UUID], int | None]:
    """Return {(sitting, paper): final mark in eighths, ANNULLED; left out when absent}."""
    out: dict[tuple[UUID, UUID], int | None] = {}
    scripts = Script.objects.filter(paper__in=papers, void=False, sitting__isnull=False)
    for sitting, paper, mark in scripts.values_list("sitting_id", "paper_id", "final"):
        out[sitting, paper] = mark
    for row in Presence.objects.filter(paper__in=papers, annulled_on__isnull=False):
        out[row.sitting_id, row.paper_id] = ANNULLED
    return out


def ranked(competition: Competition) -> tuple[list[Placed], dict[str, tuple[Sitting, Candidate]]]:
    """Return the ranking of a competition whose anonymity is lifted, and who is who."""
    candidates = candidates_of(competition)
    return rank((candidate for _sitting, candidate in candidates.values()), rules_of(competition)), candidates


def document_of(
    competition: Competition, number: int, places: list[Placed], who: Mapping[str, tuple[Sitting, Candidate]]
) -> str:
    """Return the list as one canonical text: receipts, marks, means, ranks, the rules and the method; never a name."""
    rules = rules_of(competition)
    return json.dumps(
        {
            "competition": rules.number,
            "title": competition.campaign.opening.title,
            "list": number,
            "method": method(),
            "seats": rules.seats,
            "pass_mean": shown(competition.pass_mean),
            "tie": competition.tie_rule,
            "waiting_percent": rules.waiting_percent,
            "papers": [
                {"key": paper.key, "title": paper.title, "coefficient": paper.coefficient,
                 "eliminatory_below": shown(paper.eliminatory), "main": paper.main}
                for paper in competition.papers.all()
            ],
            "reserved": [{"group": row.group, "seats": row.seats} for row in rules.reserved],
            "places": [_line(placed, who[placed.receipt][1]) for placed in places],
        },
        ensure_ascii=False, sort_keys=True, indent=1,
    )  # fmt: skip


def _line(placed: Placed, candidate: Candidate) -> dict[str, object]:
    return {
        "receipt": placed.receipt,
        "rank": placed.rank,
        "mean": two_decimals(placed.mean) if placed.mean is not None else "",
        "result": placed.result,
        "by": placed.by,
        "marks": {key: mark_shown(mark) for key, mark in candidate.marks.items()},
    }


def mark_shown(mark: int | None) -> str:
    """Return a final mark as the list keeps it: ``12,125``; ``absent``; ``annulled``."""
    if mark is None:
        return "absent"
    return "annulled" if mark == ANNULLED else shown(mark, EIGHTHS)
