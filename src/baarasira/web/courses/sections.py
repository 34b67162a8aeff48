"""What courses show on a person's file: each course with its state, support that is due, and the way to enrol."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.people.models import Person
from baarasira.training.courses.policies import ENROLMENTS
from baarasira.training.courses.queries import after
from baarasira.web.people import sections as people
from baarasira.web.requests import AgentRequest

from .states import tone


def courses_of(request: AgentRequest, person: Person) -> people.Section | None:
    """The courses of this person that the agent may see, and the way to enrol."""
    if not ENROLMENTS.allows(request.actor, "view"):
        return None
    rows = list(after.of_person(request.actor, person)[:30])
    context = {
        "lines": [
            {
                "enrolment": row,
                "tone": tone("enrolment", row.state),
                "started": any(each.business_started_on for each in row.follow_ups.all()),
            }
            for row in rows
        ],
        "may_enrol": ENROLMENTS.allows(request.actor, "enrol", person.office_id),
    }
    return people.Section(
        _("Courses"), "courses/section_person.html", context, 38, count=len(rows), anchor="formations"
    )


def support_due(request: AgentRequest, person: Person) -> list[people.Due]:
    """The support after a course that is due for this person."""
    if not ENROLMENTS.allows(request.actor, "follow"):
        return []
    rows = after.due(request.actor).filter(enrolment__person=person)
    return [
        people.Due(
            _("Support after a course"),
            reverse("courses:follow-up", args=[row.pk]),
            row.due_on,
            detail=row.enrolment.session.course.title,
            verb=_("Record the support"),
        )
        for row in rows
    ]


PERSON_SECTIONS: list[people.SectionMaker] = [courses_of]
PERSON_DUE: list[people.DueMaker] = [support_due]
