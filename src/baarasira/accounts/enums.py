"""Closed lists of the accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person does in a structure; one person may hold several."""

    COUNSELLOR = "counsellor", _("Counsellor")
    EMPLOYER_ADVISER = "employer_adviser", _("Employer adviser")
    FOCAL_POINT = "focal_point", _("Migration focal point")
    COOPERATION_OFFICER = "cooperation_officer", _("Cooperation officer")
    MIGRATION_DEPARTMENT = "migration_department", _("Department of cooperation and migration")
    DIRECTOR = "director", _("Director")
    NATIONAL_ADMINISTRATOR = "national_administrator", _("National administrator")
    TRAINER = "trainer", _("Trainer")
    TRAINING_OFFICER = "training_officer", _("Training officer")
    WORKSHOP_MASTER = "workshop_master", _("Master of apprentices")
    FIELD_VISITOR = "field_visitor", _("Field visitor")
    PROJECT_ADVISER = "project_adviser", _("Project adviser")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    FINANCE_OFFICER = "finance_officer", _("Finance officer")
    CARER = "carer", _("Named carer")
    PARTNER = "partner", _("Partner body")
    AUDITOR = "auditor", _("Auditor")


# Administrators see every territory and every account: a password alone does not open that.
SECOND_FACTOR_ROLES = frozenset({Role.NATIONAL_ADMINISTRATOR})


class AccountState(models.TextChoices):
    """Where an account stands."""

    INVITED = "invited", pgettext_lazy("account", "Invited")
    ACTIVE = "active", pgettext_lazy("account", "Active")
    SUSPENDED = "suspended", pgettext_lazy("account", "Suspended")
    CLOSED = "closed", pgettext_lazy("account", "Closed")


class ResetKind(models.TextChoices):
    """What was lost."""

    PASSWORD = "password", _("Password")
    SECOND_FACTOR = "second_factor", _("Phone with the authenticator")


class ResetState(models.TextChoices):
    """Where a request to reset stands."""

    ASKED = "asked", pgettext_lazy("reset", "Asked")
    APPROVED = "approved", pgettext_lazy("reset", "Approved")
    REFUSED = "refused", pgettext_lazy("reset", "Refused")
    USED = "used", pgettext_lazy("reset", "Used")
    EXPIRED = "expired", pgettext_lazy("reset", "Expired")
