"""`baarasira rank`: who fits each offer, from plain files to a plain file (engine.md, rank)."""

import argparse
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from baarasira.engine import (
    Neighbours,
    Offer,
    Ranking,
    Register,
    Related,
    Weights,
    load_compiled,
    neighbours_of,
    rank,
    related_of,
)
from baarasira.kernel.tables import (
    REJECTS,
    Check,
    Column,
    Reject,
    Table,
    UnusableFile,
    csv_bytes,
    parse_whole,
    read_table,
    without_collector,
    write_atomically,
    write_rejects,
)
from baarasira.reference import exchange

SUMMARY = "rank the people of a file for each offer of another"
NEEDS_DJANGO = False

HEADERS = ("offer_id", "rank", "person_id", "score", "O", "S", "E", "L", "P")

_USED = 0
_REFUSED = 1
_UNUSABLE = 2
_AT_ONCE = 1000
_THREADS = 2
_WORTH_COMPILING = 5_000_000


def _top(text: str) -> int:
    try:
        return parse_whole(text.strip(), low=1)
    except ValueError:
        raise argparse.ArgumentTypeError("a whole number from 1 on") from None


def _weights(text: str) -> Weights:
    try:
        first, second, third, fourth, fifth = (parse_whole(part.strip()) for part in text.split(","))
        return Weights(first, second, third, fourth, fifth)
    except ValueError:
        message = "five whole numbers separated by commas, in the order O,S,E,L,P"
        raise argparse.ArgumentTypeError(message) from None


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--people", required=True, type=Path, metavar="P.csv", help="people, CSV or XLSX")
    parser.add_argument("--offers", required=True, type=Path, metavar="O.csv", help="offers, CSV or XLSX")
    parser.add_argument("--top", type=_top, default=50, help="how many people per offer (50)")
    parser.add_argument("--neighbours", type=Path, metavar="N.csv", help="regions that touch: columns a,b")
    parser.add_argument("--related", type=Path, metavar="R.csv", help="close unit groups: columns a,b,closeness")
    parser.add_argument("--weights", type=_weights, default=Weights(), help="of O,S,E,L,P (45,25,10,10,10)")
    parser.add_argument("--out", required=True, type=Path, metavar="S.csv", help="where the ranking is written")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class _Unusable(Exception):
    pass


def _read(path: Path, columns: Sequence[Column], check: Check | None = None) -> Table:
    try:
        table = read_table(path, columns, check=check)
    except UnusableFile as error:
        raise _Unusable(f"{path}: {error}") from None
    if table.cut:
        _say(f"{path}: the end of the file looks cut; its last row was read as it stands")
    return table


@dataclass(frozen=True, slots=True)
class _Inputs:
    register: Register
    offers: list[Offer]
    neighbours: Neighbours
    related: Related
    rejects: dict[str, list[Reject]]


def _read_all(args: argparse.Namespace) -> _Inputs:
    """Read every input before anything is written; `rejects` stands in the order of the inputs."""
    people = _read(args.people, exchange.PEOPLE)
    offers = _read(args.offers, exchange.OFFERS, exchange.one_place)
    rejects = {"people": people.rejects, "offers": offers.rejects}
    neighbours, related = exchange.own_neighbours(), related_of(())
    if args.neighbours is not None:
        table = _read(args.neighbours, exchange.NEIGHBOURS)
        neighbours = neighbours_of((row["a"], row["b"]) for row in table.rows)
        rejects["neighbours"] = table.rejects
    if args.related is not None:
        table = _read(args.related, exchange.RELATED)
        related = related_of((row["a"], row["b"], row["closeness"]) for row in table.rows)
        rejects["related"] = table.rejects
    register = Register.build(map(exchange.person_of, people.rows))
    return _Inputs(register, list(map(exchange.offer_of, offers.rows)), neighbours, related, rejects)


def _rankings(inputs: _Inputs, args: argparse.Namespace) -> Iterator[Ranking]:
    count = len(inputs.offers)
    for start in range(0, count, _AT_ONCE):
        yield from rank(
            inputs.register,
            inputs.offers[start : start + _AT_ONCE],
            top=args.top,
            weights=args.weights,
            neighbours=inputs.neighbours,
            related=inputs.related,
            threads=_THREADS,
        )
        _say(f"rank: {min(start + _AT_ONCE, count)} of {count} offers")


def _lines(ranking: Ranking) -> Iterator[tuple[object, ...]]:
    people = zip(ranking.person_ids, ranking.scores.tolist(), ranking.parts.tolist(), strict=True)
    for place, (person_id, score, parts) in enumerate(people, start=1):
        yield ranking.offer_id, place, person_id, score, *parts


def _check_out(args: argparse.Namespace) -> Path:
    """Return where the ranking goes; refuse what would overwrite an input, the rejects or a folder."""
    out: Path = args.out
    if out.is_dir() or not out.absolute().parent.is_dir():
        raise _Unusable(f"{out}: give the name of a file in a folder that exists")
    if out.name == REJECTS:
        raise _Unusable(f"{out}: the refused rows are written under this name; choose another")
    inputs = [path for path in (args.people, args.offers, args.neighbours, args.related) if path is not None]
    if out.exists() and any(path.exists() and path.samefile(out) for path in inputs):
        raise _Unusable(f"{out}: this is one of the inputs; choose another name for the ranking")
    return out


def run(args: argparse.Namespace) -> int:
    """Rank; return 0, 1 when rows were refused, 2 when an argument or a file cannot be used (nothing is written then)."""
    try:
        out = _check_out(args)
        with without_collector():
            inputs = _read_all(args)
    except _Unusable as error:
        _say(f"rank: {error}")
        return _UNUSABLE
    _say(f"rank: {len(inputs.register)} people, {len(inputs.offers)} offers")
    if len(inputs.register) * len(inputs.offers) > _WORTH_COMPILING:
        # Ranking begins at once, plainly, and goes on with the compiled search when that is loaded.
        threading.Thread(target=load_compiled, name="compiler").start()
    rows = (line for ranking in _rankings(inputs, args) for line in _lines(ranking))
    data = csv_bytes(HEADERS, rows)
    try:
        write_atomically(out, data)
        refused = write_rejects(out.absolute().parent, inputs.rejects)
    except OSError as error:
        _say(f"rank: {out}: cannot be written ({error.strerror})")
        return _UNUSABLE
    if refused:
        _say(f"rank: {sum(map(len, inputs.rejects.values()))} rows were refused, see {REJECTS} beside {out}")
        return _REFUSED
    return _USED
