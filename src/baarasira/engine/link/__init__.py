"""Who is the same person: names however they are spelt, and the weight of what two files share."""

from .names import canonical_name, canonical_words, fold_name, name_words

__all__ = ["canonical_name", "canonical_words", "fold_name", "name_words"]
