"""Loading the demonstration: once, with progress, stopped and gone on with at any moment, and never over real data."""

import argparse
import os
from collections import defaultdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

from .marks import Mark
from .telling import bar, say


class Refused(Exception):
    """The demonstration is not loaded here; the text says why and what to do."""


def load_demo(args: argparse.Namespace, address: str) -> list[dict[str, Any]]:
    """Prepare the installation, load what is missing of the demonstration, and return the sign-ins.

    The mark ``demo`` in the data folder says that the data are invented; `--reset` only ever throws such data away.
    """
    from baarasira.project.paths import PACKAGE, data_folder

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baarasira.project.settings")
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    mark = Mark(data / "demo")
    if mark.exists and (args.reset or mark.of_another_version):
        _throw_away(data)
    import django

    django.setup()
    if not mark.exists:
        _refuse_real_data(data)
        mark.begin()
    from baarasira.project.installation import fill_tables

    from .meanwhile import made_ready

    with made_ready(to_serve=not args.no_serve):
        fill_tables(say)
        if mark.loaded:
            say("les données de démonstration sont déjà là (RESET=1 pour recommencer)")
        else:
            _load(args, mark, address)
            mark.finish()
    from .agents import write_accounts

    checkout = PACKAGE.parent.parent
    folder = checkout if data == checkout / "var" else data
    return write_accounts(folder / "demo-accounts.json", address)


def _refuse_real_data(data: Path) -> None:
    from django.db import connection

    if os.environ.get("DATABASE_URL"):
        if connection.introspection.table_names():
            raise Refused(
                "La base de DATABASE_URL contient déjà des tables et n'est pas une démonstration : rien n'a été touché. "
                "Donnez une base vide."
            )
    elif (data / "baarasira.sqlite3").exists():
        raise Refused(
            f"Le dossier {data} contient déjà une base qui n'est pas une démonstration : rien n'a été touché. "
            "Donnez un autre dossier par BAARASIRA_DATA."
        )


def _throw_away(data: Path) -> None:
    """Remove the invented data: the SQLite file, or the tables of the PostgreSQL database they were loaded into."""
    say("effacement des données de démonstration")
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


def _load(args: argparse.Namespace, mark: Mark, address: str) -> None:
    """Load each part that is not there yet; each is whole or absent, so that a load stopped anywhere goes on."""
    from django.utils import timezone

    from baarasira.accounts.models import User
    from baarasira.cooperation.models import Agreement
    from baarasira.employers.models import Employer
    from baarasira.openings.models import Campaign
    from baarasira.reintegration.cases.models import Case

    from .storing import long_strides

    now = timezone.now()
    with long_strides():
        if mark.plan is None:
            if User.objects.exists():
                raise Refused("Une version plus ancienne a commencé ce chargement. Recommencez : RESET=1 make demo")
            mark.plan_for(args.people, now.date())
        elif mark.plan.count != args.people:
            say(f"le chargement commencé est de {mark.plan.count} personnes : il continue (RESET=1 pour un autre)")
        if not User.objects.exists():
            _service(now)
        if not Agreement.objects.exists():
            _agreements(now)
        agents, places = _agents_again(), _places()
        _people(mark, agents, places)
        if not Employer.objects.exists():
            _market(args, agents, places, now)
        if not Campaign.objects.exists():
            _campaigns(now)
        if Campaign.objects.count() == 1:
            _season(now, address)
        if not Case.objects.exists():
            _returns(now)
        _learning(now, address)
    _seal(now)


def _service(now: datetime) -> None:
    """Open the structures and the accounts, together."""
    from django.db import transaction

    from .agents import hire_agents
    from .network import build_network

    with transaction.atomic():
        say("réseau de démonstration : directions, agences locales, centres")
        build_network()
        say("comptes des agents")
        hire_agents(now)


def _agreements(now: datetime) -> None:
    """Record the agreements, together."""
    from django.db import transaction

    from .cooperation import make_agreements

    with transaction.atomic():
        say(f"{make_agreements(now)} accords")


def _campaigns(now: datetime) -> None:
    """Publish the programmes and open the campaign, together."""
    from django.db import transaction

    from .campaigns import make_campaigns

    with transaction.atomic():
        say("programmes publiés, une campagne pour l'Espagne")
        say(f"{make_campaigns(now)} candidatures")


def _season(now: datetime, address: str) -> None:
    """Tell the season abroad, together: chosen, gone, come back."""
    from django.db import transaction

    from .season import make_season

    with transaction.atomic():
        say("une saison en Espagne, de la sélection au retour")
        say(f"{make_season(now, address)} personnes choisies")


