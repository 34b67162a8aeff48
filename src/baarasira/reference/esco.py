"""Reading an ESCO release as its users download it: a folder of CSV files, in one or several languages.

Read are `occupations_LL.csv` (at least one), `skills_LL.csv` and `occupationSkillRelations*.csv`, in the folder or below
it, for LL `fr` and `en`. Relations of an occupation or a skill that the files do not have are counted and left out:
published releases do not always agree with each other.
"""

import csv
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from baarasira.kernel.tables import UnusableFile
from baarasira.kernel.tables.faults import gettext_noop

from .occupations import is_unit_group

SOURCE = "esco"
LANGUAGES = ("fr", "en")
Progress = Callable[[str, int], None]

_EVERY = 20_000
_LONGEST_CELL = 1_000_000


NO_FOLDER = gettext_noop("The folder %(path)s does not exist. Give the folder of an unpacked ESCO release.")
NO_OCCUPATIONS = gettext_noop(
    "The folder %(path)s holds neither occupations_fr.csv nor occupations_en.csv. Unpack the CSV release of ESCO into it."
)
NO_COLUMN = gettext_noop("The file %(path)s has no column “%(column)s”: it is not a file of an ESCO release.")
NOT_READ = gettext_noop("The file %(path)s cannot be read: %(reason)s. Download the release again.")


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a release: those of occupations and of skills by language, and the relations."""

    occupations: Mapping[str, Path]
    skills: Mapping[str, Path]
    relations: Path | None

    @property
    def files(self) -> list[Path]:
        """Every file that is read, in a fixed order."""
        rest = [self.relations] if self.relations is not None else []
        return [*self.occupations.values(), *self.skills.values(), *rest]


@dataclass(slots=True)
class Release:
    """What a release says: names of work, skills with their labels, and (unit group, skill) pairs."""

    fingerprint: str
    labels: dict[tuple[str, str, str], None] = field(default_factory=dict)
    """(language, unit group, label), in the order of the files, each once."""
    skills: dict[str, dict[str, str]] = field(default_factory=dict)
    """Address of a skill → {language: label}."""
    uses: dict[tuple[str, str], tuple[int, bool]] = field(default_factory=dict)
    """(unit group, address of a skill) → (how many occupations, whether it is essential to one)."""
    dangling: int = 0
    ignored: int = 0


def find_files(directory: Path) -> Folder:
    """Return the files of a release in a folder or below it; UnusableFile when the folder holds none."""
    if not directory.is_dir():
        raise UnusableFile(NO_FOLDER, path=directory)
    occupations = {lang: path for lang in LANGUAGES if (path := _one(directory, f"occupations_{lang}.csv"))}
    if not occupations:
        raise UnusableFile(NO_OCCUPATIONS, path=directory)
    skills = {lang: path for lang in LANGUAGES if (path := _one(directory, f"skills_{lang}.csv"))}
    return Folder(occupations, skills, _one(directory, "occupationSkillRelations*.csv"))


def _one(directory: Path, pattern: str) -> Path | None:
    return min(directory.rglob(pattern), key=lambda path: (len(path.parts), str(path)), default=None)


def fingerprint(folder: Folder) -> str:
    """Return the SHA-256 of the files' bytes, hexadecimal: what tells one release from another."""
    digest = hashlib.sha256()
    for path in folder.files:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def read_release(folder: Folder, progress: Progress) -> Release:
    """Read a release; `progress` is told the file and how many of its rows are read. Raises UnusableFile."""
    release = Release(fingerprint(folder))
    groups: dict[str, str] = {}
    for lang, path in folder.occupations.items():
        _read_occupations(release, groups, lang, path, progress)
    for lang, path in folder.skills.items():
        for row in _rows(path, ("conceptUri", "preferredLabel"), progress):
            if label := row["preferredLabel"].strip():
                release.skills.setdefault(row["conceptUri"], {})[lang] = label
    if folder.relations is not None:
        _read_relations(release, groups, folder.relations, progress)
    return release


def _read_occupations(release: Release, groups: dict[str, str], lang: str, path: Path, progress: Progress) -> None:
    for row in _rows(path, ("conceptUri", "iscoGroup", "preferredLabel", "altLabels"), progress):
        code = row["iscoGroup"].strip().removeprefix("C")
        if not is_unit_group(code):
            release.ignored += 1
            continue
        groups[row["conceptUri"]] = code
        for label in (row["preferredLabel"], *row["altLabels"].split("\n")):
            if plain := " ".join(label.split()):
                release.labels[lang, code, plain] = None


def _read_relations(release: Release, groups: Mapping[str, str], path: Path, progress: Progress) -> None:
    for row in _rows(path, ("occupationUri", "relationType", "skillUri"), progress):
        code, skill = groups.get(row["occupationUri"]), row["skillUri"]
        if code is None or skill not in release.skills:
            release.dangling += 1
            continue
        count, essential = release.uses.get((code, skill), (0, False))
        release.uses[code, skill] = count + 1, essential or row["relationType"].strip() == "essential"


def _rows(path: Path, columns: tuple[str, ...], progress: Progress) -> Iterator[dict[str, str]]:
    """Yield the rows of a file as they are read; a cell that is missing is empty."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            for column in columns:
                if column not in (reader.fieldnames or ()):
                    raise UnusableFile(NO_COLUMN, path=path, column=column)
            count = 0
            for count, row in enumerate(reader, start=1):
                yield row
                if count % _EVERY == 0:
                    progress(path.name, count)
            progress(path.name, count)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UnusableFile(NOT_READ, path=path, reason=fault) from None
