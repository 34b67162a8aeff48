"""How far two places are from each other, in whole metres; positions are millionths of a degree."""

from math import asin, cos, radians, sin, sqrt

EARTH_METRES = 6_371_000
MILLION = 1_000_000
WIDEST = 90 * MILLION
LONGEST = 180 * MILLION


def metres_between(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return the distance along the ground between (latitude, longitude) pairs, by the haversine formula."""
    (lat, lon), (lat2, lon2) = (tuple(radians(part / MILLION) for part in place) for place in (one, other))
    arc = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return round(2 * EARTH_METRES * asin(min(1.0, sqrt(arc))))


def is_place(latitude: int | None, longitude: int | None) -> bool:
    """Tell whether both are given and on the globe."""
    return latitude is not None and longitude is not None and abs(latitude) <= WIDEST and abs(longitude) <= LONGEST
