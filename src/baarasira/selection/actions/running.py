"""A run: the seed after the list, the proposal, two signatures, publication; every file moves at once or none does."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.accounts.models import User
from baarasira.candidacies.actions import close_all
from baarasira.engine import BadRules, NotProven, Selection
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import BusinessError, NotAllowed, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.stored import insert_all
from baarasira.openings.actions.running import sign_selection
from baarasira.openings.enums import CampaignState
from baarasira.programmes.queries import values_on

from .. import outcome, rules_file
from ..applicants_file import digest
from ..enums import OPEN_RUNS, Result, RunState
from ..models import QuotaChange, Run, RunFile, Seat
from ..outcome import Chosen
from ..policies import RUNS
from ..queries import runs as queries
from ..reasons import person, refused, words
from ..rules_of import rules_for
from ..signing import signing
from ..transitions import RUN
from ..working_days import working_day_after
from .corrections import apply_changes
from .doors import locked_run, signer
from .lists import LIST, line_of, list_text, on_the_list, selection_step

RULES = "rules.toml"
PUBLISHED = "selection.publish"
"""Emitted when a run is published: `object_id` the run."""


def _apply(run: Run, name: str, actor: Actor, values: dict[str, Any]) -> None:
    RUN.apply(run, name, actor=actor, structure_id=run.campaign.opening.office_id, values=values)


def _require_standing(run: Run) -> None:
    """Refuse while the campaign is suspended: a suspension stops its selection too."""
    if run.campaign.state == CampaignState.SUSPENDED:
        sentence = _("The campaign is suspended: its selection stands still until the suspension is lifted.")
        raise WrongState(sentence, code="run.suspended")


def verify_list(run: Run) -> str:
    """Return the text of the closed list after checking it: the file, its entries and the files of people agree.

    Raises BusinessError, with what differs in words, when anything changed since the list was hashed.
    """
    text = queries.file_text(run, LIST)
    entries = list(run.entries.order_by("receipt"))
    if digest(text) != run.sha256 or list_text(run, entries) != text:
        sentence = _(
            "The list is not the one that was hashed (run %(number)d): nothing is done with it. Tell the auditor."
        )
        raise BusinessError(sentence % {"number": run.number}, code="list.changed")
    if run.former_id is None:
        step = selection_step(run.campaign.programme_version.compiled)
        _require_same_people(run, {row.candidacy_id: row.receipt for row in on_the_list(run.campaign, step)}, entries)
    return text


def _require_same_people(run: Run, now: dict[Any, str], entries: list[Any]) -> None:
    """Refuse when somebody has left the selection, or come to it, since the list was closed."""
    then = {entry.candidacy_id: entry.receipt for entry in entries}
    gone = sorted(then[key] for key in then.keys() - now.keys())
    if gone:
        sentence = ngettext(
            "Since the list was closed, %(n)d file left the selection: %(receipts)s. The list does not change: abandon this "
            "run with its reason, and close the list again.",
            "Since the list was closed, %(n)d files left the selection: %(receipts)s. The list does not change: abandon this "
            "run with its reason, and close the list again.",
            len(gone),
        )
        raise BusinessError(sentence % {"n": len(gone), "receipts": ", ".join(gone[:10])}, code="list.changed")


@transaction.atomic
def fix_seed(*, actor: Actor, run: Run, seed: str, source: str, drawn_on: date, version: int | None = None) -> Run:
    """Fix the seed of a run: a number drawn in public after the list was closed, with where it can be checked.

    Raises NotAllowed, Stale, WrongState (no closed list waits for one, or it is fixed), RuleRefused.
    """
    stored = locked_run(run)
    RUNS.require(actor, "fix_seed", stored.campaign.opening.office_id)
    stored.require_version(version)
    _require_standing(stored)
    seed, source = " ".join(seed.split())[:200], " ".join(source.split())
    if not seed:
        raise refused("seed_missing", _("Type the number drawn, as it was read out."), "seed")
    if not stored.closed_at.date() <= drawn_on <= actor.today:
        sentence = _("The number is drawn after the list is closed (%(day)s) and before it is typed in.")
        raise refused("seed_day", sentence % {"day": f"{stored.closed_at:%d/%m/%Y}"}, "drawn_on")
    source = words(source, 260, "source")
    values = {
        "seed": seed,
        "seed_source": f"{source} ({drawn_on:%d/%m/%Y})",
        "seed_at": actor.at,
        "seed_by": person(actor),
    }
    _apply(stored, "fix_seed", actor, values)
    return stored


def _rules_text(run: Run) -> str:
    lines = [line_of(entry) for entry in run.entries.order_by("receipt")]
    rules = rules_for(
        run.campaign, seats=run.seats, seed=run.seed, reserve=run.reserve, reserve_by=run.reserve_by,
        lines=lines, changes=list(run.quota_changes.all()),
    )  # fmt: skip
    return rules_file.written(rules)


def compute(list_of: str, rules: str, method: str) -> Selection:
    """Run the engine; its refusals become sentences. Raises BusinessError."""
    try:
        return outcome.computed(list_of, rules, method)
    except BadRules as error:
        raise BusinessError(_("The rules cannot be used: %(why)s") % {"why": str(error)}, code="run.rules") from error
    except NotProven as error:
        sentence = _("No answer could be proven best: nothing is proposed. Tell those who maintain the engine.")
        raise BusinessError(sentence, code="run.not_proven") from error


@transaction.atomic
def propose(*, actor: Actor, run: Run, version: int | None = None) -> Run:
    """Run the selection on the closed list. Run again under the same rules, it returns the same row, unchanged.

    Where the quotas contradict each other nothing is proposed: the run keeps `conflict`, the least contradicting set.
    Raises NotAllowed, Stale, WrongState (no seed yet, signed), BusinessError when the list changed or nothing is proven.
    """
    stored = locked_run(run)
    RUNS.require(actor, "propose", stored.campaign.opening.office_id)
    stored.require_version(version)
    _require_standing(stored)
    if stored.state == RunState.LISTED:
        sentence = _(
            "Fix the seed first: the list is closed, then a number is drawn in public, then the selection is run."
        )
        raise WrongState(sentence, code="run.no_seed")
    RUN.check("propose", stored.state)
    text, rules = verify_list(stored), _rules_text(stored)
    if stored.state == RunState.PROPOSED and stored.rules_sha256 == digest(rules):
        return stored
    selection = compute(text, rules, stored.method)
    if selection.conflict:
        return _keep_conflict(actor, stored, selection)
    _keep_answer(actor, stored, selection, text, rules)
    return stored


def _keep_conflict(actor: Actor, run: Run, selection: Selection) -> Run:
    conflict = [
        {"name": selection.rules.quotas[one.quota].name, "bound": one.bound, "change": one.change}
        for one in selection.conflict
    ]
    office = run.campaign.opening.office_id
    writing.edit(run, "run.contradiction", actor=actor, values={"conflict": conflict}, structure_id=office)
    return run


def _keep_answer(actor: Actor, run: Run, selection: Selection, text: str, rules: str) -> None:
    run.places.all().delete()
    run.files.exclude(name=LIST).delete()
    texts = outcome.files(selection, text)
    insert_all(
        [RunFile(run=run, name=name, text=body, sha256=digest(body)) for name, body in {RULES: rules, **texts}.items()]
    )
    _keep_places(run, outcome.seats_of(selection), Result.SELECTED)
    _keep_places(run, outcome.reserve_of(selection), Result.RESERVE)
    values = {
        "computed_at": actor.at,
        "rules_sha256": digest(rules),
        "result_sha256": outcome.sealed(texts),
        "filled": selection.filled,
        "total": selection.total,
        "conflict": None,
    }
    _apply(run, "propose", actor, values)


def _keep_places(run: Run, rows: list[Chosen], result: str) -> None:
    wanted = [row.receipt for row in rows]
    entries = {
        receipt: key
        for begin in range(0, len(wanted), 500)
        for receipt, key in run.entries.filter(receipt__in=wanted[begin : begin + 500])
        .order_by()
        .values_list("receipt", "pk")
    }
    insert_all(
        [
            Seat(
                run=run,
                entry_id=entries[row.receipt],
                result=result,
                list=row.list,
                rank=row.rank,
                quotas=list(row.quotas),
            )
            for row in rows
        ]
    )


@transaction.atomic
def change_quota(
    *, actor: Actor, run: Run, quota: str, bound: str, value: int, reason: str, version: int | None = None
) -> QuotaChange:
    """Move one bound of one quota for this run, with the reason that is published beside it; the run is then run again.

    Raises NotAllowed, Stale, WrongState once signed, RuleRefused.
    """
    stored = locked_run(run)
    RUNS.require(actor, "change_quota", stored.campaign.opening.office_id)
    stored.require_version(version)
    if stored.state not in {RunState.LISTED, RunState.SEEDED, RunState.PROPOSED}:
        raise WrongState(_("This run is signed: its rules no longer change."), code="run.change_quota")
    lines = [line_of(entry) for entry in stored.entries.all()]
    rules = rules_for(
        stored.campaign, seats=stored.seats, seed="", reserve=0, reserve_by="", lines=lines,
        changes=list(stored.quota_changes.all()),
    )  # fmt: skip
    known = next((line for line in rules.quotas if line.name == quota), None)
    if known is None or bound not in {"min", "max"}:
        raise refused("quota_unknown", _("Choose a quota of this run and one of its bounds."), "quota")
    if value < 0:
        raise refused("quota_value", _("Enter how many seats, from 0."), "value")
    former = getattr(known, bound)
    change = QuotaChange(
        run=stored,
        quota=quota,
        bound=bound,
        former="" if former is None else str(former),
        value=value,
        reason=words(reason, 300),
        decided_by=person(actor),
    )
    writing.create(change, "run_quota.change", actor=actor, structure_id=stored.campaign.opening.office_id)
    if stored.state == RunState.PROPOSED:
        propose(actor=actor, run=stored)
    return change


@transaction.atomic
def sign(*, actor: Actor, run: Run, version: int | None = None) -> Run:
    """Sign a proposed run. The first signature waits for the second; the second, of another person, publishes the run and
    moves every file of the list, all at once or none.

    Raises NotAllowed when both are one person, whatever accounts they use (R-16), Stale, WrongState (not proposed, signed by
    both already), BusinessError when the list changed or a file cannot move.
    """
    stored = locked_run(run)
    RUNS.require(actor, "sign", stored.campaign.opening.office_id)
    stored.require_version(version)
    _require_standing(stored)
    who = person(actor)
    if stored.state == RunState.PROPOSED:
        verify_list(stored)
        values = {"first_by": who, "first_number": who.staff_number, "first_at": actor.at}
        _apply(stored, "sign", actor, values)
        return stored
    RUN.check("publish", stored.state)
    if same_person(stored.first_by, who):
        sentence = _(
            "You signed this selection yourself: another person signs it too. Ask the department or the direction."
        )
        raise NotAllowed(sentence, code="R-16")
    _publish(actor, stored, who)
    return stored


def _publish(actor: Actor, run: Run, who: User) -> None:
    """Check everything once more, move the files, publish."""
    text, rules = verify_list(run), queries.file_text(run, RULES)
    selection = compute(text, rules, run.method)
    if outcome.sealed(outcome.files(selection, text)) != run.result_sha256:
        sentence = _(
            "The selection run again is not the one that was signed first: nothing is published. Tell the auditor."
        )
        raise BusinessError(sentence, code="run.changed")
    _move_files(actor, run)
    if run.campaign.state == CampaignState.SELECTION:
        sign_selection(actor=actor, campaign=run.campaign)
    values = {
        "second_by": who,
        "second_number": who.staff_number,
        "published_at": actor.at,
        "appeals_until": appeals_until(run, actor.today),
    }
    _apply(run, "publish", actor, values)
    emit(Event(PUBLISHED, actor, run.pk, details={"campaign": run.campaign_id, "number": run.number}))


def appeals_until(run: Run, published_on: date) -> date | None:
    """Return the last day of appeals against a run published on a day, None where the programme knows none."""
    programme = run.campaign.programme_version.compiled
    if programme.appeal is None:
        return None
    values = values_on(programme, published_on, country=run.campaign.opening.country)
    return working_day_after(published_on, values.of(programme.appeal.working_days))


def _move_files(actor: Actor, run: Run) -> None:
    """Move the files by the candidacies' own door: of a first run all of them, of a later one those whose result differs."""
    if run.former is not None:
        apply_changes(actor, run)
        return
    step = selection_step(run.campaign.programme_version.compiled)
    results = queries.results_of(run)
    everyone = {row.candidacy_id for row in on_the_list(run.campaign, step)}
    endings = {key: results.get(key, Result.NOT_SELECTED.value) for key in everyone}
    with signing(run.campaign_id, endings):
        close_all(actor=actor, first=signer(run), step=step.key, endings=endings)


@transaction.atomic
def abandon(*, actor: Actor, run: Run, reason: str, version: int | None = None) -> Run:
    """Abandon a run that is not published, with its reason; the list can then be closed again. Nothing is erased.

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    stored = locked_run(run)
    RUNS.require(actor, "abandon", stored.campaign.opening.office_id)
    stored.require_version(version)
    if stored.state not in OPEN_RUNS:
        raise WrongState(_("This run is decided: it is not abandoned any more."), code="run.abandon")
    reason = words(reason, 500)
    stored.applied_appeals.update(applied_in=None)  # the next run takes account of them
    _apply(stored, "abandon", actor.because(reason), {"reason": reason})
    return stored


def note_told(*, actor: Actor, run: Run, through: str) -> None:
    """Note through which receipt the people of a run were told; nobody left (an empty receipt) ends it."""
    RUNS.require(actor, "clock")
    values = {"told_through": through} if through else {"told_at": actor.at}
    Run.objects.filter(pk=run.pk).update(**values)
