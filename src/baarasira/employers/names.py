"""How an employer's name is made comparable: accents, case, legal forms and usual spelling variants set aside."""

import re

from baarasira.engine import canonical_name, fold_name, name_words

# What firms put around their name and people leave out when they say it.
_LEGAL_WORDS = frozenset(
    {"sarl", "sa", "sas", "sasu", "eurl", "suarl", "gie", "ets", "etablissement", "etablissements", "ste", "societe"}
)
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "et", "d", "l", "the", "of", "and"})
LONGEST_KEY = 220
_ELISION = re.compile(r"\b[ld]['’]\s*", re.IGNORECASE)


def without_elisions(text: str) -> str:
    """Return the text with l' and d' set apart from the word they lean on (N'Diaye is left whole)."""
    return _ELISION.sub(" ", text)


def words(name: str) -> list[str]:
    """Return the words of a name as they are searched: folded (engine.md, link), links left out."""
    found = name_words(without_elisions(name))
    return [word for word in found if word not in _LINKS] or found


def canonical(word: str) -> str:
    """Return the one form of all usual spellings of a word."""
    return canonical_name(word)


def key(name: str) -> str:
    """Return what sorts and compares names: the canonical words that are neither a link nor a legal form."""
    kept = [word for word in words(name) if word not in _LEGAL_WORDS] or words(name)
    return " ".join(canonical(word) for word in kept)[:LONGEST_KEY]


def sort_key(name: str) -> str:
    """Return what puts names in the order of the alphabet, accents and case set aside."""
    return fold_name(name)[:LONGEST_KEY]


def reference_key(text: str) -> str:
    """Return a registration number (NIF, RCCM, INPS) without spaces, punctuation or case: what two files share."""
    return "".join(character for character in text.upper() if character.isalnum())
