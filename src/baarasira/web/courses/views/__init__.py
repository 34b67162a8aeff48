"""Views of courses."""

from .attendance import attendance, attendance_group, correct_attendance, send_attendance, signing_sheet
from .catalogue import (
    edit_course,
    form_version,
    list_courses,
    list_forms,
    list_trainers,
    new_course,
    rooms,
    trainer,
    trainer_act,
)
from .enrolments import enrol_person, enrolment, enrolment_act, fill_form, output_file, quiz
from .follow_ups import follow_up, list_follow_ups
from .sessions import edit_session, list_sessions, new_session, session, session_act

__all__ = [
    "attendance",
    "attendance_group",
    "correct_attendance",
    "edit_course",
    "edit_session",
    "enrol_person",
    "enrolment",
    "enrolment_act",
    "fill_form",
    "follow_up",
    "form_version",
    "list_courses",
    "list_follow_ups",
    "list_forms",
    "list_sessions",
    "list_trainers",
    "new_course",
    "new_session",
    "output_file",
    "quiz",
    "rooms",
    "send_attendance",
    "session",
    "session_act",
    "signing_sheet",
    "trainer",
    "trainer_act",
]
