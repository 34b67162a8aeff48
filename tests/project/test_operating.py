"""The clock, the worker, the doctor and the command line, as an operator meets them."""

import argparse
import os
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from baarasira import __version__
from baarasira.jobs.clock import hand_out_due
from baarasira.jobs.models import Tick
from baarasira.jobs.schedule import JOBS
from baarasira.kernel import files
from baarasira.kernel.addresses import networks
from baarasira.kernel.files.storage import key_of, store
from baarasira.kernel.journal import guards
from baarasira.kernel.models import Entry
from baarasira.openings.models import Opening
from baarasira.project import health, manners
from baarasira.project.cli import main, verbs
from baarasira.project.commands import worker
from factories import make_actor, make_membership, make_opening, make_structure, make_user
from handed_in import pdf, upload


@pytest.mark.django_db
def test_the_clock_hands_each_job_out_once_and_again_when_its_time_has_come() -> None:
    now = timezone.now()
    assert set(hand_out_due(now)) == set(JOBS)
    assert hand_out_due(now + timedelta(seconds=30)) == []
    again = [name for name, job in JOBS.items() if job.every <= timedelta(minutes=1)]
    assert "messages.deliver" in again
    assert set(hand_out_due(now + timedelta(minutes=1))) == set(again)
    assert DBTaskResult.objects.count() == len(JOBS) + len(again)


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_is_due_and_says_how_it_went() -> None:
    opening = make_opening(make_structure(make_structure()))
    Opening.objects.filter(pk=opening.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    assert Entry.objects.exists()
    assert main(["worker", "--once"]) == 0
    opening.refresh_from_db()
    assert opening.state == "expired"
    ticks = {tick.name: tick for tick in Tick.objects.all()}
    assert set(ticks) == set(JOBS)
    assert {name: tick.result for name, tick in ticks.items() if tick.failed} == {}
    assert ticks["openings.expire"].result == "1"
    assert int(ticks["journal.seal"].result) > 0


@pytest.mark.django_db(transaction=True)
def test_a_job_that_fails_is_told_by_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_actor: object) -> int:
        raise RuntimeError("la passerelle ne répond pas")

    monkeypatch.setitem(JOBS, "messages.deliver", type(JOBS["messages.deliver"])(timedelta(minutes=1), broken))
    assert main(["worker", "--once"]) == 0
    faults = [item for item in health.examine(quick=True) if item.level is health.Level.FAULT]
    assert any("messages.deliver" in item.what and "passerelle" in item.found for item in faults)


@pytest.mark.django_db
def test_the_doctor_names_what_is_missing_and_how_to_mend_it() -> None:
    found = {item.what: item for item in health.examine()}
    assert found["administrateurs"].level is health.Level.FAULT
    assert "baarasira user add" in found["administrateurs"].mend
    assert found["protection du journal"].level is health.Level.GOOD
    root = make_structure()
    make_user("national_administrator", root)
    assert {item.what: item for item in health.examine()}["administrateurs"].level is health.Level.WARNING
    make_membership(make_user("auditor", root), "national_administrator", root)
    assert {item.what: item for item in health.examine()}["administrateurs"].level is health.Level.GOOD


@pytest.mark.django_db
def test_the_doctor_sees_that_the_guards_of_the_journal_were_taken_down() -> None:
    with connection.cursor() as cursor:
        for statement in guards.remove_statements(connection.vendor):
            cursor.execute(statement)
    found = {item.what: item for item in health.examine(quick=True)}
    assert found["protection du journal"].level is health.Level.FAULT


@pytest.mark.django_db
def test_the_doctor_names_files_that_are_lost_and_those_that_changed(settings: Any, tmp_path: Path) -> None:
    settings.BAARASIRA_FILES = str(tmp_path)
    lost, changed = (files.keep(actor=make_actor(), upload=upload(pdf(word)), owner="x:1") for word in ("a", "b"))
    path = tmp_path / key_of(changed.sha256)
    path.write_bytes(path.read_bytes().replace(b"(b)", b"(c)"))
    settings.BAARASIRA_SCANNER = "clamd:127.0.0.1:1"
    quick = [item for item in health.examine(quick=True) if item.what == "fichiers remis"]
    assert [item.level for item in quick] == [health.Level.GOOD]
    store().delete(key_of(lost.sha256))
    found = [item for item in health.examine() if item.what in {"fichiers remis", "antivirus"}]
    assert all(item.level is health.Level.FAULT for item in found)
    told = " / ".join(item.found for item in found)
    assert "aucun fichier n'est accepté" in told
    assert f"1 absents : {lost.sha256}" in told
    assert f"1 altérés : {changed.sha256}" in told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("https", "proxies", "warned"), [(True, "", True), (True, "127.0.0.1", False), (False, "", False)]
)
def test_the_doctor_says_when_the_proxy_hides_the_visitors(
    settings: Any, https: bool, proxies: str, warned: bool
) -> None:
    settings.BAARASIRA_HTTPS, settings.BAARASIRA_TRUSTED_PROXIES = https, networks(proxies)
    found = {item.what: item for item in health.examine(quick=True)}
    assert ("adresses des visiteurs" in found) == warned


