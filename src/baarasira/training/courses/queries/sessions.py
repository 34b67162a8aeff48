"""Reads of sessions: who is in them and how full they are, whose trainers lapse, their rooms and courses."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from baarasira.kernel.actor import Actor

from ..enums import ACCREDITED, LIVE, EnrolmentState
from ..models import Accreditation, Course, Enrolment, Room, Session, Trainer
from ..policies import COURSES, SESSIONS, TRAINERS
from ..rules.accreditations import Lapse, bare_days, good_for, teachers_of
from .reach import sessions

SEATED = (EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.FAILED)


def with_counts(rows: QuerySet[Session]) -> QuerySet[Session]:
    """Add to each session `taken`, how many seats are."""
    return rows.annotate(taken=Count("enrolments", filter=Q(enrolments__state__in=SEATED)))


def seats_taken(session_id: UUID) -> int:
    """Return how many seats of a session are taken."""
    return Enrolment.objects.filter(session_id=session_id, state__in=SEATED).count()


def enrolled(session: Session) -> QuerySet[Enrolment]:
    """Return everybody who was ever enrolled in a session with their person, by name."""
    return session.enrolments.select_related("person__office", "moved_to__session").order_by(
        "person__surname", "person__given_names", "id"
    )


def courses(actor: Actor, *, active: bool = True) -> QuerySet[Course]:
    """Return the catalogue, for who may see it."""
    if not COURSES.allows(actor, "view"):
        return Course.objects.none()
    rows = Course.objects.order_by("title", "id")
    return rows.filter(active=True) if active else rows


def trainers(actor: Actor) -> QuerySet[Trainer]:
    """Return the trainers of the actor's structures, by name."""
    rows = Trainer.objects.filter(TRAINERS.scope(actor, "view").q("structure_id"))
    return rows.select_related("structure", "user").order_by("name", "id")


def teaching_choice(actor: Actor, course: Course | None = None, on: date | None = None) -> QuerySet[Trainer]:
    """Return the trainers of the whole country who may be named, for who plans sessions; of a course, the accredited ones first.

    A trainer of Bamako teaches at Kayes: the structure of a trainer says who keeps their file, not where they teach.
    """
    if not SESSIONS.allows(actor, "plan"):
        return Trainer.objects.none()
    rows = Trainer.objects.filter(active=True).select_related("structure")
    if course is not None and course.kind in ACCREDITED:
        good = Accreditation.objects.filter(Q(kind=course.kind) | Q(course=course), valid_to__gte=on or actor.today)
        rows = rows.filter(pk__in=good.values("trainer"))
    return rows.order_by("name", "id")


def rooms(structures: Collection[UUID]) -> QuerySet[Room]:
    """Return the rooms in use of these structures, by name."""
    return Room.objects.filter(structure__in=structures, active=True).select_related("structure").order_by("name", "id")


def lapsing(actor: Actor) -> list[tuple[Session, Lapse]]:
    """Return the sessions under way or to come of the actor's structures in which a trainer's accreditation does not reach
    to the end, the first to lapse first.
    """
    rows = sessions(actor).filter(
        SESSIONS.scope(actor, "plan").q("centre_id"), state__in=LIVE, course__kind__in=ACCREDITED
    )
    related = rows.prefetch_related(
        "days__trainer", "teaching__trainer__accreditations", "days__trainer__accreditations"
    )
    found = []
    for session in related.order_by("starts_on", "id")[:200]:
        days, teaching = list(session.days.all()), list(session.teaching.all())
        taught = teachers_of(teaching, days)
        held = [row for each in taught.values() for trainer in each for row in trainer.accreditations.all()]
        found += [(session, lapse) for lapse in bare_days(taught, days, good_for(session.course, held))]
    return sorted(found, key=lambda each: (each[1].since, each[0].pk))


def to_close(actor: Actor) -> QuerySet[Session]:
    """Return the sessions past their last day that nobody has closed, the oldest first."""
    scope = SESSIONS.scope(actor, "close")
    rows = sessions(actor).filter(scope.q("centre_id"), state__in=["open", "running"], ends_on__lt=actor.today)
    return rows.order_by("ends_on", "id")
