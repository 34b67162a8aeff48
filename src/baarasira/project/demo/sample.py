"""The people whom the invented year of work draws from: all of a small register, some of each day of a large one."""

from uuid import UUID

from baarasira.people.models import Person

from .making import SOURCE

_MOST = 10_000
_ASKED = 500


def sample_of_people() -> list[UUID]:
    """Return the ids of at most ten thousand invented people, evenly spread over their registrations, oldest first."""
    count = Person.objects.filter(source=SOURCE).count()
    numbers = [str(number) for number in range(1, count + 1, -(-count // _MOST) or 1)]
    found: list[UUID] = []
    for start in range(0, len(numbers), _ASKED):
        asked = Person.objects.filter(source=SOURCE, source_id__in=numbers[start : start + _ASKED])
        found += asked.values_list("id", flat=True)
    return sorted(found)
