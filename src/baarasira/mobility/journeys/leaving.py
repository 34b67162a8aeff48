"""R-04 in one place: what the travel recorded in a journey must show before anybody leaves; read by the steps and the clearance.

Pure: the journey is read by the caller, once for many.
"""

from datetime import date

from django.utils.translation import gettext as _

from baarasira.kernel.papers import short_date

from .enums import ReturnTicket
from .models import Journey

_PROMISED = frozenset({ReturnTicket.HELD, ReturnTicket.PROMISED})


def insurance_against(journey: Journey | None, leaving: date | None) -> str | None:
    """Return what stands against leaving on a day as far as the insurance goes: it begins on that day at the latest."""
    if journey is None or journey.insurance_from is None:
        return _("No insurance is recorded for the travel.")
    if leaving is None:
        return _("The day of travel is not recorded.")
    if journey.insurance_from > leaving:
        words = {"begins": short_date(journey.insurance_from), "leaves": short_date(leaving)}
        return _("The insurance begins on %(begins)s, after the travel of %(leaves)s.") % words
    return None


def way_back_against(journey: Journey | None) -> str | None:
    """Return what stands against leaving as far as the journey there and back goes: who pays is recorded, and what is held of
    the way back."""
    if journey is None or not journey.travel_paid_by or not journey.return_paid_by:
        return _("Who pays the travel there and back is not recorded.")
    if journey.return_ticket not in _PROMISED:
        return _("Neither a return ticket nor the employer’s promise of one is recorded.")
    return None
