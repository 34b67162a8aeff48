"""A small office on the morning of NOW: the clock of every request stands still."""

from collections.abc import Iterator
from datetime import datetime
from unittest import mock

import pytest

from factories import NOW, Tree, make_tree


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture
def clock() -> Iterator[mock.Mock]:
    """Stand the clock of Django at NOW; `clock.return_value` moves it."""
    with mock.patch("django.utils.timezone.now", return_value=NOW) as now:
        assert isinstance(now.return_value, datetime)
        yield now
