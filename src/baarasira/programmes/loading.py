"""Putting the product's own catalogue into the database: drafts that a person of the service reads and publishes.

It can be run again after every upgrade: a file that says what a version of the programme says already is left alone, whoever
wrote that version, and so is a programme whose latest file came from an administrator.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources

from django.db import transaction
from django.utils import timezone

from baarasira.kernel.actor import Actor, system
from baarasira.network.models import Structure
from baarasira.reference.enums import Origin

from .actions import import_programme
from .compiled.building import programme_of
from .compiling import compile_file
from .models import ProgrammeVersion


@dataclass(slots=True)
class CatalogueReport:
    """The keys of the programmes added as drafts, left as they were, and kept because they were changed here."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def carried_files() -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file of the catalogue, by name."""
    folder = resources.files("baarasira.programmes").joinpath("catalogue")
    for item in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if item.name.endswith(".toml"):
            yield item.name, item.read_bytes()


@transaction.atomic
def load_catalogue(*, actor: Actor | None = None) -> CatalogueReport:
    """Import every file of the catalogue that is new. Without an actor the system itself acts, now.

    Before headquarters exist there is nobody to own a programme, and nothing is loaded.
    """
    actor = actor or system(timezone.now(), "command")
    report = CatalogueReport()
    owner = Structure.objects.filter(parent=None).order_by("code").first()
    if owner is None:
        return report
    for name, content in carried_files():
        compilation = compile_file(content)
        key = programme_of(compilation.canonical).key
        versions = ProgrammeVersion.objects.filter(programme__key=key).select_related("programme__owner")
        latest = versions.order_by("-number").first()
        if latest is not None and latest.origin == Origin.ADMINISTRATOR:
            report.kept.append(key)
        elif versions.filter(digest=compilation.digest).exists():
            report.unchanged.append(key)
        else:
            place = latest.programme.owner if latest is not None else owner
            import_programme(actor=actor, owner=place, content=content, file_name=name, origin=Origin.PRODUCT)
            report.added.append(key)
    return report
