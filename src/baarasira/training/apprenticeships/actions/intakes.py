"""A call for apprentices: opened, applied to, tested, the admitted proposed by one person and published by another."""

from collections import Counter
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import WrongState
from baarasira.kernel.locking import door
from baarasira.kernel.sequences import next_number, with_check
from baarasira.people.queries import searchable_by
from baarasira.reference import parameters
from baarasira.reference.queries import value

from .. import doors, marks
from ..enums import ApplicantState, IntakeState
from ..inputs import IntakeData
from ..models import Applicant, Intake, IntakeSeats, MarkChange, Master, Trade
from ..policies import INTAKES
from ..rules.contracts import free_places, person_findings
from ..rules.ranking import Candidate, spread
from ..transitions import APPLICANT, INTAKE


@transaction.atomic
def open_intake(*, actor: Actor, centre_id: UUID, data: IntakeData) -> Intake:
    """Open a call with its seats by trade. Raises NotAllowed, RuleRefused."""
    INTAKES.require(actor, "open", centre_id)
    if not data.opens_on <= data.closes_on <= data.test_on:
        raise doors.refused("intake_days", _("The call opens, closes, then the test is held."), "closes_on")
    trades = {trade.key: trade for trade in Trade.objects.filter(key__in=data.seats, active=True)}
    wanted = {key: count for key, count in data.seats.items() if count > 0}
    if not wanted or not set(wanted) <= set(trades):
        raise doors.refused("intake_seats", _("Give seats to at least one trade."), "seats")
    row = Intake(
        centre_id=centre_id,
        number=with_check(f"EA{actor.today:%y}-{next_number(f'apprentice_intake:{actor.today.year}'):03d}"),
        title=doors.line_of(data.title, 160, "title"),
        opens_on=data.opens_on,
        closes_on=data.closes_on,
        test_on=data.test_on,
        conditions=" ".join(data.conditions.split())[:1000],
    )
    INTAKE.begin(row, "open", actor=actor, structure_id=centre_id)
    for key, count in sorted(wanted.items()):
        seats = IntakeSeats(intake=row, trade=trades[key], seats=count)
        writing.create(seats, "apprentice_seats.open", actor=actor, structure_id=centre_id)
    return row


def locked(actor: Actor, intake_id: UUID, action: str) -> Intake:
    """Return an intake alone until the transaction ends. NotAllowed by the policy at its centre."""
    door(f"apprentice_intake:{intake_id}")
    intake = Intake.objects.select_for_update(of=("self",)).select_related("centre", "ranked_by").get(pk=intake_id)
    INTAKES.require(actor, action, intake.centre_id)
    return intake


@transaction.atomic
def apply(*, actor: Actor, intake_id: UUID, person_id: UUID, trade: str, out_of_school: bool) -> Applicant:
    """Record the application of somebody whose file the actor may find. Raises NotAllowed, RuleRefused."""
    intake = locked(actor, intake_id, "apply")
    if intake.state != IntakeState.OPEN or not intake.opens_on <= actor.today <= intake.closes_on:
        raise doors.refused("intake_closed", _("This call takes no applications today."))
    person = searchable_by(actor).get(pk=person_id)
    seats = intake.seats.select_related("trade").filter(trade__key=trade).first()
    if seats is None:
        raise doors.refused("trade", _("This call has no seats in this trade."), "trade")
    if intake.applicants.filter(person=person).exists():
        raise doors.refused("applied_twice", _("This person has applied to this call already."), "person")
    doors.stop_at(person_findings(person, intake.test_on, out_of_school))
    row = Applicant(
        intake=intake, person=person, trade=seats.trade, applied_on=actor.today, out_of_school=out_of_school
    )
    APPLICANT.begin(row, "apply", actor=actor, subject_id=person.pk, structure_id=intake.centre_id)
    return row


def _applicant(actor: Actor, applicant_id: UUID, action: str) -> tuple[Intake, Applicant]:
    intake_id = Applicant.objects.values_list("intake_id", flat=True).get(pk=applicant_id)
    intake = locked(actor, intake_id, action)
    rows = Applicant.objects.select_for_update(of=("self",)).select_related("person", "trade")
    return intake, rows.get(pk=applicant_id)


@transaction.atomic
def mark_test(*, actor: Actor, applicant_id: UUID, practical: str, oral: str, reason: str = "") -> Applicant:
    """Enter the marks of the entrance test, out of 20 in quarter points; a correction gives its reason and keeps what stood.

    Raises NotAllowed, RuleRefused (a mark of 21, a correction without a reason, a list published).
    """
    intake, row = _applicant(actor, applicant_id, "mark")
    if intake.state not in {IntakeState.OPEN, IntakeState.RANKED} or row.state != ApplicantState.APPLIED:
        raise WrongState(_("The list is published: marks no longer change."))
    if actor.today < intake.test_on:
        raise doors.refused("test_day", _("The test has not been held yet."))
    given = {"practical_4": _mark(practical, "practical"), "oral_4": _mark(oral, "oral")}
    note_changes(actor, row.pk, {name: getattr(row, name) for name in given}, given, reason)
    writing.edit(
        row, "apprentice_applicant.mark", actor=actor.because(reason), values=given, subject_id=row.person_id,
        structure_id=intake.centre_id,
    )  # fmt: skip
    return row


def _mark(text: str, field: str) -> int:
    found = marks.read_mark(text)
    if found is None:
        raise doors.refused("mark", _("A mark goes from 0 to 20, in quarter points: 12, 12.25, 12.5."), field)
    return found


