"""Closed lists of competitions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CompetitionState(models.TextChoices):
    """Where a competition stands, from its notice to the seats."""

    PREPARED = "prepared", pgettext_lazy("competition", "Being prepared")
    CONVENED = "convened", pgettext_lazy("competition", "Candidates convened")
    MARKING = "marking", pgettext_lazy("competition", "Scripts being marked")
    UNSEALED = "unsealed", pgettext_lazy("competition", "Anonymity lifted")
    PROPOSED = "proposed", pgettext_lazy("competition", "List proposed")
    PUBLISHED = "published", pgettext_lazy("competition", "Results published")
    SEATING = "seating", pgettext_lazy("competition", "Seats being confirmed")
    CLOSED = "closed", pgettext_lazy("competition", "Closed")


class Group(models.TextChoices):
    """For whom seats are reserved."""

    DISABILITY = "disability", _("People with a disability")
    WOMEN = "women", _("Women")
    RETURNEES = "returnees", _("People back from abroad")
    REGION = "region", _("People of a region")


class TieRule(models.TextChoices):
    """Who comes first when the means and the main papers are equal."""

    YOUNGER = "younger", _("the younger")
    OLDER = "older", _("the older")


class IncidentKind(models.TextChoices):
    """What happened in a hall."""

    FRAUD = "fraud", _("Fraud")
    LATE = "late", _("Late arrival")
    ILLNESS = "illness", _("Illness")
    MATERIAL = "material", _("Subject or material missing")
    OTHER = "other", _("Other")


class IncidentState(models.TextChoices):
    """What became of an incident: a note, or a fraud that another person decides."""

    NOTED = "noted", pgettext_lazy("incident of a competition", "Noted")
    TO_DECIDE = "to_decide", pgettext_lazy("incident of a competition", "To be decided by another person")
    ANNULLED = "annulled", pgettext_lazy("incident of a competition", "Paper annulled")
    DISMISSED = "dismissed", pgettext_lazy("incident of a competition", "Not upheld")


class Rank(models.IntegerChoices):
    """In which turn a marker marks; the third marks what the first two differ on; a review follows a complaint."""

    FIRST = 1, _("First marker")
    SECOND = 2, _("Second marker")
    THIRD = 3, _("Third marker")


class ListState(models.TextChoices):
    """Where a list of results stands."""

    PROPOSED = "proposed", pgettext_lazy("list of results", "Proposed")
    PUBLISHED = "published", pgettext_lazy("list of results", "In force")
    SUPERSEDED = "superseded", pgettext_lazy("list of results", "Replaced")
    WITHDRAWN = "withdrawn", pgettext_lazy("list of results", "Not published")


class Result(models.TextChoices):
    """What the rules give a candidate."""

    ADMITTED = "admitted", pgettext_lazy("result", "Admitted")
    WAITING = "waiting", pgettext_lazy("result", "Waiting list")
    NOT_ADMITTED = "not_admitted", pgettext_lazy("result", "Mean reached, no seat")
    BELOW = "below", pgettext_lazy("result", "Below the mean")
    ELIMINATED = "eliminated", pgettext_lazy("result", "Eliminated")
    ABSENT = "absent", pgettext_lazy("result", "Absent")
    EXCLUDED = "excluded", pgettext_lazy("result", "Excluded")


class OfferState(models.TextChoices):
    """What became of a seat offered."""

    WAITING = "waiting", pgettext_lazy("seat", "To be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("seat", "Confirmed")
    DECLINED = "declined", pgettext_lazy("seat", "Given up")
    EXPIRED = "expired", pgettext_lazy("seat", "Not confirmed in time")
    EXCLUDED = "excluded", pgettext_lazy("seat", "Taken back")


class ComplaintState(models.TextChoices):
    """Where a complaint stands."""

    RECEIVED = "received", pgettext_lazy("complaint", "Received")
    UPHELD = "upheld", pgettext_lazy("complaint", "Upheld")
    REJECTED = "rejected", pgettext_lazy("complaint", "Rejected")


class ExclusionState(models.TextChoices):
    """Where an exclusion stands: one proposes, another decides."""

    PROPOSED = "proposed", pgettext_lazy("exclusion", "Proposed")
    CONFIRMED = "confirmed", pgettext_lazy("exclusion", "Decided")
    REJECTED = "rejected", pgettext_lazy("exclusion", "Not upheld")
