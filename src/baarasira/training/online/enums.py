"""Closed lists of online courses."""

from django.db import models
from django.utils.translation import pgettext_lazy


class PlaceState(models.TextChoices):
    """Where a place on a platform stands."""

    ALLOTTED = "allotted", pgettext_lazy("online place", "Given, not begun")
    STARTED = "started", pgettext_lazy("online place", "Under way")
    COMPLETED = "completed", pgettext_lazy("online place", "Finished")
    STOPPED = "stopped", pgettext_lazy("online place", "Stopped")
    ENDED = "ended", pgettext_lazy("online place", "Time over")


HELD = (PlaceState.ALLOTTED, PlaceState.STARTED)
"""The states in which a place counts against the ceiling; in every other it has gone back."""


class StillReason(models.TextChoices):
    """Why somebody does not advance, or stops."""

    CONNECTION = "connection", pgettext_lazy("online", "Connection too slow or too dear")
    DEVICE = "device", pgettext_lazy("online", "No computer or telephone")
    POWER = "power", pgettext_lazy("online", "No electricity")
    TIME = "time", pgettext_lazy("online", "No time")
    WORK = "work", pgettext_lazy("online", "Found work")
    LEVEL = "level", pgettext_lazy("online", "Level not suited")
    LANGUAGE = "language", pgettext_lazy("online", "Language of the course")
    HEALTH = "health", pgettext_lazy("online", "Health")
    FAMILY = "family", pgettext_lazy("online", "Family")
    INTEREST = "interest", pgettext_lazy("online", "Course not what was expected")
    UNREACHABLE = "unreachable", pgettext_lazy("online", "Not reached")
    OTHER = "other", pgettext_lazy("online", "Another reason")


class CallOutcome(models.TextChoices):
    """What a call to somebody who stands still came to."""

    GOES_ON = "goes_on", pgettext_lazy("online call", "Goes on")
    AGAIN = "again", pgettext_lazy("online call", "To be called again")
    STOPS = "stops", pgettext_lazy("online call", "Stops: the place goes back")


class LoadState(models.TextChoices):
    """Where an export of the platform stands: read to be looked at, then taken in, or set aside."""

    READ = "read", pgettext_lazy("platform export", "To be looked at")
    APPLIED = "applied", pgettext_lazy("platform export", "Taken in")
    DROPPED = "dropped", pgettext_lazy("platform export", "Set aside")


class Fate(models.TextChoices):
    """What a row of an export does, or did."""

    BEGINS = "begins", pgettext_lazy("export row", "Course begun")
    ADVANCES = "advances", pgettext_lazy("export row", "Advances")
    SAME = "same", pgettext_lazy("export row", "Nothing new")
    OLDER = "older", pgettext_lazy("export row", "Older than what is known")
    UNKNOWN = "unknown", pgettext_lazy("export row", "Address not known")
    REFUSED = "refused", pgettext_lazy("export row", "Refused")


class AddressState(models.TextChoices):
    """What was done about an address of an export that no place bears."""

    OPEN = "open", pgettext_lazy("unknown address", "To be matched")
    MATCHED = "matched", pgettext_lazy("unknown address", "Matched by hand")
    SET_ASIDE = "set_aside", pgettext_lazy("unknown address", "Not one of ours")
