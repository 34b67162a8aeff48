"""Finding people in the whole country: any part of the name however spelt, a phone, a NINA, a file number, a year.

Numbers are looked up in the database; names in the index of names of this process (`name_index`), which the database
keeps current. What is shown is read from the database, and may be seen (`searchable`) at that moment.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Cast, Substr

from baarasira.engine import Named, NameQuestion, name_words
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.prepared import Prepared
from baarasira.kernel.sequences import check_character
from baarasira.reference import nina, phones

from .enums import PersonState
from .models import IdentityDocument, Person, Phone
from .name_index import current_names
from .policies import PEOPLE
from .queries import Summary, findable, opened_by, searchable_by

MOST_CANDIDATES = 500
MOST_WORDS = 6
LONGEST_QUERY = 200
_AROUND_A_YEAR = ("vers", "ne", "nee", "en")
_YEAR = re.compile(r"(19|20)\d{2}")
_FILE_NUMBER = re.compile(r"(\d{2})(\d{6,9})([0-9A-Z])")
_AFTER = re.compile(r"([0-2])([0-9a-f]{32})(.*)", re.DOTALL)
_DOCUMENT = re.compile(r"(?=.*\d)[0-9A-Z]{5,20}")


Position = tuple[int, str, bytes]


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
    """One page of an answer: how many people there are in all, and the next page's key (empty after the last page).

    `corrected` of them bear no typed word in any spelling, but one of `corrections`: typed word → words taken for it,
    the commonest first.
    """

    question: Question
    rows: tuple[Summary, ...]
    found: int
    next_key: str = ""
    corrected: int = 0
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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


def of_number(people: QuerySet[Person], typed: str) -> Person | None:
    """Return who of these bears a file number, however it was typed; None when nobody does.

    Asked for as it is stored: a comparison that passes over capitals reads everybody.
    """
    return people.filter(number=file_number_of(typed) or typed.strip()).first()


def search_people(actor: Actor, text: str, *, after: str = "", size: int = 30, also: Collection[UUID] = ()) -> Found:
    """Answer one search, best first, in a constant number of queries; `after` is the key of the page before.

    `also` are ids of people whom another room's number (a card's) found.

    Exact spellings come before spelling variants and words only begun, those before mistyped words corrected
    (engine.Names says which is which), each by surname and given names. Shows only what Summary holds. An actor who may
    not search finds nobody.
    """
    question = understand(text)
    if (question.empty and not also) or not PEOPLE.allows(actor, "search"):
        return Found(question, (), 0)
    position = _position(after)
    if question.by_number or also:
        named = _by_number(actor, question, also, position, size)
    else:
        named = _by_name(actor, question, position, size)
    rows = summaries(actor, [UUID(bytes=person_id) for _rank, _key, person_id in named.page])
    return Found(
        question,
        rows,
        named.found,
        next_key=_next_key(named.page[-1]) if named.more else "",
        corrected=named.counts[2],
        corrections=named.corrections,
    )


def _next_key(position: Position) -> str:
    rank, key, person_id = position
    return f"{rank}{person_id.hex()}{key}"


def _position(after: str) -> Position | None:
    """Return the position a page's key stands for; None (the first page) for anything else."""
    match = _AFTER.fullmatch(after)
    return (int(match[1]), match[3], bytes.fromhex(match[2])) if match else None


def _by_name(actor: Actor, question: Question, after: Position | None, size: int) -> Named:
    own = PEOPLE.scope(actor, "view_file")
    offices = None if own.everywhere else frozenset(office.bytes for office in own.structures)
    return current_names().find(NameQuestion(question.words, question.years, offices), after=after, size=size)


def _by_number(actor: Actor, question: Question, also: Collection[UUID], after: Position | None, size: int) -> Named:
    holders = _holders(actor, question, also).values_list("name_key", "pk")
    found = sorted((0, key, person_id.bytes) for key, person_id in holders)
    page = [position for position in found if after is None or position > after]
    return Named(page[:size], (len(found), 0, 0), len(page) > size)


def _holders(actor: Actor, question: Question, also: Collection[UUID]) -> QuerySet[Person]:
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
    # The numbers of a file that was merged into another find that one (doubles).
    ids += Person.objects.filter(pk__in=ids, merged_into__isnull=False).values_list("merged_into_id", flat=True)
    return searchable_by(actor).filter(pk__in=ids)


def summaries(actor: Actor, ids: Sequence[UUID]) -> tuple[Summary, ...]:
    """Return what is shown of these people, in their order, those left out who may not be found by now: two queries."""
    if not ids:
        return ()
    scope, may_be_found = PEOPLE.scope(actor, "view_file"), findable(actor)
    opened = opened_by(actor) if scope else frozenset()
    offices: dict[str, UUID] = {}
    found: dict[UUID, Summary] = {}
    for key, number, given_names, surname, year, office, office_name, state, phone in _SHOWN(ids=ids):
        person_id = UUID(key)
        if office not in offices:
            offices[office] = UUID(office)
        if may_be_found(state, offices[office]):
            found[person_id] = Summary(
                id=person_id,
                number=number,
                name=f"{given_names} {surname}",
                birth_year=int(year),
                office_id=offices[office],
                office_name=office_name,
                phone=phones.mask(phone) if phone else "",
                may_open=scope.covers(offices[office]) or person_id in opened,
                suspended=state == PersonState.SUSPENDED,
            )
    return tuple(found[person_id] for person_id in ids if person_id in found)


# Nearly every page of a search asks this one; all columns are texts.
_SHOWN: Prepared[tuple[str, ...]] = Prepared(
    lambda ids: (
        Person.objects.filter(pk__in=ids)
        .order_by()
        .values_list(
            Cast("pk", CharField()),
            "number",
            "given_names",
            "surname",
            Substr(Cast("born", CharField()), 1, 4),
            Cast("office_id", CharField()),
            "office__name",
            "state",
            Subquery(Phone.objects.filter(person=OuterRef("pk")).order_by("position", "id").values("number")[:1]),
        )
    ),
    as_stored=True,
    ids=UUIDField(),
)


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


__all__ = ["Found", "Question", "pages", "search_people", "summaries", "summary_of", "understand"]
