"""Every address is closed unless it is in the list below, which whoever opens one must come and change."""

import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from baarasira.accounts.enums import Role
from factories import make_tree, make_user

# Open to a visitor: route pattern → why.
OPEN: dict[str, str] = {
    "compte/connexion/": "the sign-in itself",
    "compte/invitation/<str:token>/": "behind a one-time link",
    "compte/nouvel-acces/<str:token>/": "behind a one-time link",
    "terrain/ouvrier.js": "the service worker of the field, which holds no data",
    "terrain/jeton/": "says who is known here: nobody, for a visitor",
    "terrain/envoi/": "takes nothing in from nobody: it answers so, for a phone that was away for long",
    "terrain/relier/<str:token>/": "behind a one-time code",
    "terrain/atelier/": "the door of a bound phone: three pictures; nothing for any other",
    "terrain/atelier/ouvrir/": "the sign-in of a bound phone",
    "terrain/voix/<uuid:recording_id>/": "spoken names, for bound phones: 404 for a visitor",
    "api/v1/": "nothing is there: the interface has no first page",
    "api/v1/openapi.json": "the description of the interface, which holds no data",
}
OPEN_NAMESPACES = {"public"}
SAMPLES = {"uuid": str(UUID(int=1)), "int": "1", "str": "x", "slug": "x", "path": "x"}
DOORS = ("/compte/connexion/", "/compte/second-facteur/")


def walk(
    resolver: URLResolver, prefix: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for item in resolver.url_patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from walk(item, route, (*namespaces, item.namespace or ""))
        elif isinstance(item, URLPattern):
            yield route, namespaces


def addresses() -> list[str]:
    found = [route for route, spaces in walk(get_resolver()) if not OPEN_NAMESPACES & set(spaces) and route not in OPEN]
    return sorted(set(found))


def sample(route: str) -> str:
    plain = re.sub(r"<(?:(\w+):)?\w+>", lambda match: SAMPLES.get(match.group(1) or "str", "x"), route)
    return "/" + plain.replace("^", "").replace("$", "").replace("\\", "")


def is_shut(answer: object) -> bool:
    """Tell whether nothing was done: sent to a door, refused, or no such operation at this address (405)."""
    if answer.status_code in (401, 403, 405):  # type: ignore[attr-defined]
        return True
    return answer.status_code == 302 and answer["Location"].startswith(DOORS)  # type: ignore[attr-defined,index]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_reaches_no_page_but_those_opened_on_purpose(client: Client, method: str) -> None:
    found = addresses()
    assert len(found) > 30
    open_by_mistake = [route for route in found if not is_shut(getattr(client, method)(sample(route)))]
    assert open_by_mistake == []


@pytest.mark.django_db
def test_a_password_alone_opens_no_page_to_an_administrator() -> None:
    user = make_user(Role.NATIONAL_ADMINISTRATOR, make_tree().root)
    browser = Client()
    browser.force_login(user)
    before = {"compte/deconnexion/", "compte/confirmer/", "compte/second-facteur/", "compte/second-facteur/telephone/"}
    for route in addresses():
        answer = browser.get(sample(route))
        if route not in before:
            assert is_shut(answer), route
    session = browser.session
    session["confirmed_at"] = timezone.now().isoformat()
    session.save()
    TOTPDevice.objects.create(user=user, name="phone", confirmed=True)
    answer = browser.get("/compte/second-facteur/telephone/")
    assert is_shut(answer), "with a phone set up, a password alone does not set up another"


@pytest.mark.parametrize("route", sorted(OPEN))
def test_the_list_of_open_addresses_names_only_addresses_that_exist(route: str) -> None:
    assert route in {found for found, _spaces in walk(get_resolver())}
