"""Loading the demonstration: once, with progress, and never over real data."""

import argparse
import os
import sys
import time as clock
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID


class Refused(Exception):
    """The demonstration is not loaded here; the text says why and what to do."""


def _say(line: str) -> None:
    print(f"→ {line}", file=sys.stderr, flush=True)


def _bar(title: str, steps: Iterable[int], total: int) -> None:
    """Draw a bar of what is done, on one line where there is a screen, at each tenth where there is none."""
    begun, shown = clock.monotonic(), -1
    for done in steps:
        tenth = done * 10 // total
        if sys.stderr.isatty():
            filled = done * 30 // total
            print(
                f"\r  {title} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", end="", file=sys.stderr, flush=True
            )
        elif tenth != shown:
            print(f"  {title} {done}/{total}", file=sys.stderr, flush=True)
        shown = tenth
    end = "\n" if sys.stderr.isatty() else ""
    print(f"{end}  {title} : {total} en {clock.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def load_demo(args: argparse.Namespace, address: str) -> list[dict[str, Any]]:
    """Prepare the installation, load the demonstration unless it is there, and return the sign-ins.

    The mark ``demo`` in the data folder says that the data are invented; `--reset` only ever throws such data away.
    """
    from baarasira.project.paths import PACKAGE, data_folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    mark = data / "demo"
    halfway = mark.exists() and mark.read_text(encoding="ascii").strip() == "market"
    if halfway:
        _say("le chargement précédent s'est arrêté pendant l'année d'offres : il reprend au début")
    if (args.reset or halfway) and mark.exists():
        _throw_away(data)
    import django

    if not mark.exists():
        _refuse_real_data(data)
        mark.write_text("loading\n", encoding="ascii")
    django.setup()
    from baarasira.project.installation import prepare

    prepare(_say)
    if mark.read_text(encoding="ascii").strip() != "loaded":
        _load(args, mark)
        mark.write_text("loaded\n", encoding="ascii")
    else:
        _say("les données de démonstration sont déjà là (RESET=1 pour recommencer)")
    from .agents import write_accounts

    checkout = PACKAGE.parent.parent
    folder = checkout if data == checkout / "var" else data
    return write_accounts(folder / "demo-accounts.json", address)


def _refuse_real_data(data: Path) -> None:
    if (data / "baarasira.sqlite3").exists() and not os.environ.get("DATABASE_URL"):
        raise Refused(
            f"Le dossier {data} contient déjà une base qui n'est pas une démonstration : rien n'a été touché. "
            "Donnez un autre dossier par BAARASIRA_DATA."
        )


def _throw_away(data: Path) -> None:
    """Remove the invented data: the SQLite file, or the tables of the PostgreSQL database they were loaded into."""
    _say("effacement des données de démonstration")
    if os.environ.get("DATABASE_URL"):
        import django

        django.setup()
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    for path in data.glob("baarasira.sqlite3*"):
        path.unlink()
    (data / "demo").unlink()


def _load(args: argparse.Namespace, mark: Path) -> None:
    from django.utils import timezone

    from baarasira.accounts.models import User

    from .agents import hire_agents
    from .network import build_network

    now = timezone.now()
    if not User.objects.exists():
        _say("réseau de démonstration : directions, agences locales, centres")
        build_network()
        _say("comptes des agents")
        hire_agents(now)
    agents = _agents_again()
    places = _places()
    _people(args.people, agents, places, now)
    mark.write_text("market\n", encoding="ascii")
    _market(args, agents, places, now)


def _agents_again() -> Any:
    """Read back who works where (a load that was stopped goes on with the same agents)."""
    from baarasira.accounts.enums import Role
    from baarasira.accounts.models import Membership
    from baarasira.network.queries import ancestor_ids

    from .agents import Agents

    by_role: dict[str, dict[UUID, Any]] = defaultdict(dict)
    rows = list(Membership.objects.select_related("user", "structure"))
    for row in rows:
        by_role[row.role][row.structure_id] = row.user
    offices = {row.structure_id: row.structure for row in rows if row.role == Role.COUNSELLOR}
    directors = {
        pk: next(by_role[Role.DIRECTOR][up] for up in reversed(ancestor_ids(office)) if up in by_role[Role.DIRECTOR])
        for pk, office in offices.items()
    }
    return Agents(by_role[Role.COUNSELLOR], by_role[Role.EMPLOYER_ADVISER], directors)


def _places() -> list[Any]:
    """Return where people live: each cercle and commune an office serves, weighed by its region's census."""
    from baarasira.network.models import Coverage, StructureKind, TerritoryKind

    from .population import Place

    rows = Coverage.objects.filter(structure__kind=StructureKind.LOCAL_OFFICE, valid_to__isnull=True).select_related(
        "territory", "territory__parent"
    )
    served = [row for row in rows if row.territory.kind in {TerritoryKind.CERCLE, TerritoryKind.COMMUNE}]
    shares: dict[str, int] = defaultdict(int)
    for row in served:
        shares[row.territory.parent_id or ""] += 1
    return [
        Place(
            office_id=row.structure_id,
            region=row.territory.parent_id or "",
            cercle=row.territory_id if row.territory.kind == TerritoryKind.CERCLE else "",
            cercle_name=row.territory.name,
            weight=max(
                1,
                ((row.territory.parent.population_male or 0) + (row.territory.parent.population_female or 0))
                // shares[row.territory.parent_id or ""],
            ),
        )
        for row in served
        if row.territory.parent is not None
    ]


def _people(count: int, agents: Any, places: list[Any], now: datetime) -> None:
    from baarasira.people.models import Person

    from .population import Population
    from .skills import skills_by_group
    from .storing import Store

    already = Person.objects.filter(source="demo").count()
    if already >= count:
        return
    at = datetime.combine(now.date(), time(8), UTC)
    actors = {office_id: agents.counsellor(office_id, at) for office_id in agents.counsellors}
    drafts = Population(places, now.date()).drafts(count)
    for _passed in zip(range(already), drafts, strict=False):
        pass
    store = Store(actors, skills_by_group(), now.date())
    _bar("demandeurs d'emploi", (already + done for done in store.store(drafts, already + 1)), count)


def _market(args: argparse.Namespace, agents: Any, places: list[Any], now: datetime) -> None:
    from .counselling import counsel
    from .market import Market

    market = Market(agents, places, now)
    firms = market.found_employers(args.employers)
    _say(f"{len(firms)} employeurs")
    _bar("offres et mises en relation", market.play_offers(firms, args.offers), args.offers)
    _bar("rendez-vous et plans d'action", counsel(agents, now), 100)
