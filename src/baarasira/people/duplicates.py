"""Files that may already be this person's, while one types: from the whole country, masked, with the reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from baarasira.engine import Frequencies, Identity, canonical_words, likeness
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.kernel.sequences import Sequence
from baarasira.reference import nina, phones
from baarasira.reference.parameters import DUPLICATE_THRESHOLD
from baarasira.reference.queries import value

from .births import BirthRefused, parse_born
from .enums import BornPrecision
from .models import NameWord, Person, Phone
from .policies import PEOPLE
from .queries import Summary, first_phones, openable, searchable_by
from .search import summary_of

MOST_CANDIDATES = 300
MOST_SHOWN = 5
YEARS_AROUND = 2
WORDS: dict[str, Sentence] = {
    "national_id": _("same NINA"),
    "phone": _("same phone"),
    "name": _("same name"),
    "name_spelling": _("same name spelt otherwise"),
    "name_swapped": _("surname and given names swapped"),
    "born": _("same birth date"),
    "year": _("same birth year"),
    "year_near": _("near birth year"),
    "sex": _("same sex"),
    "region": _("same region"),
    "commune": _("same commune"),
    "mother": _("same mother's name"),
}
_SAID = frozenset(WORDS) - {"sex"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is typed so far of a person; every part may be missing or unreadable."""

    given_names: str = ""
    surname: str = ""
    born: str = ""
    sex: str = ""
    nina: str = ""
    phones: tuple[str, ...] = ()
    region: str = ""
    commune: str = ""
    mother_name: str = ""
    own_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that may be this person's: what a search shows of it, the probability 0–1, the reasons in words."""

    summary: Summary
    probability: float
    reasons: tuple[Sentence, ...]


def likely_duplicates(actor: Actor, candidate: Candidate) -> list[Duplicate]:
    """Return the likeliest files of the same person, at most five, from the setting `duplicates.threshold` up.

    Looked for by NINA, by phone, and by canonical name with a birth year at most two off; constant number of queries.
    """
    if not PEOPLE.allows(actor, "search"):
        return []
    typed = _identity(candidate)
    ids = _candidate_ids(typed)
    ids.discard(candidate.own_id)  # type: ignore[arg-type]
    if not ids:
        return []
    people = list(searchable_by(actor).filter(pk__in=ids).select_related("office").prefetch_related(first_phones()))
    frequencies = _frequencies(typed)
    threshold = float(value(DUPLICATE_THRESHOLD, actor.today))
    scored = [(likeness(typed, identity_of(person), frequencies), person) for person in people]
    kept = sorted(
        ((score, person) for score, person in scored if score.probability >= threshold),
        key=lambda item: (-item[0].probability, item[1].name_key, item[1].pk),
    )[:MOST_SHOWN]
    may_open = openable(actor, [person for _score, person in kept])
    return [
        Duplicate(
            summary_of(person, may_open=may_open[person.pk]),
            score.probability,
            tuple(WORDS[code] for code in score.reasons if code in _SAID),
        )
        for score, person in kept
    ]


def identity_of(person: Person) -> Identity:
    """Return what the engine compares of a stored person (phones loaded)."""
    known_day = person.born_precision == BornPrecision.DAY
    return Identity(
        given_names=person.given_names,
        surname=person.surname,
        born=person.born if known_day else None,
        birth_year=person.born.year,
        sex=person.sex,
        region=person.region_id or "",
        commune=person.commune,
        phones=frozenset(phone.number for phone in person.phones.all()),
        national_id=person.nina_print,
        mother_name=person.mother_name,
    )


def _identity(candidate: Candidate) -> Identity:
    born: date | None = None
    year: int | None = None
    try:
        parsed, precision = parse_born(candidate.born)
        born, year = (parsed if precision == BornPrecision.DAY else None), parsed.year
    except BirthRefused:
        pass
    return Identity(
        given_names=candidate.given_names[:200],
        surname=candidate.surname[:200],
        born=born,
        birth_year=year,
        sex=candidate.sex,
        region=candidate.region,
        commune=candidate.commune[:120],
        phones=frozenset(_readable(candidate.phones)),
        national_id=_nina_print(candidate.nina),
        mother_name=candidate.mother_name[:200],
    )


def _readable(numbers: Iterable[str]) -> list[str]:
    found: list[str] = []
    for number in numbers:
        try:
            found.append(phones.normalise(number))
        except BusinessError:
            continue
    return found


def _nina_print(text: str) -> str:
    compact = nina.compact(text)
    return vault.fingerprint(compact) if nina.SHAPE.fullmatch(compact) else ""


def _candidate_ids(typed: Identity) -> set[UUID]:
    ids: set[UUID] = set()
    if typed.national_id:
        ids |= set(Person.objects.filter(nina_print=typed.national_id).values_list("pk", flat=True)[:MOST_CANDIDATES])
    if typed.phones:
        holders = Phone.objects.filter(number__in=typed.phones).values_list("person_id", flat=True)
        ids |= set(holders[:MOST_CANDIDATES])
    if typed.surname and typed.given_names:
        ids |= set(_with_both_names(typed).values_list("person_id", flat=True)[:MOST_CANDIDATES])
    return ids


def _with_both_names(typed: Identity) -> QuerySet[NameWord]:
    """Return the name rows of people who bear a word of the surname and a word of the given names, however spelt."""
    surname, given = canonical_words(typed.surname), canonical_words(typed.given_names)
    rows = NameWord.objects.filter(canonical__in=surname).filter(
        Exists(NameWord.objects.filter(person=OuterRef("person"), canonical__in=given))
    )
    if typed.year is not None:
        near = Q(
            person__born__gte=date(max(1, typed.year - YEARS_AROUND), 1, 1),
            person__born__lte=date(typed.year + YEARS_AROUND, 12, 31),
        )
        rows = rows.filter(near)
    return rows.order_by()


def _frequencies(typed: Identity) -> Frequencies:
    """Return how common the typed name's words are; the register's size comes from the file numbers given out."""
    wanted = canonical_words(f"{typed.surname} {typed.given_names} {typed.mother_name}")
    rows = NameWord.objects.filter(canonical__in=wanted).order_by().values_list("canonical").annotate(Count("id"))
    size = Sequence.objects.filter(name__startswith="person:").aggregate(size=Sum("last"))["size"]
    return Frequencies(people=size or 0, counts=dict(rows))
