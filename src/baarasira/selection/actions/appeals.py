"""Appeals against a published list: recorded in time, instructed, decided by somebody who did not sign the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.enums import Role
from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.programmes.enums import ActorRole

from ..enums import AppealState, CorrectionKind, RunState
from ..marks import read_mark
from ..models import Appeal, Correction, Entry, Run
from ..policies import APPEALS
from ..queries import runs as queries
from ..queries.panels import grid_of
from ..reasons import person, words
from ..transitions import APPEAL
from .corrections import lines_to_give

_LONGEST = 4000
_DECIDES: Mapping[str, str] = {
    ActorRole.DIRECTOR: Role.DIRECTOR,
    ActorRole.DEPARTMENT: Role.MIGRATION_DEPARTMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a decision says: upheld or not, in words, and what it corrects.

    `points` {line: points as typed} of the grid; `admitted` puts somebody on the list, `removed` takes them off it.
    """

    upheld: bool
    decision: str
    points: Mapping[str, str] = field(default_factory=dict)
    admitted: bool = False
    removed: bool = False


def _locked(appeal_id: UUID) -> Appeal:
    rows = Appeal.objects.select_for_update(of=("self",)).select_related(
        "candidacy__person",
        "run__campaign__opening",
        "run__campaign__programme_version",
        "run__first_by",
        "run__second_by",
    )
    return rows.get(pk=appeal_id)


def _told(appeal: Appeal) -> dict[str, UUID]:
    return {"subject_id": appeal.candidacy.person_id, "structure_id": appeal.run.campaign.opening.office_id}


@transaction.atomic
def record_appeal(*, actor: Actor, run: Run, candidacy: Candidacy, received_on: date, grounds: str) -> Appeal:
    """Record an appeal received within the working days after the publication. Raises NotAllowed, WrongState, RuleRefused."""
    if not APPEALS.allows(actor, "record", candidacy.office_id):
        APPEALS.require(actor, "record", run.campaign.opening.office_id)
    current = queries.in_force(run.campaign_id)
    if run.state != RunState.PUBLISHED or current is None or current.pk != run.pk or run.published_at is None:
        raise WrongState(_("One appeals against the list in force: the last one published."), code="appeal.run")
    found = []
    if candidacy.opening_id != run.campaign_id:
        found.append(Finding("appeal_file", _("This file is of another campaign."), "receipt"))
    if run.appeals_until is None:
        found.append(Finding("appeal_none", _("The programme of this campaign knows no appeal.")))
    elif not run.published_at.date() <= received_on <= min(actor.today, run.appeals_until):
        words_ = {"first": f"{run.published_at:%d/%m/%Y}", "last": f"{run.appeals_until:%d/%m/%Y}"}
        sentence = _("Appeals are received from %(first)s to %(last)s.") % words_
        found.append(Finding("appeal_late", sentence, "received_on", source="A.8"))
    if Appeal.objects.filter(run=run, candidacy=candidacy).exists():
        found.append(
            Finding("appeal_twice", _("An appeal of this person against this list is recorded already."), "receipt")
        )
    if found:
        raise RuleRefused(found)
    appeal = Appeal(
        run=run,
        candidacy=candidacy,
        received_on=received_on,
        grounds=words(grounds, _LONGEST, "grounds"),
        recorded_by=person(actor),
    )
    APPEAL.begin(appeal, "record", actor=actor, **_told(appeal))
    return appeal


@transaction.atomic
def instruct(*, actor: Actor, appeal_id: UUID, instruction: str, version: int | None = None) -> Appeal:
    """Record what the instruction of an appeal found. Raises NotAllowed, Stale, WrongState, RuleRefused."""
    appeal = _locked(appeal_id)
    APPEALS.require(actor, "instruct", appeal.run.campaign.opening.office_id)
    appeal.require_version(version)
    APPEAL.check("instruct", appeal.state)
    values = {"instruction": words(instruction, _LONGEST, "instruction"), "instructed_by": person(actor)}
    APPEAL.apply(appeal, "instruct", actor=actor, values=values, **_told(appeal))
    return appeal


