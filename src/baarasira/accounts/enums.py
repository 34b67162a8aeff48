"""Closed lists of the accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person does in a structure; one person may hold several."""

    COUNSELLOR = "counsellor", _("Counsellor")
    EMPLOYER_ADVISER = "employer_adviser", _("Employer adviser")
    FOCAL_POINT = "focal_point", _("Migration focal point")
    DIRECTOR = "director", _("Director")
    NATIONAL_ADMINISTRATOR = "national_administrator", _("National administrator")
    TRAINER = "trainer", _("Trainer")
    AUDITOR = "auditor", _("Auditor")


# Administrators see every territory and every account: a password alone does not open that.
SECOND_FACTOR_ROLES = frozenset({Role.NATIONAL_ADMINISTRATOR})


class AccountState(models.TextChoices):
    """Where an account stands."""

    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    SUSPENDED = "suspended", _("Suspended")
    CLOSED = "closed", _("Closed")


class ResetKind(models.TextChoices):
    """What was lost."""

    PASSWORD = "password", _("Password")
    SECOND_FACTOR = "second_factor", _("Phone with the authenticator")


class ResetState(models.TextChoices):
    """Where a request to reset stands."""

    ASKED = "asked", _("Asked")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    USED = "used", _("Used")
    EXPIRED = "expired", _("Expired")
