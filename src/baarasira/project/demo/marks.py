"""The mark by which a data folder says that its people are invented, and how far their loading is."""

from datetime import date
from pathlib import Path

from .population import Plan

_LOADING, _LOADED = "loading", "loaded"


class Mark:
    """The file ``demo``: ``loading``, then ``loading 1000000 2026-11-24`` once the plan is made, then ``loaded``.

    It is only ever written whole. What is in the database already is asked of the database.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def _words(self) -> list[str]:
        return self._path.read_text(encoding="ascii").split() if self.exists else []

    @property
    def exists(self) -> bool:
        """Whether the folder is a demonstration's, loaded or not."""
        return self._path.exists()

    @property
    def loaded(self) -> bool:
        """Whether everything is there."""
        return self._words()[:1] == [_LOADED]

    @property
    def of_another_version(self) -> bool:
        """Whether a load was stopped that this version does not know how to go on with."""
        return self._words()[:1] not in ([_LOADING], [_LOADED])

    @property
    def plan(self) -> Plan | None:
        """The plan of the load under way; None before it is made."""
        words = self._words()
        return Plan(int(words[1]), date.fromisoformat(words[2])) if len(words) == 3 else None

    @property
    def the_plan(self) -> Plan:
        """The plan of the load under way. Raises RuntimeError before it is made."""
        if (plan := self.plan) is None:
            raise RuntimeError("the plan is made before anyone is stored")
        return plan

    def begin(self) -> None:
        """Say that the folder is a demonstration's, before anything is put into it."""
        self._write(_LOADING)

    def plan_for(self, count: int, day: date) -> None:
        """Keep how many people are loaded, and up to which day."""
        self._write(f"{_LOADING} {count} {day.isoformat()}")

    def finish(self) -> None:
        """Say that everything is there."""
        self._write(_LOADED)

    def _write(self, text: str) -> None:
        fresh = self._path.with_name(f"{self._path.name}.new")
        fresh.write_text(f"{text}\n", encoding="ascii")
        fresh.replace(self._path)
