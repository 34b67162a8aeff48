"""Taking an ESCO release into the database: whole or not at all, again without harm, in the place of the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import models, transaction

from baarasira.kernel.actor import Actor
from baarasira.kernel.journal import write as journal

from . import esco
from .esco import SOURCE, Progress, Release
from .occupation_models import LONGEST_LABEL, OccupationLabel, OccupationSkill, Skill
from .policies import PARAMETERS

_AT_ONCE = 2000
_RELEASE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class EscoReport:
    """What was loaded; `unchanged` when this very release was in place already and nothing was written.

    `dangling` counts the relations that point to an occupation or a skill the release does not have; `ignored` the
    occupations of no unit group of ISCO-08.
    """

    release: str
    labels: int
    skills: int
    uses: int
    dangling: int = 0
    ignored: int = 0
    unchanged: bool = False


def load_esco(*, actor: Actor, directory: Path, progress: Progress | None = None) -> EscoReport:
    """Load a downloaded ESCO release from its folder of CSV files, in the place of any release loaded before.

    The files are read first, without holding the database; then everything is written in one transaction, so that a run
    cut short leaves the release before. progress: told (what, how many rows done). Raises NotAllowed, UnusableFile.
    """
    PARAMETERS.require(actor, "set")
    tell = progress or _silent
    folder = esco.find_files(directory)
    release = esco.fingerprint(folder)[:_RELEASE_LENGTH]
    if OccupationLabel.objects.filter(source=SOURCE, release=release).exists():
        return _in_place(release)
    read = esco.read_release(folder, tell)
    with transaction.atomic():
        return _replace(actor, release, read, tell)


def _silent(_what: str, _done: int) -> None:
    """Tell nobody."""


def _in_place(release: str) -> EscoReport:
    return EscoReport(
        release=release,
        labels=OccupationLabel.objects.filter(source=SOURCE).count(),
        skills=Skill.objects.filter(source=SOURCE).count(),
        uses=OccupationSkill.objects.filter(skill__source=SOURCE).count(),
        unchanged=True,
    )


def _replace(actor: Actor, release: str, read: Release, tell: Progress) -> EscoReport:
    OccupationSkill.objects.filter(skill__source=SOURCE).delete()
    Skill.objects.filter(source=SOURCE).delete()
    OccupationLabel.objects.filter(source=SOURCE).delete()
    labels = _write(
        OccupationLabel,
        (
            OccupationLabel(code=code, lang=lang, label=label, source=SOURCE, release=release)
            for lang, code, label in read.labels
            if len(label) <= LONGEST_LABEL
        ),
        tell,
    )
    skills = {address: _skill(address, names, release) for address, names in read.skills.items()}
    _write(Skill, skills.values(), tell)
    uses = _write(
        OccupationSkill,
        (
            OccupationSkill(code=code, skill=skills[address], essential=essential, occupations=count)
            for (code, address), (count, essential) in read.uses.items()
        ),
        tell,
    )
    report = EscoReport(release, labels, len(skills), uses, read.dangling, read.ignored)
    journal.record(
        actor,
        "occupation.load_esco",
        noun="occupation",
        object_id=release,
        after={"labels": labels, "skills": len(skills), "uses": uses, "dangling": read.dangling},
    )
    return report


def _skill(address: str, names: dict[str, str], release: str) -> Skill:
    return Skill(
        code=f"{SOURCE}:{address.rsplit('/', 1)[-1]}"[:80],
        label_fr=names.get("fr", "")[:LONGEST_LABEL],
        label_en=names.get("en", "")[:LONGEST_LABEL],
        source=SOURCE,
        release=release,
    )


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        yield batch


def _write(model: type[models.Model], rows: Iterable[Any], tell: Progress) -> int:
    """Insert rows in batches; return how many."""
    done = 0
    for batch in _batches(rows):
        model._default_manager.bulk_create(batch)
        done += len(batch)
        tell(model.__name__, done)
    return done
