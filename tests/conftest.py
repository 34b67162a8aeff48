"""What every test relies on: a strict session, a clock, accounts and structures."""

import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

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

import hypothesis  # noqa: E402

import remembered  # noqa: E402

# How long an example takes to draw says how busy the machine is.
hypothesis.settings.register_profile("suite", suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("suite")
# The files that take longest, which are begun first: half of a long one at the end is time that a worker waits.
LONGEST = ("test_every_page.py", "test_demo.py")
TESTS = Path(__file__).parent
# On the second database every page is opened once by the walk, and what pages send is sent by the tests of the actions; of the tests
# of pages, those here ask the database in ways of their own (search, order, pages of a list, sums) and run on both.
AGAIN = {
    "web/test_every_page.py", "web/test_unknown.py", "web/campaigns/test_campaign_pages.py", "web/journal/test_pages.py",
    "web/matching/test_paging.py", "web/matching/test_shortlist_pages.py", "web/people/test_search_page.py",
    "web/selection/test_selection_pages.py", "web/statistics/test_dashboard.py",
}  # fmt: skip
# Papers, printed from rows that other tests read on both, and the tables of rights.
ONCE = {"docs/test_docs.py", "mobility/clearances/test_papers.py", "test_access_table.py"}
PART = re.compile(r"\[part\d+\]$")


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
    """Let nothing wait for the disk: a test that is cut off starts anew."""
    from django.db import connections

    options = connections["default"].settings_dict["OPTIONS"]
    if "init_command" in options:
        options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    with pytest.MonkeyPatch.context() as patch:
        if connections["default"].vendor == "postgresql":
            patch.setattr(connections["default"].creation, "_destroy_test_db", _dropped)
        yield


def _dropped(name: str, verbosity: int) -> None:
    """Drop a PostgreSQL database that a thread of the tests' server, not ended yet, may still hold open."""
    from django.db import connections

    with connections["default"]._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {connections['default'].ops.quote_name(name)} WITH (FORCE)")


class _Clock:
    """Ticks on from the moment of the factories, whenever the tests run."""

    begun = time.monotonic()

    def now(self) -> datetime:
        from factories import NOW

        return NOW + timedelta(seconds=time.monotonic() - self.begun)


@pytest.fixture(scope="session", autouse=True)
def _clock_of_the_tests() -> Iterator[_Clock]:
    """Let every page believe it is the day of the factories, whatever the day the tests run on."""
    from django.utils import timezone

    clock = _Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", clock.now)
        yield clock


@pytest.fixture(autouse=True)
def _moment_of_the_factories(_clock_of_the_tests: _Clock) -> None:
    """Let each test begin at the same moment: a session remembered from an earlier one has not grown old."""
    _clock_of_the_tests.begun = time.monotonic()


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
    """Tell whether no database changes what a test looks at; the whole job is walked on both all the same."""
    place = item.path.relative_to(TESTS).as_posix()
    if item.get_closest_marker("browser") or item.get_closest_marker("markup"):
        return place != "web/test_whole_job.py"
    return place in ONCE or (place.startswith("web/") and place not in AGAIN)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Hand out the slow files first (browsers, the demonstration), then those of many tests: no worker waits alone at the end."""
    if config.getoption("--with-database"):
        left_out = [item for item in items if not _asks_the_database(item) or _only_once(item)]
        config.hook.pytest_deselected(items=left_out)
        away = set(left_out)
        items[:] = [item for item in items if item not in away]
    tests = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("browser")}

    def turn(item: pytest.Item) -> tuple[int, bool, int]:
        name = item.path.name
        longest = LONGEST.index(name) if name in LONGEST else len(LONGEST)
        return longest, item.path not in slow, -tests[item.path]

    items.sort(key=turn)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file on one worker, but for the parts of a test that was cut up to be handed out one by one."""
    from xdist.scheduler import LoadFileScheduling

    class PartsApart(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return nodeid if PART.search(nodeid) else str(super()._split_scope(nodeid))

    return PartsApart(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_sessionfinish() -> None:
    """Remove the session's folder."""
    import shutil

    shutil.rmtree(Path(_FOLDER), ignore_errors=True)
