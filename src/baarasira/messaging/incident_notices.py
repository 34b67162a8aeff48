"""What the service writes about incidents to those on duty, and about a bar to whom it is against.

A message to an agent never says what happened nor to whom: it may be read on a phone left on a table.
"""

from uuid import UUID

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.mobility.incidents import duty
from baarasira.mobility.incidents.enums import Severity
from baarasira.mobility.incidents.models import Bar, Incident
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from . import gsm
from .actions import enqueue
from .calls import ask_call
from .enums import MessageChannel
from .models import Message
from .notices import fitted, tell, tell_agent

AT_ONCE_FROM = Severity.GRAVE
"""From this severity on, a report is told at once; the others are on the desk, and told when they are late."""


def tell_duty(actor: Actor, *, incident_id: UUID, level: int) -> int:
    """Tell those on duty of a grave report (level 0) or of an alarm (1 to 3); return how many messages were put out."""
    incident = Incident.objects.select_related("office").get(pk=incident_id)
    if level == 0 and incident.severity < AT_ONCE_FROM:
        return 0
    handling, blind = duty.told(incident, level, actor.today)
    with translation.override(settings.LANGUAGE_CODE):
        text, waiting = _alert(incident, level), _blind(incident)
    # A reopened incident gives its alarms anew: the moment its time is counted from is part of the key.
    key = f"incident:{incident.pk}:{incident.counted_from:%Y%m%d%H%M%S}:{level}"
    sent = [_write(actor, user, text, key) for user in handling]
    sent += [_write(actor, user, waiting, key) for user in blind]
    return sum(message is not None for message in sent)


def _alert(incident: Incident, level: int) -> str:
    due = timezone.localtime(incident.due_at)
    words = {
        0: pgettext("sms", "ANPE: report {number}, severity {severity}, to be dealt with by {day} {hour}."),
        1: pgettext("sms", "ANPE: nobody has read report {number}, severity {severity}, due {day} {hour}."),
        2: pgettext("sms", "ANPE: report {number}, severity {severity}, is late: it was due {day} {hour}."),
        3: pgettext("sms", "ANPE: report {number}, severity {severity}, is still late: it was due {day} {hour}."),
    }[level]
    return words.format(
        number=incident.number, severity=incident.severity, day=date_format(due.date(), "d/m/Y"),
        hour=date_format(due, "H:i"),
    )  # fmt: skip


def _blind(incident: Incident) -> str:
    words = pgettext("sms", "ANPE: a confidential report waits in {office}. See that somebody is named to read it.")
    return words.format(office=gsm.shortened(gsm.plain(incident.office.name), 60))


def _write(actor: Actor, user: User, text: str, key: str) -> Message | None:
    return tell_agent(actor, user, "incident.alert", text, once=key)


def tell_added(actor: Actor, *, incident_id: UUID) -> Message | None:
    """Tell whoever has an incident in hand that the person who reported added words; None while nobody has."""
    incident = Incident.objects.select_related("handler").get(pk=incident_id)
    if incident.handler is None or not incident.handler.is_active:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "ANPE: words were added to report {number}. Read them in the incident.")
        key = f"incident:{incident.pk}:added:{actor.at:%Y%m%d%H%M}"
        return _write(actor, incident.handler, words.format(number=incident.number), key)


def tell_barred(actor: Actor, *, bar_id: UUID, what: str) -> None:
    """Tell a worker that they are to be heard, barred, or no longer so; whoever no message reaches is called.

    An employer is written to when it has an e-mail address; the letter on paper is the department's.
    """
    bar = Bar.objects.select_related("person__office", "employer").get(pk=bar_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = _bar_words(bar, what)
        if bar.person is not None:
            _tell_worker(actor, bar.person, words, f"bar:{bar.pk}:{what}")
        elif bar.employer is not None and bar.employer.email:
            enqueue(
                actor=actor,
                channel=MessageChannel.EMAIL,
                address=bar.employer.email,
                template="bar.employer",
                title=settings.BAARASIRA_AGENCY,
                text=words,
                once=f"bar:{bar.pk}:{what}",
            )


def _bar_words(bar: Bar, what: str) -> str:
    day = {"propose": bar.hearing_by, "decide": bar.ends_on, "suspend": bar.ends_on}.get(what)
    words = {
        "propose": pgettext("sms", "ANPE: a bar is proposed against you. Come and be heard before {day}."),
        "decide": pgettext("sms", "ANPE: you are barred until {day}. You may appeal: ask your office."),
        "suspend": pgettext("sms", "ANPE: you are suspended until {day}. You may appeal."),
        "lift": pgettext("sms", "ANPE: the bar against you is lifted."),
    }[what]
    return words.replace("{day}", date_format(day, "d/m/Y") if day is not None else "")


def _tell_worker(actor: Actor, person: Person, words: str, about: str) -> None:
    if person.state != PersonState.OPEN:
        return
    prefetch_related_objects([person], "phones")
    text = fitted(words, person)
    if (
        tell(actor, person, "campaign.bar", text, once=about) is None
        and not Message.objects.filter(about=about).exists()
    ):
        ask_call(actor=actor, person=person, template="campaign.bar", about=about, text=text)
