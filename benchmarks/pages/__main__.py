"""Load the pages that agents ask for most, on a demonstration register of any size, beside an empty view in the same run.

    python -m benchmarks.pages --database sqlite|postgres|both --people 1000000 --data FOLDER [--seconds 15]

The register is made where FOLDER does not hold it, and kept there. Status 1 when a page is wrong or refused.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

from .. import machine
from ..client import ROOT
from . import summary
from .client import CONNECTIONS, NotServed
from .run import Wrong, begun, drawn, say
from .standing import DATABASES, Register, make, standing

RESULTS = Path(__file__).parents[1] / "results"
SMALL_RESULTS = ROOT / "build" / "results"

Result = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    options.add_argument("--database", choices=[*DATABASES, "both"], default="both")
    options.add_argument("--people", type=int, default=summary.FULL_SIZE)
    options.add_argument("--offers", type=int, default=600, help="of a register that is made (600)")
    options.add_argument("--data", type=Path, default=ROOT / "build" / "pages", help="where registers are kept")
    options.add_argument(
        "--sqlite", type=Path, help="a demonstration's own folder (BAARASIRA_DATA) that stands elsewhere"
    )
    options.add_argument("--seconds", type=int, default=15, help="of load for each kind of question (15)")
    options.add_argument("--rate", type=float, default=100, help="people a second that the writer registers (100)")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--results", type=Path, help="where the results are written")
    options.add_argument("--make-only", action="store_true", help="make the register and its index, ask nothing")
    return options


def measure(args: argparse.Namespace, register: Register) -> Result | None:
    """Make what is missing and measure; None when only the register was asked for."""
    about = {"machine": machine.described()}
    made = make(register, args.people, args.offers)
    if args.make_only:
        return None
    draw = drawn(register, args.seed)
    if draw["people"] < args.people:
        raise SystemExit(f"{register.folder} holds {draw['people']} people, not {args.people}")
    with begun(register, draw, args.seconds, args.rate) as run:
        measured = run.everything()
    return {
        "database": register.database,
        "version": draw["version"],
        "people": args.people,
        "people_there": draw["people"],
        "offers": draw["offers"],
        **{name: getattr(args, name) for name in ("seconds", "seed")},
        "connections": CONNECTIONS,
        **about,
        "made": made,
        **measured,
    }


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 1 when a page was wrong or refused."""
    args = parser().parse_args(words)
    full = args.people == summary.FULL_SIZE
    for database in DATABASES if args.database == "both" else (args.database,):
        say(f"— {database}, {args.people:,} people")
        with standing(database, args.people, args.data, args.sqlite) as register:
            try:
                found = measure(args, register)
            except (Wrong, NotServed) as fault:
                print(f"WRONG: {fault}\nNothing above counts until it is right.")
                return 1
        if found is not None:
            file = summary.write(args.results or (RESULTS if full else SMALL_RESULTS), found)
            print(summary.text(found))
            say(f"results: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
