"""Marks: two markers a script, alone, by code; a third where they differ too much; corrections that leave the former value.

Entered for a page of codes at once, in the order of the codes: neither an id nor a time of the journal follows the pile, which
lay once in the order of the seats.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused
from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.journal import write as journal
from baarasira.kernel.locking import door

from .. import codes
from ..enums import CompetitionState, Rank
from ..models import Competition, Correction, Mark, Marker, Paper, Script
from ..rules.marks import QUARTERS, final, needs_third, read_mark, shown
from ..transitions import COMPETITION
from .doors import locked, reason_of, require, require_state


@transaction.atomic
def name_marker(*, actor: Actor, paper_id: UUID, user: User, rank: int) -> Marker:
    """Name somebody to mark a paper in a turn. Several may share a turn; nobody has two turns on one paper.

    Raises NotAllowed, WrongState once scripts are dealt out, RuleRefused (holds the seal, printed the labels, marks it already).
    """
    paper = Paper.objects.get(pk=paper_id)
    competition = locked(paper.competition_id)
    require(actor, "name_markers", competition)
    require_state(competition, CompetitionState.PREPARED, CompetitionState.CONVENED)
    if rank not in Rank.values:
        raise refused("rank", _("Choose one of the list."), "rank")
    if any(same_person(user, row.user) for row in paper.markers.select_related("user")):
        raise refused("marker_twice", _("This person marks this paper already."), "email")
    if any(same_person(user, row.user) for row in competition.holders.select_related("user")):
        raise refused("marker_holder", _("Who holds the seal does not mark."), "email")
    if any(same_person(user, row.printed_by) for row in paper.sheets.select_related("printed_by")):
        raise refused("marker_printer", _("Who printed the labels of this paper does not mark it."), "email")
    marker = Marker(paper=paper, user=user, rank=rank)
    writing.create(marker, "competition_marker.name", actor=actor, structure_id=competition.structure_id)
    return marker


@transaction.atomic
def deal(*, actor: Actor, competition_id: UUID) -> Competition:
    """Deal the scripts of every paper out to its markers, once the labels of all are on the scripts.

    Raises NotAllowed, WrongState, RuleRefused naming the papers without released labels or without markers for the three turns.
    """
    competition = locked(competition_id)
    require(actor, "name_markers", competition)
    COMPETITION.check("mark", competition.state)
    papers = list(competition.papers.prefetch_related("markers"))
    found = [finding for paper in papers for finding in _not_dealt(paper)]
    if found:
        raise RuleRefused(found)
    for paper in papers:
        scripts = list(paper.scripts.filter(void=False).order_by("code"))
        for rank in (Rank.FIRST, Rank.SECOND):
            _deal(paper, rank, scripts)
    COMPETITION.apply(competition, "mark", actor=actor, structure_id=competition.structure_id)
    return competition


def _not_dealt(paper: Paper) -> Iterable[Finding]:
    words = {"paper": paper.title}
    if not paper.sheets.filter(voided_on__isnull=True, released_on__isnull=False).exists():
        yield Finding("labels", _("%(paper)s: the labels are not printed and attested by a second person.") % words)
    held = {marker.rank for marker in paper.markers.all()}
    for rank in Rank:
        if rank not in held:
            yield Finding("markers", _("%(paper)s: nobody is named as %(rank)s.") % {**words, "rank": rank.label})


def _deal(paper: Paper, rank: int, scripts: Sequence[Script]) -> None:
    """Give scripts (in the order of their codes) in turn to the markers of a turn."""
    markers = [marker for marker in paper.markers.all() if marker.rank == rank]
    load = Counter(Mark.objects.filter(marker__in=markers).values_list("marker_id", flat=True))
    rows = []
    for script in scripts:
        marker = min(markers, key=lambda one: (load[one.pk], one.pk))
        load[marker.pk] += 1
        rows.append(Mark(script=script, marker=marker, rank=rank))
    Mark.objects.bulk_create(rows)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What came of a page of marks: how many are in, and how many scripts of the paper have their final mark now."""

    count: int
    final: int


@transaction.atomic
def hand_in(*, actor: Actor, marker_id: UUID, typed: Sequence[tuple[str, str]]) -> HandedIn:
    """Hand in marks: (code, mark typed). All or none; in the order of the codes, whatever the order they were typed in.

    Raises NotAllowed for anybody but the marker, WrongState, RuleRefused naming every code that is unknown, void, of another
    marker or marked already, and every mark that is none (21 out of 20).
    """
    marker, competition = _mine(actor, marker_id)
    given = [(codes.read(code), code.strip(), text.strip()) for code, text in typed if text.strip()]
    held = {
        mark.script.code: mark
        for mark in Mark.objects.filter(marker=marker).select_related("script").order_by("script__code")
    }
    void = set(marker.paper.scripts.filter(void=True).values_list("code", flat=True))
    values: dict[str, int] = {}
    found: list[Finding] = []
    for code, raw, text in given:
        fault = _fault(code, raw, text, held, void, values)
        if fault is not None:
            found.append(fault)
        else:
            mark = read_mark(text)
            values[code] = mark if mark is not None else 0
    if not given:
        found.append(Finding("nothing", _("Enter a mark at least.")))
    if found:
        raise RuleRefused(found)
    for value in sorted(set(values.values())):
        keys = [held[code].pk for code in sorted(values) if values[code] == value]
        changed = Mark.objects.filter(pk__in=keys, value__isnull=True).update(value=value)
        if changed != len(keys):  # behind the door of the paper it cannot be
            raise refused("marked", _("One of these scripts was marked meanwhile: open the page again."))
    _settle(marker.paper, competition, [held[code].script_id for code in values])
    journal.record(
        actor, "competition_mark.hand_in", noun="competition_mark", object_id=marker.pk,
        structure_id=competition.structure_id, after={"count": len(values)},
    )  # fmt: skip
    done = marker.paper.scripts.filter(void=False, final__isnull=False).count()
    return HandedIn(len(values), done)


