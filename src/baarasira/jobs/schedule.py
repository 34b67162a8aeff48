"""The regular jobs: what is done, how often, by which action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from baarasira.accounts.actions import crowding, resets, signing_in, visits
from baarasira.cooperation.actions import expire_due as expire_agreements
from baarasira.counselling import actions as counselling
from baarasira.counselling.reminders import remind_cards
from baarasira.employers.actions import lift_ended_suspensions
from baarasira.kernel.actor import Actor
from baarasira.kernel.files import sweeping
from baarasira.kernel.journal import chain
from baarasira.kernel.journal.export import export_head
from baarasira.matching import index
from baarasira.messaging.actions import deliver_waiting
from baarasira.openings.actions import expire_due

Work = Callable[[Actor], int]
"""A job takes the system's actor and returns how many things it did."""


@dataclass(frozen=True, slots=True)
class Job:
    """One regular job."""

    every: timedelta
    work: Work


def _export_head(actor: Actor) -> int:
    """Write today's head of the journal beside the data, for the operator to carry elsewhere."""
    export_head(actor.at, Path(settings.DATA) / "journal-heads")
    return 1


JOBS: dict[str, Job] = {
    "messages.deliver": Job(timedelta(minutes=1), lambda actor: deliver_waiting(actor=actor)),
    "journal.seal": Job(timedelta(minutes=10), lambda actor: chain.seal_pending(actor.at)),
    "journal.export_head": Job(timedelta(hours=6), _export_head),
    "accounts.expire_resets": Job(timedelta(hours=1), lambda actor: resets.expire_resets(actor.at)),
    "accounts.forget_attempts": Job(timedelta(hours=6), lambda actor: signing_in.forget_old_attempts(actor.at)),
    "accounts.forget_networks": Job(timedelta(hours=6), lambda actor: crowding.forget_old_networks(actor.at)),
    "accounts.clear_sessions": Job(timedelta(hours=6), lambda actor: visits.clear_dead_sessions(actor.at)),
    "employers.lift_ended": Job(timedelta(hours=1), lambda actor: lift_ended_suspensions(actor=actor)),
    "agreements.expire": Job(timedelta(hours=1), lambda actor: expire_agreements(actor=actor)),
    "openings.expire": Job(timedelta(hours=1), lambda actor: expire_due(actor=actor)),
    "files.sweep": Job(timedelta(hours=6), lambda actor: sweeping.sweep(actor.at)),
    "index.keep": Job(timedelta(minutes=1), lambda actor: index.keep(actor.at)),
    "cards.fall_due": Job(timedelta(hours=1), lambda actor: counselling.fall_due(actor=actor)),
    "cards.strike_off": Job(timedelta(hours=6), lambda actor: counselling.strike_off_overdue(actor=actor)),
    "cards.remind": Job(timedelta(hours=6), lambda actor: remind_cards(actor=actor)),
}


def add(name: str, job: Job) -> None:
    """Add the job of a room that may not be imported from here (wiring of the project, once at start)."""
    JOBS[name] = job
