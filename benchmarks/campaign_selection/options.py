"""What a run may be asked for."""

import argparse

FULL = 30_000
"""Applications of the full size."""


def parser(description: str | None = None) -> argparse.ArgumentParser:
    """Return the options that a run of one database has."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.campaign_selection", description=description)
    options.add_argument("--applications", type=int, default=FULL)
    return options
