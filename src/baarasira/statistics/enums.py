"""Closed lists of the figures."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aim(models.TextChoices):
    """What the convention aims at in a year; shares in whole hundredths, the cost in whole francs."""

    REFERRED = "referred", _("Returnees received")
    PLANNED = "planned", _("Plans signed")
    FUNDED = "funded", _("People funded")
    STARTED = "started", _("Activities started")
    ALIVE6 = "alive6", _("Businesses alive at six months, in a hundred")
    ALIVE12 = "alive12", _("Businesses alive at twelve months, in a hundred")
    JOBS = "jobs", _("Paid jobs")
    PAID = "paid", _("Paid of what was committed, in a hundred")
    COST = "cost", _("Cost of a business alive at twelve months, at most, in francs")


SHARES = frozenset({Aim.ALIVE6, Aim.ALIVE12, Aim.PAID})
"""Aims that are a share: from 1 to 100."""

AT_MOST = frozenset({Aim.COST})
"""Aims that are reached from below; the others from above."""
