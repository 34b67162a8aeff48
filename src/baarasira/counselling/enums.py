"""Closed lists of counselling (domain.md D.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardState(models.TextChoices):
    """The registration as a job seeker, which the card proves."""

    ACTIVE = "active", _("Active")
    DUE = "due", _("To be renewed")
    SUSPENDED = "suspended", _("Suspended")
    STRUCK_OFF = "struck_off", _("Struck off")
    PLACED = "placed", _("Placed")


class AppointmentState(models.TextChoices):
    """Where an appointment stands."""

    PLANNED = "planned", _("Planned")
    KEPT = "kept", _("Kept")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


class AppointmentPurpose(models.TextChoices):
    """What the appointment is for."""

    REGISTRATION = "registration", _("Registration")
    INTERVIEW = "interview", _("Individual interview")
    PLAN = "plan", _("Action plan")
    PLAN_REVIEW = "plan_review", _("Review of the action plan")
    OFFER = "offer", _("Presentation of an offer")
    CARD = "card", _("Renewal of the card")
    OTHER = "other", _("Other purpose")


class PlanState(models.TextChoices):
    """Where an action plan stands."""

    ACTIVE = "active", _("Under way")
    REACHED = "reached", _("Aim reached")
    ENDED = "ended", _("Ended")


class Side(models.TextChoices):
    """Who commits to a step."""

    PERSON = "person", _("The job seeker")
    AGENCY = "agency", _("The agency")


class ContactChannel(models.TextChoices):
    """How a contact took place."""

    DESK = "desk", _("At the office")
    PHONE = "phone", _("Phone call")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Visit")
    RELATIVE = "relative", _("Through a relative")
