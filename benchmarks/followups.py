"""The board of those abroad, asked over the network by eight at once, beside an empty view served in the same run.

    python -m benchmarks.followups [--abroad 50000] [--seconds 10] [--data FOLDER]
    python tools/postgres.py -- python -m benchmarks.followups

The people, their files and journeys are written in one go into a new SQLite file (or the empty database DATABASE_URL names);
the campaign and the accounts are made through the application's actions. Status 1 when a page is no page. Needs wrk.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .campaign.writing import django_ready
from .pages.client import Agent, NotServed, figures, load, nobody, sign_in
from .pages.servers import free_port, granian, product, running

AIM_MS = 150
_PASSWORD = "only-for-measures"
_OFFICES, _SEEDS, _BATCH = 20, 20, 2000
_CONTACTS = (14, 30, 90)

Found = dict[str, Any]


def parser() -> argparse.ArgumentParser:
    """Return the options."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.followups", description=__doc__)
    options.add_argument("--abroad", type=int, default=50_000, help="workers abroad (50000)")
    options.add_argument("--seconds", type=int, default=10, help="of load for each page (10)")
    options.add_argument(
        "--data", type=Path, help="a folder that is kept, and asked again as it stands; thrown away without it"
    )
    options.add_argument("--results", type=Path, help="a file the result is added to, one JSON object a line")
    return options


def made(count: int) -> None:
    """Write that many workers abroad of one campaign, and give the accounts that ask a password."""
    from baarasira.accounts.models import User

    from .campaign import drawing

    campaign, people = drawing.everything(_SEEDS, _OFFICES)
    for email in ("dcm0@anpe.example", "guichet0@anpe.example"):
        user = User.objects.get(email=email)
        user.set_password(_PASSWORD)
        user.save()
    for start in range(0, count, _BATCH):
        _batch(campaign, [key for key, _office in people], range(start, min(start + _BATCH, count)))


def _batch(campaign: str, seeds: Sequence[str], numbers: range) -> None:
    from baarasira.candidacies.models import Candidacy, CandidacyStep
    from baarasira.mobility.journeys.models import Contact, Journey
    from baarasira.people.models import Person

    patterns = {str(row.pk): row for row in Person.objects.filter(pk__in=seeds)}
    rows = [_worker(campaign, patterns[seeds[number % len(seeds)]], number) for number in numbers]
    Person.objects.bulk_create(row["person"] for row in rows)
    Candidacy.objects.bulk_create(row["file"] for row in rows)
    CandidacyStep.objects.bulk_create(row["step"] for row in rows)
    Journey.objects.bulk_create(row["journey"] for row in rows)
    Contact.objects.bulk_create(contact for row in rows for contact in row["contacts"])


def _worker(campaign: str, pattern: Any, number: int) -> Found:
    """Return one worker: gone for 1 to 250 days, one in twenty not confirmed there, one in fifty not registered in time."""
    from django.utils import timezone

    from baarasira.candidacies.models import Candidacy, CandidacyStep
    from baarasira.kernel.ids import uuid7
    from baarasira.mobility.journeys.models import Contact, Journey
    from baarasira.people.models import Person

    now = timezone.now()
    stamp = {"created_at": now, "updated_at": now}
    fields = {field.attname: getattr(pattern, field.attname) for field in Person._meta.concrete_fields}
    own = {
        "id": uuid7(),
        "number": f"B{number:08d}",
        "source_id": f"abroad-{number}",
        "form_token": None,
        "nina_print": "",
    }
    person = Person(**{**fields, **own, "surname": f"{pattern.surname} {number % 997}"})
    gone, known = 1 + number % 250, number % 20 != 0
    left = now.date() - timedelta(days=gone)
    arrived = left + timedelta(days=1) if known else None
    file = Candidacy(
        number=f"{number:04d}-ABROAD-{number % 10}"[:20], person=person, opening_id=campaign, office_id=person.office_id,
        state="under_way", referred_on=left - timedelta(days=120), step="suivi" if known else "arrivee", departed_on=left,
        **stamp,
    )  # fmt: skip
    step = CandidacyStep(
        candidacy=file, position=16, key=file.step, kind="follow_up" if known else "arrival", opened_at=now, **stamp
    )
    contacts = list(_contacts(left, now.date())) if known else []
    ends = left + timedelta(days=270)
    due = min([day for day, done in contacts if not done] + [ends]) if known else left + timedelta(days=7)
    journey = Journey(
        candidacy=file, person=person, opening_id=campaign, home_office_id=person.office_id, office_id=person.office_id,
        department_id=_department(campaign), stage="abroad", departed_on=left, arrived_on=arrived,
        arrival_source="employer" if known else "", social_security_due=arrived + timedelta(days=3) if arrived else None,
        social_security_on=None if number % 50 == 0 or arrived is None else arrived + timedelta(days=2), ends_on=ends,
        next_due=due, **stamp,
    )  # fmt: skip
    rows = [
        Contact(
            journey=journey, reason="after", days=days, due_on=day, done_on=day if done else None,
            channel="call" if done else "", outcome="well" if done else "", **stamp,
        )
        for days, (day, done) in zip(_CONTACTS, contacts, strict=False)
    ]  # fmt: skip
    return {"person": person, "file": file, "step": step, "journey": journey, "contacts": rows}


