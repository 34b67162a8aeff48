"""Closed lists of the files that may be one person's."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PairState(models.TextChoices):
    """What has been said of two files."""

    WAITING = "waiting", pgettext_lazy("two files", "To be looked at")
    UNSURE = "unsure", pgettext_lazy("two files", "Not sure")
    PROPOSED = "proposed", pgettext_lazy("two files", "Same person, to be merged by a second agent")
    DIFFERENT = "different", pgettext_lazy("two files", "Two different people")
    MERGED = "merged", pgettext_lazy("two files", "Merged")


class MergeState(models.TextChoices):
    """Whether a merge still stands."""

    DONE = "done", pgettext_lazy("merge", "In force")
    UNDONE = "undone", pgettext_lazy("merge", "Undone")


class HoldKind(models.TextChoices):
    """What a file holds that makes a merge need a second agent."""

    SIGNED = "signed", _("Signed")
    PAID = "paid", _("Paid")


TO_DECIDE = (PairState.WAITING, PairState.UNSURE, PairState.PROPOSED)
