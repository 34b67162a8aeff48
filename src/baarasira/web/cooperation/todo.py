"""What is to be done with an agreement: the one column of the list, and the notices of its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from baarasira.cooperation.enums import ENDED, AgreementState, OpinionSense
from baarasira.cooperation.models import Agreement
from baarasira.web.shell.components.text import short_date

_RUNNING = {AgreementState.IN_FORCE, AgreementState.SUSPENDED}


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: in a word, with its tone, and where."""

    word: str
    tone: str
    url: str


def todos_of(agreement: Agreement, today: date, ending_by: date) -> Sequence[Todo]:
    """Return what is to be done, late first; the agreement comes with its opinions and open suspensions prefetched.

    `ending_by` is the day up to which an end is announced (`queries.ending_before`).
    """
    file = reverse("cooperation:file", args=[agreement.pk])
    found: list[Todo] = []
    if agreement.state in _RUNNING and agreement.next_meeting_on is not None and agreement.next_meeting_on < today:
        words = _("Meeting overdue since %(day)s") % {"day": short_date(agreement.next_meeting_on)}
        found.append(Todo(words, "late", reverse("cooperation:meeting", args=[agreement.pk])))
    if agreement.state in _RUNNING and agreement.ends_on is not None and agreement.ends_on <= ending_by:
        words = _("Ends on %(day)s") % {"day": short_date(agreement.ends_on)}
        found.append(Todo(words, "wait", file))
    if agreement.state == AgreementState.SUSPENDED:
        asked = any(row.lifted_on is None and row.lift_asked_on is not None for row in agreement.suspensions.all())
        if asked:
            found.append(Todo(_("Lifting to confirm"), "wait", reverse("cooperation:lift", args=[agreement.pk])))
    return [*found, *_missing(agreement), *_next(agreement, file)]


def _missing(agreement: Agreement) -> list[Todo]:
    """Return the visa and the opinion that a campaign would wait for."""
    if agreement.state in ENDED or agreement.state in {AgreementState.DRAFT, AgreementState.NEGOTIATION}:
        return []
    found: list[Todo] = []
    if agreement.needs_visa and agreement.visa_on is None:
        url = reverse("cooperation:act", args=[agreement.pk, "visa"])
        found.append(Todo(_("Visa of the ministry awaited"), "wait", url))
    newest = next(iter(agreement.opinions.all()), None)
    if agreement.needs_opinion and (newest is None or newest.sense != OpinionSense.FAVOURABLE):
        url = reverse("cooperation:opinion", args=[agreement.pk])
        found.append(Todo(_("Favourable opinion of the consulate awaited"), "wait", url))
    return found


def _next(agreement: Agreement, file: str) -> list[Todo]:
    words = {
        AgreementState.DRAFT: _("Negotiation to open"),
        AgreementState.NEGOTIATION: _("Signature to record"),
        AgreementState.SIGNED: _("To be brought into force"),
    }
    state = AgreementState(agreement.state)
    return [Todo(words[state], "neutral", file)] if state in words else []
