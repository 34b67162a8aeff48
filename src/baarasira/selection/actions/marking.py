"""Marks: handed in by each member alone, opened when all are in."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.candidacies.models import Candidacy
from baarasira.candidacies.steps.batches import MOST, move_many
from baarasira.candidacies.steps.refusals import grouped
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.locking import door
from baarasira.programmes.compiled.model import GridLine

from ..enums import MARKING_ROLES, PanelState
from ..kinship import may_be_kin
from ..marks import POINT, Points, Standing, read_mark, settled, standing
from ..models import Conflict, Member, Panel, Sheet
from ..policies import PANELS
from ..queries import panels as queries
from ..reasons import person, refused
from ..signing import signing
from ..transitions import PANEL
from .panels import declaring, locked


def read_marks(lines: Sequence[GridLine], typed: Mapping[str, str]) -> dict[str, int]:
    """Return {line: thousandths} of marks as typed; RuleRefused with every fault, each at its line."""
    found, marks = [], {}
    for line in lines:
        text = typed.get(line.key, "")
        mark = read_mark(text, line.weight)
        if mark is None:
            sentence = (
                _("%(title)s: enter a mark from 0 to %(weight)d.")
                if text.strip()
                else _("%(title)s: this mark is missing; 0 is a mark.")
            ) % {"title": line.title, "weight": line.weight}
            found.append(Finding("mark", sentence, line.key))
        else:
            marks[line.key] = mark
    if found:
        raise RuleRefused(found)
    return marks


@transaction.atomic
def hand_in(
    *,
    actor: Actor,
    member_id: UUID,
    candidacy_id: UUID,
    typed: Mapping[str, str],
    expected_version: int | None = None,
) -> Sheet:
    """Hand in one member's marks for one candidate, {line: as typed}; the member's own may be corrected while it is alone.

    Raises NotAllowed (another's seat, a conflict declared), RuleRefused (a mark missing or above its weight, a question of
    kinship unanswered), WrongState (not marking, marked twice already), Stale.
    """
    panel = Panel.objects.select_related("campaign__opening", "campaign__programme_version", "structure").get(
        members__pk=member_id
    )
    member = declaring(actor, panel, member_id)
    _require_marking(panel, member)
    candidacy = queries.candidates_of(panel).filter(pk=candidacy_id).first()
    if candidacy is None:
        raise WrongState(_("This file is not before this panel, or no longer."), code="sheet.candidate")
    _require_unbound(member, candidacy)
    marks = read_marks(queries.marked_lines(queries.programme_of(panel.campaign)), typed)
    door(f"sheets:{candidacy_id}")
    return _keep(actor, panel, member, candidacy, marks, expected_version)


def _require_marking(panel: Panel, member: Member) -> None:
    if panel.state != PanelState.MARKING:
        raise WrongState(
            _("This panel is not marking: no mark enters before it begins, or once marks are opened."),
            code="panel.mark",
        )
    if member.role not in MARKING_ROLES:
        raise NotAllowed(
            _("An observer sees that the rules are kept, and gives no mark."), code="panel_member.observer"
        )
    if member.declared_on is None:
        sentence = _("Declare your conflicts of interest first, or that you have none.")
        raise refused("conflicts_declared", sentence, source="A.8")


def _require_unbound(member: Member, candidacy: Candidacy) -> None:
    """Refuse marks for somebody the member is bound to, or may be and has not said."""
    declared = Conflict.objects.filter(member=member, candidacy=candidacy).first()
    if queries.stands_back(declared):
        sentence = _("You declared that you stand back from this person: the other members mark them.")
        raise NotAllowed(sentence, code="A.8")
    if declared is None and may_be_kin(member, candidacy.person):
        sentence = _("This person bears your surname and comes from your village. Say first whether you are related.")
        raise refused("kinship_asked", sentence, "nature", source="A.8")


def _keep(
    actor: Actor, panel: Panel, member: Member, candidacy: Candidacy, marks: Points, version: int | None
) -> Sheet:
    rule = queries.kept_rule(panel)
    sheets = list(queries.sheets_of(panel).filter(candidacy=candidacy))
    own = next((sheet for sheet in sheets if sheet.member_id == member.pk), None)
    told = {"subject_id": candidacy.person_id, "structure_id": panel.campaign.opening.office_id}
    values = {"points": dict(marks), "total": sum(marks.values()), "typed_by": person(actor)}
    if own is not None:
        if rule.double and len(sheets) > 1:
            sentence = _("The other mark is in: yours stands as you handed it in.")
            raise WrongState(sentence, code="sheet.final")
        own.require_version(version)
        writing.rewrite(own, "panel_sheet.correct", actor=actor, values=values, **told)  # type: ignore[arg-type]
        return own
    where = standing([sheet.total for sheet in sheets], 0, rule) if rule.double else Standing.WAITING
    if rule.double and where is Standing.COMPLETE:
        raise WrongState(_("Two members have marked this person already."), code="sheet.twice")
    place = next(free for free in (1, 2, 3) if free not in {sheet.place for sheet in sheets}) if rule.double else None
    sheet = Sheet(member=member, candidacy=candidacy, place=place, **values)
    writing.create(sheet, "panel_sheet.hand_in", actor=actor, **told)  # type: ignore[arg-type]
    return sheet


def points_of(panel: Panel) -> dict[UUID, dict[str, int]]:
    """Return {candidacy: {line: thousandths}} of an opened panel: the means of the marks that count. One query.

    Raises WrongState before the marks are opened: nobody reads them earlier.
    """
    if panel.state != PanelState.OPENED:
        raise WrongState(_("The marks are not opened yet."), code="panel.closed")
    lines = [line.key for line in queries.marked_lines(queries.programme_of(panel.campaign))]
    found: dict[UUID, list[Points]] = {}
    for key, points in queries.sheets_of(panel).values_list("candidacy_id", "points").iterator(chunk_size=5000):
        found.setdefault(key, []).append(points)
    rule = queries.kept_rule(panel)
    return {key: settled(sheets, lines, rule) for key, sheets in found.items()}


@transaction.atomic
def open_marks(*, actor: Actor, panel_id: UUID) -> Panel:
    """Open the marks of a panel once every mark is in, and move its files on: all of them, or none.

    Raises NotAllowed, WrongState, RuleRefused with what is missing, BusinessError naming files that cannot move.
    """
    panel = locked(panel_id)
    office = panel.campaign.opening.office_id
    PANELS.require(actor, "open", office)
    PANEL.check("open", panel.state)
    state = queries.marks_state(panel)
    if not state.all_in:
        raise RuleRefused(_missing(state, panel))
    keys = list(queries.candidates_of(panel).values_list("pk", flat=True))
    PANEL.apply(panel, "open", actor=actor, structure_id=office, values={"opened_on": actor.today})
    eliminated = _eliminated(panel)
    endings = {key: "eliminated" if key in eliminated else "marked" for key in keys}
    with signing(panel.campaign_id, endings):
        for ending in ("marked", "eliminated"):
            _move(actor, [key for key in keys if endings[key] == ending], panel.step, ending)
    return panel


def _missing(state: queries.MarksState, panel: Panel) -> list[Finding]:
    found = []
    if not state.candidates:
        found.append(Finding("marks_none", _("No file is before this panel.")))
    if state.undeclared:
        names = ", ".join(member.name for member in state.undeclared)
        sentence = _("These members have not declared their conflicts of interest: %(names)s.") % {"names": names}
        found.append(Finding("conflicts_declared", sentence, source="A.8"))
    if state.short:
        receipts = ", ".join(row.number for row in state.short[:10])
        sentence = _(
            "Too few members can mark these files, because others stand back: %(receipts)s. Seat a substitute."
        )
        found.append(Finding("marks_quorum", sentence % {"receipts": receipts, "quorum": panel.quorum}, source="A.8"))
    waiting = state.candidates - state.complete - state.third
    if waiting:
        sentence = ngettext("%(n)d file is not marked by all yet.", "%(n)d files are not marked by all yet.", waiting)
        found.append(Finding("marks_waiting", sentence % {"n": waiting}))
    if state.third:
        sentence = ngettext(
            "%(n)d file needs a third mark: the first two differ too much.",
            "%(n)d files need a third mark: the first two differ too much.",
            state.third,
        )
        found.append(Finding("marks_third", sentence % {"n": state.third}))
    return found


def _eliminated(panel: Panel) -> set[UUID]:
    """Return the files whose marks alone cannot reach the least total, where the programme ends them here."""
    programme = queries.programme_of(panel.campaign)
    grid, step = queries.grid_of(programme), programme.steps[panel.step]
    if grid is None or grid.pass_mark is None or "eliminated" not in step.on:
        return set()
    others = sum(line.weight for line in grid.lines if line.input not in queries.MARKED_INPUTS) * POINT
    least = grid.pass_mark * POINT
    return {key for key, points in points_of(panel).items() if sum(points.values()) + others < least}


def _move(actor: Actor, keys: Sequence[UUID], step: str, ending: str) -> None:
    """Close the panel's step of these files through the candidacies' own door; one refused undoes the whole."""
    for begin in range(0, len(keys), MOST):
        lines = move_many(actor=actor, candidacy_ids=keys[begin : begin + MOST], step=step, ending=ending)
        refusals = grouped((line.candidacy.number, line.refusal) for line in lines if line.refusal)
        if refusals:
            raise BusinessError(" ".join(refusals[:5]), code="panel.move")
