"""Free text to ISCO-08 unit groups (engine.md, code). Callers import from `baarasira.engine`."""

from .index import OccupationIndex, OccupationSuggestion
from .shelf import OccupationLabel

__all__ = ["OccupationIndex", "OccupationLabel", "OccupationSuggestion"]
