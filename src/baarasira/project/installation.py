"""What brings an installation to life, used by `setup`, `demo` and the tests alike."""

from collections.abc import Callable

from django.core.management import call_command

from baarasira.cooperation.loading import load_organisations
from baarasira.network.loading import load_territory
from baarasira.reference.loading import load_reference
from baarasira.training.courses.loading import load_courses, load_forms

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Migrate the database, load what the product carries (never over what an administrator changed), gather static files."""
    fill_tables(say)
    say("fichiers statiques")
    gather_static()


def fill_tables(say: Say) -> None:
    """Migrate the database and load the code lists, the territory and the organisations that the product carries."""
    say("base de données : création ou mise à jour des tables")
    call_command("migrate", interactive=False, verbosity=0)
    say("listes de référence et territoire")
    load_reference()
    load_territory()
    load_organisations()
    load_courses()
    load_forms()


def gather_static() -> None:
    """Put the static files under names that change with them, compressed, where the server finds them; no database is asked."""
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
