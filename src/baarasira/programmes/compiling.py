"""From a file to a frozen version: checked, put in one canonical form, hashed.

The canonical form is JSON with sorted keys and no blanks, of what the file says: remarks, layout and the order of keys do not
change it. A key left out is left out there too, so a version keeps its hash when the product learns new keys.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .checking import check
from .files.reading import read
from .files.schema import stored_form
from .findings import Flaw, Report


@dataclass(frozen=True, slots=True)
class Compilation:
    """What came of a file: its text, its flaws, and when there are none its canonical form and its hash."""

    text: str
    flaws: tuple[Flaw, ...]
    canonical: str = ""
    digest: str = ""

    @property
    def clean(self) -> bool:
        """Whether the file may become a version."""
        return not self.flaws


def compile_file(content: bytes | str) -> Compilation:
    """Read, check and compile a programme file. Raises UnreadableFile when it is no TOML at all."""
    source = read(content)
    report = Report(source.places)
    stored = stored_form(source.data, report)
    check(stored, report)
    if report.flaws:
        return Compilation(source.text, report.flaws)
    canonical = canonical_form(stored)
    return Compilation(source.text, (), canonical, digest_of(canonical))


def canonical_form(stored: Mapping[str, Any]) -> str:
    """Return the canonical JSON of a stored form, without the numbers by which its tables remember their lines."""
    return json.dumps(_without_numbers(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(canonical: str) -> str:
    """Return the hash of a canonical form: SHA-256 of its UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def _without_numbers(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_numbers(item) for key, item in value.items() if key != "#"}
    if isinstance(value, list):
        return [_without_numbers(item) for item in value]
    return value
