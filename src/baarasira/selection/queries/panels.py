"""Reads of panels. No read here tells anybody the marks of another: they are read by `actions.opening` once all are in."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.accounts.models import User
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.network.enums import StructureKind
from baarasira.openings.models import Campaign
from baarasira.programmes.compiled.model import Grid, GridLine, Programme, Step

from ..enums import MARKING_ROLES, ConflictNature, PanelState
from ..kinship import may_be_kin
from ..marks import POINT, MarkingRule, Standing, standing
from ..models import Conflict, Member, Panel, Sheet
from ..policies import PANELS

MARKED_INPUTS = frozenset({"panel", "interview", "practical_test", "exam"})
"""Lines of a grid to which people give marks; the others are read from the file."""

AT_WORK = (PanelState.FORMED, PanelState.MARKING)
"""States of a panel whose members still have something to do."""

_TESTS = ("marks", "practical_test", "exam", "interview")


def visible_to(actor: Actor) -> QuerySet[Panel]:
    """Return the panels the actor may see: of their structures' campaigns, and those on which they sit; newest first."""
    rows = Panel.objects.select_related("campaign__opening", "campaign__programme_version", "structure")
    mine = Q(pk__in=Member.objects.filter(sits_as(actor), left_on__isnull=True).values("panel_id"))
    scope = PANELS.scope(actor, "view")
    return rows.filter((scope.q("campaign__opening__office_id") | mine) if scope else mine).order_by("-id")


def sits_as(actor: Actor) -> Q:
    """Return the filter of the members that the actor is, under whatever account of theirs."""
    if not isinstance(actor.user, User):
        return Q(pk__in=[])
    who = Q(user_id=actor.user.pk)
    return who | Q(staff_number=actor.user.staff_number) if actor.user.staff_number else who


def seats(user: UUID, number: str) -> QuerySet[Member]:
    """Return the seats on panels at work of an account or of a staff number, whatever the roles."""
    return Member.objects.filter(
        Q(user_id=user) | Q(staff_number=number), left_on__isnull=True, panel__state__in=AT_WORK
    )


def member_of(panel: Panel, actor: Actor) -> Member | None:
    """Return the seat of the actor on a panel, None when they do not sit on it (any more). One query."""
    rows = Member.objects.filter(sits_as(actor), panel=panel, left_on__isnull=True)
    return rows.select_related("user").first()


def seated(panel: Panel) -> list[Member]:
    """Return the members who sit, the chair first."""
    rows = list(panel.members.filter(left_on__isnull=True).select_related("user"))
    return sorted(rows, key=lambda row: (row.role != "chair", row.pk))


def programme_of(campaign: Campaign) -> Programme:
    """Return the programme as frozen when the campaign was recorded."""
    return campaign.programme_version.compiled


def marks_step(programme: Programme) -> Step | None:
    """Return the step that a panel's marks end, None for a programme without one."""
    return programme.step_of_kind("marks")


def grid_of(programme: Programme) -> Grid | None:
    """Return the grid whose total ranks people, None where nothing is scored."""
    step = marks_step(programme) or programme.step_of_kind("selection")
    key = (programme.seats.grid if programme.seats else "") or (step.parameters.get("grid", "") if step else "")
    return programme.grids.get(key)


def marked_lines(programme: Programme) -> tuple[GridLine, ...]:
    """Return the lines of the grid to which people give marks, in its order."""
    grid = grid_of(programme)
    return tuple(line for line in grid.lines if line.input in MARKED_INPUTS) if grid else ()


def rule_of(programme: Programme, third_above: int | None) -> MarkingRule:
    """Return how a programme has its panel mark: double as soon as one step that gives marks asks for it.

    `third_above`: points, already looked up for the day.
    """
    steps = [step for step in programme.steps.values() if step.kind in _TESTS]
    double = any(step.parameters.get("double_marking") for step in steps)
    return MarkingRule(double, third_above * POINT if third_above is not None else None)


