"""The states of an offer (domain.md D.2): received, submitted, published by a second person, expired, closed."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import OpeningState

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
