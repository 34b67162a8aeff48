"""Closed lists of visits and of the survey of reintegration (domain.md C.3 to C.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitState(models.TextChoices):
    """Where a visit stands."""

    PLANNED = "planned", pgettext_lazy("visit", "To be made")
    DONE = "done", pgettext_lazy("visit", "Made")
    CANCELLED = "cancelled", pgettext_lazy("visit", "No longer due")


class Found(models.TextChoices):
    """Whom the visitor found."""

    PERSON = "person", pgettext_lazy("visit", "The person")
    RELATIVE = "relative", pgettext_lazy("visit", "A relative, who answered")
    NOBODY = "nobody", pgettext_lazy("visit", "Nobody")
    LEFT = "left", pgettext_lazy("visit", "The person left the country again")
    DEAD = "dead", pgettext_lazy("visit", "The person died")


SAW = frozenset({Found.PERSON, Found.RELATIVE})
"""A visit that saw somebody: the questions were asked."""


class Mode(models.TextChoices):
    """How it was done."""

    PLACE = "place", pgettext_lazy("mode", "On the spot")
    PHONE = "phone", pgettext_lazy("mode", "By phone")


class Living(models.TextChoices):
    """Whether the person lives from the activity."""

    WHOLLY = "wholly", pgettext_lazy("living", "Yes")
    PARTLY = "partly", pgettext_lazy("living", "In part")
    NO = "no", pgettext_lazy("living", "No")


class Problem(models.TextChoices):
    """What goes wrong, coded so that it can be counted (C.5)."""

    SALES = "sales", _("Not enough customers")
    SUPPLY = "supply", _("Supplies missing or too dear")
    CASH = "cash", _("No money left to run it")
    EQUIPMENT = "equipment", _("Equipment broken, sold or missing")
    PLACE = "place", _("Land or premises lost")
    SKILLS = "skills", _("Skills or management missing")
    FAMILY = "family", _("Family takes the money, or conflict")
    HEALTH = "health", _("Illness or accident")
    INSECURITY = "insecurity", _("Insecurity, theft")
    WEATHER = "weather", _("Drought, flood, disease of animals")
    PAPERS = "papers", _("Licence, tax, papers")
    PARTNERS = "partners", _("Partners fell out")


class Wave(models.TextChoices):
    """When the survey is asked."""

    BASELINE = "baseline", pgettext_lazy("survey", "At the plan")
    MIDDLE = "middle", pgettext_lazy("survey", "Midway")
    FINAL = "final", pgettext_lazy("survey", "At the end")


class SurveyState(models.TextChoices):
    """Where a survey stands; interrupted, it is taken up where it stopped."""

    OPEN = "open", pgettext_lazy("survey", "Begun")
    DONE = "done", pgettext_lazy("survey", "Finished")


class Dimension(models.TextChoices):
    """What a question is about."""

    ECONOMIC = "economic", pgettext_lazy("dimension", "Economic")
    SOCIAL = "social", pgettext_lazy("dimension", "Social")
    PSYCHOSOCIAL = "psychosocial", pgettext_lazy("dimension", "Psychosocial")


class Triage(models.TextChoices):
    """How closely the person is followed after the survey."""

    LIGHT = "light", pgettext_lazy("triage", "Light follow-up")
    MEDIUM = "medium", pgettext_lazy("triage", "Medium follow-up")
    INTENSIVE = "intensive", pgettext_lazy("triage", "Intensive follow-up")


REFUSED = "refused"
"""The answer of who does not want to, or does not know: it counts for nothing."""
