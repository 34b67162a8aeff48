"""Reading the journal: which entries a role sees, and the words that find them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from baarasira.kernel.actor import SYSTEM_ROLE, Actor
from baarasira.kernel.journal import chain
from baarasira.kernel.journal.models import Entry, Seal, SealedEntry
from baarasira.network.models import Structure
from baarasira.network.queries import subtree_ids

from .models import User
from .policies import JOURNAL


@dataclass(frozen=True, slots=True)
class Question:
    """What someone asks of the journal; everything empty asks for all of it. Both days of the period count."""

    who: str = ""
    noun: str = ""
    verb: str = ""
    record: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
    structure: Structure | None = None


def visible_entries(actor: Actor) -> QuerySet[Entry]:
    """Return the entries of the structures whose journal the actor may view; those of no structure at headquarters."""
    scope = JOURNAL.scope(actor, "view")
    return Entry.objects.filter(scope.q("structure_id")) if scope else Entry.objects.none()


def find_entries(actor: Actor, question: Question) -> QuerySet[Entry]:
    """Return the visible entries that answer, every condition met. `who` is part of a name or address of an account."""
    found = visible_entries(actor)
    if question.who:
        found = found.filter(_by(question.who))
    if question.noun:
        found = found.filter(noun=question.noun)
    if question.verb:
        found = found.filter(verb=question.verb)
    if question.record:
        found = found.filter(_about(question.record))
    if question.kind:
        found = found.filter(kind=question.kind)
    if question.since:
        found = found.filter(at__gte=datetime.combine(question.since, time.min, UTC))
    if question.until:
        found = found.filter(at__lt=datetime.combine(question.until + timedelta(days=1), time.min, UTC))
    if question.structure is not None:
        found = found.filter(structure_id__in=subtree_ids([question.structure.id]))
    return found


def _by(who: str) -> Q:
    """Return the entries written by accounts of that name: found among the accounts, so that the journal's index serves."""
    if who.strip().lower() == SYSTEM_ROLE:
        return Q(actor_id__isnull=True)
    users = User.objects.all()
    for word in who.split():
        users = users.filter(Q(surname__icontains=word) | Q(given_name__icontains=word) | Q(email__icontains=word))
    return Q(actor_id__in=users.values("id"))


def _about(record: str) -> Q:
    """Return the entries about a record, by its id, or about everything of a person whose id it is."""
    try:
        identity = UUID(record.strip())
    except ValueError:
        return Q(object_id=record.strip())
    return Q(object_id=str(identity)) | Q(subject_id=identity)


@dataclass(frozen=True, slots=True)
class ChainState:
    """Where the chain stands: the newest seal, its hash, and how many entries wait to be sealed."""

    head: str
    sealed_at: datetime | None
    seals: int
    unsealed: int


def chain_state() -> ChainState:
    """Return where the chain of seals stands (three counts; verifying it whole is `baarasira journal verify`)."""
    last = Seal.objects.order_by("-number").first()
    return ChainState(
        head=last.hash if last else chain.FIRST,
        sealed_at=last.sealed_at if last else None,
        seals=last.number if last else 0,
        unsealed=Entry.objects.count() - SealedEntry.objects.count(),
    )