def _returns(now: datetime) -> None:
    """Tell the returns, together: who waits, who is helped, who is paid, who is visited."""
    from django.db import transaction

    from .returns import make_returns

    with transaction.atomic():
        say("retour et réintégration : trois axes, un fonds, trois partenaires")
        say(f"{make_returns(now)} dossiers de retour")


def _learning(now: datetime, address: str) -> None:
    """Tell what is learnt, each story where it is not told yet; the courses first, in which others have their sessions."""
    from baarasira.training.apprenticeships.models import Contract as Apprenticeship
    from baarasira.training.certificates.models import Certificate
    from baarasira.training.competitions.models import Competition
    from baarasira.training.courses.models import Session as TrainingSession

    if not TrainingSession.objects.exists():
        _training(now)
    if not Apprenticeship.objects.exists():
        _apprentices(now, address)
    if not Certificate.objects.filter(source_kind="enrolment").exists():
        _certified(now, address)
    if not Competition.objects.exists():
        _competition(now)


def _training(now: datetime) -> None:
    """Tell the training, together: groups that learn, that have learnt, that were cancelled."""
    from django.db import transaction

    from .training.courses import make_courses
    from .training.orders import make_orders

    with transaction.atomic():
        say("formations : CREE, TRE et GERME de la DFPE, la teinture à l'atelier-école de Kayes")
        say(f"{make_courses(now)} inscriptions")
        say(f"{make_orders(now)} formations à la carte, une plateforme de cours en ligne")


def _apprentices(now: datetime, address: str) -> None:
    """Tell the apprentices of Kayes, together: certified, in the workshop, waiting for a signature, applying."""
    from django.db import transaction

    from .training.apprenticeships import make_apprentices

    with transaction.atomic():
        say("apprentissage à l'atelier-école de Kayes")
        say(f"{make_apprentices(now, address)} apprentis")


def _certified(now: datetime, address: str) -> None:
    """Tell a course that ends in certificates and a week of lessons, together."""
    from django.db import transaction

    from .training.certified import make_certified

    with transaction.atomic():
        say("une formation courte, ses attestations, une semaine de séances")
        say(f"{make_certified(now, address)} attestations")


def _competition(now: datetime) -> None:
    """Tell an entrance competition, together: its candidates have sat, its scripts are being marked."""
    from django.db import transaction

    from .training.competitions import make_competition

    with transaction.atomic():
        say("un concours d'entrée au centre de reconversion, copies en correction")
        say(f"{make_competition(now)} candidats au concours")


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


def _inhabitants(region: Any) -> int:
    """Return how many people a region counts for: its census, the capital's twice.

    So a third of the register lives there, an assumption: people who look for work come to where it is.
    """
    counted = int((region.population_male or 0) + (region.population_female or 0))
    return counted * 2 if region.code == "ML-BKO" else counted


def _places() -> list[Any]:
    """Return where people live: each cercle and commune an office serves, weighed by its region's inhabitants."""
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
            weight=max(1, _inhabitants(row.territory.parent) // shares[row.territory.parent_id or ""]),
        )
        for row in served
        if row.territory.parent is not None
    ]


def _people(mark: Mark, agents: Any, places: list[Any]) -> None:
    from .storing import recipe_for, refresh_statistics, store, stored

    plan, already = mark.the_plan, stored()
    if already >= plan.count:
        return
    if already:
        say(f"{already} personnes sont déjà là : le chargement continue")
    at = datetime.combine(plan.day, time(8), UTC)
    recipe = recipe_for(plan, places, {office: agents.counsellor(office, at) for office in agents.counsellors})
    bar("demandeurs d'emploi", store(recipe, already), plan.count, already)
    refresh_statistics()


def _market(args: argparse.Namespace, agents: Any, places: list[Any], now: datetime) -> None:
    """Play the year of employers and offers in one transaction: the year is there, or is to be played again."""
    from django.db import transaction

    from .counselling import counsel
    from .market import Market

    with transaction.atomic():
        market = Market(agents, places, now)
        firms = market.found_employers(args.employers)
        say(f"{len(firms)} employeurs")
        bar("offres et mises en relation", market.play_offers(firms, args.offers), args.offers)
        bar("rendez-vous et plans d'action", counsel(agents, now), 100)


def _seal(now: datetime) -> None:
    """Close the journal's entries into seals, as the worker would: over millions of them it would take its first minutes."""
    from baarasira.kernel.journal import chain
    from baarasira.kernel.models import Entry, SealedEntry

    already, total = SealedEntry.objects.count(), Entry.objects.count()
    if already < total:
        bar("scellement du journal", (already + done for done in chain.sealing(now)), total, already)
