"""What every act on a journey does first: reads the file alone, asks the policy, finds or makes its journey."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from baarasira.candidacies.models import Candidacy
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.policies import PolicyTable

from ..dues import next_due
from ..models import Contact, Journey, Relative
from ..policies import JOURNEYS

_CARRIED = ("nie", "authorisation_number", "authorisation_from", "authorisation_until", "card_until")


def locked_file(candidacy_id: UUID) -> Candidacy:
    """Read a file for writing, alone until the transaction ends. Raises Candidacy.DoesNotExist."""
    rows = Candidacy.objects.select_for_update(of=("self",)).select_related("person", "opening")
    return rows.get(pk=candidacy_id)


def require(actor: Actor, table: PolicyTable, action: str, candidacy: Candidacy) -> None:
    """Let pass who may do it in the person's office, in the one that registered them, or in the campaign's department."""
    if not allows(actor, table, action, candidacy):
        table.require(actor, action, candidacy.opening.office_id)


def allows(actor: Actor, table: PolicyTable, action: str, candidacy: Candidacy) -> bool:
    """Tell whether `require` lets pass."""
    offices = (candidacy.person.office_id, candidacy.office_id, candidacy.opening.office_id)
    return any(table.allows(actor, action, office) for office in offices)


def ensure(actor: Actor, candidacy: Candidacy) -> Journey:
    """Return the journey of a file read for writing; made where there is none, with what is known of the season before."""
    known = Journey.objects.select_for_update(of=("self",)).filter(candidacy=candidacy).first()
    if known is not None:
        known.candidacy = candidacy
        return known
    former = (
        Journey.objects.filter(
            person_id=candidacy.person_id, departed_on__isnull=False, opening__country=candidacy.opening.country
        )
        .order_by("-departed_on", "-id")
        .first()
    )
    journey = Journey(
        candidacy=candidacy,
        person_id=candidacy.person_id,
        opening_id=candidacy.opening_id,
        home_office_id=candidacy.person.office_id,
        office_id=candidacy.office_id,
        department_id=candidacy.opening.office_id,
        follows=former,
        **({name: getattr(former, name) for name in _CARRIED} if former is not None else {}),
    )
    writing.create(journey, "journey.begin", actor=actor, **about(journey))
    for row in former.relatives.all() if former is not None else ():
        kept = Relative(
            journey=journey, position=row.position, name=row.name, phone=row.phone, language=row.language,
            relation=row.relation, agreed_on=row.agreed_on,
        )  # fmt: skip
        writing.create(kept, "journey.keep_relative", actor=actor, **about(journey))
    return journey


def about(journey: Journey) -> dict[str, UUID]:
    """Return whom and which structure a journal entry of a journey is about."""
    return {"subject_id": journey.person_id, "structure_id": journey.office_id}


def change(
    journey: Journey,
    verb: str,
    *,
    actor: Actor,
    values: dict[str, object],
    contacts: Iterable[Contact] | None = None,
    expected_version: int | None = None,
) -> bool:
    """Write values of a journey, with the day on which something is next awaited; `contacts` where the caller holds them."""
    journey.require_version(expected_version)
    before = {name: getattr(journey, name) for name in values}
    for name, value in values.items():
        setattr(journey, name, value)
    due: date | None = next_due(journey, journey.contacts.all() if contacts is None else contacts, actor.today)
    for name, value in before.items():
        setattr(journey, name, value)
    return writing.edit(journey, verb, actor=actor, values={**values, "next_due": due}, **about(journey))


def owned(actor: Actor, action: str, candidacy_id: UUID) -> tuple[Candidacy, Journey]:
    """Read a file for writing with its journey, for whoever the table of journeys lets do the action. Raises NotAllowed."""
    candidacy = locked_file(candidacy_id)
    require(actor, JOURNEYS, action, candidacy)
    return candidacy, ensure(actor, candidacy)
