"""The journal in words: what an entry says was done."""

from dataclasses import dataclass

from django.urls import reverse

from baarasira.kernel.errors import Sentence
from baarasira.kernel.journal.models import Entry

from . import (
    apprenticeship_vocabulary,
    competition_vocabulary,
    orders_vocabulary,
    reintegration_vocabulary,
    training_vocabulary,
    vocabulary,
)

__all__ = ["NOUNS", "VERBS", "Line", "described", "noun_words", "verb_words"]

NOUNS = {
    **vocabulary.NOUNS,
    **reintegration_vocabulary.NOUNS,
    **training_vocabulary.NOUNS,
    **apprenticeship_vocabulary.NOUNS,
    **orders_vocabulary.NOUNS,
    **competition_vocabulary.NOUNS,
}
VERBS = {
    **vocabulary.VERBS,
    **reintegration_vocabulary.VERBS,
    **training_vocabulary.VERBS,
    **apprenticeship_vocabulary.VERBS,
    **orders_vocabulary.VERBS,
    **competition_vocabulary.VERBS,
}


def verb_words(verb: str) -> Sentence:
    """Return what a verb says; the code itself for one the vocabulary does not have (an old entry, an add-on)."""
    return VERBS.get(verb, verb)


def noun_words(noun: str) -> Sentence:
    """Return the name of a noun, the code itself for one not listed."""
    return NOUNS.get(noun, noun)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as lists show it: what was done in words, and where to read it."""

    entry: Entry
    title: Sentence
    noun: Sentence
    url: str


def described(entry: Entry) -> Line:
    """Return an entry with its words and the address of its page."""
    return Line(entry, verb_words(entry.verb), noun_words(entry.noun), reverse("journal:entry", args=[entry.id]))
