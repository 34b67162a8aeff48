"""What an act begins with in every room: who acts, a second person, words that say something, a refusal of one finding."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused

from .models import User

SHORTEST = 10
"""Signs that a sentence has at the least."""


def person_acting(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="person")
    return actor.user


def second(actor: Actor, first: User | None, sentence: str) -> User:
    """Return who acts when they are another person than the first (R-16); NotAllowed with the sentence otherwise."""
    who = person_acting(actor)
    if same_person(first, who):
        raise NotAllowed(sentence, code="R-16")
    return who


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def stop_at(findings: Sequence[Finding]) -> None:
    """Raise RuleRefused when a finding blocks."""
    if any(finding.blocking for finding in findings):
        raise RuleRefused(findings)


def words_of(text: str, most: int, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy
