"""What placements answer to the room of cases."""

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding

from ..cases.enums import CLOSED_WELL, Axis
from ..cases.models import Case
from .enums import PlacementState


def closing_findings(case: Case, closing: str) -> list[Finding]:
    """Return what stands against closing a case of the axis so: a success asks for a placement that went to its end."""
    if case.axis != Axis.PLACEMENT or closing not in CLOSED_WELL:
        return []
    if case.placements.filter(state=PlacementState.ENDED).exists():
        return []
    sentence = _("A success of this axis asks for a placement that went to its end.")
    return [Finding("closing_placement", sentence, "closing")]
