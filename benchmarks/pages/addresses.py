"""The addresses of questions, as an agent's browser asks for them."""

import random
from collections.abc import Callable, Iterator
from typing import TypeVar
from urllib.parse import urlencode

Thing = TypeVar("Thing")
_NOTHING_NEW = 60


def search(text: str) -> str:
    """Return the address of the search for what was typed."""
    return f"/personnes/?{urlencode({'q': text})}"


def shortlist(opening_id: str, **choices: str) -> str:
    """Return the address of an offer's shortlist; choices: view, region, office."""
    asked = urlencode({name: text for name, text in choices.items() if text})
    return f"/rapprochement/offre/{opening_id}/{'?' if asked else ''}{asked}"


def misspelt(word: str, dice: random.Random) -> str:
    """Return a word of at least four letters with one mistake inside: two letters swapped, one left out, doubled or another.

    The first and the last letter stay.
    """
    place = dice.randrange(1, len(word) - 2)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    mistaken = {
        "swapped": f"{before}{after[0]}{letter}{after[1:]}",
        "left out": f"{before}{after}",
        "doubled": f"{before}{letter}{letter}{after}",
        "another": f"{before}{dice.choice('bdgkmprtvz')}{after}",
    }
    return mistaken[dice.choice(list(mistaken))]


def typed_phone(number: str) -> str:
    """Return a stored number of Mali as people write it, in pairs without the country; another as it is stored."""
    digits = number.removeprefix("+223")
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2)) if digits != number else number


def different(draw: Callable[[], Thing | None], key: Callable[[Thing], str], most: int) -> Iterator[Thing]:
    """Yield what is drawn, each key once, at most `most`; ends where nothing new came so many times. None is passed over."""
    seen: set[str] = set()
    in_vain = 0
    while len(seen) < most and in_vain < _NOTHING_NEW:
        thing = draw()
        in_vain += 1
        if thing is not None and key(thing) not in seen:
            seen.add(key(thing))
            in_vain = 0
            yield thing
