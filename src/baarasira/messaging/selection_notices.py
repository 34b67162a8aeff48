"""What the service writes to people convened before a panel, or called from the reserve; whoever no message reaches is called."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor

from .calls import ask_call
from .campaign_notices import notice_text
from .models import Message
from .notices import tell


def tell_convened(actor: Actor, *, candidacy_id: UUID, hearing_id: UUID, starts_at: datetime, place: str) -> None:
    """Tell a candidate where and when they are heard."""
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "come on {day} at {hour}, {place}, with your receipt")
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
        words = pgettext("sms", "a seat is free for you. Answer at your office before {day} at {hour}")
        day, hour = _said(answer_by)
        _tell(actor, candidacy_id, "campaign.reserve", words.format(day=day, hour=hour), f"reserve:{call_id}")


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
