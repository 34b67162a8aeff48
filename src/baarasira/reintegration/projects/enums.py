"""Closed lists of business projects and of their committee (domain.md C.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProjectState(models.TextChoices):
    """The life of a business project."""

    DRAFT = "draft", pgettext_lazy("project", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("project", "Submitted to the committee")
    GRANTED = "granted", pgettext_lazy("project", "Granted")
    ADJOURNED = "adjourned", pgettext_lazy("project", "Adjourned, to be reworked")
    REFUSED = "refused", pgettext_lazy("project", "Refused")
    REDIRECTED = "redirected", pgettext_lazy("project", "Redirected")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "Withdrawn")


WRITTEN = frozenset({ProjectState.DRAFT, ProjectState.ADJOURNED})
"""States in which the file may still be written."""


class ProjectKind(models.TextChoices):
    """Who carries the project."""

    INDIVIDUAL = "individual", pgettext_lazy("project", "Individual")
    COLLECTIVE = "collective", pgettext_lazy("project", "Collective")


class Site(models.TextChoices):
    """By which right the site is held."""

    OWNED = "owned", pgettext_lazy("site", "Owned")
    FAMILY = "family", pgettext_lazy("site", "Of the family")
    LEASED = "leased", pgettext_lazy("site", "Leased")
    LENT = "lent", pgettext_lazy("site", "Lent, with a paper")
    NONE = "none", pgettext_lazy("site", "Not secured yet")


SECURED = frozenset(Site) - {Site.NONE}


class Training(models.TextChoices):
    """The course through which the person comes to the project (domain.md C.6)."""

    TRIE = "trie", _("TRIE: find an idea")
    CREE = "cree", _("CREE: create your business")
    GERME = "germe", _("GERME: run your business")


class Part(models.TextChoices):
    """The parts of the file; each says what it still lacks (`rules.completeness`)."""

    ACTIVITY = "activity", pgettext_lazy("part", "Activity and site")
    MARKET = "market", pgettext_lazy("part", "Market")
    EQUIPMENT = "equipment", pgettext_lazy("part", "Equipment and pro-formas")
    MONEY = "money", pgettext_lazy("part", "Own contribution and amount asked")
    FORECAST = "forecast", pgettext_lazy("part", "Twelve months of revenue and cost")
    RISKS = "risks", pgettext_lazy("part", "Risks, licences, environment")
    TRAINING = "training", pgettext_lazy("part", "Course")


class SessionState(models.TextChoices):
    """The life of a session of the committee."""

    CONVENED = "convened", pgettext_lazy("committee session", "Convened")
    MARKING = "marking", pgettext_lazy("committee session", "Marking")
    OPENED = "opened", pgettext_lazy("committee session", "Marks opened, deciding")
    CLOSED = "closed", pgettext_lazy("committee session", "Closed")


class SeatRole(models.TextChoices):
    """In which capacity somebody sits on the committee (C.1, C.5)."""

    CHAIR = "chair", pgettext_lazy("seat", "Chair (ANPE)")
    SERVICE = "service", pgettext_lazy("seat", "ANPE")
    FUNDER = "funder", pgettext_lazy("seat", "Funder")
    YOUTH = "youth", pgettext_lazy("seat", "APEJ")
    OPERATOR = "operator", pgettext_lazy("seat", "Operator")
    COMMUNE = "commune", pgettext_lazy("seat", "Territorial authority")
    OBSERVER = "observer", pgettext_lazy("seat", "Observer, without a mark")


MARKING_SEATS = frozenset(SeatRole) - {SeatRole.OBSERVER}


class Outcome(models.TextChoices):
    """What the committee decides of a project (C.3, COMITE)."""

    GRANTED = "granted", pgettext_lazy("outcome", "Granted")
    ADJOURNED = "adjourned", pgettext_lazy("outcome", "Adjourned, once")
    REFUSED = "refused", pgettext_lazy("outcome", "Refused")
    REDIRECTED = "redirected", pgettext_lazy("outcome", "Redirected to another axis")


class Motive(models.TextChoices):
    """Why a project is not granted: the letter says it in a sentence the person can carry home."""

    SKILL = "skill", pgettext_lazy("motive", "Experience of the trade to be strengthened")
    MARKET = "market", pgettext_lazy("motive", "Market too small or too contested")
    FINANCE = "finance", pgettext_lazy("motive", "The activity would not cover its costs")
    SITE = "site", pgettext_lazy("motive", "Site not secured")
    CONTRIBUTION = "contribution", pgettext_lazy("motive", "Own contribution missing")
    INCOMPLETE = "incomplete", pgettext_lazy("motive", "File incomplete")
    FUNDED = "funded", pgettext_lazy("motive", "The same thing was funded already")
    OTHER = "other", pgettext_lazy("motive", "Another reason")
