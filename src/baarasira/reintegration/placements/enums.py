"""Closed lists of placements of graduates in companies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlacementState(models.TextChoices):
    """Where a placement stands."""

    DRAFT = "draft", pgettext_lazy("placement", "Agreement prepared")
    SIGNED = "signed", pgettext_lazy("placement", "Agreement signed")
    ENDED = "ended", pgettext_lazy("placement", "Ended")
    BROKEN = "broken", pgettext_lazy("placement", "Broken off")
    DROPPED = "dropped", pgettext_lazy("placement", "Given up before it began")


class BreakReason(models.TextChoices):
    """Why a placement was broken off."""

    GRADUATE = "graduate", _("The graduate left")
    COMPANY = "company", _("The company ended it")
    ABSENCE = "absence", _("Absences")
    CONDITIONS = "conditions", _("The agreement was not kept")
    HIRED = "hired", _("Hired elsewhere")
    HEALTH = "health", _("Illness or accident")


class Side(models.TextChoices):
    """Who evaluates."""

    COMPANY = "company", pgettext_lazy("evaluation", "The company, of the graduate")
    GRADUATE = "graduate", pgettext_lazy("evaluation", "The graduate, of the company")


class HireKind(models.TextChoices):
    """What the company offers after the placement."""

    PERMANENT = "permanent", _("Permanent contract (CDI)")
    FIXED = "fixed", _("Fixed-term contract (CDD)")
    NONE = "none", pgettext_lazy("hire", "No hire")
