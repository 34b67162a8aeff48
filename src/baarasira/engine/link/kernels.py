"""The loop over the pairs of a block, compiled when `compiled.py` loads it; `pairing.plainly` gives the same pairs."""

from typing import Any

from numba import njit

from . import quick as q

hot = njit(nogil=True, cache=True, error_model="numpy", inline="always")


@hot
def _births(year: int, other_year: int, day: int, other_day: int) -> int:
    if year == 0 or other_year == 0:
        return 0
    both = day > 0 and other_day > 0
    if year == other_year:
        if not both:
            return q.BARE_YEAR
        return q.SAME_DATE if day == other_day else q.OTHER_DATE
    if both and day == other_day:
        return q.SAME_DAY
    if abs(year - other_year) <= q.NEAR_YEARS:
        return q.DAYS_APART if both else q.YEARS_NEAR
    return q.YEARS_FAR


@hot
def _places(region: int, other_region: int, commune: int, other_commune: int) -> int:
    regions = region >= 0 and other_region >= 0
    if commune >= 0 and other_commune >= 0:
        if commune == other_commune:
            return q.SAME_COMMUNE
        return q.SAME_REGION_ONLY if regions and region == other_region else q.ELSEWHERE
    if not regions:
        return 0
    return q.SAME_REGION if region == other_region else q.ELSEWHERE


@njit(nogil=True, cache=True, error_model="numpy")
def pairs(
    row: Any, key: Any, name_bits: Any, year: Any, day: Any, sex: Any, region: Any, commune: Any, mother: Any, phone: Any,
    national: Any, window: int, longest: int, floor: int, start: int, stop: int, found: Any,
) -> tuple[int, int]:  # fmt: skip
    """Write row << 32 | row of the pairs whose first place is from `start` on; return how many, and the place to go on from."""
    count, size = 0, len(key)
    for i in range(start, stop):
        if count + longest > len(found):
            return count, i
        for j in range(i + 1, min(size, i + longest + 1)):
            if key[j] != key[i] or year[j] - year[i] > window:
                break
            total = min(name_bits[i], name_bits[j]) + _births(year[i], year[j], day[i], day[j])
            total += _places(region[i], region[j], commune[i], commune[j])
            if sex[i] > 0 and sex[j] > 0 and sex[i] != sex[j]:
                total += q.OTHER_SEX
            if mother[i] >= 0 and mother[j] >= 0:
                total += q.SAME_MOTHER if mother[i] == mother[j] else q.OTHER_MOTHER
            if phone[i] > 0 and phone[j] > 0:
                total += q.SAME_PHONE if phone[i] == phone[j] else q.OTHER_PHONE
            if national[i] > 0 and national[j] > 0:
                total += q.SAME_NUMBER if national[i] == national[j] else q.OTHER_NUMBER
            if total >= floor and row[i] != row[j]:
                found[count] = (min(row[i], row[j]) << 32) | max(row[i], row[j])
                count += 1
    return count, stop
