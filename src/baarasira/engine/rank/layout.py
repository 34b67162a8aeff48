"""Where each number of a packed offer stands: written by `asking.py`, read by `kernels.py`."""

NEED_FITS, NEED_LEVELS, NEED_SHADOW, WANTED_LEVELS = 0, 1, 2, 3
PLACE, PLACE_CODE, PLACE_ANY, NEAR = 4, 5, 6, 7
STARTS_ON, MIN_AGE, MAX_AGE = 8, 9, 10
NEED, STRICT = 11, 12
SKILLS_WANTED, SKILLS_SPARE, LANGUAGES_WANTED, LANGUAGES_SPARE = 13, 14, 15, 16
REGION, OFFICE, NEARLY = 17, 18, 19
COUNTS = 20
"""How many items each list has, in the order of the lists: unit groups, related (group, closeness), required skills, wanted
skills, required (language, level), wanted (language, level), licences; then the columns asked for (`columns.py`), as
(condition, column), those of one condition together."""
GROUPS, RELATED, SKILLS, WISHED, LANGUAGES, SPOKEN, LICENCES, ASKED = 0, 1, 2, 3, 4, 5, 6, 7
LISTS = 8
MOST_HOPED = 15
"""Wanted skills that are counted by their shadows, in four bits."""
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
    ("post_row", "int32"), ("post_levels", "uint64"), ("post_columns", "uint64"),
    ("fits", "uint64"), ("shadow", "uint64"),
)  # fmt: skip
"""The arrays of a segment that the search reads, with their types: it is given where each lies in memory."""

PLACE_BITS, LICENCE_BITS, EDUCATION_BITS = (1 << 40) - 1, ((1 << 16) - 1) << 40, ((1 << 8) - 1) << 56
"""The kinds of bits in the word of what a person has (`words.py`): each is one condition."""

SLAB = 1024
"""Words of a column worked on at once: 64 entries each."""
PLANES = 8
"""Slabs needed at once: who is left, the count in four bits, who lives where P is greatest, who lives near, one at hand."""


def scratch(top: int, groups: int) -> int:
    """Return how many whole numbers the search needs room for: slabs, where lists begin, the heap, the close groups."""
    return PLANES * SLAB + LISTS + 1 + top + 2 * groups
