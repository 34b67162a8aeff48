"""What the service writes to people convened before a panel, or called from the reserve; whoever no message reaches is called."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.selection.actions import note_told
from baarasira.selection.queries import runs

from .calls import ask_call
from .campaign_notices import notice_text, tell_end, tell_step
from .models import Message
from .notices import tell

AT_ONCE = 500
"""How many people are told in one go of the clock."""


def tell_convened(actor: Actor, *, candidacy_id: UUID, hearing_id: UUID, starts_at: datetime, place: str) -> None:
    """Tell a candidate where and when they are heard."""
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "come on {day} at {hour}, {place}")
        day, hour = _said(starts_at)
        _tell(
            actor,
            candidacy_id,
            "campaign.convene",
            words.format(day=day, hour=hour, place=place),
            f"hearing:{hearing_id}",
        )


def tell_called(actor: Actor, *, candidacy_id: UUID, call_id: UUID, answer_by: datetime) -> None:
    """Tell somebody of the reserve that a seat is theirs if they answer in time."""
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "a seat for you: answer before {day} at {hour}")
        day, hour = _said(answer_by)
        _tell(actor, candidacy_id, "campaign.reserve", words.format(day=day, hour=hour), f"reserve:{call_id}")


@transaction.atomic
def tell_results(*, actor: Actor) -> int:
    """Tell the next people of a published run how the selection ended for them (the clock); return how many.

    A run concerns thousands, and is signed in one stroke: they are told afterwards, a batch at a time, each once.
    """
    run = runs.to_tell()
    if run is None:
        return 0
    rows = runs.next_to_tell(run, AT_ONCE)
    for candidacy_id, state in rows.values():
        if state == CandidacyState.ENDED:
            tell_end(actor, candidacy_id=candidacy_id)
        else:
            tell_step(actor, candidacy_id=candidacy_id)
    note_told(actor=actor, run=run, through=max(rows, default=""))
    return len(rows)


def _said(moment: datetime) -> tuple[str, str]:
    there = timezone.localtime(moment)
    return date_format(there.date(), "d/m/Y"), f"{there:%H:%M}"


def _tell(actor: Actor, candidacy_id: UUID, template: str, state: str, about: str) -> None:
    candidacy = Candidacy.objects.select_related("person__office").get(pk=candidacy_id)
    person = candidacy.person
    prefetch_related_objects([person], "phones")
    text = notice_text(candidacy.number, state, person)
    if tell(actor, person, template, text, once=about) is None and not Message.objects.filter(about=about).exists():
        ask_call(actor=actor, person=person, template=template, about=about, text=text)
