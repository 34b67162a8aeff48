"""The clock: hands out the regular jobs that are due, each to one worker."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from .models import Tick
from .schedule import JOBS
from .tasks import run_job

log = logging.getLogger(__name__)


def hand_out_due(at: datetime | None = None) -> list[str]:
    """Enqueue every regular job whose time has come; return their names. Two clocks at once hand each out once."""
    now = at or timezone.now()
    handed: list[str] = []
    for name, job in JOBS.items():
        with transaction.atomic():
            Tick.objects.get_or_create(name=name)
            tick = Tick.objects.select_for_update().get(name=name)
            if tick.handed_out_at is not None and tick.handed_out_at + job.every > now:
                continue
            tick.handed_out_at = now
            tick.save(update_fields=["handed_out_at"])
            run_job.enqueue(name)
        handed.append(name)
    return handed
