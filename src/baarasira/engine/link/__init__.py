"""Who is the same person: names however they are spelt, the weight of what two files share, and a whole register linked."""

from .compiled import load as load_compiled_link
from .compiled import unload as unload_compiled_link
from .likeness import Frequencies, Identity, Likeness, likeness, likenesses
from .linking import Linked
from .linking import link as find_duplicates
from .names import canonical_name, canonical_words, fold_name, name_words
from .parameters import Model as LinkModel
from .records import COLUMNS as LINK_COLUMNS
from .records import Records as LinkRecords
from .records import encode as encode_people
from .scoring import CODES as LINK_REASONS

__all__ = [
    "LINK_COLUMNS",
    "LINK_REASONS",
    "Frequencies",
    "Identity",
    "Likeness",
    "LinkModel",
    "LinkRecords",
    "Linked",
    "canonical_name",
    "canonical_words",
    "encode_people",
    "find_duplicates",
    "fold_name",
    "likeness",
    "likenesses",
    "load_compiled_link",
    "name_words",
    "unload_compiled_link",
]
