"""The states of a placement."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import PlacementState

PLACEMENT = TransitionTable(
    "graduate_placement",
    [
        transition("prepare", "", PlacementState.DRAFT, _("Prepare the agreement")),
        transition("approve", PlacementState.DRAFT, PlacementState.SIGNED, _("Approve the agreement")),
        transition("drop", PlacementState.DRAFT, PlacementState.DROPPED, _("Give the placement up")),
        transition("end", PlacementState.SIGNED, PlacementState.ENDED, _("End the placement")),
        transition("break", PlacementState.SIGNED, PlacementState.BROKEN, _("Record the break")),
    ],
)
