"""Returns and reintegration, invented: a handful of people at each turning of the three axes, a fund, partners of the service."""

from .telling import make_returns

__all__ = ["make_returns"]