def _mine(actor: Actor, marker_id: UUID) -> tuple[Marker, Competition]:
    """Return a marker's own seat, behind the door of the paper (two may settle one script), and the competition at marking."""
    marker = Marker.objects.select_related("paper__competition", "user").get(pk=marker_id)
    if not same_person(marker.user, person_acting(actor)):
        raise NotAllowed(_("Another person marks these scripts."), code="competition.marker")
    door(f"competition-marks:{marker.paper_id}")
    competition = Competition.objects.get(pk=marker.paper.competition_id)
    require_state(competition, CompetitionState.MARKING)
    return marker, competition


def _fault(
    code: str, raw: str, text: str, held: Mapping[str, Mark], void: set[str], values: Mapping[str, int]
) -> Finding | None:
    words = {"code": code or raw, "mark": text}
    if code in void:
        sentence = _("%(code)s is void: the labels of this paper were printed again. Ask for the script’s new label.")
        return Finding("code_void", sentence % words, code)
    if code not in held:
        sentence = _("%(code)s is not among the scripts you mark: read its label again.")
        return Finding("code_unknown", sentence % words, code or raw)
    if code in values:
        return Finding("code_twice", _("%(code)s stands twice on this page.") % words, code)
    if held[code].value is not None:
        sentence = _("%(code)s has your mark already (%(held)s). To change it, correct it with a reason.")
        return Finding("code_marked", sentence % {**words, "held": shown(held[code].value or 0)}, code)
    if read_mark(text) is None:
        sentence = _("%(code)s: “%(mark)s” is no mark. Write a mark from 0 to 20, in quarter points: 12,25.")
        return Finding("mark", sentence % words, code)
    return None


def _settle(paper: Paper, competition: Competition, script_ids: Iterable[UUID]) -> None:
    """Give their final mark to the scripts that have their marks; deal those out whose two marks differ too much."""
    rows = Script.objects.filter(pk__in=list(script_ids)).prefetch_related("marks").order_by("code")
    third, changed = [], []
    for script in rows:
        marks = {mark.rank: mark for mark in script.marks.all()}
        values = [marks[rank].value for rank in sorted(marks)]
        known = [value for value in values if value is not None]
        result = final(known, competition.third_gap) if len(known) == len(values) else None
        if result != script.final:
            script.final = result
            changed.append(script)
        two = known[:2] if Rank.THIRD not in marks else []
        if len(two) == 2 and needs_third(two[0], two[1], competition.third_gap):
            third.append(script)
    Script.objects.bulk_update(changed, ["final"], batch_size=500)
    if third:
        _deal(paper, Rank.THIRD, third)


@transaction.atomic
def correct_mark(*, actor: Actor, mark_id: UUID, typed: str, reason: str) -> Correction:
    """Correct one's own mark before anonymity is lifted: the former value, the author and the reason stay.

    Raises NotAllowed for anybody but the marker, WrongState, RuleRefused (no reason, no mark yet, no mark, nothing changed).
    """
    mark = Mark.objects.select_related("script").get(pk=mark_id)
    marker, competition = _mine(actor, mark.marker_id)
    mark.refresh_from_db()
    value = read_mark(typed)
    if mark.value is None:
        raise refused("not_marked", _("This script has no mark of yours yet."))
    if value is None:
        raise refused("mark", _("Write a mark from 0 to 20, in quarter points: 12,25."), "mark")
    if value == mark.value:
        raise refused("same", _("This is the mark it has."), "mark")
    said = reason_of(reason)
    row = write_correction(actor, mark.script, mark.value, value, said, mark)
    Mark.objects.filter(pk=mark.pk).update(value=value)
    _settle(marker.paper, competition, [mark.script_id])
    journal.record(
        actor.because(said), "competition_mark.correct", noun="competition_mark", object_id=row.pk,
        structure_id=competition.structure_id, before={"mark": shown(mark.value, QUARTERS)},
        after={"mark": shown(value, QUARTERS)},
    )  # fmt: skip
    return row


def write_correction(
    actor: Actor, script: Script, former: int, value: int, reason: str, mark: Mark | None = None
) -> Correction:
    """Keep what a mark was, before it is changed: the database refuses the change without this row."""
    return Correction.objects.create(
        script=script, mark=mark, former=former, value=value, reason=reason, author=person_acting(actor), on=actor.today,
        number=script.corrections.count() + 1,
    )  # fmt: skip
