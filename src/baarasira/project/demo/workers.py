"""Other processes that make rows while this one writes them."""

import marshal
import multiprocessing
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from .population import Place, Plan

Made = tuple[list[list[tuple[Any, ...]]], list[str]]
"""Rows as plain tuples, and digests (`making.Piece`)."""
Span = tuple[int, int]
"""The number of the first person, and how many."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides who is made, in a form that goes to another process.

    `agents`: for each office its counsellor as rows name them (`making.Agent`); `months` a card is good for and `grace`
    days after them.
    """

    places: Sequence[Place]
    plan: Plan
    agents: Mapping[UUID, tuple[str | None, str, str, str]]
    months: int
    grace: int


def make_here(recipe: Recipe, spans: Sequence[Span]) -> Iterator[Made]:
    """Yield the rows of each span, made in this process."""
    from .making import Agent, Maker, Rules
    from .population import Population

    agents = {office: Agent(*agent) for office, agent in recipe.agents.items()}
    maker = Maker(Population(recipe.places, recipe.plan), agents, Rules(recipe.months, recipe.grace))
    for first, count in spans:
        yield maker.piece(first, count)


def make_beside(recipe: Recipe, spans: Sequence[Span], processes: int) -> Iterator[Made]:
    """Yield the rows of each span in order, made by other processes; each has at most one span ready and one in hand."""
    with _started(recipe, [spans[start::processes] for start in range(processes)]) as lines:
        for place in range(len(spans)):
            yield marshal.loads(lines[place % processes].recv_bytes())  # noqa: S302 - from our own process


@contextmanager
def _started(recipe: Recipe, shares: Sequence[Sequence[Span]]) -> Iterator[list[Connection]]:
    """Run one process a share and give the lines by which they answer; they end with the block, or with this process."""
    context = multiprocessing.get_context("spawn")
    lines: list[Connection] = []
    running = []
    try:
        for share in shares:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(recipe, share, theirs), daemon=True)
            process.start()
            theirs.close()  # so that the line ends when the process does
            lines.append(ours)
            running.append(process)
        yield lines
    finally:
        for line in lines:
            line.close()
        for process in running:
            process.terminate()
            process.join()


def _work(recipe: Recipe, share: Sequence[Span], line: Connection) -> None:
    """Make the spans of one share and send each; stop when nobody reads any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that writes: it ends this one
    import django

    django.setup()
    try:
        for rows in make_here(recipe, share):
            line.send_bytes(marshal.dumps(rows))
    except (BrokenPipeError, ConnectionResetError):
        return
