"""What people do with courses; every act is one transaction, journaled."""

from .after import record_follow_up, record_output
from .attendance import correct_attendance, record_attendance
from .catalogue import (
    accredit,
    edit_course,
    edit_trainer,
    end_accreditation,
    keep_form,
    record_course,
    record_room,
    record_trainer,
)
from .closing import cancel_session, close_session
from .enrolling import drop, enrol
from .forgetting import forget_person
from .forms import fill_form, record_quiz
from .sessions import add_day, add_trainer, edit_session, open_session, plan_session, remove_day, replace_trainer

__all__ = [
    "accredit",
    "add_day",
    "add_trainer",
    "cancel_session",
    "close_session",
    "correct_attendance",
    "drop",
    "edit_course",
    "edit_session",
    "edit_trainer",
    "end_accreditation",
    "enrol",
    "fill_form",
    "forget_person",
    "keep_form",
    "open_session",
    "plan_session",
    "record_attendance",
    "record_course",
    "record_follow_up",
    "record_output",
    "record_quiz",
    "record_room",
    "record_trainer",
    "remove_day",
    "replace_trainer",
]
