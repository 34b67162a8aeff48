"""What a factory wrote once is written again as it was, when it is asked for the same in the same world.

A factory goes through the application's own actions: policies, rules, journal. That is what makes its rows true, and slow.
`remembered` runs it once a process for the same arguments and the same rows before it, keeps the statements that it
wrote and what it returned, and afterwards writes these statements again. A test never sees the difference: the rows are those
the actions made. The world before is known as long as nothing but remembered factories wrote in the test; from the first
other write on, and in every test that has transactions of its own or patches something, factories run in full.
"""

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import pytest
from django.db import connection, models

P = ParamSpec("P")
R = TypeVar("R")
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH", "REPLACE")
MOST = 300_000


class _CannotBeNamed(Exception):
    """An argument has no name that stays the same from one test to the next (a function, a file)."""


@dataclass(slots=True)
class _Deed:
    """What a factory did: its statements in order, and what it returned."""

    writes: list[tuple[str, Any, bool]]
    returned: bytes


@dataclass(slots=True)
class Memory:
    """What is known of the test under way, and all that was kept from those before it."""

    deeds: dict[bytes, _Deed] = field(default_factory=dict)
    kept: int = 0
    world: bytes | None = None
    recording: list[list[tuple[str, Any, bool]]] = field(default_factory=list)
    replaying: bool = False

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """See every statement pass: keep the writes of a factory, and know when somebody else wrote."""
        word = sql.lstrip(" (")[:8].upper()
        if word.startswith("ROLLBACK"):
            self.world, self.recording = None, []
        elif word.startswith(WRITES):
            if self.recording:
                copied = list(params) if many else params
                for writes in self.recording:
                    writes.append((sys.intern(sql), copied, many))
            if not self.replaying:
                self.world = None
        return execute(sql, params, many, context)

    @contextmanager
    def test(self, *, usable: bool) -> Iterator[None]:
        """Begin a test with an empty world, when its writes can be known (`usable`)."""
        if not usable:
            yield
            return
        self.world, self.recording = b"", []
        connection.execute_wrappers.append(self.watch)
        try:
            with _watching_patches(self):
                yield
        finally:
            self.world, self.recording = None, []
            connection.execute_wrappers.remove(self.watch)

    def after(self, key: bytes, build: Callable[[], R]) -> R:
        """Return what a factory returns, by writing again what it wrote or by running it."""
        deed = self.deeds.get(key)
        if deed is None:
            return self._run(key, build)
        self.replaying = True
        try:
            with _sent_together(), connection.cursor() as cursor:
                for sql, params, many in deed.writes:
                    (cursor.executemany if many else cursor.execute)(sql, params)
                    if connection.vendor == "sqlite" and "RETURNING" in sql and not many:
                        cursor.fetchall()  # SQLite writes a row when it is asked for it
        finally:
            self.replaying = False
        self.world = key
        return pickle.loads(deed.returned)  # our own bytes, of this process

    def _run(self, key: bytes, build: Callable[[], R]) -> R:
        writes: list[tuple[str, Any, bool]] = []
        self.recording.append(writes)
        mine = len(self.recording)
        try:
            result = build()
        except BaseException:
            self.world, self.recording = None, []
            raise
        if len(self.recording) != mine:  # something was rolled back meanwhile
            return result
        self.recording.pop()
        if self.kept < MOST:
            try:
                self.deeds[key] = _Deed(writes, pickle.dumps(result))
            except (TypeError, AttributeError, pickle.PicklingError):
                return result  # it holds what cannot be copied: it is made each time
            self.kept += len(writes)
            self.world = key
        return result


@contextmanager
def _sent_together() -> Iterator[None]:
    """Send a server all statements without waiting for the answer to each; an error of one is raised at the end."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.connection.pipeline():
        yield


@contextmanager
def _watching_patches(memory: Memory) -> Iterator[None]:
    """Forget the world at the first thing that a test patches: what a factory does then is the test's own business."""
    plain = {name: getattr(pytest.MonkeyPatch, name) for name in ("setattr", "setitem", "setenv", "delattr", "delitem")}

    def forgetting(name: str) -> Callable[..., None]:
        def patch(self: pytest.MonkeyPatch, *args: Any, **kwargs: Any) -> None:
            memory.world, memory.recording = None, []
            plain[name](self, *args, **kwargs)

        return patch

    for name in plain:
        setattr(pytest.MonkeyPatch, name, forgetting(name))
    try:
        yield
    finally:
        for name, function in plain.items():
            setattr(pytest.MonkeyPatch, name, function)


MEMORY = Memory()


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """Decorate a factory: same world, same arguments, same rows."""

    @wraps(make)
    def maker(*args: P.args, **kwargs: P.kwargs) -> R:
        if MEMORY.world is None:
            return make(*args, **kwargs)
        try:
            named = _name((make.__module__, make.__qualname__, args, sorted(kwargs.items())))
        except _CannotBeNamed:
            return make(*args, **kwargs)
        key = hashlib.blake2b(MEMORY.world + named.encode(), digest_size=20).digest()
        return MEMORY.after(key, lambda: make(*args, **kwargs))

    return maker


def _name(value: Any) -> str:
    """Return a text that is the same for equal arguments; raises _CannotBeNamed."""
    if isinstance(value, models.Model):
        own = {item.attname: value.__dict__.get(item.attname) for item in value._meta.concrete_fields}
        return f"{value._meta.label}({_name(own)})"
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__qualname__}({','.join(_name(getattr(value, item.name)) for item in fields(value))})"
    if isinstance(value, dict):
        return "{" + ",".join(f"{_name(key)}:{_name(item)}" for key, item in value.items()) + "}"
    if isinstance(value, set | frozenset):
        return "{" + ",".join(sorted(_name(item) for item in value)) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_name(item) for item in value) + "]"
    if callable(value) or hasattr(value, "read") or hasattr(value, "__next__"):
        raise _CannotBeNamed
    return f"{type(value).__name__}:{value!r}"
