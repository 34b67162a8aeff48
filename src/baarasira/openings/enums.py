"""Closed lists of openings (domain.md D.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OpeningKind(models.TextChoices):
    """What people apply to; job offers came first."""

    JOB_OFFER = "job_offer", _("Job offer")
    CAMPAIGN = "campaign", _("Campaign")


class OpeningState(models.TextChoices):
    """The life of an offer (domain.md D.2): received, qualified, approved by a second person, published, closed."""

    RECEIVED = "received", pgettext_lazy("offer", "Received")
    SUBMITTED = "submitted", pgettext_lazy("offer", "Awaiting approval")
    PUBLISHED = "published", pgettext_lazy("offer", "Published")
    EXPIRED = "expired", pgettext_lazy("offer", "Expired")
    FILLED = "filled", pgettext_lazy("offer", "Filled")
    PART_FILLED = "part_filled", pgettext_lazy("offer", "Partly filled")
    UNFILLED = "unfilled", pgettext_lazy("offer", "Not filled")
    CANCELLED = "cancelled", pgettext_lazy("offer", "Cancelled")


CLOSED_STATES = frozenset(
    {OpeningState.FILLED, OpeningState.PART_FILLED, OpeningState.UNFILLED, OpeningState.CANCELLED}
)


class CloseReason(models.TextChoices):
    """Why an offer was closed without all its places filled (domain.md D.2)."""

    NO_CANDIDATE = "no_candidate", _("No suitable candidate")
    PAY = "pay", _("Pay too low for the candidates")
    SKILLS = "skills", _("Skills not found")
    WITHDRAWN = "withdrawn", _("Employer withdrew the offer")
    FOUND_ELSEWHERE = "found_elsewhere", _("Employer found elsewhere")
    ALL_FILLED = "all_filled", _("All places filled")
    ERROR = "error", _("Recorded by mistake")


class ContractKind(models.TextChoices):
    """Contract offered."""

    PERMANENT = "permanent", _("Permanent contract (CDI)")
    FIXED_TERM = "fixed_term", _("Fixed-term contract (CDD)")
    SEASONAL = "seasonal", _("Seasonal work")
    DAILY = "daily", _("Daily or task work")
    INTERNSHIP = "internship", _("Work placement")
    APPRENTICESHIP = "apprenticeship", _("Apprenticeship")


class WagePeriod(models.TextChoices):
    """What the wage is paid for."""

    HOUR = "hour", _("per hour")
    DAY = "day", _("per day")
    WEEK = "week", _("per week")
    MONTH = "month", _("per month")


class OfferSource(models.TextChoices):
    """How the offer reached the agency (domain.md D.2)."""

    VISIT = "visit", _("Visit to the employer")
    PHONE = "phone", _("Phone")
    DESK = "desk", _("At the office")
    WEB = "web", _("Internet")
    AGENCY = "agency", _("Private agency")
    EMBASSY = "embassy", _("Embassy or consulate")
    IMPORT = "import", _("Import")


class CampaignState(models.TextChoices):
    """The life of a campaign (domain.md A.7).

    What A.7 calls medical visits, contracts, visas and briefing is PREPARATION here: people stand at different steps of the
    programme's road at one time, and a programme may have none of these; the counts by step say how far it has come.
    """

    RECEIVED = "received", pgettext_lazy("campaign", "Recorded")
    REJECTED = "rejected", pgettext_lazy("campaign", "Rejected")
    CHECKED = "checked", pgettext_lazy("campaign", "Checked")
    SPLIT = "split", pgettext_lazy("campaign", "Seats split")
    SUBMITTED = "submitted", pgettext_lazy("campaign", "Awaiting publication")
    OPEN = "open", pgettext_lazy("campaign", "Applications open")
    PRESELECTION = "preselection", pgettext_lazy("campaign", "Applications closed")
    SELECTION = "selection", pgettext_lazy("campaign", "Selection under way")
    PREPARATION = "preparation", pgettext_lazy("campaign", "Preparing departures")
    RUNNING = "running", pgettext_lazy("campaign", "Under way")
    RETURNS = "returns", pgettext_lazy("campaign", "Returns")
    CLOSED = "closed", pgettext_lazy("campaign", "Closed")
    SUSPENDED = "suspended", pgettext_lazy("campaign", "Suspended")
    CANCELLED = "cancelled", pgettext_lazy("campaign", "Cancelled")


PREPARED_CAMPAIGNS = frozenset(
    {
        CampaignState.RECEIVED,
        CampaignState.REJECTED,
        CampaignState.CHECKED,
        CampaignState.SPLIT,
        CampaignState.SUBMITTED,
    }
)
"""Not announced yet: those who prepare the campaign alone see it."""

SUSPENDABLE = (CampaignState.OPEN, CampaignState.PRESELECTION, CampaignState.SELECTION, CampaignState.PREPARATION)
"""Announced, and nobody has left yet: a suspension stops the campaign as a whole (A.7, any state before EN_COURS)."""

UNDER_WAY = (*SUSPENDABLE, CampaignState.RUNNING, CampaignState.RETURNS)
"""Announced and not ended: its files move."""


class HoldCause(models.TextChoices):
    """Why the files of a campaign stand still."""

    AGREEMENT = "agreement", _("Its agreement is suspended")
    OWN = "own", _("The campaign itself is suspended")


class CampaignOpinionSense(models.TextChoices):
    """What an opinion asked for by the programme says."""

    FAVOURABLE = "favourable", pgettext_lazy("opinion", "Favourable")
    ADVERSE = "adverse", pgettext_lazy("opinion", "Adverse")
