"""The base of every record that people edit."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .errors import Stale
from .ids import uuid7


class Record(models.Model):
    """Base of the records people edit: an id that sorts by making, and a version against stale forms."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def require_version(self, expected: int | None) -> None:
        """Raise Stale when the form was opened on another version (None: the caller has no form)."""
        if expected is not None and expected != self.version:
            raise Stale(
                _(
                    "Someone changed this record while you had it open. Nothing of yours was written. "
                    "Open it again, look at what changed, and enter your changes once more."
                )
            )
