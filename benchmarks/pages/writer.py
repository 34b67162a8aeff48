"""Registers people through the product's own action at a pace, as files that come in from all over the country do.

python -m benchmarks.pages.writer --email AGENT --rate 100 (in the environment of the installation)

As many as `baarasira import` writes in one transaction are registered together (people.actions.register_people, which it calls),
each such share when it is due, behind the pages where both want the processor, as that command is.
Reads the offers to suit as one line of JSON (`draw`) and says ``{"ready": true}``. Then ``go`` and ``pause`` in turn, the latter
answered by a line when nothing is being written any more, and at last ``stop``: it says what was reached while it wrote. After
``sample`` in place of ``go`` the first of those registered also gets a card and suits an offer: told as one line when saved,
another when carded, with the clock of the machine. After ``stop``, or when the input ends, these cards are struck off: they leave
the shortlists again.
"""

import argparse
import contextlib
import json
import queue
import random
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .addresses import search

_TEMPLATES = 400
_MADE_UP = 1.0
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnrstwz" for vowel in "aeiou")
_REASON = "Mesure terminée."

_GO, _SAMPLE = "go", "sample"
_END = ""
"""What stands in the queue of orders when the input has ended."""

Fit = Mapping[str, Any]
Orders = queue.Queue[str]


def main() -> None:
    """Register until told to stop; the last line says how many, in which time, with how much processor time."""
    import django

    from baarasira.project.manners import stand_behind_pages

    options = argparse.ArgumentParser(prog="python -m benchmarks.pages.writer")
    options.add_argument("--email", required=True)
    options.add_argument("--rate", type=float, required=True)
    args = options.parse_args()
    stand_behind_pages()
    django.setup()
    writer = _Writer(args.email, json.loads(sys.stdin.readline()))
    _tell(ready=True)
    orders: Orders = queue.Queue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    _tell(**writer.run(args.rate, orders))
    writer.strike_off()


def _listen(orders: "Orders") -> None:
    for line in sys.stdin:
        orders.put(line.strip())
    orders.put(_END)


def _tell(**values: Any) -> None:
    print(json.dumps(values), flush=True)


def dues(rate: float, at_once: int, begun: float) -> Iterator[float]:
    """Yield when so many at once are due, `rate` a second after `begun`; a delay of a second at most is made up for.

    The first are due after half of the time between two: begun and stopped again and again, it is no quicker than `rate`.
    """
    due = begun + at_once / rate / 2
    while True:
        yield due
        due = max(due + at_once / rate, time.monotonic() - _MADE_UP)


def new_word(dice: random.Random) -> str:
    """Return a surname of seven syllables that nobody has."""
    return "".join(dice.choice(_SYLLABLES) for _ in range(7))


