"""Where each number of a packed offer stands: written by `asking.py`, read by `kernels.py`."""

NEED_FITS, NEED_LEVELS, SHADOW, WANTED_LEVELS = 0, 1, 2, 3
PLACE, PLACE_CODE, PLACE_ANY, NEAR = 4, 5, 6, 7
STARTS_ON, MIN_AGE, MAX_AGE = 8, 9, 10
NEED, STRICT = 11, 12
SKILLS_WANTED, SKILLS_SPARE, LANGUAGES_WANTED, LANGUAGES_SPARE = 13, 14, 15, 16
REGION, OFFICE, NEED_SHADOW, NEARLY = 17, 18, 19, 20
COUNTS = 21
"""How many items each list has, in the order of the lists: unit groups, related (group, closeness), required skills, wanted
skills, required (language, level), wanted (language, level), licences."""
GROUPS, RELATED, SKILLS, WISHED, LANGUAGES, SPOKEN, LICENCES = 0, 1, 2, 3, 4, 5, 6
LISTS = 7
HEAD = COUNTS + LISTS

BY_BITS, BY_REGION, BY_COUNTRY = 0, 1, 2
"""PLACE: the bits say it all, or the lists of regions or of countries are read too."""

TABLES = (
    ("occupations", "int16"), ("years", "int32"), ("region", "int32"), ("office", "int32"), ("birthday", "int32"),
    ("available_from", "int32"), ("alive", "uint8"), ("levels", "uint64"),
    ("skills_starts", "uint32"), ("skills_items", "int32"),
    ("languages_starts", "uint32"), ("languages_items", "int32"), ("languages_levels", "int8"),
    ("mobility_starts", "uint32"), ("mobility_items", "int32"),
    ("destinations_starts", "uint32"), ("destinations_items", "int32"),
    ("licences_starts", "uint32"), ("licences_items", "int32"),
    ("post_groups", "int32"), ("post_group_blocks", "int64"), ("post_block_years", "int32"), ("post_block_first", "int64"),
    ("post_row", "int32"), ("post_fits", "uint64"), ("post_levels", "uint64"), ("post_shadow", "uint64"),
    ("fits", "uint64"), ("shadow", "uint64"),
)  # fmt: skip
"""The arrays of a segment that the search reads, with their types: it is given where each lies in memory."""

PLACE_BITS, LICENCE_BITS, EDUCATION_BITS = (1 << 40) - 1, ((1 << 16) - 1) << 40, ((1 << 8) - 1) << 56
"""The kinds of bits in the word of what a person has (`words.py`): each is one condition."""

CHUNK = 2048
"""Entries sifted at once."""


def scratch(top: int, groups: int) -> int:
    """Return how many whole numbers the search needs room for: a sieve, where lists begin, the heap, the close groups."""
    return CHUNK + 1 + LISTS + 1 + top + 2 * groups
