"""Two files side by side: the same lines of both, and which of them differ, are alike, or are known of one only."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from baarasira.doubles.holds import Hold
from baarasira.engine import canonical_words
from baarasira.kernel.errors import Sentence
from baarasira.people.enums import BornPrecision
from baarasira.people.models import Person
from baarasira.reference import phones
from baarasira.web.people.profile import born_words, place_words

SAME, ALIKE, DIFFERENT, ONE_ONLY = "same", "alike", "different", "one"
MARKS: dict[str, tuple[Sentence, str]] = {
    SAME: (_("same"), "done"),
    ALIKE: (_("nearly the same"), "wait"),
    DIFFERENT: (_("different"), "late"),
    ONE_ONLY: (_("in one file only"), "neutral"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: its name, both values, the mark in words with its tone ("" where nothing is known)."""

    label: Sentence
    one: str
    other: str
    mark: Sentence
    tone: str


def _phones(person: Person) -> str:
    return ", ".join(phones.show(phone.number) for phone in person.phones.all())


_LINES: tuple[tuple[Sentence, Callable[[Person], str]], ...] = (
    (_("File number"), lambda person: person.number),
    (_("Surname"), lambda person: person.surname),
    (_("Given names"), lambda person: person.given_names),
    (_("Born"), born_words),
    (_("Birth place"), lambda person: person.birth_place),
    (_("Sex"), lambda person: str(person.get_sex_display())),
    (_("Mother's name"), lambda person: person.mother_name),
    (_("Father's name"), lambda person: person.father_name),
    (_("Phones"), _phones),
    (_("Lives in"), place_words),
    (_("Office"), lambda person: person.office.name),
    (_("Registered on"), lambda person: f"{person.registered_on:%d/%m/%Y}"),
)
_NEVER_MARKED = 1  # the first line: two files have two numbers


def lines(one: Person, other: Person) -> list[Line]:
    """Return the comparison, the NINA said to be the same or not without being shown."""
    found = []
    for place, (label, read) in enumerate(_LINES):
        left, right = read(one), read(other)
        mark, tone = ("", "") if place < _NEVER_MARKED else _mark(left, right)
        if read is born_words:
            mark, tone = MARKS[_births(one, other)]
        found.append(Line(label, left, right, mark, tone))
    found.append(_nina(one, other))
    return found


def _mark(left: str, right: str) -> tuple[Sentence, str]:
    if not left and not right:
        return "", ""
    if not left or not right:
        return MARKS[ONE_ONLY]
    if left.casefold() == right.casefold():
        return MARKS[SAME]
    words, others = set(canonical_words(left)), set(canonical_words(right))
    shared = {part.strip() for part in left.split(",")} & {part.strip() for part in right.split(",")}
    return MARKS[ALIKE] if words == others or shared else MARKS[DIFFERENT]


def _births(one: Person, other: Person) -> str:
    """Return how two known births compare: a year alone, or the day and the month the other way round, says nearly the same."""
    if (one.born, one.born_precision) == (other.born, other.born_precision):
        return SAME
    vague = BornPrecision.YEAR in (one.born_precision, other.born_precision)
    turned = (one.born.day, one.born.month) == (other.born.month, other.born.day)
    return ALIKE if one.born.year == other.born.year and (vague or turned) else DIFFERENT


def _nina(one: Person, other: Person) -> Line:
    words = [str(_("on file")) if person.nina_print else "" for person in (one, other)]
    if all(words):
        mark, tone = MARKS[SAME if one.nina_print == other.nina_print else DIFFERENT]
    else:
        mark, tone = MARKS[ONE_ONLY] if any(words) else ("", "")
    return Line(_("NINA"), words[0], words[1], mark, tone)


def held(holds: list[Hold], person: Person) -> list[Hold]:
    """Return what one of the two holds that was paid or signed."""
    return [hold for hold in holds if hold.person_id == person.pk]
