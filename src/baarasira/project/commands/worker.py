"""`baarasira worker`: background tasks, and the clock of deadlines and reminders."""

import argparse
import logging
import threading
import time

SUMMARY = "run background tasks and the clock of deadlines (started with every server)"
NEEDS_DJANGO = True
BEHIND_PAGES = True
TICK_SECONDS = 20

log = logging.getLogger(__name__)


def configure(parser: argparse.ArgumentParser) -> None:
    """`--once` empties the queue and stops: for a cron line where no worker stays up, and for tests."""
    parser.add_argument("--once", action="store_true", help="do what is due now, then stop")


def run(args: argparse.Namespace) -> int:
    """Hand out what is due and work through the queue until stopped (Ctrl+C or SIGTERM ends the task under way first).

    Where the database does not answer for a while (another writes for long, it is restarted), the queue waits: the server
    that this worker stands beside goes on.
    """
    from django.core.management import call_command
    from django.db import OperationalError, close_old_connections

    from baarasira.jobs.clock import hand_out_due

    if args.once:
        hand_out_due()
        call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
        return 0
    threading.Thread(target=_tick, name="clock", daemon=True).start()
    while True:
        try:
            call_command("db_worker", interval=2, startup_delay=False, reload=False, verbosity=0)
        except OperationalError:
            log.exception("the queue could not be read; it is tried again in %d s", TICK_SECONDS)
            close_old_connections()
            time.sleep(TICK_SECONDS)
        else:
            return 0


def _tick() -> None:
    """Hand out due jobs for ever; a database that is away for a while is met again at the next tick."""
    from django.db import DatabaseError, close_old_connections

    from baarasira.jobs.clock import hand_out_due

    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            hand_out_due()
        except DatabaseError:
            log.exception("the clock could not reach the database; it tries again in %d s", TICK_SECONDS)
        pause.wait(TICK_SECONDS)
