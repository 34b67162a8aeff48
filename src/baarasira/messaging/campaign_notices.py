"""What the service writes to the candidates of a campaign. Every notice says that selection is free, and where to report.

Whoever no message reaches is to be called (`calls`). An SMS holds in one part, as all of ours (`notices`).
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import ngettext, pgettext

from baarasira.candidacies.enums import CandidacyState
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.openings import campaign_queries
from baarasira.openings.models import Campaign, Hold
from baarasira.people.enums import PersonState
from baarasira.people.models import Person
from baarasira.reference import phones

from .calls import ask_call
from .models import Call, Message
from .notices import fitted, tell

AT_ONCE = 200
"""How many people are told within the act that concerns them all; the clock tells the others, a batch at a time."""

_RECENT = timedelta(days=30)


def _in_the_house_language(write: Callable[..., None]) -> Callable[..., None]:
    """Write a notice in the language of the service, whatever the agent reads."""

    @wraps(write)
    def written(actor: Actor, **about: object) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            write(actor, **about)

    return written


@_in_the_house_language
def tell_registered(actor: Actor, *, candidacy_id: UUID) -> None:
    """Tell a candidate the receipt number and where the file stands."""
    candidacy, campaign = _read(candidacy_id)
    if candidacy.state == CandidacyState.ENDED:
        _tell(actor, candidacy, "campaign.end", _outcome(campaign, candidacy), f"file:{candidacy.pk}:end")
        return
    state = pgettext("sms", "application registered. Keep your receipt")
    _tell(actor, candidacy, "campaign.apply", state, f"file:{candidacy.pk}:apply")


@_in_the_house_language
def tell_step(actor: Actor, *, candidacy_id: UUID) -> None:
    """Tell a candidate the step the file has come to, and by when it is due."""
    candidacy, campaign = _read(candidacy_id)
    row = candidacy.steps.filter(closed_at__isnull=True).first()
    if row is None:
        return
    state = str(campaign.programme_version.compiled.steps[row.key].title)
    if row.due_at is not None:
        day = date_format(row.due_at.date(), "d/m/Y")
        state = pgettext("sms", "{step}, by {day}").format(step=state, day=day)
    _tell(actor, candidacy, "campaign.step", state, f"file:{candidacy.pk}:{row.position}")


@_in_the_house_language
def tell_reminder(actor: Actor, *, candidacy_id: UUID, days: int) -> None:
    """Remind a candidate of the step that falls due, once for each reminder."""
    candidacy, campaign = _read(candidacy_id)
    row = candidacy.steps.filter(closed_at__isnull=True).first()
    if row is None or row.due_at is None:
        return
    left = max(0, (row.due_at.date() - actor.today).days)
    step = str(campaign.programme_version.compiled.steps[row.key].title)
    words = ngettext("{step}: {left} day left", "{step}: {left} days left", left)
    about = f"file:{candidacy.pk}:{row.position}:{days}"
    _tell(actor, candidacy, "campaign.remind", words.format(step=step, left=left), about)


@_in_the_house_language
def tell_end(actor: Actor, *, candidacy_id: UUID) -> None:
    """Tell a candidate how the file ended."""
    candidacy, campaign = _read(candidacy_id)
    _tell(actor, candidacy, "campaign.end", _outcome(campaign, candidacy), f"file:{candidacy.pk}:end")


def _outcome(campaign: Campaign, candidacy: Candidacy) -> str:
    outcome = campaign.programme_version.compiled.outcomes.get(candidacy.outcome)
    return str(outcome.title) if outcome is not None else pgettext("sms", "the campaign is cancelled")


def tell_stopped(actor: Actor, *, candidacy_ids: Iterable[UUID], hold_id: UUID) -> int:
    """Tell these candidates that the campaign is suspended and their files are kept as they are; return how many."""
    with translation.override(settings.LANGUAGE_CODE):
        state = pgettext("sms", "campaign suspended. Your file is kept as it is")
    return _tell_all(actor, candidacy_ids, "campaign.stop", state, f"hold:{hold_id}")


def tell_resumed(actor: Actor, *, candidacy_ids: Iterable[UUID], hold_id: UUID) -> int:
    """Tell these candidates that the campaign goes on and their files with it; return how many."""
    with translation.override(settings.LANGUAGE_CODE):
        state = pgettext("sms", "the campaign goes on, your file from where it was")
    return _tell_all(actor, candidacy_ids, "campaign.resume", state, f"lift:{hold_id}")


def _tell_all(actor: Actor, candidacy_ids: Iterable[UUID], template: str, state: str, about: str) -> int:
    keys = list(candidacy_ids)
    rows = Candidacy.objects.filter(pk__in=keys).select_related("person__office").prefetch_related("person__phones")
    with translation.override(settings.LANGUAGE_CODE):
        for candidacy in rows.order_by("id"):
            _tell(actor, candidacy, template, state, f"{about}:{candidacy.pk}")
    return len(keys)


def tell_rest(*, actor: Actor) -> int:
    """Tell those whom a suspension or its lifting concerns and who were not told within it (the clock); return how many."""
    count = 0
    for hold in Hold.objects.filter(lifted_on__isnull=True).order_by("id"):
        stopped = Candidacy.objects.filter(opening_id=hold.campaign_id, frozen_on__isnull=False)
        waiting = set(stopped.values_list("pk", flat=True)) - _told(f"hold:{hold.pk}:")
        count += _tell_batches(actor, waiting, hold, tell_stopped)
    for hold in Hold.objects.filter(lifted_on__gte=actor.today - _RECENT).order_by("id"):
        # Who was told of the stop is told of its end, once the file moves again.
        waiting = _told(f"hold:{hold.pk}:") - _told(f"lift:{hold.pk}:")
        moving = Candidacy.objects.filter(pk__in=waiting, state=CandidacyState.UNDER_WAY, frozen_on__isnull=True)
        count += _tell_batches(actor, set(moving.values_list("pk", flat=True)), hold, tell_resumed)
    return count


def _told(prefix: str) -> set[UUID]:
    """Return the candidates of whom a message or a call of this kind stands in the books."""
    found: set[UUID] = set()
    for model in (Message, Call):
        written = model.objects.filter(about__startswith=prefix).order_by().values_list("about", flat=True)
        found |= {UUID(about.removeprefix(prefix)) for about in written}
    return found


def _tell_batches(actor: Actor, waiting: set[UUID], hold: Hold, told: Callable[..., int]) -> int:
    keys = sorted(waiting)
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            told(actor, candidacy_ids=keys[start : start + AT_ONCE], hold_id=hold.pk)
    return len(keys)


def _read(candidacy_id: UUID) -> tuple[Candidacy, Campaign]:
    candidacy = Candidacy.objects.select_related("person__office").get(pk=candidacy_id)
    prefetch_related_objects([candidacy.person], "phones")
    return candidacy, campaign_queries.one(candidacy.opening_id)


def _tell(actor: Actor, candidacy: Candidacy, template: str, state: str, about: str) -> None:
    person = candidacy.person
    if person.state != PersonState.OPEN:  # who objected to the processing, or whose file was erased, is left in peace
        return
    text = notice_text(candidacy.number, state, person)
    if tell(actor, person, template, text, once=about) is None and not Message.objects.filter(about=about).exists():
        ask_call(actor=actor, person=person, template=template, about=about, text=text)


def notice_text(number: str, state: str, person: Person) -> str:
    """Return the SMS about one file: receipt, state, that selection is free, whom to tell who asks for money."""
    phone = phones.show(person.office.phone).replace("\u00a0", "") if person.office.phone else ""
    if phone:
        text = pgettext("sms", "ANPE {number}: {state}. Selection is free: if someone asks for money, call {phone}.")
    else:
        text = pgettext(
            "sms", "ANPE {number}: {state}. Selection is free: if someone asks for money, tell your office."
        )
    return fitted(text.replace("{number}", number).replace("{phone}", phone), person, state=state)
