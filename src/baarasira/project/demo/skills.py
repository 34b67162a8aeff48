"""Which of the product's own skills belong to which unit group."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from baarasira.reference.skills import SKILLS


def skills_by_group() -> Mapping[str, Sequence[str]]:
    """Return {unit group: skill codes} of the carried list."""
    found: dict[str, list[str]] = defaultdict(list)
    for skill in SKILLS:
        for group in skill.unit_groups:
            found[group].append(skill.code)
    return found
