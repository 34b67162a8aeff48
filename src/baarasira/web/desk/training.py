"""The desk of those who train and of those who follow up: attendance to take, differences to settle, trainers whose
accreditation lapses, sessions to close, support after a course, the late first.
"""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.actor import Actor
from baarasira.training.courses.models import FollowUp, Session
from baarasira.training.courses.policies import ENROLMENTS, SESSIONS
from baarasira.training.courses.queries import after, attendance, sessions

from .shapes import SHOWN, Act, Block, Row, day_words


def _attends(actor: Actor) -> bool:
    return SESSIONS.allows(actor, "attend") or SESSIONS.allows(actor, "attend_own")


def attendance_to_take(actor: Actor) -> Block | None:
    """The days of the actor's groups on which nobody was noted yet, the oldest first."""
    if not _attends(actor):
        return None
    waiting = attendance.to_note(actor)
    late = sum(day.day < actor.today for _session, day in waiting)
    rows = [
        Row(
            title=session.title,
            url=(address := f"{reverse('courses:attendance', args=[session.pk])}?jour={day.pk}"),
            when=day_words(day.day),
            word=_("Attendance overdue") if day.day < actor.today else _("Attendance today"),
            tone="late" if day.day < actor.today else "action",
            detail=session.course.title,
            acts=(Act(_("Take attendance"), address),),
        )
        for session, day in waiting[:SHOWN]
    ]
    return Block(
        _("Attendance to take"), len(waiting), late, rows, reverse("courses:list"), _("No group waits for attendance.")
    )


def differences_to_settle(actor: Actor) -> Block | None:
    """The groups in which two devices said different things."""
    if not _attends(actor):
        return None
    waiting = attendance.differing_sessions(actor)
    count = waiting.count()
    rows = [_session(row, _("Two devices differ"), _("Settle"), "courses:attendance") for row in waiting[:SHOWN]]
    return Block(
        _("Attendance to settle"),
        count,
        count,
        rows,
        reverse("courses:list"),
        _("No two devices differ on attendance."),
    )


def _session(row: Session, word: object, act: object, route: str = "courses:session") -> Row:
    address = reverse(route, args=[row.pk])
    return Row(
        title=row.title, url=address, when=day_words(row.ends_on), word=str(word), tone="late", detail=row.course.title,
        acts=(Act(str(act), address),),
    )  # fmt: skip


def trainers_lapsing(actor: Actor) -> Block | None:
    """The sessions whose trainer's accreditation does not reach their end, the first to lapse first."""
    if not SESSIONS.allows(actor, "plan"):
        return None
    waiting = sessions.lapsing(actor)
    late = sum(lapse.since <= actor.today for _session, lapse in waiting)
    rows = [
        Row(
            title=lapse.trainer.name,
            url=(address := reverse("courses:session", args=[session.pk])),
            when=day_words(lapse.since),
            word=_("Not accredited"),
            tone="late" if lapse.since <= actor.today else "action",
            detail=session.title,
            acts=(Act(_("Replace or renew"), address),),
        )
        for session, lapse in waiting[:SHOWN]
    ]
    return Block(
        _("Trainers whose accreditation lapses"), len(waiting), late, rows, reverse("courses:list"),
        _("Every trainer is accredited to the end of their sessions."),
    )  # fmt: skip


def sessions_to_close(actor: Actor) -> Block | None:
    """The sessions past their last day that nobody has closed."""
    if not SESSIONS.allows(actor, "close"):
        return None
    waiting = sessions.to_close(actor)
    count = waiting.count()
    rows = [_session(row, _("To close"), _("Close the training session")) for row in waiting[:SHOWN]]
    return Block(
        _("Sessions to close"), count, count, rows, reverse("courses:list"), _("No session waits to be closed.")
    )


def support_due(actor: Actor) -> Block | None:
    """The support after a course that is due, the longest overdue first."""
    if not ENROLMENTS.allows(actor, "follow"):
        return None
    waiting = after.due(actor)
    count, late = waiting.count(), waiting.filter(due_on__lt=actor.today).count()
    rows = [_support(row, row.due_on < actor.today) for row in waiting[:SHOWN]]
    return Block(
        _("Support after a course"),
        count,
        late,
        rows,
        reverse("courses:follow-ups"),
        _("No support after a course is due."),
    )


def support_escalated(actor: Actor) -> Block | None:
    """The support so long overdue that who answers for the structure sees it (R-24)."""
    if not ENROLMENTS.allows(actor, "oversee"):
        return None
    waiting = after.escalated(actor)
    count = waiting.count()
    return Block(
        _("Support after a course long overdue"), count, count, [_support(row, True) for row in waiting[:SHOWN]],
        reverse("courses:follow-ups"), _("No support after a course is long overdue."),
    )  # fmt: skip


def _support(row: FollowUp, late: bool) -> Row:
    address = reverse("courses:follow-up", args=[row.pk])
    return Row(
        title=str(row.enrolment.person),
        url=address,
        when=day_words(row.due_on),
        word=_("Support overdue") if late else _("Support today"),
        tone="late" if late else "action",
        detail=row.enrolment.session.course.title,
        acts=(Act(_("Record the support"), address),),
    )
