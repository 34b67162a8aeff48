"""A season abroad from its campaign to the returns, invented: who was chosen, and somebody at each step that follows."""

from .telling import make_season

__all__ = ["make_season"]
