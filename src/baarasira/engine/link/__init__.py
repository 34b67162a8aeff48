"""Who is the same person: names however they are spelt, and the weight of what two files share."""

from .likeness import Frequencies, Identity, Likeness, likeness
from .names import canonical_name, canonical_words, fold_name, name_words

__all__ = [
    "Frequencies",
    "Identity",
    "Likeness",
    "canonical_name",
    "canonical_words",
    "fold_name",
    "likeness",
    "name_words",
]
