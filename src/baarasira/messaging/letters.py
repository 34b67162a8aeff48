"""The letter of introduction sent to the employer: recorded on the candidacy and put in the outbox in one act."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext

from baarasira.candidacies.actions import record_letter_sent
from baarasira.candidacies.models import Candidacy
from baarasira.kernel.actor import Actor

from .actions import enqueue
from .enums import MessageChannel
from .models import Message


@transaction.atomic
def send_letter(*, actor: Actor, candidacy_id: UUID, address: str, expected_version: int | None = None) -> Candidacy:
    """Send the letter of introduction to an employer's e-mail address; raises what `record_letter_sent` raises."""
    candidacy, pdf = record_letter_sent(
        actor=actor, candidacy_id=candidacy_id, address=address.strip(), expected_version=expected_version
    )
    with translation.override(settings.LANGUAGE_CODE):
        title, text = _words(candidacy)
    enqueue(
        actor=actor,
        channel=MessageChannel.EMAIL,
        address=address.strip(),
        template="candidacy.letter",
        title=title,
        text=text,
        subject_id=candidacy.person_id,
        attachment=(f"{candidacy.number}.pdf", pdf),
        about=about(candidacy),
    )
    return candidacy


def about(candidacy: Candidacy) -> str:
    """Return what the outbox files the letters of a candidacy under."""
    return f"letter:{candidacy.pk}"


def last_letter(candidacy: Candidacy) -> Message | None:
    """Return the last letter of a candidacy put in the outbox, which says whether it left."""
    return Message.objects.filter(about=about(candidacy)).defer("attachment").order_by("-id").first()


def _words(candidacy: Candidacy) -> tuple[str, str]:
    opening = candidacy.opening
    values = {"agency": settings.BAARASIRA_AGENCY, "number": opening.number, "title": opening.title}
    title = pgettext("letter by e-mail", "Introduction of a candidate: {title} (offer {number})").format(**values)
    text = pgettext(
        "letter by e-mail",
        "Dear Sir or Madam,\n\nFor your offer {number}, “{title}”, we introduce a candidate to you: their letter of "
        "introduction is attached. Please answer with the slip at the end of the letter, or by phone: your answer lets "
        "us propose the next person at once, or close your offer.\n\n{agency}",
    ).format(**values)
    return title, text
