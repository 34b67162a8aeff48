"""One writer: a process of its own, with its own connection, that registers the applications it was handed."""

import os
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

OFFICES = 20
LOOKED = "Les deux pièces d’identité ont été vues."
Found = dict[str, Any]


def django_ready() -> None:
    """Start Django on the installation that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
    import django

    django.setup()


def write(place: int, todo: Sequence[tuple[str, str]], campaign: str, start: Any) -> Found:
    """Register these (person, office) as soon as all writers are ready; return how each ended and how long it took."""
    django_ready()
    from django.db import connection

    from baarasira.people.name_index import current_names

    current_names()  # a server process has its index of names before it serves
    start.wait()
    try:
        return registered(place, todo, campaign)
    finally:
        connection.close()


def registered(place: int, todo: Sequence[tuple[str, str]], campaign: str) -> Found:
    """Register these (person, office) one after the other by the application's own action.

    Returns ``ended`` {how: count}, ``times`` in seconds, ``receipts``, and ``processor``, seconds of this process.
    """
    from uuid import UUID

    from django.utils import timezone

    from baarasira.accounts.models import User
    from baarasira.candidacies.actions import register_application
    from baarasira.kernel.actor import Actor
    from baarasira.kernel.errors import BusinessError, RuleRefused

    user = User.objects.get(email=f"guichet{place % OFFICES}@anpe.example")
    ended: Counter[str] = Counter()
    times: list[float] = []
    receipts: list[str] = []
    processor = time.process_time()

    def register(person: str, office: str, looked: str = "") -> str:
        made = register_application(
            actor=Actor(user=user, at=timezone.now()), campaign_id=UUID(campaign), person_id=UUID(person),
            office_id=UUID(office), distinct_because=looked,
        )  # fmt: skip
        return made.number

    for person, office in todo:
        begun = time.perf_counter()
        try:
            try:
                receipts.append(register(person, office))
            except RuleRefused as refusal:
                if {finding.code for finding in refusal.findings} != {"double"}:
                    raise
                receipts.append(register(person, office, LOOKED))  # as an agent does who has looked at both files
                ended["looked at"] += 1
            ended["registered"] += 1
        except BusinessError as refusal:
            ended[refusal.code] += 1
        except Exception as fault:  # what no counter should ever see: counted, and told
            ended[f"{type(fault).__name__}: {fault}"[:200]] += 1
        times.append(time.perf_counter() - begun)
    return {"ended": ended, "times": times, "receipts": receipts, "processor": time.process_time() - processor}
