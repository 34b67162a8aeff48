"""What the clock remembers: when each regular job last ran, and how it went."""

from django.db import models


class Tick(models.Model):
    """The last run of one regular job; its row is locked while the job is handed out, so that two workers never both do."""

    name = models.CharField(max_length=60, primary_key=True)
    handed_out_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=200, blank=True)
    failed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
