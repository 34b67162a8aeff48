"""Openings: what people apply to. A job offer is one row; a campaign is an opening with a row of its own beside it."""

from .campaigns import Campaign, CampaignOpinion, CampaignShare, CampaignWindow, Hold
from .offers import Opening

__all__ = ["Campaign", "CampaignOpinion", "CampaignShare", "CampaignWindow", "Hold", "Opening"]
