"""Closing the list of a campaign: every applicant with the score and the cells that quotas read, written once and hashed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.stored import insert_all
from baarasira.openings.actions.campaign_doors import locked
from baarasira.openings.actions.running import begin_selection
from baarasira.openings.enums import CampaignState
from baarasira.openings.models import Campaign
from baarasira.programmes.compiled.model import Grid, Programme, Step
from baarasira.programmes.enums import SeatMethod

from .. import applicants_file
from ..applicants_file import Line
from ..enums import OPEN_RUNS, PanelState, RunState
from ..facts import Known, Sources, known
from ..marks import POINT
from ..models import Entry, Panel, Run, RunFile
from ..policies import RUNS
from ..queries.panels import MARKED_INPUTS, grid_of
from ..reasons import person, refused
from ..rules_of import columns_read, reserve_length
from ..transitions import RUN
from .marking import points_of

LIST = "applicants.csv"
_OPEN = {CampaignState.PRESELECTION, CampaignState.SELECTION}


def selection_step(programme: Programme) -> Step:
    """Return the step of selection. Raises RuleRefused for a programme that chooses nobody this way."""
    step = programme.step_of_kind("selection")
    if step is None or programme.seats is None:
        raise refused("run_no_selection", _("The programme of this campaign has no selection."))
    return step


@transaction.atomic
def close_list(*, actor: Actor, campaign: Campaign, version: int | None = None) -> Run:
    """Close the list of a campaign and hash it; the campaign's selection begins.

    Everybody who may still come to the selection must have come to it. Raises NotAllowed, Stale, WrongState (applications
    open, a run under way or published), RuleRefused (files still before the selection, nobody on the list).
    """
    stored = locked(campaign, version)
    RUNS.require(actor, "close_list", stored.opening.office_id)
    programme = stored.programme_version.compiled
    step = selection_step(programme)
    _require_closable(stored)
    _require_all_there(stored, programme, step)
    if stored.state == CampaignState.PRESELECTION:
        begin_selection(actor=actor, campaign=stored)
    entries = _entries(stored, programme, step)
    if not entries:
        raise refused("list_empty", _("Nobody is on the list: no file has come to the selection."))
    return keep_list(actor=actor, campaign=stored, entries=entries)


def _require_closable(campaign: Campaign) -> None:
    runs = Run.objects.filter(campaign=campaign)
    last = runs.filter(state__in=OPEN_RUNS).first()
    if last is not None:
        sentence = _("The list is closed already: it is that of run %(number)d, and no longer changes.")
        raise WrongState(sentence % {"number": last.number}, code="run.listed")
    if runs.filter(state=RunState.PUBLISHED).exists():
        sentence = _("The selection of this campaign is signed and published. Only an appeal upheld makes another run.")
        raise WrongState(sentence, code="run.published")
    if campaign.state not in _OPEN:
        raise WrongState(
            _("The list is closed once applications are, and before the selection is signed. Look at the campaign."),
            code="run.close_list",
        )


def _require_all_there(campaign: Campaign, programme: Programme, step: Step) -> None:
    """Refuse while files stand at a step before the selection: nobody is left out because a paper was slow."""
    order = list(programme.steps)
    before = set(order[: order.index(step.key)])
    rows = Candidacy.objects.filter(opening_id=campaign.pk, state=CandidacyState.UNDER_WAY).exclude(step=step.key)
    waiting = Counter(key for key in rows.order_by().values_list("step", flat=True) if key in before)
    found = []
    for key in order:
        if waiting[key]:
            words = {"n": waiting[key], "step": programme.steps[key].title}
            sentence = ngettext(
                "%(n)d file still stands at “%(step)s”. Bring it to the selection, or to its end.",
                "%(n)d files still stand at “%(step)s”. Bring each to the selection, or to its end.",
                waiting[key],
            )
            found.append(Finding("list_waiting", sentence % words))
    if found:
        raise RuleRefused(found)


def on_the_list(campaign: Campaign, step: Step) -> Iterable[Known]:
    """Return the applicants who stand at the selection, in the order they applied."""
    return known(Candidacy.objects.filter(opening_id=campaign.pk, state=CandidacyState.UNDER_WAY, step=step.key))


def _entries(campaign: Campaign, programme: Programme, step: Step) -> list[Entry]:
    people = list(on_the_list(campaign, step))
    return entries_of(campaign, programme, people, _marks(campaign, programme, people))


def _marks(campaign: Campaign, programme: Programme, people: Sequence[Known]) -> Mapping[UUID, Mapping[str, int]]:
    """Return the points given by the panels; RuleRefused when somebody on the list was not marked."""
    grid = grid_of(programme)
    if grid is None or not any(line.input in MARKED_INPUTS for line in grid.lines):
        return {}
    marks: dict[UUID, dict[str, int]] = {}
    for panel in Panel.objects.filter(campaign=campaign, state=PanelState.OPENED).select_related(
        "campaign__programme_version"
    ):
        marks.update(points_of(panel))
    missing = [row.receipt for row in people if row.candidacy_id not in marks]
    if missing:
        words = {"n": len(missing), "receipts": ", ".join(missing[:10])}
        sentence = ngettext(
            "%(n)d file has no marks of an opened panel: %(receipts)s.",
            "%(n)d files have no marks of an opened panel: %(receipts)s.",
            len(missing),
        )
        raise refused("list_unmarked", sentence % words)
    return marks


def entries_of(
    campaign: Campaign, programme: Programme, people: Sequence[Known], marks: Mapping[UUID, Mapping[str, int]]
) -> list[Entry]:
    """Return the entries of these people, not stored yet and without their run: lines, score and cells."""
    sources, grid = Sources(campaign, people), grid_of(programme)
    lines = [line for line in grid.lines if line.input not in MARKED_INPUTS] if grid else []
    columns = columns_read(programme, campaign)
    by_order = programme.seats is not None and programme.seats.method == SeatMethod.ORDER
    out = []
    for place, row in enumerate(people):
        points = {**sources.points(lines, row), **marks.get(row.candidacy_id, {})}
        score = len(people) - place if by_order else sum(points.values())
        if _below(grid, score, by_order=by_order):
            continue
        cells = sources.cells(columns, row)
        out.append(Entry(candidacy_id=row.candidacy_id, receipt=row.receipt, score=score, points=points, cells=cells))
    return out


def _below(grid: Grid | None, score: int, *, by_order: bool) -> bool:
    """Tell whether a score is under the least total that the grid asks for."""
    return grid is not None and not by_order and grid.pass_mark is not None and score < grid.pass_mark * POINT


def line_of(entry: Entry) -> Line:
    """Return an entry as a line of the applicants' file."""
    return Line(entry.receipt, entry.score, entry.cells)


