"""Questions asked alike of the pages of several nouns."""

from collections.abc import Iterable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def queries_of(client: Client, address: str) -> int:
    """Return how many queries a page takes once everything that is read once has been."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def check_closed_to_visitors(addresses: Iterable[str]) -> None:
    """Assert that whoever has not signed in is led to the door."""
    for address in addresses:
        answer = Client().get(address)
        assert answer.status_code == 302, address
        assert reverse("accounts:sign-in") in answer["Location"], address


def check_shown_not_run(client: Client, addresses: Iterable[str], beginning: str) -> None:
    """Assert that markup typed by somebody, which begins so, is on each page as text and on none as markup."""
    for address in addresses:
        page = client.get(address).content.decode()
        assert beginning not in page, address
        assert beginning.replace("<", "&lt;").replace(">", "&gt;") in page, address
