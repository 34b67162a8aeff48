"""Closed lists of the network."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TerritoryKind(models.TextChoices):
    """Levels of the territory."""

    COUNTRY = "country", _("Country")
    REGION = "region", _("Region")
    CERCLE = "cercle", _("Cercle")
    COMMUNE = "commune", _("Commune")


class StructureKind(models.TextChoices):
    """What a structure of the service is."""

    HEADQUARTERS = "headquarters", _("Headquarters")
    DEPARTMENT = "department", _("Department")
    DIRECTORATE = "directorate", _("Regional directorate")
    LOCAL_OFFICE = "local_office", _("Local office")
    CPR = "cpr", _("Retraining centre (CPR)")
    AEK = "aek", _("Workshop school (AEK)")
    PARTNER = "partner", _("Partner body")
