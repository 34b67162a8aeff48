"""The way back: the return proved by a kind of evidence, even after the file has ended; whether the worker would go again."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.steps.deciding import close_for
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, RuleRefused, WrongState
from baarasira.kernel.papers import short_date
from baarasira.programmes.kinds import ReturnProof

from ..enums import LEFT, Stage
from ..models import Journey
from .common import change, owned


@transaction.atomic
def prove_return(
    *, actor: Actor, candidacy_id: UUID, on: date, proof: str, reference: str = "", left_on: date | None = None
) -> Journey:
    """Record the proof that somebody is back: which evidence, its number, the day; `left_on` the day they left the country of work.

    It closes the step of the return where the file stands there. Somebody whose file ended as not back, and who comes with a
    proof, is back from then on: the outcome of the file stays what it was. Raises NotAllowed, WrongState, RuleRefused (a
    return before the departure, a day to come, an evidence the programme does not take).
    """
    candidacy, journey = owned(actor, "follow", candidacy_id)
    if journey.stage not in LEFT or journey.stage == Stage.BACK:
        raise WrongState(_("No return is awaited of this person."), code="journey.no_return")
    _require_possible(actor, journey, on, proof, left_on)
    values: dict[str, object] = {"return_reference": " ".join(reference.split())[:60]}
    if left_on is not None:
        values["left_on"] = left_on
    if candidacy.state == CandidacyState.UNDER_WAY:
        change(journey, "journey.evidence", actor=actor, values=values)
        close_for(
            actor=actor, candidacy_id=candidacy.pk, kind="return", ending="returned", values={"on": on, "proof": proof}
        )
        journey.refresh_from_db()
        return journey
    values |= {
        "stage": Stage.BACK,
        "returned_on": on,
        "return_proof": proof,
        "left_on": left_on or journey.left_on or on,
    }
    change(journey, "journey.return", actor=actor, values=values)
    return journey


def _require_possible(actor: Actor, journey: Journey, on: date, proof: str, left_on: date | None) -> None:
    found, departed = [], journey.departed_on
    first = journey.arrived_on or departed
    if first is not None and on < first:
        sentence = (
            _("The return cannot be before the departure of %(day)s.")
            if journey.arrived_on is None
            else _("The return cannot be before the arrival of %(day)s.")
        )
        found.append(Finding("return_early", sentence % {"day": short_date(first)}, "on"))
    if on > actor.today:
        found.append(Finding("return_future", _("The day of the return is still to come."), "on"))
    if left_on is not None and not (first or left_on) <= left_on <= on:
        found.append(Finding("left_between", _("The day of leaving is between the arrival and the return."), "left_on"))
    taken = proofs_of(journey)
    if proof not in taken:
        found.append(Finding("return_proof", _("Choose what proves the return."), "proof"))
    if found:
        raise RuleRefused(found)


def proofs_of(journey: Journey) -> list[str]:
    """Return the kinds of evidence that the programme of a journey takes, in its order."""
    programme = journey.candidacy.opening.campaign.programme_version.compiled
    step = next((step for step in programme.steps.values() if step.kind == "return"), None)
    return list((step.parameters.get("proofs") if step is not None else None) or ReturnProof.values)


@transaction.atomic
def ask_willing(*, actor: Actor, candidacy_id: UUID, willing: bool) -> Journey:
    """Record whether somebody who left once would go again, as asked today. Raises NotAllowed, WrongState."""
    _candidacy, journey = owned(actor, "follow", candidacy_id)
    if journey.stage not in LEFT:
        raise WrongState(_("This person has not left yet."), code="journey.not_left")
    change(journey, "journey.ask_willing", actor=actor, values={"willing": willing, "willing_asked_on": actor.today})
    return journey