def list_text(run: Run, entries: Iterable[Entry]) -> str:
    """Return the canonical applicants' file of a run's entries."""
    return applicants_file.written(map(line_of, entries), run.columns, scored=run.method != SeatMethod.DRAW)


def keep_list(*, actor: Actor, campaign: Campaign, entries: Sequence[Entry], former: Run | None = None) -> Run:
    """Store a closed list as the next run of a campaign, within the caller's act."""
    programme = campaign.programme_version.compiled
    seats, given = campaign.opening.seats, programme.seats
    last = Run.objects.filter(campaign=campaign).order_by("-number").values_list("number", flat=True).first() or 0
    run = Run(
        campaign=campaign,
        number=last + 1,
        method=given.method if given else SeatMethod.OPTIMUM,
        former=former,
        closed_at=actor.at,
        closed_by=person(actor),
        applicants=len(entries),
        columns=list(applicants_file.columns_of(columns_read(programme, campaign))),
        seats=seats,
        reserve=reserve_length(programme, seats),
        reserve_by=given.reserve_by if given else "",
    )
    text = list_text(run, entries)
    run.sha256 = applicants_file.digest(text)
    RUN.begin(run, "close_list", actor=actor, structure_id=campaign.opening.office_id)
    for entry in entries:
        entry.run = run
    insert_all(entries)
    insert_all([RunFile(run=run, name=LIST, text=text, sha256=run.sha256)])
    return run
