"""Skills of invented people: mostly those of their trades, some of the trades beside them, from the carried list."""

from collections import defaultdict
from collections.abc import Sequence

from baarasira.reference.skills import SKILLS

from .dice import Dice

FEWEST, MOST = 5, 15
_OWN_SHARE = 0.7


class SkillChoice:
    """Draws five to fifteen skills a person, seven in ten from their own unit groups where the list holds so many."""

    def __init__(self) -> None:
        self._by_group: dict[str, list[str]] = defaultdict(list)
        self._pools: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
        for skill in SKILLS:
            for group in skill.unit_groups:
                self._by_group[group].append(skill.code)

    def draw(self, random: Dice, codes: Sequence[str]) -> tuple[str, ...]:
        """Return different skill codes in the order of their letters, for someone who declares these unit groups."""
        key = tuple(codes)
        if key not in self._pools:
            self._pools[key] = self._pool(key)
        own, near = self._pools[key]
        wanted = random.between(FEWEST, MOST)
        mine = random.some(own, int(wanted * _OWN_SHARE + 0.5))
        others = random.some(near, wanted - len(mine))
        return tuple(sorted(mine + others))

    def _pool(self, codes: tuple[str, ...]) -> tuple[list[str], list[str]]:
        """Return the skills of these groups, and those of their neighbours: the same first two digits, else the first."""
        own = dict.fromkeys(skill for code in codes for skill in self._by_group.get(code, ()))
        for digits in (2, 1):
            starts = tuple({code[:digits] for code in codes})
            near = dict.fromkeys(
                skill
                for group, skills in sorted(self._by_group.items())
                if group.startswith(starts)
                for skill in skills
                if skill not in own
            )
            if len(near) >= MOST:
                break
        return list(own), list(near)
