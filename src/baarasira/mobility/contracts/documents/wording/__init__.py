"""The words of translated templates, carried as files; French is the text that is authentic and needs no approval."""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

VISA = "visa"
AUTHENTIC = "fr"
_LANGUAGES = ("fr", "es", "en", "ar")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one template in one language; `sha256` of its file, which an approval names."""

    template: str
    language: str
    words: Mapping[str, str]
    clauses: Mapping[str, str]
    sha256: str


def _read(template: str, language: str) -> Wording:
    raw = resources.files(__package__).joinpath(f"{template}_{language}.toml").read_bytes()
    content = tomllib.loads(raw.decode())
    return Wording(template, language, content["words"], content["clauses"], hashlib.sha256(raw).hexdigest())


TEMPLATES: dict[tuple[str, str], Wording] = {(VISA, language): _read(VISA, language) for language in _LANGUAGES}
"""Every template by name and language."""


def translated() -> list[Wording]:
    """Return the templates that need an officer's approval: all but the French ones."""
    return [wording for wording in TEMPLATES.values() if wording.language != AUTHENTIC]
