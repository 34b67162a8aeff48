"""The names of the codes that an explanation carries: occupations, skills, languages, places, licences, schooling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language

from baarasira.network.queries import region_names
from baarasira.reference.countries import COUNTRIES
from baarasira.reference.education import EDUCATION_LEVELS
from baarasira.reference.languages import LANGUAGES
from baarasira.reference.licences import LICENCES
from baarasira.reference.occupations import occupation_label
from baarasira.reference.skills import SKILLS


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of codes in the active language, for one page; the regions are read once, with `load`."""

    regions: Mapping[str, str]
    lang: str = field(default_factory=lambda: get_language() or "fr")
    _said: dict[tuple[object, ...], str] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: tuple[object, ...], say: Callable[[], str]) -> str:
        """Return what `say` says, said once for a key: the lines of a page repeat each other."""
        said = self._said.get(key)
        if said is None:
            said = self._said[key] = say()
        return said

    def _name(self, kind: str, code: str, name: Callable[[str], str]) -> str:
        return self.once((kind, code), lambda: inside_sentence(name(code)))

    @classmethod
    def load(cls) -> "Labels":
        """Read the names of the regions. One query."""
        return cls(region_names())

    def occupation(self, code: str) -> str:
        """Return the title of a unit group, without a capital, as it stands inside a sentence."""
        return self._name("occupation", code, occupation_label)

    def skill(self, code: str) -> str:
        """Return the name of a skill; skills recorded in words are their own name."""
        return self._name("skill", code, SKILLS.label)

    def language(self, code: str) -> str:
        """Return the name of a language."""
        return self._name("language", code, LANGUAGES.label)

    def spoken(self, code: str) -> str:
        """Return ``français B2`` for ``fr:B2``."""
        language, _colon, level = code.partition(":")
        return f"{self.language(language)} {level}".strip()

    def licence(self, code: str) -> str:
        """Return the name of a licence."""
        return self._name("licence", code, LICENCES.label)

    def education(self, level: int | None) -> str:
        """Return the name of a level of schooling (ISCED 0–8), empty when it is not known."""
        return "" if level is None else self._name("education", str(level), EDUCATION_LEVELS.label)

    def place(self, code: str) -> str:
        """Return the name of a region or, for a code that is none, of a country."""
        return self.regions.get(code) or COUNTRIES.label(code)


def inside_sentence(name: str) -> str:
    """Return a name without its capital; an abbreviation (BTS, CAP) keeps its own."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
