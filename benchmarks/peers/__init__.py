"""Those who rank, each in a module of its own, none of which imports another. A module is imported only where it ranks."""

from importlib import import_module

from .base import Peer, Settings

MODULES = {
    "ours": ".ours",
    "scan": ".scan",
    "command": ".command",
    "plain": ".plain",
    "scipy": ".sparse",
    "polars": ".frames",
    "duckdb": ".duck",
    "postgres": ".postgres",
}
"""Name → module. The order is that of the run."""


def make(name: str, settings: Settings) -> Peer:
    """Return the peer of this name, nothing loaded yet."""
    made: Peer = import_module(MODULES[name], __name__).make(settings)
    return made


__all__ = ["MODULES", "Peer", "Settings", "make"]
