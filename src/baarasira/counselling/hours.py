"""The hours at which an office receives: what pages suggest for appointments. Any other hour may be typed."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

# Half an hour a meeting, the usual hours of an administration, Saturday and Sunday closed [D].
SLOT = timedelta(minutes=30)
_MORNING = (time(8), time(12))
_AFTERNOON = (time(13), time(16))
_FRIDAY_MORNING = (time(8), time(12, 30))


def _slots(day: date, first: time, last: time) -> Iterable[datetime]:
    zone = timezone.get_default_timezone()
    moment, end = datetime.combine(day, first, tzinfo=zone), datetime.combine(day, last, tzinfo=zone)
    while moment < end:
        yield moment
        moment += SLOT


def slots_of(day: date) -> list[datetime]:
    """Return the hours at which meetings begin on a day, in order; none on Saturday and Sunday, Friday morning only."""
    if day.weekday() >= 5:
        return []
    spans = [_FRIDAY_MORNING] if day.weekday() == 4 else [_MORNING, _AFTERNOON]
    return [slot for first, last in spans for slot in _slots(day, first, last)]


def next_open_day(day: date) -> date:
    """Return the first day after this one on which offices receive."""
    following = day + timedelta(days=1)
    while not slots_of(following):
        following += timedelta(days=1)
    return following
