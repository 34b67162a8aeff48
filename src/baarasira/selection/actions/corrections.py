"""A run made after appeals were upheld: the same seed, the list with what they correct, and only the files that change move."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.actions import close_all, put_back
from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, WrongState
from baarasira.openings.actions.campaign_doors import locked
from baarasira.openings.models import Campaign
from baarasira.programmes.enums import OutcomeKind

from ..enums import OPEN_RUNS, AppealState, CallState, CorrectionKind, Result
from ..facts import known
from ..models import Appeal, Correction, Entry, ReserveCall, Run, Seat
from ..policies import APPEALS
from ..queries import runs as queries
from ..queries.panels import marked_lines
from ..reasons import person
from ..signing import signing
from ..transitions import RUN
from .doors import signer
from .lists import entries_of, keep_list, selection_step


def to_apply(run: Run) -> list[Appeal]:
    """Return the appeals against a run that were upheld and of which no run takes account yet, the oldest first."""
    rows = Appeal.objects.filter(run=run, state=AppealState.UPHELD, applied_in__isnull=True)
    return list(rows.select_related("candidacy__person").prefetch_related("corrections").order_by("id"))


@transaction.atomic
def correct_list(*, actor: Actor, campaign: Campaign) -> Run:
    """Make the next run of a campaign out of the one in force and the appeals upheld: new list, new hash, the same seed.

    It is then run, signed by two and published as the first was. Raises NotAllowed, WrongState when nothing is to correct.
    """
    stored = locked(campaign)
    APPEALS.require(actor, "apply", stored.opening.office_id)
    former = queries.in_force(stored)
    if former is None or Run.objects.filter(campaign=stored, state__in=OPEN_RUNS).exists():
        raise WrongState(
            _("No published list waits for a correction, or one is under way already."), code="run.correct"
        )
    appeals = to_apply(former)
    if not appeals:
        raise WrongState(_("No appeal against this list was upheld."), code="run.correct")
    run = keep_list(actor=actor, campaign=stored, entries=_corrected(stored, former, appeals), former=former)
    run.campaign = stored
    Appeal.objects.filter(pk__in=[appeal.pk for appeal in appeals]).update(applied_in=run)
    source = _("the same number as run %(number)d: %(source)s") % {
        "number": former.number,
        "source": former.seed_source,
    }
    values = {"seed": former.seed, "seed_source": source[:300], "seed_at": actor.at, "seed_by": person(actor)}
    RUN.apply(run, "fix_seed", actor=actor, structure_id=stored.opening.office_id, values=values)
    return run


def _corrected(campaign: Campaign, former: Run, appeals: Sequence[Appeal]) -> list[Entry]:
    """Return the entries of the former list with what the appeals correct, not stored yet."""
    rows = {
        row.candidacy_id: Entry(
            candidacy_id=row.candidacy_id,
            receipt=row.receipt,
            score=row.score,
            points=dict(row.points),
            cells=row.cells,
        )
        for row in former.entries.all()
    }
    for appeal in appeals:
        corrections = list(appeal.corrections.all())
        kinds = {item.kind for item in corrections}
        if CorrectionKind.REMOVED in kinds:
            rows.pop(appeal.candidacy_id, None)
            continue
        if CorrectionKind.ADMITTED in kinds:
            rows[appeal.candidacy_id] = _admitted(campaign, appeal, corrections)
            continue
        entry = rows[appeal.candidacy_id]
        entry.points = {**entry.points, **{item.line: item.value for item in corrections}}
        entry.score = sum(entry.points.values())
    return list(rows.values())


def _admitted(campaign: Campaign, appeal: Appeal, corrections: Sequence[Correction]) -> Entry:
    """Return the entry of somebody kept out wrongly: facts of the file, and the marks that the decision gives."""
    programme = campaign.programme_version.compiled
    people = known(Candidacy.objects.filter(pk=appeal.candidacy_id))
    marks = {item.line: item.value or 0 for item in corrections if item.kind == CorrectionKind.SCORE}
    found = entries_of(campaign, programme, people, {appeal.candidacy_id: marks})
    if not found:
        sentence = _("%(receipt)s stays under the least total of the grid even so.")
        raise BusinessError(sentence % {"receipt": appeal.candidacy.number}, code="run.correct")
    return found[0]


def lines_to_give(campaign: Campaign) -> list[str]:
    """Return the lines for which a decision that admits somebody gives the marks."""
    return [line.key for line in marked_lines(campaign.programme_version.compiled)]


def changes(run: Run) -> dict[UUID, tuple[str, str]]:
    """Return {candidacy: (former result, new result)} of what a run changes; "" for somebody who was not on the list."""
    before = _all_results(run.former) if run.former is not None else {}
    after = _all_results(run)
    return {
        key: (before.get(key, ""), after.get(key, Result.NOT_SELECTED.value))
        for key in before.keys() | after.keys()
        if before.get(key, "") != after.get(key, Result.NOT_SELECTED.value)
    }


def _all_results(run: Run) -> dict[UUID, str]:
    given = queries.results_of(run)
    keys = run.entries.order_by().values_list("candidacy_id", flat=True)
    return {key: given.get(key, Result.NOT_SELECTED.value) for key in keys}


def apply_changes(actor: Actor, run: Run) -> None:
    """Move the files whose result differs from the former run's, all at once or none (within the second signature).

    Somebody called from the reserve who accepted keeps the seat; whoever withdrew since is left as they are.
    """
    changed = changes(run)
    files = {row.pk: row for row in Candidacy.objects.filter(pk__in=changed).select_related("person")}
    _require_movable(run, changed, files)
    endings = {key: after for key, (_before, after) in changed.items() if _moves(files[key])}
    step = selection_step(run.campaign.programme_version.compiled)
    with signing(run.campaign_id, endings):
        for key in endings:
            put_back(
                actor=actor,
                candidacy_id=key,
                step=step.key,
                because=_("appeal upheld (run %(number)d)") % {"number": run.number},
            )
        close_all(actor=actor, first=signer(run), step=step.key, endings=endings)


def _moves(candidacy: Candidacy) -> bool:
    """Tell whether a result that changes moves this file: not somebody who withdrew, nor who accepted a call."""
    if candidacy.state == CandidacyState.ENDED and candidacy.outcome_kind == OutcomeKind.WITHDRAWN:
        return False
    return not ReserveCall.objects.filter(candidacy=candidacy, state=CallState.ACCEPTED).exists()


def _require_movable(run: Run, changed: Mapping[UUID, tuple[str, str]], files: Mapping[UUID, Candidacy]) -> None:
    """Refuse when somebody who would lose the seat has left, or when more people would hold a seat than there are."""
    gone = sorted(
        files[key].number
        for key, (before, _after) in changed.items()
        if before == Result.SELECTED and files[key].departed_on is not None
    )
    if gone:
        sentence = _(
            "These people have left already and keep their seat: %(receipts)s. The direction decides what follows."
        )
        raise BusinessError(sentence % {"receipts": ", ".join(gone)}, code="run.departed")
    chosen = Seat.objects.filter(run=run, result=Result.SELECTED).values_list("entry__candidacy_id", flat=True)
    held = ReserveCall.objects.filter(
        run__campaign_id=run.campaign_id,
        state__in=[CallState.WAITING, CallState.ACCEPTED],
        candidacy__state=CandidacyState.UNDER_WAY,
    ).values_list("candidacy_id", flat=True)
    keys = {*chosen, *held}
    left = Candidacy.objects.filter(pk__in=keys, state=CandidacyState.ENDED, outcome_kind=OutcomeKind.WITHDRAWN)
    many = len(keys) - left.count()
    if many > run.seats:
        sentence = _(
            "%(n)d people would hold one of the %(seats)d seats: somebody called from the reserve has one already. Wait for "
            "the answers, or decide on another way."
        )
        raise BusinessError(sentence % {"n": many, "seats": run.seats}, code="run.seats")