@transaction.atomic
def decide(*, actor: Actor, appeal_id: UUID, ruling: Ruling, version: int | None = None) -> Appeal:
    """Decide an appeal. Whoever signed the list does not decide on it; what an appeal upheld corrects is kept with the
    former value, and changes the list by the next run (`corrections.correct_list`).

    Raises NotAllowed, Stale, WrongState, RuleRefused.
    """
    appeal = _locked(appeal_id)
    APPEALS.require(actor, "decide", appeal.run.campaign.opening.office_id)
    appeal.require_version(version)
    name = "uphold" if ruling.upheld else "reject"
    APPEAL.check(name, appeal.state)
    who = person(actor)
    _require_decider(actor, appeal)
    decision = words(ruling.decision, _LONGEST, "decision")
    corrections = _corrections(appeal, ruling) if ruling.upheld else []
    values = {"decision": decision, "decided_by": who, "decided_on": actor.today}
    APPEAL.apply(appeal, name, actor=actor, values=values, **_told(appeal))
    for correction in corrections:
        correction.author, correction.reason = who, decision[:500]
        writing.create(correction, "appeal_correction.decide", actor=actor, **_told(appeal))
    return appeal


def _require_decider(actor: Actor, appeal: Appeal) -> None:
    run = appeal.run
    who = person(actor)
    if same_person(run.first_by, who) or same_person(run.second_by, who):
        sentence = _("You signed this list: an appeal against it is decided by somebody else.")
        raise NotAllowed(sentence, code="R-16")
    rule = run.campaign.programme_version.compiled.appeal
    role = _DECIDES.get(rule.decided_by) if rule is not None else None
    if role is not None and not actor.scope({role}).covers(run.campaign.opening.office_id):
        sentence = _("The programme gives this decision to: %(role)s.") % {"role": Role(role).label}
        raise NotAllowed(sentence, code="appeal.decider")


def _corrections(appeal: Appeal, ruling: Ruling) -> list[Correction]:
    """Return what a decision corrects, not stored yet. Raises RuleRefused with every fault."""
    entry = Entry.objects.filter(run=appeal.run, candidacy=appeal.candidacy).first()
    found: list[Finding] = []
    out: list[Correction] = []
    if ruling.removed or ruling.admitted:
        kind = CorrectionKind.REMOVED if ruling.removed else CorrectionKind.ADMITTED
        if ruling.removed and (ruling.admitted or entry is None):
            found.append(Finding("correction_removed", _("Only somebody on the list is taken off it."), "removed"))
        if ruling.admitted and entry is not None:
            found.append(Finding("correction_admitted", _("This person is on the list already."), "admitted"))
        out.append(Correction(appeal=appeal, kind=kind))
    if not ruling.removed:
        out += _line_corrections(appeal, ruling, entry, found)
    if not ruling.removed and not ruling.admitted and entry is None:
        found.append(
            Finding("correction_nobody", _("This person is not on the list: admit them, with their marks."), "admitted")
        )
    if not out and not found:
        found.append(
            Finding(
                "correction_none", _("Say what the appeal upheld corrects: points of a line, or the list."), "points"
            )
        )
    if found:
        raise RuleRefused(found)
    return out


def _line_corrections(appeal: Appeal, ruling: Ruling, entry: Entry | None, found: list[Finding]) -> list[Correction]:
    campaign = appeal.run.campaign
    grid = grid_of(campaign.programme_version.compiled)
    lines = {line.key: line for line in grid.lines} if grid else {}
    out = []
    for key, text in ruling.points.items():
        if not text.strip():
            continue
        line = lines.get(key)
        value = read_mark(text, line.weight) if line is not None else None
        if line is None or value is None:
            most = line.weight if line is not None else 0
            title = line.title if line is not None else key
            sentence = _("%(title)s: enter points from 0 to %(most)d.") % {"title": title, "most": most}
            found.append(Finding("correction_points", sentence, key))
            continue
        former = entry.points.get(key, 0) if entry is not None else 0
        if entry is None or former != value:
            out.append(Correction(appeal=appeal, kind=CorrectionKind.SCORE, line=key, former=former, value=value))
    if ruling.admitted:
        given = {item.line for item in out}
        for key in lines_to_give(campaign):
            if key not in given:
                sentence = _("%(title)s: give the marks of the person admitted.") % {"title": lines[key].title}
                found.append(Finding("correction_missing", sentence, key))
    return out


def open_appeals(run: Run) -> int:
    """Return how many appeals against a run wait for a decision."""
    return Appeal.objects.filter(run=run, state__in=[AppealState.RECORDED, AppealState.INSTRUCTED]).count()
