"""Closed lists of cooperation (domain.md A.2, A.4, B.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    """What a partner is."""

    MINISTRY = "ministry", _("Ministry")
    PUBLIC_BODY = "public_body", _("Public body")
    CONSULATE = "consulate", _("Embassy or consulate")
    FOREIGN_AUTHORITY = "foreign_authority", _("Authority of another country")
    INTERNATIONAL = "international", _("International organisation")
    DIASPORA = "diaspora", _("Organisation of Malians abroad or of returnees")
    PROFESSIONAL = "professional", _("Professional organisation")
    NETWORK = "network", _("Network of employment services")
    OPERATOR = "operator", _("Private operator")


class AgreementKind(models.TextChoices):
    """Who binds whom: two States, or the service and an operator (A.2)."""

    STATE = "state", _("Agreement between States")
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    CONVENTION = "convention", _("Convention of the service with an operator")
    PROTOCOL = "protocol", _("Protocol")


class AgreementState(models.TextChoices):
    """Where an agreement stands; only one in force lets a campaign open."""

    DRAFT = "draft", pgettext_lazy("agreement", "Draft")
    NEGOTIATION = "negotiation", pgettext_lazy("agreement", "In negotiation")
    SIGNED = "signed", pgettext_lazy("agreement", "Signed")
    IN_FORCE = "in_force", pgettext_lazy("agreement", "In force")
    SUSPENDED = "suspended", pgettext_lazy("agreement", "Suspended")
    DENOUNCED = "denounced", pgettext_lazy("agreement", "Denounced")
    EXPIRED = "expired", pgettext_lazy("agreement", "Expired")


PREPARED = frozenset({AgreementState.DRAFT, AgreementState.NEGOTIATION})
"""Not concluded yet: the keepers alone see it, and it may still be changed without an amendment."""

ENDED = frozenset({AgreementState.DENOUNCED, AgreementState.EXPIRED})


class CeilingPeriod(models.TextChoices):
    """Over what a ceiling of an occupation is counted."""

    YEAR = "year", pgettext_lazy("ceiling", "in each calendar year")
    LIFE = "life", pgettext_lazy("ceiling", "over the whole agreement")


class TermKind(models.TextChoices):
    """What a minimum term bounds. Which kinds are money, a number or a payer: `terms.SHAPES`."""

    WAGE = "wage", _("Lowest wage")
    HOURS_DAY = "hours_day", _("Longest day of work")
    HOURS_WEEK = "hours_week", _("Longest week of work")
    WEEKLY_REST = "weekly_rest", _("Shortest weekly rest")
    ANNUAL_LEAVE = "annual_leave", _("Shortest annual leave")
    MINIMUM_AGE = "minimum_age", _("Minimum age")
    PROBATION = "probation", _("Longest probation")
    LONGEST_STAY = "longest_stay", _("Longest stay in a year")
    TRAVEL_OUT = "travel_out", _("Who pays the journey out")
    TRAVEL_BACK = "travel_back", _("Who pays the journey back")
    LODGING = "lodging", _("Who pays the lodging")
    FOOD = "food", _("Who pays the food")
    INSURANCE = "insurance", _("Who pays the health insurance")
    MEDICAL = "medical", _("Who pays the medical visit")
    VISA = "visa", _("Who pays the visa and the papers")


class Payer(models.TextChoices):
    """Who pays a cost (A.4)."""

    EMPLOYER = "employer", pgettext_lazy("payer", "The employer")
    HOME_STATE = "home_state", pgettext_lazy("payer", "The State of origin")
    DESTINATION_STATE = "destination_state", pgettext_lazy("payer", "The State of destination")
    DONOR = "donor", pgettext_lazy("payer", "A donor")
    INTERMEDIARY = "intermediary", pgettext_lazy("payer", "The intermediary")
    WORKER = "worker", pgettext_lazy("payer", "The worker")


class OpinionSense(models.TextChoices):
    """What a consular opinion says."""

    FAVOURABLE = "favourable", pgettext_lazy("opinion", "Favourable")
    ADVERSE = "adverse", pgettext_lazy("opinion", "Adverse")


class Topic(models.TextChoices):
    """The fifteen topics an agreement on labour migration should settle (A.2, after the UN Network's guidance and R86)."""

    PARTIES = "parties", _("Parties and scope")
    EQUALITY = "equality", pgettext_lazy("topic", "Equal treatment")
    COSTS = "costs", _("Who pays what")
    SELECTION = "selection", _("Method of selection")
    INFORMATION = "information", _("Information and preparation before departure")
    CONTRACT = "contract", _("Model contract")
    WAGES = "wages", _("Protection of wages")
    HOURS = "hours", _("Hours, rest and leave")
    LODGING = "lodging", _("Lodging")
    HEALTH = "health", _("Safety at work and medical care")
    SOCIAL_SECURITY = "social_security", _("Social security and its portability")
    MOBILITY = "mobility", _("Identity documents and freedom of movement")
    COMPLAINTS = "complaints", _("Complaints and disputes")
    RETURN = "return", _("Return and reintegration")
    MONITORING = "monitoring", _("Monitoring, exchange of data, revision")


class CoverageLevel(models.TextChoices):
    """How far an agreement settles a topic."""

    YES = "yes", pgettext_lazy("coverage", "Covered")
    PARTIAL = "partial", pgettext_lazy("coverage", "In part")
    NO = "no", pgettext_lazy("coverage", "Not covered")


class CommitteeSide(models.TextChoices):
    """For whom a member of the joint committee sits."""

    HOME = "home", pgettext_lazy("committee", "Malian side")
    PARTNER = "partner", pgettext_lazy("committee", "Partner’s side")
