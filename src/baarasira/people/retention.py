"""How long files are kept (domain.md B.8): which ones have passed their time, class by class."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.errors import Sentence
from baarasira.kernel.models import Move
from baarasira.reference.parameters import RETENTION_INACTIVE_YEARS, RETENTION_INCIDENT_YEARS, RETENTION_PLACED_YEARS
from baarasira.reference.queries import values

from .enums import PersonState
from .models import Person


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """One class of files: its name, for how many years after the last activity it is kept, and whom it has reached."""

    code: str
    label: Sentence
    years: int
    kept_since: date
    people: QuerySet[Person]


def _years_before(on: date, years: int) -> date:
    try:
        return on.replace(year=on.year - years)
    except ValueError:  # 29 February
        return on.replace(year=on.year - years, day=28)


def _with_last_activity() -> QuerySet[Person]:
    """Return people neither purged nor merged with `last_activity`: registration, last contact or last move in any room."""
    moves = Move.objects.filter(subject_id=OuterRef("pk")).order_by().values("subject_id").annotate(last=Max("at"))
    moved = Subquery(moves.values(day=TruncDate("last")), output_field=DateField())
    # A file merged into another goes when that one does (doubles).
    return Person.objects.exclude(state__in=[PersonState.PURGED, PersonState.MERGED]).annotate(
        last_activity=Greatest(
            F("registered_on"), Coalesce("last_contact_on", "registered_on"), Coalesce(moved, "registered_on")
        )
    )


def due_for_purge(on: date, placed: QuerySet[UUID], incidents: QuerySet[UUID] | None = None) -> list[RetentionClass]:
    """Return the classes of files with the people whose time has passed on a date, by file number.

    `placed` is a query of the ids of people who were placed in work, `incidents` of those whom an incident is about: their
    files are kept longer, those of people who are in both until both times have passed.
    """
    held = values(on, RETENTION_INACTIVE_YEARS, RETENTION_PLACED_YEARS, RETENTION_INCIDENT_YEARS)
    was_placed = Q(pk__in=placed)
    in_incident = Q(pk__in=incidents) if incidents is not None else Q(pk__in=[])
    long_placed = Q(last_activity__lt=_years_before(on, held[RETENTION_PLACED_YEARS.key]))
    classes = (
        ("inactive", _("Job seekers without activity"), RETENTION_INACTIVE_YEARS, ~was_placed & ~in_incident),
        ("placed", _("People placed in work"), RETENTION_PLACED_YEARS, was_placed & ~in_incident),
        ("incidents", _("People in an incident"), RETENTION_INCIDENT_YEARS, in_incident & (~was_placed | long_placed)),
    )
    found = []
    for code, label, setting, condition in classes:
        years = held[setting.key]
        limit = _years_before(on, years)
        people = _with_last_activity().filter(condition, last_activity__lt=limit).order_by("number")
        found.append(RetentionClass(code, label, years, limit, people))
    return found
