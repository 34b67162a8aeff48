"""The one background task: run a regular job by name and remember how it went."""

import logging

from django.utils import timezone
from django_tasks import task

from baarasira.kernel.actor import system

from .models import Tick
from .schedule import JOBS

log = logging.getLogger(__name__)


@task()
def run_job(name: str) -> int:
    """Run the job; an error is logged and shown by `baarasira doctor`, and the job is handed out again at its next hour."""
    try:
        done = JOBS[name].work(system(timezone.now()))
    except Exception as fault:
        log.exception("the job %s failed", name)
        Tick.objects.filter(name=name).update(
            finished_at=timezone.now(), failed=True, result=f"{type(fault).__name__}: {fault}"[:200]
        )
        raise
    Tick.objects.filter(name=name).update(finished_at=timezone.now(), failed=False, result=str(done))
    return done
