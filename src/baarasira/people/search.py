"""Finding people in the whole country: any part of the name however spelt, a phone, a NINA, a file number, a year.

Every way goes by a B-tree. A name's words are looked up one by one in NameWord, the rarest first; at most
`MOST_CANDIDATES` people are looked at, and the page says when there are more: nobody leafs through a thousand Traorés,
they add a word or a year.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from baarasira.engine import canonical_name, name_words
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.sequences import check_character
from baarasira.reference import nina, phones

from .enums import PersonState
from .models import IdentityDocument, NameWord, Person, Phone
from .policies import PEOPLE
from .queries import Summary, first_phones, openable, searchable, searchable_by

MOST_CANDIDATES = 500
MOST_WORDS = 6
LONGEST_QUERY = 200
_COUNTED = 3000
_AROUND_A_YEAR = ("vers", "ne", "nee", "en")
_YEAR = re.compile(r"(19|20)\d{2}")
_FILE_NUMBER = re.compile(r"(\d{2})(\d{6,9})([0-9A-Z])")
_DOCUMENT = re.compile(r"(?=.*\d)[0-9A-Z]{5,20}")
_NEXT = dict(zip("012345678abcdefghijklmnopqrstuvwxy", "123456789bcdefghijklmnopqrstuvwxyz", strict=True)) | {"9": "a"}


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, understood: words of a name, birth years, a phone, fingerprints of numbers, a file number."""

    text: str
    words: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    phone: str = ""
    prints: tuple[str, ...] = ()
    file_number: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was asked that can be looked up."""
        return not (self.words or self.phone or self.prints or self.file_number)

    @property
    def by_number(self) -> bool:
        """Whether a number was typed rather than a name."""
        return bool(self.phone or self.prints or self.file_number)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer: how many people (`at_least` when more exist than were looked at), and the next page's key."""

    question: Question
    rows: tuple[Summary, ...]
    found: int
    at_least: bool
    next_key: str = ""


def understand(text: str) -> Question:
    """Read what was typed in the one box of the search."""
    typed = unicodedata.normalize("NFKC", text)[:LONGEST_QUERY].strip()
    compact = re.sub(r"[\s.\-_/‐‑‒–—]", "", typed).upper()
    numbers = _numbers(typed, compact)
    if numbers.by_number:
        return numbers
    words = name_words(typed)[:MOST_WORDS]
    years = tuple(int(word) for word in words if _YEAR.fullmatch(word))
    spoken = _AROUND_A_YEAR if years else ()
    kept = tuple(word for word in words if not word.isdigit() and word not in spoken)
    return Question(typed, words=kept, years=years)


def _numbers(typed: str, compact: str) -> Question:
    """Return what the text is as a number; a question without any when it is none."""
    phone, file_number = "", file_number_of(compact)
    if sum(character.isdigit() for character in compact) >= 8:
        try:
            phone = phones.normalise(typed)
        except phones.PhoneRefused:
            phone = ""
    looks_like_document = " " not in typed and bool(_DOCUMENT.fullmatch(compact)) and not _YEAR.fullmatch(compact)
    prints = (vault.fingerprint(compact),) if nina.SHAPE.fullmatch(compact) or looks_like_document else ()
    return Question(typed, phone=phone, prints=prints, file_number=file_number)


def file_number_of(text: str) -> str:
    """Return a file number as stored (``26-000123-K``) from any way of typing it, empty when it is none."""
    compact = re.sub(r"[\W_]", "", text).upper()
    match = _FILE_NUMBER.fullmatch(compact)
    if match is None:
        return ""
    bare = f"{match[1]}-{match[2]}-"
    return bare + match[3] if check_character(bare) == match[3] else ""


def search_people(actor: Actor, text: str, *, after: str = "", size: int = 30, also: Collection[UUID] = ()) -> Found:
    """Answer one search, best first, in a constant number of queries; `after` is the key of the page before.

    `also` are ids of people whom another room's number (a card's) found.

    Exact spellings come before spelling variants and words only begun, each by surname and given names. Shows only what Summary holds. An
    actor who may not search finds nobody.
    """
    question = understand(text)
    if (question.empty and not also) or not PEOPLE.allows(actor, "search"):
        return Found(question, (), 0, False)
    if question.by_number or also:
        ranked = [(0, key, pk) for pk, key in _by_number(actor, question, also).values_list("pk", "name_key")]
        at_least = False
    else:
        ranked, at_least = _by_name(actor, question)
    ranked.sort()
    start = _position(ranked, after)
    page = ranked[start : start + size]
    rows = _summaries(actor, [pk for _rank, _key, pk in page])
    more = start + size < len(ranked)
    return Found(question, rows, len(ranked), at_least, str(page[-1][2]) if more else "")


