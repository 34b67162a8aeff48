"""Closed lists of selections."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MemberRole(models.TextChoices):
    """In which capacity somebody sits on a panel (domain.md A.8, selection committee record)."""

    CHAIR = "chair", _("Chair")
    DEPARTMENT = "department", _("Department of cooperation and migration")
    DIRECTORATE = "directorate", _("Regional directorate")
    LABOUR_INSPECTORATE = "labour_inspectorate", _("Labour inspectorate")
    MINISTRY = "ministry", _("Ministry in charge of Malians abroad")
    EMPLOYER = "employer", _("Employer’s representative")
    OBSERVER = "observer", _("Union observer")


MARKING_ROLES = frozenset(MemberRole) - {MemberRole.OBSERVER}
"""An observer sees that the rules are kept, and gives no mark."""


class PanelState(models.TextChoices):
    """The life of a panel: formed, marking (each member alone), marks opened."""

    FORMED = "formed", pgettext_lazy("panel", "Being formed")
    MARKING = "marking", pgettext_lazy("panel", "Marking")
    OPENED = "opened", pgettext_lazy("panel", "Marks opened")


class ConflictNature(models.TextChoices):
    """What a member declares of a candidate; `none` answers a question about a shared name and village."""

    KINSHIP = "kinship", _("Relative, or related by marriage")
    INTEREST = "interest", _("Business, debt or work together")
    OTHER = "other", _("Another reason to stand back")
    NONE = "none", _("Not related, in spite of the same name")


class RunState(models.TextChoices):
    """The life of a run: the list is closed and hashed, then the seed, then the proposal, two signatures, publication."""

    LISTED = "listed", pgettext_lazy("run", "List closed")
    SEEDED = "seeded", pgettext_lazy("run", "Seed fixed")
    PROPOSED = "proposed", pgettext_lazy("run", "Selection proposed")
    SIGNED = "signed", pgettext_lazy("run", "Awaiting the second signature")
    PUBLISHED = "published", pgettext_lazy("run", "Published")
    ABANDONED = "abandoned", pgettext_lazy("run", "Abandoned")


OPEN_RUNS = frozenset({RunState.LISTED, RunState.SEEDED, RunState.PROPOSED, RunState.SIGNED})
"""A run of which nothing is decided yet."""


class Result(models.TextChoices):
    """What a run says of an applicant; also the ending of the step of selection."""

    SELECTED = "selected", pgettext_lazy("result", "Selected")
    RESERVE = "reserve", pgettext_lazy("result", "On the reserve list")
    NOT_SELECTED = "not_selected", pgettext_lazy("result", "Not selected")


class CallState(models.TextChoices):
    """The answer of somebody called from the reserve."""

    WAITING = "waiting", pgettext_lazy("call", "Waiting for the answer")
    ACCEPTED = "accepted", pgettext_lazy("call", "Accepted")
    DECLINED = "declined", pgettext_lazy("call", "Declined")
    EXPIRED = "expired", pgettext_lazy("call", "No answer in time")


class AppealState(models.TextChoices):
    """The life of an appeal."""

    RECORDED = "recorded", pgettext_lazy("appeal", "Recorded")
    INSTRUCTED = "instructed", pgettext_lazy("appeal", "Instructed")
    UPHELD = "upheld", pgettext_lazy("appeal", "Upheld")
    REJECTED = "rejected", pgettext_lazy("appeal", "Rejected")


class CorrectionKind(models.TextChoices):
    """What an appeal upheld corrects."""

    SCORE = "score", _("Points of a line of the grid")
    ADMITTED = "admitted", _("Put on the list: was kept out wrongly")
    REMOVED = "removed", _("Taken off the list: may not take part")
