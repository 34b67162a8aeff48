"""The kinds of question that are asked, each loaded apart."""

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind: its name in the results, how the note calls it, its chart, and whether it is asked again beside a writer."""

    name: str
    label: str
    group: str
    beside_writer: bool = False


FLOOR, SEARCH, SHORTLIST = "floor", "search", "shortlist"

KINDS = (
    Kind("empty_asgi", "empty ASGI view", FLOOR),
    Kind("empty_wsgi", "empty Django view", FLOOR),
    Kind("search_prefix", "surname, given name only begun", SEARCH, beside_writer=True),
    Kind("search_order", "all words, in any order", SEARCH),
    Kind("search_rare", "a rare name", SEARCH),
    Kind("search_common", "a common name", SEARCH, beside_writer=True),
    Kind("search_misspelt", "a misspelt name", SEARCH, beside_writer=True),
    Kind("search_phone", "a phone number", SEARCH),
    Kind("search_deep", "a common name, far down", SEARCH),
    Kind("shortlist_first", "shortlist, first page", SHORTLIST, beside_writer=True),
    Kind("shortlist_deep", "shortlist, far down", SHORTLIST),
    Kind("shortlist_near", "who lacks one thing", SHORTLIST),
    Kind("shortlist_region", "shortlist of one region", SHORTLIST),
)
BY_NAME = {kind.name: kind for kind in KINDS}
PAGES = tuple(kind.name for kind in KINDS if kind.group != FLOOR)
BESIDE_WRITER = tuple(kind.name for kind in KINDS if kind.beside_writer)
