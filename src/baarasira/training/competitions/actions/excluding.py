"""A candidate excluded for what was found out, a false diploma after the results: one proposes, another decides (R-16)."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused, second
from baarasira.candidacies.actions import close_for
from baarasira.candidacies.enums import CandidacyState
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.selection.signing import signing

from ...courses.actions import drop
from ...courses.enums import DropReason, EnrolmentState
from ..enums import CompetitionState, OfferState
from ..models import Competition, Exclusion, SeatOffer, Sitting
from ..transitions import EXCLUSION
from .doors import locked, reason_of, require, require_state
from .seating import end_offer, fill

EXCLUDED = "competition.exclude"
"""Emitted when a candidate is excluded: the subject is the person; `candidacy`, `session`."""
_KINDS = ("exam", "reserve_call", "session")


@transaction.atomic
def propose_exclusion(*, actor: Actor, sitting_id: UUID, reason: str, evidence: str) -> Exclusion:
    """Propose that a candidate be excluded, with what proves it (the letter of the school).

    Raises NotAllowed, WrongState, RuleRefused (no words, no evidence, excluded or proposed already).
    """
    sitting = Sitting.objects.select_related("candidacy").get(pk=sitting_id)
    competition = locked(sitting.competition_id)
    require(actor, "exclude", competition)
    if competition.state == CompetitionState.CLOSED:
        require_state(competition, *(state for state in CompetitionState if state != CompetitionState.CLOSED))
    if sitting.excluded_on is not None or sitting.exclusions.filter(state="proposed").exists():
        raise refused("excluded", _("This candidate is excluded, or the exclusion waits for its decision."))
    proof = " ".join(evidence.split())[:300]
    if not proof:
        raise refused("evidence", _("Name the letter or the answer that proves it, with its date."), "evidence")
    row = Exclusion(
        sitting=sitting, reason=reason_of(reason, "reason", 2000), evidence=proof, proposed_by=person_acting(actor),
        proposed_on=actor.today,
    )  # fmt: skip
    EXCLUSION.begin(
        row, "propose", actor=actor, subject_id=sitting.candidacy.person_id, structure_id=competition.structure_id
    )
    return row


@transaction.atomic
def decide_exclusion(*, actor: Actor, exclusion_id: UUID, exclude: bool) -> Exclusion:
    """Exclude a candidate, or do not: another person than who proposed it. A seat they held passes to the next.

    Raises NotAllowed, WrongState when it is decided already.
    """
    row = Exclusion.objects.select_related("sitting__candidacy", "proposed_by").get(pk=exclusion_id)
    competition = locked(row.sitting.competition_id)
    require(actor, "confirm_exclusion", competition)
    name = "confirm" if exclude else "reject"
    EXCLUSION.check(name, row.state)
    who = second(actor, row.proposed_by, _("You proposed this exclusion: another person decides it."))
    EXCLUSION.apply(
        row, name, actor=actor, subject_id=row.sitting.candidacy.person_id, structure_id=competition.structure_id,
        values={"decided_by": who, "decided_on": actor.today},
    )  # fmt: skip
    if exclude:
        _exclude(actor, competition, row.sitting)
    return row


def _exclude(actor: Actor, competition: Competition, sitting: Sitting) -> None:
    candidacy = sitting.candidacy
    writing.edit(
        sitting, "competition_sitting.exclude", actor=actor, values={"excluded_on": actor.today},
        subject_id=candidacy.person_id, structure_id=competition.structure_id,
    )  # fmt: skip
    candidacy.refresh_from_db()
    if candidacy.state == CandidacyState.UNDER_WAY:
        kind = candidacy.steps.get(closed_at__isnull=True).kind
        if kind in _KINDS:
            with signing(competition.campaign_id, {candidacy.pk: "excluded"}):
                close_for(actor=actor, candidacy_id=candidacy.pk, kind=kind, ending="excluded")
    offer = SeatOffer.objects.filter(sitting=sitting, state__in=[OfferState.WAITING, OfferState.CONFIRMED]).first()
    if offer is not None:
        end_offer(actor, competition, offer, "exclude")
    for enrolment in candidacy.enrolments.filter(state=EnrolmentState.ENROLLED):
        drop(
            actor=actor, enrolment_id=enrolment.pk, reason=DropReason.OTHER, on=actor.today,
            note=_("Excluded from the competition that gave the seat."),
        )  # fmt: skip
    details = {"candidacy": candidacy.pk, "session": competition.session_id}
    emit(Event(EXCLUDED, actor, sitting.pk, subject_id=candidacy.person_id, details=details))
    fill(actor, competition)
