"""Decisions of the committee: written in session by one person, signed by another (R-16), told to the person."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.programmes.enums import Axis, Purpose
from baarasira.reintegration.cases.actions import advance
from baarasira.reintegration.cases.enums import CaseState
from baarasira.reintegration.cases.rules.funding import double_funding

from ..enums import Motive, Outcome, SessionState
from ..models import Hearing, Session
from ..policies import COMMITTEE
from ..queries import committee as queries
from ..transitions import PROJECT, SESSION
from . import doors

DECIDED = "project.decide"
"""Event: the committee decided on a project. `details`: `outcome`, `motive`, `axis` (redirected to), `hearing` (UUID)."""

_MOVES = {
    Outcome.GRANTED: "grant",
    Outcome.ADJOURNED: "adjourn",
    Outcome.REFUSED: "refuse",
    Outcome.REDIRECTED: "redirect",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is decided of a project: `amount` in whole francs when granted; `axis` where it is redirected."""

    outcome: str
    motive: str = ""
    words: str = ""
    axis: str = ""
    amount: int | None = None


@transaction.atomic
def propose_decision(*, actor: Actor, session_id: UUID, hearing_id: UUID, decision: Decision) -> Hearing:
    """Write in session what the committee decides of a project. Raises NotAllowed (who stands back), WrongState, RuleRefused."""
    session = _deciding(actor, session_id, "propose")
    hearing = doors.hearing_of(session, hearing_id)
    _require_unbound(actor, hearing)
    if hearing.decided_by_id is not None:
        raise WrongState(_("This decision is signed: it stands."), code="committee.signed")
    found = _faults(hearing, decision)
    if decision.outcome == Outcome.GRANTED:
        found += double_funding(hearing.project.person, Purpose.BUSINESS, on=actor.today)
    if found:
        raise RuleRefused(found)
    granted = decision.outcome == Outcome.GRANTED
    values = {
        "outcome": decision.outcome,
        "motive": "" if granted else decision.motive,
        "words": " ".join(decision.words.split())[:1000],
        "redirected": decision.axis if decision.outcome == Outcome.REDIRECTED else "",
        "amount": decision.amount if granted else None,
        "proposed_by": doors.person(actor),
        "heard": True,
    }
    writing.edit(hearing, "committee_hearing.propose", actor=actor, values=values, **doors.about(hearing.project))
    return hearing


def _deciding(actor: Actor, session_id: UUID, act: str) -> Session:
    session = doors.locked_session(session_id)
    COMMITTEE.require(actor, act, session.structure_id)
    if session.state != SessionState.OPENED:
        raise WrongState(_("The committee decides once the marks are opened, until the session is closed."))
    return session


def _require_unbound(actor: Actor, hearing: Hearing) -> None:
    """Refuse whoever declared that they stand back from the person: neither their marks nor their decision count."""
    if queries.bound_to(actor, hearing):
        sentence = _("You declared that you stand back from this person: others decide.")
        raise NotAllowed(sentence, code="C.5")


def _faults(hearing: Hearing, decision: Decision) -> list[Finding]:
    found = []
    if decision.outcome not in Outcome.values:
        return [Finding("outcome", _("Choose what is decided."), "outcome")]
    granted = decision.outcome == Outcome.GRANTED
    if not granted and decision.motive not in Motive.values:
        found.append(Finding("motive", _("Choose the motive: the letter says it to the person."), "motive"))
    if not granted and len(decision.words.split()) < 3:
        found.append(Finding("words", _("Write in a sentence what the person should know or do."), "words"))
    if decision.outcome == Outcome.ADJOURNED and hearing.project.adjournments:
        sentence = _("This project was adjourned once already: grant it, refuse it, or redirect it.")
        found.append(Finding("adjourned_once", sentence, "outcome", source="C.5"))
    if decision.outcome == Outcome.REDIRECTED and decision.axis not in {Axis.SOCIAL, Axis.PLACEMENT}:
        found.append(Finding("axis", _("Choose the axis that is open to the person."), "axis", source="C.5"))
    asked = hearing.project.asked or 0
    if granted and not (decision.amount and 1 <= decision.amount <= asked):
        sentence = _("Write the amount granted, at most what is asked for.")
        found.append(Finding("amount", sentence, "amount"))
    return found


@transaction.atomic
def sign_decision(*, actor: Actor, session_id: UUID, hearing_id: UUID, version: int | None = None) -> Hearing:
    """Sign a decision that another person wrote, and move the project; what was funded meanwhile is asked once more.

    Raises NotAllowed (the same person, R-16; who stands back), Stale, WrongState, RuleRefused.
    """
    session = _deciding(actor, session_id, "sign")
    hearing = doors.hearing_of(session, hearing_id)
    hearing.require_version(version)
    _require_unbound(actor, hearing)
    if not hearing.outcome or hearing.proposed_by is None:
        raise doors.refused("not_proposed", _("Nothing is written yet to be signed."), source="R-16")
    if hearing.decided_by_id is not None:
        raise WrongState(_("This decision is signed already."), code="committee.signed")
    sentence = _("You wrote this decision yourself: another person signs it.")
    who = doors.second(actor, hearing.proposed_by, sentence)
    project = doors.locked_project(hearing.project_id)
    if hearing.outcome == Outcome.GRANTED and (
        found := double_funding(project.person, Purpose.BUSINESS, on=actor.today)
    ):
        raise RuleRefused(found)
    told = doors.about(project)
    values = {"decided_by": who, "decided_on": actor.today}
    writing.edit(hearing, "committee_hearing.sign", actor=actor, values=values, **told)
    adjourned = hearing.outcome == Outcome.ADJOURNED
    moved = {"adjournments": project.adjournments + 1} if adjourned else {"decided_on": actor.today}
    said = actor.because(hearing.words)
    PROJECT.apply(project, _MOVES[Outcome(hearing.outcome)], actor=said, values=moved, **told)
    if hearing.outcome != Outcome.GRANTED and project.case.state == CaseState.COMMITTEE:
        advance(actor=actor, case_id=project.case_id, name="return_to_plan")
    details = {"outcome": hearing.outcome, "motive": hearing.motive, "axis": hearing.redirected, "hearing": hearing.pk}
    emit(Event(DECIDED, actor, project.pk, subject_id=project.person_id, details=details))
    return hearing


@transaction.atomic
def close_session(*, actor: Actor, session_id: UUID) -> Session:
    """Close a session once every decision of its list is signed. Raises NotAllowed, WrongState, RuleRefused."""
    session = doors.locked_session(session_id)
    COMMITTEE.require(actor, "close", session.structure_id)
    SESSION.check("close", session.state)
    left = [row.project.title for row in session.hearings.filter(decided_by__isnull=True).select_related("project")]
    if left:
        sentence = _("These projects are not decided yet: %(titles)s.") % {"titles": ", ".join(left)}
        raise doors.refused("undecided", sentence)
    values = {"closed_by": doors.person(actor), "closed_on": actor.today}
    SESSION.apply(session, "close", actor=actor, structure_id=session.structure_id, values=values)
    return session
