"""The clearances of a run, drawn from a seed: made-up names, employers and days; the same for whoever prints them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_GIVEN = ("Awa", "Fatoumata Binta", "Moussa", "Oumar", "Kadiatou", "Adama", "Seydou", "Mariam", "Boubacar", "Ramata")
_SURNAMES = ("COULIBALY", "TRAORÉ", "DIARRA", "KEÏTA", "SANGARÉ", "DEMBÉLÉ", "CISSÉ", "OULD CHEIKH ABDALLAHI", "TOURÉ")
_EMPLOYERS = (
    "Agrícola del Sur, Sociedad Limitada",
    "Frutas de Moguer S. Coop.",
    "Campos de Lepe",
    "Invernaderos del Levante",
)
ADDRESS = "https://baarasira.example.org"
FIRST = date(2026, 11, 23)


@dataclass(frozen=True, slots=True)
class Row:
    """What one clearance says."""

    number: str
    holder: str
    passport_end: str
    employer: str
    travel_on: date
    valid_until: date


def rows(count: int, seed: int) -> Iterator[Row]:
    """Yield as many clearances."""
    chance = random.Random(seed)
    for place in range(1, count + 1):
        travel = FIRST + timedelta(days=chance.randrange(5, 60))
        yield Row(
            number=f"AD26-{place:06}-K",
            holder=f"{chance.choice(_GIVEN)} {chance.choice(_SURNAMES)}",
            passport_end=f"{chance.randrange(10_000):04}",
            employer=chance.choice(_EMPLOYERS),
            travel_on=travel,
            valid_until=travel + timedelta(days=15),
        )
