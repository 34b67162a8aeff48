"""Time a selection through the application's own actions: from closing the list of a campaign to its published lists.

    python -m benchmarks.campaign_selection [--database both] [--applications 30000]

400 seats, split by region, a grid with facts of the files and the marks of three members. The people, their files at the
selection and the sheets of the panel are made first and are not timed; closing and hashing the list, fixing the seed, the
run with its proof, both signatures (the second moves every file) and reading the published pages are. The messages that
follow leave by the worker's clock, and are timed apart. Status 1 when a file did not move or a published file is not what
the command gives, 2 when a run failed.
"""

import sys
from pathlib import Path

from .. import machine
from ..campaign.databases import BOTH, DATABASES, Failed, ask, chosen, kept
from ..rank import RESULTS, SMALL_RESULTS, say
from . import tables
from .options import FULL, parser


def main(words: list[str] | None = None) -> int:
    """Run; return 0, 1 when a file did not move or a published file is not what the command gives, 2 when a run failed."""
    options = parser(__doc__)
    options.add_argument("--database", choices=[*DATABASES, BOTH], default=BOTH)
    options.add_argument("--results", type=Path, help="where the results are written")
    args = options.parse_args(words)
    folder = args.results or (RESULTS if args.applications == FULL else SMALL_RESULTS)
    wrong = []
    for database in chosen(args.database):
        stood = machine.described()
        try:
            done = ask("benchmarks.campaign_selection.once", database, [f"--applications={args.applications}"])
        except Failed as error:
            say(f"bench: {error}")
            return 2
        found = {"database": database, "machine": stood, **done}
        found["wrong"] = tables.wrong(found)
        wrong += found["wrong"]
        print(tables.text([found]))
        say(f"results: {kept(folder, f'campaign_selection-{database}-{args.applications}', found)}")
    for line in wrong:
        print(f"WRONG: {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