def third_amounts(programme: Programme) -> list[object]:
    """Return the differences above which the steps of a programme ask for a third mark (numbers, or references)."""
    found = [step.parameters.get("third_mark_above") for step in programme.steps.values() if step.kind in _TESTS]
    return [amount for amount in found if amount is not None]


def kept_rule(panel: Panel) -> MarkingRule:
    """Return the rule a panel marks by, as fixed when marking began."""
    return MarkingRule(panel.double, panel.third_above)


def _everywhere(panel: Panel) -> bool:
    return panel.structure.kind in {StructureKind.HEADQUARTERS, StructureKind.DEPARTMENT}


def candidates_of(panel: Panel) -> QuerySet[Candidacy]:
    """Return the files that stand at the panel's step and are its own: of the offices below it, by receipt number.

    A panel of headquarters or of a department has those that no nearer panel has.
    """
    rows = Candidacy.objects.filter(opening_id=panel.campaign_id, state=CandidacyState.UNDER_WAY, step=panel.step)
    return own_files(panel, rows).select_related("person", "office").order_by("number")


def own_files(panel: Panel, rows: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    """Keep the files of a campaign that belong to this panel."""
    others = Panel.objects.filter(campaign_id=panel.campaign_id).exclude(pk=panel.pk).select_related("structure")
    if not _everywhere(panel):
        rows = rows.filter(office__path__startswith=panel.structure.path)
    for other in others:
        nearer = _everywhere(panel) or other.structure.path.startswith(panel.structure.path)
        if not _everywhere(other) and nearer:
            rows = rows.exclude(office__path__startswith=other.structure.path)
    return rows


def conflicts_of(panel: Panel) -> dict[tuple[UUID, UUID], Conflict]:
    """Return {(member, candidacy): what was declared} of a panel. One query."""
    rows = Conflict.objects.filter(member__panel=panel)
    return {(row.member_id, row.candidacy_id): row for row in rows}


def stands_back(declared: Conflict | None) -> bool:
    """Tell whether what was declared keeps the member from marking."""
    return declared is not None and declared.nature != ConflictNature.NONE


@dataclass(frozen=True, slots=True)
class ToMark:
    """One candidate as a member's marking page shows them: whether to ask about kinship, whether it is theirs to mark.

    `done`: the member's own sheet is in. `open`: they may mark (or correct their own). `third`: a third mark is asked.
    """

    candidacy: Candidacy
    sheet: Sheet | None
    conflict: Conflict | None
    ask: bool
    open: bool
    third: bool

    @property
    def done(self) -> bool:
        """Whether the member's own sheet is in."""
        return self.sheet is not None


def to_mark(panel: Panel, member: Member) -> list[ToMark]:
    """Return the candidates of a panel as one member sees them: their own sheet, never another's. Five queries."""
    people = list(candidates_of(panel))
    declared = {key[1]: row for key, row in conflicts_of(panel).items() if key[0] == member.pk}
    mine = {row.candidacy_id: row for row in sheets_of(panel).filter(member=member)}
    totals = totals_of(panel)
    rule = kept_rule(panel)
    return [
        _line(candidacy, member, mine.get(candidacy.pk), declared.get(candidacy.pk), totals.get(candidacy.pk, ()), rule)
        for candidacy in people
    ]


def _line(
    candidacy: Candidacy,
    member: Member,
    sheet: Sheet | None,
    conflict: Conflict | None,
    totals: Sequence[int],
    rule: MarkingRule,
) -> ToMark:
    where = standing(totals, 0, rule) if rule.double else Standing.WAITING
    third = where is Standing.THIRD and sheet is None
    free = (len(totals) < 2 and where is Standing.WAITING) or third if rule.double else True
    alone = sheet is not None and (not rule.double or len(totals) == 1)
    back = stands_back(conflict)
    ask = conflict is None and may_be_kin(member, candidacy.person)
    return ToMark(candidacy, sheet, conflict, ask, not back and (alone or (sheet is None and free)), third)


def sheets_of(panel: Panel) -> QuerySet[Sheet]:
    """Return the sheets of a panel that count, in the order they came: all but those set aside."""
    return Sheet.objects.filter(member__panel=panel, set_aside_at__isnull=True).order_by("place", "id")


def totals_of(panel: Panel) -> dict[UUID, list[int]]:
    """Return {candidacy: totals in the order they came}, for the rule alone: no page shows them. One query."""
    found: dict[UUID, list[int]] = {}
    for key, total in sheets_of(panel).values_list("candidacy_id", "total"):
        found.setdefault(key, []).append(total)
    return found


@dataclass(frozen=True, slots=True)
class MemberCount:
    """One member in the state of marks: how many sheets are in, of how many expected (None under double marking)."""

    member: Member
    handed_in: int
    expected: int | None


@dataclass(frozen=True, slots=True)
class MarksState:
    """The state of a panel's marks, in counts alone."""

    candidates: int
    complete: int
    third: int
    short: Sequence[Candidacy]
    members: Sequence[MemberCount]
    undeclared: Sequence[Member]

    @property
    def all_in(self) -> bool:
        """Whether every mark is in, so that they may be opened."""
        return self.candidates > 0 and self.complete == self.candidates and not self.short and not self.undeclared


def marked_by(panel: Panel) -> int:
    """Return how many files have a sheet of this panel, wherever they stand since."""
    return sheets_of(panel).order_by().values("candidacy_id").distinct().count()


def expected_of(members: Iterable[Member], candidacy_id: UUID, declared: Mapping[tuple[UUID, UUID], Conflict]) -> int:
    """Return how many members must mark a candidate: all who mark, but those who stand back."""
    return sum(not stands_back(declared.get((member.pk, candidacy_id))) for member in members)


def _opened_state(panel: Panel) -> MarksState:
    files, double = marked_by(panel), kept_rule(panel).double
    handed = Counter(sheets_of(panel).values_list("member_id", flat=True))
    counts = [
        MemberCount(member, handed[member.pk], None if double else handed[member.pk])
        for member in seated(panel)
        if member.role in MARKING_ROLES
    ]
    return MarksState(files, files, 0, (), counts, ())


def marks_state(panel: Panel) -> MarksState:
    """Return the state of a panel's marks: counts, and the candidates whom fewer than the quorum can mark. Six queries.

    Once the marks are opened the files have gone on: what is told is what was marked.
    """
    if panel.state == PanelState.OPENED:
        return _opened_state(panel)
    people = list(candidates_of(panel))
    sitting = seated(panel)
    marking = [member for member in sitting if member.role in MARKING_ROLES]
    declared, totals, rule = conflicts_of(panel), totals_of(panel), kept_rule(panel)
    expected = {row.pk: expected_of(marking, row.pk, declared) for row in people}
    states = {row.pk: standing(totals.get(row.pk, ()), expected[row.pk], rule) for row in people}
    least = 2 if rule.double else panel.quorum
    keys = {row.pk for row in people}
    handed = Counter(
        sheets_of(panel).filter(candidacy_id__in=keys).values_list("member_id", flat=True)
        if len(keys) < 500
        else sheets_of(panel).values_list("member_id", flat=True)
    )
    return MarksState(
        candidates=len(people),
        complete=sum(state is Standing.COMPLETE for state in states.values()),
        third=sum(state is Standing.THIRD for state in states.values()),
        short=[row for row in people if expected[row.pk] < least],
        members=[
            MemberCount(
                member,
                handed[member.pk],
                None if rule.double else sum(not stands_back(declared.get((member.pk, key))) for key in keys),
            )
            for member in marking
        ],
        undeclared=[member for member in sitting if member.declared_on is None],
    )
