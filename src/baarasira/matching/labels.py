"""The names of the codes that an explanation carries: occupations, skills, languages, places, licences, schooling."""

from collections.abc import Mapping
from dataclasses import dataclass

from baarasira.network.queries import regions
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import occupation_label
from baarasira.reference.skills import SKILLS


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of codes in the active language; the regions are read once, with `load`."""

    regions: Mapping[str, str]

    @classmethod
    def load(cls) -> "Labels":
        """Read the names of the regions. One query."""
        return cls({region.code: region.name for region in regions()})

    def occupation(self, code: str) -> str:
        """Return the title of a unit group, without a capital, as it stands inside a sentence."""
        return inside_sentence(occupation_label(code))

    def skill(self, code: str) -> str:
        """Return the name of a skill; skills recorded in words are their own name."""
        return inside_sentence(SKILLS.label(code))

    def language(self, code: str) -> str:
        """Return the name of a language."""
        return inside_sentence(LANGUAGES.label(code))

    def spoken(self, code: str) -> str:
        """Return ``français B2`` for ``fr:B2``."""
        language, _colon, level = code.partition(":")
        return f"{self.language(language)} {level}".strip()

    def licence(self, code: str) -> str:
        """Return the name of a licence."""
        return inside_sentence(LICENCES.label(code))

    def education(self, level: int | None) -> str:
        """Return the name of a level of schooling (ISCED 0–8), empty when it is not known."""
        return "" if level is None else inside_sentence(EDUCATION_LEVELS.label(str(level)))

    def place(self, code: str) -> str:
        """Return the name of a region or, for a code that is none, of a country."""
        return self.regions.get(code) or COUNTRIES.label(code)


def inside_sentence(name: str) -> str:
    """Return a name without its capital; an abbreviation (BTS, CAP) keeps its own."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
