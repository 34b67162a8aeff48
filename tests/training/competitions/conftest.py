"""A cheaper scrypt, as a cheaper hash of passwords: what a search would cost is asserted by its own test."""

import pytest

from baarasira.training.competitions import sealing


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "COST", 2**6)
