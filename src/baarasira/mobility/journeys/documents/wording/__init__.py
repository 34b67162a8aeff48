"""The words of the list of departure in each language, carried as files and put in the register of templates that officers approve."""

import hashlib
import tomllib
from importlib import resources

from ....contracts.documents.wording import AUTHENTIC, TEMPLATES, Wording

MANIFEST = "manifest"
LANGUAGES = ("fr", "es", "en", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})


def _read(language: str) -> Wording:
    raw = resources.files(__package__).joinpath(f"{MANIFEST}_{language}.toml").read_bytes()
    content = tomllib.loads(raw.decode())
    return Wording(MANIFEST, language, content["words"], content.get("countries", {}), hashlib.sha256(raw).hexdigest())


WORDS = {language: _read(language) for language in LANGUAGES}
TEMPLATES.update({(MANIFEST, language): wording for language, wording in WORDS.items()})

__all__ = ["AUTHENTIC", "LANGUAGES", "MANIFEST", "RIGHT_TO_LEFT", "WORDS"]
