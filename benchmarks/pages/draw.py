"""Questions taken from a register, with what must be on their pages; the same every time for a seed and a register.

python -m benchmarks.pages.draw --email AGENT --seed 1 --out FILE (in the environment of the installation)

What is expected of a search is read from the tables of people and words by plain queries, not asked of the index of names
that answers the pages; what is expected of a shortlist is ranked by `engine.rank`.
"""

import argparse
import json
from pathlib import Path
from typing import Any


def main() -> None:
    """Write the questions as JSON: ``{"people", "offers", "questions": {kind: [question]}, "starts": …, "fits": …}``.

    A question is ``{"path": …}`` with, for some, what must be there (`checks` says how it is read).
    """
    import django

    options = argparse.ArgumentParser(prog="python -m benchmarks.pages.draw")
    options.add_argument("--email", required=True)
    options.add_argument("--seed", type=int, required=True)
    options.add_argument("--out", type=Path, required=True)
    args = options.parse_args()
    django.setup()
    args.out.write_text(json.dumps(_drawn(args.email, args.seed)), encoding="utf-8")


def _drawn(email: str, seed: int) -> dict[str, Any]:
    from django.db import connection
    from django.utils import timezone

    from baarasira.accounts.models import Membership
    from baarasira.kernel.actor import Actor
    from baarasira.openings.models import Opening
    from baarasira.people.models import Person

    from .draw_offers import OfferQuestions
    from .draw_people import PeopleQuestions

    membership = Membership.objects.select_related("user", "structure").get(user__email=email)
    actor = Actor(membership.user, timezone.now())
    people, offers = PeopleQuestions(actor, seed), OfferQuestions(actor, membership.structure, seed)
    return {
        "people": Person.objects.count(),
        "offers": Opening.objects.count(),
        "version": _version(connection),
        "questions": {**people.all(), **offers.all()},
        "starts": {"search_deep": people.starts(), "shortlist_deep": offers.starts()},
        "fits": offers.fits(),
    }


def _version(connection: Any) -> str:
    asked = "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return str(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
