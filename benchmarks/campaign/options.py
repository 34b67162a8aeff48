"""What a run may be asked for: the same words for the run of one database and for the whole."""

import argparse

FULL = (10_000, 20)
"""Applications and writers of the full size."""


def parser(description: str | None = None) -> argparse.ArgumentParser:
    """Return the options that a run of one database has."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign", description=description)
    options.add_argument("--applications", type=int, default=FULL[0])
    options.add_argument("--writers", type=int, default=FULL[1], help="two at least")
    options.add_argument("--twice", type=int, default=5, help="of a hundred people, how many are sent to two writers")
    options.add_argument("--seed", type=int, default=1)
    return options
