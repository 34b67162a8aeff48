"""Closed lists of candidacies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CandidacyState(models.TextChoices):
    """From the referral to the first day worked; a file of a campaign is under way on its road, then ended by an outcome."""

    REFERRED = "referred", _("Referred")
    INTERVIEWED = "interviewed", _("Interviewed")
    HIRED = "hired", _("Hired")
    STARTED = "started", _("Placement confirmed")
    REFUSED = "refused", _("Not hired")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDER_WAY = "under_way", _("Under way")
    ENDED = "ended", _("Ended")


ROAD_STATES = frozenset({CandidacyState.UNDER_WAY, CandidacyState.ENDED})
"""The states of a campaign's files; where they stand on the road is said by their step, how they ended by their outcome."""

OPEN_STATES = frozenset({CandidacyState.REFERRED, CandidacyState.INTERVIEWED, CandidacyState.HIRED})
UNDECIDED = frozenset({CandidacyState.REFERRED, CandidacyState.INTERVIEWED})
SEAT_STATES = frozenset({CandidacyState.HIRED, CandidacyState.STARTED})


class RefusalReason(models.TextChoices):
    """Why it did not lead to a hire."""

    PROFILE = "profile", _("Profile does not fit")
    EXPERIENCE = "experience", _("Not enough experience")
    ABSENT = "absent", _("Did not come to the interview")
    PAY = "pay", _("Pay not accepted")
    PLACE = "place", _("Place or hours not accepted")
    OTHER_CHOSEN = "other_chosen", _("Another candidate was chosen")
    OFFER_CLOSED = "offer_closed", _("Offer closed")
    FOUND_WORK = "found_work", _("Found work elsewhere")
    UNREACHABLE = "unreachable", _("Could not be reached")
    FILE_CLOSED = "file_closed", _("File closed or suspended")
    OTHER = "other", _("Other reason")


# What an agent may choose for each end; the others are written by the system.
EMPLOYER_REASONS = (
    RefusalReason.PROFILE,
    RefusalReason.EXPERIENCE,
    RefusalReason.ABSENT,
    RefusalReason.OTHER_CHOSEN,
    RefusalReason.PAY,
    RefusalReason.OTHER,
)
PERSON_REASONS = (
    RefusalReason.FOUND_WORK,
    RefusalReason.PAY,
    RefusalReason.PLACE,
    RefusalReason.UNREACHABLE,
    RefusalReason.OTHER,
)


class Confirmer(models.TextChoices):
    """Who confirmed the first day worked."""

    EMPLOYER = "employer", _("The employer")
    PERSON = "person", _("The person")


class CheckOutcome(models.TextChoices):
    """What a check of a placement found."""

    KEPT = "kept", _("Still in the job")
    LOST = "lost", _("Job lost")
    UNREACHED = "unreached", _("Could not be reached")


class TicketState(models.TextChoices):
    """What became of a numbered place in the queue."""

    WAITING = "waiting", pgettext_lazy("ticket", "Waiting")
    CALLED = "called", pgettext_lazy("ticket", "At the counter")
    SERVED = "served", pgettext_lazy("ticket", "Served")
    ABSENT = "absent", pgettext_lazy("ticket", "Did not come")
