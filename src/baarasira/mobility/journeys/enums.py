"""Closed lists of journeys."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where somebody is: still here, abroad, back with proof, abroad for all we know, or not leaving after all."""

    PREPARING = "preparing", pgettext_lazy("journey", "Preparing the departure")
    ABROAD = "abroad", pgettext_lazy("journey", "Abroad")
    BACK = "back", pgettext_lazy("journey", "Back, return proved")
    NOT_BACK = "not_back", pgettext_lazy("journey", "Return not proved")
    NOT_LEFT = "not_left", pgettext_lazy("journey", "Did not leave")


LEFT = frozenset({Stage.ABROAD, Stage.BACK, Stage.NOT_BACK})
"""The stages of who departed."""


class Relation(models.TextChoices):
    """What a relative to call is to the worker."""

    SPOUSE = "spouse", _("Spouse")
    PARENT = "parent", _("Father or mother")
    SIBLING = "sibling", _("Brother or sister")
    CHILD = "child", _("Son or daughter")
    OTHER = "other", pgettext_lazy("relative", "Other relative")
    FRIEND = "friend", _("Friend or neighbour")


class TravelMode(models.TextChoices):
    """How the worker travels."""

    FLIGHT = "flight", _("By air")
    ROAD = "road", _("By road")
    SEA = "sea", _("By sea")


class ReturnTicket(models.TextChoices):
    """What is known of the way back (domain.md R-04: the rule of the return is stored)."""

    HELD = "held", _("Ticket held by the worker")
    PROMISED = "promised", _("Written promise of the employer")
    NONE = "none", _("Neither ticket nor promise")


class Payer(models.TextChoices):
    """Who pays (domain.md A.4)."""

    EMPLOYER = "employer", _("The employer")
    HOME_STATE = "home_state", _("The State, in Mali")
    HOST_STATE = "host_state", _("The country of work")
    FUNDER = "funder", _("A funder")
    WORKER = "worker", _("The worker")


class ArrivalSource(models.TextChoices):
    """How the arrival is known."""

    EMPLOYER = "employer", _("The employer said so")
    WORKER = "worker", _("The worker said so")
    FAMILY = "family", _("A relative said so")
    CONSULATE = "consulate", _("The consulate said so")


class Verdict(models.TextChoices):
    """What the doctor said, and nothing more (domain.md R-12)."""

    FIT = "fit", _("Fit")
    UNFIT = "unfit", _("Not fit")
    DEFERRED = "deferred", _("To be seen again")


class SessionState(models.TextChoices):
    """Where a session before departure stands."""

    PLANNED = "planned", pgettext_lazy("briefing", "Planned")
    CLOSED = "closed", pgettext_lazy("briefing", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("briefing", "Cancelled")


class BundleState(models.TextChoices):
    """Where a collective visa file stands."""

    OPEN = "open", pgettext_lazy("visa bundle", "Being prepared")
    FILED = "filed", pgettext_lazy("visa bundle", "Filed")


class ManifestState(models.TextChoices):
    """Where the list of a departure stands."""

    OPEN = "open", pgettext_lazy("manifest", "Being prepared")
    SIGNED = "signed", pgettext_lazy("manifest", "Signed")
    DEPARTED = "departed", pgettext_lazy("manifest", "Departed")


class ContactReason(models.TextChoices):
    """Why contact is due."""

    AFTER = "after", _("So many days after the arrival")
    BEFORE_END = "before_end", _("So many days before the end")
    MIDDLE = "middle", _("Half-way")


class ContactOutcome(models.TextChoices):
    """What a contact found."""

    WELL = "well", _("All is well")
    TROUBLE = "trouble", _("Something is wrong")
    UNREACHED = "unreached", _("Nobody could be reached")


class ContactChannel(models.TextChoices):
    """By which way the contact was made."""

    CALL = "call", _("Call to the worker")
    MESSAGE = "message", _("Message of the worker")
    FAMILY = "family", _("Call to a relative")
    EMPLOYER = "employer", _("Through the employer")
    VISIT = "visit", _("Visit")
