"""The case on its road after the plan, and its end: moved by the rooms above, closed, reopened."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor
from baarasira.kernel.events import Event, emit
from baarasira.reference.parameters import CASE_CONTACT_DAYS
from baarasira.reference.queries import value

from ..enums import CaseState, Closing, ReferralState
from ..events import CLOSED, REOPENED, STARTED
from ..models import Case
from ..rules.closing import closing_findings
from ..rules.funding import same_people
from ..transitions import CASE
from . import doors
from .referring import withdraw_for

ADVANCES = frozenset({"submit", "return_to_plan", "fund", "start", "follow"})


@transaction.atomic
def advance(*, actor: Actor, case_id: UUID, name: str, on: date | None = None) -> Case:
    """Move a case: ``submit``, ``return_to_plan``, ``fund``, ``start`` (with the day `on`), ``follow``.

    Already there is not an error: the case is returned as it is, so that two rooms may both say it. Raises NotAllowed,
    WrongState.
    """
    if name not in ADVANCES:
        raise KeyError(name)
    case = doors.locked(actor, case_id, "advance")
    target = CASE.rows[name].target
    if case.state == target and name != "submit":
        return case
    if name in {"fund", "start"} and case.state == CaseState.PLAN and _by_committee(case):
        raise doors.refused(
            "committee_first", _("The committee decides on this axis before anything is paid or starts.")
        )
    values: dict[str, object] = {}
    if name == "start":
        day = on or actor.today
        if day > actor.today or (case.planned_on is not None and day < case.planned_on):
            raise doors.refused("start_day", _("The start lies between the signature of the plan and today."), "on")
        values["started_on"] = day
    CASE.apply(case, name, actor=actor, values=values, **doors.told(case))
    if name == "start":
        details = {"on": case.started_on}
        emit(Event(STARTED, actor, case.pk, subject_id=case.person_id, details=details))
    return case


def _by_committee(case: Case) -> bool:
    """Tell whether the programme of a case has a committee on its road."""
    return case.programme is not None and case.programme.compiled.step_of_kind("committee") is not None


@transaction.atomic
def close(*, actor: Actor, case_id: UUID, closing: str, words: str, version: int | None = None) -> Case:
    """Close a case and say how it ended (C.3); what partners still see of it is withdrawn.

    A success or a partial success asks that something was started. Raises NotAllowed, RuleRefused, WrongState, Stale.
    """
    case = doors.locked(actor, case_id, "close", version)
    closing = Closing(closing)
    if closing in {Closing.SUCCESS, Closing.PARTIAL} and case.state not in {CaseState.START, CaseState.FOLLOW_UP}:
        raise doors.refused("closing_early", _("Nothing was started: this case cannot end in a success."), "closing")
    doors.stop_at(closing_findings(case, closing))
    values = {
        "closing": closing,
        "closed_on": actor.today,
        "closed_by": doors.person_acting(actor),
        "closing_words": doors.words_of(words, 500, "words"),
    }
    CASE.apply(case, "close", actor=actor, values=values, **doors.told(case))
    open_ones = {ReferralState.TO_SEND, ReferralState.SENT, ReferralState.ACCEPTED}
    for referral in case.referrals.select_for_update().filter(state__in=open_ones):
        withdraw_for(actor.because(str(_("The case is closed."))), case, referral)
    emit(Event(CLOSED, actor, case.pk, subject_id=case.person_id, details={"closing": str(closing)}))
    return case


@transaction.atomic
def reopen(*, actor: Actor, case_id: UUID, reason: str, returned_on: date | None = None) -> Case:
    """Reopen a closed case: found again, or back after having left; its road goes on from the assessment.

    One closed before anybody had met the person goes back to the signal: the first contact falls due anew. After a departure
    the new return has its day. Raises NotAllowed, RuleRefused after a death, or where another case of the person stands,
    WrongState.
    """
    case = doors.locked(actor, case_id, "reopen")
    doors.in_force(case.person_id)
    if case.closing == Closing.DEATH:
        raise doors.refused("case_death", _("This case was closed by a death: record the error with the director."))
    others = Case.objects.filter(person_id__in=same_people(case.person)).exclude(pk=case.pk)
    if (other := others.exclude(state=CaseState.CLOSED).first()) is not None:
        sentence = _("This person has another case: %(number)s. Go on with that one.") % {"number": other.number}
        raise doors.refused("case_standing", sentence)
    left = case.closing == Closing.REMIGRATION
    if left and returned_on is None:
        raise doors.refused("return_missing", _("Write the day on which the person came back."), "returned_on")
    if returned_on is not None and (
        returned_on > actor.today or (case.closed_on and left and returned_on < case.closed_on)
    ):
        raise doors.refused("return_day", _("The new return lies between the closing and today."), "returned_on")
    values = {
        "closing": "", "closed_on": None, "closed_by": None, "closing_words": "", "reopened_on": actor.today,
        "returned_on": returned_on or case.returned_on,
    }  # fmt: skip
    met = case.contacted_on is not None
    if not met:
        values["contact_due"] = actor.today + timedelta(days=value(CASE_CONTACT_DAYS, actor.today))
    said = actor.because(doors.words_of(reason, 500))
    CASE.apply(case, "reopen" if met else "reopen_unmet", actor=said, values=values, **doors.told(case))
    emit(Event(REOPENED, actor, case.pk, subject_id=case.person_id))
    return case
