"""The committee in session: convened, its list, what members declare and mark alone, the marks opened."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baarasira.accounts.models import User
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Finding, NotAllowed, RuleRefused, WrongState
from baarasira.kernel.sequences import next_number, with_check
from baarasira.network.models import Structure
from baarasira.reference.parameters import COMMITTEE_QUORUM
from baarasira.reference.queries import value
from baarasira.selection.enums import ConflictNature
from baarasira.selection.kinship import may_be_kin
from baarasira.selection.marks import mean, read_mark

from ..enums import MARKING_SEATS, ProjectState, SeatRole, SessionState
from ..models import Hearing, MarkSheet, Seat, SeatConflict, Session
from ..policies import COMMITTEE
from ..queries import committee as queries
from ..rules.grid import grid_on, kept_grid, passes_on
from ..transitions import SESSION
from . import doors

_FORMING = {SessionState.CONVENED, SessionState.MARKING}


@transaction.atomic
def convene(*, actor: Actor, structure: Structure, held_on: date, place: str) -> Session:
    """Convene a session of the committee of a structure. Raises NotAllowed, RuleRefused."""
    COMMITTEE.require(actor, "convene", structure.pk)
    where = " ".join(place.split())[:150]
    found = []
    if held_on < actor.today:
        found.append(Finding("session_day", _("This day is past: a session is convened ahead."), "held_on"))
    if not where:
        found.append(Finding("session_place", _("Write where the committee meets."), "place"))
    if found:
        raise RuleRefused(found)
    session = Session(
        number=with_check(f"CR{actor.today:%y}-{next_number(f'committee:{actor.today.year}'):04}-"),
        structure=structure,
        held_on=held_on,
        place=where,
        quorum=value(COMMITTEE_QUORUM, actor.today),
        convened_by=doors.person(actor),
    )
    SESSION.begin(session, "convene", actor=actor, structure_id=structure.pk)
    return session


def _forming(actor: Actor, session_id: UUID, act: str) -> Session:
    session = doors.locked_session(session_id)
    COMMITTEE.require(actor, act, session.structure_id)
    if session.state not in _FORMING:
        raise WrongState(_("The marks of this session are opened: its members and its list change no more."))
    return session


@transaction.atomic
def seat_member(*, actor: Actor, session_id: UUID, user: User, role: str, body: str = "") -> Seat:
    """Seat somebody in a session. Two accounts of one staff number are one person. Raises NotAllowed, WrongState, RuleRefused."""
    session = _forming(actor, session_id, "seat")
    found = []
    if role not in SeatRole.values:
        found.append(Finding("seat_role", _("Choose in which capacity this person sits."), "role"))
    taken = session.seats.filter(left_on__isnull=True)
    if role == SeatRole.CHAIR and taken.filter(role=SeatRole.CHAIR).exists():
        found.append(Finding("seat_chair", _("This session has a chair already."), "role"))
    twice = session.seats.filter(user=user).exists()
    if twice or (user.staff_number and session.seats.filter(staff_number=user.staff_number).exists()):
        found.append(
            Finding("seat_twice", _("This person sits in this session already, or did."), "user", source="R-16")
        )
    if found:
        raise RuleRefused(found)
    seat = Seat(
        session=session, user=user, role=role, body=" ".join(body.split())[:150], staff_number=user.staff_number
    )
    writing.create(seat, "committee_seat.take", actor=actor, structure_id=session.structure_id)
    return seat


@transaction.atomic
def unseat_member(*, actor: Actor, seat_id: UUID) -> Seat:
    """Record that a member left the session; the sheets handed in no longer count. Raises NotAllowed, WrongState."""
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat_id)
    session = _forming(actor, seat.session_id, "seat")
    if seat.left_on is None:
        values = {"left_on": actor.today}
        writing.edit(seat, "committee_seat.leave", actor=actor, values=values, structure_id=session.structure_id)
    return seat


@transaction.atomic
def list_project(*, actor: Actor, session_id: UUID, project_id: UUID) -> Hearing:
    """Put a submitted project on the list of a session, last. Raises NotAllowed, WrongState, RuleRefused."""
    session = _forming(actor, session_id, "convene")
    project = doors.locked_project(project_id)
    COMMITTEE.require(actor, "convene", project.office_id)
    if project.state != ProjectState.SUBMITTED:
        raise doors.refused("list_state", _("Only a project that was submitted is put on the list."), "project")
    if project.hearings.filter(decided_by__isnull=True).exists():
        raise doors.refused("list_twice", _("This project is on the list of a session already."), "project")
    hearing = Hearing(session=session, project=project, position=session.hearings.count() + 1)
    writing.create(hearing, "committee_hearing.list", actor=actor, **doors.about(project))
    return hearing


@transaction.atomic
def declare(
    *, actor: Actor, session_id: UUID, village: str, conflicts: Mapping[UUID, tuple[str, str]] | None = None
) -> Seat:
    """Declare conflicts of interest: where one comes from, and {hearing: (nature, note)} of those one stands back from.

    An empty mapping declares that there is none. Raises NotAllowed, WrongState, RuleRefused.
    """
    session = doors.locked_session(session_id)
    seat = _own(actor, session)
    if session.state not in _FORMING:
        raise WrongState(_("The marks of this session are opened: nothing is declared any more."))
    place = " ".join(village.split())[:200]
    if not place:
        sentence = _("Write the village, commune or quarter you come from: it tells whom to ask you about.")
        raise doors.refused("seat_village", sentence, "village")
    values = {"village": place, "declared_on": actor.today}
    writing.edit(seat, "committee_seat.declare", actor=actor, values=values, structure_id=session.structure_id)
    for hearing_id, (nature, note) in (conflicts or {}).items():
        _declare_one(actor, seat, doors.hearing_of(session, hearing_id), nature, note)
    return seat


def _own(actor: Actor, session: Session) -> Seat:
    seat = queries.seat_of(session, actor)
    if seat is None:
        raise NotAllowed(_("Each member declares and marks alone, under their own account."), code="committee.seat")
    return seat


def _declare_one(actor: Actor, seat: Seat, hearing: Hearing, nature: str, note: str) -> SeatConflict:
    if nature not in ConflictNature.values:
        raise doors.refused("conflict_nature", _("Choose what binds you to this person."), "nature")
    if nature != ConflictNature.NONE and seat.sheets.filter(hearing=hearing).exists():
        sentence = _(
            "Your marks for this project are in: the chair has another member replace you before you stand back."
        )
        raise BusinessError(sentence, code="conflict.late")
    values = {"nature": nature, "note": " ".join(note.split())[:300]}
    told = doors.about(hearing.project)
    known = SeatConflict.objects.filter(seat=seat, hearing=hearing).first()
    if known is None:
        known = SeatConflict(seat=seat, hearing=hearing, **values)
        writing.create(known, "committee_conflict.declare", actor=actor, **told)
        return known
    if known.nature != ConflictNature.NONE and nature == ConflictNature.NONE:
        raise BusinessError(_("You declared that you stand back: that is not taken back."), code="conflict.kept")
    writing.edit(known, "committee_conflict.declare", actor=actor, values=values, **told)
    return known


@transaction.atomic
def begin_marking(*, actor: Actor, session_id: UUID) -> Session:
    """Begin marking by the grid in force: the quorum sits, a chair, everybody declared, a list. Raises as the others."""
    session = doors.locked_session(session_id)
    COMMITTEE.require(actor, "begin", session.structure_id)
    SESSION.check("begin", session.state)
    sitting = queries.seated(session)
    marking = [seat for seat in sitting if seat.role in MARKING_SEATS]
    found = []
    if len(marking) < session.quorum:
        sentence = _("%(n)d members mark; the committee decides with %(least)d at least.")
        found.append(Finding("quorum", sentence % {"n": len(marking), "least": session.quorum}, source="C.5"))
    if not any(seat.role == SeatRole.CHAIR for seat in sitting):
        found.append(Finding("chair", _("Name a chair first."), source="C.5"))
    if late := [seat.user.label for seat in queries.undeclared(sitting)]:
        sentence = _("These members have not declared their conflicts of interest: %(names)s.")
        found.append(Finding("declared", sentence % {"names": ", ".join(late)}, source="C.5"))
    if not session.hearings.exists():
        found.append(Finding("list", _("Put a project on the list first.")))
    if found:
        raise RuleRefused(found)
    values = {
        "grid": {line.key: line.weight for line in grid_on(actor.today)},
        "passes": passes_on(actor.today),
    }
    SESSION.apply(session, "begin", actor=actor, structure_id=session.structure_id, values=values)
    return session


@transaction.atomic
def hand_in(*, actor: Actor, hearing_id: UUID, typed: Mapping[str, str]) -> MarkSheet:
    """Hand in one member's marks for one project, {line: as typed}; corrected until the marks are opened.

    Raises NotAllowed (another's seat, a conflict), RuleRefused (a mark missing or above its weight, kinship unanswered),
    WrongState.
    """
    session = doors.locked_session(Hearing.objects.values_list("session_id", flat=True).get(pk=hearing_id))
    hearing = doors.hearing_of(session, hearing_id)
    seat = _own(actor, session)
    _require_may_mark(session, seat, hearing)
    marks = _read(session, typed)
    values = {"points": marks, "total": sum(marks.values())}
    told = doors.about(hearing.project)
    sheet = MarkSheet.objects.select_for_update().filter(seat=seat, hearing=hearing).first()
    if sheet is None:
        sheet = MarkSheet(seat=seat, hearing=hearing, **values)
        writing.create(sheet, "committee_sheet.hand_in", actor=actor, **told)
    else:
        writing.rewrite(sheet, "committee_sheet.correct", actor=actor, values=values, **told)
    return sheet


def _require_may_mark(session: Session, seat: Seat, hearing: Hearing) -> None:
    if session.state != SessionState.MARKING:
        raise WrongState(_("This session is not marking: no mark enters before it begins, or once they are opened."))
    if seat.role not in MARKING_SEATS:
        raise NotAllowed(_("An observer sees that the rules are kept, and gives no mark."), code="seat.observer")
    if seat.declared_on is None:
        raise doors.refused("declared", _("Declare your conflicts of interest first, or that you have none."))
    declared = SeatConflict.objects.filter(seat=seat, hearing=hearing).first()
    if queries.stands_back(declared):
        sentence = _("You declared that you stand back from this person: the other members mark them.")
        raise NotAllowed(sentence, code="C.5")
    if declared is None and may_be_kin(seat, hearing.project.person):
        sentence = _("This person bears your surname and comes from your village. Say first whether you are related.")
        raise doors.refused("kinship_asked", sentence, "nature", source="C.5")


def _read(session: Session, typed: Mapping[str, str]) -> dict[str, int]:
    found, marks = [], {}
    for line in kept_grid(session.grid):
        mark = read_mark(typed.get(line.key, ""), line.weight)
        if mark is None:
            sentence = _("%(title)s: enter a mark from 0 to %(weight)d.") % {"title": line.title, "weight": line.weight}
            found.append(Finding("mark", sentence, line.key))
        else:
            marks[line.key] = mark
    if found:
        raise RuleRefused(found)
    return marks


@transaction.atomic
def open_marks(*, actor: Actor, session_id: UUID) -> Session:
    """Open the marks once every member has marked every project they may; each project gets the mean of each line.

    Raises NotAllowed, WrongState, RuleRefused with what is missing, or where too many stand back for the quorum.
    """
    session = doors.locked_session(session_id)
    COMMITTEE.require(actor, "open", session.structure_id)
    SESSION.check("open", session.state)
    states = queries.mark_states(session)
    found = _missing(session, states)
    if found:
        raise RuleRefused(found)
    for state in states:
        _settle(actor, session, state.hearing)
    SESSION.apply(session, "open", actor=actor, structure_id=session.structure_id)
    return session


def _missing(session: Session, states: Sequence[queries.MarkState]) -> list[Finding]:
    found = []
    short = [row.hearing.project.title for row in states if row.expected < session.quorum]
    if short:
        sentence = _("Too few members can mark these projects, because others stand back: %(titles)s.")
        found.append(Finding("quorum", sentence % {"titles": ", ".join(short)}, source="C.5"))
    waiting = sum(row.expected - row.handed_in for row in states)
    if waiting:
        sentence = ngettext("%(n)d sheet of marks is awaited.", "%(n)d sheets of marks are awaited.", waiting)
        found.append(Finding("marks", sentence % {"n": waiting}))
    return found


def _settle(actor: Actor, session: Session, hearing: Hearing) -> None:
    sitting = [seat.pk for seat in queries.seated(session) if seat.role in MARKING_SEATS]
    sheets = list(MarkSheet.objects.filter(hearing=hearing, seat__in=sitting).values_list("points", flat=True))
    points = {line: mean([sheet[line] for sheet in sheets]) for line in session.grid}
    values = {"points": points, "total": sum(points.values())}
    writing.edit(hearing, "committee_hearing.settle", actor=actor, values=values, **doors.about(hearing.project))
