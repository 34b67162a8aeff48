"""Reads of the committee. No read here tells anybody the marks of another: they are kept on the hearing once all are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, UUIDField

from baarasira.accounts.models import User
from baarasira.kernel.actor import Actor
from baarasira.kernel.prepared import Prepared
from baarasira.selection.enums import ConflictNature
from baarasira.selection.kinship import may_be_kin

from ..enums import MARKING_SEATS, SeatRole, SessionState
from ..models import Hearing, MarkSheet, Seat, SeatConflict, Session
from ..policies import COMMITTEE

AT_WORK = (SessionState.CONVENED, SessionState.MARKING, SessionState.OPENED)


def seats(user: UUID, number: str) -> QuerySet[Seat]:
    """Return the seats on committees at work of an account or of a staff number, whatever the roles."""
    return Seat.objects.filter(
        Q(user_id=user) | Q(staff_number=number), left_on__isnull=True, session__state__in=AT_WORK
    )


_SEATS: Prepared[tuple[UUID]] = Prepared(
    lambda user, number: seats(user, number).values_list("session_id"), user=UUIDField(), number=CharField()
)
_NO_NUMBER = "nobody has this number"


def _sits_as(actor: Actor) -> Q:
    """Return the filter of the seats that the actor holds, under whatever account of theirs."""
    if not isinstance(actor.user, User):
        return Q(pk__in=[])
    who = Q(user_id=actor.user.pk)
    return who | Q(staff_number=actor.user.staff_number) if actor.user.staff_number else who


def sits_somewhere(actor: Actor) -> bool:
    """Tell whether the actor sits on a committee at work, whatever their roles. One query."""
    if not isinstance(actor.user, User):
        return False
    return bool(_SEATS(user=actor.user.pk, number=actor.user.staff_number or _NO_NUMBER))


def mine(actor: Actor) -> QuerySet[Session, dict[str, UUID]]:
    """Return the sessions on which the actor sits."""
    return Session.objects.filter(
        pk__in=Seat.objects.filter(_sits_as(actor), left_on__isnull=True).values("session_id")
    )  # type: ignore[return-value]


def visible_to(actor: Actor) -> QuerySet[Session]:
    """Return the sessions the actor may see: of their structures, and those on which they sit; newest first."""
    rows = Session.objects.select_related("structure", "convened_by", "closed_by")
    own = Q(pk__in=mine(actor).values("pk"))
    scope = COMMITTEE.scope(actor, "view")
    return rows.filter((scope.q("structure_id") | own) if scope else own).order_by("-held_on", "-id")


def seat_of(session: Session, actor: Actor) -> Seat | None:
    """Return the seat of the actor in a session, None when they do not sit (any more). One query."""
    rows = Seat.objects.filter(_sits_as(actor), session=session, left_on__isnull=True)
    return rows.select_related("user", "session").first()


def seated(session: Session) -> list[Seat]:
    """Return the members who sit, the chair first."""
    rows = list(session.seats.filter(left_on__isnull=True).select_related("user"))
    return sorted(rows, key=lambda row: (row.role != SeatRole.CHAIR, row.pk))


def listed(session: Session) -> list[Hearing]:
    """Return the projects of a session in the order of its list."""
    rows = session.hearings.select_related("project__person__office", "project__case", "proposed_by", "decided_by")
    return list(rows.order_by("position"))


def stands_back(declared: SeatConflict | None) -> bool:
    """Tell whether what was declared keeps the member from marking."""
    return declared is not None and declared.nature != ConflictNature.NONE


def bound_to(actor: Actor, hearing: Hearing) -> bool:
    """Tell whether the actor declared, from a seat they have or had, that they stand back from a project. One query."""
    seats = Seat.objects.filter(_sits_as(actor), session=hearing.session_id)
    return SeatConflict.objects.filter(hearing=hearing, seat__in=seats).exclude(nature=ConflictNature.NONE).exists()


@dataclass(frozen=True, slots=True)
class ToMark:
    """One project as a member sees it: their own sheet, what they declared, whether to ask about kinship first."""

    hearing: Hearing
    sheet: MarkSheet | None
    conflict: SeatConflict | None
    ask: bool

    @property
    def open(self) -> bool:
        """Whether the member marks this project."""
        return not stands_back(self.conflict)


def to_mark(seat: Seat) -> list[ToMark]:
    """Return the projects of a member's session as that member alone sees them. Three queries."""
    declared = {row.hearing_id: row for row in seat.conflicts.all()}
    sheets = {row.hearing_id: row for row in seat.sheets.all()}
    return [
        ToMark(
            row,
            sheets.get(row.pk),
            declared.get(row.pk),
            declared.get(row.pk) is None and may_be_kin(seat, row.project.person),
        )
        for row in listed(seat.session)
    ]


@dataclass(frozen=True, slots=True)
class MarkState:
    """How far the marks of one project are: how many are in, how many may come (those who stand back left out)."""

    hearing: Hearing
    handed_in: int
    expected: int


def mark_states(session: Session) -> list[MarkState]:
    """Return how far the marks of each project are, in counts alone. Four queries."""
    marking = [seat.pk for seat in seated(session) if seat.role in MARKING_SEATS]
    back: dict[UUID, set[UUID]] = {}
    for row in SeatConflict.objects.filter(seat__in=marking).exclude(nature=ConflictNature.NONE):
        back.setdefault(row.hearing_id, set()).add(row.seat_id)
    counts: dict[UUID, int] = {}
    for key in MarkSheet.objects.filter(seat__in=marking).values_list("hearing_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return [MarkState(row, counts.get(row.pk, 0), len(marking) - len(back.get(row.pk, ()))) for row in listed(session)]


def undeclared(seats: Sequence[Seat]) -> list[Seat]:
    """Return the members who have not declared their conflicts of interest."""
    return [seat for seat in seats if seat.declared_on is None]
