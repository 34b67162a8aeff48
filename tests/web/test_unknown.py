"""An address of a record that does not exist, or that someone mistyped, is answered in words, never by a breakdown."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from agents import signed_in
from baarasira.accounts.enums import Role
from factories import make_tree, make_user

SAMPLES = {"uuid": str(UUID(int=7)), "int": "7", "str": "inconnu", "slug": "inconnu"}

# What is only sent to, or only read: refused before anybody asks who it is, and so asked by one role alone.
NOT_THAT_WAY: set[tuple[str, str]] = set()


def _routes(resolver: URLResolver, prefix: str = "") -> list[str]:
    found: list[str] = []
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            found += _routes(item, route)
        elif isinstance(item, URLPattern) and "<" in route:
            found.append(route)
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_unknown_record_never_breaks_a_page(role: str, method: str) -> None:
    client: Client = signed_in(make_user(role, make_tree().root))
    client.raise_request_exception = False
    broken = []
    for route in _routes(get_resolver()):
        if (method, route) in NOT_THAT_WAY:
            continue
        address = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m.group(1) or "str", "inconnu"), route)
        status = getattr(client, method)(address).status_code
        if status == 405:
            NOT_THAT_WAY.add((method, route))
        if status >= 500:
            broken.append((address, status))
    assert broken == []
