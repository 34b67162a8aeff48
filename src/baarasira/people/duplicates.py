"""Files that may already be this person's, while one types: from the whole country, masked, with the reasons in words."""

import heapq
from calendar import isleap
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from baarasira.engine import Frequencies, Identity, Names, birth_number, canonical_words, likenesses
from baarasira.kernel import vault
from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import BusinessError, Sentence
from baarasira.kernel.sequences import Sequence
from baarasira.reference import nina, phones
from baarasira.reference.parameters import DUPLICATE_THRESHOLD
from baarasira.reference.queries import value

from .births import BirthRefused, parse_born
from .enums import BornPrecision
from .models import Person, Phone
from .name_index import current_names
from .policies import PEOPLE
from .queries import Summary, searchable_by
from .search import summaries

MOST_CANDIDATES = 300
MOST_NAMESAKES = 2000
MOST_SHOWN = 5
YEARS_AROUND = 2
LEEWAY = 8  # how many times the odds of whoever is passed over may be those worked out at best
_NOBODYS = "zzzzzz"  # a name that nobody shares
WORDS: dict[str, Sentence] = {
    "national_id": _("same NINA"),
    "phone": _("same phone"),
    "name": _("same name"),
    "name_spelling": _("same name spelt otherwise"),
    "name_swapped": _("surname and given names swapped"),
    "surname": _("same surname"),
    "given_names": _("same given names"),
    "born": _("same birth date"),
    "born_near": _("birth date one slip apart"),
    "year": _("same birth year"),
    "year_near": _("near birth year"),
    "sex": _("same sex"),
    "region": _("same region"),
    "commune": _("same commune"),
    "mother": _("same mother's name"),
    "phone_near": _("phone one digit apart"),
    "national_id_near": _("NINA one digit apart"),
}
_COMPARED = (
    "pk", "name_key", "given_names", "surname", "born", "born_precision", "sex", "region_id", "commune", "nina_print",
    "mother_name",
)  # fmt: skip
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

    Looked for by NINA, by phone, and by canonical surname or given names with a birth year at most two off; the number of queries does not
    grow with them.
    """
    if not PEOPLE.allows(actor, "search"):
        return []
    typed = _identity(candidate)
    if not (typed.national_id or typed.phones or (typed.surname and typed.given_names)):
        return []
    names = current_names()
    frequencies = _frequencies(typed, names)
    threshold = float(value(DUPLICATE_THRESHOLD, actor.today))
    ids = _by_numbers(typed) | _by_names(typed, names, frequencies, threshold)
    ids.discard(candidate.own_id)  # type: ignore[arg-type]
    everybody = list(_identities(actor, ids))
    scores = likenesses(typed, [identity for _id, _key, identity in everybody], frequencies)
    scored = [
        (-score.probability, key, person_id, score)
        for (person_id, key, _identity), score in zip(everybody, scores, strict=True)
        if score.probability >= threshold
    ]
    kept = {person_id: score for _order, _key, person_id, score in heapq.nsmallest(MOST_SHOWN, scored)}
    return [
        Duplicate(
            summary,
            kept[summary.id].probability,
            tuple(WORDS[code] for code in kept[summary.id].reasons if code in _SAID),
        )
        for summary in summaries(actor, list(kept))
    ]


def _identities(actor: Actor, ids: Collection[UUID]) -> Iterator[tuple[UUID, str, Identity]]:
    """Yield of each of these people whom the actor may find the id, the sort key and what the engine compares."""
    numbers: defaultdict[UUID, list[str]] = defaultdict(list)
    for person_id, number in Phone.objects.filter(person__in=ids).order_by().values_list("person_id", "number"):
        numbers[person_id].append(number)
    for row in searchable_by(actor).filter(pk__in=ids).order_by().values_list(*_COMPARED):
        person_id, key, given_names, surname, born, precision, sex, region, commune, nina_print, mother_name = row
        yield (
            person_id,
            key,
            Identity(
                given_names=given_names,
                surname=surname,
                born=born if precision == BornPrecision.DAY else None,
                birth_year=born.year,
                sex=sex,
                region=region or "",
                commune=commune,
                phones=frozenset(numbers[person_id]),
                national_id=nina_print,
                mother_name=mother_name,
            ),
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


def _by_numbers(typed: Identity) -> set[UUID]:
    ids: set[UUID] = set()
    if typed.national_id:
        ids |= set(Person.objects.filter(nina_print=typed.national_id).values_list("pk", flat=True)[:MOST_CANDIDATES])
    if typed.phones:
        holders = Phone.objects.filter(number__in=typed.phones).values_list("person_id", flat=True)
        ids |= set(holders[:MOST_CANDIDATES])
    return ids


def _by_names(typed: Identity, names: Names, frequencies: Frequencies, threshold: float) -> set[UUID]:
    """Return those who bear a word of the surname, of the given names or of both, however spelt, and may be likely enough.

    Of a common name nobody is while no more is typed than the name and a year: then nobody is looked at. Those who share
    no word of the name are not looked for: only the birth date and the mother would speak for them.
    """
    if not (typed.surname and typed.given_names):
        return set()

    surname, given_names = canonical_words(typed.surname), canonical_words(typed.given_names)
    forms = ((surname, given_names), (surname,), (given_names,))
    halves = (typed, replace(typed, given_names=_NOBODYS), replace(typed, surname=_NOBODYS))
    wanted = [variant for alike in halves for variant in _variants(alike)]
    shares = likenesses(typed, [variant.best for variant in wanted], frequencies)
    least = _with_leeway(threshold)
    each = len(wanted) // len(halves)
    found: set[bytes] = set()
    for place, form in enumerate(forms):
        mine = range(place * each, (place + 1) * each)
        likely = [wanted[at] for at in mine if shares[at].probability >= least]
        if any(not variant.years for variant in likely):
            found.update(names.namesakes(form, None, (), MOST_NAMESAKES))
            continue
        years = {year for variant in likely for year in variant.years if not variant.by_day}
        days = {day for variant in likely if variant.by_day for day in _days(typed, variant.years)}
        if years or days:
            found.update(names.namesakes(form, years, days, MOST_NAMESAKES))
    return {UUID(bytes=person_id) for person_id in found}


def _days(typed: Identity, years: Collection[int]) -> set[int]:
    """Return the typed day of birth in each of these years that has it."""
    day = typed.day
    return {birth_number(date(year, *day)) for year in years if day and (day != (2, 29) or isleap(year))}


def _with_leeway(threshold: float) -> float:
    """Return the probability from which whoever is at best so likely is looked at: the best is a guess, three bits off at most."""
    share = min(max(threshold, 1e-6), 1 - 1e-6)
    odds = share / (1 - share) / LEEWAY
    return odds / (1 + odds)


@dataclass(frozen=True, slots=True)
class _Variant:
    """The years in which the person may be born (none where it is not typed), on the day typed alone or any; who is likest then."""

    years: frozenset[int]
    by_day: bool
    best: Identity


def _variants(typed: Identity) -> list[_Variant]:
    if typed.year is None:
        return [_Variant(frozenset(), False, at_best(typed, 0))]
    found = []
    for apart in range(YEARS_AROUND + 1):
        best = at_best(typed, apart)
        around = frozenset({typed.year - apart, typed.year + apart})
        found.append(_Variant(around, typed.day is not None, best))
        if typed.day is not None:
            found.append(_Variant(around, False, replace(best, born=None, birth_year=best.year)))
    return found


def at_best(typed: Identity, apart: int) -> Identity:
    """Return whoever is likest to the person typed without a number in common, born so many years before."""
    born, year = typed.born, typed.birth_year
    if born is not None and apart:
        born = date(born.year - apart, born.month, min(born.day, 28) if born.month == 2 else born.day)
    return replace(
        typed, born=born, birth_year=None if year is None else year - apart, phones=frozenset(), national_id=""
    )


def _frequencies(typed: Identity, names: Names) -> Frequencies:
    """Return how common the typed name's words are; the register's size comes from the file numbers given out."""
    wanted = canonical_words(f"{typed.surname} {typed.given_names} {typed.mother_name}")
    size = Sequence.objects.filter(name__startswith="person:").aggregate(size=Sum("last"))["size"]
    return Frequencies(people=size or 0, counts={form: count for form in wanted if (count := names.bearers_of(form))})
