"""What the acts of this room begin with: the row alone, who acts, words that say something."""

from uuid import UUID

from django.utils.translation import gettext as _

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import Finding, NotAllowed, RuleRefused
from baarasira.kernel.locking import door

from ..models import Hearing, Project, Session

SHORTEST = 10


def person(actor: Actor) -> User:
    """Return who acts; NotAllowed for the system and for visitors, since these acts bear a name."""
    if not isinstance(actor.user, User):
        raise NotAllowed(_("Only a person can do this, under their own name."), code="project.person")
    return actor.user


def second(actor: Actor, first: User | None, sentence: str) -> User:
    """Return who acts when they are another person than the first (R-16); NotAllowed with the sentence otherwise."""
    who = person(actor)
    if same_person(first, who):
        raise NotAllowed(sentence, code="R-16")
    return who


def refused(code: str, sentence: str, field: str = "", source: str = "") -> RuleRefused:
    """Return a refusal of one finding, to be raised."""
    return RuleRefused([Finding(code, sentence, field, source=source)])


def sentence_of(text: str, most: int, field: str = "reason") -> str:
    """Return words with their spaces collapsed. RuleRefused when they are no sentence, or longer than what is kept."""
    tidy = " ".join(text.split())
    if len(tidy) < SHORTEST:
        raise refused("words_missing", _("Write it in a sentence: others will read why."), field)
    if len(tidy) > most:
        raise refused("words_long", _("Write it in at most %(most)d characters.") % {"most": most}, field)
    return tidy


def locked_project(project_id: UUID, version: int | None = None) -> Project:
    """Return the project alone until the transaction ends. Raises Stale when it changed."""
    door(f"project:{project_id}")
    rows = Project.objects.select_for_update(of=("self",)).select_related("case", "person", "office", "adviser")
    project = rows.get(pk=project_id)
    project.require_version(version)
    return project


def locked_session(session_id: UUID, version: int | None = None) -> Session:
    """Return the session alone until the transaction ends. Raises Stale when it changed."""
    door(f"committee:{session_id}")
    session = Session.objects.select_for_update(of=("self",)).select_related("structure").get(pk=session_id)
    session.require_version(version)
    return session


def hearing_of(session: Session, hearing_id: UUID) -> Hearing:
    """Return a project of the session's list, locked with it."""
    rows = Hearing.objects.select_for_update(of=("self",))
    return rows.select_related("project__person", "project__case", "proposed_by").get(pk=hearing_id, session=session)


def about(project: Project) -> dict[str, UUID]:
    """Return of whom and of where an act on a project is, for the journal."""
    return {"subject_id": project.person_id, "structure_id": project.office_id}
