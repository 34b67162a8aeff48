"""The states of openings: of an offer (domain.md D.2), and of a campaign (A.7)."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import SUSPENDABLE, CampaignState, OpeningState

_OPEN = {OpeningState.PUBLISHED, OpeningState.EXPIRED}

OPENING = TransitionTable(
    "opening",
    [
        transition("receive", "", OpeningState.RECEIVED, _("Record the offer")),
        transition("submit", OpeningState.RECEIVED, OpeningState.SUBMITTED, _("Submit for approval")),
        transition("return", OpeningState.SUBMITTED, OpeningState.RECEIVED, _("Return for correction")),
        transition("publish", OpeningState.SUBMITTED, OpeningState.PUBLISHED, _("Approve and publish")),
        transition("extend", OpeningState.PUBLISHED, OpeningState.PUBLISHED, _("Extend")),
        transition("expire", OpeningState.PUBLISHED, OpeningState.EXPIRED),
        transition("reopen", OpeningState.EXPIRED, OpeningState.PUBLISHED, _("Publish again")),
        transition("close_filled", _OPEN, OpeningState.FILLED, _("Close the offer")),
        transition("close_part_filled", _OPEN, OpeningState.PART_FILLED, _("Close the offer")),
        transition("close_unfilled", _OPEN, OpeningState.UNFILLED, _("Close the offer")),
        transition(
            "cancel",
            {OpeningState.RECEIVED, OpeningState.SUBMITTED, *_OPEN},
            OpeningState.CANCELLED,
            _("Cancel the offer"),
        ),
    ],
)

_PREPARED = (
    CampaignState.RECEIVED,
    CampaignState.REJECTED,
    CampaignState.CHECKED,
    CampaignState.SPLIT,
    CampaignState.SUBMITTED,
)

CAMPAIGN = TransitionTable(
    "campaign",
    [
        transition("record", "", CampaignState.RECEIVED, _("Record the campaign")),
        transition("check", CampaignState.RECEIVED, CampaignState.CHECKED, _("Declare it checked")),
        transition("reject", {CampaignState.RECEIVED, CampaignState.CHECKED}, CampaignState.REJECTED, _("Reject it")),
        transition(
            "correct",
            {CampaignState.REJECTED, CampaignState.CHECKED, CampaignState.SPLIT},
            CampaignState.RECEIVED,
            _("Take it back to correct it"),
        ),
        transition("split", {CampaignState.CHECKED, CampaignState.SPLIT}, CampaignState.SPLIT, _("Split the seats")),
        transition("submit", CampaignState.SPLIT, CampaignState.SUBMITTED, _("Submit for publication")),
        transition("return", CampaignState.SUBMITTED, CampaignState.SPLIT, _("Return it")),
        transition("publish", CampaignState.SUBMITTED, CampaignState.OPEN, _("Publish the campaign")),
        transition("close_applications", CampaignState.OPEN, CampaignState.PRESELECTION, _("Close applications")),
        transition("begin_selection", CampaignState.PRESELECTION, CampaignState.SELECTION, _("Begin the selection")),
        transition("sign_selection", CampaignState.SELECTION, CampaignState.PREPARATION, _("Sign the selection")),
        transition("depart", CampaignState.PREPARATION, CampaignState.RUNNING, _("Record that departures began")),
        transition("end_season", CampaignState.RUNNING, CampaignState.RETURNS, _("End the season")),
        transition(
            "close",
            {CampaignState.PREPARATION, CampaignState.RUNNING, CampaignState.RETURNS},
            CampaignState.CLOSED,
            _("Close the campaign"),
        ),
        transition("suspend", SUSPENDABLE, CampaignState.SUSPENDED, _("Suspend the campaign")),
        # Lifting puts a campaign back exactly where it was: one way back for each state it may have been stopped in.
        *(
            transition(f"lift_{state}", CampaignState.SUSPENDED, state, _("Lift the suspension"))
            for state in SUSPENDABLE
        ),
        transition(
            "cancel",
            {*_PREPARED, *SUSPENDABLE, CampaignState.SUSPENDED},
            CampaignState.CANCELLED,
            _("Cancel the campaign"),
        ),
    ],
)
"""The states of a campaign (domain.md A.7), kept beside the opening's own; `actions.campaign_doors.move` moves both."""
