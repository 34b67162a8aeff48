"""Free text to ISCO-08 unit groups (engine.md, code). Callers import from `baarasira.engine`."""

from .closeness import Near, SkillUse, near_groups
from .index import OccupationIndex, OccupationSuggestion
from .shelf import OccupationLabel
from .words import occupation_key

__all__ = [
    "Near",
    "OccupationIndex",
    "OccupationLabel",
    "OccupationSuggestion",
    "SkillUse",
    "near_groups",
    "occupation_key",
]
