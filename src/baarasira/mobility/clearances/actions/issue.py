"""Proposing a clearance, and issuing it by a second person: the rules, the number, the place in the lists, the signed code."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.candidacies.actions import close_all
from baarasira.candidacies.steps.reading import Road
from baarasira.candidacies.steps.reading import locked as locked_road
from baarasira.kernel import credentials, vault
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.credentials import Claims
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.events import Event, emit
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check

from ..enums import ClearanceState
from ..issuing import issuing
from ..models import Clearance
from ..policies import CLEARANCES
from ..rules import STEP, Case, case_of, findings, last_day
from ..transitions import CLEARANCE
from .doors import file_key, locked, person

KIND = "DepartureClearance"
ISSUED = "clearance.issue"
"""Emitted when a clearance is issued: `object_id` the clearance, details ``candidacy``, ``number``."""
_EMPLOYER_SHOWN = 60


@transaction.atomic
def propose(*, actor: Actor, candidacy_id: UUID) -> Clearance:
    """Propose to clear a file to leave; nothing is signed yet. A second proposal of the same file is refused.

    Raises NotAllowed, WrongState when one waits already, RuleRefused with everything that stands against it.
    """
    door(file_key(candidacy_id))
    road = locked_road(candidacy_id, actor.today)
    CLEARANCES.require(actor, "propose", road.candidacy.opening.office_id)
    who = person(actor)
    if road.candidacy.clearances.filter(state=ClearanceState.PROPOSED).exists():
        raise WrongState(
            _("A clearance of this file is proposed already: another person issues it."), code="clearance.twice"
        )
    _refuse(findings(case_of(road, actor.today)))
    return begin(actor, road, who, actor.at)


def begin(actor: Actor, road: Road, proposer: User, at: datetime, *, by_hand: bool = False) -> Clearance:
    """Store a proposal under its number, within the act of the caller, who asked policy and rules."""
    number = next_number(f"clearance:{at.year}")
    clearance = Clearance(
        number=with_check(f"AD{at.year % 100:02}-{number:06}-"),
        candidacy=road.candidacy,
        office=road.candidacy.opening.office,
        by_hand=by_hand,
        proposed_by=proposer,
        proposer_number=proposer.staff_number,
        proposed_at=at,
    )
    CLEARANCE.begin(clearance, "propose", actor=actor.because(""), **about(clearance))
    return clearance


def about(clearance: Clearance) -> dict[str, Any]:
    """Return whom and which structure the journal names."""
    return {"subject_id": clearance.candidacy.person_id, "structure_id": clearance.office_id}


def _refuse(found: list[Finding]) -> None:
    if found:
        raise RuleRefused(found)


@transaction.atomic
def issue(*, actor: Actor, clearance_id: UUID, address: str, expected_version: int | None = None) -> Clearance:
    """Issue a proposed clearance, by another person than the proposer; what the rules say is asked again.

    `address` is the public address its code leads to. The clearance in force of the same file, if there is one, is replaced;
    a file at its clearance step goes on to the departure. Two who issue at once issue once: the second finds it done. Raises
    NotAllowed (R-16), Stale, WrongState, RuleRefused with everything that stands against it, CodeTooLong.
    """
    clearance = locked(clearance_id)
    CLEARANCES.require(actor, "issue", clearance.office_id)
    clearance.require_version(expected_version)
    CLEARANCE.check("issue", clearance.state)
    who = person(actor)
    if same_person(clearance.proposed_by, who):
        raise NotAllowed(_("You proposed this clearance yourself: another person issues it."), code="R-16")
    case = case_of(locked_road(clearance.candidacy_id, actor.today), actor.today)
    _refuse(findings(case))
    return finish(actor, clearance, case, issuer=who, at=actor.at, address=address)


def finish(actor: Actor, clearance: Clearance, case: Case, *, issuer: User, at: datetime, address: str) -> Clearance:
    """Sign and store a clearance, replace the one before, let the file go on; the caller asked policy and rules.

    The place drawn holds in both status lists, and the code names the revocation list alone: that a clearance has served is read
    at the same place of the list of used ones, which the first names (docs/decisions/0019).
    """
    said = says(case)
    place = credentials.draw()
    token = credentials.issue(claims_of(clearance.number, said), place, address=address)
    credentials.code_text(address, token)
    values = {
        **said,
        "issued_by": issuer,
        "issuer_number": issuer.staff_number,
        "issued_at": at,
        "token": token,
        "status_id": place.status_id,
    }
    _replace(actor, clearance)
    CLEARANCE.apply(clearance, "issue", actor=actor.because(""), values=values, **about(clearance))
    if case.road.row.kind == STEP:
        first = clearance.proposed_by
        if same_person(first, actor.user if isinstance(actor.user, User) else None):
            first = issuer  # who enters a form by hand may be one of the two: the other one signed besides them
        with issuing(clearance.candidacy_id):
            endings = {clearance.candidacy_id: "cleared"}
            close_all(actor=actor, first=first, step=case.road.row.key, endings=endings)
    details = {"candidacy": clearance.candidacy_id, "number": clearance.number}
    emit(Event(ISSUED, actor, clearance.pk, subject_id=clearance.candidacy.person_id, details=details))
    return clearance


def says(case: Case) -> dict[str, Any]:
    """Return what a clearance says, by the names of its columns: who, for whom, where, from when, until when."""
    candidacy = case.road.candidacy
    holder = f"{candidacy.person.given_names} {candidacy.person.surname}"
    return {
        "holder": " ".join(holder.split()),
        "passport_end": passport_end(case),
        "employer": case.employer.name,
        "country": case.contract.country if case.contract is not None else candidacy.opening.country,
        "travel_on": case.travel_on,
        "insurance_from": case.journey.insurance_from if case.journey is not None else None,
        "valid_from": case.on,
        "valid_until": last_day(case),
    }


def passport_end(case: Case) -> str:
    """Return the last four characters of the passport's number, empty without one."""
    if case.passport is None or not case.passport.number_sealed:
        return ""
    number = vault.decrypt(case.road.candidacy.person_id, case.passport.number_sealed)
    return "".join(character for character in number.upper() if character.isalnum())[-4:]


def claims_of(number: str, said: dict[str, Any]) -> Claims:
    """Return what the code says of a clearance; the name of an employer longer than what is read at a glance is cut."""
    employer = said["employer"]
    if len(employer) > _EMPLOYER_SHOWN:
        employer = f"{employer[: _EMPLOYER_SHOWN - 1].rstrip()}…"
    subject = {
        "name": said["holder"],
        "passport": said["passport_end"],
        "employer": employer,
        "country": said["country"],
        "number": number,
    }
    return Claims(KIND, subject, said["valid_from"], said["valid_until"])


def _replace(actor: Actor, newer: Clearance) -> None:
    """Let a newer clearance take the place of the one in force of the same file, whose code is then refused as used."""
    former = Clearance.objects.filter(candidacy_id=newer.candidacy_id, state=ClearanceState.ISSUED).first()
    if former is None:
        return
    values = {"ended_at": actor.at, "ended_by": actor.user, "replaced_by": newer}
    CLEARANCE.apply(former, "supersede", actor=actor.because(""), values=values, **about(former))
    if former.status_id is not None:
        credentials.mark_used(former.status_id, actor.at)


def noon(day: date) -> datetime:
    """Return the middle of a day, for what was signed by hand on that day at an hour nobody wrote."""
    return datetime.combine(day, time(12), UTC)


__all__ = ["ISSUED", "about", "begin", "claims_of", "finish", "issue", "noon", "propose", "says"]