def note_changes(actor: Actor, key: UUID, former: dict[str, int | None], given: dict[str, int], reason: str) -> None:
    """Keep each mark that changes with its author and its reason (a first entry is no change). RuleRefused without one."""
    changed = {name: was for name, was in former.items() if was is not None and was != given[name]}
    if not changed:
        return
    why = doors.words_of(reason, 500)
    who = doors.person_acting(actor)
    MarkChange.objects.bulk_create(
        MarkChange(object_id=key, field=name, former_4=was, new_4=given[name], by=who, at=actor.at, reason=why)
        for name, was in changed.items()
    )


@transaction.atomic
def rank(*, actor: Actor, intake_id: UUID) -> Intake:
    """Propose the list: by trade, in the order of marks, the admitted spread over the masters; another person publishes it.

    Raises NotAllowed, RuleRefused while somebody has no mark, WrongState.
    """
    intake = locked(actor, intake_id, "rank")
    if actor.today < intake.test_on:
        raise doors.refused("test_day", _("The test has not been held yet."))
    rows = list(intake.applicants.filter(state=ApplicantState.APPLIED).select_related("person", "trade"))
    if any(row.practical_4 is None or row.oral_4 is None for row in rows):
        raise doors.refused("marks_missing", _("Somebody has no mark yet: enter it, or record that they withdraw."))
    seats = {row.trade_id: row.seats for row in intake.seats.all()}
    places = {
        master.pk: (master.trade_id, free_places(master))
        for master in Master.objects.filter(centre=intake.centre, ended_on__isnull=True).order_by("number")
    }
    candidates = [
        Candidate(row.pk, row.trade_id, row.practical_4 or 0, row.oral_4 or 0, row.person.born) for row in rows
    ]
    found = spread(candidates, seats, places, value(parameters.APPRENTICE_TEST_MARK, actor.today))
    for row in rows:
        place = found[row.pk]
        writing.edit(
            row, "apprentice_applicant.rank", actor=actor, values={"rank": place.rank, "master_id": place.master},
            subject_id=row.person_id, structure_id=intake.centre_id,
        )  # fmt: skip
    values = {"ranked_by": doors.person_acting(actor), "ranked_on": actor.today}
    INTAKE.apply(intake, "rank", actor=actor, structure_id=intake.centre_id, values=values)
    return intake


@transaction.atomic
def publish(*, actor: Actor, intake_id: UUID) -> Intake:
    """Publish the list that another person proposed (R-16): who is admitted and to whom, who waits, who is not admitted.

    Raises NotAllowed, WrongState, RuleRefused when a mark changed since it was proposed.
    """
    intake = locked(actor, intake_id, "publish")
    sentence = _("Who proposed the list does not publish it: another person does.")
    who = doors.second(actor, intake.ranked_by, sentence)
    INTAKE.check("publish", intake.state)
    least = 4 * value(parameters.APPRENTICE_TEST_MARK, actor.today)
    seats = Counter({row.trade_id: row.seats for row in intake.seats.all()})
    for row in intake.applicants.select_for_update().filter(state=ApplicantState.APPLIED).order_by("rank", "id"):
        if row.rank is None:
            raise doors.refused("rank_missing", _("The list is no longer whole: propose it again."))
        enough = (row.practical_4 or 0) + (row.oral_4 or 0) >= 2 * least
        verb = "admit" if enough and row.rank <= seats[row.trade_id] else "wait" if enough else "refuse"
        APPLICANT.apply(row, verb, actor=actor, subject_id=row.person_id, structure_id=intake.centre_id)
    values = {"published_by": who, "published_on": actor.today}
    INTAKE.apply(intake, "publish", actor=actor, structure_id=intake.centre_id, values=values)
    return intake


@transaction.atomic
def withdraw(*, actor: Actor, applicant_id: UUID, reason: str) -> Applicant:
    """Record that somebody withdraws; the first of the waiting list of the trade is admitted in their place.

    Raises NotAllowed, RuleRefused without a reason, WrongState.
    """
    intake, row = _applicant(actor, applicant_id, "apply")
    was, master = row.state, row.master_id
    said = actor.because(doors.words_of(reason, 500))
    told = {"subject_id": row.person_id, "structure_id": intake.centre_id}
    APPLICANT.apply(row, "withdraw", actor=said, values={"master": None}, **told)
    waiting = intake.applicants.select_for_update().filter(state=ApplicantState.WAITING, trade=row.trade)
    nxt = waiting.order_by("rank", "id").first()
    if was == ApplicantState.ADMITTED and nxt is not None:
        values = {"master_id": nxt.master_id or master}
        told = {"subject_id": nxt.person_id, "structure_id": intake.centre_id}
        APPLICANT.apply(nxt, "admit", actor=said, values=values, **told)
    return row


@transaction.atomic
def cancel(*, actor: Actor, intake_id: UUID, reason: str) -> Intake:
    """Cancel a call whose list is not published; who applied is let go with the same reason, and may apply elsewhere.

    Raises NotAllowed, RuleRefused without a reason, WrongState.
    """
    intake = locked(actor, intake_id, "cancel")
    said = actor.because(doors.words_of(reason, 500))
    INTAKE.check("cancel", intake.state)
    for row in intake.applicants.select_for_update().filter(state=ApplicantState.APPLIED).order_by("id"):
        told = {"subject_id": row.person_id, "structure_id": intake.centre_id}
        APPLICANT.apply(row, "withdraw", actor=said, values={"master": None}, **told)
    INTAKE.apply(intake, "cancel", actor=said, structure_id=intake.centre_id)
    return intake
