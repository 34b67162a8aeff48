"""Words that an act must carry: a reason, grounds, a decision. One place says when they are too short or too long."""

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused

SHORTEST = 10


def words(text: str, most: int, field: str = "reason") -> str:
    """Return words on one line. Raises RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="selection.person")
    return actor.user
