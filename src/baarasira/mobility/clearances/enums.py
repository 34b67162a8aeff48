"""Closed lists of clearances."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ClearanceState(models.TextChoices):
    """The life of a clearance: one person proposes it, another issues it; then it serves, is replaced or is taken back."""

    PROPOSED = "proposed", pgettext_lazy("clearance", "Proposed")
    ISSUED = "issued", pgettext_lazy("clearance", "Issued")
    REVOKED = "revoked", pgettext_lazy("clearance", "Revoked")
    USED = "used", pgettext_lazy("clearance", "Used: departed")
    SUPERSEDED = "superseded", pgettext_lazy("clearance", "Replaced by a newer one")
    ABANDONED = "abandoned", pgettext_lazy("clearance", "Proposal taken back")


LIVE = frozenset({ClearanceState.PROPOSED, ClearanceState.ISSUED})
"""What stands in the way of another proposal, or clears to leave."""
WAS_ISSUED = frozenset({ClearanceState.ISSUED, ClearanceState.REVOKED, ClearanceState.USED, ClearanceState.SUPERSEDED})
"""The states of a clearance that two people signed: it bears a code."""


class FormState(models.TextChoices):
    """What became of a numbered form: nobody has said yet, or one of the four things that may become of it."""

    MISSING = "missing", pgettext_lazy("form", "Not accounted for")
    ISSUED = "issued", pgettext_lazy("form", "Issued")
    VOID = "void", pgettext_lazy("form", "Void")
    LOST = "lost", pgettext_lazy("form", "Lost")
    WRONG = "wrong", pgettext_lazy("form", "Wrong")


class FormOutcome(models.TextChoices):
    """What whoever enters a form says of it."""

    USED = "used", pgettext_lazy("form", "Filled in and handed over")
    VOID = "void", pgettext_lazy("form", "Void: spoilt or not used")
    LOST = "lost", pgettext_lazy("form", "Lost")
