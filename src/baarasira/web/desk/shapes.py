"""What a desk is made of: blocks of things to do, each with its rows and the one click that does them; figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from baarasira.kernel.actor import Actor
from baarasira.kernel.errors import Sentence
from baarasira.web.shell.components.text import NBSP, short_date

# How many rows of a block stand on the desk; the others are one click away.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Act:
    """The one click that does it: a link, or a form that sends `fields` when there are any."""

    label: Sentence
    url: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do: what, for whom (`detail`), by `when`, its state in a `word` with its tone, the acts."""

    title: str
    url: str
    when: str = ""
    word: Sentence = ""
    tone: str = "neutral"
    detail: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One kind of thing to do: how many there are, how many of them late, the first of them, where all of them are.

    `empty` is the sentence that stands for it when there is none.
    """

    title: Sentence
    count: int
    late: int
    rows: Sequence[Row]
    url: str
    empty: Sentence

    @property
    def waiting(self) -> int | None:
        """How many things wait, None for a block that only informs."""
        return self.count or None

    @property
    def more_url(self) -> str:
        """The address of the whole list, where the desk shows only its head."""
        return self.url if self.count > len(self.rows) else ""


@dataclass(frozen=True, slots=True)
class Stat:
    """One figure of the actor's territory."""

    label: Sentence
    value: int
    url: str = ""
    note: Sentence = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A whole desk: what is to be done (late first), the sentences of what is not, the figures."""

    blocks: Sequence[Block] = ()
    empty: Sequence[Sentence] = ()
    figures: Sequence[Stat] = field(default=())

    @property
    def late(self) -> int:
        """How many things are late."""
        return sum(block.late for block in self.blocks)

    @property
    def count(self) -> int:
        """How many things are to be done."""
        return sum(block.count for block in self.blocks)


BlockMaker = Callable[[Actor], Block | None]
"""Makes a block for an actor in a constant number of queries; None for who has no part in it."""

StatMaker = Callable[[Actor], Sequence[Stat]]


def day_words(day: date) -> str:
    """Write the day something is due."""
    return short_date(day)


def hour_words(moment: datetime) -> str:
    """Write the hour of an appointment: ``9 h 30``."""
    local = timezone.localtime(moment)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02}"