class _Writer:
    """One counsellor who registers people in their own office."""

    def __init__(self, email: str, fits: Sequence[Fit]) -> None:
        from baarasira.accounts.models import Membership

        membership = Membership.objects.select_related("user").get(user__email=email)
        self.user, self.office_id = membership.user, membership.structure_id
        self.fits, self.dice = fits, random.Random(uuid.uuid4().int)
        self.templates = _templates(self.dice)
        self.cards: list[Any] = []
        self.chosen = 0

    def run(self, rate: float, orders: Orders) -> dict[str, Any]:
        """Register at a pace from each ``go`` or ``sample`` to the next word; return what was reached in those times together.

        The end of the input, whenever it comes, is the last word.
        """
        reached = {"registered": 0, "seconds": 0.0, "cpu": 0.0}
        while (order := orders.get()) in {_GO, _SAMPLE}:
            cpu = time.process_time()
            registered, seconds = self._spell(rate, orders, sampled=order == _SAMPLE and bool(self.fits))
            reached["registered"] += registered
            reached["seconds"] += seconds
            reached["cpu"] += time.process_time() - cpu
            _tell(step="paused")
        return reached

    def _spell(self, rate: float, orders: Orders, *, sampled: bool) -> tuple[int, float]:
        """Register until somebody says something; return how many, and in how many seconds. The first is a sample if wished.

        A spell holds few shares: its seconds are those from when the first was due until the next would have been, or until
        the last was stored where that is later.
        """
        from baarasira.jobs.exchange.writers import PEOPLE_AT_ONCE

        begun, registered = time.monotonic(), 0
        first = next(dues(rate, PEOPLE_AT_ONCE, begun))
        for due in dues(rate, PEOPLE_AT_ONCE, begun):
            with contextlib.suppress(queue.Empty):
                if orders.get(timeout=max(0.001, due - time.monotonic())) == _END:
                    orders.put(_END)  # for whoever asks next
                break
            if sampled:
                self._sampled()
            self._register([self._anyone() for _ in range(PEOPLE_AT_ONCE - sampled)])
            registered += PEOPLE_AT_ONCE
            sampled = False
        return registered, max(due, time.monotonic()) - first

    def _actor(self, reason: str = "") -> Any:
        from django.utils import timezone

        from baarasira.kernel.actor import Actor

        return Actor(self.user, timezone.now(), channel="command", reason=reason)

    def _register(self, people: Sequence[Mapping[str, Any]]) -> list[Any]:
        from baarasira.people.actions import Registration, register_people
        from baarasira.people.enums import ConsentPurpose, NoNina
        from baarasira.people.inputs import ConsentData, PersonData, PhoneData

        consents = ConsentData(given={ConsentPurpose.REGISTER: True}, how="à l'agence")
        registrations = []
        for values in people:
            phone = PhoneData(number=f"+2237{self.dice.randrange(10**7):07d}")
            data = PersonData(no_nina_reason=NoNina.CARD_LOST, phones=(phone,), **values)
            registrations.append(Registration(office_id=self.office_id, data=data, consents=consents))
        done = register_people(actor=self._actor(), registrations=registrations)
        refused = [item for item in done if isinstance(item, Exception)]
        if refused:
            raise refused[0]
        return done

    def _anyone(self) -> Mapping[str, Any]:
        """Return somebody as there are many: the work of one person of the register under the names of two others."""
        values, named, sharing = (self.dice.choice(self.templates) for _ in range(3))
        names = {"given_names": named["given_names"], "sex": named["sex"], "surname": sharing["surname"]}
        return {**values, **names}

    def _sampled(self) -> None:
        """Register somebody whom no one is called like and who suits an offer best, and issue the card; tell both."""
        from baarasira.counselling.actions import issue_card

        fit, word = self.fits[self.chosen % len(self.fits)], new_word(self.dice)
        self.chosen += 1
        [person] = self._register([_suiting(fit["person"], word)])
        _tell(step="saved", at=time.monotonic(), number=person.number, path=search(word))
        self.cards.append(issue_card(actor=self._actor(), person_id=person.pk).pk)
        _tell(step="carded", at=time.monotonic(), name=str(person), path=fit["path"])

    def strike_off(self) -> None:
        """Take the samples out of the shortlists."""
        from baarasira.counselling.actions import strike_off

        for card_id in self.cards:
            strike_off(actor=self._actor(_REASON), card_id=card_id)


def _suiting(wanted: Mapping[str, Any], word: str) -> dict[str, Any]:
    from baarasira.people.inputs import LanguageData, OccupationData

    return {
        "given_names": "Mesure",
        "surname": word.capitalize(),
        "sex": "F",
        "situation": "unemployed",
        "born": str(wanted["born"]),
        "region": wanted["region"],
        "education": wanted["education"],
        "skills": tuple(wanted["skills"]),
        "licences": tuple(wanted["licences"]),
        "destinations": tuple(wanted["destinations"]),
        "occupations": (OccupationData(code=wanted["occupation"], years=wanted["years"]),),
        "languages": tuple(LanguageData(code=code, level=level) for code, level in wanted["languages"]),
    }


def _templates(dice: random.Random) -> list[dict[str, Any]]:
    """Return people of the register as a counsellor would have entered them, without what is theirs alone."""
    from baarasira.people.inputs import LanguageData, OccupationData
    from baarasira.people.models import Person

    ids = list(Person.objects.filter(state="open").order_by("-pk").values_list("pk", flat=True)[: 5 * _TEMPLATES])
    people = Person.objects.filter(pk__in=dice.sample(ids, min(_TEMPLATES, len(ids))))
    copied = ("given_names", "surname", "sex", "situation", "education", "preferred_channel", "preferred_language")
    return [
        {
            **{name: getattr(person, name) for name in copied},
            "born": str(person.born.year),
            "region": person.region_id or "",
            **{name: tuple(getattr(person, name)) for name in ("skills", "licences", "mobility", "destinations")},
            "occupations": tuple(
                OccupationData(code=row.code, words=row.words, years=row.years) for row in person.occupations.all()
            ),
            "languages": tuple(LanguageData(code=row.code, level=row.level) for row in person.languages.all()),
        }
        for person in people.order_by("pk").prefetch_related("occupations", "languages")
    ]


if __name__ == "__main__":
    main()
