"""A job-seeker card's number, as the search of people understands it."""

import re
from uuid import UUID

from baarasira.counselling.models import Card

_CARD = re.compile(r"DE(\d{2})(\d{6,9})([0-9A-Z])")


def holders_of(text: str) -> list[UUID]:
    """Return the holder of the card whose number was typed in any way (``DE26-000123-K``, ``de26 000123k``); or none."""
    match = _CARD.fullmatch(re.sub(r"[\W_]", "", text).upper())
    if match is None:
        return []
    number = f"DE{match[1]}-{match[2]}-{match[3]}"
    return list(Card.objects.filter(number=number).values_list("person_id", flat=True))
