"""The clock of every request stands at NOW."""

from collections.abc import Iterator
from unittest import mock

import pytest

from factories import NOW, Tree, make_tree


@pytest.fixture
def tree() -> Tree:
    return make_tree()


@pytest.fixture(autouse=True)
def clock() -> Iterator[mock.Mock]:
    with mock.patch("django.utils.timezone.now", return_value=NOW) as now:
        yield now
