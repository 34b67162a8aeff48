"""After the results: complaints settled by another person, final marks corrected in the open, scripts shown to who asks."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused, second
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor, same_person
from baarasira.kernel.errors import NotAllowed
from baarasira.kernel.journal import write as journal

from ..enums import CompetitionState, ListState
from ..models import Competition, Complaint, Consultation, Paper, Script, Sitting
from ..rules.marks import EIGHTHS, QUARTERS, read_mark, shown
from ..transitions import COMPLAINT
from .doors import locked, reason_of, require, require_state
from .marking import write_correction

LONGEST = 2000


@transaction.atomic
def record_complaint(
    *,
    actor: Actor,
    sitting_id: UUID,
    paper_id: UUID,
    received_on: date,
    grounds: str,
    form_token: UUID | None = None,
) -> Complaint:
    """Record what a candidate says of a mark, within the working days after the list. The same form again: the same complaint.

    Raises NotAllowed, WrongState, RuleRefused (too late, one is open on this paper, no words, not sat).
    """
    sitting = Sitting.objects.select_related("candidacy").get(pk=sitting_id)
    competition = locked(sitting.competition_id)
    require(actor, "complain", competition, sitting.candidacy.office_id)
    if form_token is not None and (known := Complaint.objects.filter(form_token=form_token).first()):
        return known
    require_state(competition, CompetitionState.PUBLISHED)
    paper = competition.papers.get(pk=paper_id)
    listed = competition.lists.get(state=ListState.PUBLISHED)
    if received_on > actor.today or (listed.published_on is not None and received_on < _first_day(competition)):
        raise refused("day", _("This is no day between the results and today."), "received_on")
    if listed.complaints_until is not None and received_on > listed.complaints_until:
        sentence = _("Complaints were received until %(day)s.")
        raise refused("late", sentence % {"day": f"{listed.complaints_until:%d/%m/%Y}"}, "received_on")
    if sitting.complaints.filter(paper=paper, state="received").exists():
        raise refused("open", _("A complaint on this paper is being looked at already."), "paper")
    if not sitting.scripts.filter(paper=paper, void=False).exists():
        raise refused("no_script", _("This candidate has no script in this paper."), "paper")
    row = Complaint(
        competition=competition, sitting=sitting, paper=paper, received_on=received_on, form_token=form_token,
        grounds=reason_of(grounds, "grounds", LONGEST), recorded_by=person_acting(actor),
    )  # fmt: skip
    COMPLAINT.begin(
        row, "record", actor=actor, subject_id=sitting.candidacy.person_id, structure_id=competition.structure_id
    )
    return row


def _first_day(competition: Competition) -> date:
    days = competition.lists.filter(published_on__isnull=False).values_list("published_on", flat=True)
    return min(day for day in days if day is not None)


@transaction.atomic
def settle_complaint(*, actor: Actor, complaint_id: UUID, decision: str, mark: str = "") -> Complaint:
    """Settle a complaint: with a `mark` (of 20, in quarter points) the final mark is corrected, without one it is rejected.

    Somebody else than who recorded it and than the markers of the script decides. The correction keeps the former mark; the list
    is then proposed and published again. Raises NotAllowed, WrongState, RuleRefused.
    """
    row = Complaint.objects.select_related("sitting__candidacy", "paper", "recorded_by").get(pk=complaint_id)
    competition = locked(row.competition_id)
    require(actor, "settle", competition)
    require_state(competition, CompetitionState.PUBLISHED)
    name = "uphold" if mark.strip() else "reject"
    COMPLAINT.check(name, row.state)
    who = second(actor, row.recorded_by, _("You recorded this complaint: another person settles it."))
    script = row.sitting.scripts.get(paper=row.paper, void=False)
    if any(same_person(given.marker.user, who) for given in script.marks.select_related("marker__user")):
        raise NotAllowed(_("You marked this script: another person settles the complaint."), code="R-16")
    words = reason_of(decision, "decision", LONGEST)
    if mark.strip():
        _correct(actor, competition, script, row.paper, mark, words)
    COMPLAINT.apply(
        row, name, actor=actor, subject_id=row.sitting.candidacy.person_id, structure_id=competition.structure_id,
        values={"decision": words, "decided_by": who, "decided_on": actor.today},
    )  # fmt: skip
    return row


def _correct(actor: Actor, competition: Competition, script: Script, paper: Paper, typed: str, reason: str) -> None:
    value = read_mark(typed)
    if value is None:
        raise refused("mark", _("Write a mark from 0 to 20, in quarter points: 12,25."), "mark")
    former, now = script.final or 0, value * (EIGHTHS // QUARTERS)
    if former == now:
        raise refused("same", _("This is the mark it has: reject the complaint instead."), "mark")
    row = write_correction(actor, script, former, now, reason[:500])
    Script.objects.filter(pk=script.pk).update(final=now)
    journal.record(
        actor, "competition_mark.correct", noun="competition_mark", object_id=row.pk,
        structure_id=competition.structure_id, before={"mark": shown(former, EIGHTHS)}, after={"mark": shown(now, EIGHTHS)},
    )  # fmt: skip


@transaction.atomic
def ask_consultation(*, actor: Actor, sitting_id: UUID) -> Consultation:
    """Record that a candidate asks to see their scripts; once while it was not done. Raises NotAllowed, WrongState."""
    sitting = Sitting.objects.select_related("candidacy").get(pk=sitting_id)
    competition = locked(sitting.competition_id)
    require(actor, "complain", competition, sitting.candidacy.office_id)
    require_state(competition, CompetitionState.PUBLISHED, CompetitionState.SEATING, CompetitionState.PROPOSED)
    if known := sitting.consultations.filter(seen_on__isnull=True).first():
        return known
    row = Consultation(sitting=sitting, asked_on=actor.today)
    writing.create(
        row, "competition_consultation.ask", actor=actor, subject_id=sitting.candidacy.person_id,
        structure_id=competition.structure_id,
    )  # fmt: skip
    return row


@transaction.atomic
def note_shown(*, actor: Actor, consultation_id: UUID) -> Consultation:
    """Note that the scripts were shown today. Raises NotAllowed, RuleRefused when they were already."""
    row = Consultation.objects.select_related("sitting__candidacy").get(pk=consultation_id)
    competition = locked(row.sitting.competition_id)
    require(actor, "show", competition)
    if row.seen_on is not None:
        raise refused("shown", _("These scripts were shown already."))
    writing.edit(
        row, "competition_consultation.show", actor=actor, values={"seen_on": actor.today, "shown_by": person_acting(actor)},
        subject_id=row.sitting.candidacy.person_id, structure_id=competition.structure_id,
    )  # fmt: skip
    return row
