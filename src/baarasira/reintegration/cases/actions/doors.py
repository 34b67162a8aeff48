"""What the acts of this room begin with: the row locked, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door
from baarasira.people.enums import PersonState
from baarasira.people.models import Person

from ..models import Case
from ..policies import CASES

SHORTEST = 10


def person_acting(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="case.person")
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


def stop_at(findings: list[Finding]) -> None:
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


def locked(actor: Actor, case_id: UUID, action: str, version: int | None = None) -> Case:
    """Return the case alone until the transaction ends. NotAllowed by the policy at its owner, Stale when it changed."""
    door(f"case:{case_id}")
    rows = Case.objects.select_for_update(of=("self",)).select_related("person", "owner", "programme__programme")
    case = rows.get(pk=case_id)
    CASES.require(actor, action, case.owner_id)
    case.require_version(version)
    return case


def told(case: Case) -> dict[str, UUID | None]:
    """Return of whom and of where an act on a case is, for the journal."""
    return {"subject_id": case.person_id, "structure_id": case.owner_id}


def in_force(person_id: UUID) -> Person:
    """Return the file of a person that may still be worked with. RuleRefused when it is merged, suspended or purged."""
    person = Person.objects.select_for_update().get(pk=person_id)
    if person.state != PersonState.OPEN:
        sentence = _("This file is no longer open: work on the one it was merged into, or ask its office.")
        raise refused("person_closed", sentence, "person")
    return person
