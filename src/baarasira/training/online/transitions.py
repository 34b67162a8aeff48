"""The states of a place and of an export."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import HELD, LoadState, PlaceState

PLACE = TransitionTable(
    "online_place",
    [
        transition("allot", "", PlaceState.ALLOTTED, _("Give a place")),
        transition("start", PlaceState.ALLOTTED, PlaceState.STARTED, _("Note that it has begun")),
        transition("complete", HELD, PlaceState.COMPLETED, _("Note that it is finished")),
        transition("stop", HELD, PlaceState.STOPPED, _("Take the place back")),
        transition("end", HELD, PlaceState.ENDED, _("End the place")),
    ],
)

LOAD = TransitionTable(
    "online_export",
    [
        transition("read", "", LoadState.READ, _("Read the export")),
        transition("apply", LoadState.READ, LoadState.APPLIED, _("Take the export in")),
        transition("drop", LoadState.READ, LoadState.DROPPED, _("Set the export aside")),
    ],
)
