"""What the money answers to the rooms below: what of it stands against closing a case."""

from django.utils.translation import gettext as _

from baarasira.kernel.errors import Finding
from baarasira.reintegration.cases.enums import Closing
from baarasira.reintegration.cases.models import Case

from .enums import LIVE
from .models import Grant

STOPPING = frozenset({Closing.DEATH, Closing.REMIGRATION, Closing.LOST})
"""Endings at which what remains of the grants is stopped by itself."""


def closing_findings(case: Case, closing: str) -> list[Finding]:
    """Return what stands against closing a case so: grants under way, unless its ending stops them by itself."""
    if closing in STOPPING:
        return []
    numbers = list(Grant.objects.filter(case=case, state__in=LIVE).order_by("id").values_list("number", flat=True))
    if not numbers:
        return []
    sentence = _(
        "Grants of this case are still under way: %(numbers)s. They are confirmed to the end, or stopped, first."
    )
    return [Finding("grants_live", sentence % {"numbers": ", ".join(numbers)}, "closing", source="C.3")]
