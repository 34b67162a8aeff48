"""Writers of one SQLite file are served in turn: nobody is kept out by somebody who writes without a pause."""

import sqlite3
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from baarasira.kernel.sqlite3.base import SUFFIX, DatabaseWrapper

pytestmark = pytest.mark.django_db  # without the mark no connection at all may be made


def connected(folder: Path, timeout: float = 5) -> DatabaseWrapper:
    options = {"transaction_mode": "IMMEDIATE", "timeout": timeout, "init_command": "PRAGMA journal_mode=WAL"}
    place = {"ENGINE": "baarasira.kernel.sqlite3", "NAME": str(folder / "base.sqlite3"), "OPTIONS": options}
    connection = ConnectionHandler({"default": place})["default"]
    assert isinstance(connection, DatabaseWrapper)
    connection.inc_thread_sharing()
    return connection


def write(connection: DatabaseWrapper, seconds: float = 0) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    time.sleep(seconds)
    connection.commit()
    connection.set_autocommit(True)


def test_whoever_waits_writes_before_the_one_who_just_wrote(tmp_path: Path) -> None:
    busy, other = connected(tmp_path), connected(tmp_path)
    written, over = [0], threading.Event()

    def keep_writing() -> None:
        while not over.is_set():
            write(busy, 0.004)
            written[0] += 1

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        passed = []
        for _time in range(10):
            before = written[0]
            write(other)
            passed.append(written[0] - before)
    finally:
        over.set()
        writer.join()
        busy.close()
        other.close()
    # By chance alone the one who writes without a pause would write dozens of times in between.
    assert sorted(passed)[5] <= 3, passed


def test_a_file_is_opened_though_another_writes_to_it_just_then(tmp_path: Path) -> None:
    """Until a file's journal is turned to WAL, whoever opens it to do so is told that it is busy without any waiting."""
    file = sqlite3.connect(tmp_path / "base.sqlite3", isolation_level=None, check_same_thread=False)
    file.execute("BEGIN IMMEDIATE")
    ended = threading.Timer(0.2, lambda: (file.rollback(), file.close()))
    ended.start()
    late = connected(tmp_path)
    write(late)
    late.close()
    ended.join()


def test_a_file_kept_busy_is_told_as_sqlite_tells_it(tmp_path: Path) -> None:
    holding, waiting, behind = (connected(tmp_path, 0.05) for _ in range(3))
    holding.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    for connection in (waiting, behind):
        with pytest.raises(OperationalError, match="database is locked"):
            write(connection)
        connection.close()
    holding.rollback()
    holding.close()
    assert (tmp_path / f"base.sqlite3{SUFFIX}").stat().st_size == 0
    again = connected(tmp_path)
    write(again)
    again.close()