def _contacts(left: date, today: date) -> Iterator[tuple[date, bool]]:
    """Yield the contacts of a worker: those more than ten days past are made."""
    for days in _CONTACTS:
        day = left + timedelta(days=days + 1)
        yield day, day < today - timedelta(days=10)


_DEPARTMENTS: dict[str, Any] = {}


def _department(campaign: str) -> Any:
    from baarasira.openings.models import Opening

    if campaign not in _DEPARTMENTS:
        _DEPARTMENTS[campaign] = Opening.objects.get(pk=campaign).office_id
    return _DEPARTMENTS[campaign]


def asked(agent: Agent, seconds: int) -> Found:
    """Load the board as its pages are asked: the first, what is late, the ones after it; return figures by page."""
    first = agent.read("/parcours/etranger/")
    if "pagination" not in first and "after=" not in first:
        raise NotServed("the board of those abroad has no second page: nothing is measured of it")
    following = first.split("after=", 1)[1].split('"', 1)[0].split("&", 1)[0]
    pages = {
        "board": ["/parcours/etranger/"],
        "board, second page": [f"/parcours/etranger/?after={following}"],
        "board, what is late": ["/parcours/etranger/?show=late"],
        "board, arrivals": ["/parcours/etranger/?show=arrival"],
        "board, social security": ["/parcours/etranger/?show=security"],
    }
    return {name: figures(*load(agent, paths, seconds)) for name, paths in pages.items()}


def run(args: argparse.Namespace, folder: str) -> Found:
    """Make the database, serve it, ask; return what was measured."""
    os.environ["BAARASIRA_DATA"] = folder
    os.environ.setdefault("BAARASIRA_SECRET", "only-for-measures")
    django_ready()
    from django.core.management import call_command
    from django.db import connection

    mark = Path(folder) / "followups"
    if not mark.exists() or mark.read_text(encoding="ascii") != str(args.abroad):
        made(args.abroad)
        mark.write_text(str(args.abroad), encoding="ascii")
    call_command("migrate", verbosity=0)  # a folder kept may be of an earlier version
    call_command("collectstatic", interactive=False, verbosity=0)
    vendor = connection.vendor
    connection.close()
    surroundings = {"BAARASIRA_DATA": folder, "BAARASIRA_SECRET": os.environ["BAARASIRA_SECRET"]}
    if "DATABASE_URL" in os.environ:
        surroundings["DATABASE_URL"] = os.environ["DATABASE_URL"]
    port = free_port()
    with running(granian("benchmarks.pages.empty:wsgi", "wsgi", port), {}, port) as server:
        kinds = {"empty view": figures(*load(nobody(server.address), ["/"], args.seconds))}
    port = free_port()
    with running(product(port), surroundings, port) as server:
        for name, email in (("department", "dcm0@anpe.example"), ("whole country", "guichet0@anpe.example")):
            agent = sign_in(server.address, email, _PASSWORD)
            kinds |= {f"{page} ({name})": seen for page, seen in asked(agent, args.seconds).items()}
    return {"abroad": args.abroad, "seconds": args.seconds, "database": vendor, "kinds": kinds}


def main(words: list[str] | None = None) -> int:
    """Run; return 0, or 1 when a page was no page."""
    args = parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="baarasira-bench-") as thrown:
        try:
            found = run(args, str(args.data or thrown))
        except NotServed as fault:
            print(f"WRONG: {fault}")
            return 1
    for name, seen in found["kinds"].items():
        over = "" if name == "empty view" or seen["p95"] <= AIM_MS else f"  over the aim of {AIM_MS} ms"
        print(f"{name:45} p50 {seen['p50']:7.1f}  p95 {seen['p95']:7.1f}  p99 {seen['p99']:7.1f} ms{over}")
    if args.results is not None:
        with args.results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
