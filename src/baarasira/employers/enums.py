"""Closed lists of employers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EmployerState(models.TextChoices):
    """Accreditation: an employer not accredited cannot have an offer published."""

    RECORDED = "recorded", _("Recorded")
    SUBMITTED = "submitted", _("Awaiting accreditation")
    ACCREDITED = "accredited", _("Accredited")
    REFUSED = "refused", _("Accreditation refused")
    SUSPENDED = "suspended", _("Suspended")


class LegalForm(models.TextChoices):
    """What kind of employer it is."""

    COMPANY = "company", _("Company")
    SOLE_TRADER = "sole_trader", _("Individual firm")
    COOPERATIVE = "cooperative", _("Cooperative or economic interest group")
    ASSOCIATION = "association", _("Association or NGO")
    PUBLIC = "public", _("Public body")
    HOUSEHOLD = "household", _("Private household")
    INTERNATIONAL = "international", _("International organisation")
    FOREIGN = "foreign", _("Employer abroad")


class VisitPurpose(models.TextChoices):
    """Why an employer is visited (S7: needs for recruitment and training)."""

    PROSPECTING = "prospecting", _("Prospecting")
    OFFER = "offer", _("Recording of an offer")
    FOLLOW_UP = "follow_up", _("Follow-up of a placement")
    TRAINING = "training", _("Training needs")
    CHECK = "check", _("Check before accreditation")
