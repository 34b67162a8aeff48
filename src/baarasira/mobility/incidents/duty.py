"""Which structure is on duty for an incident, and who is to be told: at the report, and at each alarm."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.candidacies.enums import ROAD_STATES
from baarasira.candidacies.models import Candidacy
from baarasira.cooperation.models import Agreement
from baarasira.network.models import Structure
from baarasira.network.queries import ancestor_ids

from .models import Carer, Incident
from .policies import INCIDENTS

LAST_ALARM = 3
_DECIDERS = (Role.MIGRATION_DEPARTMENT, Role.DIRECTOR)


def structure_of(candidacy: Candidacy | None, agreement: Agreement | None, on: date) -> Structure:
    """Return who is on duty: the department of the campaign, else of the agreement, else that of migration."""
    if candidacy is not None and candidacy.state in ROAD_STATES:
        return candidacy.opening.office
    if agreement is not None:
        return agreement.office
    return department(on)


def department(on: date) -> Structure:
    """Return the structure of the department of migration on a day, the highest where there are several; else the root."""
    rows = Membership.objects.in_force(on).filter(
        role=Role.MIGRATION_DEPARTMENT, user__state=AccountState.ACTIVE, structure__closed_on__isnull=True
    )
    found = {row.structure_id: row.structure for row in rows.select_related("structure")}
    if found:
        return min(found.values(), key=lambda row: (row.path.count("/"), row.opened_on, row.path))
    return Structure.objects.filter(parent__isnull=True).order_by("opened_on", "id")[0]


def carers_of(structure: Structure, on: date) -> list[User]:
    """Return who is named on a day to see the confidential incidents of a structure, by name."""
    here = [*ancestor_ids(structure), structure.pk]
    rows = Carer.objects.filter(structure_id__in=here, ended_on__isnull=True, since__lte=on)
    users = {row.user_id: row.user for row in rows.select_related("user") if row.user.is_active}
    return sorted(users.values(), key=lambda user: (user.surname, user.given_name, str(user.pk)))


def told(incident: Incident, level: int, on: date) -> tuple[list[User], list[User]]:
    """Return who is told of an incident at a level (0: the report; 1 to 3: the alarms) and who learns only that one waits.

    The first handle it: those of the structure on duty; from the second alarm on, the deciders there and above; at the
    third, those at the top. Of a confidential one the carers alone; the deciders then learn that something waits, from the
    second alarm on or at once where nobody is named, and never what.
    """
    structure = incident.office
    if incident.confidential:
        carers = carers_of(structure, on)
        blind = _holding(_DECIDERS, _reach(structure, level), on) if level >= 2 or not carers else []
        return carers, [user for user in blind if user not in carers]
    here = _holding(INCIDENTS.grants["handle"], [structure.pk], on)
    above = [UUID(str(key)) for key in reversed(ancestor_ids(structure))]
    while not here and above:
        here = _holding(INCIDENTS.grants["handle"], [above.pop(0)], on)
    if level >= 2:
        more = _holding(_DECIDERS, _reach(structure, level), on)
        here = [*here, *(user for user in more if user not in here)]
    return here, []


def _reach(structure: Structure, level: int) -> list[UUID]:
    """Return the structures whose deciders are told: from this one up, the top included at the last alarm."""
    above = ancestor_ids(structure)
    return [structure.pk, *(above if level >= LAST_ALARM else above[1:])]


def _holding(roles: Iterable[str], structures: Iterable[UUID], on: date) -> list[User]:
    rows = Membership.objects.in_force(on).filter(
        role__in=list(roles), structure_id__in=list(structures), user__state=AccountState.ACTIVE
    )
    users = {row.user_id: row.user for row in rows.select_related("user")}
    return sorted(users.values(), key=lambda user: (user.surname, user.given_name, str(user.pk)))
