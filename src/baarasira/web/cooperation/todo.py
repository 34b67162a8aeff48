"""What is to be done with an agreement: the one column of the list, and the notices of its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baarasira.cooperation.enums import ENDED, PREPARED, AgreementState, OpinionSense
from baarasira.cooperation.models import Agreement
from baarasira.cooperation.policies import AGREEMENTS
from baarasira.kernel.actor import Actor
from baarasira.web.shell.components.text import short_date

_RUNNING = {AgreementState.IN_FORCE, AgreementState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: in a word, with its tone, and where."""

    word: str
    tone: str
    url: str


def todos_of(actor: Actor, agreement: Agreement, ending_by: date) -> Sequence[Todo]:
    """Return what is to be done, late first; the agreement comes with its opinions and open suspensions prefetched.

    Each leads to where it is done, or to the file for whoever does not do it. `ending_by` is the day up to which an end is
    announced (`queries.ending_before`).
    """

    def place(action: str, route: str, *extra: str) -> str:
        """Return where the action is done, for who may; else the file."""
        may = AGREEMENTS.allows(actor, action, agreement.office_id)
        return reverse(f"cooperation:{route if may else 'file'}", args=[agreement.pk, *(extra if may else ())])

    found: list[Todo] = []
    if (
        agreement.state in _RUNNING
        and agreement.next_meeting_on is not None
        and agreement.next_meeting_on < actor.today
    ):
        found.append(Todo(_("Meeting overdue"), "late", place("meet", "meeting")))
    if agreement.state in _RUNNING and agreement.ends_on is not None and agreement.ends_on <= ending_by:
        words = _("Ends on %(day)s") % {"day": short_date(agreement.ends_on)}
        found.append(Todo(words, "wait", place("view", "file")))
    if agreement.state == AgreementState.SUSPENDED:
        asked = any(row.lifted_on is None and row.lift_asked_on is not None for row in agreement.suspensions.all())
        if asked:
            found.append(Todo(_("Lifting to confirm"), "wait", place("confirm_lift", "lift")))
    if _waits_for_visa(agreement):
        found.append(Todo(_("Visa awaited"), "wait", place("opine", "act", "visa")))
    if _waits_for_opinion(agreement):
        found.append(Todo(_("Consular opinion awaited"), "wait", place("opine", "opinion")))
    if (words := _NEXT.get(AgreementState(agreement.state))) is not None:
        found.append(Todo(str(words), "neutral", place("view", "file")))
    return found


_NEXT = {
    AgreementState.DRAFT: gettext_lazy("Negotiation to open"),
    AgreementState.NEGOTIATION: gettext_lazy("Signature to record"),
    AgreementState.SIGNED: gettext_lazy("To be brought into force"),
}


def _waits_for_visa(agreement: Agreement) -> bool:
    return agreement.state not in {*ENDED, *PREPARED} and agreement.needs_visa and agreement.visa_on is None


def _waits_for_opinion(agreement: Agreement) -> bool:
    if agreement.state in {*ENDED, *PREPARED} or not agreement.needs_opinion:
        return False
    newest = next(iter(agreement.opinions.all()), None)
    return newest is None or newest.sense != OpinionSense.FAVOURABLE
