"""Closed lists of timetables."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    PROPOSED = "proposed", pgettext_lazy("timetable", "Proposed")
    APPLIED = "applied", pgettext_lazy("timetable", "Put in place")
    DROPPED = "dropped", pgettext_lazy("timetable", "Dropped")


class HalfDay(models.TextChoices):
    """The half-days of a week, by which people say when they can: before 13 o'clock, and after."""

    MON_AM = "mon_am", _("Monday morning")
    MON_PM = "mon_pm", _("Monday afternoon")
    TUE_AM = "tue_am", _("Tuesday morning")
    TUE_PM = "tue_pm", _("Tuesday afternoon")
    WED_AM = "wed_am", _("Wednesday morning")
    WED_PM = "wed_pm", _("Wednesday afternoon")
    THU_AM = "thu_am", _("Thursday morning")
    THU_PM = "thu_pm", _("Thursday afternoon")
    FRI_AM = "fri_am", _("Friday morning")
    FRI_PM = "fri_pm", _("Friday afternoon")
    SAT_AM = "sat_am", _("Saturday morning")
    SAT_PM = "sat_pm", _("Saturday afternoon")


class View(models.TextChoices):
    """By what a week is laid out."""

    ROOM = "salle", _("By room")
    TRAINER = "formateur", _("By trainer")
    GROUP = "groupe", _("By group")
