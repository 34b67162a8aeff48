"""The examination of an installation: each check says what it found and, when it is not well, how to mend it."""

import enum
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from baarasira.accounts.enums import AccountState, Role
from baarasira.accounts.models import Membership, User
from baarasira.engine import load_compiled
from baarasira.jobs.models import Tick
from baarasira.jobs.schedule import JOBS
from baarasira.kernel.files import scanning, sweeping
from baarasira.kernel.journal import chain, guards
from baarasira.matching import index
from baarasira.messaging.enums import MessageChannel, MessageState
from baarasira.messaging.models import Message
from baarasira.network.models import Structure, StructureKind, Territory

_LEAST_FREE_GIB = 2
_LATE_FACTOR = 3


class Level(enum.Enum):
    """How serious a finding is."""

    GOOD = enum.auto()
    WARNING = enum.auto()
    FAULT = enum.auto()


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the examination: what was looked at, what was found, what to do about it."""

    level: Level
    what: str
    found: str
    mend: str = ""


def _good(what: str, found: str) -> Finding:
    return Finding(Level.GOOD, what, found)


def _database() -> Iterator[Finding]:
    name = "SQLite" if connection.vendor == "sqlite" else "PostgreSQL"
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        yield Finding(
            Level.FAULT, "base de données", f"injoignable ({fault})", "Vérifiez DATABASE_URL et que le serveur tourne."
        )
        return
    yield _good("base de données", name)
    plan = MigrationExecutor(connection).migration_plan(MigrationExecutor(connection).loader.graph.leaf_nodes())
    if plan:
        yield Finding(Level.FAULT, "tables", f"{len(plan)} mises à jour en attente", "Lancez : baarasira setup")
    else:
        yield _good("tables", "à jour")


def _journal_guards() -> Iterator[Finding]:
    missing = guards.missing(connection)
    if missing:
        yield Finding(
            Level.FAULT,
            "protection du journal",
            f"absente sur {', '.join(missing)}",
            "Quelqu'un a ôté les protections. Lancez « baarasira journal verify », puis restaurez une sauvegarde saine.",
        )
    else:
        yield _good("protection du journal", "la base refuse toute modification")


def _journal_chain() -> Iterator[Finding]:
    verdict = chain.verify()
    if not verdict.sound:
        yield Finding(
            Level.FAULT, "chaîne du journal", verdict.fault, "Conservez la base en l'état et prévenez l'auditeur."
        )
        return
    yield _good("chaîne du journal", f"{verdict.entries} écritures scellées, {verdict.unsealed} à sceller")


def _jobs() -> Iterator[Finding]:
    ticks = {tick.name: tick for tick in Tick.objects.all()}
    now = timezone.now()
    for name, job in JOBS.items():
        tick = ticks.get(name)
        if tick is None or tick.finished_at is None:
            yield Finding(
                Level.WARNING, f"tâche {name}", "jamais exécutée", "Lancez le serveur ou « baarasira worker »."
            )
        elif tick.failed:
            yield Finding(Level.FAULT, f"tâche {name}", f"a échoué : {tick.result}", "Voyez le journal du serveur.")
        elif now - tick.finished_at > max(job.every * _LATE_FACTOR, timedelta(minutes=15)):
            yield Finding(
                Level.WARNING,
                f"tâche {name}",
                f"en retard, dernière fois le {tick.finished_at:%d/%m/%Y à %H:%M}",
                "Vérifiez que « baarasira worker » tourne.",
            )
        else:
            yield _good(f"tâche {name}", f"faite le {tick.finished_at:%d/%m/%Y à %H:%M}")


def _administrators() -> Iterator[Finding]:
    today = timezone.now().date()
    held = Membership.objects.in_force(today).filter(role=Role.NATIONAL_ADMINISTRATOR, user__state=AccountState.ACTIVE)
    count = held.values("user").distinct().count()
    if count == 0:
        yield Finding(
            Level.FAULT,
            "administrateurs",
            "aucun compte actif",
            "Créez-en un : baarasira user add … ; ou rendez un accès perdu : baarasira user reset …",
        )
    elif count == 1:
        yield Finding(
            Level.WARNING,
            "administrateurs",
            "un seul compte",
            "Il en faut deux : une remise à zéro de mot de passe demande une seconde personne.",
        )
    else:
        yield _good("administrateurs", f"{count} comptes actifs")
    without = User.objects.filter(
        pk__in=held.values("user"), second_factor_at__isnull=True, state=AccountState.ACTIVE
    ).count()
    if without:
        yield Finding(
            Level.WARNING,
            "double authentification",
            f"{without} administrateur(s) sans",
            "Ils devront l'activer à leur prochaine connexion.",
        )


def _network() -> Iterator[Finding]:
    regions = Territory.objects.filter(kind="region").count()
    if not regions:
        yield Finding(Level.FAULT, "territoire", "aucune région", "Lancez : baarasira setup")
    else:
        yield _good("territoire", f"{regions} régions")
    offices = Structure.objects.filter(kind=StructureKind.LOCAL_OFFICE, closed_on__isnull=True).count()
    if not offices:
        yield Finding(
            Level.WARNING, "agences locales", "aucune", "Créez le réseau : page Administration, ou « baarasira demo »."
        )
    else:
        yield _good("agences locales", str(offices))


def _files() -> Iterator[Finding]:
    keys = Path(settings.BAARASIRA_KEYS)
    loose = [path.name for path in keys.rglob("*.key") if path.stat().st_mode & 0o077]
    if loose:
        yield Finding(
            Level.FAULT, "clés", f"lisibles par d'autres comptes : {', '.join(loose)}", f"chmod 600 {keys}/*.key"
        )
    else:
        yield _good("clés", "lisibles par ce seul compte")
    if not os.access(settings.DATA, os.W_OK):
        yield Finding(Level.FAULT, "dossier des données", f"non inscriptible : {settings.DATA}", "Corrigez les droits.")
    free = shutil.disk_usage(settings.DATA).free / 2**30
    level = Level.GOOD if free >= _LEAST_FREE_GIB else Level.FAULT
    mend = "" if level is Level.GOOD else "Libérez de la place : une base pleine refuse les écritures."
    yield Finding(level, "disque", f"{free:.0f} Gio libres", mend)
    if not Path(settings.BAARASIRA_FONTS).exists():
        yield Finding(
            Level.WARNING,
            "polices",
            "fonts-noto-core absent",
            "apt-get install fonts-noto-core : sans elles, l'arabe et le n'ko ne s'impriment pas.",
        )
    else:
        yield _good("polices", str(settings.BAARASIRA_FONTS))
    if not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        yield Finding(Level.FAULT, "fichiers statiques", "absents", "Lancez : baarasira setup")


def _handed_in(*, deep: bool) -> Iterator[Finding]:
    """Look at the files that people handed in: whether each is in its place, and when `deep` whether it is as it was."""
    what = "fichiers remis"
    try:
        wrong = list(sweeping.differences(deep=deep))
        unreferenced = sum(1 for _hash in sweeping.unreferenced(timezone.now()))
    except OSError as fault:
        yield Finding(
            Level.FAULT, what, f"dépôt injoignable ({fault})", "Vérifiez BAARASIRA_FILES et que le dépôt répond."
        )
        return
    for kind, word in ((sweeping.Fault.MISSING, "absents"), (sweeping.Fault.ALTERED, "altérés")):
        hashes = [item.sha256 for item in wrong if item.fault is kind]
        if hashes:
            shown = ", ".join(hashes[:3]) + ("…" if len(hashes) > 3 else "")
            yield Finding(
                Level.FAULT,
                what,
                f"{len(hashes)} {word} : {shown}",
                "Reprenez-les d'une sauvegarde, et cherchez la cause.",
            )
    if not wrong:
        count = sum(1 for _row in sweeping.expected())
        yield _good(what, f"{count}, tous à leur place" + (" et intacts" if deep else ""))
    if unreferenced:
        yield Finding(
            Level.WARNING,
            what,
            f"{unreferenced} que rien ne désigne plus",
            "La tâche files.sweep les retire : vérifiez que « baarasira worker » tourne.",
        )


def _scanner() -> Iterator[Finding]:
    what = "antivirus"
    if not scanning.is_set():
        yield Finding(
            Level.WARNING, what, "aucun", "Les fichiers remis ne sont pas examinés : donnez BAARASIRA_SCANNER."
        )
        return
    try:
        scanning.check()
    except scanning.NoAnswerError as fault:
        yield Finding(
            Level.FAULT,
            what,
            f"ne répond pas ({fault}) : aucun fichier n'est accepté",
            "Relancez-le, ou corrigez BAARASIRA_SCANNER.",
        )
        return
    yield _good(what, "répond")


def _index() -> Iterator[Finding]:
    state = index.state()
    if state.lags:
        found = (
            "pas encore construit" if state.generation is None else f"plus de {state.behind - 1} écritures de retard"
        )
        yield Finding(
            Level.WARNING,
            "index du registre",
            f"{found} pour {state.people} personnes",
            "Vérifiez que « baarasira worker » tourne, ou lancez « baarasira index build ».",
        )
    elif state.generation is None:
        yield _good("index du registre", f"construit par chaque serveur ({state.people} personnes)")
    else:
        made, size = timezone.localtime(state.generation.made_at), state.generation.size / 2**20
        yield _good(
            "index du registre",
            f"{state.generation.people} personnes, {size:.0f} Mio, du {made:%d/%m/%Y à %H:%M}, "
            f"{state.behind} écritures depuis",
        )
    if not load_compiled():
        yield Finding(
            Level.WARNING,
            "calcul du classement",
            "sans compilateur : mêmes réponses, plus lentes",
            "Réinstallez les bibliothèques (make install) : numba manque ou ne fonctionne pas sur cette machine.",
        )


def _messages() -> Iterator[Finding]:
    failed = Message.objects.filter(state=MessageState.FAILED).count()
    if failed:
        yield Finding(Level.WARNING, "messages", f"{failed} abandonnés après plusieurs essais", "Voyez leur motif.")
    waiting = Message.objects.filter(state=MessageState.WAITING, channel=MessageChannel.SMS).count()
    if waiting and not settings.BAARASIRA_SMS_URL:
        yield Finding(
            Level.WARNING,
            "SMS",
            f"{waiting} en attente, aucune passerelle",
            "Donnez l'adresse de la passerelle de l'opérateur : BAARASIRA_SMS_URL.",
        )


def _exposure() -> Iterator[Finding]:
    if settings.DEBUG:
        yield Finding(Level.FAULT, "mode de mise au point", "actif", "Ôtez BAARASIRA_DEBUG.")
    outside = [host for host in settings.ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}]
    if outside and not settings.BAARASIRA_HTTPS:
        yield Finding(
            Level.FAULT,
            "HTTPS",
            f"absent pour {', '.join(outside)}",
            "Placez un serveur HTTPS devant et donnez BAARASIRA_HTTPS=1.",
        )
    if settings.BAARASIRA_HTTPS and not settings.BAARASIRA_TRUSTED_PROXIES:
        yield Finding(
            Level.WARNING,
            "adresses des visiteurs",
            "celle du serveur HTTPS est notée à leur place",
            "Donnez son adresse, telle que Baarasira la voit : BAARASIRA_TRUSTED_PROXIES=127.0.0.1",
        )
    if settings.BAARASIRA_DEMO:
        yield Finding(
            Level.WARNING, "données", "démonstration", "N'y enregistrez personne de réel : « baarasira demo --reset »."
        )


_QUICK: tuple[Callable[[], Iterator[Finding]], ...] = (
    _journal_guards,
    _jobs,
    _administrators,
    _network,
    _files,
    _scanner,
    _index,
    _messages,
    _exposure,
)


def examine(*, quick: bool = False) -> Iterator[Finding]:
    """Yield the findings in order; those after the tables are left out while the tables are not there."""
    findings = list(_database())
    yield from findings
    if any(finding.level is Level.FAULT for finding in findings):
        return
    for check in _QUICK:
        yield from check()
    yield from _handed_in(deep=not quick)
    if not quick:
        yield from _journal_chain()
