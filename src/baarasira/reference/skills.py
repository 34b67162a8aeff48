"""Skills of the trades of the Malian labour market: the product's own list, with stable codes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .codelist import CodeList, Term, fold


@dataclass(frozen=True, slots=True)
class Skill(Term):
    """A skill (`S-WELD-ARC`, « souder à l'arc ») and the unit groups in which it is usual, the nearest first."""

    unit_groups: tuple[str, ...] = ()


def _skill(row: Mapping[str, str]) -> Skill:
    return Skill(row["code"], row["label_fr"], row["label_en"], unit_groups=tuple(row["unit_groups"].split(";")))


SKILLS: CodeList[Skill] = CodeList("skills_fr.csv", _skill)


def skills_of(codes: Collection[str]) -> list[Skill]:
    """Return the skills usual in some of the unit groups, those of which a group comes first before the others."""
    wanted = set(codes)
    found = [skill for skill in SKILLS if wanted & set(skill.unit_groups)]
    return sorted(found, key=lambda skill: skill.unit_groups[0] not in wanted)


def suggest_skills(text: str, codes: Collection[str] = (), top: int = 8) -> list[Skill]:
    """Return at most `top` skills whose name holds every word typed (or begins with it), in either language.

    codes: the unit groups of the person or the offer, whose skills come first; without any text they alone are given.
    """
    near = skills_of(codes)
    if not text.strip():
        return near[:top]
    ordered = [*near, *(skill for skill in SKILLS if skill not in near)]
    typed = [fold(word) for word in text.split()]
    return [skill for skill in ordered if _holds(skill, typed)][:top]


def _holds(skill: Skill, typed: Collection[str]) -> bool:
    """Tell whether every word typed begins a word of the French or of the English name."""
    for name in (skill.name_fr, skill.name_en):
        words = [fold(word) for word in name.replace("'", " ").replace("’", " ").split()]
        if all(any(word.startswith(part) for word in words) for part in typed):
            return True
    return False
