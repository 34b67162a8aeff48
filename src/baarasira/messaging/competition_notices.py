"""What the service writes to candidates of a competition: where they sit, that results are out, that a seat waits for them."""

from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor
from baarasira.training.competitions import actions, queries

from .calls import ask_call
from .campaign_notices import notice_text
from .models import Message
from .notices import tell

AT_ONCE = 200
"""How many people are told in one go of the clock."""


@transaction.atomic
def tell_seats(*, actor: Actor) -> int:
    """Tell the next candidates where and when they sit (the clock); return how many."""
    rows = queries.seats_to_tell(AT_ONCE)
    with translation.override(settings.LANGUAGE_CODE):
        for sitting in rows:
            paper = queries.first_paper(sitting.competition)
            if paper is None or paper.day is None or paper.starts is None or sitting.hall is None:
                continue
            words = pgettext("sms", "papers on {day} at {hour}, {hall}, seat {seat}").format(
                day=date_format(paper.day, "d/m/Y"), hour=f"{paper.starts:%H:%M}", hall=sitting.hall, seat=sitting.seat
            )
            _tell(actor, sitting.candidacy, "competition.convene", words, f"sitting:{sitting.pk}")
    if rows:
        actions.note_told(actor=actor, sitting_ids=[row.pk for row in rows], on=actor.today)
    return len(rows)


@transaction.atomic
def tell_results(*, actor: Actor) -> int:
    """Tell the next candidates of a published list that the results are out (the clock); return how many."""
    found = queries.results_to_tell(AT_ONCE)
    if found is None:
        return 0
    row, candidacies = found
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "results published; complaints until {day}").format(
            day=date_format(row.complaints_until, "d/m/Y") if row.complaints_until else ""
        )
        for candidacy in candidacies:
            _tell(actor, candidacy, "competition.results", words, f"results:{row.pk}:{candidacy.pk}")
    actions.note_results_told(actor=actor, row=row, through=row.told + len(candidacies))
    return len(candidacies)


def tell_offered(actor: Actor, *, candidacy_id: UUID, offer_id: UUID, answer_by: date) -> None:
    """Tell somebody that a seat is theirs if they confirm it in time."""
    candidacy = Candidacy.objects.select_related("person__office").get(pk=candidacy_id)
    with translation.override(settings.LANGUAGE_CODE):
        words = pgettext("sms", "a seat for you: confirm it by {day}").format(day=date_format(answer_by, "d/m/Y"))
        _tell(actor, candidacy, "competition.offer", words, f"seat:{offer_id}")


def _tell(actor: Actor, candidacy: Candidacy, template: str, words: str, about: str) -> None:
    person = candidacy.person
    prefetch_related_objects([person], "phones")
    text = notice_text(candidacy.number, words, person)
    if tell(actor, person, template, text, once=about) is None and not Message.objects.filter(about=about).exists():
        ask_call(actor=actor, person=person, template=template, about=about, text=text)
