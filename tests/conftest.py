"""What every test relies on: a strict session, a clock, accounts and structures."""

import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

# Before Django reads its settings: nothing of a test touches the installation's own folder.
_FOLDER = tempfile.mkdtemp(prefix="baarasira-test-")
os.environ["BAARASIRA_DATA"] = _FOLDER
os.environ.setdefault("BAARASIRA_SECRET", "only-for-tests")

import pytest  # noqa: E402

from baarasira.project.messages import compile_all  # noqa: E402

# Before any test module is imported: the first text translated reads every catalogue, once.
compile_all()

# Django has read the catalogues already, while it was set up: forget what it read, which may be yesterday's.
from django.utils.translation.reloader import translation_file_changed  # noqa: E402

translation_file_changed(sender=None, file_path=Path("django.mo"))

import pytest_django  # noqa: E402

import prepared_base  # noqa: E402
import remembered  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def _strict_session() -> None:
    """Translations compiled, cheap password hashes, plain static files, mail in memory."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # pytest-django read the settings before this file: point what is written at the session's folder again.
    settings.DATA = Path(_FOLDER)
    settings.BAARASIRA_KEYS = Path(_FOLDER) / "keys"
    settings.MEDIA_ROOT = Path(_FOLDER) / "media"
    settings.STATIC_ROOT = Path(_FOLDER) / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Begin with the empty database made for these migrations, and let nothing wait for the disk: a test that is cut off starts anew."""
    from django.db import connections

    options = connections["default"].settings_dict["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    with prepared_base.copied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> None:
    """Keep the database just made for the next run."""
    with django_db_blocker.unblock():
        prepared_base.keep()


@pytest.fixture(scope="session", autouse=True)
def _clock_of_the_tests() -> Iterator[None]:
    """Let every page believe it is the day of the factories, whatever the day the tests run on; the clock still ticks."""
    import time

    from django.utils import timezone

    from factories import NOW

    begun = time.monotonic()

    def now() -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - begun)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", now)
        yield


@pytest.fixture(autouse=True)
def _remembering(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let factories write again what they wrote for an earlier test, where nothing but them can have written or be patched."""
    marker = request.node.get_closest_marker("django_db")
    own = {"settings", "transactional_db", "live_server"}.intersection(request.fixturenames)
    with remembered.MEMORY.test(usable=marker is not None and not marker.kwargs and not own):
        yield


@pytest.fixture(autouse=True)
def _french_again() -> Iterator[None]:
    """Leave no page's language behind: a test that opened one in English does not speak English to the next test."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Iterator[None]:
    """Empty what a test with transactions of its own wrote, the append-only tables with it: nobody else may."""
    from django.test import TransactionTestCase

    import emptying

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: emptying.empty())
        yield


@pytest.fixture(scope="session", autouse=True)
def _undefined_template_variables_fail() -> None:
    """An undefined variable in a template is an error in the tests, not an empty string."""

    class Loud(str):
        __slots__ = ()

        def __contains__(self, item: object) -> bool:
            return item == "%s"

        def __mod__(self, missing: object) -> str:
            raise AssertionError(f"undefined template variable: {missing}")

    from django.conf import settings

    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Loud("%s")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the second run of the suite leave out what no database changes."""
    parser.addoption(
        "--with-database",
        action="store_true",
        help="only tests that use the database of the settings; pages are looked at in a browser on the first database",
    )


def _asks_the_database(item: pytest.Item) -> bool:
    names = {"db", "transactional_db", "django_db_setup", "live_server"}
    return item.get_closest_marker("django_db") is not None or bool(
        names.intersection(getattr(item, "fixturenames", ()))
    )


def _only_once(item: pytest.Item) -> bool:
    """Tell whether a test looks at pages, which no database changes; the whole job is walked on both all the same."""
    looks = item.get_closest_marker("browser") or item.get_closest_marker("markup")
    return looks is not None and item.path.name != "test_whole_job.py"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hand out the slow files first (browsers, the demonstration), so that no worker waits alone at the end."""
    if config.getoption("--with-database"):
        left_out = [item for item in items if not _asks_the_database(item) or _only_once(item)]
        config.hook.pytest_deselected(items=left_out)
        away = set(left_out)
        items[:] = [item for item in items if item not in away]
    items.sort(key=lambda item: item.get_closest_marker("browser") is None and "test_demo" not in item.nodeid)


def pytest_sessionfinish() -> None:
    """Remove the session's folder."""
    import shutil

    shutil.rmtree(Path(_FOLDER), ignore_errors=True)
