"""Register applications to one campaign by many writers at once, through the application's own action, and count.

    python -m benchmarks.campaign [--database both] [--applications 10000] [--writers 20] [--twice 5]

Each writer is a process with a connection of its own. `--twice` of a hundred people are sent to two writers: the second must
be told that they applied. Status 1 when an application is lost or doubled, or a writer met an error; 2 when a run failed.
"""

import sys
from pathlib import Path

from .. import machine
from ..rank import RESULTS, SMALL_RESULTS, say
from . import tables
from .databases import BOTH, DATABASES, Failed, ask, chosen, kept
from .options import FULL, parser


def main(words: list[str] | None = None) -> int:
    """Run; return 0, 1 when an application was lost or doubled or a writer met an error, 2 when a run failed."""
    options = parser(__doc__)
    options.add_argument("--database", choices=[*DATABASES, BOTH], default=BOTH)
    options.add_argument("--results", type=Path, help="where the results are written")
    args = options.parse_args(words)
    folder = args.results or (RESULTS if (args.applications, args.writers) == FULL else SMALL_RESULTS)
    asked = [f"--{name}={getattr(args, name)}" for name in ("applications", "writers", "twice", "seed")]
    wrong = []
    for database in chosen(args.database):
        stood = machine.described()
        try:
            found = {"database": database, "machine": stood, **ask("benchmarks.campaign.once", database, asked)}
        except Failed as error:
            say(f"bench: {error}")
            return 2
        found["wrong"] = tables.wrong(found)
        wrong += found["wrong"]
        print(tables.text([found]))
        say(f"results: {kept(folder, f'campaign-{database}-{args.applications}', found)}")
    for line in wrong:
        print(f"WRONG: {line}")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
