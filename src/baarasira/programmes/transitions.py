"""The states of a version: it awaits a second person, is published, and one day gives way."""

from django.utils.translation import gettext_lazy as _

from baarasira.kernel.transitions import TransitionTable, transition

from .enums import VersionState

VERSION = TransitionTable(
    "programme_version",
    [
        transition("import", "", VersionState.DRAFT, _("Import the file")),
        transition("publish", VersionState.DRAFT, VersionState.PUBLISHED, _("Publish")),
        transition("discard", VersionState.DRAFT, VersionState.DISCARDED, _("Discard")),
        transition("retire", VersionState.PUBLISHED, VersionState.RETIRED, _("Retire")),
    ],
)
