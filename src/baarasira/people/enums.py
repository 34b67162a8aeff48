"""Closed lists of the person's file (domain.md B.5, B.6, D.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Sex(models.TextChoices):
    """As written on the identity document."""

    FEMALE = "F", _("Female")
    MALE = "M", _("Male")


class BornPrecision(models.TextChoices):
    """How much of the birth date is known; a birth year is enough."""

    DAY = "day", _("day, month and year")
    YEAR = "year", _("year only")


class NoNina(models.TextChoices):
    """Why a person has no NINA to show; other reasons are written in words."""

    NEVER_ENROLLED = "never_enrolled", _("Never enrolled")
    CARD_NOT_RECEIVED = "card_not_received", _("Enrolled, card not received")
    CARD_LOST = "card_lost", _("Card lost")
    NOT_BROUGHT = "not_brought", _("Card not brought today")
    FOREIGNER = "foreigner", _("Not a Malian")


class PersonState(models.TextChoices):
    """Where the file itself stands (the registration as a job seeker is counselling's card)."""

    OPEN = "open", pgettext_lazy("file", "Open")
    SUSPENDED = "suspended", _("Processing suspended")
    MERGED = "merged", _("Merged into another file")
    PURGED = "purged", pgettext_lazy("file", "Purged")


class Situation(models.TextChoices):
    """The person's situation when registered (domain.md D.1)."""

    FIRST_JOB = "first_job", _("Looking for a first job")
    UNEMPLOYED = "unemployed", _("Unemployed")
    EMPLOYED = "employed", _("In work")
    INACTIVE = "inactive", _("Inactive")
    POTENTIAL_MIGRANT = "potential_migrant", _("Potential migrant")
    RETURNEE = "returnee", _("Returned migrant")
    DIASPORA = "diaspora", _("Diaspora")


class PhoneOwner(models.TextChoices):
    """Whose phone it is."""

    OWN = "own", _("Own phone")
    SHARED = "shared", _("Shared phone")
    OTHER = "other", _("Someone else's phone")


class Reading(models.TextChoices):
    """Reading ability in one script."""

    NONE = "none", _("Does not read")
    READS = "reads", _("Reads")
    WRITES = "writes", _("Reads and writes")


class Channel(models.TextChoices):
    """How the person wants to be reached."""

    VOICE = "voice", _("Voice call")
    SMS = "sms", _("SMS")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("E-mail")
    VISIT = "visit", _("Comes to the office")


class ConsentPurpose(models.TextChoices):
    """What a person may agree to, one by one (loi 2013-015)."""

    REGISTER = "register", _("Keep my file to find me work")
    EMPLOYERS = "employers", _("Show my profile to employers")
    MESSAGES = "messages", _("Send me messages about my file")
    PROSPECTING = "prospecting", _("Send me other news of the agency")
    PARTNERS = "partners", _("Share my file with partner bodies")
    ABROAD = "abroad", _("Send my file abroad for an offer")


class RightKind(models.TextChoices):
    """What a person asks by right (loi 2013-015, domain.md B.8)."""

    ACCESS = "access", _("Access: a copy of the whole file")
    RECTIFY = "rectify", _("Correction")
    OBJECT = "object", _("Objection")
    ERASE = "erase", _("Erasure")


class RightState(models.TextChoices):
    """Where a request by right stands."""

    ASKED = "asked", pgettext_lazy("request by right", "To be answered")
    DONE = "done", pgettext_lazy("request by right", "Done")
    REFUSED = "refused", pgettext_lazy("request by right", "Refused")