def _position(ranked: list[tuple[int, str, UUID]], after: str) -> int:
    for index, (_rank, _key, pk) in enumerate(ranked):
        if str(pk) == after:
            return index + 1
    return 0


def _by_number(actor: Actor, question: Question, also: Collection[UUID]) -> QuerySet[Person]:
    ids: list[UUID] = list(also)
    if question.phone:
        ids += Phone.objects.filter(number=question.phone).values_list("person_id", flat=True)[:MOST_CANDIDATES]
    if question.prints:
        ids += Person.objects.filter(nina_print__in=question.prints).values_list("pk", flat=True)[:MOST_CANDIDATES]
        ids += IdentityDocument.objects.filter(number_print__in=question.prints).values_list("person_id", flat=True)[
            :MOST_CANDIDATES
        ]
    if question.file_number:
        ids += Person.objects.filter(number=question.file_number).values_list("pk", flat=True)
    return searchable_by(actor).filter(pk__in=ids)


def _starting(column: str, text: str) -> Q:
    """Return the rows whose column begins with a text, as a range that a B-tree answers under any collation.

    The upper bound is the text with its last letter moved one on (``tra`` → ``trb``): digits and plain letters stand in
    that order everywhere. Other scripts go by LIKE.
    """
    if not (text.isascii() and text.isalnum()):
        return Q(**{f"{column}__startswith": text})
    stem = text.rstrip("z")
    bounds = {f"{column}__gte": text}
    if stem:
        bounds[f"{column}__lt"] = stem[:-1] + _NEXT[stem[-1]]
    return Q(**bounds)


def _conditions(words: tuple[str, ...], *, exact: bool) -> list[Q]:
    """Return one condition on NameWord per word.

    Exact: spelt as typed, the last word perhaps only begun. Otherwise: any word perhaps only begun, in any spelling.
    """
    if exact:
        return [*(Q(word=word) for word in words[:-1]), _starting("word", words[-1])]
    return [_starting("word", word) | _starting("canonical", canonical_name(word)) for word in words]


def _by_name(actor: Actor, question: Question) -> tuple[list[tuple[int, str, UUID]], bool]:
    """Return (rank, name key, id) of the candidates: rank 0 spelt as typed, 1 spelt otherwise."""
    found: dict[UUID, tuple[int, str]] = {}
    at_least = False
    for rank, exact in ((0, True), (1, False)):
        rows = list(_with_words(actor, question, exact=exact)[: MOST_CANDIDATES + 1])
        at_least |= len(rows) > MOST_CANDIDATES
        for pk, key in rows[:MOST_CANDIDATES]:
            found.setdefault(pk, (rank, key))
    return [(rank, key, pk) for pk, (rank, key) in found.items()], at_least


def _with_words(actor: Actor, question: Question, *, exact: bool) -> QuerySet[Person, tuple[UUID, str]]:
    conditions = _conditions(question.words, exact=exact)
    driver = _rarest(conditions)
    rows = NameWord.objects.filter(conditions[driver], searchable(actor, "person__"))
    for index, condition in enumerate(conditions):
        if index != driver:
            rows = rows.filter(Exists(NameWord.objects.filter(condition, person=OuterRef("person"))))
    for year in question.years:
        rows = rows.filter(person__born__year=year)
    return rows.order_by().values_list("person_id", "person__name_key")


def _rarest(conditions: list[Q]) -> int:
    """Return the place of the word that fewest people bear, counted only so far as it matters."""
    if len(conditions) == 1:
        return 0
    counts = [NameWord.objects.filter(condition).order_by()[:_COUNTED].count() for condition in conditions]
    return counts.index(min(counts))


def _summaries(actor: Actor, ids: list[UUID]) -> tuple[Summary, ...]:
    rows = list(Person.objects.filter(pk__in=ids).select_related("office").prefetch_related(first_phones()))
    may_open = openable(actor, rows)
    by_id = {row.pk: row for row in rows}
    return tuple(summary_of(by_id[pk], may_open=may_open[pk]) for pk in ids if pk in by_id)


def summary_of(person: Person, *, may_open: bool) -> Summary:
    """Return what a search shows of a person (office and phones loaded): the first phone is always masked."""
    return Summary(
        id=person.pk,
        number=person.number,
        name=str(person),
        birth_year=person.born.year,
        office_id=person.office_id,
        office_name=person.office.name,
        phone=next((phones.mask(phone.number) for phone in person.phones.all()), ""),
        may_open=may_open,
        suspended=person.state == PersonState.SUSPENDED,
    )


def pages(actor: Actor, text: str, *, size: int = 30) -> Iterator[Found]:
    """Yield every page of an answer in order (exports, tests)."""
    key = ""
    while True:
        found = search_people(actor, text, after=key, size=size)
        yield found
        key = found.next_key
        if not key:
            return


__all__ = ["Found", "Question", "pages", "search_people", "summary_of", "understand"]