def test_the_command_lists_its_verbs_and_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"baarasira {__version__}\n"
    assert main([]) == 0
    overview = capsys.readouterr().out
    for name in ("rank", "occupation", "import", "export", "doctor", "backup", "restore", "journal", "worker", "demo"):
        assert f"  {name} " in overview
    assert main(["nothing"]) == 2
    assert len(verbs()) >= 14


@pytest.mark.django_db
def test_the_worker_outlasts_a_database_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def queue(name: str, **_how: object) -> None:
        tried.append(name)
        if len(tried) < 3:
            raise OperationalError("database is locked")

    waited: list[float] = []
    monkeypatch.setattr("django.core.management.call_command", queue)
    clock = SimpleNamespace(start=lambda: None)
    monkeypatch.setattr(worker, "threading", SimpleNamespace(Thread=lambda **_how: clock))
    monkeypatch.setattr(worker, "time", SimpleNamespace(sleep=waited.append))
    assert worker.run(argparse.Namespace(once=False)) == 0
    assert (tried, waited) == (["db_worker"] * 3, [worker.TICK_SECONDS] * 2)


@pytest.mark.parametrize(
    ("verb", "database", "nice"),
    [
        ("import", "", [manners.BEHIND_PAGES]),
        ("worker", "sqlite:////a/file", [manners.BEHIND_PAGES]),
        ("worker", "postgres://server/name", [manners.BEHIND_PAGES_OF_A_SERVER]),
        ("doctor", "", []),
    ],
)
def test_work_that_nobody_looks_on_at_stands_behind_the_pages(
    monkeypatch: pytest.MonkeyPatch, verb: str, database: str, nice: list[int]
) -> None:
    if database:
        monkeypatch.setenv("DATABASE_URL", database)
    else:
        monkeypatch.delenv("DATABASE_URL", raising=False)
    asked: list[int] = []
    monkeypatch.setattr(manners.os, "nice", asked.append)
    monkeypatch.setattr(manners.gc, "set_threshold", lambda *_often: None)
    started: list[str] = []
    thread = SimpleNamespace(start=lambda: started.append("go round"))
    monkeypatch.setattr(manners, "threading", SimpleNamespace(Thread=lambda **_how: thread, Event=lambda: None))
    monkeypatch.setattr(manners.os, "sched_getaffinity", lambda _pid: {0, 1})
    monkeypatch.setattr(sys, "argv", ["baarasira", verb, "--help"])
    with pytest.raises(SystemExit):
        main()
    assert asked == nice
    assert started == ["go round"] * len(nice)


def test_work_behind_the_pages_goes_round_the_processors_while_it_lasts(monkeypatch: pytest.MonkeyPatch) -> None:
    free, ended = os.sched_getaffinity(0), threading.Event()
    put: list[tuple[int, frozenset[int]]] = []
    set_affinity = os.sched_setaffinity

    def noted(thread: int, processors: set[int]) -> None:
        put.append((thread, frozenset(processors)))
        set_affinity(thread, processors)

    monkeypatch.setattr(manners.os, "sched_setaffinity", noted)
    going = threading.Thread(target=manners.go_round, args=(ended,))
    going.start()
    ours, until = threading.get_native_id(), time.monotonic() + 20
    while (
        len({where for who, where in put if who == ours and len(where) == 1}) < len(free) and time.monotonic() < until
    ):
        sum(range(20_000))
    ended.set()
    going.join(20)
    places = [where for who, where in put if who == ours]
    assert {frozenset({each}) for each in free} <= set(places)
    assert places[1::2] == [frozenset(free)] * (len(places) // 2), "free again at once"
    assert os.sched_getaffinity(0) == free
    assert going.native_id not in {who for who, _where in put}
