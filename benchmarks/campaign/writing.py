"""One writer: a process of its own, with its own connection, that registers the applications it was handed."""

import os
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

OFFICES = 20
Found = dict[str, Any]


def django_ready(folder: str) -> None:
    """Start Django on the folder's database (or the one DATABASE_URL names)."""
    os.environ["BAARASIRA_DATA"] = folder
    os.environ.setdefault("BAARASIRA_SECRET", "only-for-measures")
    os.environ["DJANGO_SETTINGS_MODULE"] = "baarasira.project.settings"
    import django

    django.setup()


def write(place: int, folder: str, todo: Sequence[tuple[str, str]], campaign: str, start: Any) -> Found:
    """Register these (person, office) one after the other; return how each ended and how long each took."""
    django_ready(folder)
    from uuid import UUID

    from django.db import connection
    from django.utils import timezone

    from baarasira.accounts.models import User
    from baarasira.candidacies.actions import register_application
    from baarasira.kernel.actor import Actor
    from baarasira.kernel.errors import BusinessError
    from baarasira.people.name_index import current_names

    current_names()  # a server process has its index of names before it serves
    user = User.objects.get(email=f"guichet{place % OFFICES}@anpe.example")
    start.wait()
    ended: Counter[str] = Counter()
    times: list[float] = []
    receipts: list[str] = []
    for person, office in todo:
        begun = time.perf_counter()
        try:
            made = register_application(
                actor=Actor(user=user, at=timezone.now()),
                campaign_id=UUID(campaign),
                person_id=UUID(person),
                office_id=UUID(office),
            )
            receipts.append(made.number)
            ended["registered"] += 1
        except BusinessError as refusal:
            ended[refusal.code] += 1
        except Exception as fault:  # what no counter should ever see: counted, and told
            ended[f"{type(fault).__name__}: {fault}"[:200]] += 1
        times.append(time.perf_counter() - begun)
    connection.close()
    return {"ended": ended, "times": times, "receipts": receipts}
