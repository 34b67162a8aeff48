"""Questions for the search of people. Imported where Django is set up."""

import random
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from baarasira.engine import canonical_name, name_words
from baarasira.kernel.actor import Actor
from baarasira.people.enums import PersonState
from baarasira.people.models import NameWord, Person, Phone
from baarasira.people.queries import searchable_by

from . import addresses

MOST = 200
PAGE = 30
DEEP_PAGE = 50
_COMMON = 60
_RARE = 3
_CHECKED = 12
_STARTS = 8
_SHORTEST_MISSPELT = 6
_AFTER_ALL = chr(0x10FFFF)

Question = dict[str, Any]


class _Bearer(NamedTuple):
    """A person of the register: file number, words of the surname and of the given names."""

    number: str
    surname: list[str]
    given: list[str]


def _begins(column: str, text: str) -> Q:
    """Return the condition that a column begins with a text, as a range that the column's index answers."""
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + _AFTER_ALL})


class PeopleQuestions:
    """Draws questions from the people that an agent may find."""

    def __init__(self, actor: Actor, seed: int) -> None:
        self.actor, self.dice = actor, random.Random(seed)
        self.people = searchable_by(actor).filter(state=PersonState.OPEN)
        ids = Person.objects.order_by("pk").values_list("pk", flat=True)
        self.first, self.last = (next(iter(rows[:1])).int for rows in (ids, ids.reverse()))

    def all(self) -> dict[str, list[Question]]:
        """Return the questions of each kind but the deep pages, which are reached by following links."""
        return {
            "search_prefix": self._of_people(self._begun),
            "search_order": self._of_people(self._any_order),
            "search_rare": self._rare(),
            "search_common": [self._named([word], checked=place) for place, word in enumerate(self._common_words)],
            "search_misspelt": self._of_people(self._misspelt),
            "search_phone": self._phones(),
        }

    def starts(self) -> list[Question]:
        """Return first pages of the commonest words, with what must be on page `DEEP_PAGE`, or the last, of some."""
        found = []
        for place, word in enumerate(self._common_words[:_STARTS]):
            question: Question = {"path": addresses.search(word)}
            if place < 2:
                question["people_at"] = {str(page): self._as_typed([word], page) for page in (2, 5, DEEP_PAGE)}
            found.append(question)
        return found

    def _someone(self) -> _Bearer:
        """Return somebody: the first whose id is not below one drawn between the least and the greatest."""
        drawn = UUID(int=self.dice.randint(self.first, self.last))
        row = self.people.filter(pk__gte=drawn).order_by("pk").values_list("number", "surname", "given_names").first()
        if row is None:
            return self._someone()
        return _Bearer(row[0], name_words(row[1]), name_words(row[2]))

    def _of_people(self, ask: Any) -> list[Question]:
        drawn = addresses.different(ask, " ".join, MOST)
        return [self._question(ask, words, place) for place, words in enumerate(drawn)]

    def _question(self, ask: Any, words: Sequence[str], place: int) -> Question:
        if ask == self._misspelt:
            *typed, meant = words
            return {"path": addresses.search(" ".join(typed)), "meant": meant}
        return self._named(words, checked=place)

    def _named(self, words: Sequence[str], *, checked: int) -> Question:
        """Return a question by words; the first ones of a list with those who must come first."""
        question: Question = {"path": addresses.search(" ".join(words))}
        if checked < _CHECKED:
            question["people"] = self._as_typed(words)
        return question

    def _begun(self) -> list[str]:
        bearer = self._someone()
        return [*bearer.surname, bearer.given[0][: self.dice.choice((1, 2, 3))]]

    def _any_order(self) -> list[str]:
        bearer = self._someone()
        words = [*bearer.surname, *bearer.given]
        self.dice.shuffle(words)
        return words

    def _misspelt(self) -> list[str] | None:
        """Return a surname with one mistake and a given name, then the surname; None where the mistake is somebody's name."""
        bearer = self._someone()
        meant = bearer.surname[-1]
        if len(meant) < _SHORTEST_MISSPELT:
            return None
        typed = addresses.misspelt(meant, self.dice)
        columns = {"word": typed, "canonical": canonical_name(typed)}
        known = any(NameWord.objects.filter(_begins(*pair)).exists() for pair in columns.items())
        return None if known else [typed, bearer.given[0], meant]

    def _rare(self) -> list[Question]:
        """Return names that at most a few people bear, all their words."""
        keys = Person.objects.values_list("name_key").annotate(bearers=Count("pk")).filter(bearers__lte=_RARE)
        some = sorted(key for key, _bearers in keys.order_by("name_key"))
        self.dice.shuffle(some)
        return [self._named(key.split(), checked=place) for place, key in enumerate(some[:MOST])]

    @cached_property
    def _common_words(self) -> list[str]:
        """Return the words that most people bear, the commonest first."""
        words = NameWord.objects.values_list("word").annotate(bearers=Count("pk")).order_by("-bearers", "word")
        return [word for word, _bearers in words[:_COMMON]]

    def _phones(self) -> list[Question]:
        def one() -> tuple[str, str] | None:
            number = self._someone().number
            phone = Phone.objects.filter(person__number=number).order_by("position", "id").first()
            return (phone.number, number) if phone is not None else None

        drawn = addresses.different(one, lambda pair: pair[0], MOST)
        return [{"path": addresses.search(addresses.typed_phone(phone)), "holder": number} for phone, number in drawn]

    def _as_typed(self, words: Sequence[str], page: int = 1) -> list[str]:
        """Return the file numbers of those who bear the words, the last perhaps only begun, as a page must show them."""
        *whole, last = words
        people = self.people.filter(pk__in=NameWord.objects.filter(_begins("word", last)).values("person_id"))
        for word in whole:
            people = people.filter(pk__in=NameWord.objects.filter(word=word).values("person_id"))
        rows = people.order_by("name_key", "pk").values_list("number", flat=True)
        return list(rows[(page - 1) * PAGE : page * PAGE])
