"""Reads of what comes after a course: support due, the late first; of one person, every course."""

from datetime import timedelta

from django.db.models import QuerySet

from baarasira.kernel.actor import Actor
from baarasira.people.models import Person
from baarasira.reference.parameters import VISIT_ALARM_DAYS
from baarasira.reference.queries import value

from ..models import Enrolment, FollowUp
from ..policies import ENROLMENTS
from .reach import enrolments


def follow_ups(actor: Actor) -> QuerySet[FollowUp]:
    """Return the support of the people whose enrolment the actor may see, the first due first."""
    rows = FollowUp.objects.filter(enrolment__in=enrolments(actor).values("pk"))
    return rows.select_related("enrolment__person__office", "enrolment__session__course", "done_by").order_by(
        "due_on", "id"
    )


def due(actor: Actor) -> QuerySet[FollowUp]:
    """Return the support that is due and that the actor may give, the longest overdue first."""
    scope = ENROLMENTS.scope(actor, "follow")
    reachable = scope.q("enrolment__session__centre_id") | scope.q("enrolment__person__office_id")
    return follow_ups(actor).filter(reachable, done_on__isnull=True, due_on__lte=actor.today)


def escalated(actor: Actor) -> QuerySet[FollowUp]:
    """Return the support overdue for as long as the first alarm of R-24 says, for who answers for the structure."""
    first = value(VISIT_ALARM_DAYS, actor.today)[0]
    scope = ENROLMENTS.scope(actor, "oversee")
    reachable = scope.q("enrolment__session__centre_id") | scope.q("enrolment__person__office_id")
    limit = actor.today - timedelta(days=first)
    return follow_ups(actor).filter(reachable, done_on__isnull=True, due_on__lte=limit)


def of_person(actor: Actor, person: Person) -> QuerySet[Enrolment]:
    """Return the courses of a person that the actor may see, the newest first."""
    return (
        enrolments(actor)
        .filter(person=person)
        .prefetch_related("follow_ups", "outputs")
        .order_by("-enrolled_on", "-id")
    )
