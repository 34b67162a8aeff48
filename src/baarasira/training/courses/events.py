"""Events that this room emits, with their details."""

ENROLLED = "enrolment.enrol"
"""Somebody has a place in a session: they are told. Object: the enrolment."""

COMPLETED = "enrolment.complete"
"""Somebody completed a course: a certificate may be proposed. Object: the enrolment."""

FAILED = "enrolment.fail"
"""Somebody did not complete. Object: the enrolment."""

DROPPED = "enrolment.drop"
"""Somebody stopped before the end. Object: the enrolment."""

MOVED = "enrolment.move"
"""The session was cancelled and the person has a place in another one. Object: the new enrolment."""

CANCELLED = "enrolment.cancel"
"""The session was cancelled and there was no place elsewhere. Object: the enrolment."""

FOLLOWED = "training_follow_up.record"
"""What became of somebody after a course was recorded. Object: the enrolment. `details`: `months`, `situation`."""

CLOSED = "course_session.close"
"""A session ended. Object: the session. `details`: `completed`, `failed` (numbers)."""
