"""The desk of those who counsel: appointments, plans, cards, looks from outside, requests by right."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baarasira.counselling import queries
from baarasira.counselling.enums import AppointmentState
from baarasira.counselling.models import Appointment
from baarasira.counselling.policies import APPOINTMENTS, CARDS, PLANS
from baarasira.kernel.actor import Actor
from baarasira.people.policies import PEOPLE
from baarasira.people.queries import outside_looks, right_requests
from baarasira.reference.queries import value
from baarasira.web.shell.components.text import moment

from .shapes import SHOWN, Act, Block, Row, day_words, hour_words

CALL_AGAIN_DAYS = 60
# They have no list of their own elsewhere, and are few.
MOST_RIGHTS = 30


def _record(row: Appointment, *outcomes: AppointmentState) -> tuple[Act, ...]:
    words = {AppointmentState.KEPT: _("Came"), AppointmentState.MISSED: _("Did not come")}
    url = reverse("counselling:record", args=[row.pk])
    shared = (("version", str(row.version)), ("back", reverse("desk")))
    return tuple(Act(words[outcome], url, (("outcome", outcome.value), *shared)) for outcome in outcomes)


def _name(row: Appointment) -> str:
    return str(row.person)


def appointments_today(actor: Actor) -> Block | None:
    """Who is expected today and has not been received yet, in order of the hour; late when the hour has passed."""
    if not APPOINTMENTS.allows(actor, "record"):
        return None
    waiting = queries.appointments_of_day(actor, actor.today).filter(state=AppointmentState.PLANNED)
    count, late = queries.counts(waiting, Q(starts_at__lte=actor.at))
    rows = [
        Row(
            title=_name(row),
            url=reverse("people:file", args=[row.person_id]),
            when=hour_words(row.starts_at),
            word=_("Hour passed") if row.starts_at <= actor.at else pgettext_lazy("appointment", "Expected"),
            tone="late" if row.starts_at <= actor.at else "wait",
            detail=str(row.get_purpose_display()),
            acts=_record(row, AppointmentState.KEPT, *([AppointmentState.MISSED] if row.starts_at <= actor.at else [])),
        )
        for row in waiting[:SHOWN]
    ]
    return Block(
        _("Appointments of today"), count, late, rows, reverse("counselling:day"),
        _("Nobody more is expected today."),
    )  # fmt: skip


def appointments_to_record(actor: Actor) -> Block | None:
    """Past appointments of which nobody said whether the person came."""
    if not APPOINTMENTS.allows(actor, "record"):
        return None
    unsaid = queries.appointments_to_record(actor).order_by("starts_at", "id")
    count = unsaid.count()
    rows = [
        Row(
            title=_name(row),
            url=reverse("people:file", args=[row.person_id]),
            when=moment(row.starts_at),
            word=_("To be recorded"),
            tone="late",
            detail=str(row.get_purpose_display()),
            acts=_record(row, AppointmentState.KEPT, AppointmentState.MISSED),
        )
        for row in unsaid[:SHOWN]
    ]
    title = _("Did these people come?")
    return Block(
        title, count, count, rows, reverse("counselling:missed"), _("Every past appointment says what came of it.")
    )


def to_call_again(actor: Actor) -> Block | None:
    """Who did not come and was given no later appointment."""
    if not APPOINTMENTS.allows(actor, "give"):
        return None
    missed = queries.to_call_again(actor, actor.today - timedelta(days=CALL_AGAIN_DAYS))
    count = missed.count()
    rows = [
        Row(
            title=_name(row),
            url=reverse("people:file", args=[row.person_id]),
            when=day_words(row.starts_at.date()),
            word=_("Missed"),
            tone="wait",
            detail=str(row.get_purpose_display()),
            acts=(
                Act(
                    _("Call again"),
                    reverse("counselling:appointment_new", args=[row.person_id]) + f"?purpose={row.purpose}",
                ),
            ),
        )
        for row in missed[:SHOWN]
    ]
    return Block(
        _("To be called again"), count, 0, rows, reverse("counselling:missed"), _("Nobody is to be called again.")
    )


def steps_due(actor: Actor) -> Block | None:
    """The steps of plans that are due today or were."""
    if not PLANS.allows(actor, "follow"):
        return None
    due = queries.steps_due(actor, actor.today)
    count, late = queries.counts(due, Q(due_on__lt=actor.today))
    rows = [
        Row(
            title=row.what,
            url=reverse("counselling:plan", args=[row.plan.person_id]),
            when=day_words(row.due_on),
            word=pgettext_lazy("plan step", "Late") if row.due_on < actor.today else _("Today"),
            tone="late" if row.due_on < actor.today else "wait",
            detail=f"{row.plan.person} – {row.get_side_display()}",
            acts=(
                Act(
                    pgettext_lazy("verb", "Done"),
                    reverse("counselling:step_settle", args=[row.pk]),
                    (("outcome", "done"), ("version", str(row.version)), ("back", reverse("desk"))),
                ),
            ),
        )
        for row in due[:SHOWN]
    ]
    return Block(
        _("Steps of action plans"), count, late, rows, reverse("counselling:plans"), _("No step of a plan is due.")
    )


def reviews_due(actor: Actor) -> Block | None:
    """The plans to be reviewed with the person, today or before."""
    if not PLANS.allows(actor, "follow"):
        return None
    due = queries.reviews_due(actor, actor.today)
    count, late = queries.counts(due, Q(review_on__lt=actor.today))
    rows = [
        Row(
            title=str(row.person),
            url=reverse("counselling:plan", args=[row.person_id]),
            when=day_words(row.review_on),
            word=_("Review overdue") if row.review_on < actor.today else _("Today"),
            tone="late" if row.review_on < actor.today else "wait",
            detail=row.aim[:80],
            acts=(
                Act(
                    _("Call the person"),
                    reverse("counselling:appointment_new", args=[row.person_id]) + "?purpose=plan_review",
                ),
            ),
        )
        for row in due[:SHOWN]
    ]
    return Block(
        _("Plans to be reviewed"), count, late, rows, reverse("counselling:plans"), _("No plan is to be reviewed.")
    )


def cards_due(actor: Actor) -> Block | None:
    """The cards whose last day has passed or comes within the days of the first reminder."""
    if not CARDS.allows(actor, "renew"):
        return None
    due = queries.cards_due(actor, actor.today + timedelta(days=max(value("card.reminder_days", actor.today))))
    count, late = queries.counts(due, Q(expires_on__lt=actor.today))
    rows = [
        Row(
            title=str(row.person),
            url=reverse("people:file", args=[row.person_id]),
            when=day_words(row.expires_on),
            word=_("To be renewed") if row.expires_on < actor.today else _("Soon"),
            tone="late" if row.expires_on < actor.today else "wait",
            detail=row.number,
            acts=(Act(_("Open the card"), reverse("counselling:card", args=[row.person_id])),),
        )
        for row in due[:SHOWN]
    ]
    return Block(
        _("Cards to be renewed"), count, late, rows, reverse("counselling:due"), _("No card is to be renewed.")
    )


def looks_from_outside(actor: Actor) -> Block | None:
    """Files of our people that agents of other offices opened, not seen yet."""
    if not PEOPLE.allows(actor, "review_looks"):
        return None
    unseen = outside_looks(actor, unseen_only=True)
    count, url = unseen.count(), reverse("people:outside_looks")
    rows = [
        Row(
            title=str(row.person),
            url=reverse("people:file", args=[row.person_id]),
            when=moment(row.at),
            word=_("Not seen yet"),
            tone="wait",
            detail=f"{row.user.label} – {row.reason[:80]}",
            acts=(Act(_("Read the reasons"), url),),
        )
        for row in unseen[:SHOWN]
    ]
    return Block(_("Our files opened from outside"), count, 0, rows, url, _("No file of ours was opened from outside."))


def rights_due(actor: Actor) -> Block | None:
    """Requests by right that wait for an answer."""
    if not PEOPLE.allows(actor, "answer_rights"):
        return None
    waiting = right_requests(actor, open_only=True)
    count, late = queries.counts(waiting, Q(due_on__lt=actor.today))
    rows = [
        Row(
            title=str(row.person),
            url=reverse("people:rights", args=[row.person_id]),
            when=day_words(row.due_on),
            word=_("Answer overdue") if row.due_on < actor.today else _("To be answered"),
            tone="late" if row.due_on < actor.today else "wait",
            detail=str(row.get_kind_display()),
            acts=(Act(_("Answer"), reverse("people:rights", args=[row.person_id])),),
        )
        for row in waiting[:MOST_RIGHTS]
    ]
    return Block(_("Requests by right"), count, late, rows, "", _("Nobody waits for an answer to a request by right."))
