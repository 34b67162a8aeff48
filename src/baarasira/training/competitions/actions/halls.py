"""In the halls: who was there, what happened; a fraud that one records and another decides."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from baarasira.accounts.acting import person_acting, refused, second
from baarasira.kernel import writing
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Taken

from ..enums import CompetitionState, IncidentKind
from ..models import Competition, Hall, HallSheet, Incident, Paper, Presence, Sitting
from ..transitions import INCIDENT
from .doors import locked, reason_of, require, require_state


@transaction.atomic
def close_sheet(
    *, actor: Actor, paper_id: UUID, hall_id: UUID, absent: Collection[UUID], invigilators: str
) -> HallSheet:
    """Close the attendance sheet of a hall for a paper: everybody of the hall was there but `absent` (ids of sittings).

    Raises NotAllowed, WrongState, Taken when it is closed already, RuleRefused (the day is to come, somebody of another hall).
    """
    paper, hall = Paper.objects.get(pk=paper_id), Hall.objects.get(pk=hall_id)
    competition = locked(paper.competition_id)
    require(actor, "attend", competition, hall.centre_id)
    require_state(competition, CompetitionState.CONVENED)
    if hall.competition_id != competition.pk:
        raise refused("hall", _("This hall is of another competition."), "hall")
    if paper.day is None or paper.day > actor.today:
        raise refused("paper_day", _("This paper is not sat yet."))
    if HallSheet.objects.filter(paper=paper, hall=hall).exists():
        raise Taken(_("The attendance sheet of this hall is closed already."), code="sheet.closed")
    names = " ".join(invigilators.split())[:300]
    if not names:
        raise refused("invigilators", _("Name those who watched the hall."), "invigilators")
    rows = list(hall.sittings.select_related("candidacy").order_by("seat"))
    if set(absent) - {row.pk for row in rows}:
        raise refused("absent", _("Somebody marked absent does not sit in this hall."), "absent")
    for row in rows:
        presence = Presence(paper=paper, sitting=row, present=row.pk not in absent)
        writing.create(
            presence, "competition_presence.record", actor=actor, subject_id=row.candidacy.person_id,
            structure_id=competition.structure_id,
        )  # fmt: skip
    sheet = HallSheet(paper=paper, hall=hall, closed_by=person_acting(actor), closed_on=actor.today, invigilators=names)
    writing.create(sheet, "competition_sheet.close", actor=actor, structure_id=competition.structure_id)
    return sheet


@transaction.atomic
def record_incident(
    *,
    actor: Actor,
    paper_id: UUID,
    hall_id: UUID,
    kind: str,
    words: str,
    seat: int | None = None,
    form_token: UUID | None = None,
) -> Incident:
    """Write what happened in a hall, of the candidate of a seat where it concerns one. A fraud waits for another person.

    Raises NotAllowed, WrongState, RuleRefused (no words, nobody on that seat, a fraud of nobody).
    """
    paper, hall = Paper.objects.get(pk=paper_id), Hall.objects.get(pk=hall_id)
    competition = locked(paper.competition_id)
    require(actor, "attend", competition, hall.centre_id)
    require_state(competition, CompetitionState.CONVENED, CompetitionState.MARKING)
    if form_token is not None and (known := Incident.objects.filter(form_token=form_token).first()):
        return known
    if kind not in IncidentKind.values:
        raise refused("kind", _("Choose one of the list."), "kind")
    sitting = _seated(hall, seat)
    if kind == IncidentKind.FRAUD and sitting is None:
        raise refused("fraud_seat", _("Give the seat of the candidate: a fraud is somebody’s."), "seat")
    incident = Incident(
        paper=paper, hall=hall, sitting=sitting, kind=kind, form_token=form_token,
        words=reason_of(words, "words", 1000), recorded_by=person_acting(actor), recorded_on=actor.today,
    )  # fmt: skip
    INCIDENT.begin(
        incident, "report" if kind == IncidentKind.FRAUD else "note", actor=actor, subject_id=_subject(sitting),
        structure_id=competition.structure_id,
    )  # fmt: skip
    return incident


def _seated(hall: Hall, seat: int | None) -> Sitting | None:
    if seat is None:
        return None
    found = hall.sittings.select_related("candidacy").filter(seat=seat).first()
    if found is None:
        raise refused("seat", _("Nobody sits on this seat of this hall."), "seat")
    return found


def _subject(sitting: Sitting | None) -> UUID | None:
    return sitting.candidacy.person_id if sitting is not None else None


@transaction.atomic
def decide_fraud(*, actor: Actor, incident_id: UUID, annul: bool, decision: str) -> Incident:
    """Annul the paper of a candidate for fraud, or dismiss it: another person than who recorded it (R-16), before the results.

    Raises NotAllowed, WrongState when it is decided already, RuleRefused without words, or when the candidate did not sit.
    """
    incident = Incident.objects.select_related("paper", "hall", "sitting__candidacy", "recorded_by").get(pk=incident_id)
    competition = locked(incident.paper.competition_id)
    require(actor, "annul", competition)
    require_state(competition, CompetitionState.CONVENED, CompetitionState.MARKING, CompetitionState.UNSEALED)
    name = "annul" if annul else "dismiss"
    INCIDENT.check(name, incident.state)
    who = second(actor, incident.recorded_by, _("You recorded this yourself: another person decides it."))
    words = reason_of(decision, "decision")
    if annul:
        _annul(actor, competition, incident)
    INCIDENT.apply(
        incident, name, actor=actor.because(""), subject_id=_subject(incident.sitting),
        structure_id=competition.structure_id,
        values={"decided_by": who, "decided_on": actor.today, "decision": words},
    )  # fmt: skip
    return incident


def _annul(actor: Actor, competition: Competition, incident: Incident) -> None:
    row = Presence.objects.filter(paper=incident.paper, sitting=incident.sitting, present=True).first()
    if row is None:
        raise refused("not_sat", _("Close the attendance sheet first: only a paper that was sat is annulled."))
    writing.edit(
        row, "competition_presence.annul", actor=actor.because(""), values={"annulled_on": actor.today},
        subject_id=_subject(incident.sitting), structure_id=competition.structure_id,
    )  # fmt: skip
